//! What the readers of binary data in text share: which octets are at fault.

use super::input::Word;
use super::kind::Field;
use super::{Fault, FaultKind};

/// Builds the fault of a run of octets that do not belong into a field.
#[cold]
pub(super) fn foreign(field: &Field, word: &Word<'_>, (start, end): (usize, usize), expected: &'static str) -> Fault {
    field.fault_with(FaultKind::Invalid, word.part(start, end), expected)
}

/// Returns the run of `bad` octets that starts at `at`.
pub(super) fn run_of(octets: &[u8], at: usize, bad: impl Fn(u8) -> bool) -> (usize, usize) {
    let length = octets.get(at..).unwrap_or_default().iter().take_while(|&&octet| bad(octet)).count();
    (at, at + length)
}
