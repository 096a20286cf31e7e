//! A zone on disk and in two snapshots, for the tests of the sources.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use jiff::Timestamp;

use super::{Evidence, LockSource, LockState, Machine, Query};
use crate::snapshot::{Entry, FileKind, ReadFailure, RepoPath, Snapshot};
use crate::source::{Octets, Side};
use crate::zone::{Name, Serial};

/// A snapshot in memory; a text of `None` is a blob that cannot be read.
#[derive(Debug)]
pub(crate) struct Memory {
    side: Side,
    entries: Vec<Entry>,
    texts: BTreeMap<RepoPath, Option<Octets>>,
}

impl Memory {
    pub(crate) fn new(side: Side) -> Self {
        Self { side, entries: Vec::new(), texts: BTreeMap::new() }
    }

    pub(crate) fn with(self, path: &str, text: &str) -> Self {
        self.add(path, FileKind::Regular, Some(text.as_bytes()))
    }

    pub(crate) fn add(mut self, path: &str, kind: FileKind, text: Option<&[u8]>) -> Self {
        let path = RepoPath::new(path.as_bytes());
        let content = format!("{text:?}");
        self.entries.push(Entry { path: path.clone(), kind, content });
        self.entries.sort_by(|a, b| a.path.cmp(&b.path));
        self.texts.insert(path, text.map(Into::into));
        self
    }
}

impl Snapshot for Memory {
    fn side(&self) -> Side {
        self.side.clone()
    }

    fn id(&self) -> String {
        String::new()
    }

    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, path: &RepoPath) -> Result<Octets, ReadFailure> {
        let text = self.texts.get(path).ok_or(ReadFailure::NotFound)?;
        text.clone().ok_or_else(|| ReadFailure::Unreadable("bad object".to_owned()))
    }
}

/// The zone `example.com` in `zones/db`, asked about at a fixed place in time: now.
#[derive(Debug)]
pub(crate) struct Bench {
    dir: tempfile::TempDir,
    root: PathBuf,
    lock_dir: PathBuf,
    pub(crate) zone: Name,
    pub(crate) files: Vec<RepoPath>,
    /// How many of the files are the zone's own.
    pub(crate) own_files: usize,
    pub(crate) base_serial: Option<Serial>,
    pub(crate) base: Option<Memory>,
    pub(crate) head: Memory,
    pub(crate) now: Timestamp,
    pub(crate) machine: Machine,
}

impl Bench {
    pub(crate) fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("zones")).unwrap();
        Self {
            root: dir.path().to_owned(),
            lock_dir: dir.path().join("locks"),
            dir,
            zone: Name::parse(b"example.com.", None).unwrap(),
            files: vec![RepoPath::new(&b"zones/db"[..])],
            own_files: 1,
            base_serial: Some(Serial(2)),
            base: None,
            head: Memory::new(Side::Index),
            now: Timestamp::now(),
            machine: Machine::this(),
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Writes a file that was changed `age` seconds ago.
    pub(crate) fn write(&self, name: &str, octets: &[u8], age: i64) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, octets).unwrap();
        let shift = Duration::from_secs(age.unsigned_abs());
        let now = SystemTime::from(self.now);
        let time = if age < 0 { now + shift } else { now - shift };
        std::fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    }

    pub(crate) fn ask(&self, source: &dyn LockSource) -> Vec<LockState> {
        source.examine(&Query {
            zone: &self.zone,
            own_files: self.files.get(..self.own_files).unwrap_or_default(),
            files: &self.files,
            base_serial: self.base_serial,
            base: self.base.as_ref().map(|base| base as &dyn Snapshot),
            head: &self.head,
            root: Some(&self.root),
            lock_dir: Some(&self.lock_dir),
            now: self.now,
            machine: &self.machine,
        })
    }

    /// Asks and writes each answer as `held`, `stale Expired`, `unknown` or `free`.
    pub(crate) fn words(&self, source: &dyn LockSource) -> String {
        self.ask(source).iter().map(word).collect::<Vec<_>>().join(", ")
    }

    /// Asks and returns the only piece of evidence.
    pub(crate) fn evidence(&self, source: &dyn LockSource) -> Evidence {
        match self.ask(source).as_slice() {
            [LockState::Held(evidence) | LockState::Stale(evidence, _) | LockState::Unknown(evidence)] => {
                evidence.clone()
            }
            other => unreachable!("{other:?}"),
        }
    }
}

fn word(state: &LockState) -> String {
    match state {
        LockState::Free => "free".to_owned(),
        LockState::Held(evidence) if evidence.removed_by_change => "held (removed)".to_owned(),
        LockState::Held(_) => "held".to_owned(),
        LockState::Stale(_, why) => format!("stale {why:?}"),
        LockState::Unknown(_) => "unknown".to_owned(),
    }
}
