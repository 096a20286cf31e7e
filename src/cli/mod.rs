//! The command line: arguments in, exit code out.
//!
//! The only room that asks the environment, the working directory and the terminal. One file a command; `args` says what
//! may be written, `world` what the process was given, `print` is the one way out.

mod args;
mod check;
mod explain;
mod hook;
pub mod lock;
mod outputs;
mod place;
mod print;
mod rules;
mod usage;
mod world;
mod zones;

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::Parser as _;
use jiff::Timestamp;

use args::{Cli, Command};
use hook::{HookCommand, HookError};
use print::Printer;
use world::World;

use crate::locks::LockContext;
use crate::snapshot::Repository;

/// Runs the program. `now` is the time of the whole run.
pub fn run(arguments: impl IntoIterator<Item = OsString>, now: Timestamp) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => return ExitCode::from(usage::report(&error)),
    };
    let mut printer = Printer::default();
    let code = unless_panicking(|| {
        World::of_process(now).and_then(|world| dispatch(cli.command, &world, &mut printer)).unwrap_or_else(|failure| {
            print::failure(&failure);
            2
        })
    });
    ExitCode::from(printer.finish(code))
}

/// Runs the program. A panic is a mistake in it, and no pass: one sentence, exit code 2.
fn unless_panicking(work: impl FnOnce() -> u8) -> u8 {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, |at| format!(" at {}:{}", at.file(), at.line()));
        print::note(&format!("internal error{place}: nothing was judged"));
    }));
    // Nothing that the work has changed is looked at afterwards but whether a write failed.
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).unwrap_or(2)
}

/// A command that could not do its work: one line what, one line how to mend it. Exit code 2.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) what: String,
    pub(crate) fix: String,
}

impl Failure {
    pub(crate) fn new(what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { what: what.into(), fix: fix.into() }
    }
}

/// Returns what the system says, as part of a sentence: without its number, without a capital.
fn system_words(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split_once(" (os error").map_or(text.as_str(), |(words, _)| words).to_lowercase()
}

impl From<crate::snapshot::SnapshotError> for Failure {
    fn from(error: crate::snapshot::SnapshotError) -> Self {
        let fix = error.fix().to_owned();
        Self { what: error.to_string(), fix }
    }
}

impl From<crate::gate::GateError> for Failure {
    fn from(error: crate::gate::GateError) -> Self {
        match error {
            crate::gate::GateError::Snapshot(error) => error.into(),
            // It says where, and what would be right there.
            other => Self::new(other.to_string(), ""),
        }
    }
}

fn dispatch(command: Command, world: &World, printer: &mut Printer) -> Result<u8, Failure> {
    match command {
        Command::Check(arguments) => check::run(&arguments, world, printer),
        Command::Lock { command, lock_dir } => lock_command(&command, lock_dir.as_deref(), world, printer),
        Command::Hook { command } => hook_command(command, world, printer),
        Command::Explain { topic } => explain::run(&topic, printer),
        Command::Rules { json } => rules::run(json, printer),
        Command::Zones { json, config } => zones::run(json, config.as_deref(), world, printer),
    }
}

fn lock_command(
    command: &lock::LockCommand,
    given: Option<&Path>,
    world: &World,
    printer: &mut Printer,
) -> Result<u8, Failure> {
    let repository = world.repository()?;
    let Some(lock_dir) = world.lock_dir(given, repository.as_ref()) else {
        let fix = "run it inside the repository, or name a directory for the locks of this machine: --lock-dir DIR";
        return Err(Failure::new("not inside a git repository", fix));
    };
    let git_dir = repository.as_ref().map(Repository::git_dir);
    let context = LockContext {
        lock_dir: Some(lock_dir),
        worktree_root: repository.as_ref().and_then(Repository::worktree_root),
        our_ids: world.our_ids(git_dir.as_deref()),
        git_dir,
        now: world.now,
        machine: world.machine.clone(),
        holder: repository.as_ref().and_then(Repository::user_email).unwrap_or_else(|| world.holder()),
    };
    match lock::run(command, &context) {
        Ok((lines, code)) => {
            printer.lines(&lines);
            Ok(code)
        }
        Err(error) => {
            print::note(&error.to_string());
            Ok(lock::error_code(&error))
        }
    }
}

fn hook_command(command: HookCommand, world: &World, printer: &mut Printer) -> Result<u8, Failure> {
    match command {
        HookCommand::Install { events } => {
            Ok(hook_lines(hook::install(&world.cwd, &world::executable()?, &events), 0, printer))
        }
        HookCommand::Uninstall => Ok(hook_lines(hook::uninstall(&world.cwd), 0, printer)),
        HookCommand::Status => Ok(match hook::status(&world.cwd) {
            Ok((lines, effective)) => hook_lines(Ok(lines), u8::from(!effective), printer),
            Err(error) => hook_lines(Err(error), 2, printer),
        }),
        HookCommand::Run { event, args } => {
            let arguments: Vec<String> = args.iter().map(|word| word.to_string_lossy().into_owned()).collect();
            hook::run(&event, &arguments, world, printer)
        }
    }
}

/// Prints what a hook command did; `code` is its exit code unless it failed.
fn hook_lines(result: Result<Vec<String>, HookError>, code: u8, printer: &mut Printer) -> u8 {
    match result {
        Ok(lines) => {
            printer.lines(&lines);
            code
        }
        Err(error) => {
            print::note(&error.to_string());
            for line in error.advice() {
                print::hint(&line);
            }
            2
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_exit_code_2_and_no_pass() {
        let before = std::panic::take_hook();
        let panicked = unless_panicking(|| panic!("on purpose"));
        let passed = unless_panicking(|| 75);
        std::panic::set_hook(before);
        assert_eq!((panicked, passed), (2, 75));
    }
}
