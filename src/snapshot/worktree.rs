//! Files on disk: the working tree of a repository, a directory outside of any, or a few files named by hand.
//!
//! Flows in: a directory, and for a repository the paths its index knows. Flows out: a [`Snapshot`] of what is there now.

use std::ffi::OsStr;
use std::fs::Metadata;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk::{absolute, failure, on_disk, path_below, read_regular, regular, stat_id};
use super::links::{Node, resolve};
use super::refusal::refusal;
use super::remedies::unreadable;
use super::{Entry, FileKind, ReadFailure, RepoPath, Snapshot, SnapshotError, walk};
use crate::source::Side;

/// Files on disk below one directory.
#[derive(Debug)]
pub struct Worktree {
    root: PathBuf,
    entries: Vec<Entry>,
    shown: Shown,
}

/// How paths are shown, and with it what kind of place this is.
#[derive(Debug)]
enum Shown {
    /// As they are: relative to the top of a repository. Absolute links lead out of it, as they do in git's trees.
    FromRoot,
    /// Relative to the working directory where they are below it, else absolute.
    From(PathBuf),
}

impl Worktree {
    /// Lists the working tree of a repository: what git does not ignore, and what is tracked although ignored.
    ///
    /// `tracked` are the paths of the index. Other repositories inside are left out, as git leaves them out.
    pub fn repository(root: &Path, tracked: impl IntoIterator<Item = RepoPath>) -> Result<Self, SnapshotError> {
        let entries = walk::repository(root, tracked)?;
        Ok(Self { root: root.to_owned(), entries, shown: Shown::FromRoot })
    }

    /// Lists a directory outside of any repository: every file below it.
    pub fn directory(directory: &Path, cwd: &Path) -> Result<Self, SnapshotError> {
        let root = cwd.join(directory).canonicalize().map_err(|error| {
            unreadable(&directory.display().to_string(), &error.to_string(), "name a zone file or a directory")
        })?;
        let entries = walk::directory(&root)?;
        Ok(Self { root, entries, shown: Shown::From(cwd.to_owned()) })
    }

    /// Takes files named by hand, wherever they are, and whatever they include.
    pub fn anywhere<P: AsRef<Path>>(cwd: &Path, files: impl IntoIterator<Item = P>) -> Self {
        let below_root = |file: P| path_below(Path::new("/"), &absolute(file.as_ref(), cwd));
        let mut paths: Vec<RepoPath> = files.into_iter().filter_map(below_root).collect();
        paths.sort();
        paths.dedup();
        let entries = paths.into_iter().map(named_by_hand).collect();
        Self { root: PathBuf::from("/"), entries, shown: Shown::From(cwd.to_owned()) }
    }

    /// Returns the path inside this snapshot of a file as the user named it, `None` if it lies elsewhere.
    pub fn path_of(&self, file: &Path, cwd: &Path) -> Option<RepoPath> {
        let file = absolute(file, cwd);
        path_below(&self.root, &file).or_else(|| {
            // The user may have come through a link to the root, which itself holds none.
            let directory = file.parent()?.canonicalize().ok()?;
            path_below(&self.root, &directory.join(file.file_name()?))
        })
    }

    /// Returns the directory that paths count from.
    pub fn root(&self) -> &Path {
        &self.root
    }

    fn look(&self, path: &RepoPath) -> Result<Node, ReadFailure> {
        let file = on_disk(&self.root, path);
        let found = match std::fs::symlink_metadata(&file) {
            Ok(found) => found,
            Err(error) => match failure(&error) {
                ReadFailure::NotFound => return Ok(Node::Missing),
                other => return Err(other),
            },
        };
        if found.is_symlink() {
            let target = std::fs::read_link(&file).map_err(|error| failure(&error))?.into_os_string().into_vec();
            return self.link(target);
        }
        if found.is_dir() {
            let submodule = self.entry(path).is_some_and(|entry| entry.kind == FileKind::Submodule);
            return Ok(if submodule { Node::Submodule } else { Node::Directory });
        }
        regular(&found).map(|()| Node::File)
    }

    /// Sorts a link's target: an absolute one is followed where the place knows no repository and it stays inside.
    fn link(&self, target: Vec<u8>) -> Result<Node, ReadFailure> {
        if target.first() != Some(&b'/') {
            return Ok(Node::Link(target));
        }
        match (&self.shown, Path::new(OsStr::from_bytes(&target)).strip_prefix(&self.root)) {
            (Shown::From(_), Ok(below)) => Ok(Node::LinkFromRoot(below.as_os_str().as_bytes().to_vec())),
            (Shown::From(_), Err(_)) | (Shown::FromRoot, _) => Err(ReadFailure::Outside),
        }
    }
}

impl Snapshot for Worktree {
    fn side(&self) -> Side {
        Side::Worktree
    }

    fn id(&self) -> String {
        String::new()
    }

    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, path: &RepoPath) -> Result<Arc<[u8]>, ReadFailure> {
        let file = resolve(path, |at| self.look(at))?;
        let text = read_regular(&on_disk(&self.root, &file))?;
        refusal(&text).map_or_else(|| Ok(Arc::from(text)), Err)
    }

    fn absolute(&self, path: &[u8]) -> Option<RepoPath> {
        // Outside of any repository there is nothing to climb out of: an absolute `$INCLUDE` means what it says.
        if self.root != Path::new("/") {
            return None;
        }
        RepoPath::join(&[], path.strip_prefix(b"/")?)
    }

    fn display(&self, path: &RepoPath) -> Vec<u8> {
        match &self.shown {
            Shown::FromRoot => path.as_bytes().to_vec(),
            Shown::From(cwd) => {
                let file = on_disk(&self.root, path);
                file.strip_prefix(cwd).unwrap_or(&file).as_os_str().as_bytes().to_vec()
            }
        }
    }
}

/// Describes a file named by hand; it is listed even if it is not there, so that reading it says so.
fn named_by_hand(path: RepoPath) -> Entry {
    let found = std::fs::symlink_metadata(on_disk(Path::new("/"), &path)).ok();
    let kind = if found.as_ref().is_some_and(Metadata::is_symlink) { FileKind::Symlink } else { FileKind::Regular };
    let content = found.map_or_else(|| "stat:none".to_owned(), |found| stat_id(&found));
    Entry { path, kind, content }
}
