//! `lock-removed-in-change`: a change cannot switch off its own gate (design.md, promise 4).

use super::{place, ways_out};
use crate::finding::{Finding, Severity};
use crate::rules::{Check, Group, LockCx, LockOn, LockedState, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "lock-removed-in-change",
    summary: "the change removes or weakens a lock and edits the zone it protects",
    group: Group::Lock,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/lock-removed-in-change.md"),
    check: Check::Lock(check),
};

fn finding(cx: &LockCx<'_>, lock: &LockOn<'_>) -> Finding {
    let holder = lock.evidence.holder.as_deref().unwrap_or("an unknown holder");
    let message = format!("this {} removes the lock of {holder} on {} and edits the zone", cx.action, cx.origin);
    let finding = place::at_changes(cx, &RULE, message, &[lock])
        .why("a lock that one can delete while going through it protects nothing: release first, then edit");
    ways_out::add(finding, cx, lock.evidence)
}

fn check(cx: &LockCx<'_>, out: &mut Vec<Finding>) {
    let removed = |lock: &&LockOn<'_>| lock.state == LockedState::Held && lock.evidence.removed_by_change;
    out.extend(cx.locks.iter().filter(removed).filter(|_| cx.alters).map(|lock| finding(cx, lock)));
}
