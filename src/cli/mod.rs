//! The command line: arguments in, exit code out.
//!
//! The only room that asks the environment, the working directory and the terminal. One file a command; `args` says what
//! may be written, `world` what the process was given, `print` is the one way out.

mod args;
mod check;
mod explain;
mod hook;
mod hook_run;
mod lock;
mod print;
mod rules;
mod world;
mod zones;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser as _;
use jiff::Timestamp;

use args::{Cli, Command};
use print::Printer;
use world::World;

/// Runs the program. `now` is the time of the whole run.
pub fn run(arguments: impl IntoIterator<Item = OsString>, now: Timestamp) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        // Help and version are no errors (0); everything else is a usage error (2). A closed pipe changes neither.
        Err(error) => {
            let code = u8::try_from(error.exit_code()).unwrap_or(2);
            return ExitCode::from(if error.print().is_err() && code == 0 { 2 } else { code });
        }
    };
    let mut printer = Printer::default();
    let code = match World::of_process(now).and_then(|world| dispatch(cli.command, &world, &mut printer)) {
        Ok(code) => code,
        Err(failure) => {
            printer.error(&failure);
            2
        }
    };
    ExitCode::from(printer.finish(code))
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
            other => Self::new(other.to_string(), ""),
        }
    }
}

fn dispatch(command: Command, world: &World, printer: &mut Printer) -> Result<u8, Failure> {
    match command {
        Command::Check(arguments) => check::run(&arguments, world, printer),
        Command::Lock { command } => lock_command(&command, world, printer),
        Command::Hook { command } => hook_command(command, world, printer),
        Command::Explain { topic } => explain::run(&topic, printer),
        Command::Rules { json } => rules::run(json, printer),
        Command::Zones { json } => zones::run(json, world, printer),
    }
}
