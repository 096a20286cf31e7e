//! The program: arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    zonegate::cli::run(std::env::args_os(), jiff::Timestamp::now())
}
