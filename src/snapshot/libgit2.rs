//! Snapshots of a git repository, read by libgit2: the only file that knows git2.
//!
//! Flows in: a repository, named by the environment as git hands it to hooks. Flows out: the index and commits as
//! [`Snapshot`]s, and the few answers about history that the gate needs. Paths stay octets: `Index::get_path` finds the
//! wrong file under `core.ignorecase`, `Tree::walk` stops at a name that is no UTF-8, and a `Diff` shows files that were
//! only announced (`git add -N`), so none of them is used.

use std::fmt;
use std::fs::OpenOptions;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use git2::{ErrorClass, ErrorCode, ObjectType, Oid};

use super::links::{self, resolve};
use super::listing::{Listing, Mode};
use super::recent::Recent;
use super::refusal::refusal;
use super::remedies::{self, unreadable};
use super::whole::read_whole;
use super::{Entry, FileKind, GitEnvironment, ReadFailure, RepoPath, Snapshot, SnapshotError};
use crate::source::{Octets, Side};

/// How reports and errors name the index.
const STAGED: &str = "the staged snapshot";

/// The bit of an index entry's extended flags that says "announced only" (`git add -N`): there are no contents yet.
const INTENT_TO_ADD: u16 = 1 << 13;

/// An open repository.
pub struct Repository {
    inner: Rc<git2::Repository>,
    environment: GitEnvironment,
}

impl Repository {
    /// Opens the repository that git's variables name, else the one around the working directory.
    ///
    /// `environment` is what `cli` read; libgit2 reads the same variables once more by itself, and only this way of
    /// opening sees the quarantined objects of a push.
    pub fn open(environment: &GitEnvironment) -> Result<Self, SnapshotError> {
        let inner = git2::Repository::open_from_env().map_err(|error| open_error(&error))?;
        Ok(Self { inner: Rc::new(inner), environment: environment.clone() })
    }

    /// Opens the repository around `directory`, wherever the program was called. No variable of git may be set: given a
    /// start, libgit2 does not look at `GIT_DIR`.
    pub fn open_around(directory: &Path) -> Result<Self, SnapshotError> {
        let none: [&Path; 0] = [];
        let inner = git2::Repository::open_ext(directory, git2::RepositoryOpenFlags::FROM_ENV, none)
            .map_err(|error| open_error(&error))?;
        Ok(Self { inner: Rc::new(inner), environment: GitEnvironment::plain(directory) })
    }

    /// Opens the repository at `path` whatever the variables of the process say.
    #[doc(hidden)]
    pub fn open_at(path: &Path, environment: &GitEnvironment) -> Result<Self, SnapshotError> {
        let flags = git2::RepositoryOpenFlags::NO_SEARCH;
        let none: [&Path; 0] = [];
        let inner = git2::Repository::open_ext(path, flags, none).map_err(|error| open_error(&error))?;
        Ok(Self { inner: Rc::new(inner), environment: environment.clone() })
    }

    /// Returns what will be committed.
    pub fn index_snapshot(&self) -> Result<GitSnapshot, SnapshotError> {
        if self.is_bare() {
            return Err(unreadable(
                STAGED,
                "a bare repository has no index",
                "compare commits: zonegate check --base REV",
            ));
        }
        let entries = match self.index_path()? {
            Some(path) => list_index(&path)?,
            None => Vec::new(),
        };
        Ok(self.snapshot(Side::Index, String::new(), entries))
    }

    /// Returns the paths that git tracks, those with unresolved conflicts included: what the working tree holds of them is
    /// there to be judged.
    pub fn tracked_paths(&self) -> Result<Vec<RepoPath>, SnapshotError> {
        let Some(path) = self.index_path()? else { return Ok(Vec::new()) };
        let mut paths: Vec<RepoPath> = open_index(&path)?.iter().map(|entry| RepoPath::new(entry.path)).collect();
        // A path in conflict stands once a side.
        paths.dedup();
        Ok(paths)
    }

    /// Returns the commit that `rev` names; reports call it `shown_as`.
    pub fn commit_snapshot(&self, rev: &str, shown_as: &str) -> Result<GitSnapshot, SnapshotError> {
        let object = self.inner.revparse_single(rev).map_err(|error| self.revision_error(rev, &error))?;
        let commit = object.peel_to_commit().map_err(|error| self.revision_error(rev, &error))?;
        self.snapshot_of(&commit, shown_as)
    }

    /// Returns the commit HEAD stands on, `None` on a branch that has no commit yet.
    ///
    /// Any other failure is an error: taken for "no commit yet" it would make the whole repository look new.
    pub fn head_snapshot(&self) -> Result<Option<GitSnapshot>, SnapshotError> {
        let head = match self.inner.head() {
            Ok(head) => head,
            Err(error) if error.code() == ErrorCode::UnbornBranch => return Ok(None),
            Err(error) => return Err(unreadable("HEAD", error.message(), "git fsck shows what is damaged")),
        };
        let commit = head.peel_to_commit().map_err(|error| self.revision_error("HEAD", &error))?;
        self.snapshot_of(&commit, "HEAD").map(Some)
    }

    /// Returns the address that git would write into a commit of this repository, `None` if none is configured.
    pub fn user_email(&self) -> Option<String> {
        let config = self.inner.config().ok()?;
        config.get_string("user.email").ok().filter(|email| !email.trim().is_empty())
    }

    /// Returns a snapshot without files, the old side of a first commit.
    pub fn empty_snapshot(&self, shown_as: &str) -> GitSnapshot {
        self.snapshot(Side::Commit(shown_as.to_owned()), String::new(), Vec::new())
    }

    /// Returns the top of the working tree, `None` in a bare repository.
    pub fn worktree_root(&self) -> Option<PathBuf> {
        if let Some(named) = self.environment.work_tree_path() {
            return Some(named);
        }
        if self.inner.is_bare() {
            return None;
        }
        // With GIT_DIR alone the working directory is the top of the tree (git(1), --git-dir); libgit2 takes the
        // directory that holds the repository instead. Not so in the hooks of a push into a repository with a working
        // tree: those run inside the git directory.
        let outside = self.environment.cwd != self.git_dir();
        if self.environment.git_dir.is_some() && outside && !self.names_work_tree() {
            return Some(self.environment.cwd.clone());
        }
        self.inner.workdir().map(|top| self.environment.absolute(top))
    }

    /// Returns the directory that all working trees of the repository share.
    pub fn common_dir(&self) -> PathBuf {
        self.environment.absolute(self.inner.commondir())
    }

    /// Returns the git directory of this working tree.
    pub fn git_dir(&self) -> PathBuf {
        self.environment.absolute(self.inner.path())
    }

    /// Tells whether there is no working tree.
    pub fn is_bare(&self) -> bool {
        self.inner.is_bare() && self.environment.work_tree.is_none()
    }

    /// Tells whether history was cut off when the repository was cloned.
    ///
    /// The commits at the cut have no parents, for git as for libgit2: never take one for the first commit.
    pub fn is_shallow(&self) -> bool {
        self.inner.is_shallow()
    }

    /// Tells whether this full object id names a commit, or a tag of one, that is in this clone.
    pub fn has_commit(&self, oid: &str) -> bool {
        self.peel_to_commit(oid).is_ok_and(|commit| commit.is_some())
    }

    /// Returns the id of the commit that this full object id stands for, `None` for a tree or blob, or a tag of one.
    pub fn peel_to_commit(&self, oid: &str) -> Result<Option<String>, SnapshotError> {
        let id = full_oid(oid)?;
        let object = self.inner.find_object(id, None).map_err(|error| self.revision_error(oid, &error))?;
        match object.peel_to_commit() {
            Ok(commit) => Ok(Some(commit.id().to_string())),
            Err(error) if matches!(error.code(), ErrorCode::Peel | ErrorCode::InvalidSpec) => Ok(None),
            Err(error) => Err(self.revision_error(oid, &error)),
        }
    }

    /// Returns the best common ancestor of a commit and everything known of `remote`, `None` if they share nothing.
    ///
    /// For the push of a new branch: what the remote has not seen yet lies between the two.
    pub fn merge_base_with_remote(&self, remote: &str, oid: &str) -> Result<Option<String>, SnapshotError> {
        let what = format!("the branches of `{remote}`");
        let failed = |error: git2::Error| unreadable(&what, error.message(), "git fetch");
        let prefix = format!("refs/remotes/{remote}/");
        let mut tips = vec![full_oid(oid)?];
        for reference in self.inner.references().map_err(failed)? {
            let reference = reference.map_err(failed)?;
            if reference.name_bytes().starts_with(prefix.as_bytes()) {
                tips.extend(reference.peel_to_commit().ok().map(|commit| commit.id()));
            }
        }
        if tips.len() == 1 {
            return Ok(None);
        }
        match self.inner.merge_base_many(&tips) {
            Ok(base) => Ok(Some(base.to_string())),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(failed(error)),
        }
    }

    fn snapshot(&self, side: Side, id: String, entries: Vec<Entry>) -> GitSnapshot {
        GitSnapshot { repository: Rc::clone(&self.inner), side, id, entries, recent: Recent::default() }
    }

    fn snapshot_of(&self, commit: &git2::Commit<'_>, shown_as: &str) -> Result<GitSnapshot, SnapshotError> {
        let entries = list_tree(&self.inner, commit.tree_id(), &format!("the files of {shown_as}"))?;
        Ok(self.snapshot(Side::Commit(shown_as.to_owned()), commit.id().to_string(), entries))
    }

    /// Returns the index file to read, `None` where git has none yet: before the first commit.
    ///
    /// libgit2 takes a missing file for an empty index, and every file would look deleted.
    fn index_path(&self) -> Result<Option<PathBuf>, SnapshotError> {
        let own = self.git_dir().join("index");
        let path = self.environment.index_path().unwrap_or_else(|| own.clone());
        match OpenOptions::new().read(true).open(&path) {
            Ok(_) => return Ok(Some(path)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(unreadable(STAGED, &format!("{}: {error}", path.display()), "")),
        }
        if same_file_name(&path, &own) && self.head_is_unborn() {
            return Ok(None);
        }
        Err(match &self.environment.index_file {
            Some(named) => unreadable(
                STAGED,
                &format!("GIT_INDEX_FILE={} does not exist from {}", named.display(), self.environment.cwd.display()),
                "run the hook from the repository top (git does); do not cd before calling zonegate",
            ),
            None => unreadable(
                STAGED,
                &format!("there is no index file {}, but there are commits", path.display()),
                "git reset builds the index again from HEAD",
            ),
        })
    }

    fn head_is_unborn(&self) -> bool {
        self.inner.head().is_err_and(|error| error.code() == ErrorCode::UnbornBranch)
    }

    fn names_work_tree(&self) -> bool {
        self.inner.config().is_ok_and(|config| config.get_entry("core.worktree").is_ok())
    }

    fn revision_error(&self, name: &str, error: &git2::Error) -> SnapshotError {
        match error.code() {
            ErrorCode::NotFound => remedies::missing_revision(name, full_oid(name).is_ok(), self.is_shallow()),
            ErrorCode::Peel | ErrorCode::InvalidSpec => {
                unreadable(&format!("revision `{name}`"), error.message(), "name a branch, a tag or a commit")
            }
            _ => unreadable(&format!("revision `{name}`"), error.message(), "git fsck shows what is damaged"),
        }
    }
}

impl fmt::Debug for Repository {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Repository").field("path", &self.inner.path()).finish_non_exhaustive()
    }
}

/// The index or a commit.
pub struct GitSnapshot {
    repository: Rc<git2::Repository>,
    side: Side,
    id: String,
    entries: Vec<Entry>,
    recent: Recent<Oid>,
}

impl GitSnapshot {
    /// Returns the octets of a blob: of a file, or the target of a link.
    fn blob(&self, entry: &Entry) -> Result<Octets, ReadFailure> {
        let oid = Oid::from_str(&entry.content)
            .map_err(|error| ReadFailure::Unreadable(format!("object {}: {}", entry.content, error.message())))?;
        self.recent.get_or_read(&oid, || self.object(oid))
    }

    fn object(&self, oid: Oid) -> Result<Octets, ReadFailure> {
        let missing = |error: git2::Error| match error.code() {
            ErrorCode::NotFound => ReadFailure::Unreadable(format!("object {oid} is missing here")),
            _ => ReadFailure::Unreadable(format!("object {oid}: {}", error.message())),
        };
        let odb = self.repository.odb().map_err(missing)?;
        let (size, kind) = odb.read_header(oid).map_err(missing)?;
        if kind != ObjectType::Blob {
            return Err(ReadFailure::Unreadable(format!("object {oid} is a {}, not a file", kind.str())));
        }
        if u32::try_from(size).is_err() {
            return Err(ReadFailure::Unreadable(format!("it is too large ({size} octets)")));
        }
        let object = odb.read(oid).map_err(missing)?;
        read_whole(object.data(), size).map_err(|error| ReadFailure::Unreadable(format!("object {oid}: {error}")))
    }
}

impl Snapshot for GitSnapshot {
    fn side(&self) -> Side {
        self.side.clone()
    }

    fn id(&self) -> String {
        self.id.clone()
    }

    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, path: &RepoPath) -> Result<Octets, ReadFailure> {
        let text = match self.entry(path) {
            // What is listed as a file has no link on the way.
            Some(entry) if entry.kind == FileKind::Regular => self.blob(entry)?,
            _ => {
                let target = |link: &Entry| self.blob(link).map(|text| text.to_vec());
                let file = resolve(path, |at| links::look(&self.entries, at, target))?;
                self.blob(self.entry(&file).ok_or(ReadFailure::NotFound)?)?
            }
        };
        refusal(&text).map_or(Ok(text), Err)
    }
}

impl fmt::Debug for GitSnapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GitSnapshot").field("side", &self.side).field("id", &self.id).finish_non_exhaustive()
    }
}

/// Opens an index file, given by its absolute path: no variable and no `core.ignorecase` has a say in it then.
fn open_index(path: &Path) -> Result<git2::Index, SnapshotError> {
    git2::Index::open(path)
        .map_err(|error| unreadable(STAGED, error.message(), remedies::closed_index(error.message())))
}

fn list_index(path: &Path) -> Result<Vec<Entry>, SnapshotError> {
    let index = open_index(path)?;
    let mut listing = Listing::new(STAGED, index.len());
    for entry in index.iter() {
        if entry.flags_extended & INTENT_TO_ADD != 0 {
            continue;
        }
        if (entry.flags >> 12) & 3 != 0 {
            let path = String::from_utf8_lossy(&entry.path);
            let fix = "resolve the conflicts and git add the files, then try again";
            return Err(unreadable(STAGED, &format!("`{path}` has unresolved conflicts"), fix));
        }
        match listing.mode(entry.mode, &entry.path)? {
            Mode::File(kind) => listing.add(entry.path, kind, entry.id.to_string())?,
            Mode::Tree => return Err(listing.error("it is a sparse index".to_owned())),
        }
    }
    listing.finish()
}

/// Lists the files of a tree; a stack instead of a recursion, because a crafted tree may be deep.
fn list_tree(repository: &git2::Repository, root: Oid, what: &str) -> Result<Vec<Entry>, SnapshotError> {
    let mut listing = Listing::new(what, 0);
    let mut pending = vec![(Vec::new(), root)];
    while let Some((directory, oid)) = pending.pop() {
        let tree = repository.find_tree(oid).map_err(|error| tree_error(what, oid, &error))?;
        for entry in &tree {
            let mut path = Vec::with_capacity(directory.len() + entry.name_bytes().len() + 1);
            path.extend_from_slice(&directory);
            path.extend_from_slice(entry.name_bytes());
            match listing.mode(entry.filemode_raw().cast_unsigned(), &path)? {
                Mode::File(kind) => listing.add(path, kind, entry.id().to_string())?,
                Mode::Tree => {
                    listing.count(&path)?;
                    path.push(b'/');
                    pending.push((path, entry.id()));
                }
            }
        }
    }
    listing.finish()
}

fn tree_error(what: &str, oid: Oid, error: &git2::Error) -> SnapshotError {
    match error.code() {
        ErrorCode::NotFound => unreadable(
            what,
            &format!("object {oid} is missing here"),
            "fetch it; a clone made with --filter has it after git fetch --refetch --no-filter",
        ),
        _ => unreadable(what, error.message(), "git fsck shows what is damaged"),
    }
}

fn open_error(error: &git2::Error) -> SnapshotError {
    let words = error.message();
    match (error.code(), error.class()) {
        (ErrorCode::NotFound, ErrorClass::Repository) => SnapshotError::NoRepository(words.to_owned()),
        (ErrorCode::Owner, _) => unreadable("the repository", words, &remedies::foreign_owner(words)),
        _ => unreadable("the repository", words, remedies::closed_repository(words)),
    }
}

/// Reads exactly a full object id: libgit2 itself takes `abc` for one.
fn full_oid(text: &str) -> Result<Oid, SnapshotError> {
    let what = || format!("object id `{text}`");
    if text.len() != 40 || !text.bytes().all(|octet| octet.is_ascii_hexdigit()) {
        return Err(unreadable(&what(), "it is not 40 hexadecimal digits", ""));
    }
    Oid::from_str(text).map_err(|error| unreadable(&what(), error.message(), ""))
}

/// Tells whether two paths name the same file, which need not exist, in directories that do.
fn same_file_name(one: &Path, other: &Path) -> bool {
    let directory = |path: &Path| path.parent().and_then(|parent| parent.canonicalize().ok());
    one.file_name() == other.file_name() && directory(one).is_some_and(|found| directory(other) == Some(found))
}
