//! What may be written on the command line.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand};

use super::{hook::HookCommand, lock::LockCommand};
use crate::finding::Severity;
use crate::report::Format;

/// The gate in front of DNS zone files kept in git.
#[derive(Debug, Parser)]
#[command(name = "zonegate", version, about, max_term_width = 100, disable_help_subcommand = true)]
#[command(after_help = EXIT_CODES)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0   pass
  1   blocked by findings
  2   could not judge: usage, configuration, git, an unreadable zone or lock
  3   nothing to check although something was asked for
  75  blocked only by a lock or a transfer: waiting may help";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Judge zones: locks first, then what is wrong in them
    Check(CheckArgs),
    /// Lock a zone, release it, or see who holds it
    Lock {
        /// Directory of local locks; without it, git's common directory
        #[arg(long, value_name = "DIR", global = true)]
        lock_dir: Option<PathBuf>,
        #[command(subcommand)]
        command: LockCommand,
    },
    /// Install zonegate as a git hook, or run as one
    Hook {
        #[command(subcommand)]
        command: HookCommand,
    },
    /// Explain a rule, or a Windows DNS error by name, 9607 or 0x2587
    Explain {
        /// A rule's name, the name of a Windows DNS error, 9607 or 0x2587
        topic: String,
    },
    /// List the rules
    Rules {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// List the zones of the working tree: origin, file, why it is one, what it includes
    Zones {
        /// As JSON
        #[arg(long)]
        json: bool,
        /// Configuration instead of zonegate.toml at the top of the repository
        #[arg(long, value_name = "FILE", env = "ZONEGATE_CONFIG", hide_env_values = true)]
        config: Option<PathBuf>,
    },
}

/// Without arguments the zones of the working tree are judged: the change is what differs from HEAD.
#[derive(Debug, Default, clap::Args)]
pub(super) struct CheckArgs {
    /// Zone files or directories to judge as they are; everything in them counts as touched
    pub(super) paths: Vec<PathBuf>,
    /// Judge what is staged against HEAD: exactly what `git commit` would commit
    #[arg(long, conflicts_with_all = ["base", "head"])]
    pub(super) staged: bool,
    /// Judge the change from this revision to HEAD, or to --head
    #[arg(long, value_name = "REF")]
    pub(super) base: Option<String>,
    /// The new side of --base
    #[arg(long, value_name = "REF", requires = "base")]
    pub(super) head: Option<String>,
    /// Judge every zone, touched or not
    #[arg(long, conflicts_with = "paths")]
    pub(super) all: bool,
    /// The origin of the one file named
    #[arg(long, value_name = "NAME")]
    pub(super) origin: Option<String>,
    /// The least severity that blocks; the configuration's counts where it is stricter
    #[arg(long, value_name = "SEVERITY", value_parser = severities())]
    pub(super) fail_on: Option<Severity>,
    /// Accept that there is nothing to check
    #[arg(long)]
    pub(super) allow_empty: bool,
    /// Report as `full` or `json`, to standard output or to a file; may be repeated
    #[arg(long = "output-format", value_name = "FORMAT[:FILE]", value_parser = output)]
    pub(super) outputs: Vec<Output>,
    /// Configuration instead of zonegate.toml at the top of the repository
    #[arg(long, value_name = "FILE", env = "ZONEGATE_CONFIG", hide_env_values = true)]
    pub(super) config: Option<PathBuf>,
    /// Directory of local locks; without it, git's common directory
    #[arg(long, value_name = "DIR")]
    pub(super) lock_dir: Option<PathBuf>,
}

/// One report to make.
#[derive(Clone, Debug)]
pub(super) struct Output {
    pub(super) format: Format,
    /// Standard output if there is none.
    pub(super) file: Option<OsString>,
}

fn severities() -> impl TypedValueParser<Value = Severity> {
    PossibleValuesParser::new(["error", "warning"])
        .map(|word| if word == "warning" { Severity::Warning } else { Severity::Error })
}

fn output(text: &str) -> Result<Output, String> {
    let (name, file) = match text.split_once(':') {
        Some((_, "")) => return Err("a file name is missing behind `:`".to_owned()),
        Some((name, file)) => (name, Some(file.into())),
        None => (text, None),
    };
    let Some(format) = Format::ALL.iter().find(|format| format.word() == name) else {
        let words: Vec<&str> = Format::ALL.iter().map(|format| format.word()).collect();
        return Err(format!("there is no format `{name}`; there are: {}", words.join(", ")));
    };
    Ok(Output { format: *format, file })
}
