//! What git tells a hook through the environment, made independent of the working directory.
//!
//! Flows in: the working directory at the start, and the values of three variables there. Flows out: absolute
//! paths. git gives hooks relative values (`.git/index`, `.`), and libgit2 resolves one of them against
//! the wrong directory.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The part of the environment that decides what is judged; made by `cli`, which alone may ask for it.
#[derive(Clone, Debug, Default)]
pub struct GitEnvironment {
    /// The working directory at the start; absolute.
    pub cwd: PathBuf,
    /// `GIT_DIR`.
    pub git_dir: Option<OsString>,
    /// `GIT_INDEX_FILE`: what is being committed, often not `.git/index` (`git commit -a`, `git commit PATH`).
    pub index_file: Option<OsString>,
    /// `GIT_WORK_TREE`.
    pub work_tree: Option<OsString>,
}

impl GitEnvironment {
    /// Returns the environment of a call outside any hook.
    pub fn plain(cwd: impl Into<PathBuf>) -> Self {
        Self { cwd: cwd.into(), ..Self::default() }
    }

    /// Returns the index file git named, absolute.
    pub(crate) fn index_path(&self) -> Option<PathBuf> {
        self.index_file.as_ref().map(|file| self.absolute(Path::new(file)))
    }

    /// Returns the top of the working tree git named, absolute.
    ///
    /// libgit2 resolves a relative value against the git directory, so its own answer is `repo/.git/` then.
    pub(crate) fn work_tree_path(&self) -> Option<PathBuf> {
        self.work_tree.as_ref().map(|tree| self.absolute(Path::new(tree)))
    }

    /// Joins a path to the working directory, without the `.` parts.
    pub(crate) fn absolute(&self, path: &Path) -> PathBuf {
        self.cwd.join(path).components().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(work_tree: &str, expected: &str) {
        let environment = GitEnvironment { work_tree: Some(work_tree.into()), ..GitEnvironment::plain("/srv/dns") };
        assert_eq!(environment.work_tree_path().unwrap().to_str(), Some(expected));
    }

    #[test]
    fn relative_values_are_joined_to_the_working_directory() {
        case(".", "/srv/dns");
        case("sub/.", "/srv/dns/sub");
        case("../other", "/srv/dns/../other");
        case("/abs/tree/", "/abs/tree");
    }
}
