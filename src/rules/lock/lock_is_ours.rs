//! `lock-is-ours`: a lock is ours by its id alone, never by a user's name; it does not block.

use super::{place, ways_out, when};
use crate::finding::{Finding, Severity};
use crate::rules::{Check, Group, LockCx, LockOn, LockedState, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "lock-is-ours",
    summary: "zone is locked by this run's own lock",
    group: Group::Lock,
    default: Some(Severity::Advice),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/lock-is-ours.md"),
    check: Check::Lock(check),
};

fn finding(cx: &LockCx<'_>, lock: &LockOn<'_>) -> Finding {
    let end = match lock.evidence.expires {
        Some(end) => format!(", until {} ({})", when::clock(cx.now, end), when::relative(cx.now, end)),
        None => String::new(),
    };
    let message = format!("{} is locked by this run's own lock{end}", cx.origin);
    // A glob is released by its own text, not by the name of a zone that it covers.
    let told = lock.evidence.remedy.iter().find(|line| line.starts_with("zonegate lock release"));
    let release = told.cloned().unwrap_or_else(|| format!("zonegate lock release {}", ways_out::zone(cx.origin)));
    let finding = place::at_zone(cx, &RULE, "locked by ourselves", message, lock)
        .why("the lock's id is ours, so it keeps out everybody else")
        .help(ways_out::line("release", &release));
    ways_out::explain(finding)
}

fn check(cx: &LockCx<'_>, out: &mut Vec<Finding>) {
    let ours = cx.locks.iter().filter(|lock| lock.state == LockedState::Ours);
    out.extend(ours.map(|lock| finding(cx, lock)));
}
