//! `soa-multiple`: an exact copy is `record-duplicate`; one with a wrong field compares with nothing.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, Group, Rule, ZoneCx};
use crate::zone::{Record, Rtype, Standing};

pub(crate) static RULE: Rule = Rule {
    name: "soa-multiple",
    summary: "two different SOA records",
    group: Group::Soa,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9555),
    card: include_str!("../../../rules/soa-multiple.md"),
    check: Check::Zone(check),
};

fn finding(cx: &ZoneCx<'_>, first: &Record, other: &Record) -> Finding {
    RULE.finding(Label::new(cx.loc(other), "a different SOA"), format!("{} has two different SOA records", cx.origin))
        .why("a zone has exactly one (RFC 1035 §5.2); BIND, Knot and NSD refuse to load the zone")
        .help("keep the one whose serial the secondaries know, and delete the other")
        .also(cx.loc(first), "first one here")
        .about(cx.origin, cx.origin, "SOA")
}

fn check(cx: &ZoneCx<'_>, out: &mut Vec<Finding>) {
    let mut whole = cx.zone.apex(Rtype::SOA).filter(|record| record.standing == Standing::Loaded);
    let Some(first) = whole.next() else { return };
    let other = whole.find(|record| cx.zone.rdata(record) != cx.zone.rdata(&first));
    out.extend(other.map(|other| finding(cx, &first, &other)));
}
