//! What clap says about the command line, in the program's own voice.
//!
//! Flows in: clap's error, which quotes the arguments as they are. Flows out: help and version on standard output, a
//! mistake on standard error: one line what, then what is missing, possible or meant, then how the command is used.

use clap::error::ErrorKind;

use super::print::{self, Printer};

/// Says what clap found; returns the exit code: 0 for help and version that were asked for, 2 for a mistake.
pub(super) fn report(error: &clap::Error) -> u8 {
    let text = error.render().to_string();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let mut printer = Printer::default();
            text.lines().for_each(|line| printer.line(line));
            printer.finish(0)
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            text.lines().for_each(print::plain);
            2
        }
        _ => {
            mistake(&text);
            2
        }
    }
}

fn mistake(text: &str) {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
    let mut what = lines.next().unwrap_or_default().trim_start_matches("error: ").to_owned();
    // What is missing, or in conflict, stands below, one a line.
    while what.ends_with([':', ',']) {
        let Some(item) = lines.next_if(|line| line.starts_with(['-', '<', '['])) else { break };
        what = format!("{what} {item},");
    }
    print::note(what.trim_end_matches(','));
    for line in lines {
        match line.strip_prefix("Usage: ") {
            Some(usage) => print::hint(&format!("usage: {usage}")),
            None => print::hint(line),
        }
    }
}
