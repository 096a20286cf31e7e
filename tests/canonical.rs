//! The canonical text of zones: it reads back to itself, and BIND reads and writes the same records.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test that cannot go on has failed; it writes files for BIND and says when there is none"
)]

#[path = "language/mod.rs"]
mod language;
#[path = "peers/zones/mod.rs"]
#[expect(dead_code, reason = "slips and other audiences are for other tests")]
mod zones;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::process::Command;

use language::judge::{Judged, judge};
use language::row::{HEAD, Row};
use language::types;
use tempfile::TempDir;
use zonegate::canonical::{self, Tally};
use zonegate::rdata;
use zonegate::rules::Group;
use zonegate::zone::Zone;
use zones::audience::Audience;
use zones::generator;
use zones::random::Random;

/// Zones of the generator that each test looks at.
const SEEDS: std::ops::Range<u64> = 0..60;

/// The text of a generated zone that BIND loads.
fn generated(seed: u64) -> String {
    generator::zone(&mut Random::new(seed), Audience("B"), 40)
}

/// A zone with one record of each row, and each row an owner of its own where it does not bring one that matters.
fn of_rows<'a>(rows: impl Iterator<Item = &'a Row>) -> String {
    let mut text = String::from(HEAD);
    for (number, row) in rows.enumerate() {
        let plain = row.text.replace(['«', '»'], "");
        match plain.strip_prefix("x ") {
            Some(rest) => write!(text, "x{number} {rest}").unwrap(),
            None => text.push_str(&plain),
        }
    }
    text
}

/// The rows about types that BIND reads as they are meant.
fn shared_rows() -> impl Iterator<Item = &'static Row> {
    // What is a word to other servers is a number to BIND.
    types::RIGHT.iter().filter(|row| row.unlike_bind.is_empty() && !row.text.contains("TYPE65401"))
}

/// Returns the canonical text of what stands in a text.
fn dump(text: &[u8]) -> (String, Tally) {
    let mut out = Vec::new();
    let tally = canonical::write(&judge(text).loaded.zone, &mut out).unwrap();
    (String::from_utf8(out).unwrap(), tally)
}

/// Checks that a text is a zone whose dump reads back without a finding about the text, and to the same dump.
#[track_caller]
fn reads_back(text: &[u8]) {
    let (first, counts) = dump(text);
    assert!(counts.written > 0, "{counts:?}");
    assert_eq!(first.lines().count(), counts.written, "{first}");
    let judged = judge(first.as_bytes());
    let about_text =
        |finding: &&zonegate::finding::Finding| matches!(Judged::group(finding), Group::Text | Group::Record);
    let found: Vec<_> = judged.errors().filter(about_text).collect();
    assert!(found.is_empty(), "{found:?}\n{first}");
    let (second, again) = dump(first.as_bytes());
    assert_eq!(first, second);
    assert_eq!(again, Tally { written: counts.written, ..Tally::default() }, "{first}");
}

#[test]
fn a_dump_reads_back_to_itself() {
    for seed in SEEDS {
        reads_back(generated(seed).as_bytes());
    }
}

#[test]
fn a_dump_of_every_type_reads_back_to_itself() {
    reads_back(of_rows(types::RIGHT.iter().chain(types::NEWER)).as_bytes());
}

#[test]
fn the_order_and_the_spelling_of_a_text_do_not_show() {
    let text = "$TTL 1h\nb A 192.0.2.2\n  A 192.0.2.1\na TXT \"x y\"\n@ MX 010 B\n";
    let other = "$TTL 60m\n$ORIGIN Com.\nexample MX ( 10\n b.EXAMPLE.com. )\nA.example IN TXT x\\ y\n\
                 b.example \\# 3 A 192.0.2.1\nB.example TYPE1 \\# 4 c0000202\nb.example 3600 A 192.0.2.1\n";
    assert_eq!(dump(text.as_bytes()).0, dump(other.as_bytes()).0);
}

/// BIND's own writer of zones.
struct Bind(TempDir);

const PROGRAM: &str = "named-compilezone";

impl Bind {
    /// Makes the directory it reads in, with the files that texts include; `None` where BIND is missing.
    fn new() -> Option<Self> {
        if Command::new(PROGRAM).arg("-v").output().is_err() {
            assert!(std::env::var_os("ZONEGATE_REQUIRE_ALL").is_none(), "{PROGRAM} is missing: bind9-utils");
            eprintln!("skipped: {PROGRAM} is missing; Debian package bind9-utils");
            return None;
        }
        let directory = tempfile::tempdir().unwrap();
        for (name, text) in language::directives::FILES {
            std::fs::write(directory.path().join(name), text).unwrap();
        }
        Some(Self(directory))
    }

    /// Returns a text as BIND writes it, a record a line; its checks beyond the text are off.
    #[track_caller]
    fn rewrites(&self, text: &str) -> String {
        std::fs::write(self.0.path().join("zone"), text).unwrap();
        let mut command = Command::new(PROGRAM);
        command.current_dir(self.0.path()).args(["-i", "none", "-k", "ignore", "-m", "ignore", "-M", "ignore"]);
        command.args(["-n", "ignore", "-r", "ignore", "-S", "ignore", "-T", "ignore", "-W", "ignore"]);
        let output = command.args(["-s", "full", "-F", "text", "-o", "-", "example.com", "zone"]).output().unwrap();
        assert!(output.status.success(), "{}\n{text}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }
}

/// A line of a dump: owner and type, TTL, data.
type Line<'a> = ((&'a str, &'a str), &'a str, &'a str);

fn lines(dump: &str) -> Vec<Line<'_>> {
    let line = |line| {
        let [owner, ttl, _class, rtype, data] = fields(line);
        ((owner, rtype), ttl, data)
    };
    dump.lines().map(line).collect()
}

/// Returns owner, TTL, class, type and data.
fn fields(line: &str) -> [&str; 5] {
    let mut fields = line.splitn(5, ' ');
    [(); 5].map(|()| fields.next().unwrap_or_default())
}

/// Returns owner, type and TTL of all records, duplicates too.
fn stated_ttls(zone: &Zone) -> BTreeSet<String> {
    let mut stated = BTreeSet::new();
    for record in zone.records() {
        stated.insert(format!("{} {} {}", zone.name(record.owner), rdata::mnemonic(record.rtype), record.ttl));
    }
    stated
}

/// Checks that what BIND writes of a text has the records that we find in the text.
#[track_caller]
fn bind_writes_the_same_records(bind: &Bind, text: &str) {
    let (ours, theirs) = (dump(text.as_bytes()).0, dump(bind.rewrites(text).as_bytes()).0);
    let (ours, theirs) = (lines(&ours), lines(&theirs));
    let differ = |(ours, theirs): &(&Line<'_>, &Line<'_>)| (ours.0, ours.2) != (theirs.0, theirs.2);
    let first = ours.iter().zip(&theirs).find(differ);
    assert!(first.is_none() && ours.len() == theirs.len(), "{first:?}\n{text}");
    let stated = stated_ttls(&judge(text.as_bytes()).loaded.zone);
    for ((owner, rtype), ttl, _) in theirs {
        // BIND gives an RRset one of the TTLs that its records have, a duplicate's too.
        let known = stated.contains(&format!("{owner} {rtype} {ttl}"));
        assert!(known, "{owner} {rtype} {ttl} is none of {stated:?}\n{text}");
    }
}

#[test]
fn bind_finds_the_same_records() {
    let Some(bind) = Bind::new() else { return };
    // Of generated zones the peers are asked in `tests/peers.rs`.
    bind_writes_the_same_records(&bind, &of_rows(shared_rows()));
}

#[test]
fn bind_reads_a_dump_as_the_zone_that_it_is_of() {
    let Some(bind) = Bind::new() else { return };
    bind_writes_the_same_records(&bind, &dump(of_rows(shared_rows()).as_bytes()).0);
}

/// Types whose data BIND 9.18 writes in another of their forms, and how. White space, case and quotes do not count.
const OTHER_FORM: &[(&str, &str)] = &[
    ("CERT", "type and algorithm by name"),
    ("KEYDATA", "the type by number"),
    ("NXT", "types without mnemonic as a bare number"),
    ("LOC", "whole metres without decimals"),
    ("SVCB", "`dohpath` by number"),
];

/// Returns owner, TTL, type and data of each line in a spelling that both writers share, and the type.
fn spelled(text: &str) -> Vec<(String, String)> {
    let records = text.lines().filter(|line| !line.starts_with(';'));
    let spell = |line: &str| {
        let fields: Vec<&str> = line.split_ascii_whitespace().collect();
        let data = fields[4..].concat().replace('"', "");
        (fields[3].to_owned(), format!("{} {} {} {data}", fields[0], fields[1], fields[3]).to_ascii_lowercase())
    };
    let mut lines: Vec<_> = records.map(spell).filter(|(rtype, _)| is_shared(rtype)).collect();
    lines.sort_unstable();
    lines
}

fn is_shared(rtype: &str) -> bool {
    // What zonegate calls KEYDATA is a number to BIND.
    rtype != "TYPE65533" && OTHER_FORM.iter().all(|(other, _)| *other != rtype)
}

#[test]
fn bind_writes_the_same_text() {
    let Some(bind) = Bind::new() else { return };
    let ours = dump(of_rows(shared_rows()).as_bytes()).0;
    let theirs = bind.rewrites(&ours);
    assert_eq!(spelled(&ours), spelled(&theirs));
    assert!(spelled(&ours).len() > 120, "the exceptions leave little to compare: {}", spelled(&ours).len());
    let differ = |rtype: &str| {
        let of_type = |text: &str| {
            let lines = text.lines().filter(|line| line.split_ascii_whitespace().nth(3) == Some(rtype));
            lines.map(|line| line.split_ascii_whitespace().collect::<String>().replace('"', "")).collect::<Vec<_>>()
        };
        of_type(&ours) != of_type(&theirs)
    };
    let stale: Vec<_> = OTHER_FORM.iter().filter(|(rtype, _)| !differ(rtype)).collect();
    assert!(stale.is_empty(), "exceptions that nothing needs: {stale:?}");
}

/// Owners in the order of the text, each once.
fn owners(text: &str) -> Vec<String> {
    // BIND writes the owners of NSEC3 behind all others.
    let records = text.lines().filter(|line| !line.starts_with(';') && !line.contains("NSEC3"));
    let owner = |line: &str| line.split_ascii_whitespace().next().map(str::to_ascii_lowercase);
    let mut owners: Vec<String> = records.filter_map(owner).collect();
    owners.dedup();
    owners
}

#[test]
fn bind_keeps_the_owners_in_the_same_order() {
    let Some(bind) = Bind::new() else { return };
    let mut text = String::from(HEAD);
    for owner in
        ["z", "z-", "Za", "z\\000", "z\\001", "z\\002", "z\\255", "z.z", "a.z", "\\000.z", "*.z", "_.z", "0", "a\\.b"]
    {
        writeln!(text, "{owner} A 192.0.2.1\nx.{owner} A 192.0.2.1").unwrap();
    }
    for text in SEEDS.map(generated).chain([text]) {
        assert_eq!(owners(&dump(text.as_bytes()).0), owners(&bind.rewrites(&text)));
    }
}
