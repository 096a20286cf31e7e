//! The files of one side of a change.
//!
//! Flows in: a repository, a directory or a map in memory. Flows out: a [`Snapshot`]: a byte-exact list of paths, and
//! the octets of each. Nothing here knows what a zone is.

use std::fmt;

use crate::source::{Octets, Side};

mod disk;
mod environment;
mod libgit2;
mod links;
mod listing;
mod memory;
mod recent;
mod refusal;
mod remedies;
mod walk;
mod whole;
mod worktree;

pub use environment::GitEnvironment;
pub use libgit2::{GitSnapshot, Repository};
pub use memory::MemorySnapshot;
pub use worktree::Worktree;

/// A path inside a snapshot: octets with `/` between the parts, relative to the root, no `.` or `..` parts.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RepoPath(Box<[u8]>);

impl RepoPath {
    /// Takes a path that is already in that form, as git stores it.
    pub fn new(octets: impl Into<Box<[u8]>>) -> Self {
        Self(octets.into())
    }

    /// Returns the octets.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Returns the last part.
    pub fn file_name(&self) -> &[u8] {
        self.0.rsplit(|&octet| octet == b'/').next().unwrap_or_default()
    }

    /// Returns everything before the last part, empty at the root.
    pub fn parent(&self) -> &[u8] {
        match self.0.iter().rposition(|&octet| octet == b'/') {
            Some(at) => self.0.get(..at).unwrap_or_default(),
            None => &[],
        }
    }

    /// Joins `path` to the directory `base` and resolves `.` and `..`; `None` when the result climbs above the root or
    /// `path` is absolute.
    pub fn join(base: &[u8], path: &[u8]) -> Option<Self> {
        if path.first() == Some(&b'/') {
            return None;
        }
        let mut parts: Vec<&[u8]> = Vec::new();
        for part in base.split(|&o| o == b'/').chain(path.split(|&o| o == b'/')) {
            match part {
                b"" | b"." => {}
                b".." => {
                    parts.pop()?;
                }
                _ => parts.push(part),
            }
        }
        (!parts.is_empty()).then(|| Self(parts.join(&b'/').into()))
    }
}

impl fmt::Debug for RepoPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RepoPath({self})")
    }
}

impl fmt::Display for RepoPath {
    /// Writes the path for messages; octets that are no UTF-8 are shown as replacement characters.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(&self.0))
    }
}

/// What a path of a snapshot is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A regular file, executable or not.
    Regular,
    /// A symbolic link; [`Snapshot::read`] follows it inside the snapshot.
    Symlink,
    /// A submodule: a commit of another repository.
    Submodule,
}

/// One path of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The path.
    pub path: RepoPath,
    /// What it is.
    pub kind: FileKind,
    /// What identifies the contents inside one kind of snapshot: equal ids mean equal octets.
    ///
    /// The object id in hex, for the index and commits. The working tree hashes nothing: its id starts with `stat:` and
    /// can be compared only with itself, so whoever holds it against another snapshot compares the octets.
    pub content: String,
}

/// What keeps a snapshot from being read: a problem of the run, exit code 2.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// The repository could not be opened or read.
    #[error("cannot read {what}: {why}")]
    Unreadable {
        /// What was to be read, e.g. `the staged snapshot` or a path.
        what: String,
        /// The cause, in git's or the system's words.
        why: String,
        /// What to do about it, one line; empty if unknown.
        fix: String,
    },
    /// A revision does not exist in this clone.
    #[error("revision `{name}` is not in this clone{}", if *.shallow { " (shallow)" } else { "" })]
    RevisionMissing {
        /// As given.
        name: String,
        /// Whether the clone is shallow.
        shallow: bool,
        /// The command that would fetch it.
        fix: String,
    },
    /// There is no repository here.
    #[error("not inside a git repository: {0}")]
    NoRepository(String),
}

impl SnapshotError {
    /// Returns the line that says what to do, empty if there is none.
    pub fn fix(&self) -> &str {
        match self {
            Self::Unreadable { fix, .. } | Self::RevisionMissing { fix, .. } => fix,
            Self::NoRepository(_) => "run zonegate inside the repository, or name the zone file: zonegate check PATH",
        }
    }
}

/// Why one path of a snapshot has no text: a finding or an entry of the report's coverage, not an error of the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadFailure {
    /// No such path in the snapshot.
    NotFound,
    /// The path is a directory.
    Directory,
    /// The path, or a link on the way, leaves the snapshot.
    Outside,
    /// There is something, but it has no text: the reason in words (a submodule, a Git LFS pointer, permission denied).
    Unreadable(String),
}

impl fmt::Display for ReadFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("it does not exist"),
            Self::Directory => f.write_str("it is a directory"),
            Self::Outside => f.write_str("it is a link that leaves the repository"),
            Self::Unreadable(why) => f.write_str(why),
        }
    }
}

/// One side of a change.
pub trait Snapshot: fmt::Debug {
    /// Says which side this is, for reports.
    fn side(&self) -> Side;

    /// Identifies the snapshot for the report: a commit id, or empty for the index and the working tree.
    fn id(&self) -> String;

    /// Returns every file, link and submodule, sorted by path.
    fn entries(&self) -> &[Entry];

    /// Returns the octets of a file, following symbolic links inside the snapshot.
    fn read(&self, path: &RepoPath) -> Result<Octets, ReadFailure>;

    /// Returns the path as reports show it.
    fn display(&self, path: &RepoPath) -> Vec<u8> {
        path.as_bytes().to_vec()
    }

    /// Returns the path inside the snapshot of an absolute path: only a snapshot whose root is `/` has one.
    fn absolute(&self, path: &[u8]) -> Option<RepoPath> {
        let _ = path;
        None
    }

    /// Looks up one path.
    fn entry(&self, path: &RepoPath) -> Option<&Entry> {
        let entries = self.entries();
        let at = entries.binary_search_by(|entry| entry.path.cmp(path)).ok()?;
        entries.get(at)
    }
}
