//! What has to hold of every reading.
//!
//! Every place lies in its text; entries stand in their order and the parts of each within it and in theirs; the records
//! written in canonical form read back as the same records; and where a text stands in its file matters to nothing.

use zonegate::canonical;
use zonegate::rdata::Dialect;
use zonegate::rules::{Check, FileCx, ZoneCx, registry};
use zonegate::source::{Loc, Span};
use zonegate::zonefile::{Problem, ProblemKind, places};

use super::reading::{ORIGIN, Reading};

/// Checks the places and the dump of a reading.
pub(crate) fn all(reading: &Reading) {
    problems_lie_in_their_texts(reading);
    entries_stand_in_their_order(reading);
    the_dump_reads_back(reading);
}

fn inside(reading: &Reading, at: Loc) {
    let length = reading.sources.text(at.source).len();
    assert!(at.span.start <= at.span.end && at.span.end as usize <= length, "{at:?} of {length} octets");
}

fn problems_lie_in_their_texts(reading: &Reading) {
    inside(reading, reading.loaded.anchor);
    for problem in reading.loaded.problems.all() {
        inside(reading, problem.at);
        problem.second.iter().chain(&problem.included_from).for_each(|at| inside(reading, *at));
    }
}

fn within(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

fn entries_stand_in_their_order(reading: &Reading) {
    let is_alone = reading.loaded.files.len() == 1;
    let mut last = Span::at(0);
    for record in reading.loaded.zone.records() {
        let found = places(reading.sources.text(record.source), &record);
        inside(reading, Loc { source: record.source, span: found.entry });
        assert!(within(found.entry, found.owner), "owner of {record:?}");
        assert!(found.rdata.iter().chain(&found.ttl).all(|part| within(found.entry, *part)), "parts of {record:?}");
        for pair in found.rdata.windows(2) {
            assert!(pair[0].end <= pair[1].start, "tokens of {record:?}");
        }
        let follows = last.end <= found.entry.start || (record.generated && last == found.entry);
        assert!(follows || !is_alone, "{record:?} at {:?} behind {last:?}", found.entry);
        last = found.entry;
    }
}

fn the_dump_reads_back(reading: &Reading) {
    let (dump, written) = reading.dump();
    // Its escapes are decimal, as everybody's but those of Windows.
    if reading.audience().dialect == Dialect::Msdns && dump.contains('\\') {
        return;
    }
    let again = Reading::new(&[dump.as_bytes()], reading.audience());
    assert_eq!(again.dump(), (dump.clone(), written));
    let tally = canonical::write(&again.loaded.zone, &mut Vec::new()).expect("a Vec takes all");
    assert_eq!(tally, canonical::Tally { written, ..Default::default() }, "{dump}");
}

/// Checks the places of everything that the rules find.
pub(crate) fn all_findings(reading: &Reading) {
    let (sources, loaded) = (&reading.sources, &reading.loaded);
    let file = FileCx { sources, files: &loaded.files, zone: ORIGIN, problems: &loaded.problems };
    let zone = ZoneCx::new(sources, loaded, ORIGIN);
    let mut findings = Vec::new();
    for rule in registry::ALL {
        match rule.check {
            Check::File(check) => check(&file, &mut findings),
            Check::Zone(check) => check(&zone, &mut findings),
            Check::Change(_) | Check::Repo(_) | Check::Lock(_) => {}
        }
    }
    for finding in findings {
        inside(reading, finding.primary.loc);
        finding.related.iter().for_each(|label| inside(reading, label.loc));
    }
}

/// Reads the text behind a comment: vectors and windows of it are others, records and problems the same.
pub(crate) fn a_comment_before_it_moves_all(reading: &Reading, text: &[u8]) {
    let depends_on_start = text.starts_with(b"\xef\xbb\xbf") || text.contains(&b'\r') || text.contains(&0);
    // What a file is that holds no zone at all shows in its first octets too.
    let no_text = reading.loaded.problems.all().iter().any(|problem| problem.kind == ProblemKind::FileUnreadable);
    if depends_on_start || no_text || text.starts_with(b"\xff\xfe") || text.starts_with(b"\xfe\xff") || is_export(text)
    {
        return;
    }
    let comment = format!(";{}\n", "x".repeat(text.len() % 131));
    let moved = Reading::new(&[&[comment.as_bytes(), text].concat()], reading.audience());
    assert_eq!(reading.dump(), moved.dump());
    let by = u32::try_from(comment.len()).expect("a short comment");
    let places = |reading: &Reading, by: u32| -> Vec<(ProblemKind, u32, u32)> {
        let place = |problem: &Problem| (problem.kind, problem.at.span.start + by, problem.at.span.end + by);
        reading.loaded.problems.all().iter().map(place).collect()
    };
    assert_eq!(places(reading, by), places(&moved, 0));
}

/// Tells whether the first comment may be one that says which server wrote the file.
fn is_export(text: &[u8]) -> bool {
    text.windows(9).any(|words| words == b"Database ")
}
