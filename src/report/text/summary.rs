//! What was not judged, and the verdict: the last line of a report is the one that is read first.

use std::collections::BTreeSet;

use super::paint::{Paint, Tone};
use super::wrap;
use crate::finding::Severity;
use crate::report::sanitise;
use crate::verdict::{Exit, Outcome, Standing};

/// Zones named in the verdict; the others are counted.
const NAMED: usize = 5;

/// Writes the end of the report.
pub(super) fn write(out: &mut String, outcome: &Outcome, paint: &Paint) {
    let before = out.len();
    for entry in &outcome.not_judged {
        let words = format!("{}: {}", sanitise::bytes(&entry.path), sanitise::line(&entry.why));
        quiet(out, "not judged:", &words, paint);
    }
    if !outcome.not_checked.is_empty() {
        quiet(out, "not checked:", &sanitise::line(&outcome.not_checked.join(", ")), paint);
    }
    if outcome.exit == Exit::Nothing {
        let words = "name zone files in zonegate.toml: [zones] include = [\"dns/**\"]; or: zonegate check FILE";
        quiet(out, "help:", words, paint);
    }
    if out.len() > before {
        out.push('\n');
    }
    let (word, tone) = match outcome.exit {
        Exit::Pass => ("pass", Tone::Good),
        Exit::Findings => ("blocked", Tone::Of(Severity::Error)),
        Exit::Locked => ("blocked by", Tone::Of(Severity::Error)),
        Exit::Undetermined => ("undetermined", Tone::Of(Severity::Error)),
        Exit::Nothing => ("nothing to check", Tone::Of(Severity::Warning)),
    };
    let words = words(outcome);
    let lead = match outcome.exit {
        Exit::Locked => format!("{} ", paint.tone(tone, word)),
        _ => format!("{}: ", paint.tone(tone, word)),
    };
    let columns = word.len() + if outcome.exit == Exit::Locked { 1 } else { 2 };
    wrap::push_painted(out, &lead, columns, &words, paint.width);
}

fn quiet(out: &mut String, word: &str, words: &str, paint: &Paint) {
    let lead = format!("{} ", paint.tone(Tone::Quiet, word));
    wrap::push_painted(out, &lead, word.len() + 1, words, paint.width);
}

/// Returns what stands behind the verdict's word.
fn words(outcome: &Outcome) -> String {
    match outcome.exit {
        Exit::Pass => pass(outcome),
        Exit::Findings => blocked(outcome),
        Exit::Locked => locked(outcome),
        Exit::Undetermined => undetermined(outcome),
        Exit::Nothing => "no zone file found in what was asked for (exit 3; --allow-empty accepts that)".to_owned(),
    }
}

fn pass(outcome: &Outcome) -> String {
    if outcome.zones.is_empty() && outcome.findings.is_empty() {
        let change = outcome.base.is_some();
        return if change { "the change touches no zone" } else { "no zone file found, nothing judged" }.to_owned();
    }
    format!("{} judged, {}", count(outcome.zones.len(), "zone"), tally(outcome))
}

fn blocked(outcome: &Outcome) -> String {
    let zones: BTreeSet<&str> = outcome.findings.iter().filter_map(|finding| finding.zone.as_deref()).collect();
    let mut words = tally(outcome);
    if !zones.is_empty() && zones.len() <= outcome.zones.len() {
        words = format!("{words} in {} of {}", zones.len(), count(outcome.zones.len(), "zone"));
    }
    let locked = blocking(outcome, Standing::Held);
    if locked.is_empty() { words } else { format!("{words}; locked: {}", names(&locked)) }
}

fn locked(outcome: &Outcome) -> String {
    let mut zones = blocking(outcome, Standing::Held);
    if zones.is_empty() {
        let errors = outcome.findings.iter().filter(|finding| finding.severity == Severity::Error);
        zones = errors.filter_map(|finding| finding.zone.as_deref()).collect();
    }
    let locks = if zones.len() > 1 { "locks" } else { "a lock" };
    format!("{locks}: {} (exit 75; waiting may help)", names(&zones))
}

fn undetermined(outcome: &Outcome) -> String {
    let mut reasons = Vec::new();
    if !outcome.not_judged.is_empty() {
        reasons.push(format!("{} not judged", count(outcome.not_judged.len(), "file")));
    }
    let unknown = blocking(outcome, Standing::Unknown);
    if !unknown.is_empty() {
        reasons.push(format!("lock unreadable: {}", names(&unknown)));
    }
    let locked = blocking(outcome, Standing::Held);
    if !locked.is_empty() {
        reasons.push(format!("locked: {}", names(&locked)));
    }
    if !outcome.findings.is_empty() {
        reasons.push(tally(outcome));
    }
    if reasons.is_empty() {
        reasons.push("not everything could be read".to_owned());
    }
    format!("{} (exit 2)", reasons.join("; "))
}

/// Returns the zones with a blocking lock that stands like this.
fn blocking(outcome: &Outcome, standing: Standing) -> BTreeSet<&str> {
    let locks = outcome.locks.iter().filter(|lock| lock.blocking && lock.standing == standing);
    locks.map(|lock| lock.zone.as_str()).collect()
}

fn names(zones: &BTreeSet<&str>) -> String {
    let mut words: Vec<String> = zones.iter().take(NAMED).map(|zone| sanitise::line(zone).into_owned()).collect();
    if zones.len() > NAMED {
        words.push(format!("and {} more", zones.len() - NAMED));
    }
    words.join(", ")
}

/// Returns "2 errors, 1 warning", or "no findings".
fn tally(outcome: &Outcome) -> String {
    let kinds = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Advice, "advice note")];
    let counted = kinds.iter().filter_map(|&(severity, word)| {
        let found = outcome.findings.iter().filter(|finding| finding.severity == severity).count();
        (found > 0).then(|| count(found, word))
    });
    let words: Vec<String> = counted.collect();
    if words.is_empty() { "no findings".to_owned() } else { words.join(", ") }
}

fn count(number: usize, word: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {word}{ending}")
}
