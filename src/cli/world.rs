//! What the process was given: time, place, environment, terminal.
#![expect(clippy::disallowed_methods, reason = "the edge where environment and working directory are asked for")]

use std::env;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::Failure;
use crate::locks::{Machine, OurIds, this_user};
use crate::report::Options;
use crate::snapshot::Repository;
use crate::snapshot::{GitEnvironment, SnapshotError};

/// The process's surroundings, read once.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) now: Timestamp,
    pub(crate) cwd: PathBuf,
    pub(crate) machine: Machine,
    lock_id: Option<String>,
    no_color: bool,
    force_color: bool,
    columns: Option<usize>,
}

impl World {
    /// Reads the surroundings of this process.
    pub(super) fn of_process(now: Timestamp) -> Result<Self, Failure> {
        let cwd = env::current_dir()
            .map_err(|error| Failure::new(format!("the working directory cannot be read: {error}"), ""))?;
        let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
        Ok(Self {
            now,
            cwd,
            machine: Machine::this(),
            lock_id: env::var("ZONEGATE_LOCK_ID").ok().filter(|id| !id.is_empty()),
            no_color: set("NO_COLOR") || env::var_os("TERM").is_some_and(|term| term == "dumb"),
            force_color: set("FORCE_COLOR"),
            columns: env::var("COLUMNS").ok().and_then(|text| text.parse().ok()).or_else(terminal_width),
        })
    }

    /// Returns what git handed to this process.
    pub(crate) fn git_environment(&self) -> GitEnvironment {
        GitEnvironment {
            cwd: self.cwd.clone(),
            git_dir: env::var_os("GIT_DIR"),
            index_file: env::var_os("GIT_INDEX_FILE"),
            work_tree: env::var_os("GIT_WORK_TREE"),
        }
    }

    /// Opens the repository of the working directory; `None` if there is none.
    pub(crate) fn repository(&self) -> Result<Option<Repository>, Failure> {
        self.repository_at(&self.cwd)
    }

    /// Opens the repository that a directory lies in, or the one that git named in the environment.
    pub(crate) fn repository_at(&self, directory: &Path) -> Result<Option<Repository>, Failure> {
        let environment = self.git_environment();
        let named = [&environment.git_dir, &environment.index_file, &environment.work_tree];
        let elsewhere = directory != self.cwd && named.iter().all(|value| value.is_none());
        let opened = if elsewhere { Repository::open_around(directory) } else { Repository::open(&environment) };
        match opened {
            Ok(repository) => Ok(Some(repository)),
            Err(SnapshotError::NoRepository(_)) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Opens the repository of the working directory.
    pub(crate) fn require_repository(&self) -> Result<Repository, Failure> {
        Ok(Repository::open(&self.git_environment())?)
    }

    /// Returns the ids of locks that are ours: `ZONEGATE_LOCK_ID`, and those kept in this worktree's git directory.
    pub(crate) fn our_ids(&self, git_dir: Option<&Path>) -> OurIds {
        OurIds::new(self.lock_id.as_deref(), git_dir)
    }

    /// Returns the directory of local locks: the one given by hand, else the repository's, which all its worktrees share.
    pub(crate) fn lock_dir(&self, given: Option<&Path>, repository: Option<&Repository>) -> Option<PathBuf> {
        let own = || Some(repository?.common_dir().join("zonegate").join("locks"));
        given.map(|given| self.cwd.join(given)).or_else(own)
    }

    /// Says how reports are to look on standard output.
    pub(crate) fn report_options(&self) -> Options {
        let color = self.force_color || (io::stdout().is_terminal() && !self.no_color);
        Options { width: self.columns.unwrap_or(100).clamp(50, 200), color, unicode: true }
    }

    /// Returns who takes a lock: `user@host`. A hook or a container may have no variable that names the user.
    pub(crate) fn holder(&self) -> String {
        let user = ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| env::var(name).ok());
        let user = user.filter(|user| !user.is_empty()).unwrap_or_else(this_user);
        format!("{user}@{}", self.machine.host)
    }
}

/// Returns the width of the terminal that standard output is; `None` if it is none, or does not know.
fn terminal_width() -> Option<usize> {
    let size = rustix::termios::tcgetwinsize(io::stdout()).ok()?;
    Some(usize::from(size.ws_col)).filter(|&columns| columns > 0)
}

/// Returns the path of this program, for hooks.
pub(super) fn executable() -> Result<PathBuf, Failure> {
    env::current_exe().map_err(|error| Failure::new(format!("the program cannot find itself: {error}"), ""))
}
