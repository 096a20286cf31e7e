//! NSD's own reader; it prints what it has loaded.

use std::path::Path;

use super::room::Answer;
use super::{printed, process};

/// Returns the records that NSD loads from the file `zone`, or what it says against it.
pub(crate) fn load(directory: &Path) -> Answer {
    let output = process::run("nsd-checkzone", directory, &["-p", "example.com", "zone"]);
    if output.status.success() {
        return Ok(printed::read(&output.stdout));
    }
    // `[time] program[number]: error: zone:7: what is wrong`
    let said = |line: String| line.split_once(": error: ").map(|(_, said)| said.to_owned());
    Err(process::lines(&output).into_iter().filter_map(said).collect())
}
