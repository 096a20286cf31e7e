//! The source `local`: our own locks in the common git directory, seen by every process of this machine.
//!
//! A zone has a never-unlinked `<name>.flock` and, while a lock stands, a record `<name>.toml`. A contended flock is a
//! lock whatever the record says; a record without a pid is a lock that stands across commands until its `expires`.
//! Flows in: the directory. Flows out: one [`Sighting`] a lock that covers what is asked for.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::claim::{Claim, stem_overlaps};
use super::disk::{self, RECORD_CAP};
use super::kernel::{KernelLock, kernel_lock};
use super::pattern::ZonePattern;
use super::{Evidence, LockKind, LockSource, LockState, Machine, Query, Staleness};
use crate::source::Side;

/// Our own locks on this machine.
#[derive(Debug)]
pub struct Local;

const NAME: &str = "local";

impl LockSource for Local {
    fn name(&self) -> &'static str {
        NAME
    }

    fn examine(&self, query: &Query<'_>) -> Vec<LockState> {
        let Some(dir) = query.lock_dir else { return vec![LockState::Free] };
        let look = Look { dir, root: query.root, now: query.now, machine: query.machine };
        let states: Vec<LockState> =
            look.at(&ZonePattern::from_name(query.zone.clone())).into_iter().map(|sighting| sighting.state).collect();
        if states.is_empty() { vec![LockState::Free] } else { states }
    }
}

/// A lock that was seen.
#[derive(Clone, Debug)]
pub struct Sighting {
    /// What it protects, in the words of a command; `?` if that is not understood.
    pub zone: String,
    /// What was seen.
    pub state: LockState,
}

/// One look into the directory of local locks.
#[derive(Debug)]
pub(crate) struct Look<'a> {
    pub(crate) dir: &'a Path,
    /// The working tree, for short paths in messages.
    pub(crate) root: Option<&'a PathBuf>,
    pub(crate) now: Timestamp,
    pub(crate) machine: &'a Machine,
}

impl Look<'_> {
    /// Returns every lock that covers a zone meant by `asked`.
    pub(crate) fn at(&self, asked: &ZonePattern) -> Vec<Sighting> {
        let mut stems = match self.stems() {
            Ok(stems) => stems,
            Err(why) => return vec![self.unreadable(self.dir, &why, "?".to_owned())],
        };
        // Asked for by name too: a listing may miss a file that is renamed into place while it runs.
        stems.insert(asked.stem().into_bytes());
        stems.iter().filter_map(|stem| self.sight(stem, asked)).collect()
    }

    fn stems(&self) -> Result<BTreeSet<Vec<u8>>, String> {
        let names = disk::list(self.dir)?.unwrap_or_default();
        let stem =
            |name: &Vec<u8>| Some(name.strip_suffix(b".toml").or_else(|| name.strip_suffix(b".flock"))?.to_vec());
        Ok(names.iter().filter_map(stem).collect())
    }

    fn sight(&self, stem: &[u8], asked: &ZonePattern) -> Option<Sighting> {
        let record_path = self.path(stem, ".toml");
        let claim = match read_claim(&record_path, stem, self.root) {
            Ok(claim) => claim,
            Err(why) => {
                return stem_overlaps(stem, asked).then(|| self.unreadable(&record_path, &why, name_of(stem)));
            }
        };
        let wanted = claim.as_ref().map_or_else(|| stem_overlaps(stem, asked), |claim| claim.overlaps(asked));
        if !wanted {
            return None;
        }
        let zone = claim.as_ref().and_then(Claim::pattern).map_or_else(|| name_of(stem), |pattern| pattern.to_string());
        let flock_path = self.path(stem, ".flock");
        match probe(&flock_path) {
            Err(why) => Some(self.unreadable(&flock_path, &why, zone)),
            Ok(Some((who, named))) => {
                let state = LockState::Held(self.held_by_process(&flock_path, claim.as_ref(), &who, named));
                Some(Sighting { zone, state })
            }
            Ok(None) => claim.map(|claim| Sighting { zone, state: self.standing(&claim) }),
        }
    }

    /// Judges a record whose flock is free.
    fn standing(&self, claim: &Claim) -> LockState {
        let record = &claim.record;
        let release = claim.release_command(" --scope local");
        let mut state = claim.state(NAME, self.now);
        // The flock of a process on another host need not be visible here (NFS with local locks): only its end counts.
        let here = record.host.as_deref().is_none_or(|host| host == self.machine.host);
        if record.fault.is_none() && record.pid.is_some() && here {
            let mut evidence = claim.evidence(NAME);
            evidence.observed += ", but its flock is free: the process is gone";
            state = LockState::Stale(evidence, Staleness::HolderDead);
        }
        match state {
            LockState::Held(evidence) => LockState::Held(evidence.remedy(release)),
            LockState::Stale(evidence, why) => LockState::Stale(evidence.remedy(release), why),
            other => other,
        }
    }

    fn held_by_process(&self, path: &Path, claim: Option<&Claim>, who: &str, named: bool) -> Evidence {
        // An expired record speaks of an earlier lock, not of the process that holds the flock now.
        let current = claim.filter(|claim| !claim.record.is_expired(self.now));
        let mut evidence = current.map_or_else(
            || Evidence::new(NAME, LockKind::Process, "").at(disk::shown(path, self.root), Side::Disk),
            |claim| claim.evidence(NAME),
        );
        let shown = disk::shown(path, self.root);
        evidence.observed = format!("{} is locked by flock: {who}", String::from_utf8_lossy(&shown));
        if evidence.holder.is_none() && named {
            evidence.holder = Some(who.to_owned());
            evidence.host = Some(self.machine.host.clone());
        }
        evidence.remedy(if named { format!("wait for {who} to end") } else { "wait for the process to end".to_owned() })
    }

    fn unreadable(&self, path: &Path, why: &str, zone: String) -> Sighting {
        let shown = disk::shown(path, self.root);
        let observed = format!("{} cannot be read: {}", String::from_utf8_lossy(&shown), disk::subject(why));
        let remedy = "make it readable for this user, or remove it if it is no lock record".to_owned();
        let evidence = Evidence::new(NAME, LockKind::Unknown, observed).at(shown, Side::Disk).remedy(remedy);
        Sighting { zone, state: LockState::Unknown(evidence) }
    }

    fn path(&self, stem: &[u8], extension: &str) -> PathBuf {
        use std::os::unix::ffi::OsStrExt as _;
        self.dir.join(std::ffi::OsStr::from_bytes(&[stem, extension.as_bytes()].concat()))
    }
}

/// Reads a record file on disk; `None` if there is none.
pub(crate) fn read_claim(path: &Path, stem: &[u8], root: Option<&PathBuf>) -> Result<Option<Claim>, String> {
    let Some(mut opened) = disk::open_regular(path)? else { return Ok(None) };
    let text = opened.read_all(RECORD_CAP)?;
    Ok(Some(Claim::new(stem, disk::shown(path, root), Side::Disk, text.into())))
}

/// Returns who holds the flock, and whether that names a process; `None` if nobody does.
fn probe(path: &Path) -> Result<Option<(String, bool)>, String> {
    let Some(opened) = disk::open_regular(path)? else { return Ok(None) };
    Ok(match kernel_lock(path, &opened)? {
        KernelLock::Free => None,
        KernelLock::Held { who, named, how: _ } => Some((who, named)),
    })
}

/// Returns the zone that a file name spells, in the words of a command.
pub(crate) fn name_of(stem: &[u8]) -> String {
    super::encode::decode(stem).map_or_else(|| "?".to_owned(), |name| ZonePattern::from_name(name).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locks::flock;
    use crate::locks::testing::Bench;

    #[track_caller]
    fn case(files: &[(&str, &str)], expected: &str) {
        let bench = Bench::new();
        for (name, text) in files {
            let text = text.replace("HERE", &bench.machine.host);
            bench.write(&format!("locks/{name}"), text.as_bytes(), 0);
        }
        assert_eq!(bench.words(&Local), expected, "{files:?}");
    }

    #[test]
    fn records_hold_until_their_end() {
        case(&[], "free");
        case(&[("example.com.flock", "")], "free");
        case(&[("example.com.toml", "holder = \"bob\"")], "held");
        case(&[("example.com.toml", "expires = 2099-01-01T00:00:00Z")], "held");
        case(&[("example.com.toml", "expires = 2020-01-01T00:00:00Z")], "stale Expired");
        case(&[("example.net.toml", "holder = \"bob\"")], "free");
        case(&[("%2A.toml", "zone = \"*\"")], "held");
        case(&[("%2A.com.toml", "zone = \"*.com\""), ("example.com.toml", "")], "held, held");
        case(&[("acquire.mutex", ""), (".new-x", "zone = \"*\"")], "free");
    }

    #[test]
    fn a_process_that_lost_its_flock_is_dead() {
        case(&[("example.com.toml", "pid = 1"), ("example.com.flock", "")], "stale HolderDead");
        case(&[("example.com.toml", "pid = 1\nhost = \"HERE\"")], "stale HolderDead");
        case(&[("example.com.toml", "pid = 1\nhost = \"elsewhere\"")], "held");
        case(&[("example.com.toml", "pid = 0\nhost = \"HERE\"")], "held");
    }

    #[test]
    fn what_cannot_be_read_is_unknown_and_what_is_broken_is_held() {
        case(&[("example.com.toml", "reason = \"open")], "held");
        case(&[("example.com.toml", "\0\u{1}junk")], "held");
        case(&[("example.com.toml", &"#".repeat(RECORD_CAP + 1))], "unknown");
        case(&[("example.com.toml/below", "")], "unknown");
        case(&[("example.com.flock/below", "")], "unknown");
        let bench = Bench::new();
        std::os::unix::fs::symlink("nowhere", bench.path("locks")).unwrap();
        assert_eq!(bench.words(&Local), "unknown");
        let bench = Bench::new();
        bench.write("locks", b"a file", 0);
        assert_eq!(bench.words(&Local), "unknown");
    }

    #[test]
    fn a_contended_flock_is_a_lock_whatever_the_record_says() {
        for (record, stem, holder) in [
            (None, "example.com", None),
            (None, "%2A", None),
            (None, "%hash", None),
            (Some("holder = \"bob\"\nexpires = 2020-01-01T00:00:00Z"), "example.com", None),
            (Some("holder = \"bob\"\npid = 1"), "example.com", Some("bob")),
        ] {
            let bench = Bench::new();
            bench.write(&format!("locks/{stem}.flock"), b"", 0);
            if let Some(record) = record {
                bench.write(&format!("locks/{stem}.toml"), record.as_bytes(), 0);
            }
            let file = std::fs::File::options().read(true).open(bench.path(&format!("locks/{stem}.flock"))).unwrap();
            let guard = flock::try_exclusive(file).unwrap().unwrap();
            assert_eq!(bench.words(&Local), "held", "{stem} {record:?}");
            let evidence = bench.evidence(&Local);
            let us = format!("pid {}", std::process::id());
            assert!(evidence.observed.contains(&us), "{}", evidence.observed);
            assert!(evidence.holder.unwrap().starts_with(holder.unwrap_or(&us)));
            drop(guard);
            assert_ne!(bench.words(&Local), "held", "{stem} {record:?}");
        }
    }
}
