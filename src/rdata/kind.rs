//! What a field is: how its text becomes wire octets, how long it is on the wire, how it is written.
//!
//! Flows in: nothing; the kinds are static values beside the code that serves them (`number`, `address`, `binary`, …).
//! Flows out: three small functions a kind, which `text`, `wire` and `present` drive over the fields of a type.

use std::borrow::Cow;

use super::input::{Input, Tokens};
use super::{Fault, FaultKind};
use crate::source::Span;

/// One field of a type: its name in the words of the RFC, and its kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    /// Lower case, ready for a message: `key tag`.
    pub(super) name: &'static str,
    /// How it is read and written.
    pub(super) kind: &'static Kind,
}

/// A kind of field.
///
/// `prior` is always the wire form of the fields before it: some fields depend on an earlier one (the digest on its
/// type, the gateway on its).
#[derive(Debug)]
pub(super) struct Kind {
    /// What would be right, behind the word "expected".
    pub(super) expected: &'static str,
    /// Reads its tokens as they are written in nearly all records, and appends its wire form; false where anything about
    /// them is less than usual. What it reads, `parse` reads alike.
    pub(super) take: fn(&mut Tokens<'_>, &mut Vec<u8>) -> bool,
    /// Reads its tokens and appends its wire form; names relative to the origin, in lower case. A kind that fails has
    /// taken the tokens that are its own, or is the last of its type. One of many members notes the fault of each with
    /// [`Input::report`] and goes on.
    pub(super) parse: fn(&mut Input<'_>, &Field, &mut Vec<u8>) -> Result<(), Fault>,
    /// Returns how many octets at the start of `rest` are this field, `None` if they are no valid one.
    pub(super) measure: fn(prior: &[u8], rest: &[u8]) -> Option<usize>,
    /// Brings measured octets into canonical form: names in lower case. Most kinds have nothing to do ([`keep`]).
    pub(super) canonical: fn(prior: &[u8], octets: &mut [u8]),
    /// Writes measured octets in canonical presentation form; `None` where there is none, then the whole RDATA is
    /// written in the form of RFC 3597.
    pub(super) present: fn(prior: &[u8], octets: &[u8], text: &mut String) -> Option<()>,
}

/// The `canonical` of kinds that hold no name.
pub(super) fn keep(_prior: &[u8], _octets: &mut [u8]) {}

impl Field {
    /// Builds a fault of this field with the words of its kind.
    #[cold]
    pub(super) fn fault(&self, kind: FaultKind, span: Span) -> Fault {
        self.fault_with(kind, span, self.kind.expected)
    }

    /// Builds a fault of this field with words of its own.
    #[cold]
    pub(super) fn fault_with(&self, kind: FaultKind, span: Span, expected: impl Into<Cow<'static, str>>) -> Fault {
        Fault { kind, span, field: self.name, expected: expected.into() }
    }
}

/// The `take` of kinds that are seldom met.
pub(super) fn leave(_tokens: &mut Tokens<'_>, _out: &mut Vec<u8>) -> bool {
    false
}

/// The `measure` of a field of `N` octets.
pub(super) fn exactly<const N: usize>(_prior: &[u8], rest: &[u8]) -> Option<usize> {
    (rest.len() >= N).then_some(N)
}

/// The `measure` of a last field of at least `N` octets.
pub(super) fn at_least<const N: usize>(_prior: &[u8], rest: &[u8]) -> Option<usize> {
    (rest.len() >= N).then_some(rest.len())
}
