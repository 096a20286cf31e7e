//! `out-of-zone-data`: one finding for a run of such records in one file, with the `$ORIGIN` that moved them.

use std::collections::BTreeSet;

use crate::finding::{Finding, Label, Severity};
use crate::rdata::mnemonic;
use crate::rules::{Check, Group, Rule, ZoneCx, loc, words};
use crate::source::{Loc, Span};
use crate::zone::{Name, Record, Standing};

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

fn finding(cx: &ZoneCx<'_>, first: &Record, run: &[&Record]) -> Finding {
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
            Label::new(owner_loc(first), label),
            format!("{subject} not in {}: {records} will not be published", cx.origin),
        )
        .why("BIND and Knot drop out-of-zone data and load the rest, NSD refuses the zone")
        .help(format!("write the owner relative to {}, or move the record to its own zone", cx.origin))
        .about(cx.origin, owner.to_string(), mnemonic(first.rtype));
    match moved_by(cx, first, &owner) {
        Some(at) => finding.also(at, "moved out of the zone by this $ORIGIN"),
        None => finding,
    }
}

fn check(cx: &ZoneCx<'_>, out: &mut Vec<Finding>) {
    let records: Vec<&Record> = cx.zone.records().iter().filter(|record| record.standing != Standing::Broken).collect();
    let outside = |record: &Record| record.standing == Standing::OutOfZone;
    for run in records.chunk_by(|a, b| outside(a) == outside(b) && a.source == b.source) {
        if let Some(first) = run.first().filter(|first| outside(first)) {
            out.push(finding(cx, first, run));
        }
    }
}

/// Returns the owner as written, or the first token of a record that inherits it.
fn owner_loc(record: &Record) -> Loc {
    let whole = loc(record);
    if record.owner_span.is_empty() { whole } else { Loc { span: record.owner_span, ..whole } }
}

/// Returns the argument of the last `$ORIGIN` before a record, if that is what took a relative owner out of the zone.
fn moved_by(cx: &ZoneCx<'_>, record: &Record, owner: &Name) -> Option<Loc> {
    let text = cx.sources.text(record.source);
    if record.owner_span.of(text).ends_with(b".") {
        return None;
    }
    let at = last_origin(text.get(..record.span.start as usize)?)?;
    let origin = Name::parse(at.of(text), None).ok()?;
    let moved = owner.is_at_or_below(&origin) && !origin.is_at_or_below(cx.zone.origin());
    moved.then_some(Loc { source: record.source, span: at })
}

/// Finds the argument of the last line that starts with `$ORIGIN`.
fn last_origin(text: &[u8]) -> Option<Span> {
    const DIRECTIVE: &[u8] = b"$ORIGIN";
    let blank = |octet: &u8| matches!(octet, b' ' | b'\t');
    let starts = text.iter().enumerate().rev().filter(|&(_, &octet)| octet == b'$').map(|(at, _)| at);
    let at = starts.into_iter().find(|&at| {
        let line_start = at.checked_sub(1).is_none_or(|before| matches!(text.get(before), Some(b'\n' | b'\r')));
        let word = text.get(at..at + DIRECTIVE.len()).is_some_and(|word| word.eq_ignore_ascii_case(DIRECTIVE));
        line_start && word && text.get(at + DIRECTIVE.len()).is_some_and(blank)
    })?;
    let rest = text.get(at + DIRECTIVE.len()..)?;
    let skip = rest.iter().take_while(|&octet| blank(octet)).count();
    let word =
        rest.get(skip..)?.iter().take_while(|&octet| !matches!(octet, b' ' | b'\t' | b';' | b'\n' | b'\r')).count();
    let start = at + DIRECTIVE.len() + skip;
    (word > 0).then(|| Span::new(start, start + word))
}

#[cfg(test)]
mod tests {
    use super::last_origin;

    #[track_caller]
    fn case(text: &str, expected: Option<&str>) {
        let found =
            last_origin(text.as_bytes()).map(|span| String::from_utf8_lossy(span.of(text.as_bytes())).into_owned());
        assert_eq!(found.as_deref(), expected, "{text:?}");
    }

    #[test]
    fn the_last_origin_directive_is_found() {
        case("$ORIGIN a.\n$origin\tb.;c\nwww A 1\n", Some("b."));
        case("$ORIGIN a.\nx TXT $ORIGIN b.\n", Some("a."));
        case("$ORIGINS a.\n", None);
        case("$ORIGIN\n", None);
        case("", None);
    }
}
