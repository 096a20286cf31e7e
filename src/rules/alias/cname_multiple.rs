//! `cname-multiple`: two CNAMEs with different targets at one name; equal ones are `record-duplicate`.

use super::conflict;
use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, Group, Rule, ZoneCx};
use crate::zone::{Name, Record, Rtype};

pub(crate) static RULE: Rule = Rule {
    name: "cname-multiple",
    summary: "two different CNAMEs at one name",
    group: Group::Alias,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9709),
    card: include_str!("../../../rules/cname-multiple.md"),
    check: Check::Zone(check),
};

fn finding(cx: &ZoneCx<'_>, first: &Record, others: &[Record]) -> Option<Finding> {
    let (second, rest) = others.split_first()?;
    let owner = cx.zone.owner(first).to_string();
    let target = |record: &Record| Name::from_wire(cx.zone.rdata(record));
    let message = format!("{owner} has {} different CNAME records", others.len() + 1);
    let mut finding = RULE
        .finding(Label::new(cx.loc(second), "another alias"), message)
        .why("a name has one canonical name (RFC 2181 §10.1); BIND, Knot and NSD refuse to load the zone")
        .help(format!("keep the right one: {} or {}", target(first), target(second)))
        .also(cx.loc(first), "first one here")
        .about(cx.origin, owner, "CNAME");
    for (at, text) in conflict::further(cx, rest, |_| "one more".to_owned()) {
        finding = finding.also(at, text);
    }
    Some(finding)
}

fn check(cx: &ZoneCx<'_>, out: &mut Vec<Finding>) {
    for all in conflict::different(cx.zone, Rtype::CNAME) {
        if let Some(finding) = all.split_first().and_then(|(first, others)| finding(cx, first, others)) {
            cx.push(finding, out);
        }
    }
}
