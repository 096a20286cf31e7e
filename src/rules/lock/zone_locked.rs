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
        more => format!(" and {}", words::count(more, "more lock")),
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
        finding.arranged().captions.extend(place::lock_caption(lock, format!("also: {}", headline(cx, lock))));
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
    ways_out::add(finding, cx, evidence, rest)
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
        _ if evidence.source == "writer" => writer(origin, evidence),
        _ if ways_out::is_process(evidence) => process(cx, evidence),
        LockKind::Edit
        | LockKind::Deploy
        | LockKind::Transfer
        | LockKind::Freeze
        | LockKind::Signing
        | LockKind::Process
        | LockKind::Unknown => {
            let holder = evidence.holder.as_deref().unwrap_or("an unknown holder");
            format!("{origin} is locked by {holder} {}", when::until(cx.now, evidence.expires))
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

/// Says what happens to the zone file; who does it is known only where the process was seen, and then it is told too.
fn writer(origin: &str, evidence: &Evidence) -> String {
    let doing = if evidence.kind == LockKind::Signing { "is being signed" } else { "is being written by a server" };
    let seen = evidence.observed.split_once("; ").map_or(evidence.observed.as_str(), |(first, _)| first);
    format!("{origin} {doing}: {seen}")
}

fn process(cx: &LockCx<'_>, evidence: &Evidence) -> String {
    let holder = evidence.holder.as_deref().unwrap_or("a process that this user cannot see");
    match &evidence.document {
        Some(document) => {
            let path = String::from_utf8_lossy(&document.path);
            format!("{} is locked: {path} is held by {holder}", cx.origin)
        }
        None => format!("{} is locked by {holder}", cx.origin),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::rules::{Changed, ChangedRecord};
    use crate::source::{Loc, Side, SourceMap, Span};

    fn judge(evidence: &[Evidence], alters: bool, records: usize) -> Vec<Finding> {
        let mut sources = SourceMap::default();
        let source = sources.add("zones/example.com.zone", Side::Index, b"www A 192.0.2.1");
        let anchor = Loc { source, span: Span::new(0, 3) };
        let change = ChangedRecord { what: Changed::Added, at: anchor, words: "+ www A 192.0.2.1".to_owned() };
        let on = |evidence| LockOn { evidence, state: LockedState::Held, at: None, fields: Vec::new() };
        let locks: Vec<LockOn<'_>> = evidence.iter().map(on).collect();
        let cx = LockCx {
            sources: &sources,
            origin: "example.com.",
            locks: &locks,
            alters,
            changes: &vec![change; records],
            anchor,
            action: "commit",
            now: "2026-11-22T10:13:00Z".parse().unwrap(),
        };
        let mut out = Vec::new();
        check(&cx, &mut out);
        out
    }

    #[track_caller]
    fn case(evidence: Evidence, expected: &str) {
        let messages: Vec<Arc<str>> = judge(&[evidence], true, 1).into_iter().map(|finding| finding.message).collect();
        assert_eq!(messages, [expected.into()]);
    }

    fn lock(kind: LockKind, holder: Option<&str>) -> Evidence {
        Evidence { holder: holder.map(str::to_owned), ..Evidence::new("local", kind, "seen") }
    }

    #[test]
    fn the_headline_says_who_and_until_when() {
        let tomorrow = Some("2026-11-23T02:00:00Z".parse().unwrap());
        case(
            Evidence { expires: tomorrow, ..lock(LockKind::Edit, Some("alice")) },
            "example.com. is locked by alice until 2026-11-23 02:00 UTC (in 15 h): commit refused",
        );
        case(
            lock(LockKind::Unknown, None),
            "example.com. is locked by an unknown holder until it is released: commit refused",
        );
        case(lock(LockKind::Process, Some("pid 7 (vi)")), "example.com. is locked by pid 7 (vi): commit refused");
        case(
            lock(LockKind::Process, None),
            "example.com. is locked by a process that this user cannot see: commit refused",
        );
        let ahead = "journal ends at serial 3, zone file is at serial 2: named is 1 serial ahead of this file";
        case(
            Evidence::new("bind-journal", LockKind::Journal, ahead),
            "example.com. holds changes that the file lacks: journal ends at serial 3, zone file is at serial 2: commit refused",
        );
        case(
            Evidence::new("bind-journal", LockKind::Journal, "journal ends at serial 2, zone file is at serial 3: x"),
            "example.com. is out of sync with its journal: journal ends at serial 2, zone file is at serial 3: commit refused",
        );
    }

    #[test]
    fn a_file_that_a_server_writes_is_told_with_what_was_seen() {
        let seen = "zones/tmp-abcdefghij was changed 3 s ago; it names no zone, so it may be any of this directory";
        case(
            Evidence::new("writer", LockKind::Transfer, seen),
            "example.com. is being written by a server: zones/tmp-abcdefghij was changed 3 s ago: commit refused",
        );
    }

    #[test]
    fn a_change_of_no_record_is_advice() {
        let found = judge(&[lock(LockKind::Freeze, Some("alice"))], false, 0);
        let shown: Vec<(Severity, &str)> = found.iter().map(|f| (f.severity, &*f.message)).collect();
        let message = "example.com. is locked by alice until it is released; this commit changes none of its records";
        assert_eq!(shown, [(Severity::Advice, message)]);
    }

    #[test]
    fn all_locks_of_a_zone_are_one_finding_and_labels_are_capped() {
        let found = judge(&[lock(LockKind::Freeze, Some("alice")), lock(LockKind::Edit, Some("bob"))], true, 9);
        let [finding] = found.as_slice() else { panic!("{} findings", found.len()) };
        assert!(finding.message.contains(" and 1 more lock: "), "{}", finding.message);
        assert_eq!(finding.related.len(), 4);
        let last = finding.related.last().map(|label| &*label.text);
        assert_eq!(last, Some("+ www A 192.0.2.1, and 4 more"));
        let captions: Vec<&str> =
            finding.arrangement.as_ref().unwrap().captions.iter().map(|caption| caption.text.as_str()).collect();
        assert_eq!(captions, ["this commit adds 9 records of the locked zone"]);
    }

    #[test]
    fn a_lock_that_the_change_removes_is_told_by_another_rule() {
        let removed = Evidence { removed_by_change: true, ..lock(LockKind::Freeze, Some("alice")) };
        assert!(judge(&[removed], true, 1).is_empty());
    }
}
