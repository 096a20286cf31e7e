//! The source `tree`: lock records that are committed, `.zonegate/locks/*.toml`.
//!
//! Flows in: both sides of the change. Flows out: what holds on either. A record of the base side that the change
//! deletes, shortens or rewrites still holds: a change cannot unlock its own zone (design.md, promise 4).

use super::claim::Claim;
use super::disk::RECORD_CAP;
use super::pattern::ZonePattern;
use super::records::{Place, place};
use super::{Evidence, LockKind, LockSource, LockState, Query};
use crate::snapshot::{Entry, FileKind, ReadFailure, RepoPath, Snapshot};
use crate::source::Side;

/// Committed lock records.
#[derive(Debug)]
pub struct Tree;

const NAME: &str = "tree";

/// What ends a lock that the change itself removes.
pub(crate) const REMOVAL_REMEDIES: [&str; 2] = [
    "leave the lock as it is in this change",
    "or release it by itself: commit that, push it where its holder sees it, then come back with the change",
];

/// Where the records lie, from the root of the repository.
pub(crate) const DIRECTORY: &str = ".zonegate/locks";

impl LockSource for Tree {
    fn name(&self) -> &'static str {
        NAME
    }

    fn examine(&self, query: &Query<'_>) -> Vec<LockState> {
        let asked = ZonePattern::from_name(query.zone.clone());
        let head = Records::of(query.head, &asked);
        let mut states: Vec<LockState> = head.claims.iter().map(|(_, claim)| held(claim, query)).collect();
        if let Some(base) = query.base {
            let base = Records::of(base, &asked);
            states.extend(base.claims.iter().filter_map(|(path, claim)| removed(path, claim, &head, query)));
            states.extend(
                base.unreadable.into_iter().filter(|fault| !head.unreadable.iter().any(|new| new.is_same(fault))).map(
                    |fault| {
                        let mut evidence = fault.evidence();
                        evidence.removed_by_change = true;
                        LockState::Unknown(evidence)
                    },
                ),
            );
        }
        states.extend(head.unreadable.iter().map(|fault| LockState::Unknown(fault.evidence())));
        if states.is_empty() { vec![LockState::Free] } else { states }
    }
}

/// Judges a record of the new side.
fn held(claim: &Claim, query: &Query<'_>) -> LockState {
    let release = claim.release_command(" --scope tree");
    match claim.state(NAME, query.now) {
        LockState::Held(evidence) => LockState::Held(
            evidence
                .remedy(release)
                .remedy("commit the removal by itself, and publish it before the change to the zone"),
        ),
        LockState::Stale(evidence, why) => LockState::Stale(evidence.remedy(release), why),
        other => other,
    }
}

/// Returns the lock of a base-side record that the new side has no longer in full; `None` if it is still there or over.
fn removed(path: &RepoPath, claim: &Claim, head: &Records, query: &Query<'_>) -> Option<LockState> {
    let LockState::Held(mut evidence) = claim.state(NAME, query.now) else { return None };
    let same_id = |other: &Claim| claim.record.id.is_some() && other.record.id == claim.record.id;
    let kept = head
        .claims
        .iter()
        .filter(|(other_path, other)| other_path == path || same_id(other) || other.text == claim.text)
        .any(|(_, other)| other.text == claim.text || !is_weaker(claim, other, query));
    if kept {
        return None;
    }
    evidence.removed_by_change = true;
    evidence.remedy.extend(REMOVAL_REMEDIES.map(str::to_owned));
    Some(LockState::Held(evidence))
}

/// Tells whether the new record protects the zone for a shorter time, or for somebody else, than the old one.
fn is_weaker(old: &Claim, new: &Claim, query: &Query<'_>) -> bool {
    if !matches!(new.state(NAME, query.now), LockState::Held(_)) || new.record.id != old.record.id {
        return true;
    }
    if new.record.fault.is_some() || old.record.fault.is_some() {
        return false;
    }
    match (old.record.expires, new.record.expires) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(before), Some(after)) => after < before,
    }
}

/// The records of one side that may cover the zone.
struct Records {
    claims: Vec<(RepoPath, Claim)>,
    unreadable: Vec<Unreadable>,
}

/// A record that has no text.
struct Unreadable {
    shown: Vec<u8>,
    why: String,
    side: Side,
    /// What identifies the contents: the same on both sides is reported once.
    content: String,
}

impl Unreadable {
    fn is_same(&self, other: &Self) -> bool {
        (&self.shown, &self.why, &self.content) == (&other.shown, &other.why, &other.content)
    }

    fn evidence(&self) -> Evidence {
        let observed = format!("{} cannot be read: {}", String::from_utf8_lossy(&self.shown), self.why);
        Evidence::new(NAME, LockKind::Unknown, observed)
            .at(self.shown.clone(), self.side.clone())
            .remedy(format!("put a readable lock record there, or take the file out of {DIRECTORY}"))
    }
}

impl Records {
    fn of(side: &dyn Snapshot, asked: &ZonePattern) -> Self {
        let mut records = Self { claims: Vec::new(), unreadable: Vec::new() };
        let prefix = format!("{DIRECTORY}/").into_bytes();
        let entries = side.entries();
        let first = entries.partition_point(|entry| entry.path.as_bytes() < prefix.as_slice());
        for entry in entries.iter().skip(first).take_while(|entry| entry.path.as_bytes().starts_with(&prefix)) {
            let below = entry.path.as_bytes().strip_prefix(prefix.as_slice()).unwrap_or_default();
            match place(below) {
                Place::Record(stem) => records.read(side, &entry.path, stem, &entry.content, asked),
                Place::InsideRecord => records.refuse(side, entry, "it lies in a directory with the name of a record"),
                Place::Other => records.look_behind(side, entry),
            }
        }
        records.unreadable.extend(odd_directory(side));
        records
    }

    fn refuse(&mut self, side: &dyn Snapshot, entry: &Entry, why: &str) {
        let (shown, content) = (side.display(&entry.path), entry.content.clone());
        self.unreadable.push(Unreadable { shown, why: why.to_owned(), side: side.side(), content });
    }

    /// Refuses a link or a submodule that stands for a directory: records in it would not be seen.
    fn look_behind(&mut self, side: &dyn Snapshot, entry: &Entry) {
        match entry.kind {
            FileKind::Submodule => self.refuse(side, entry, SUBMODULE),
            FileKind::Symlink if side.read(&entry.path).is_err() => self.refuse(side, entry, SYMLINK),
            FileKind::Regular | FileKind::Symlink => {}
        }
    }

    fn read(&mut self, side: &dyn Snapshot, path: &RepoPath, stem: &[u8], content: &str, asked: &ZonePattern) {
        let shown = side.display(path);
        let why = match side.read(path) {
            Ok(text) if text.len() <= RECORD_CAP => {
                let claim = Claim::new(stem, shown, side.side(), text);
                if claim.overlaps(asked) {
                    self.claims.push((path.clone(), claim));
                }
                return;
            }
            Ok(_) => format!("it is larger than {} KiB", RECORD_CAP / 1024),
            Err(failure) => words(failure),
        };
        // Whatever its file name spells: its text may name another zone.
        self.unreadable.push(Unreadable { shown, why, side: side.side(), content: content.to_owned() });
    }
}

const SYMLINK: &str = "it is a symbolic link, which is not followed to lock records";
const SUBMODULE: &str = "it is a submodule";

/// A link or a submodule in the place of the directory: records behind it are not seen, which is not "no records".
fn odd_directory(side: &dyn Snapshot) -> Option<Unreadable> {
    [".zonegate", DIRECTORY].into_iter().find_map(|directory| {
        let path = RepoPath::new(directory.as_bytes());
        let entry = side.entry(&path)?;
        let why = match entry.kind {
            FileKind::Regular => return None,
            FileKind::Symlink => SYMLINK,
            FileKind::Submodule => SUBMODULE,
        };
        Some(Unreadable {
            shown: side.display(&path),
            why: why.to_owned(),
            side: side.side(),
            content: entry.content.clone(),
        })
    })
}

fn words(failure: ReadFailure) -> String {
    match failure {
        ReadFailure::NotFound => "it is listed, but not there".to_owned(),
        ReadFailure::Directory => "it is a directory".to_owned(),
        ReadFailure::Outside => "it leads out of the repository".to_owned(),
        ReadFailure::Unreadable(why) => why,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locks::testing::{Bench, Memory};

    const LOCK: &str = ".zonegate/locks/example.com.toml";
    const FOREVER: &str = "id = \"a\"\nholder = \"bob\"\n";
    const PAST: &str = "id = \"a\"\nholder = \"bob\"\nexpires = 2020-01-01T00:00:00Z\n";
    const SOON: &str = "id = \"a\"\nholder = \"bob\"\nexpires = 2099-01-01T00:00:00Z\n";
    const LATER: &str = "id = \"a\"\nholder = \"bob\"\nexpires = 2099-06-01T00:00:00Z\n";

    fn bench(base: Option<&str>, head: Option<&str>) -> Bench {
        let side = |side, text: Option<&str>| {
            let memory = Memory::new(side).with("zones/db", "");
            match text {
                Some(text) => memory.with(LOCK, text),
                None => memory,
            }
        };
        let mut bench = Bench::new();
        bench.base = Some(side(Side::Commit("HEAD".to_owned()), base));
        bench.head = side(Side::Index, head);
        bench
    }

    #[track_caller]
    fn case(base: Option<&str>, head: Option<&str>, expected: &str) {
        assert_eq!(bench(base, head).words(&Tree), expected, "{base:?} → {head:?}");
    }

    #[test]
    fn either_side_holds() {
        case(None, None, "free");
        case(Some(FOREVER), Some(FOREVER), "held");
        case(None, Some(FOREVER), "held");
        case(Some(FOREVER), None, "held (removed)");
    }

    #[test]
    fn a_weaker_record_does_not_hide_the_old_one() {
        case(Some(LATER), Some(SOON), "held, held (removed)");
        case(Some(SOON), Some(LATER), "held");
        case(Some(FOREVER), Some(SOON), "held, held (removed)");
        case(Some(SOON), Some(FOREVER), "held");
        case(Some(FOREVER), Some(PAST), "stale Expired, held (removed)");
        case(Some(FOREVER), Some("id = \"b\"\nholder = \"eve\"\n"), "held, held (removed)");
        case(Some("holder = \"bob\"\n"), Some("id = \"b\"\nholder = \"bob\"\n"), "held, held (removed)");
        case(Some("zone = \"*.com\"\nid = \"a\""), Some("zone = \"*.com\"\nid = \"a\"\nreason = \"x\""), "held");
    }

    #[test]
    fn an_expired_record_may_go() {
        case(Some(PAST), Some(PAST), "stale Expired");
        case(Some(PAST), None, "free");
        case(None, Some(PAST), "stale Expired");
    }

    #[test]
    fn a_broken_record_holds_and_its_removal_is_seen() {
        case(None, Some("reason = \"open"), "held");
        case(Some("reason = \"open"), None, "held (removed)");
        case(Some("reason = \"open"), Some(FOREVER), "held, held (removed)");
        let evidence = bench(None, Some("reason = \"open")).evidence(&Tree);
        assert_eq!(evidence.holder, None);
        assert!(evidence.observed.contains("cannot be read as a lock record"), "{}", evidence.observed);
        assert!(evidence.document.unwrap().fields.iter().any(|(field, _)| *field == crate::locks::Field::Error));
    }

    #[test]
    fn a_record_that_moves_is_still_there() {
        let mut bench = bench(Some(FOREVER), None);
        let moved = format!("zone = \"example.com\"\n{FOREVER}");
        bench.head = Memory::new(Side::Index).with(".zonegate/locks/other.toml", &moved);
        assert_eq!(bench.words(&Tree), "held");
        bench.head = Memory::new(Side::Index).with(".zonegate/locks/other.toml", FOREVER);
        assert_eq!(bench.words(&Tree), "held (removed)");
    }

    #[test]
    fn what_cannot_be_read_is_unknown() {
        let mut bench = bench(None, None);
        let head = |kind, path: &str, text| Memory::new(Side::Index).add(path, kind, text);
        bench.head = head(FileKind::Regular, LOCK, None);
        assert_eq!(bench.words(&Tree), "unknown");
        let huge = "#".repeat(RECORD_CAP + 1);
        bench.head = head(FileKind::Regular, LOCK, Some(huge.as_bytes()));
        assert_eq!(bench.words(&Tree), "unknown");
        bench.head = head(FileKind::Symlink, ".zonegate/locks", None);
        assert_eq!(bench.words(&Tree), "unknown");
        bench.head = head(FileKind::Symlink, ".zonegate/locks/team", None);
        assert_eq!(bench.words(&Tree), "unknown");
        bench.head = head(FileKind::Submodule, ".zonegate/locks/team", None);
        assert_eq!(bench.words(&Tree), "unknown");
        bench.head = head(FileKind::Regular, ".zonegate/locks/example.com.toml/x", Some(b""));
        assert_eq!(bench.words(&Tree), "unknown");
        bench.head = head(FileKind::Submodule, ".zonegate", None);
        assert_eq!(bench.words(&Tree), "unknown");
        bench.head = Memory::new(Side::Index);
        bench.base = Some(head(FileKind::Regular, LOCK, None));
        assert_eq!(bench.words(&Tree), "unknown");
    }

    #[test]
    fn other_zones_and_other_files_are_left_alone() {
        let mut bench = bench(None, None);
        bench.head = Memory::new(Side::Index)
            .with(".zonegate/locks/example.net.toml", "")
            .with(".zonegate/locks/README.md", "zone = \"*\"")
            .with(".zonegate/locks2/example.com.toml", "");
        assert_eq!(bench.words(&Tree), "free");
        bench.head = Memory::new(Side::Index).add(".zonegate/locks/README", FileKind::Symlink, Some(b"see elsewhere"));
        assert_eq!(bench.words(&Tree), "free");
        bench.head = Memory::new(Side::Index).with(".zonegate/locks/all.toml", "zone = \"*\"");
        assert_eq!(bench.words(&Tree), "held");
    }

    #[test]
    fn the_evidence_carries_what_a_report_draws() {
        let evidence = bench(Some(SOON), None).evidence(&Tree);
        assert_eq!((evidence.holder.as_deref(), evidence.id.as_deref()), (Some("bob"), Some("a")));
        let document = evidence.document.unwrap();
        assert_eq!(document.side, Side::Commit("HEAD".to_owned()));
        assert_eq!(document.path, LOCK.as_bytes());
        assert_eq!(document.fields.len(), 2);
    }
}
