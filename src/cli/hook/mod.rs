//! `zonegate hook install`, `uninstall` and `status`.
//!
//! Flows in: a directory of the repository, the program's own path, the events. Flows out: lines to print, or an error
//! with what the user can do instead. What git runs is a short script of ours in git's own place; scripts of others are
//! never changed, and of several events either all are installed or none.

#![expect(clippy::disallowed_methods, reason = "hooks are files, and git says where they are")]

use std::ffi::OsString;
use std::fs::Permissions;
use std::io::{self, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

mod managers;
mod run;
mod script;
mod site;
mod status;

use managers::Manager;
pub(crate) use run::run;
use script::OwnScript;
use site::{Foreign, Hook, Site};
pub(crate) use status::status;

/// The subcommands of `zonegate hook`.
#[derive(Clone, Debug, clap::Subcommand)]
pub(crate) enum HookCommand {
    /// Make git run the gate: before a commit, a merge commit and a push
    Install {
        /// The events to install
        #[arg(value_enum, value_name = "EVENT", default_values_t = Event::ALL)]
        events: Vec<Event>,
    },
    /// Remove the hooks that `install` wrote, and nothing else
    Uninstall,
    /// Tell for every event whether git would run the gate
    Status,
    /// Judge what git is about to do; this is what the installed hooks call
    Run {
        /// The event, as git names it
        event: String,
        /// What git passes to the hook
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<OsString>,
    },
}

/// What git can call the gate for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
#[expect(clippy::enum_variant_names, reason = "these are git's names")]
pub(crate) enum Event {
    /// `git commit`.
    PreCommit,
    /// `git merge` that makes a commit.
    PreMergeCommit,
    /// `git push`.
    PrePush,
}

impl Event {
    /// All events; together they are the gate of a clone.
    pub(crate) const ALL: [Self; 3] = [Self::PreCommit, Self::PreMergeCommit, Self::PrePush];

    /// Returns git's name of the event, which is the name of the hook file too.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::PreCommit => "pre-commit",
            Self::PreMergeCommit => "pre-merge-commit",
            Self::PrePush => "pre-push",
        }
    }
}

/// Why hooks were not installed, removed or examined.
#[derive(Debug, thiserror::Error)]
pub(crate) enum HookError {
    /// git itself failed, or is not there.
    #[error("cannot ask git where its hooks are: {0}")]
    Git(String),
    /// Hooks cannot be where git looks.
    #[error("git looks for hooks in {}, which is no directory", .0.display())]
    NoDirectory(PathBuf),
    /// There are hooks that somebody else wrote.
    #[error("not zonegate's, so nothing was installed: {}", list(.hooks))]
    Foreign {
        /// The files.
        hooks: Vec<PathBuf>,
        /// What can be done, line by line.
        choices: Vec<String>,
    },
    /// A hook manager owns the hooks of this repository.
    #[error("the hooks of this repository are managed by {manager}; nothing was installed")]
    Managed {
        /// Its name.
        manager: &'static str,
        /// What to put where, line by line.
        choices: Vec<String>,
    },
    /// The system refused.
    #[error("cannot write {}: {why}", .path.display())]
    Write {
        /// The file or directory.
        path: PathBuf,
        /// The system's words.
        why: io::Error,
    },
}

impl HookError {
    /// Returns the lines that say what to do about it.
    pub(crate) fn advice(&self) -> Vec<String> {
        match self {
            Self::Foreign { choices, .. } | Self::Managed { choices, .. } => choices.clone(),
            Self::Git(_) => vec!["run zonegate inside a repository, with git 2.31 or newer".to_owned()],
            Self::NoDirectory(_) => vec!["git config --show-origin core.hooksPath says who set it".to_owned()],
            Self::Write { .. } => Vec::new(),
        }
    }
}

/// Makes git call `executable` for the events; returns the lines to print.
pub(crate) fn install(repo_cwd: &Path, executable: &Path, events: &[Event]) -> Result<Vec<String>, HookError> {
    install_at(&Site::find(repo_cwd, &site::git)?, executable, events)
}

/// Removes every hook that [`install`] wrote; returns the lines to print.
pub(crate) fn uninstall(repo_cwd: &Path) -> Result<Vec<String>, HookError> {
    uninstall_at(&Site::find(repo_cwd, &site::git)?)
}

fn install_at(site: &Site, executable: &Path, events: &[Event]) -> Result<Vec<String>, HookError> {
    let mut events = events.to_vec();
    events.sort_unstable();
    events.dedup();
    let managers = managers::detect(site);
    if let Some(manager) = managers.iter().find(|manager| manager.owns_hooks()) {
        return Err(HookError::Managed { manager: manager.name(), choices: manager.snippet(&events) });
    }
    let hooks: Vec<(Event, Hook)> = events.iter().map(|&event| (event, site.hook(event))).collect();
    refuse_foreign(site, executable, &hooks, &managers)?;
    let mut lines = write_all(site, executable, &hooks)?;
    lines.extend(site.remark());
    let commits = |event: &Event| *event != Event::PrePush;
    for manager in managers {
        if events.iter().copied().filter(commits).any(|event| !manager.calls(site, event)) {
            lines.push(format!("{} is configured here too; to call the gate from it:", manager.name()));
            lines.extend(manager.snippet(&events));
        }
    }
    lines.push("these hooks can be passed by (git commit --no-verify): let the CI run the gate as well".to_owned());
    Ok(lines)
}

fn uninstall_at(site: &Site) -> Result<Vec<String>, HookError> {
    let mut lines = Vec::new();
    for event in Event::ALL {
        let path = site.path(event);
        match site.hook(event) {
            Hook::Ours(own) => {
                lines.extend(keep_edited(&path, &own)?);
                std::fs::remove_file(&path).map_err(|why| HookError::Write { path: path.clone(), why })?;
                lines.push(format!("{}: removed {}", event.name(), path.display()));
            }
            Hook::Missing => {}
            Hook::Foreign(_) => lines.push(format!("{}: left alone, not zonegate's: {}", event.name(), path.display())),
        }
    }
    if lines.is_empty() {
        lines.push("no hooks of zonegate are installed".to_owned());
    }
    Ok(lines)
}

/// Stops at hooks of others, unless they call the gate already.
fn refuse_foreign(
    site: &Site,
    executable: &Path,
    hooks: &[(Event, Hook)],
    managers: &[Manager],
) -> Result<(), HookError> {
    let in_the_way = |event: Event, hook: &Hook| match hook {
        Hook::Foreign(Foreign::File { calls }) => !calls && !managers.iter().any(|manager| manager.calls(site, event)),
        Hook::Foreign(_) => true,
        Hook::Missing | Hook::Ours(_) => false,
    };
    let foreign: Vec<Event> =
        hooks.iter().filter(|(event, hook)| in_the_way(*event, hook)).map(|(event, _)| *event).collect();
    if foreign.is_empty() {
        return Ok(());
    }
    let program = script::quoted(executable);
    let mut choices = vec!["choose one:".to_owned()];
    for &event in &foreign {
        choices.push(format!("put this line into {}, before any `exit` or `exec`:", site.path(event).display()));
        choices.push(format!("    {}", script::line_to_add(&String::from_utf8_lossy(&program), event)));
    }
    choices.push("or move the file away, then run zonegate hook install again".to_owned());
    for manager in managers {
        choices.push(format!("or call the gate from {}:", manager.name()));
        choices.extend(manager.snippet(&foreign));
    }
    Err(HookError::Foreign { hooks: foreign.into_iter().map(|event| site.path(event)).collect(), choices })
}

/// Writes all hooks beside their places first, so that a full disk is found out before the first one counts.
fn write_all(site: &Site, executable: &Path, hooks: &[(Event, Hook)]) -> Result<Vec<String>, HookError> {
    let directory = site.directory();
    std::fs::create_dir_all(directory).map_err(|why| match why.kind() {
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => HookError::NoDirectory(directory.to_owned()),
        _ => HookError::Write { path: directory.to_owned(), why },
    })?;
    let mut drafts = Vec::new();
    for (event, _) in hooks {
        let draft = draft(directory, &script::text(executable, *event));
        drafts.push(draft.map_err(|why| HookError::Write { path: directory.to_owned(), why })?);
    }
    let mut lines = Vec::new();
    for ((event, hook), draft) in hooks.iter().zip(drafts) {
        let path = site.path(*event);
        let (placed, done) = match hook {
            // Somebody else may have put a hook there since we looked.
            Hook::Missing => (draft.persist_noclobber(&path), "installed"),
            Hook::Ours(own) => {
                lines.extend(keep_edited(&path, own)?);
                (draft.persist(&path), "renewed")
            }
            Hook::Foreign(_) => (Ok(()), "calls zonegate already:"),
        };
        placed.map_err(|error| HookError::Write { path: path.clone(), why: error.error })?;
        lines.push(format!("{}: {done} {}", event.name(), path.display()));
    }
    Ok(lines)
}

/// Writes an executable file under a name that git does not look for.
fn draft(directory: &Path, text: &[u8]) -> io::Result<tempfile::TempPath> {
    let mut file = tempfile::Builder::new().prefix(".zonegate-hook-").tempfile_in(directory)?;
    file.write_all(text)?;
    // git passes over a hook that is not executable without a word.
    file.as_file().set_permissions(Permissions::from_mode(0o755))?;
    file.as_file().sync_all()?;
    Ok(file.into_temp_path())
}

/// Keeps a copy of a hook that carries our marker but is not what this version writes: somebody may have edited it.
fn keep_edited(path: &Path, own: &OwnScript) -> Result<Option<String>, HookError> {
    if own.program.is_some() {
        return Ok(None);
    }
    let copy = path.with_extension("zonegate-old");
    std::fs::copy(path, &copy).map_err(|why| HookError::Write { path: copy.clone(), why })?;
    Ok(Some(format!("kept the text that was there as {}", copy.display())))
}

fn list(hooks: &[PathBuf]) -> String {
    hooks.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
