//! `out-of-zone-data`: one finding for a run of such records in one file, with the `$ORIGIN` that moved them.

use std::collections::BTreeSet;

use crate::finding::{Finding, Label, Severity};
use crate::rules::last_directive::LastDirective;
use crate::rules::{Check, Group, Rule, ZoneCx, words};
use crate::source::Loc;
use crate::zone::{Name, Record, Standing, is_absolute};
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

fn finding(cx: &ZoneCx<'_>, first: &Record, run: &[Record], moved_by: Option<&Mover>) -> Finding {
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
        .about(cx.origin, owner.to_string(), cx.mnemonic(first.rtype));
    match moved_by {
        Some(Mover::Origin(at)) => finding.also(*at, "moved out of the zone by this $ORIGIN"),
        Some(Mover::Include(at)) => finding.also(*at, "moved out of the zone by this origin"),
        None => finding,
    }
}

fn check(cx: &ZoneCx<'_>, out: &mut Vec<Finding>) {
    let outside = |record: &Record| record.standing == Standing::OutOfZone;
    if !cx.zone.records().any(|record| outside(&record)) {
        return;
    }
    let records: Vec<Record> = cx.zone.records().filter(|record| record.standing != Standing::Broken).collect();
    let mut origins = LastDirective::absolute(b"$ORIGIN");
    for run in records.chunk_by(|a, b| outside(a) == outside(b) && a.source == b.source) {
        if let Some(first) = run.first().filter(|first| outside(first)) {
            out.push(finding(cx, first, run, moved_by(cx, first, &mut origins).as_ref()));
        }
    }
}

/// Returns the owner as written, or the whole of a record that inherits it.
fn owner_loc(cx: &ZoneCx<'_>, record: &Record) -> Loc {
    let places = places(cx.sources.text(record.source), record);
    let span = if places.owner.is_empty() { places.entry } else { places.owner };
    Loc { source: record.source, span }
}

/// The argument that took a relative owner out of the zone.
enum Mover {
    /// That of an `$ORIGIN`.
    Origin(Loc),
    /// The origin of an `$INCLUDE`.
    Include(Loc),
}

/// Returns what took a relative owner out of the zone: the last absolute `$ORIGIN` before the record, which relative ones
/// only go on from, or the origin that its file was included with, or what was in force there.
fn moved_by(cx: &ZoneCx<'_>, record: &Record, origins: &mut LastDirective) -> Option<Mover> {
    let text = cx.sources.text(record.source);
    if !record.generated && is_absolute(places(text, record).owner.of(text)) {
        return None;
    }
    let owner = cx.zone.owner(record);
    let is_mover = |at: &Loc| {
        let origin = Name::parse(cx.sources.slice(*at), None);
        origin.is_ok_and(|origin| owner.is_at_or_below(&origin) && !origin.is_at_or_below(cx.zone.origin()))
    };
    let mut before = |source, end| {
        let span = origins.before(source, cx.sources.text(source), end)?;
        Some(Loc { source, span })
    };
    if let Some(at) = before(record.source, record.at as usize) {
        return Some(at).filter(is_mover).map(Mover::Origin);
    }
    for line in cx.chains.to(record.source, Some(&owner)) {
        let stated = line.origin.filter(|at| is_absolute(cx.sources.slice(*at)));
        if let Some(at) = stated {
            return Some(at).filter(is_mover).map(Mover::Include);
        }
        if let Some(at) = before(line.path.source, line.path.span.start as usize) {
            return Some(at).filter(is_mover).map(Mover::Origin);
        }
    }
    None
}
