//! What the tokens of an RDATA are, seen from outside: names, text or base64.
//!
//! Flows in: a type and the number of a token behind it. Flows out: the one word that checks of style need to know.

use super::base64::{BASE64, BASE64_OPTIONAL, BASE64_OR_HYPHEN};
use super::digest::KEY_DATA;
use super::kind::Kind;
use super::name::NAME;
use super::string::{QUOTED_URI, STRING, STRING_OPTIONAL, STRINGS};
use super::table::Grammar;
use super::types::entry;
use super::{caa, svcb};
use crate::zone::Rtype;

/// What a token of RDATA is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A domain name.
    Name,
    /// A character-string, or text that is written like one.
    Text,
    /// Base64, of which white space may make several tokens.
    Base64,
    /// Anything else: numbers, addresses, digests, what is not described.
    Other,
}

/// Says what the token of that number, from 0, is in the text form of a type.
pub(crate) fn shape(rtype: Rtype, token: usize) -> Shape {
    let Some(Grammar::Fields(fields, _)) = entry(rtype).map(|entry| entry.grammar) else { return Shape::Other };
    // Only the last field may have several tokens.
    let field = fields.get(token).or_else(|| fields.last().filter(|last| goes_on(last.kind)));
    field.map_or(Shape::Other, |field| of(field.kind))
}

fn is_any(kind: &Kind, kinds: &[&'static Kind]) -> bool {
    kinds.iter().any(|other| std::ptr::eq(kind, *other))
}

fn goes_on(kind: &Kind) -> bool {
    of(kind) == Shape::Base64 || is_any(kind, &[&STRINGS])
}

fn of(kind: &Kind) -> Shape {
    if is_any(kind, &[&NAME, &svcb::TARGET]) {
        Shape::Name
    } else if is_any(kind, &[&STRING, &STRINGS, &STRING_OPTIONAL, &QUOTED_URI, &caa::VALUE]) {
        Shape::Text
    } else if is_any(kind, &[&BASE64, &BASE64_OPTIONAL, &BASE64_OR_HYPHEN, &KEY_DATA]) {
        Shape::Base64
    } else {
        Shape::Other
    }
}

/// Returns the number of the token at which base64 starts in the text form of a type, if it may be several tokens.
///
/// The same as [`shape`] says, for the reader to ask of every record.
#[inline]
pub(crate) const fn base64_at(rtype: Rtype) -> Option<usize> {
    match rtype.0 {
        49 | 61 | 67 | 68 => Some(0),
        25 | 37 | 40 | 48 | 57 | 60 => Some(3),
        45 | 259 => Some(4),
        24 | 46 => Some(8),
        _ => None,
    }
}

/// Tells whether the text form of a type holds text. The same as [`shape`] says, for the reader to ask of many records.
#[inline]
pub(crate) const fn holds_text(rtype: Rtype) -> bool {
    matches!(rtype.0, 13 | 16 | 20 | 35 | 56 | 99 | 256..=259 | 261..=263 | 65402)
}

#[cfg(test)]
mod tests {
    use super::super::table::TYPES;
    use super::*;

    #[track_caller]
    fn case(rtype: u16, expected: &[Shape]) {
        let found: Vec<Shape> = (0..expected.len()).map(|token| shape(Rtype(rtype), token)).collect();
        assert_eq!(found, expected, "TYPE{rtype}");
    }

    #[test]
    fn tokens_are_what_their_fields_are() {
        use Shape::{Base64, Name, Other, Text};
        case(1, &[Other, Other]);
        case(6, &[Name, Name, Other]);
        case(15, &[Other, Name, Other]);
        case(16, &[Text, Text, Text]);
        case(13, &[Text, Text, Other]);
        case(35, &[Other, Other, Text, Text, Text, Name, Other]);
        case(46, &[Other, Other, Other, Other, Other, Other, Other, Name, Base64, Base64]);
        case(64, &[Other, Name, Other]);
        case(257, &[Other, Other, Text, Other]);
        case(55, &[Other]);
        case(65280, &[Other]);
    }

    #[test]
    fn base64_and_text_are_where_the_table_has_them() {
        for entry in TYPES {
            let rtype = Rtype(entry.number);
            let text = (0..20).any(|token| shape(rtype, token) == Shape::Text);
            assert_eq!(holds_text(rtype), text, "{}", entry.mnemonic);
            let found = (0..20).find(|&token| shape(rtype, token) == Shape::Base64);
            assert_eq!(base64_at(rtype), found, "{}", entry.mnemonic);
        }
    }
}
