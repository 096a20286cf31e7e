//! What `zonegate lock` knows: where locks lie, who asks, and which locks there are.
//!
//! Flows in: a [`LockContext`], made by `cli` from the repository, the environment and the clock. Flows out: the locks
//! seen. Taking and releasing are in `acquire` and `release`.

use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::claim::Claim;
use super::local::{Look, Sighting, name_of, read_claim};
use super::pattern::ZonePattern;
use super::tree::DIRECTORY;
use super::{Evidence, LockKind, LockState, Machine, OurIds, disk, records};

/// Where locks lie and who asks.
#[derive(Clone, Debug)]
pub struct LockContext {
    /// Directory of local locks: `<git common directory>/zonegate/locks`, or `--lock-dir`.
    pub lock_dir: Option<PathBuf>,
    /// The working tree, where committed records lie; `None` in a bare repository and outside git.
    pub worktree_root: Option<PathBuf>,
    /// This worktree's git directory, which keeps the ids of edit locks.
    pub git_dir: Option<PathBuf>,
    /// The time.
    pub now: Timestamp,
    /// This machine.
    pub machine: Machine,
    /// Who asks: `user@host`, or the identity that git knows.
    pub holder: String,
    /// The ids that are ours.
    pub our_ids: OurIds,
}

/// Where a lock of ours lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// On this machine, for all worktrees.
    Local,
    /// In the repository, for everyone who has the branch.
    Tree,
}

impl Scope {
    /// Returns the word of the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Local => "local",
            Self::Tree => "tree",
        }
    }
}

/// What keeps a lock command from doing its work: exit code 2. A lock of somebody else is no error.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// The command line asks for something impossible.
    #[error("{0}")]
    Usage(String),
    /// There is no place for locks of this scope.
    #[error("no place for a lock of scope {}: {why}", scope.word())]
    NoPlace {
        /// The scope.
        scope: Scope,
        /// Why, and what to do.
        why: &'static str,
    },
    /// A lock file could not be read: whether the zone is locked is not known.
    #[error("{0}")]
    Unreadable(String),
    /// A lock file could not be written.
    #[error("cannot write {}: {why}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// The cause, in the system's words.
        why: String,
    },
    /// Another zonegate takes or releases locks for longer than we wait.
    #[error("another process is taking or releasing locks in {}; try again", .0.display())]
    Busy(PathBuf),
}

impl LockError {
    pub(crate) fn write(path: &Path, error: &std::io::Error) -> Self {
        Self::Write { path: path.to_owned(), why: disk::plain(error) }
    }
}

impl LockContext {
    pub(crate) fn local_dir(&self) -> Result<&Path, LockError> {
        let why = "not inside a git repository; name a directory with --lock-dir";
        self.lock_dir.as_deref().ok_or(LockError::NoPlace { scope: Scope::Local, why })
    }

    pub(crate) fn tree_dir(&self) -> Result<PathBuf, LockError> {
        let why = "there is no working tree to put the record into";
        let root = self.worktree_root.as_ref().ok_or(LockError::NoPlace { scope: Scope::Tree, why })?;
        Ok(root.join(DIRECTORY))
    }

    /// Returns the locks of one scope that cover a zone meant by `asked`.
    pub(crate) fn sightings(&self, scope: Scope, asked: &ZonePattern) -> Vec<Sighting> {
        let root = self.worktree_root.as_ref();
        match (scope, &self.lock_dir, root) {
            (Scope::Local, Some(dir), root) => Look { dir, root, now: self.now, machine: &self.machine }.at(asked),
            (Scope::Tree, _, Some(root)) => self.tree_sightings(root, asked),
            _ => Vec::new(),
        }
    }

    fn tree_sightings(&self, root: &PathBuf, asked: &ZonePattern) -> Vec<Sighting> {
        let read = read_tree(root);
        let claims = read.claims.iter().filter(|(_, claim)| claim.overlaps(asked)).map(|(_, claim)| Sighting {
            zone: claim.pattern().map_or_else(|| name_of(&claim.stem), |pattern| pattern.to_string()),
            state: claim.state("tree", self.now),
        });
        let unreadable = read.unreadable.into_iter().map(|why| Sighting {
            zone: "?".to_owned(),
            state: LockState::Unknown(Evidence::new("tree", LockKind::Unknown, why)),
        });
        claims.chain(unreadable).collect()
    }
}

/// Lists the locks of both scopes on these zones, or all if none is named; sorted by zone.
pub fn list(context: &LockContext, zones: &[ZonePattern]) -> Vec<Sighting> {
    let mut found: Vec<Sighting> = Vec::new();
    let all = [ZonePattern::everything()];
    for asked in if zones.is_empty() { &all } else { zones } {
        for scope in [Scope::Local, Scope::Tree] {
            found.extend(context.sightings(scope, asked));
        }
    }
    let key = |sighting: &Sighting| {
        let evidence = sighting.evidence();
        (sighting.zone.clone(), evidence.map(|e| e.source), evidence.map(|e| e.observed.clone()))
    };
    found.sort_by_cached_key(key);
    found.dedup_by_key(|sighting| key(sighting));
    found
}

impl Sighting {
    /// Returns what was seen; `None` for "free".
    pub fn evidence(&self) -> Option<&Evidence> {
        match &self.state {
            LockState::Free => None,
            LockState::Held(evidence) | LockState::Stale(evidence, _) | LockState::Unknown(evidence) => Some(evidence),
        }
    }
}

/// The committed records as they lie in the working tree.
#[derive(Debug, Default)]
pub(crate) struct TreeRecords {
    pub(crate) claims: Vec<(PathBuf, Claim)>,
    pub(crate) unreadable: Vec<String>,
}

/// Reads the records in the working tree.
pub(crate) fn read_tree(root: &PathBuf) -> TreeRecords {
    let mut read = TreeRecords::default();
    match directory_itself(root) {
        Ok(()) => read.add_directory(root, &root.join(DIRECTORY)),
        Err(why) => read.unreadable.push(format!("{DIRECTORY} cannot be read: {why}")),
    }
    read
}

impl TreeRecords {
    /// Reads the records of a directory and of those in it, as the snapshots do.
    fn add_directory(&mut self, root: &PathBuf, dir: &Path) {
        let names = match disk::list(dir) {
            Ok(names) => names.unwrap_or_default(),
            Err(why) => return self.refuse(root, dir, &why),
        };
        for name in &names {
            let path = dir.join(std::ffi::OsStr::from_bytes(name));
            match (records::stem(name), disk::directory_at(&path)) {
                (Some(stem), _) => match read_claim(&path, stem, Some(root)) {
                    Ok(claim) => self.claims.extend(claim.map(|claim| (path, claim))),
                    Err(why) => self.refuse(root, &path, &why),
                },
                (None, Some(disk::DirectoryAt::Itself)) => self.add_directory(root, &path),
                (None, Some(disk::DirectoryAt::BehindLink)) => {
                    self.refuse(root, &path, "is a symbolic link, which is not followed");
                }
                (None, None) => {}
            }
        }
    }

    fn refuse(&mut self, root: &PathBuf, path: &Path, why: &str) {
        let shown = disk::shown(path, Some(root));
        self.unreadable.push(format!("{} cannot be read: {}", shown.escape_ascii(), disk::subject(why)));
    }
}

/// Refuses links in the place of the directory: git would commit the link, not the records behind it.
fn directory_itself(root: &Path) -> Result<(), String> {
    for part in [".zonegate", DIRECTORY] {
        match std::fs::symlink_metadata(root.join(part)) {
            Ok(meta) if !meta.is_dir() => return Err(format!("{part} is no directory")),
            _ => {}
        }
    }
    Ok(())
}
