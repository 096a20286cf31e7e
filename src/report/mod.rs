//! The report: everything a run found, for a person or for a program.
//!
//! Flows in: an [`Outcome`] and the rules' metadata. Flows out: one string, ready to be written. One file a format;
//! a format cuts and lays out, it never rewords. Reports see neither policy nor git, and ask nothing of the world:
//! width, colour and characters are [`Options`].

mod json;
pub(crate) mod sanitise;
mod text;
pub mod windows;

use crate::rules::Rule;
use crate::verdict::Outcome;

/// The formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Headlines, snippets and ways out, for people.
    Full,
    /// The contract for programs: `schema/report.schema.json`.
    Json,
}

impl Format {
    /// Every format, in the order in which help texts list them.
    pub const ALL: &'static [Self] = &[Self::Full, Self::Json];

    /// Returns the word on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Json => "json",
        }
    }
}

/// How the full report is drawn; JSON knows nothing of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Columns of the terminal. Under 50, 50 are used.
    pub width: usize,
    /// Whether to colour (SGR sequences, nothing else).
    pub color: bool,
    /// Whether to draw with box characters; otherwise the frame is ASCII.
    pub unicode: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { width: 100, color: false, unicode: true }
    }
}

/// Finds a rule by its name.
pub type Rules<'a> = &'a dyn Fn(&str) -> Option<&'static Rule>;

/// Renders the report of one run. It ends in a line end.
pub fn render(outcome: &Outcome, format: Format, options: Options, rules: Rules<'_>) -> String {
    match format {
        Format::Full => text::render(outcome, options, rules),
        Format::Json => json::render(outcome, rules),
    }
}
