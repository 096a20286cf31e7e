//! What the fuzz targets do with their input, as plain functions: `tests/fuzz.rs` runs them too, on stable Rust.
//!
//! Flows in: any octets. Flows out: nothing; a body panics where something does not hold. `reading` reads a text, for BIND
//! and for one more server, which the input chooses; `checks` says what has to hold of every reading. Besides that each
//! body says in two ways what has to come to the same.

mod checks;
mod reading;

use std::fmt::Write as _;

use reading::Reading;
use zonegate::rdata::{self, Dialect};
use zonegate::zone::{Rtype, Standing};

/// The whole reader on one file: as it is, and a line further down.
pub fn scanner(data: &[u8]) {
    if !makes_many(data) {
        for reading in Reading::of_two(&[data]) {
            checks::all(&reading);
            checks::all_findings(&reading);
            checks::a_comment_before_it_moves_all(&reading, data);
        }
    }
}

/// The data of one record: `TYPE data` as text, or behind a NUL the type's number and its wire form.
///
/// What is read, from the one or the other, is written in canonical form, and by its octets (RFC 3597 §5), and read back
/// from both as the same octets.
pub fn rdata(data: &[u8]) {
    let (rtype, text) = if let [0, high, low, wire @ ..] = data {
        (rdata::mnemonic(Rtype(u16::from_be_bytes([*high, *low]))), generic(wire))
    } else {
        let line = one_line(data);
        let (rtype, text) = line.split_at(line.iter().position(|&octet| octet == b' ').unwrap_or(line.len()));
        (String::from_utf8_lossy(rtype).into_owned(), text.to_vec())
    };
    let entry = [format!("x 1 IN {rtype} ").as_bytes(), &text, b"\n"].concat();
    for reading in Reading::of_two(&[&entry]) {
        checks::all(&reading);
        let zone = &reading.loaded.zone;
        for record in zone.records().filter(|record| record.standing == Standing::Loaded) {
            let wire = zone.rdata(&record);
            let shown = [rdata::present(record.rtype, wire).into_bytes(), generic(wire)];
            let is_octal = |shown: &[u8]| reading.audience().dialect == Dialect::Msdns && shown.contains(&b'\\');
            let described = rdata::is_described(record.rtype);
            for shown in shown.iter().filter(|shown| described && !is_octal(shown)) {
                let entry = [b"x 1 IN ", rdata::mnemonic(record.rtype).as_bytes(), b" ", shown, b"\n"].concat();
                let again = Reading::new(&[&entry], reading.audience());
                let back = again.loaded.zone.records().next().map(|record| again.loaded.zone.rdata(&record).to_vec());
                assert_eq!(back.as_deref(), Some(wire), "{}", String::from_utf8_lossy(&entry));
            }
        }
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

/// A `$GENERATE`: the input stands behind the word. The values one by one make what the range makes.
pub fn generate(data: &[u8]) {
    let line = one_line(data);
    let text = |lines: &[u8]| [b"$TTL 1\n", lines, b"last A 192.0.2.1\n"].concat();
    let whole = text(&[b"$GENERATE ", line.as_slice(), b"\n"].concat());
    if makes_many(&whole) {
        return;
    }
    for reading in Reading::of_two(&[&whole]) {
        checks::all(&reading);
        let Some(parts) = one_by_one(&line).map(|parts| text(&parts)) else { continue };
        if reading.loaded.problems.all().is_empty() && parts.len() < 16_384 {
            let again = Reading::new(&[&parts], reading.audience());
            assert_eq!(reading.dump(), again.dump(), "{}", String::from_utf8_lossy(&whole));
        }
    }
}

/// Writes a `$GENERATE` for each value of the range that `line` starts with.
fn one_by_one(line: &[u8]) -> Option<Vec<u8>> {
    let line = std::str::from_utf8(line).ok()?;
    let (range, rest) = line.trim_start_matches([' ', '\t']).split_once([' ', '\t'])?;
    let (span, step) = range.split_once('/').unwrap_or((range, "1"));
    let (start, stop) = span.split_once('-')?;
    let (start, stop, step) = (start.parse::<u32>().ok()?, stop.parse::<u32>().ok()?, step.parse::<usize>().ok()?);
    let mut lines = String::new();
    for value in (start..=stop).step_by(step.max(1)) {
        writeln!(lines, "$GENERATE {value}-{value} {rest}").expect("a String takes all");
    }
    Some(lines.into_bytes())
}

/// Tells whether a text may ask for so many records that reading it takes long: behind a `$GENERATE` stands a number of
/// more than four digits or a long number of short ones.
fn makes_many(text: &[u8]) -> bool {
    let upper = text.to_ascii_uppercase();
    let count = upper.windows(9).filter(|word| word == b"$GENERATE").count();
    let is_long = |digits: &[u8]| digits.len() > 4;
    count > 4 || (count > 0 && upper.split(|octet| !octet.is_ascii_digit()).any(is_long))
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
    if !makes_many(data) {
        for reading in Reading::of_two(&files) {
            checks::all(&reading);
        }
    }
}
