//! What is said of records that `$GENERATE` made: one finding for the directives concerned, however many names it is about.
//!
//! Flows in: findings of one rule after the other. Flows out: the first of those that point at the same places, with how
//! many names there are more of its kind. Every record that a directive made stands at it, so that a few octets of text
//! would give as many findings as records.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::words;
use crate::finding::Finding;
use crate::source::{Loc, SourceMap};

/// The findings about generated records so far, by rule and places.
#[derive(Debug, Default)]
pub(super) struct Gathered(RefCell<BTreeMap<(&'static str, Vec<Loc>), First>>);

/// The first finding about some directives.
#[derive(Debug)]
struct First {
    /// Where it stands in the list.
    at: usize,
    /// The length of its message without the count.
    message: usize,
    /// How many names there are beside its own.
    more: usize,
}

impl Gathered {
    /// Adds a finding to the list, or counts it where the list has one about the same directives.
    pub(super) fn push(&self, sources: &SourceMap, finding: Finding, out: &mut Vec<Finding>) {
        // Where an owner starts with a dollar sign there is a backslash before it.
        if sources.slice(finding.primary.loc).first() != Some(&b'$') {
            return out.push(finding);
        }
        let places = std::iter::once(&finding.primary).chain(&finding.related).map(|label| label.loc).collect();
        let mut known = self.0.borrow_mut();
        let new = First { at: out.len(), message: finding.message.len(), more: 0 };
        let first = known.entry((finding.rule, places)).or_insert(new);
        match out.get_mut(first.at) {
            Some(told) => {
                first.more += 1;
                let own = told.message.get(..first.message).unwrap_or_default();
                told.message = format!("{own}; {} likewise", words::count(first.more, "more name")).into();
            }
            None => out.push(finding),
        }
    }
}
