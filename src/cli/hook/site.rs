//! Where git looks for hooks, and what is there.
//!
//! Flows in: a directory of the repository, and git's own answers about it: worktrees, submodules and `core.hooksPath`
//! all have a say, so nothing is guessed. Flows out: the place, and for each event whose hook is there.

use std::ffi::{OsStr, OsString};
use std::fs::Metadata;
use std::io;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::script::{self, OwnScript};
use super::{Event, HookError};

/// The places that matter for hooks.
#[derive(Debug)]
pub(super) struct Site {
    /// Where git looks.
    directory: PathBuf,
    /// Where git would look without `core.hooksPath`.
    usual: PathBuf,
    /// The top of the working tree; `None` in a bare repository.
    top: Option<PathBuf>,
    /// Who set `core.hooksPath`: `local`, `global`, `system`, `worktree`, `command`.
    scope: Option<String>,
}

/// What is at the place of a hook.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Hook {
    /// Nothing.
    Missing,
    /// A script that we wrote.
    Ours(OwnScript),
    /// Anything else.
    Foreign(Foreign),
}

/// A hook of somebody else.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Foreign {
    /// A script or program; it may call the gate.
    File {
        /// Whether a line of it calls the gate for this event.
        calls: bool,
    },
    /// A link that leads nowhere.
    Dangling,
    /// Something that is no file, or that may not be read.
    Unreadable(String),
}

/// Returns the git command in the environment we were given.
pub(super) fn git() -> Command {
    Command::new("git")
}

impl Site {
    /// Asks git.
    pub(super) fn find(cwd: &Path, git: &dyn Fn() -> Command) -> Result<Self, HookError> {
        let ask = |arguments: &[&str]| answer(git().current_dir(cwd).args(arguments));
        let absolute = ["rev-parse", "--path-format=absolute"];
        let directory = path(ask(&[&absolute[..], &["--git-path", "hooks"]].concat())?)?;
        let usual = path(ask(&[&absolute[..], &["--git-common-dir"]].concat())?)?.join("hooks");
        let top = ask(&["rev-parse", "--show-toplevel"]).and_then(path).ok();
        let scope = ask(&["config", "--show-scope", "--null", "--get", "core.hooksPath"]).ok();
        let scope = scope.map(|words| words.split(|&octet| octet == 0).next().unwrap_or_default().to_vec());
        let scope = scope.map(|word| String::from_utf8_lossy(&word).into_owned());
        Ok(Self { directory, usual, top, scope })
    }

    /// Returns the directory where git looks.
    pub(super) fn directory(&self) -> &Path {
        &self.directory
    }

    /// Returns the top of the working tree.
    pub(super) fn top(&self) -> Option<&Path> {
        self.top.as_deref()
    }

    /// Returns the place of an event's hook.
    pub(super) fn path(&self, event: Event) -> PathBuf {
        self.directory.join(event.name())
    }

    /// Says what is there.
    pub(super) fn hook(&self, event: Event) -> Hook {
        look(&self.path(event), event)
    }

    /// Returns our hook where git would look without `core.hooksPath`, and does not.
    pub(super) fn shadowed(&self, event: Event) -> Option<PathBuf> {
        let path = self.usual.join(event.name());
        (self.usual != self.directory && matches!(look(&path, event), Hook::Ours(_))).then_some(path)
    }

    /// Says that hooks are in an unusual place, if they are.
    pub(super) fn remark(&self) -> Option<String> {
        let scope = self.scope.as_ref()?;
        let shared = match scope.as_str() {
            "global" | "system" => ": every repository that uses it gets these hooks",
            _ => "",
        };
        Some(format!("core.hooksPath ({scope}) sends git to {}{shared}", self.directory.display()))
    }
}

/// Tells whether git would run this file; it passes over any other without a word.
pub(super) fn is_executable(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}

fn look(path: &Path, event: Event) -> Hook {
    let link = match std::fs::symlink_metadata(path) {
        Ok(found) => found.is_symlink(),
        Err(error) => return absent(&error),
    };
    let found = match std::fs::metadata(path) {
        Ok(found) => found,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Hook::Foreign(Foreign::Dangling),
        Err(error) => return Hook::Foreign(Foreign::Unreadable(error.to_string())),
    };
    match read(path, &found) {
        Err(why) => Hook::Foreign(Foreign::Unreadable(why)),
        // A link is never ours: we write regular files, and what it leads to may serve other repositories.
        Ok(text) => match script::own(&text, event).filter(|_| !link) {
            Some(own) => Hook::Ours(own),
            None => Hook::Foreign(Foreign::File { calls: script::calls(&text, event) }),
        },
    }
}

fn absent(error: &io::Error) -> Hook {
    match error.kind() {
        // `core.hooksPath=/dev/null` switches hooks off.
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Hook::Missing,
        _ => Hook::Foreign(Foreign::Unreadable(error.to_string())),
    }
}

/// Reads a hook; a pipe in its place is not waited for.
fn read(path: &Path, found: &Metadata) -> Result<Vec<u8>, String> {
    if !found.is_file() {
        return Err("it is no regular file".to_owned());
    }
    std::fs::read(path).map_err(|error| error.to_string())
}

/// Runs a command and returns what it printed, without the last line end.
fn answer(command: &mut Command) -> Result<Vec<u8>, HookError> {
    let output = command.output().map_err(|error| HookError::Git(format!("git: {error}")))?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr);
        return Err(HookError::Git(words.lines().next().unwrap_or("git failed").to_owned()));
    }
    let mut text = output.stdout;
    text.pop_if(|octet| *octet == b'\n');
    Ok(text)
}

/// Takes git's answer for a path; git before 2.31 prints the option that it does not know.
fn path(answer: Vec<u8>) -> Result<PathBuf, HookError> {
    let path = PathBuf::from(OsString::from_vec(answer));
    if path.is_absolute() {
        return Ok(path);
    }
    let words = OsStr::from_bytes(path.as_os_str().as_bytes()).display().to_string();
    Err(HookError::Git(format!("it answered `{words}`, which is no absolute path")))
}
