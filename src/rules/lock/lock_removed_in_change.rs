//! `lock-removed-in-change`: a change cannot switch off its own gate (design.md, promise 4).

use super::{place, ways_out, when};
use crate::finding::{Finding, Severity};
use crate::locks::Evidence;
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
    let evidence = lock.evidence;
    let holder = evidence.holder.as_deref().unwrap_or("an unknown holder");
    let (action, origin, until) = (cx.action, cx.origin, when::until(cx.now, evidence.expires));
    let did = if is_kept(cx, evidence) { "weakens" } else { "removes" };
    let message = format!("this {action} edits {origin} and {did} its lock, held by {holder} {until}");
    let finding = place::at_changes(cx, &RULE, message, &[lock])
        .why("a lock that one can delete while going through it protects nothing: release first, then edit");
    ways_out::add(finding, cx, lock.evidence, &[])
}

/// Tells whether the new side still has a record in that place or by that id, which says less than the old one.
fn is_kept(cx: &LockCx<'_>, old: &Evidence) -> bool {
    let path = |evidence: &Evidence| evidence.document.as_ref().map(|document| document.path.clone());
    let same = |new: &Evidence| (new.id.is_some() && new.id == old.id) || path(new) == path(old);
    let others = cx.locks.iter().map(|lock| lock.evidence).filter(|new| new.source == old.source);
    others.filter(|new| !new.removed_by_change).any(same)
}

fn check(cx: &LockCx<'_>, out: &mut Vec<Finding>) {
    let removed = |lock: &&LockOn<'_>| lock.state == LockedState::Held && lock.evidence.removed_by_change;
    out.extend(cx.locks.iter().filter(removed).filter(|_| cx.alters).map(|lock| finding(cx, lock)));
}
