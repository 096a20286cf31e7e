//! `serial-jump-undefined`: two serials 2³¹ apart have no order, so that each secondary decides as it was written.

use super::serial::{self, Serials};
use crate::finding::{Finding, Label, Severity};
use crate::rules::{ChangeCx, Check, Group, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "serial-jump-undefined",
    summary: "old and new SOA serial are 2147483648 apart: no order is defined",
    group: Group::Change,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/serial-jump-undefined.md"),
    check: Check::Change(check),
};

fn finding(cx: &ChangeCx<'_>, serials: &Serials) -> Finding {
    let Serials { old, new, old_at, new_at } = *serials;
    let label = format!("2147483648 away from the serial in {}, {old}", cx.base_name);
    RULE.finding(Label::new(new_at, label), format!("SOA serial moves from {old} to {new}, so far that no order is defined"))
        .why("RFC 1982 §3.2 leaves the order of serials 2147483648 apart open: some secondaries fetch the zone, others do not")
        .help(serial::help(new, old))
        .help("to come to a low number, go in two steps of at most 2147483647, and wait for every secondary between them")
        .also(old_at, format!("the serial in {}", cx.base_name))
        .about(cx.origin, cx.origin, "SOA")
}

fn check(cx: &ChangeCx<'_>, out: &mut Vec<Finding>) {
    let undefined = serial::both(cx).filter(|serials| serials.new.partial_cmp(&serials.old).is_none());
    out.extend(undefined.map(|serials| finding(cx, &serials)));
}
