//! Programs that are run with an end in sight.

use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Exit code of `timeout` for a program that it had to end.
const TIMED_OUT: i32 = 124;

/// Prepares `program` in `directory`: it is ended after `seconds`.
pub(crate) fn command(program: &str, directory: &Path, seconds: u32) -> Command {
    let mut command = Command::new("timeout");
    command.args(["--kill-after=5", &seconds.to_string(), program]).current_dir(directory).stdin(Stdio::null());
    command
}

/// Runs `program` to its end.
pub(crate) fn run(program: &str, directory: &Path, arguments: &[&str]) -> Output {
    let output = command(program, directory, 60).args(arguments).output().unwrap();
    assert_ne!(output.status.code(), Some(TIMED_OUT), "{program} {arguments:?} did not end");
    output
}

/// Tells whether a program is here, by running it: what it says of no arguments does not matter.
pub(crate) fn is_here(program: &str) -> bool {
    Command::new(program).arg("-V").stdin(Stdio::null()).output().is_ok()
}

/// Returns the lines that a program wrote to both of its outputs.
pub(crate) fn lines(output: &Output) -> Vec<String> {
    let said = [&output.stderr[..], &output.stdout[..]].concat();
    String::from_utf8_lossy(&said).lines().map(str::to_owned).collect()
}
