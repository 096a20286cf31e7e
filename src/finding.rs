//! What is wrong in the user's files, and in which order it is told.
//!
//! Flows in: facts that a rule found, with places. Flows out: [`Finding`]s for the verdict and the reports. Stands on
//! `source` only. Problems of the run itself (git, I/O, configuration) are typed errors elsewhere, never findings.

use crate::source::{Loc, SourceId};

/// How bad a finding is; the order is from harmless to blocking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Style, portability, a fact worth knowing.
    Advice,
    /// Loads, but is hardly meant, or servers read it differently.
    Warning,
    /// A server refuses it, or it can never work as published.
    Error,
}

impl Severity {
    /// Returns the word used in every format.
    pub fn word(self) -> &'static str {
        match self {
            Self::Advice => "advice",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A place and the few words that stand under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The octets underlined.
    pub loc: Loc,
    /// What stands there; empty for a bare underline. Raw text: reports sanitise it.
    pub text: String,
}

impl Label {
    /// Builds a label.
    pub fn new(loc: Loc, text: impl Into<String>) -> Self {
        Self { loc, text: text.into() }
    }
}

/// The words above a further snippet of a finding: what this other file shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caption {
    /// The text that the caption introduces.
    pub source: SourceId,
    /// One line without a final period.
    pub text: String,
}

/// One defect, with at least one place.
///
/// All strings are raw: they may hold text of a zone or a lock file, and every report sanitises them on the way out.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule's name.
    pub rule: &'static str,
    /// Set by the rule to its default and decided in one place, the verdict's severity funnel.
    pub severity: Severity,
    /// The headline: what is wrong in one line that survives alone.
    pub message: String,
    /// The consequence in one sentence, with the RFC section or what the servers do.
    pub why: Option<String>,
    /// What to do; one line each, the command or edit first.
    pub help: Vec<String>,
    /// Origin of the zone concerned, absolute with the final dot.
    pub zone: Option<String>,
    /// Owner concerned, absolute with the final dot.
    pub owner: Option<String>,
    /// Mnemonic of the RR type concerned.
    pub rtype: Option<String>,
    /// The place where the defect is.
    pub primary: Label,
    /// Further places, in this text or others.
    pub related: Vec<Label>,
    /// Captions of further texts; a text without one is shown without words.
    pub captions: Vec<Caption>,
    /// The text shown under the headline, where that is not the primary label's: for a lock, the lock's own file.
    pub lead: Option<SourceId>,
}

impl Finding {
    /// Builds a finding; there is none without its primary label.
    pub fn new(rule: &'static str, severity: Severity, primary: Label, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity,
            message: message.into(),
            why: None,
            help: Vec::new(),
            zone: None,
            owner: None,
            rtype: None,
            primary,
            related: Vec::new(),
            captions: Vec::new(),
            lead: None,
        }
    }

    /// Adds the consequence.
    #[must_use]
    pub fn why(mut self, text: impl Into<String>) -> Self {
        self.why = Some(text.into());
        self
    }

    /// Adds a line of help.
    #[must_use]
    pub fn help(mut self, line: impl Into<String>) -> Self {
        self.help.push(line.into());
        self
    }

    /// Adds a further place.
    #[must_use]
    pub fn also(mut self, loc: Loc, text: impl Into<String>) -> Self {
        self.related.push(Label::new(loc, text));
        self
    }

    /// Adds an `$INCLUDE` line that led to the file of the primary place.
    #[must_use]
    pub fn included_from(self, line: Loc) -> Self {
        self.also(line, "included from here")
    }

    /// Names the zone, owner and type that the finding is about; empty strings say nothing.
    #[must_use]
    pub fn about(mut self, zone: impl Into<String>, owner: impl Into<String>, rtype: impl Into<String>) -> Self {
        let some = |text: String| (!text.is_empty()).then_some(text);
        self.zone = some(zone.into());
        self.owner = some(owner.into());
        self.rtype = some(rtype.into());
        self
    }
}

/// Puts findings into the one order in which every report shows them: by path, place, severity (worst first), rule and
/// message. `path` gives the sort key of a text.
pub fn sort<'a>(findings: &mut [Finding], path: impl Fn(SourceId) -> &'a [u8]) {
    findings.sort_by(|a, b| {
        let place = |f: &Finding| (f.primary.loc.span, f.primary.loc.source);
        path(a.primary.loc.source)
            .cmp(path(b.primary.loc.source))
            .then_with(|| place(a).cmp(&place(b)))
            .then_with(|| b.severity.cmp(&a.severity))
            .then_with(|| a.rule.cmp(b.rule))
            .then_with(|| a.message.cmp(&b.message))
    });
}
