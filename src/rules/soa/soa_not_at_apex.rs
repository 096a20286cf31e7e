//! `soa-not-at-apex`: an SOA outside the zone is `out-of-zone-data`, the only SOA of a file below its origin `soa-missing`.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, Group, Rule, ZoneCx};
use crate::zone::{Record, Rtype, Standing};

pub(crate) static RULE: Rule = Rule {
    name: "soa-not-at-apex",
    summary: "SOA below the origin",
    group: Group::Soa,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9710),
    card: include_str!("../../../rules/soa-not-at-apex.md"),
    check: Check::Zone(check),
};

fn finding(cx: &ZoneCx<'_>, record: &Record, apex: &Record) -> Finding {
    let owner = cx.zone.owner(record).to_string();
    RULE.finding(Label::new(cx.loc(record), "not at the apex"), format!("{owner} has an SOA inside {}", cx.origin))
        .why("an SOA stands at the apex of its zone only (RFC 1035 §5.2); BIND and NSD refuse to load the zone")
        .help(format!("delete it, or move it with everything below {owner} to a zone file of its own"))
        .also(cx.loc(apex), "the SOA of the zone")
        .about(cx.origin, owner, "SOA")
}

fn check(cx: &ZoneCx<'_>, out: &mut Vec<Finding>) {
    let Some(apex) = cx.zone.apex(Rtype::SOA).next() else { return };
    let below = |record: &Record| {
        record.rtype == Rtype::SOA
            && record.standing != Standing::OutOfZone
            && cx.zone.name_wire(record.owner) != cx.zone.origin().wire()
    };
    for record in cx.zone.records().filter(below) {
        cx.push(finding(cx, &record, &apex), out);
    }
}
