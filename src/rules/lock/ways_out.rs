//! What to do about a lock: the last lines of every report about one.

use crate::finding::Finding;
use crate::locks::{Evidence, LockKind, quote};
use crate::rules::{LockCx, LockOn};

/// Adds the ways out: whom to ask, what ends the lock and every further one, where the lock can be looked at, what
/// explains the rule.
pub(super) fn add(finding: Finding, cx: &LockCx<'_>, evidence: &Evidence, further: &[&LockOn<'_>]) -> Finding {
    let finding = match whom_to_ask(evidence) {
        Some(whom) => finding.help(line("ask", &whom)),
        None => finding,
    };
    let mut finding = end(finding, evidence);
    for lock in further {
        finding = match whom_to_ask(lock.evidence) {
            Some(whom) => finding.help(line("also ask", &whom)),
            None => finding,
        };
        finding = end(finding, lock.evidence);
    }
    if let Some(host) = evidence.host.as_ref().filter(|_| !is_process(evidence)) {
        let text = format!("on {host}, run: zonegate lock status {}", zone(cx.origin));
        finding = finding.help(line("stale?", &text));
    }
    explain(finding)
}

/// Adds the observation, unless the lock's own file shows it.
pub(super) fn seen(finding: Finding, lock: &LockOn<'_>) -> Finding {
    let evidence = lock.evidence;
    match lock.at {
        Some(_) => finding,
        None => finding.help(line("seen", &format!("{}: {}", evidence.source, evidence.observed))),
    }
}

/// Adds what ends the lock, one line each.
pub(super) fn end(finding: Finding, evidence: &Evidence) -> Finding {
    let keys = std::iter::once("remedy").chain(std::iter::repeat(""));
    evidence.remedy.iter().zip(keys).fold(finding, |finding, (remedy, key)| finding.help(line(key, remedy)))
}

/// Adds the command that explains the rule.
pub(super) fn explain(finding: Finding) -> Finding {
    let command = format!("zonegate explain {}", finding.rule);
    finding.help(line("explain", &command))
}

/// Returns a line of help with its key in a column of its own.
pub(super) fn line(key: &str, text: &str) -> String {
    format!("{key:<8}  {text}")
}

/// Returns the zone as it is typed on a command line.
pub(super) fn zone(origin: &str) -> String {
    quote(origin.strip_suffix('.').filter(|name| !name.is_empty()).unwrap_or(origin))
}

/// Tells whether a program holds the zone and not a person.
pub(super) fn is_process(evidence: &Evidence) -> bool {
    matches!(evidence.kind, LockKind::Journal | LockKind::Process)
        || evidence.holder.as_ref().is_some_and(|holder| holder.starts_with("pid "))
}

/// Returns the people and places to ask; a process cannot be asked.
fn whom_to_ask(evidence: &Evidence) -> Option<String> {
    let person = evidence.holder.as_deref().filter(|_| !is_process(evidence));
    let whom: Vec<&str> = person.into_iter().chain(evidence.contact.as_deref()).collect();
    (!whom.is_empty()).then(|| whom.join(", "))
}
