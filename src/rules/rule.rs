//! What a rule is.

use super::context::{ChangeCx, FileCx, LockCx, RepoCx, ZoneCx};
use crate::finding::{Finding, Severity};

/// A rule: a static value. Everything that documentation, reports and the registry say about it is read from here.
#[derive(Debug)]
pub struct Rule {
    /// The name: kebab-case, says the defect, reads well after "allow"; never reused.
    pub name: &'static str,
    /// One line of at most 72 characters without a final period.
    pub summary: &'static str,
    /// The group.
    pub group: Group,
    /// What it is where no policy says otherwise; `None` is off.
    pub default: Option<Severity>,
    /// The first version that has it.
    pub since: &'static str,
    /// The `DNS_ERROR_…` that Windows uses for the same situation.
    pub windows_code: Option<u16>,
    /// The rule's card.
    pub card: &'static str,
    /// What it needs, and the check.
    pub check: Check,
}

/// What a rule needs to see; the run hands it nothing else.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// One file's text and entries.
    File(fn(&FileCx<'_>, &mut Vec<Finding>)),
    /// The names of one file or zone as they are written: those of a fragment, which stand below the root, too.
    Names(fn(&ZoneCx<'_>, &mut Vec<Finding>)),
    /// A loaded zone with its includes.
    Zone(fn(&ZoneCx<'_>, &mut Vec<Finding>)),
    /// Both sides of a zone; without a base side it does not run.
    Change(fn(&ChangeCx<'_>, &mut Vec<Finding>)),
    /// All zones of the snapshot.
    Repo(fn(&RepoCx<'_>, &mut Vec<Finding>)),
    /// Lock evidence for one zone.
    Lock(fn(&LockCx<'_>, &mut Vec<Finding>)),
}

impl Check {
    /// Returns the word for what the rule needs.
    pub fn needs(self) -> &'static str {
        match self {
            Self::File(_) | Self::Names(_) => "file",
            Self::Zone(_) => "zone",
            Self::Change(_) => "change",
            Self::Repo(_) => "repo",
            Self::Lock(_) => "lock",
        }
    }
}

/// The groups of `docs/rules.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the group's word is its meaning; docs/rules.md has a table a group")]
pub enum Group {
    Text,
    Directive,
    Record,
    Name,
    Soa,
    Alias,
    Ttl,
    Change,
    Repo,
    Lock,
}

impl Group {
    /// Returns the lower-case word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Directive => "directive",
            Self::Record => "record",
            Self::Name => "name",
            Self::Soa => "soa",
            Self::Alias => "alias",
            Self::Ttl => "ttl",
            Self::Change => "change",
            Self::Repo => "repo",
            Self::Lock => "lock",
        }
    }
}
