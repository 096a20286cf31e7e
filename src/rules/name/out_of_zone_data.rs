//! `out-of-zone-data`: one finding for a run of such records in one file, with the `$ORIGIN` that moved them.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Finding, Label, Severity};
use crate::rdata::mnemonic;
use crate::rules::{Check, Group, Rule, ZoneCx, words};
use crate::source::{Loc, SourceId, Span};
use crate::zone::{Name, Record, Standing};
use crate::zonefile::places;

pub(crate) static RULE: Rule = Rule {
    name: "out-of-zone-data",
    summary: "owner not at or below the origin: servers drop the record or the zone",
    group: Group::Name,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9706),
    card: include_str!("../../../rules/out-of-zone-data.md"),
    check: Check::Zone(check),
};

fn finding(cx: &ZoneCx<'_>, first: &Record, run: &[Record], moved_by: Option<Loc>) -> Finding {
    let owner = cx.zone.owner(first);
    let owners = run.iter().map(|record| record.owner).collect::<BTreeSet<_>>().len();
    let subject = match owners {
        0 | 1 => format!("{owner} is"),
        more => format!("{owner} and {} are", words::count(more - 1, "more name")),
    };
    let records = words::count(run.len(), "record");
    let label = if run.len() == 1 { "outside the zone".to_owned() } else { format!("first of {records}") };
    let finding = RULE
        .finding(
            Label::new(owner_loc(cx, first), label),
            format!("{subject} not in {}: {records} will not be published", cx.origin),
        )
        .why("BIND and Knot drop out-of-zone data and load the rest, NSD refuses the zone")
        .help(format!("write the owner relative to {}, or move the record to its own zone", cx.origin))
        .about(cx.origin, owner.to_string(), mnemonic(first.rtype));
    match moved_by {
        Some(at) => finding.also(at, "moved out of the zone by this $ORIGIN"),
        None => finding,
    }
}

fn check(cx: &ZoneCx<'_>, out: &mut Vec<Finding>) {
    let outside = |record: &Record| record.standing == Standing::OutOfZone;
    if !cx.zone.records().any(|record| outside(&record)) {
        return;
    }
    let records: Vec<Record> = cx.zone.records().filter(|record| record.standing != Standing::Broken).collect();
    let mut origins = Origins::default();
    for run in records.chunk_by(|a, b| outside(a) == outside(b) && a.source == b.source) {
        if let Some(first) = run.first().filter(|first| outside(first)) {
            out.push(finding(cx, first, run, moved_by(cx, first, &mut origins)));
        }
    }
}

/// Returns the owner as written, or the whole of a record that inherits it.
fn owner_loc(cx: &ZoneCx<'_>, record: &Record) -> Loc {
    let places = places(cx.sources.text(record.source), record);
    let span = if places.owner.is_empty() { places.entry } else { places.owner };
    Loc { source: record.source, span }
}

/// Returns the argument of the last `$ORIGIN` before a record, if that is what took a relative owner out of the zone.
fn moved_by(cx: &ZoneCx<'_>, record: &Record, origins: &mut Origins) -> Option<Loc> {
    let text = cx.sources.text(record.source);
    if places(text, record).owner.of(text).ends_with(b".") {
        return None;
    }
    let at = origins.before(record.source, text, record.at as usize)?;
    let origin = Name::parse(at.of(text), None).ok()?;
    let moved = cx.zone.owner(record).is_at_or_below(&origin) && !origin.is_at_or_below(cx.zone.origin());
    moved.then_some(Loc { source: record.source, span: at })
}

/// The last `$ORIGIN` of each text as far as it was looked through: each line is looked at once, however many runs of
/// records there are.
#[derive(Default)]
struct Origins(BTreeMap<SourceId, (usize, Option<Span>)>);

impl Origins {
    /// Returns the argument of the last `$ORIGIN` that starts before `end`.
    fn before(&mut self, source: SourceId, text: &[u8], end: usize) -> Option<Span> {
        let (from, last) = self.0.entry(source).or_default();
        if *from > end {
            (*from, *last) = (0, None);
        }
        for line in text.get(*from..end)?.split_inclusive(|octet| matches!(octet, b'\n' | b'\r')) {
            *last = argument(line, *from).or(*last);
            *from += line.len();
        }
        *last
    }
}

/// Returns the argument of a line that is an `$ORIGIN` directive and starts at offset `start`.
fn argument(line: &[u8], start: usize) -> Option<Span> {
    let (word, rest) = line.split_at_checked(b"$ORIGIN".len())?;
    let blanks = rest.iter().take_while(|octet| matches!(octet, b' ' | b'\t')).count();
    let name = rest.get(blanks..)?.iter().take_while(|octet| !b" \t;\r\n".contains(octet)).count();
    let at = start + word.len() + blanks;
    let is_directive = word.eq_ignore_ascii_case(b"$ORIGIN") && blanks > 0 && name > 0;
    is_directive.then(|| Span::new(at, at + name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Side, SourceMap};
    use std::sync::Arc;

    #[track_caller]
    fn case(text: &str, expected: &[Option<&str>]) {
        let source = SourceMap::default().add("t", Side::Worktree, Arc::from(text.as_bytes()));
        let mut origins = Origins::default();
        let mut found = Vec::new();
        for (at, _) in text.match_indices("A 1") {
            let span = origins.before(source, text.as_bytes(), at);
            found.push(span.map(|span| String::from_utf8_lossy(span.of(text.as_bytes())).into_owned()));
        }
        assert_eq!(found.iter().map(Option::as_deref).collect::<Vec<_>>(), expected, "{text:?}");
    }

    #[test]
    fn the_last_origin_directive_is_found() {
        case("A 1\n$ORIGIN a.\nA 1\n$origin\tb.;c\nwww A 1\nA 1", &[None, Some("a."), Some("b."), Some("b.")]);
        case("$ORIGIN a.\nx TXT $ORIGIN b.\nA 1", &[Some("a.")]);
        case("$ORIGINS a.\nA 1", &[None]);
        case("$ORIGIN\nA 1", &[None]);
        case("A 1", &[None]);
    }

    #[test]
    fn a_text_that_is_read_again_is_looked_through_again() {
        let source = SourceMap::default().add("t", Side::Worktree, Arc::from(&b""[..]));
        let mut origins = Origins::default();
        let text = b"$ORIGIN a.\nx\n";
        assert!(origins.before(source, text, 12).is_some());
        assert!(origins.before(source, text, 0).is_none());
    }
}
