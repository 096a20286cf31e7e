//! The source `sidecar`: the lock file of another tool beside a file of the zone, `<file>.lock`.
//!
//! Flows in: the zone's file and the files it includes, on disk. Flows out: who holds such a lock, by the kernel (flock
//! and fcntl, both asked) or by the file's text: dotlock, TOML or JSON record. Facts: locks.md G1–G5, G10. A lock file
//! that is committed counts from both sides of the change as well: a change cannot remove the lock it goes through.

use std::path::{Path, PathBuf};

use super::claim::{fill, summary};
use super::content::{Content, classify};
use super::disk::{self, Opened, RECORD_CAP};
use super::holder;
use super::identity::{Life, life, pid_exists};
use super::kernel::{KernelLock, kernel_lock};
use super::pattern::quote;
use super::tree::REMOVAL_REMEDIES;
use super::{Document, Evidence, Field, LockKind, LockRecord, LockSource, LockState, Query, Staleness};
use crate::snapshot::{FileKind, RepoPath, Snapshot};
use crate::source::{Octets, Side, Span};
use jiff::Timestamp;

/// Lock files of other tools beside the zone's files.
#[derive(Debug)]
pub struct Sidecar;

const NAME: &str = "sidecar";
/// A dotlock without a pid counts for this long after its last change, and before it: clocks differ (locks.md G5).
const DOTLOCK_SECONDS: u64 = 300;

impl LockSource for Sidecar {
    fn name(&self) -> &'static str {
        NAME
    }

    fn examine(&self, query: &Query<'_>) -> Vec<LockState> {
        let states: Vec<LockState> =
            query.files.iter().filter_map(|file| LockFile::beside(file, query).anywhere()).collect();
        if states.is_empty() { vec![LockState::Free] } else { states }
    }
}

/// One lock file, existing or not.
struct LockFile<'a> {
    /// Where it lies on disk; `None` in a bare repository.
    path: Option<PathBuf>,
    shown: Vec<u8>,
    query: &'a Query<'a>,
}

impl<'a> LockFile<'a> {
    fn beside(file: &RepoPath, query: &'a Query<'a>) -> Self {
        let shown = [file.as_bytes(), b".lock"].concat();
        Self { path: disk::beside(query, file, ".lock").map(|(path, _)| path), shown, query }
    }

    /// Judges what lies on disk, and what is committed in its place where that alone does not hold the zone.
    fn anywhere(&self) -> Option<LockState> {
        match self.examine() {
            Some(state @ (LockState::Held(_) | LockState::Unknown(_))) => Some(state),
            weaker => self.committed().or(weaker),
        }
    }

    fn examine(&self) -> Option<LockState> {
        let path = self.path.as_ref()?;
        let mut opened = match disk::open_regular(path) {
            Ok(opened) => opened?,
            Err(why) => return Some(self.unknown(&why)),
        };
        let kernel = match kernel_lock(path, &opened) {
            Ok(kernel) => kernel,
            Err(why) => return Some(self.unknown(&why)),
        };
        let text = opened.read_all(RECORD_CAP);
        match (kernel, text) {
            (KernelLock::Held { how, who, named }, text) => {
                Some(self.held_by_kernel(how, &who, named, &text.unwrap_or_default()))
            }
            (KernelLock::Free, Ok(text)) => self.by_content(&text, &opened),
            (KernelLock::Free, Err(why)) => Some(self.unknown(&why)),
        }
    }

    fn held_by_kernel(&self, how: &str, who: &str, named: bool, text: &[u8]) -> LockState {
        let observed = format!("{} is locked by {how}: {who}", self.name());
        let mut evidence = Evidence::new(NAME, LockKind::Process, observed).at(self.shown.clone(), Side::Disk);
        if let Content::Record(record) = classify(text)
            && !record.is_expired(self.query.now)
        {
            fill(&mut evidence, &record);
            if record.kind != LockKind::Unknown {
                evidence.kind = record.kind;
            }
            evidence.document = Some(self.document(text, record.fields.clone()));
        }
        if evidence.holder.is_none() && named {
            evidence.holder = Some(who.to_owned());
            evidence.host = Some(self.query.machine.host.clone());
        }
        let ends = if named { format!("wait for {who} to end") } else { "wait for the holder to end".to_owned() };
        LockState::Held(evidence.remedy(ends).remedy(format!("see who holds it: fuser -v {}", self.argument())))
    }

    /// Judges the text of a file that nobody locked in the kernel; `None` if it is no lock.
    fn by_content(&self, text: &[u8], opened: &Opened) -> Option<LockState> {
        match classify(text) {
            Content::Empty => None,
            Content::Undated => Some(self.by_age(text, opened)),
            Content::Pid(pid) => Some(self.by_pid(pid, text, opened)),
            Content::Record(record) => Some(self.by_record(&record, text)),
            Content::Other(line) => Some(self.by_line(&line, text, opened.modified())),
        }
    }

    /// A dotlock without a process: it counts while it is young.
    fn by_age(&self, text: &[u8], opened: &Opened) -> LockState {
        let Some(modified) = opened.modified() else {
            return self.unknown("has no time of last change");
        };
        let age = self.query.now.duration_since(modified);
        let observed = format!("{} names no process and was changed {} s ago", self.name(), age.as_secs());
        let mut evidence = self.evidence(observed, text, Vec::new());
        evidence.created = Some(modified);
        if age.unsigned_abs().as_secs() <= DOTLOCK_SECONDS {
            let wait = format!("wait: it counts for {DOTLOCK_SECONDS} s after its last change");
            LockState::Held(evidence.remedy(wait))
        } else {
            LockState::Stale(evidence.remedy(self.removal()), Staleness::Abandoned)
        }
    }

    /// A dotlock with a process: it counts while that lives, whatever its age.
    fn by_pid(&self, pid: i32, text: &[u8], opened: &Opened) -> LockState {
        let alive = pid_exists(pid);
        let word = if alive { "which runs" } else { "which does not run" };
        let observed = format!("{} names process {pid}, {word}", self.name());
        let mut evidence = self.evidence(observed, text, vec![(Field::Holder, digits(text))]);
        evidence.kind = LockKind::Process;
        evidence.host = Some(self.query.machine.host.clone());
        evidence.created = opened.modified();
        if alive {
            let who = holder::describe(pid).to_string();
            evidence.holder = Some(who.clone());
            LockState::Held(
                evidence.remedy(format!("wait until {who} ends")).remedy(format!("see what it does: ps -fp {pid}")),
            )
        } else {
            evidence.holder = Some(format!("pid {pid}"));
            LockState::Stale(evidence.remedy(self.removal()), Staleness::HolderDead)
        }
    }

    fn by_record(&self, record: &LockRecord, text: &[u8]) -> LockState {
        let observed = match &record.fault {
            Some(fault) => format!("{} cannot be read as a lock record: {}", self.name(), fault.message),
            None => format!("{}: {}", self.name(), summary(record)),
        };
        let mut evidence = self.evidence(observed, text, record.fields.clone());
        evidence.kind = record.kind;
        fill(&mut evidence, record);
        if record.is_expired(self.query.now) {
            return LockState::Stale(evidence.remedy(self.removal()), Staleness::Expired);
        }
        if record.fault.is_none() && life(record, self.query.machine) == Life::Dead {
            evidence.observed += ", but its process does not run any more";
            return LockState::Stale(evidence.remedy(self.removal()), Staleness::HolderDead);
        }
        LockState::Held(evidence.remedy(match &record.operation {
            Some(operation) => format!("wait until `{operation}` ends, or ask its holder to release it"),
            None => "wait, or ask its holder to release it".to_owned(),
        }))
    }

    /// Text that says nothing known: somebody put it there, so it counts.
    fn by_line(&self, line: &str, text: &[u8], changed: Option<Timestamp>) -> LockState {
        let binary = text.contains(&0);
        let observed = if binary {
            format!("{} holds {} octets that are no text", self.name(), text.len())
        } else {
            format!("{}: {line}", self.name())
        };
        let first = Span::new(0, text.iter().position(|&octet| octet == b'\n').unwrap_or(text.len()));
        let mut evidence = self.evidence(observed, text, vec![(Field::Error, first)]);
        evidence.created = changed;
        LockState::Held(evidence.remedy("ask whoever put it there").remedy(self.removal()))
    }

    /// Judges the text that either side of the change has in that place. A process or an age means nothing there.
    fn committed(&self) -> Option<LockState> {
        let path = RepoPath::new(self.shown.clone());
        let old = self.query.base.and_then(|base| self.on_side(base, &path));
        let new = || self.on_side(self.query.head, &path);
        match old {
            Some(LockState::Held(mut evidence)) if !matches!(new(), Some(LockState::Held(_))) => {
                evidence.removed_by_change = true;
                evidence.remedy = REMOVAL_REMEDIES.map(str::to_owned).into();
                Some(LockState::Held(evidence))
            }
            _ => new(),
        }
    }

    fn on_side(&self, side: &dyn Snapshot, path: &RepoPath) -> Option<LockState> {
        side.entry(path).filter(|entry| entry.kind == FileKind::Regular)?;
        let state = match side.read(path) {
            Ok(text) if text.len() > RECORD_CAP => {
                return Some(self.unknown(&format!("is larger than {} KiB", RECORD_CAP / 1024)));
            }
            Err(failure) => return Some(self.unknown(&format!("cannot be read: {failure}"))),
            Ok(text) => match classify(&text) {
                Content::Record(record) => self.by_record(&record, &text),
                Content::Other(line) => self.by_line(&line, &text, None),
                Content::Empty | Content::Undated | Content::Pid(_) => return None,
            },
        };
        let LockState::Held(mut evidence) = state else { return None };
        if let Some(document) = &mut evidence.document {
            document.side = side.side();
        }
        Some(LockState::Held(evidence))
    }

    fn unknown(&self, why: &str) -> LockState {
        let observed = format!("{} {why}", self.name());
        let evidence = Evidence::new(NAME, LockKind::Unknown, observed).at(self.shown.clone(), Side::Disk);
        LockState::Unknown(evidence.remedy(format!("look at it: ls -ld {}", self.argument())))
    }

    fn evidence(&self, observed: String, text: &[u8], fields: Vec<(Field, Span)>) -> Evidence {
        let mut evidence = Evidence::new(NAME, LockKind::Unknown, observed);
        evidence.document = Some(self.document(text, fields));
        evidence
    }

    /// Text with NUL in it is no text: a report shows the observation only.
    fn document(&self, text: &[u8], fields: Vec<(Field, Span)>) -> Document {
        let binary = text.contains(&0);
        let (text, fields): (Octets, _) = if binary { Default::default() } else { (text.into(), fields) };
        Document { path: self.shown.clone(), side: Side::Disk, text, fields }
    }

    fn name(&self) -> String {
        String::from_utf8_lossy(&self.shown).into_owned()
    }

    fn argument(&self) -> String {
        let name = Path::new(&self.name()).display().to_string();
        // A name with a leading dash would be an option.
        quote(&if name.starts_with('-') { format!("./{name}") } else { name })
    }

    fn removal(&self) -> String {
        format!("once its owner is surely gone: rm {}", self.argument())
    }
}

/// Returns the span of the digits of a dotlock.
fn digits(text: &[u8]) -> Span {
    let start = text.iter().position(u8::is_ascii_digit).unwrap_or(0);
    let count = text.iter().skip(start).take_while(|octet| octet.is_ascii_digit()).count();
    Span::new(start, start + count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locks::testing::{Bench, Memory};

    #[track_caller]
    fn case(text: &str, age: i64, expected: &str) {
        let bench = Bench::new();
        let text = text.replace("HERE", &bench.machine.host).replace("SELF", &std::process::id().to_string());
        bench.write("zones/db.lock", text.as_bytes(), age);
        assert_eq!(bench.words(&Sidecar), expected, "{text:?} {age} s old");
    }

    #[test]
    fn existence_is_not_a_lock() {
        assert_eq!(Bench::new().words(&Sidecar), "free");
        case("", 0, "free");
        case("", 100_000, "free");
    }

    #[test]
    fn dotlocks_count_by_process_or_by_age() {
        case("SELF\n", 1_000_000, "held");
        case("1\n", 0, "held");
        case("2147483646\n", 0, "stale HolderDead");
        case("0\n", 240, "held");
        case("0\n", 360, "stale Abandoned");
        case("0\n", -240, "held");
        case("0\n", -360, "stale Abandoned");
        case("\n", 10, "held");
        case("\n", 400, "stale Abandoned");
    }

    #[test]
    fn records_count_until_their_end_or_the_death_of_their_process() {
        case("holder = \"bob\"\nexpires = 2099-01-01T00:00:00Z", 0, "held");
        case("holder = \"bob\"\nexpires = 2020-01-01T00:00:00Z", 0, "stale Expired");
        case("holder = \"bob\"\nhost = \"HERE\"\npid = 2147483646", 0, "stale HolderDead");
        case("holder = \"bob\"\nhost = \"HERE\"\npid = SELF", 0, "held");
        case("holder = \"bob\"\nhost = \"HERE\"\npid = SELF\npid_start = 1", 0, "stale HolderDead");
        case("holder = \"bob\"\nhost = \"elsewhere\"\npid = 2147483646", 0, "held");
        case("{\"ID\":\"x\",\"Who\":\"bob@ci\",\"Created\":\"2026-01-01T00:00:00Z\"}", 1_000_000, "held");
        case("{\"holder\":\"bob\",\"expires\":\"2020-01-01T00:00:00Z\"}", 0, "stale Expired");
        case("{\"holder\":\"bob\",\"expires\":\"2020-01-01T00:00:00Z\",\"expires\":null}", 0, "held");
        case("{broken", 1_000_000, "held");
        case("back at five", 1_000_000, "held");
        case("\u{0}\u{1}\u{2}", 1_000_000, "held");
        case(&"x".repeat(RECORD_CAP + 1), 0, "unknown");
    }

    #[test]
    fn the_evidence_carries_what_a_report_draws() {
        let bench = Bench::new();
        let text = "holder  = \"alice@example.com\"\nhost = \"ns1\"\nreason = \"AXFR\"\nexpires = 2099-01-01T00:00:00Z\nid = \"n\"\n";
        bench.write("zones/db.lock", text.as_bytes(), 0);
        let evidence = bench.evidence(&Sidecar);
        assert_eq!(evidence.holder.as_deref(), Some("alice@example.com"));
        assert_eq!((evidence.host.as_deref(), evidence.reason.as_deref()), (Some("ns1"), Some("AXFR")));
        assert_eq!(evidence.id.as_deref(), Some("n"));
        let document = evidence.document.unwrap();
        assert_eq!(document.path, b"zones/db.lock");
        assert_eq!(document.fields[0].1.of(&document.text), b"\"alice@example.com\"");
    }

    #[test]
    fn a_committed_lock_file_counts_from_both_sides() {
        let live = "holder = \"ci\"\nexpires = 2099-01-01T00:00:00Z\n";
        let over = "holder = \"ci\"\nexpires = 2020-01-01T00:00:00Z\n";
        for (base, head, expected) in [
            (Some(live), None, "held (removed)"),
            (Some(live), Some(live), "held"),
            (Some(live), Some(over), "held (removed)"),
            (None, Some(live), "held"),
            (Some("held by the night shift"), None, "held (removed)"),
            (Some(over), None, "free"),
            (Some(""), None, "free"),
            (Some("4711\n"), None, "free"),
        ] {
            let side = |side, text: Option<&str>| {
                text.map_or_else(|| Memory::new(Side::Index), |text| Memory::new(side).with("zones/db.lock", text))
            };
            let mut bench = Bench::new();
            bench.base = Some(side(Side::Commit("HEAD".to_owned()), base));
            bench.head = side(Side::Index, head);
            assert_eq!(bench.words(&Sidecar), expected, "{base:?} → {head:?}");
        }
    }

    #[test]
    fn every_included_file_has_a_sidecar() {
        let mut bench = Bench::new();
        bench.files.push(RepoPath::new(&b"zones/inc/hosts"[..]));
        bench.write("zones/inc/hosts.lock", b"1\n", 0);
        assert_eq!(bench.words(&Sidecar), "held");
        bench.write("zones/db.lock", b"1\n", 0);
        assert_eq!(bench.words(&Sidecar), "held, held");
    }

    #[test]
    fn what_is_no_regular_file_is_unknown_and_never_opened() {
        let kinds: [fn(&Path); 4] = [
            |path| std::os::unix::fs::symlink("user@host.4711", path).unwrap(),
            |path| std::os::unix::fs::symlink("/dev/zero", path).unwrap(),
            |path| std::fs::create_dir(path).unwrap(),
            |path| rustix::fs::mkfifoat(rustix::fs::CWD, path, rustix::fs::Mode::RUSR).unwrap(),
        ];
        for make in kinds {
            let bench = Bench::new();
            make(&bench.path("zones/db.lock"));
            assert_eq!(bench.words(&Sidecar), "unknown");
        }
    }

    #[test]
    fn a_bare_repository_has_no_sidecars() {
        let bench = Bench::new();
        bench.write("zones/db.lock", b"1\n", 0);
        let query = Query {
            zone: &bench.zone,
            own_files: &bench.files,
            files: &bench.files,
            base_serial: None,
            base: None,
            head: &bench.head,
            root: None,
            lock_dir: None,
            now: bench.now,
            machine: &bench.machine,
        };
        assert!(matches!(Sidecar.examine(&query).as_slice(), [LockState::Free]));
    }
}
