//! What the fuzz targets do with their input, as plain functions: `tests/fuzz.rs` runs them too, on stable Rust.
//!
//! Flows in: any octets. Flows out: nothing; a body panics where something does not hold. Besides that nothing panics,
//! every place lies in its text, places stand in their order, and data that was read is written and read back the same.

use std::fmt::Write as _;
use std::sync::Arc;

use zonegate::rdata;
use zonegate::source::{Loc, Side, SourceId, SourceMap};
use zonegate::zone::{Name, Standing};
use zonegate::zonefile::{Audience, IncludeFailure, Includes, LoadedZone, load, load_for, places};

/// The whole reader on one file.
pub fn scanner(data: &[u8]) {
    read(&[data]);
}

/// The data of one record: `TYPE data` as text, or behind a NUL the type's number and its wire form.
///
/// Text that is read is written in canonical form and read back as the same octets.
pub fn rdata(data: &[u8]) {
    let (rtype, text) = if let [0, high, low, wire @ ..] = data {
        (format!("TYPE{}", u16::from_be_bytes([*high, *low])), generic(wire))
    } else {
        let line = one_line(data);
        let (rtype, text) = line.split_at(line.iter().position(|&octet| octet == b' ').unwrap_or(line.len()));
        (String::from_utf8_lossy(rtype).into_owned(), text.to_vec())
    };
    let entry = [format!("x 1 IN {rtype} ").as_bytes(), &text, b"\n"].concat();
    let first = read(&[&entry]);
    for record in first.zone.records().filter(|record| record.standing == Standing::Loaded) {
        let wire = first.zone.rdata(&record);
        if !rdata::is_described(record.rtype) {
            continue;
        }
        let shown = rdata::present(record.rtype, wire);
        let again = format!("x 1 IN {} {shown}\n", rdata::mnemonic(record.rtype));
        let second = read(&[again.as_bytes()]);
        let back = second.zone.records().next().map(|record| second.zone.rdata(&record).to_vec());
        assert_eq!(back.as_deref(), Some(wire), "{again}");
    }
}

/// Writes wire form as RFC 3597 §5 has it.
fn generic(wire: &[u8]) -> Vec<u8> {
    let mut text = format!("\\# {} ", wire.len());
    for octet in wire {
        write!(text, "{octet:02x}").expect("a String takes all");
    }
    text.into_bytes()
}

fn one_line(data: &[u8]) -> Vec<u8> {
    data.iter().map(|&octet| if matches!(octet, b'\n' | b'\r') { b' ' } else { octet }).collect()
}

/// A `$GENERATE`: the input stands behind the word. Ranges of more than 10,000 values are left out, for speed.
pub fn generate(data: &[u8]) {
    let line = one_line(data);
    let words = String::from_utf8_lossy(&line);
    let (span, _) = words.trim_start().split_once(' ').unwrap_or((&words, ""));
    let (start, stop) = span.split_once('-').unwrap_or((span, ""));
    let number = |text: &str| text.split('/').next().and_then(|digits| digits.parse::<u64>().ok());
    let values = number(stop).zip(number(start)).map(|(stop, start)| stop.saturating_sub(start));
    if values.is_none_or(|values| values <= 10_000) {
        read(&[&[b"$TTL 1\n$GENERATE ", line.as_slice(), b"\nlast A 192.0.2.1\n"].concat()]);
    }
}

/// Several files, with a line `%` between them; `$INCLUDE 1` asks for the second, and so on.
pub fn include(data: &[u8]) {
    // Ten levels of many lines are up to 100,000 files: short ones, so that each run ends soon.
    let data = data.get(..1024).unwrap_or(data);
    let mut files: Vec<Vec<u8>> = vec![Vec::new()];
    for line in data.split_inclusive(|&octet| octet == b'\n') {
        match files.last_mut() {
            Some(file) if line != b"%\n" => file.extend_from_slice(line),
            _ => files.push(Vec::new()),
        }
    }
    let files: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
    read(&files);
}

/// Reads the first file as a zone, with the others to include, and checks what came of it.
fn read(files: &[&[u8]]) -> LoadedZone {
    let mut sources = SourceMap::default();
    let mut includes = Files::default();
    for (at, text) in files.iter().enumerate() {
        includes.0.push(sources.add(at.to_string(), Side::Worktree, Arc::from(*text)));
    }
    let origin = Name::parse(b"example.com.", None).expect("a good name");
    let root = includes.0.first().copied().expect("at least one file");
    let loaded = load(root, Some(&origin), &mut sources, &mut includes);
    check(&sources, &loaded);
    // The reading of another server, chosen by the input, with everybody else concerned.
    let dialect = rdata::Dialect::ALL[sources.text(root).len() % rdata::Dialect::ALL.len()];
    let portable_to = rdata::Dialect::ALL.into_iter().fold(rdata::Servers::default(), rdata::Servers::with);
    let audience = Audience { dialect, portable_to };
    let otherwise = load_for(audience, root, Some(&origin), &mut sources, &mut includes);
    check(&sources, &otherwise);
    loaded
}

/// The virtual files, by number.
#[derive(Default)]
struct Files(Vec<SourceId>);

impl Includes for Files {
    fn open(&mut self, _: &mut SourceMap, _: SourceId, target: &[u8]) -> Result<SourceId, IncludeFailure> {
        let number = std::str::from_utf8(target).ok().and_then(|target| target.parse::<usize>().ok());
        let file = number.and_then(|number| self.0.get(number)).copied();
        file.ok_or_else(|| IncludeFailure::NotFound(vec!["nowhere".to_owned()]))
    }
}

/// Checks the places of everything that was read.
fn check(sources: &SourceMap, loaded: &LoadedZone) {
    let inside = |at: Loc| {
        let length = sources.text(at.source).len();
        assert!(at.span.start <= at.span.end && at.span.end as usize <= length, "{at:?} of {length} octets");
    };
    inside(loaded.anchor);
    for problem in loaded.problems.all() {
        inside(problem.at);
        problem.second.iter().chain(&problem.included_from).copied().for_each(inside);
    }
    for record in loaded.zone.records() {
        let found = places(sources.text(record.source), &record);
        inside(Loc { source: record.source, span: found.entry });
        assert!(found.entry.start <= found.owner.start && found.owner.end <= found.entry.end, "owner of {record:?}");
        for pair in found.rdata.windows(2) {
            assert!(pair[0].end <= pair[1].start, "tokens of {record:?}");
        }
    }
}
