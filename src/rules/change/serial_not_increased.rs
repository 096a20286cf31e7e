//! `serial-not-increased`: records changed, also through an include, but the serial is the same.

use super::serial::{self, Serials};
use crate::diff::ZoneDiff;
use crate::finding::{Finding, Label, Severity};
use crate::rules::{ChangeCx, Check, Group, Rule, words};
use crate::source::Loc;
use crate::zone::Zone;

pub(crate) static RULE: Rule = Rule {
    name: "serial-not-increased",
    summary: "records changed, but the SOA serial did not",
    group: Group::Change,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/serial-not-increased.md"),
    check: Check::Change(check),
};

fn finding(cx: &ChangeCx<'_>, serials: &Serials, changes: usize) -> Finding {
    let records = words::count(changes, "record");
    let message = format!("SOA serial was not increased: {records} changed but the serial is still {}", serials.new);
    let finding = RULE
        .finding(Label::new(serials.new_at, format!("same as in {}", cx.base_name)), message)
        .why("secondaries compare serials (RFC 1034 §4.3.5, RFC 1982), so they will never fetch this change")
        .help(serial::help(serials.new, serials.old))
        .also(serials.old_at, format!("the serial in {}", cx.base_name))
        .about(cx.origin, cx.origin, "SOA");
    match first_change(cx) {
        Some((at, label)) => finding.also(at, label),
        None => finding,
    }
}

fn check(cx: &ChangeCx<'_>, out: &mut Vec<Finding>) {
    let changes = cx.diff.record_changes() + usize::from(cx.diff.soa_changed.is_some());
    let unchanged = serial::both(cx).filter(|serials| serials.old == serials.new && changes > 0);
    out.extend(unchanged.map(|serials| finding(cx, &serials, changes)));
}

/// Returns the first record that changed, on the new side if it is there, and the words under it.
fn first_change(cx: &ChangeCx<'_>) -> Option<(Loc, &'static str)> {
    let ZoneDiff { added, deleted, changed, ttl_changed, soa_changed: _ } = cx.diff;
    let replaced = changed.iter().chain(ttl_changed).map(|&(_, new)| new);
    let place = |zone: Option<&Zone>, at: usize| Some(cx.loc(&zone?.record(at)?));
    let new = added.iter().copied().chain(replaced).min().and_then(|at| place(cx.head, at));
    let old = deleted.iter().copied().min().and_then(|at| place(cx.base, at));
    new.map(|at| (at, "first changed record")).or(old.map(|at| (at, "first deleted record")))
}
