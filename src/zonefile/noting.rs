//! What is noted while a zone is read: problems, with the owner at hand and the includes that led there.
//!
//! Flows in: a kind, places and facts. Flows out: [`Problem`]s, told how the servers concerned take them.

use std::sync::Arc;

use super::portability::{Construct, Portability};
use super::problem::{Fact, Problem, ProblemKind};
use super::reader::{Reader, Reads};
use super::state::Owner;
use crate::rdata::Fault;
use crate::source::Loc;
use crate::zone::{Name, NameId, Rtype};

impl Reader<'_> {
    /// Notes a problem with the present owner and the chain of includes.
    pub(super) fn problem(&mut self, kind: ProblemKind, at: Loc, second: Option<Loc>, fact: Fact) {
        let portability = Construct::of(kind).map(|construct| self.audience.takes(construct));
        self.note(kind, at, second, fact, portability);
    }

    /// As [`Self::problem`], for a construct of which its kind says not enough.
    pub(super) fn construct(
        &mut self,
        construct: Construct,
        kind: ProblemKind,
        at: Loc,
        second: Option<Loc>,
        fact: Fact,
    ) {
        self.note(kind, at, second, fact, Some(self.audience.takes(construct)));
    }

    /// Notes a problem, told how servers take it.
    pub(super) fn note(
        &mut self,
        kind: ProblemKind,
        at: Loc,
        second: Option<Loc>,
        fact: Fact,
        portability: Option<Portability>,
    ) {
        let owner = match self.state.owner {
            Owner::Known(id, _) if !matches!(kind, ProblemKind::DirectiveUnknown) && self.reads == Reads::Zone => {
                self.owner_of_problem(id)
            }
            _ => Arc::default(),
        };
        let included_from = self.included_from();
        self.problems.push(Problem { kind, at, second, fact, portability, owner, included_from });
    }

    /// Returns the owner of one more problem; that of the last one is shared, since an owner may have any number.
    fn owner_of_problem(&self, id: NameId) -> Arc<str> {
        let owner = self.shown(self.parts.names.wire(id));
        match self.problems.last() {
            Some(last) if *last.owner == *owner => Arc::clone(&last.owner),
            _ => owner.into(),
        }
    }

    /// Returns a name in wire form as a message shows it: in a fragment nobody knows what it would be relative to.
    pub(super) fn shown(&self, wire: &[u8]) -> String {
        let name = Name::from_wire(wire).to_string();
        match name.strip_suffix('.') {
            Some("") if self.reads == Reads::Fragment => "@".to_owned(),
            Some(relative) if self.reads == Reads::Fragment => relative.to_owned(),
            _ => name,
        }
    }

    /// Returns what a relative origin becomes, nothing where that is not known.
    pub(super) fn becomes(&self, wire: &[u8]) -> String {
        if self.reads == Reads::Fragment { String::new() } else { self.shown(wire) }
    }

    /// Returns the `$INCLUDE` lines that led to the present file, innermost first.
    pub(super) fn included_from(&self) -> Vec<Loc> {
        self.stack.iter().rev().filter_map(|&(_, from)| from).collect()
    }

    /// Returns a problem that was noted, to be told otherwise.
    pub(super) fn noted(&mut self, kind: ProblemKind, at: Loc) -> Option<&mut Problem> {
        let found = self.problems.iter().position(|problem| (problem.kind, problem.at) == (kind, at));
        self.looked_back |= found.is_none();
        self.problems.get_mut(found?)
    }

    /// Returns the fact of a wrong field.
    pub(super) fn field(&self, rtype: Rtype, fault: Fault) -> Fact {
        Fact::Field { rtype, dialect: self.audience.dialect, fault }
    }

    /// Returns how many problems there are.
    pub(super) fn problem_count(&self) -> usize {
        self.problems.len()
    }

    /// Takes back the problems noted since there were `count`.
    pub(super) fn take_back(&mut self, count: usize) -> Vec<Problem> {
        self.problems.split_off(count.min(self.problems.len()))
    }

    /// Takes back a problem that a worse one at the same place says as well.
    pub(super) fn forget(&mut self, kind: ProblemKind, at: Loc) {
        // It was noted lately: to look at all of them would take long in a file that is included often.
        match self.problems.iter().rposition(|problem| (problem.kind, problem.at) == (kind, at)) {
            Some(found) => drop(self.problems.remove(found)),
            None => self.looked_back = true,
        }
    }

    /// Notes a type whose RDATA this version does not look into.
    pub(super) fn unchecked(&mut self, rtype: Rtype, at: Loc) {
        if self.unchecked.insert(rtype) {
            self.unchecked_at.push((rtype, at));
        }
    }
}
