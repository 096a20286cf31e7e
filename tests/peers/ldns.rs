//! ldns's reader, asked for the wire form of every record.

use std::fs;
use std::path::Path;

use super::room::Answer;
use super::{printed, process};

/// Returns the records that ldns reads from `text`, or what it says against it.
///
/// It takes no origin, so the text gets one; `-U` with a type that it prints anyhow as unknown makes all others so.
pub(crate) fn load(directory: &Path, text: &[u8]) -> Answer {
    fs::write(directory.join("zone"), [b"$ORIGIN example.com.\n", text].concat()).unwrap();
    let output = process::run("ldns-read-zone", directory, &["-U", "SINK", "zone"]);
    if output.status.success() { Ok(printed::read(&output.stdout)) } else { Err(process::lines(&output)) }
}
