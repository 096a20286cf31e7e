//! The policy of both sides of a change.
//!
//! A change cannot switch off its own gate: what the base side's configuration demands holds beside the new side's, and
//! the stricter of the two counts.

use super::{Level, Policy};
use crate::finding::{Finding, Severity};
use crate::rdata::{Dialect, Dialects};
use crate::zone::Name;

/// The new side's policy, and the base side's where there is one.
#[derive(Clone, Debug, Default)]
pub struct Policies {
    /// The new side's.
    pub head: Policy,
    /// The base side's, unless its configuration cannot be read. No configuration is a policy too.
    pub base: Option<Policy>,
}

impl Policies {
    fn both(&self) -> impl Iterator<Item = &Policy> {
        std::iter::once(&self.head).chain(&self.base)
    }

    /// Returns the policies under which the base side is read: its own files and include bases are those that were in force
    /// there, so that a change cannot turn the zone it edits into another one.
    #[must_use]
    pub fn of_old_side(&self) -> Self {
        match &self.base {
            Some(base) => Self { head: base.clone(), base: Some(self.head.without_zones()) },
            None => self.clone(),
        }
    }

    /// Returns the least severity that blocks on either side.
    pub fn fail_on(&self) -> Severity {
        self.both().map(|policy| policy.fail_on).min().unwrap_or(Severity::Error)
    }

    /// Says whether a path is a zone file (`Some(true)`: either side says so), is none (`Some(false)`: both sides exclude
    /// it), or is left to discovery.
    pub fn is_zone_file(&self, path: &[u8]) -> Option<bool> {
        let mut says = self.both().map(|policy| policy.is_zone_file(path));
        let first = says.next().flatten();
        says.fold(first, |sum, next| match (sum, next) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            _ => None,
        })
    }

    /// Returns the origin that the configuration gives a file.
    pub fn file_origin(&self, path: &[u8]) -> Option<&Name> {
        self.both().find_map(|policy| policy.file_origin(path))
    }

    /// Returns the include base of a zone.
    pub fn include_base(&self, origin: &Name) -> Option<&str> {
        self.both().find_map(|policy| policy.include_base(origin))
    }

    /// Returns the dialect that is set for a zone.
    pub fn dialect(&self, origin: Option<&Name>) -> Option<Dialect> {
        self.both().find_map(|policy| policy.dialect(origin))
    }

    /// Returns the further dialects that a zone has to be good for: what either side asks for.
    pub fn portable_to(&self, origin: Option<&Name>) -> Dialects {
        self.both().map(|policy| policy.portable_to(origin)).fold(Dialects::default(), Dialects::or)
    }

    /// Tells whether either side switches on a rule, which may be off where nobody does.
    pub fn asks_for(&self, rule: &str) -> bool {
        self.both().any(|policy| policy.level(rule).is_some_and(|level| level != Level::Off))
    }

    /// Settles the severity of a finding: the one funnel. `None` drops it. A rule that defaults to advice stays advice
    /// until it is set; a finding that its rule made milder than the default keeps that.
    pub fn settle(&self, finding: &Finding, default: Option<Severity>) -> Option<Severity> {
        let milder = default.is_some_and(|default| finding.severity < default);
        let of = |policy: &Policy| match policy.level(finding.rule) {
            Some(Level::Off) => None,
            Some(Level::Warn) => Some(if milder { finding.severity } else { Severity::Warning }),
            Some(Level::Error) => Some(if milder { finding.severity } else { Severity::Error }),
            None => default.map(|_| finding.severity),
        };
        self.both().map(of).max().flatten()
    }
}
