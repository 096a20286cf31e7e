//! interim
use std::ffi::OsString;
#[derive(Debug, clap::Subcommand)]
pub(crate) enum HookCommand {
    Run { event: String, args: Vec<OsString> },
}
