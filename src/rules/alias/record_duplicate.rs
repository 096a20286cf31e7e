//! `record-duplicate`: compared as servers compare: owner, type and wire data, whatever spelling, case or TTL.

use super::conflict;
use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, Group, Rule, ZoneCx};
use crate::zone::{Node, Record};
use crate::zonefile::Construct;
use crate::zonefile::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    name: "record-duplicate",
    summary: "same record twice, whatever its spelling, case or TTL",
    group: Group::Alias,
    default: Some(Severity::Warning),
    since: "0.1.0",
    windows_code: Some(9711),
    card: include_str!("../../../rules/record-duplicate.md"),
    check: Check::Zone(check),
};

fn finding(cx: &ZoneCx<'_>, first: &Record, again: &[Record]) -> Option<Finding> {
    let (second, rest) = again.split_first()?;
    let (owner, rtype) = (cx.zone.owner(first).to_string(), cx.mnemonic(first.rtype));
    let times = match again.len() {
        1 => "twice".to_owned(),
        more => format!("{} times", more + 1),
    };
    let mut finding = RULE
        .finding(
            Label::new(cx.loc(second), "the same once more"),
            format!("{owner} has the same {rtype} record {times}"),
        )
        .why("BIND, Knot and NSD merge equal records silently (RFC 2181 §5); PowerDNS refuses them")
        .help(way_out(first, again))
        .also(cx.loc(first), "first one here")
        .about(cx.origin, owner, rtype);
    for (at, text) in conflict::further(cx, rest, |_| "and here".to_owned()) {
        finding = finding.also(at, text);
    }
    Some(cx.settle(finding, Construct::RecordDuplicate))
}

fn check(cx: &ZoneCx<'_>, out: &mut Vec<Finding>) {
    for node in cx.zone.nodes() {
        if !may_repeat(cx, &node) {
            continue;
        }
        let records = conflict::at_name(node.records());
        for equal in conflict::by_data(cx.zone, &records) {
            if is_told(cx, &equal) {
                continue;
            }
            if let Some(finding) = equal.split_first().and_then(|(first, again)| finding(cx, first, again)) {
                cx.push(finding, out);
            }
        }
    }
}

/// Tells whether the records are one entry of a file that was included twice, which has its own finding.
fn is_told(cx: &ZoneCx<'_>, equal: &[Record]) -> bool {
    let one_place = equal.windows(2).all(|pair| matches!(pair, [a, b] if a.place() == b.place()));
    one_place && !cx.problems.of(ProblemKind::IncludeDuplicate).is_empty() && !equal.iter().any(|r| r.generated)
}

/// Tells whether a name may have equal records: certain for a few records, found out without allocation.
fn may_repeat(cx: &ZoneCx<'_>, node: &Node<'_>) -> bool {
    const FEW: usize = 8;
    let equal = |a: &Record, b: &Record| a.rtype == b.rtype && cx.zone.rdata(a) == cx.zone.rdata(b);
    let mut pairs = (1..).zip(node.records());
    node.records().nth(FEW).is_some()
        || pairs.any(|(behind, record)| node.records().skip(behind).any(|other| equal(&record, &other)))
}

/// Says what to delete; which one to keep is a decision only where the TTLs differ.
fn way_out(first: &Record, again: &[Record]) -> String {
    let known = first.ttl_known && again.iter().all(|record| record.ttl_known);
    match again.iter().find(|record| record.ttl != first.ttl) {
        Some(other) if known => {
            format!("delete one: the TTLs are {} and {}, so decide which is meant", first.ttl, other.ttl)
        }
        None if known => "delete the later one; the TTLs agree".to_owned(),
        _ => "delete the later one".to_owned(),
    }
}
