//! RDATA in canonical presentation form.

use std::fmt::Write as _;

use super::kind::Field;
use super::table::Grammar;
use super::types::entry;
use crate::zone::Rtype;

/// Writes RDATA as one line of text that [`super::parse`] reads back to the same octets.
///
/// For words of one server's file format, such as ALIAS, that is read in the dialects that know the word. Names are absolute, strings in quotes, octets beyond printable ASCII `\DDD`. Where the type has no text form, or the
/// octets are not its, the form is that of RFC 3597.
pub fn present(rtype: Rtype, wire: &[u8]) -> String {
    let mut text = String::new();
    let described = match entry(rtype).map(|entry| entry.grammar) {
        Some(Grammar::Fields(fields)) => present_fields(fields, wire, &mut text),
        _ => None,
    };
    if described.is_none() {
        text.clear();
        present_generic(wire, &mut text);
    }
    text
}

fn present_fields(fields: &[Field], wire: &[u8], text: &mut String) -> Option<()> {
    let mut start = 0;
    for field in fields {
        let (prior, rest) = wire.split_at_checked(start)?;
        let length = (field.kind.measure)(prior, rest)?;
        let before = text.len();
        if before > 0 {
            text.push(' ');
        }
        let blank = text.len();
        (field.kind.present)(prior, rest.get(..length)?, text)?;
        if text.len() == blank {
            text.truncate(before);
        }
        start += length;
    }
    (start == wire.len()).then_some(())
}

/// Writes `\# length hex` (RFC 3597 §5).
fn present_generic(wire: &[u8], text: &mut String) {
    let written = write!(text, "\\# {}", wire.len());
    debug_assert!(written.is_ok(), "writing to a String cannot fail");
    if !wire.is_empty() {
        text.push(' ');
        let written = wire.iter().try_for_each(|octet| write!(text, "{octet:02x}"));
        debug_assert!(written.is_ok(), "writing to a String cannot fail");
    }
}
