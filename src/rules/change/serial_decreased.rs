//! `serial-decreased`: the new serial is lower than the base side's in the order of RFC 1982, whatever else changed.

use super::serial::{self, Serials};
use crate::finding::{Finding, Label, Severity};
use crate::rules::{ChangeCx, Check, Group, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "serial-decreased",
    summary: "SOA serial is lower than before the change",
    group: Group::Change,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/serial-decreased.md"),
    check: Check::Change(check),
};

fn finding(cx: &ChangeCx<'_>, serials: &Serials) -> Finding {
    let Serials { old, new, old_at, new_at } = *serials;
    let label = format!("lower than the serial in {}, {old}", cx.base_name);
    let why = format!(
        "secondaries that hold {old} ignore the change (RFC 1982 §3.2); after a revert they keep serving what was reverted"
    );
    RULE.finding(Label::new(new_at, label), format!("SOA serial goes back from {old} to {new}"))
        .why(why)
        .help(serial::help(new, old))
        .also(old_at, format!("the serial in {}", cx.base_name))
        .about(cx.origin, cx.origin, "SOA")
}

fn check(cx: &ChangeCx<'_>, out: &mut Vec<Finding>) {
    let decreased = serial::both(cx).filter(|serials| serials.new < serials.old);
    out.extend(decreased.map(|serials| finding(cx, &serials)));
}
