//! Zone files as the DNS server of Windows writes them: octal escapes, `[AGE:n]`, and the comment that tells one.

use std::borrow::Cow;

use super::line::Line;
use super::portability::Construct;
use super::problem::{Fact, ProblemKind};
use super::reader::Reader;
use crate::rdata::Dialect;
use crate::source::{Loc, SourceId, Span};

/// Tells whether the first comment that says anything is that of an export: `;  Database file example.com.dns for …`.
pub(super) fn is_export(text: &[u8]) -> bool {
    for line in text.split(|octet| *octet == b'\n').take(MAX_LINES) {
        let line = line.trim_ascii();
        let comment = line.strip_prefix(b";").map_or(line, <[u8]>::trim_ascii);
        if !comment.is_empty() {
            return line.starts_with(b";") && comment.starts_with(b"Database file ");
        }
    }
    false
}

/// Empty lines and comments that may stand before that comment.
const MAX_LINES: usize = 100;

/// Returns the text with every octal escape written in decimal, which takes as many octets: all places stay the same.
/// What is no octal number becomes an escape that no server reads.
pub(super) fn in_decimal(text: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memchr(b'\\', text).is_none() {
        return Cow::Borrowed(text);
    }
    let mut decimal = text.to_vec();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\\', text.get(at..).unwrap_or_default()) {
        let escape = at + found;
        at = escape + 2;
        if let (Some(digits), Some(place)) = (digits(text, escape), decimal.get_mut(escape + 1..escape + 4)) {
            let value = octal(digits).map_or(INVALID, u16::from);
            for (place, unit) in place.iter_mut().zip([100, 10, 1]) {
                *place = b'0' + u8::try_from(value / unit % 10).unwrap_or(9);
            }
            at = escape + 4;
        }
    }
    Cow::Owned(decimal)
}

/// No octet in decimal.
const INVALID: u16 = 999;

/// Returns the three digits behind a backslash, `None` where something else stands there.
fn digits(text: &[u8], escape: usize) -> Option<[u8; 3]> {
    let digits = *text.get(escape + 1..)?.first_chunk::<3>()?;
    digits.iter().all(u8::is_ascii_digit).then_some(digits)
}

fn octal(digits: [u8; 3]) -> Option<u8> {
    let value = digits.iter().try_fold(0_u16, |sum, digit| {
        let unit = digit.wrapping_sub(b'0');
        (unit < 8).then_some(sum * 8 + u16::from(unit))
    });
    u8::try_from(value?).ok()
}

/// Tells whether a word is the time stamp of a dynamic record: `[AGE:n]`, in hours.
pub(super) fn is_age(word: &[u8]) -> bool {
    let inside = word.strip_prefix(b"[AGE:").and_then(|rest| rest.strip_suffix(b"]"));
    inside.is_some_and(|digits| !digits.is_empty() && digits.iter().all(u8::is_ascii_digit))
}

/// Tells whether a word is such a time stamp to the zone's own server, which it is passed over by.
#[inline]
pub(super) fn passes_age(reader: &mut Reader<'_>, at: Loc, word: &[u8]) -> bool {
    if reader.audience.dialect != Dialect::Msdns || !is_age(word) {
        return false;
    }
    if reader.audience.takes(Construct::AgeField).conflicts() {
        let (kind, fact) = (ProblemKind::DirectiveNonportable, Fact::Text("age".to_owned()));
        reader.construct(Construct::AgeField, kind, at, None, fact);
    }
    true
}

/// Reports every escape on a line whose octal and decimal readings differ.
#[cold]
pub(super) fn octal_escapes(reader: &mut Reader<'_>, source: SourceId, line: &Line) {
    if !line.tokens.iter().any(|token| token.escaped) {
        return;
    }
    // As it is written, not as it is read.
    let Some(octets) = reader.sources.get(source).map(|text| text.text.clone()) else { return };
    for token in line.tokens.iter().filter(|token| token.escaped) {
        let mut at = token.span.start as usize;
        let end = token.span.end as usize;
        while let Some(found) = octets.get(at..end).and_then(|rest| memchr::memchr(b'\\', rest)) {
            let escape = at + found;
            at = escape + 2;
            let Some(digits) = digits(&octets, escape) else { continue };
            at = escape + 4;
            let place = Loc { source, span: Span::new(escape, at) };
            match octal(digits) {
                Some(value) if digits.as_slice() != format!("{value:03}").as_bytes() => {
                    reader.problem(ProblemKind::OctalEscape, place, None, Fact::Number(value.into()));
                }
                None if reader.audience.takes(Construct::EscapeNotOctal).conflicts() => {
                    reader.construct(Construct::EscapeNotOctal, ProblemKind::OctalEscape, place, None, Fact::None);
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, expected: bool) {
        assert_eq!(is_export(text.as_bytes()), expected, "{text:?}");
    }

    #[test]
    fn exports_are_known_by_their_first_comment() {
        case(";\r\n;  Database file example.com.dns for example.com zone.\r\n", true);
        case("\n;  Database file x", true);
        case("; mine\n;  Database file x", false);
        case("@ SOA a b 1 2 3 4 5\n;  Database file x", false);
        case("", false);
    }

    #[track_caller]
    fn decimal(text: &str, expected: &str) {
        assert_eq!(String::from_utf8_lossy(&in_decimal(text.as_bytes())), expected, "{text:?}");
    }

    #[test]
    fn octal_escapes_become_decimal_ones_of_the_same_length() {
        decimal("plain", "plain");
        decimal("caf\\303\\251", "caf\\195\\169");
        decimal("\\101\\.\\000", "\\065\\.\\000");
        decimal("\\377 \\400 \\189", "\\255 \\999 \\999");
        decimal("\\\\101 \\1 \\", "\\\\101 \\1 \\");
    }

    #[test]
    fn time_stamps_are_known() {
        assert!(is_age(b"[AGE:3600123]"));
        assert!(!is_age(b"[AGE:]") && !is_age(b"[AGE:x]") && !is_age(b"AGE:1"));
    }
}
