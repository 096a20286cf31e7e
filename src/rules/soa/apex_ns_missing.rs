//! `apex-ns-missing`: concluded only for a zone that was read whole and has an SOA, else `soa-missing` says it; an NS with
//! a wrong target is not missing.

use super::absence;
use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, Group, Rule, ZoneCx, apex_count};
use crate::zone::Rtype;

pub(crate) static RULE: Rule = Rule {
    name: "apex-ns-missing",
    summary: "no NS record at the apex",
    group: Group::Soa,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9606),
    card: include_str!("../../../rules/apex-ns-missing.md"),
    check: Check::Zone(check),
};

fn finding(cx: &ZoneCx<'_>) -> Finding {
    let origin = cx.origin;
    RULE.finding(Label::new(cx.anchor, "no NS beside it"), format!("{origin} has no NS records at its apex"))
        .why("a zone names its servers at its apex (RFC 1034 §4.2.1); BIND and Knot refuse to load one that does not")
        .help("add one for each server: @ NS ns1")
        .about(origin, origin, "NS")
}

fn check(cx: &ZoneCx<'_>, out: &mut Vec<Finding>) {
    let missing = apex_count(cx.zone, Rtype::SOA) > 0 && apex_count(cx.zone, Rtype::NS) == 0;
    if missing && absence::is_conclusive(cx.zone, cx.problems) {
        out.push(finding(cx));
    }
}
