//! `zone-deleted`: the base side has the zone and the new side has not; the old records are shown from the base side.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{ChangeCx, Check, Group, Rule, words};
use crate::source::Loc;
use crate::zone::{Standing, Zone};

pub(crate) static RULE: Rule = Rule {
    name: "zone-deleted",
    summary: "zone file deleted, or its origin left the repository",
    group: Group::Change,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/zone-deleted.md"),
    check: Check::Change(check),
};

fn finding(cx: &ChangeCx<'_>, zone: &Zone, at: Loc) -> Finding {
    let count = zone.records().filter(|record| record.standing == Standing::Loaded).count();
    let message = format!("{} is deleted with its {}", cx.origin, words::count(count, "record"));
    RULE.finding(Label::new(at, format!("the zone in {}", cx.base_name)), message)
        .why("a server that loses the zone answers SERVFAIL or REFUSED for every name in it")
        .help("take the zone out of the servers first; if it only moved, keep its origin: $ORIGIN or the file name")
        .about(cx.origin, "", "")
}

fn check(cx: &ChangeCx<'_>, out: &mut Vec<Finding>) {
    if let (Some(base), None) = (cx.base, cx.head) {
        let at = cx.base_anchor.or_else(|| base.record(0).map(|record| cx.loc(&record)));
        out.extend(at.map(|at| finding(cx, base, at)));
    }
}
