//! The one way out: standard output and standard error.
//!
//! The exit code is decided before anything is printed. A failed write never panics and never turns into a pass.

use std::io::{self, Write as _};

use serde::Serialize;

use super::Failure;
use crate::report::sanitise;

/// Standard output: writes at once, remembers failures.
#[derive(Debug, Default)]
pub(crate) struct Printer {
    failed: bool,
}

impl Printer {
    /// Writes a finished text, already safe for a terminal, to standard output.
    pub(crate) fn text(&mut self, text: &str) {
        let mut out = io::stdout().lock();
        let result = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        self.failed |= result.is_err();
    }

    /// Writes one line to standard output; whatever it holds is made safe first.
    pub(crate) fn line(&mut self, line: &str) {
        self.text(&safe("", line));
    }

    /// Writes a list as JSON; what it quotes stays as it is for a parser, and can do nothing to a terminal.
    pub(crate) fn json(&mut self, list: &[impl Serialize]) -> Result<u8, Failure> {
        let text = serde_json::to_string_pretty(list).map_err(|error| Failure::new(error.to_string(), ""))?;
        self.text(&(sanitise::json(&text) + "\n"));
        Ok(0)
    }

    /// Writes several lines.
    pub(crate) fn lines(&mut self, lines: &[String]) {
        for line in lines {
            self.line(line);
        }
    }

    /// Returns the exit code: a pass whose report could not be written is no pass.
    pub(crate) fn finish(&self, code: u8) -> u8 {
        if self.failed && code == 0 { 2 } else { code }
    }
}

/// Writes a failure to standard error: one line what, one line how to mend it.
pub(crate) fn failure(failure: &Failure) {
    note(&failure.what);
    if !failure.fix.is_empty() {
        hint(&format!("fix: {}", failure.fix));
    }
}

/// Writes a line to standard error.
pub(crate) fn note(line: &str) {
    stderr("zonegate: ", line);
}

/// Writes a line that belongs to the note before it.
pub(crate) fn hint(line: &str) {
    stderr("  ", line);
}

/// Writes a line of our own text to standard error as it is, but for what is not safe.
pub(crate) fn plain(line: &str) {
    stderr("", line);
}

fn stderr(head: &str, line: &str) {
    // Nobody left to tell where this fails: the exit code says the rest.
    let _unseen = io::stderr().lock().write_all(safe(head, line).as_bytes());
}

/// Makes one line safe, its start included: a runner obeys `::` behind blanks too.
fn safe(head: &str, line: &str) -> String {
    sanitise::report(&format!("{head}{}\n", sanitise::line(line)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_speaks_to_a_runner_or_a_terminal() {
        assert_eq!(safe("zonegate: ", "::error::x"), "zonegate: ::error::x\n");
        assert_eq!(safe("  ", "::error::x"), "  <3A>:error::x\n");
        assert_eq!(safe("", "a\n::error::\u{1b}[2J"), "a<0A>::error::<1B>[2J\n");
        assert_eq!(safe("", ""), "\n");
    }
}
