//! One file read on two threads: cut wherever it may be, it gives the same zone and the same problems as read by one.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test that cannot go on has failed; it reads the zones of this package"
)]

#[path = "peers/zones/mod.rs"]
mod generated;
#[path = "language/mod.rs"]
mod language;
#[path = "../benches/zones/mod.rs"]
mod zones;

use std::fs;
use std::path::Path;

use generated::random::Random;
use generated::{audience, generator, mutation};
use language::judge::Files;
use zonegate::rdata::{Dialect, Servers};
use zonegate::source::{Loc, Side, SourceId, SourceMap};
use zonegate::zone::{Manner, Name, NameId, Rtype};
use zonegate::zonefile::{Audience, Cut, LoadedZone, Problem, load_cut, load_for};

/// Everything that was read but where the octets are kept.
#[derive(Debug, PartialEq)]
struct Seen {
    records: Vec<(NameId, Name, Manner, u32, Vec<u8>)>,
    nodes: Vec<usize>,
    problems: Vec<Problem>,
    anchor: Loc,
    files: Vec<SourceId>,
    chains: String,
    unchecked: Vec<(Rtype, Loc)>,
    complete: bool,
}

impl Seen {
    fn of(loaded: &LoadedZone) -> Self {
        let zone = &loaded.zone;
        let seen = |record: zonegate::zone::Record| {
            (record.owner, zone.owner(&record), record.manner, record.at, zone.rdata(&record).to_vec())
        };
        Self {
            records: zone.records().map(seen).collect(),
            nodes: zone.nodes().map(|node| node.len()).collect(),
            problems: loaded.problems.all().to_vec(),
            anchor: loaded.anchor,
            files: loaded.files.clone(),
            chains: format!("{:?}", loaded.chains),
            unchecked: loaded.unchecked.clone(),
            complete: zone.is_complete(),
        }
    }
}

fn read(audience: Audience, origin: &str, text: &[u8], cut: Option<Cut>) -> LoadedZone {
    let mut sources = SourceMap::default();
    sources.add("another.zone", Side::Worktree, b"www A 192.0.2.1\n");
    let root = sources.add("example.com.zone", Side::Worktree, text);
    let origin = Name::parse(origin.as_bytes(), None).unwrap();
    load_cut(cut, audience, root, Some(&origin), &mut sources, &mut Files::default())
}

/// Compares a text that is cut at every line, behind several heads, with the same in one piece; returns how many second
/// halves were used.
#[track_caller]
fn same(audience: Audience, origin: &str, text: &[u8]) -> usize {
    let whole = Seen::of(&read(audience, origin, text, None));
    let starts = memchr::memchr2_iter(b'\n', b'\r', text).map(|end| end + 1);
    let cuts = starts.flat_map(|at| [0, at / 2].map(|head| Cut { head, at }));
    let is_used = |cut: Cut| {
        let loaded = read(audience, origin, text, Some(cut));
        let halved = Seen::of(&loaded);
        assert!(halved == whole, "{cut:?} of {}\n{halved:#?}\n{whole:#?}", String::from_utf8_lossy(text));
        usize::from(loaded.in_halves)
    };
    cuts.map(is_used).sum()
}

/// Compares texts, each for BIND and for one of the servers with all of them concerned, or none.
#[track_caller]
fn all_same(texts: impl Iterator<Item = Vec<u8>>) -> usize {
    let everybody = Dialect::ALL.into_iter().fold(Servers::default(), Servers::with);
    let mut used = 0;
    for (number, text) in texts.enumerate() {
        let dialect = Dialect::ALL[number % Dialect::ALL.len()];
        let portable_to = if number % 4 == 0 { everybody } else { Servers::default() };
        used += same(Audience::default(), "example.com.", &text);
        used += same(Audience { dialect, portable_to }, "example.com.", &text);
    }
    used
}

#[test]
fn wrong_zones() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/zones/invalid");
    let paths = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    let mut zones: Vec<_> = paths.filter(|path| path.extension().is_some_and(|end| end == "zone")).collect();
    zones.sort();
    let used = all_same(zones.iter().map(|path| fs::read(path).unwrap()));
    assert!(used > 300, "{used}");
}

#[test]
fn what_the_lines_before_leave_behind() {
    let head = "\n$TTL 1h\n@ SOA ns1 h 1 2 3 4 5\n";
    let texts = [
        // Each would be small enough by itself.
        "$GENERATE 1-600000 a..$ A 192.0.2.1\nw A 192.0.2.1\n$GENERATE 1-600000 b..$ A 192.0.2.2\n",
        // Markers without partner: from there on the first that ends a conflict ends it.
        "<<<<<<< 1\n<<<<<<< 2\n>>>>>>> 2\nw A 192.0.2.1\n<<<<<<< 3\n<<<<<<< 4\n>>>>>>> 4\nx A 192.0.2.2\n>>>>>>> 3\n",
        // An owner that something is said about, once.
        "w\u{e9} A 192.0.2.1\nw\u{e9} A 192.0.2.2\n",
        // A `$TTL` too late, and a last line that is a directive without end.
        "w A 192.0.2.1\n$TTL 5\nx A 192.0.2.1\n$ORIGIN a.example.com.",
    ];
    let late = "@ SOA ns1 h 1 2 3 4 5\nw A 192.0.2.1\nx A 192.0.2.1\n$TTL 5\ny A 192.0.2.1\n".to_owned();
    let texts = texts.into_iter().map(|text| [head, text].concat()).chain([late]);
    assert_eq!(all_same(texts.map(String::into_bytes)), 0, "second halves that need what stands before");
}

#[test]
fn rows_of_the_language() {
    // Behind each row something that reads otherwise where the row is not understood.
    let behind = b"last A 192.0.2.1\n  TXT a\nlast 5 A 192.0.2.2\n";
    let used = all_same(language::ROWS.into_iter().flatten().map(|row| [&row.read().0[..], behind].concat()));
    assert!(used > 1000, "{used}");
}

#[test]
fn rows_of_the_dialects() {
    for spoken in language::dialects::TABLE {
        let portable_to = spoken.portable_to.iter().copied().fold(Servers::default(), Servers::with);
        for row in spoken.rows {
            let text = [&row.read().0[..], b"last A 192.0.2.1\n  TXT a\n"].concat();
            same(Audience { dialect: spoken.dialect, portable_to }, "example.com.", &text);
        }
    }
}

#[test]
fn generated_zones_and_slips_in_them() {
    let zones = (0..24).flat_map(|seed| {
        let mut random = Random::new(seed);
        let audience = audience::Audience::EVERY[usize::try_from(seed).unwrap() % 8];
        let text = generator::zone(&mut random, audience, 8).into_bytes();
        [mutation::slip(&mut random, &text), text]
    });
    let used = all_same(zones);
    assert!(used > 100, "{used}");
}

#[test]
fn most_cuts_of_made_zones_are_used() {
    for kind in zones::Kind::ALL {
        let made = kind.make(60, 1);
        let used = same(Audience::default(), &made.origin, made.text.as_bytes());
        assert!(used > 60, "{kind:?}: {used} of {} lines", made.text.lines().count());
    }
}

/// A text below an origin, as long as it has to be to be cut.
fn long(head: &str, line: impl Fn(usize) -> String) -> String {
    let mut text = head.to_owned();
    for number in 0.. {
        text.push_str(&line(number));
        if text.len() > (2 << 20) + (1 << 16) {
            break;
        }
    }
    text
}

/// Reads a long text in the usual way and by one reader, which gives the same; tells whether it was halved.
#[track_caller]
fn is_halved(text: &str) -> bool {
    let mut sources = SourceMap::default();
    let root = sources.add("example.com.zone", Side::Worktree, text.as_bytes());
    let origin = Name::parse(b"example.com.", None).unwrap();
    let mut load = |cut| load_cut(cut, Audience::default(), root, Some(&origin), &mut sources, &mut Files::default());
    let whole = Seen::of(&load(None));
    let middle = text.len() / 2;
    let at = middle + memchr::memmem::find(&text.as_bytes()[middle..], b"\nh").unwrap() + 1;
    let halved = load(Some(Cut { head: 1 << 16, at }));
    assert!(Seen::of(&halved) == whole);
    let usual = load_for(Audience::default(), root, Some(&origin), &mut sources, &mut Files::default());
    assert!(Seen::of(&usual) == whole);
    // How many processors there are is no matter of the text.
    assert!(!usual.in_halves || halved.in_halves);
    halved.in_halves
}

#[test]
fn long_zones_are_read_in_halves() {
    let head = "$TTL 1h\n@ SOA ns1 h 1 2 3 4 5\n@ NS ns1\n";
    let plain = |number: usize| format!("h{number} A 192.0.2.1\n  TXT \"of {number}\"\n");
    assert!(is_halved(&long(head, plain)));
    // No `$TTL`: the MINIMUM is in force from the first record on.
    assert!(is_halved(&long("@ SOA ns1 h 1 2 3 4 5\n", plain)));
    // Each record repeats the TTL before it.
    assert!(!is_halved(&long("@ 300 SOA ns1 h 1 2 3 4 5\n", plain)));
    // Origins and default TTLs that change all along.
    let groups = |number: usize| match number % 9 {
        0 => format!("$ORIGIN g{number}.example.com.\n$TTL {number}\n"),
        _ => plain(number),
    };
    assert!(is_halved(&long(head, groups)));
    // Relative ones, which are not what they seem where they stand.
    let relative =
        |number: usize| groups(number).replace("$ORIGIN ", "$ORIGIN .\n$ORIGIN ").replace(".com.\n", ".com\n");
    assert!(!is_halved(&long(head, relative)));
}
