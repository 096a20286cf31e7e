//! Where the files named by hand belong: to a repository, to a directory with locks or a configuration of its own, or to
//! nothing.
//!
//! Flows in: the paths, or the working directory where none is named. Flows out: the one place that they all belong to.
//! The locks of that place count wherever the program is called from: a path must not lead round them.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Failure;
use super::world::World;
use crate::config::FILE_NAMES;
use crate::locks::DIRECTORY as LOCKS_DIRECTORY;
use crate::snapshot::Repository;

/// What makes a directory the top of a place.
const MARKS: [&str; 3] = [LOCKS_DIRECTORY, FILE_NAMES[0], FILE_NAMES[1]];

/// Where files belong.
pub(super) enum Place {
    /// The repository that they lie in.
    Repository(Repository),
    /// The nearest directory above them that holds locks or a configuration, outside of any repository.
    Directory(PathBuf),
    /// Single files.
    Nowhere,
}

impl Place {
    /// Finds the place of `paths`, of the working directory if there are none.
    pub(super) fn of(paths: &[PathBuf], world: &World) -> Result<Self, Failure> {
        if paths.is_empty() {
            return Ok(world.repository()?.map_or_else(|| Self::without_git(&world.cwd), Self::Repository));
        }
        let directories: BTreeSet<&Path> = paths.iter().map(|path| directory(path)).collect();
        let mut found = Vec::new();
        for directory in directories {
            found.push(Self::at(directory, world)?);
        }
        let Some(first) = found.pop() else { return Ok(Self::Nowhere) };
        if found.iter().all(|other| other.top() == first.top()) {
            return Ok(first);
        }
        let what = "the paths belong to different repositories, or directories with locks of their own";
        Err(Failure::new(what, "check those of one at a time"))
    }

    fn at(directory: &Path, world: &World) -> Result<Self, Failure> {
        // GIT_DIR may name a repository that the file is not in.
        let holds = |found: &Repository| found.worktree_root().is_some_and(|root| directory.starts_with(root));
        let repository = world.repository_at(directory)?.filter(holds);
        Ok(repository.map_or_else(|| Self::without_git(directory), Self::Repository))
    }

    fn without_git(directory: &Path) -> Self {
        let top = directory.ancestors().find(|above| MARKS.into_iter().any(|mark| may_exist(&above.join(mark))));
        top.map_or(Self::Nowhere, |top| Self::Directory(top.to_owned()))
    }

    /// Returns the top of the place; `None` for single files, and for a repository without a working tree.
    fn top(&self) -> Option<PathBuf> {
        match self {
            Self::Repository(repository) => repository.worktree_root(),
            Self::Directory(top) => Some(top.clone()),
            Self::Nowhere => None,
        }
    }
}

/// Tells whether something is there; what cannot be looked at may be a lock.
fn may_exist(path: &Path) -> bool {
    fs::symlink_metadata(path).map_or_else(|error| error.kind() != io::ErrorKind::NotFound, |_| true)
}

/// Returns the directory that a path names or lies in.
fn directory(path: &Path) -> &Path {
    if fs::symlink_metadata(path).is_ok_and(|found| found.is_dir()) { path } else { path.parent().unwrap_or(path) }
}
