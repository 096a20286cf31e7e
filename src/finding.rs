//! What is wrong in the user's files, and in which order it is told.
//!
//! Flows in: facts that a rule found, with places. Flows out: [`Finding`]s for the verdict and the reports. Stands on
//! `source` only. Problems of the run itself (git, I/O, configuration) are typed errors elsewhere, never findings.

use std::sync::Arc;

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
    pub text: Arc<str>,
}

impl Label {
    /// Builds a label.
    pub fn new(loc: Loc, text: impl Into<Arc<str>>) -> Self {
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
/// All strings are raw: they may hold text of a zone or a lock file, and every report sanitises them on the way out. They
/// are shared where one finding says what another said: of a million findings most say the same.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule's name.
    pub rule: &'static str,
    /// Set by the rule to its default and decided in one place, the verdict's severity funnel.
    pub severity: Severity,
    /// The headline: what is wrong in one line that survives alone.
    pub message: Arc<str>,
    /// The consequence in one sentence, with the RFC section or what the servers do.
    pub why: Option<Arc<str>>,
    /// What to do; one line each, the command or edit first.
    pub help: Arc<[Arc<str>]>,
    /// Origin of the zone concerned, absolute with the final dot.
    pub zone: Option<Arc<str>>,
    /// Owner concerned, absolute with the final dot.
    pub owner: Option<Arc<str>>,
    /// Mnemonic of the RR type concerned.
    pub rtype: Option<Arc<str>>,
    /// The place where the defect is.
    pub primary: Label,
    /// Further places, in this text or others.
    pub related: Vec<Label>,
    /// How several texts are shown, where the labels do not say enough: few findings have it.
    pub arrangement: Option<Box<Arrangement>>,
}

/// How the texts of a finding are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// Captions of further texts; a text without one is shown without words.
    pub captions: Vec<Caption>,
    /// The text shown under the headline, where that is not the primary label's: for a lock, the lock's own file.
    pub lead: Option<SourceId>,
}

impl Finding {
    /// Builds a finding; there is none without its primary label.
    pub fn new(rule: &'static str, severity: Severity, primary: Label, message: impl Into<Arc<str>>) -> Self {
        Self {
            rule,
            severity,
            message: message.into(),
            why: None,
            help: Arc::default(),
            zone: None,
            owner: None,
            rtype: None,
            primary,
            related: Vec::new(),
            arrangement: None,
        }
    }

    /// Adds the consequence.
    #[must_use]
    pub fn why(mut self, text: impl Into<Arc<str>>) -> Self {
        self.why = Some(text.into());
        self
    }

    /// Adds a line of help.
    #[must_use]
    pub fn help(mut self, line: impl Into<Arc<str>>) -> Self {
        self.help = self.help.iter().cloned().chain([line.into()]).collect();
        self
    }

    /// Adds a further place.
    #[must_use]
    pub fn also(mut self, loc: Loc, text: impl Into<Arc<str>>) -> Self {
        self.related.reserve_exact(1);
        self.related.push(Label::new(loc, text));
        self
    }

    /// Returns how its texts are shown, to be changed.
    pub fn arranged(&mut self) -> &mut Arrangement {
        self.arrangement.get_or_insert_default()
    }

    /// Adds an `$INCLUDE` line that led to the file of the primary place.
    #[must_use]
    pub fn included_from(self, line: Loc) -> Self {
        self.also(line, "included from here")
    }

    /// Shares the texts that another finding has as well.
    #[must_use]
    pub(crate) fn sharing(mut self, other: &Self) -> Self {
        share(&mut self.message, &other.message);
        share(&mut self.primary.text, &other.primary.text);
        for (ours, theirs) in self.related.iter_mut().zip(&other.related) {
            share(&mut ours.text, &theirs.text);
        }
        let ours = [&mut self.why, &mut self.zone, &mut self.owner, &mut self.rtype];
        for (ours, theirs) in ours.into_iter().zip([&other.why, &other.zone, &other.owner, &other.rtype]) {
            if let (Some(ours), Some(theirs)) = (ours, theirs) {
                share(ours, theirs);
            }
        }
        share(&mut self.help, &other.help);
        self
    }

    /// Names the zone, owner and type that the finding is about; empty strings say nothing.
    #[must_use]
    pub fn about(mut self, zone: impl Into<Arc<str>>, owner: impl Into<Arc<str>>, rtype: impl Into<Arc<str>>) -> Self {
        let some = |text: Arc<str>| (!text.is_empty()).then_some(text);
        self.zone = some(zone.into());
        self.owner = some(owner.into());
        self.rtype = some(rtype.into());
        self
    }
}

/// Keeps equal words once.
fn share<T: PartialEq + ?Sized>(ours: &mut Arc<T>, theirs: &Arc<T>) {
    if ours == theirs {
        *ours = Arc::clone(theirs);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn finding(at: usize, message: &str) -> Finding {
        let place = Loc { source: SourceId::FIRST, span: Span::at(at) };
        let finding = Finding::new("any", Severity::Error, Label::new(place, "expected more"), message);
        finding.why("it is so").help("do this").also(place, "see here").about("example.", "www.example.", "A")
    }

    #[test]
    fn what_two_findings_say_is_kept_once() {
        let first = finding(1, "one");
        let second = finding(2, "two").sharing(&first);
        let texts = |finding: &Finding| {
            let named = [&finding.why, &finding.zone, &finding.owner, &finding.rtype];
            let labels = [&finding.primary, &finding.related[0]].map(|label| label.text.as_ptr());
            [named.map(|text| text.as_ref().unwrap().as_ptr()).as_slice(), &labels, &[finding.help[0].as_ptr()]]
                .concat()
        };
        assert_eq!(texts(&second), texts(&first));
        assert_eq!((&*second.message, second.primary.loc.span), ("two", Span::at(2)));
        assert_eq!(size_of::<Finding>(), 184);
    }
}
