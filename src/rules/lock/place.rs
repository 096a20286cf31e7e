//! Where a finding about a lock points, the same for every rule of the group.
//!
//! The primary label stands in the zone file, because annotations of a pull request show that file; the lock's own file
//! leads the report (rules.md, group lock). Then come the fields of the lock and the records that the change touches.

use crate::finding::{Caption, Finding, Label};
use crate::locks::{Evidence, Field};
use crate::rules::{Changed, ChangedRecord, LockCx, LockOn, Rule, words};
use crate::source::{Loc, SourceId};

use super::when;

/// Most labels that a finding puts into one text (rules.md, Messages 6).
const MAX_LABELS: usize = 5;

/// Starts a finding at the records the change touches, with the file of the first lock in front.
pub(super) fn at_changes(cx: &LockCx<'_>, rule: &Rule, message: String, locks: &[&LockOn<'_>]) -> Finding {
    let shown = shown(cx.changes);
    let primary = shown.first().cloned().unwrap_or_else(|| Label::new(cx.anchor, "the locked zone"));
    let mut finding = start(cx, rule, primary, message, locks);
    finding.related.extend(shown.into_iter().skip(1));
    finding.arranged().captions.extend(captions(cx));
    finding
}

/// Starts a finding at the zone itself, for a lock that stands in no change's way.
pub(super) fn at_zone(cx: &LockCx<'_>, rule: &Rule, label: &str, message: String, lock: &LockOn<'_>) -> Finding {
    start(cx, rule, Label::new(cx.anchor, label), message, &[lock])
}

fn start(cx: &LockCx<'_>, rule: &Rule, primary: Label, message: String, locks: &[&LockOn<'_>]) -> Finding {
    let mut finding = rule.finding(primary, message).about(cx.origin, "", "");
    finding.arranged().lead = locks.iter().find_map(|lock| lock.at).map(|at| at.source);
    for lock in locks {
        finding.related.extend(fields(cx, lock));
    }
    finding
}

/// Returns the labels in a lock's own file; where no field is known, the observation stands at the file's place.
fn fields(cx: &LockCx<'_>, lock: &LockOn<'_>) -> Vec<Label> {
    let labels: Vec<Label> =
        lock.fields.iter().map(|&(field, at)| Label::new(at, field_words(cx, lock.evidence, field))).collect();
    match lock.at {
        Some(at) if labels.is_empty() => vec![Label::new(at, lock.evidence.observed.clone())],
        _ => labels,
    }
}

fn field_words(cx: &LockCx<'_>, evidence: &Evidence, field: Field) -> String {
    let time = |then: Option<_>| then.map_or_else(String::new, |then| when::relative(cx.now, then));
    match field {
        Field::Holder => "held by".to_owned(),
        Field::Reason => "because".to_owned(),
        Field::Created => time(evidence.created),
        Field::Expires => time(evidence.expires),
        Field::Error => evidence.observed.clone(),
    }
}

/// Returns the labels of the changed records, at most five a text; the last one counts those left out.
fn shown(changes: &[ChangedRecord]) -> Vec<Label> {
    let mut labels = Vec::new();
    for source in texts(changes) {
        let here: Vec<&ChangedRecord> = changes.iter().filter(|change| change.at.source == source).collect();
        let label = |change: &&ChangedRecord| Label::new(change.at, change.words.clone());
        labels.extend(here.iter().take(MAX_LABELS).map(label));
        if let Some(last) = labels.last_mut()
            && here.len() > MAX_LABELS
        {
            last.text = format!("{}, and {} more", last.text, here.len() - MAX_LABELS).into();
        }
    }
    labels
}

/// Returns one caption a text: the first says what the change does to the zone, the others go on.
fn captions(cx: &LockCx<'_>) -> Vec<Caption> {
    let caption = |(at, source): (usize, SourceId)| {
        let did = did(cx.changes.iter().filter(|change| change.at.source == source).map(|change| change.what));
        let text = match at {
            0 => format!("this {} {} of the locked zone", cx.action, did.with_noun),
            _ => format!("and {}", did.bare),
        };
        Caption { source, text }
    };
    texts(cx.changes).into_iter().enumerate().map(caption).collect()
}

/// Returns the texts of the changes in the order of the changes: the new side first.
fn texts(changes: &[ChangedRecord]) -> Vec<SourceId> {
    let mut texts: Vec<SourceId> = Vec::new();
    for change in changes {
        if texts.last() != Some(&change.at.source) && !texts.contains(&change.at.source) {
            texts.push(change.at.source);
        }
    }
    texts
}

/// What a change did to some records, in words.
struct Did {
    /// `adds 2 and changes 1 record`
    with_noun: String,
    /// `adds 2 and changes 1`
    bare: String,
}

fn did(changes: impl Iterator<Item = Changed>) -> Did {
    let (mut added, mut changed, mut deleted) = (0_usize, 0_usize, 0_usize);
    for what in changes {
        match what {
            Changed::Added => added += 1,
            Changed::Changed => changed += 1,
            Changed::Deleted => deleted += 1,
        }
    }
    let parts = [("adds", added), ("changes", changed), ("removes", deleted)];
    let parts: Vec<(&str, usize)> = parts.into_iter().filter(|&(_, number)| number > 0).collect();
    let Some((&(last_verb, last), before)) = parts.split_last() else {
        return Did { with_noun: "changes no record".to_owned(), bare: "changes nothing".to_owned() };
    };
    let before: Vec<String> = before.iter().map(|(verb, number)| format!("{verb} {number}")).collect();
    let join = |tail: String| if before.is_empty() { tail } else { format!("{} and {tail}", before.join(", ")) };
    Did {
        with_noun: join(format!("{last_verb} {}", words::count(last, "record"))),
        bare: join(format!("{last_verb} {last}")),
    }
}

/// Returns the caption for the file of a further lock.
pub(super) fn lock_caption(lock: &LockOn<'_>, text: String) -> Option<Caption> {
    lock.at.map(|Loc { source, span: _ }| Caption { source, text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(added: usize, changed: usize, deleted: usize, expected: &str) {
        let all = [(Changed::Added, added), (Changed::Changed, changed), (Changed::Deleted, deleted)];
        let did = did(all.into_iter().flat_map(|(what, number)| std::iter::repeat_n(what, number)));
        assert_eq!(format!("{} | {}", did.with_noun, did.bare), expected);
    }

    #[test]
    fn what_a_change_did_is_one_sentence() {
        case(2, 1, 0, "adds 2 and changes 1 record | adds 2 and changes 1");
        case(1, 0, 0, "adds 1 record | adds 1");
        case(0, 0, 2, "removes 2 records | removes 2");
        case(1, 2, 3, "adds 1, changes 2 and removes 3 records | adds 1, changes 2 and removes 3");
        case(0, 0, 0, "changes no record | changes nothing");
    }
}
