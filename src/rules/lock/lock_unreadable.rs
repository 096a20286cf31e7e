//! `lock-unreadable`: unknown is never free; the run exits 2. Where the change alters nothing, nothing is at stake.

use super::{place, ways_out};
use crate::finding::{Finding, Severity};
use crate::rules::{Check, Group, LockCx, LockOn, LockedState, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "lock-unreadable",
    summary: "a lock source could not be read, parsed or asked",
    group: Group::Lock,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/lock-unreadable.md"),
    check: Check::Lock(check),
};

fn finding(cx: &LockCx<'_>, lock: &LockOn<'_>) -> Finding {
    let evidence = lock.evidence;
    let message = format!("cannot tell whether {} is locked: {}", cx.origin, evidence.observed);
    let mut finding = place::at_changes(cx, &RULE, message, &[lock]);
    if !cx.alters {
        finding.severity = Severity::Advice;
    }
    let why = if evidence.harm.is_empty() {
        "a lock that cannot be read may still be held; the run exits 2"
    } else {
        &evidence.harm
    };
    let finding = finding.why(why).help(ways_out::line("source", evidence.source));
    ways_out::explain(ways_out::end(finding, evidence))
}

fn check(cx: &LockCx<'_>, out: &mut Vec<Finding>) {
    let unknown = cx.locks.iter().filter(|lock| lock.state == LockedState::Unknown);
    out.extend(unknown.map(|lock| finding(cx, lock)));
}
