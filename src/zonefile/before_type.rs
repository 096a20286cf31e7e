//! What stands between the owner of a record and its type: `[TTL] [class]` in either order (RFC 1035 §5.1), and in exports
//! of Windows the age of a dynamic record.
//!
//! Flows in: the words behind the owner. Flows out: where the type stands. The reader of records judges the words before
//! it; here they are passed, for whoever finds places again or wants to know whether a line is a record at all.

use super::msdns;
use crate::rdata::{self, Token, TypeName};

/// Tells whether a word in front of the type can only be a TTL, right or wrong.
#[inline]
pub(super) fn is_ttl(word: &[u8]) -> bool {
    matches!(word, [b'0'..=b'9' | b'+' | b'-', ..])
}

/// Tells whether a word stands before the type.
fn is_before(word: &[u8]) -> bool {
    is_ttl(word) || rdata::parse_class(word).is_some() || msdns::is_age(word)
}

/// Returns where the type, or what stands in its place, is among the fields behind the owner.
pub(super) fn type_at(text: &[u8], fields: &[Token]) -> Option<usize> {
    fields.iter().position(|token| !is_before(token.span.of(text)))
}

/// Reads words as far as the type, behind at most `most` others; `None` if there is no type that anybody knows.
pub(super) fn type_behind<'a>(words: &mut impl Iterator<Item = &'a [u8]>, most: usize) -> Option<TypeName> {
    words.take(most.saturating_add(1)).find(|word| !is_before(word)).and_then(rdata::lookup)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `expected` is the number of the type, and what stands behind it.
    #[track_caller]
    fn case(text: &str, most: usize, expected: Option<(u16, &str)>) {
        let mut words = text.split(' ').map(str::as_bytes);
        let found = type_behind(&mut words, most).map(|name| {
            let behind: Vec<_> = words.map(|word| String::from_utf8_lossy(word).into_owned()).collect();
            (name.rtype.0, behind.join(" "))
        });
        assert_eq!(found, expected.map(|(number, behind)| (number, behind.to_owned())), "{text:?}");
    }

    #[test]
    fn the_type_stands_behind_ttl_and_class() {
        case("A 192.0.2.1", 2, Some((1, "192.0.2.1")));
        case("300 IN A 192.0.2.1", 2, Some((1, "192.0.2.1")));
        case("IN 1h mx 10 a", 2, Some((15, "10 a")));
        case("CLASS3 TYPE15 x", 2, Some((15, "x")));
        case("[AGE:3600000] 300 A x", 2, Some((1, "x")));
        case("1hour -5 A x", 2, Some((1, "x")));
        case("300 IN 300 A x", 2, None);
        case("300 IN 300 IN A x", usize::MAX, Some((1, "x")));
        case("300 IN", 2, None);
        case("www A", 2, None);
        case("", 2, None);
    }
}
