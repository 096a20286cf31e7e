//! `lock-expired`: a lock that is over never blocks (design.md, promise 2); it is shown with the command that clears it.

use super::{place, ways_out, when};
use crate::finding::{Finding, Severity};
use crate::locks::Staleness;
use crate::rules::{Check, Group, LockCx, LockOn, LockedState, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "lock-expired",
    summary: "lock past its end, or its holder is proved dead",
    group: Group::Lock,
    default: Some(Severity::Warning),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/lock-expired.md"),
    check: Check::Lock(check),
};

fn finding(cx: &LockCx<'_>, lock: &LockOn<'_>, why: Staleness) -> Finding {
    let evidence = lock.evidence;
    let whose = evidence.holder.as_deref().map_or_else(String::new, |holder| format!(" of {holder}"));
    let over = match (why, evidence.expires) {
        (Staleness::Expired, Some(end)) => format!("expired {}", when::relative(cx.now, end)),
        (Staleness::Expired, None) => "expired".to_owned(),
        (Staleness::HolderDead, _) => "is over: its holder is dead".to_owned(),
        (Staleness::Abandoned, _) => "is abandoned: nobody touched it for long".to_owned(),
    };
    let message = format!("the lock{whose} on {} {over}", cx.origin);
    let finding = place::at_zone(cx, &RULE, "no longer locked by it", message, lock)
        .why("a lock that is over does not block, but it may stand for work that was not finished");
    let finding = ways_out::seen(finding, lock);
    ways_out::explain(ways_out::end(finding, evidence))
}

fn check(cx: &LockCx<'_>, out: &mut Vec<Finding>) {
    for lock in cx.locks {
        if let LockedState::Stale(why) = lock.state {
            out.push(finding(cx, lock, why));
        }
    }
}
