//! `soa-removed`: the base side has an SOA, the new side has records and none; an SOA with a wrong field is not removed.

use crate::finding::{Finding, Label, Severity};
use crate::rules::soa::absence;
use crate::rules::{ChangeCx, Check, Group, Rule, apex_count, words};
use crate::zone::{Record, Rtype, Zone};

pub(crate) static RULE: Rule = Rule {
    name: "soa-removed",
    summary: "SOA deleted while other records stay",
    group: Group::Change,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9618),
    card: include_str!("../../../rules/soa-removed.md"),
    check: Check::Change(check),
};

fn finding(cx: &ChangeCx<'_>, soa: &Record, head: &Zone) -> Finding {
    let stay = words::count(head.len(), "record");
    let message = format!("the change deletes the SOA of {} and keeps {stay}", cx.origin);
    RULE.finding(Label::new(cx.loc(soa), format!("the SOA in {}", cx.base_name)), message)
        .why("no server loads a zone without its SOA (RFC 1035 §5.2)")
        .help("put the SOA back with a higher serial; to drop the zone, delete its file")
        .about(cx.origin, cx.origin, "SOA")
}

fn check(cx: &ChangeCx<'_>, out: &mut Vec<Finding>) {
    let (Some(base), Some(head)) = (cx.base, cx.head) else { return };
    let is_whole = cx.head_problems.is_some_and(|problems| absence::is_conclusive(head, problems));
    let gone = is_whole && !head.is_empty() && apex_count(head, Rtype::SOA) == 0;
    let soa = base.apex(Rtype::SOA).next().filter(|_| gone);
    out.extend(soa.map(|soa| finding(cx, &soa, head)));
}
