//! RDATA in canonical presentation form.

use std::fmt::Write as _;

use super::kind::Field;
use super::table::Grammar;
use super::types::{TypeClass, entry, write_mnemonic};
use crate::zone::Rtype;

/// Writes RDATA as one line of text that [`super::parse`] reads back to the same octets.
///
/// For words of one server's file format, such as ALIAS, that is read in the dialects that know the word. Names are absolute, strings in quotes, octets beyond printable ASCII `\DDD`. Where the type has no text form, or the
/// octets are not its, the form is that of RFC 3597.
pub fn present(rtype: Rtype, wire: &[u8]) -> String {
    let mut text = String::new();
    present_into(rtype, wire, &mut text);
    text
}

/// Appends type and RDATA as every server reads them: words of one server's file format go by number and in the form of
/// RFC 3597.
pub(crate) fn present_typed(rtype: Rtype, wire: &[u8], text: &mut String) {
    write_mnemonic(rtype, text);
    text.push(' ');
    let start = text.len();
    if entry(rtype).is_some_and(|entry| entry.class == TypeClass::ForeignDialect) {
        present_generic(wire, text);
    } else {
        present_into(rtype, wire, text);
    }
    if text.len() == start {
        // Without RDATA: an APL of no prefixes.
        text.truncate(start - 1);
    }
}

/// Appends what [`present`] returns.
fn present_into(rtype: Rtype, wire: &[u8], text: &mut String) {
    let start = text.len();
    let described = match entry(rtype).map(|entry| entry.grammar) {
        Some(Grammar::Fields(fields, _)) => present_fields(fields, wire, text),
        _ => None,
    };
    if described.is_none() {
        text.truncate(start);
        present_generic(wire, text);
    }
}

fn present_fields(fields: &[Field], wire: &[u8], text: &mut String) -> Option<()> {
    let begin = text.len();
    let mut start = 0;
    for field in fields {
        let (prior, rest) = wire.split_at_checked(start)?;
        let length = (field.kind.measure)(prior, rest)?;
        let before = text.len();
        if before > begin {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(rtype: u16, wire: &[u8], expected: &str) {
        let mut text = String::from("x ");
        present_typed(Rtype(rtype), wire, &mut text);
        assert_eq!(text, format!("x {expected}"));
    }

    #[test]
    fn every_server_can_read_type_and_data() {
        case(1, &[192, 0, 2, 1], "A 192.0.2.1");
        case(42, &[], "APL");
        case(731, &[], "TYPE731 \\# 0");
        case(731, &[0xab, 0xcd], "TYPE731 \\# 2 abcd");
        // Octets that are not the type's.
        case(1, &[192, 0], "A \\# 2 c000");
        // ALIAS and LUA are words of PowerDNS.
        case(65401, &[1, b'a', 0], "TYPE65401 \\# 3 016100");
    }
}
