//! Is a temporary file being written, or was it left behind?
//!
//! Flows in: a directory, listed once a run, and a file in it. Flows out: an [`Activity`]: open for writing by a process,
//! changed just now, changing before our eyes, or without a sign of life.

use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use jiff::Timestamp;

use super::disk;
use super::holder;
use super::template::{Head, read_head};

/// Younger than this counts as being written (locks.md §6.2, `writer`).
const FRESH_SECONDS: u64 = 10;
/// Older than this, without a writer, is left behind.
const ABANDONED_SECONDS: u64 = 15 * 60;
/// How long a file is watched for a change.
const WATCH: Duration = Duration::from_millis(250);
/// How much of a file is read to learn whose it is.
const HEAD: usize = 4096;

/// What a temporary file does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Activity {
    /// A process has it open for writing; in words which, if it can be seen.
    Open(Option<String>),
    /// Changed this many seconds ago.
    Fresh(u64),
    /// Changed while it was watched.
    Changing,
    /// Neither fresh nor old, in seconds.
    Pending(u64),
    /// No writer, and not touched for this many seconds.
    Abandoned(u64),
}

impl Activity {
    /// Says what was observed, to follow the file's name.
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Open(Some(who)) => format!("is open for writing by {who}"),
            Self::Open(None) => "is open for writing".to_owned(),
            Self::Fresh(seconds) => format!("was changed {seconds} s ago"),
            Self::Changing => "changed while it was watched".to_owned(),
            Self::Pending(seconds) => format!("was changed {seconds} s ago, no writer is seen"),
            Self::Abandoned(seconds) => format!("was changed {} min ago and has no writer", seconds / 60),
        }
    }
}

/// A regular file of the directory.
#[derive(Debug)]
pub(crate) struct TempFile {
    path: PathBuf,
    name: Vec<u8>,
    meta: std::fs::Metadata,
    pub(crate) size: u64,
    pub(crate) modified: Option<Timestamp>,
    /// What its first octets tell, or why they cannot be read.
    pub(crate) head: Result<Head, String>,
}

/// A directory as it was when this run first looked.
#[derive(Debug)]
pub(crate) struct Directory {
    path: PathBuf,
    /// The names in it, sorted.
    pub(crate) names: Result<Vec<Vec<u8>>, String>,
    /// The files that changed while they were watched; watched at most once a run.
    changed: OnceLock<BTreeSet<Vec<u8>>>,
}

impl Directory {
    /// Lists a directory; one that does not exist is empty.
    pub(crate) fn new(path: &Path) -> Self {
        let names = disk::list(path).map(Option::unwrap_or_default);
        Self { path: path.to_owned(), names, changed: OnceLock::new() }
    }

    /// Looks at a file; `None` if it is gone meanwhile or no regular file, which no server's temporary file is.
    pub(crate) fn file(&self, name: &[u8]) -> Option<TempFile> {
        let path = self.path.join(std::ffi::OsStr::from_bytes(name));
        let meta = std::fs::symlink_metadata(&path).ok().filter(std::fs::Metadata::is_file)?;
        let head = match disk::open_regular(&path) {
            Ok(opened) => opened?.read_head(HEAD).map(|octets| read_head(&octets)),
            Err(why) => Err(why),
        };
        let modified = meta.modified().ok().and_then(|time| Timestamp::try_from(time).ok());
        Some(TempFile { name: name.to_vec(), size: meta.len(), modified, head, path, meta })
    }

    /// Says what a file does. `watch` asks for a watch where age and writers leave it open.
    pub(crate) fn activity(&self, file: &TempFile, now: Timestamp, watch: bool) -> Activity {
        let age = file.modified.map_or(0, |modified| now.duration_since(modified).unsigned_abs().as_secs());
        let writers = holder::writers(&file.path, &file.meta);
        if !writers.found.is_empty() {
            return Activity::Open(Some(writers.words()));
        }
        let old = age >= ABANDONED_SECONDS;
        // Where every process was seen, none of them writes; elsewhere an old time may come from a clock that differs.
        let undecided = !writers.complete && (old || watch);
        match age {
            _ if age < FRESH_SECONDS => Activity::Fresh(age),
            _ if undecided && self.changes(&file.name) => Activity::Changing,
            _ if old => Activity::Abandoned(age),
            _ => Activity::Pending(age),
        }
    }

    fn changes(&self, name: &[u8]) -> bool {
        let watched = self.changed.get_or_init(|| {
            let before = self.look();
            std::thread::sleep(WATCH);
            let after = self.look();
            before.into_iter().filter(|(name, seen)| after.get(name) != Some(seen)).map(|(name, _)| name).collect()
        });
        watched.contains(name)
    }

    fn look(&self) -> BTreeMap<Vec<u8>, (u64, Option<std::time::SystemTime>)> {
        let names = self.names.as_deref().unwrap_or_default();
        let stat = |name: &Vec<u8>| {
            let meta = std::fs::symlink_metadata(self.path.join(std::ffi::OsStr::from_bytes(name))).ok()?;
            Some((name.clone(), (meta.len(), meta.modified().ok())))
        };
        names.iter().filter_map(stat).collect()
    }
}
