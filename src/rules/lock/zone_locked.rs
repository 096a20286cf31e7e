//! `zone-locked`: one finding a zone with all the evidence that holds it; who and until when stand in the headline.

use super::{place, ways_out, when};
use crate::finding::{Finding, Severity};
use crate::locks::{Evidence, LockKind};
use crate::rules::{Check, Group, LockCx, LockOn, LockedState, Rule, words};

pub(crate) static RULE: Rule = Rule {
    name: "zone-locked",
    summary: "the change touches a zone that somebody else holds",
    group: Group::Lock,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9607),
    card: include_str!("../../../rules/zone-locked.md"),
    check: Check::Lock(check),
};

fn finding(cx: &LockCx<'_>, first: &LockOn<'_>, rest: &[&LockOn<'_>]) -> Finding {
    let evidence = first.evidence;
    let others = match rest.len() {
        0 => String::new(),
        more => format!(", and {} more", words::count(more, "lock")),
    };
    let outcome = if cx.alters {
        format!(": {} refused", cx.action)
    } else {
        format!("; this {} changes none of its records", cx.action)
    };
    let message = format!("{}{others}{outcome}", headline(cx, first));
    let locks: Vec<&LockOn<'_>> = std::iter::once(first).chain(rest.iter().copied()).collect();
    let mut finding = place::at_changes(cx, &RULE, message, &locks);
    if !cx.alters {
        finding.severity = Severity::Advice;
    }
    for lock in rest {
        finding.captions.extend(place::lock_caption(lock, format!("also: {}", headline(cx, lock))));
    }
    if !evidence.harm.is_empty() {
        finding = finding.why(evidence.harm.clone());
    }
    for lock in &locks {
        finding = ways_out::seen(finding, lock);
    }
    if evidence.kind == LockKind::Signing {
        finding = finding.help(ways_out::line("see also", "DNS_ERROR_ZONE_LOCKED_FOR_SIGNING 9622 (0x2596)"));
    }
    ways_out::add(finding, cx, evidence)
}

fn check(cx: &LockCx<'_>, out: &mut Vec<Finding>) {
    // A lock that the change itself removes is told once, by lock-removed-in-change.
    let holds = |lock: &&LockOn<'_>| lock.state == LockedState::Held && !lock.evidence.removed_by_change;
    let held: Vec<&LockOn<'_>> = cx.locks.iter().filter(holds).collect();
    out.extend(held.split_first().map(|(first, rest)| finding(cx, first, rest)));
}

/// Says in one clause who holds the zone and until when, or what else keeps it.
fn headline(cx: &LockCx<'_>, lock: &LockOn<'_>) -> String {
    let (origin, evidence) = (cx.origin, lock.evidence);
    match evidence.kind {
        LockKind::Journal => journal(origin, evidence),
        _ if ways_out::is_process(evidence) => process(cx, evidence),
        LockKind::Edit
        | LockKind::Deploy
        | LockKind::Transfer
        | LockKind::Freeze
        | LockKind::Signing
        | LockKind::Process
        | LockKind::Unknown => {
            let holder = evidence.holder.as_deref().unwrap_or("an unknown holder");
            format!("{origin} is locked by {holder} {}", until(cx, evidence))
        }
    }
}

/// Says how file and journal differ, in the first clause of the observation; the rest stands under the journal.
fn journal(origin: &str, evidence: &Evidence) -> String {
    let observed = &evidence.observed;
    let seen = observed.split_once(": ").map_or(observed.as_str(), |(first, _)| first);
    if observed.contains(" ahead of ") {
        format!("{origin} holds changes that the file lacks: {seen}")
    } else {
        format!("{origin} is out of sync with its journal: {seen}")
    }
}

fn process(cx: &LockCx<'_>, evidence: &Evidence) -> String {
    let holder = evidence.holder.as_deref().unwrap_or("a process that this user cannot see");
    match &evidence.document {
        Some(document) => {
            let path = String::from_utf8_lossy(&document.path);
            format!("{} is locked: {holder} holds {path}", cx.origin)
        }
        None => format!("{} is locked by {holder}", cx.origin),
    }
}

fn until(cx: &LockCx<'_>, evidence: &Evidence) -> String {
    match evidence.expires {
        Some(end) => format!("until {} ({})", when::clock(cx.now, end), when::relative(cx.now, end)),
        None => "until it is released".to_owned(),
    }
}
