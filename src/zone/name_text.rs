//! Presentation form of names to wire form (RFC 1035 §5.1).
//!
//! Flows in: the text of a name and the origin in force. Flows out: its wire form in lower case, or the octets at fault.
//! Names without escapes, which nearly all are, are read sixteen octets at a time.

use super::name::{MAX_NAME, NameError, NameErrorKind};
use crate::vector::{STEP, fold, short_words, words};

const MAX_LABEL: usize = 63;

/// Reads presentation form (RFC 1035 §5.1: `\DDD`, `\X`, `@` for the origin) and appends the lower-cased wire form.
///
/// `origin` is the wire form of the current origin. On an error nothing is appended.
#[inline]
pub fn parse_name_into(text: &[u8], origin: Option<&[u8]>, out: &mut Vec<u8>) -> Result<(), NameError> {
    let tail = origin.unwrap_or_default();
    if append_short(text, tail, out) || append_plain(text, tail, out) {
        Ok(())
    } else {
        parse_any_name(text, origin, out)
    }
}

/// Reads a name octet by octet: escapes, special forms, and whatever is wrong.
#[cold]
fn parse_any_name(text: &[u8], origin: Option<&[u8]>, out: &mut Vec<u8>) -> Result<(), NameError> {
    let begin = out.len();
    let result = append_name(text, origin, out);
    let length = out.len() - begin;
    let error = match result {
        Ok(()) if length <= MAX_NAME => return Ok(()),
        Ok(()) => NameError { kind: NameErrorKind::NameTooLong(length), start: 0, end: text.len() },
        Err(error) => error,
    };
    out.truncate(begin);
    Err(error)
}

/// Octets of the longest text that [`append_short`] reads, and of the longest wire form that it makes of it.
const SHORT: (usize, usize) = (2 * STEP, 64);

/// Reads a short name without escapes, as [`append_plain`] does; false, with nothing appended, for any other.
#[inline]
pub(super) fn append_short(text: &[u8], origin: &[u8], out: &mut Vec<u8>) -> bool {
    let absolute = text.last() == Some(&b'.');
    let tail = if absolute { &[][..] } else { origin };
    let whole = text.len() + 1 + tail.len();
    if text.len() > SHORT.0 || whole > SHORT.1 || (!absolute && tail.is_empty()) || matches!(text, b"." | b"@" | b"") {
        return false;
    }
    let mut wire = [0; SHORT.1];
    let Some(mut dots) = fold_short(text, &mut wire) else { return false };
    let mut label = 0;
    while dots != 0 {
        let dot = dots.trailing_zeros() as usize + 1;
        if !set_length(&mut wire, label, dot) {
            return false;
        }
        (label, dots) = (dot, dots & (dots - 1));
    }
    if absolute {
        wire.get_mut(label).into_iter().for_each(|root| *root = 0);
    } else if !set_length(&mut wire, label, text.len() + 1) {
        return false;
    } else if let (Some(first), Some(last), 8..=16) = (tail.first_chunk::<8>(), tail.last_chunk::<8>(), tail.len()) {
        put(first, &mut wire, text.len() + 1);
        put(last, &mut wire, whole - 8);
    } else if let Some(end) = wire.get_mut(text.len() + 1..whole) {
        end.copy_from_slice(tail);
    }
    let begin = out.len();
    out.extend_from_slice(&wire);
    out.truncate(begin + whole);
    true
}

/// Writes a text of at most 32 octets in lower case behind the first octet of `wire`, and returns where its dots stand;
/// `None` if it holds a backslash.
#[inline]
fn fold_short(text: &[u8], wire: &mut [u8; SHORT.1]) -> Option<u64> {
    let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) else {
        let (low, high) = short_words(text);
        let folded = fold(low, high);
        put(&folded.lower, wire, 1);
        return (!folded.escapes).then_some(folded.dots);
    };
    let fold_all = |octets| {
        let (low, high) = words(octets);
        fold(low, high)
    };
    let (first, last) = (fold_all(first), fold_all(last));
    put(&first.lower, wire, 1);
    put(&last.lower, wire, text.len() - STEP + 1);
    (!first.escapes && !last.escapes).then_some(first.dots | last.dots << (text.len() - STEP))
}

#[inline]
fn put<const N: usize>(octets: &[u8; N], wire: &mut [u8; SHORT.1], at: usize) {
    if let Some(place) = wire.get_mut(at..at + N) {
        place.copy_from_slice(octets);
    }
}

/// Reads a name without escapes, sixteen octets at a time; false, with nothing appended, for any other and any wrong one.
///
/// The wire form is the text, moved by one, each dot with the length of the label behind it in its place.
fn append_plain(text: &[u8], origin: &[u8], out: &mut Vec<u8>) -> bool {
    let begin = out.len();
    let [.., last] = text else { return false };
    let absolute = *last == b'.';
    let tail = if absolute { &[][..] } else { origin };
    if text.len() + 1 + tail.len() > MAX_NAME || (!absolute && tail.is_empty()) || matches!(text, b"." | b"@") {
        return false;
    }
    out.reserve(MAX_NAME + STEP);
    out.push(0);
    let dots = Dots::append_lower(text, out);
    let plain = dots.is_some_and(|dots| set_lengths(out.get_mut(begin..).unwrap_or_default(), &dots, absolute));
    if plain {
        out.extend_from_slice(tail);
    } else {
        out.truncate(begin);
    }
    plain
}

/// Puts the lengths of the labels where their dots stand; false if a length is none that a label may have.
#[inline]
fn set_lengths(wire: &mut [u8], dots: &Dots, absolute: bool) -> bool {
    let mut label = 0;
    for (base, &bits) in (1..).step_by(64).zip(&dots.0).take(wire.len() / 64 + 1) {
        let mut bits = bits;
        while bits != 0 {
            let dot = base + bits.trailing_zeros() as usize;
            if !set_length(wire, label, dot) {
                return false;
            }
            label = dot;
            bits &= bits - 1;
        }
    }
    // The dot at the end is the root's.
    if absolute { wire.last_mut().map(|root| *root = 0).is_some() } else { set_length(wire, label, wire.len()) }
}

#[inline]
fn set_length(wire: &mut [u8], label: usize, end: usize) -> bool {
    let length = end.wrapping_sub(label + 1);
    match (u8::try_from(length), wire.get_mut(label)) {
        (Ok(length @ 1..=63), Some(place)) => {
            *place = length;
            true
        }
        _ => false,
    }
}

/// Where the dots of a text stand, a bit an octet.
struct Dots([u64; 5]);

impl Dots {
    /// Appends a text in lower case and finds its dots; `None` if it holds a backslash.
    #[inline]
    fn append_lower(text: &[u8], out: &mut Vec<u8>) -> Option<Self> {
        let begin = out.len();
        let mut dots = Self([0; 5]);
        let mut escapes = false;
        let (steps, rest) = text.as_chunks::<STEP>();
        for (octets, at) in steps.iter().zip((0..).step_by(STEP)) {
            escapes |= dots.add(words(octets), at, out);
        }
        if !rest.is_empty() {
            // What is left, together with octets that were read before, or with nothing behind it.
            let (words, at) = match text.last_chunk::<STEP>() {
                Some(octets) => (words(octets), text.len() - STEP),
                None => (short_words(text), 0),
            };
            out.truncate(begin + at);
            escapes |= dots.add(words, at, out);
            out.truncate(begin + text.len());
        }
        (!escapes).then_some(dots)
    }

    /// Appends sixteen octets that stand at offset `at` of the text; tells whether there is a backslash.
    #[inline]
    fn add(&mut self, (low, high): (u64, u64), at: usize, out: &mut Vec<u8>) -> bool {
        let folded = fold(low, high);
        out.extend_from_slice(&folded.lower);
        if let Some([first, second]) = self.0.get_mut(at / 64..at / 64 + 2) {
            *first |= folded.dots << (at % 64);
            *second |= folded.dots >> 1 >> (63 - at % 64);
        }
        folded.escapes
    }
}

fn append_name(text: &[u8], origin: Option<&[u8]>, out: &mut Vec<u8>) -> Result<(), NameError> {
    let relative = NameError { kind: NameErrorKind::OriginUnknown, start: 0, end: text.len() };
    match text {
        b"." => {
            out.push(0);
            return Ok(());
        }
        b"@" => {
            out.extend_from_slice(origin.ok_or(relative)?);
            return Ok(());
        }
        b"" => return Err(NameError { kind: NameErrorKind::LabelEmpty, start: 0, end: 0 }),
        _ => {}
    }
    let mut at = 0;
    while at < text.len() {
        at = append_label(text, at, out)?;
    }
    if is_absolute(text) {
        out.push(0);
    } else {
        out.extend_from_slice(origin.ok_or(relative)?);
    }
    Ok(())
}

/// Tells whether a name as it is written ends in a dot that is no octet of its last label.
pub(crate) fn is_absolute(text: &[u8]) -> bool {
    let Some((b'.', before)) = text.split_last() else { return false };
    before.iter().rev().take_while(|&&octet| octet == b'\\').count() % 2 == 0
}

/// Appends the label that starts at `at`; returns where the next one starts.
fn append_label(text: &[u8], at: usize, out: &mut Vec<u8>) -> Result<usize, NameError> {
    let length_at = out.len();
    out.push(0);
    let mut pos = at;
    while let Some(&octet) = text.get(pos) {
        match octet {
            b'.' => break,
            b'\\' => {
                let (value, next) = unescape(text, pos)?;
                out.push(value.to_ascii_lowercase());
                pos = next;
            }
            _ => {
                out.push(octet.to_ascii_lowercase());
                pos += 1;
            }
        }
    }
    let length = out.len() - length_at - 1;
    let error = |kind, end| Err(NameError { kind, start: at, end });
    match u8::try_from(length) {
        Ok(0) => return error(NameErrorKind::LabelEmpty, (pos + 1).min(text.len())),
        Ok(short) if length <= MAX_LABEL => {
            if let Some(slot) = out.get_mut(length_at) {
                *slot = short;
            }
        }
        _ => return error(NameErrorKind::LabelTooLong(length), pos),
    }
    Ok(pos + 1)
}

/// Returns what is wrong in a name behind its first error: one run tells everything.
#[cold]
pub fn further_name_errors(text: &[u8], first: NameError) -> Vec<NameError> {
    let mut errors = Vec::new();
    let (mut last, mut label) = (first, Vec::new());
    let mut at = behind(text, first);
    while at < text.len() {
        label.clear();
        match append_label(text, at, &mut label) {
            Ok(next) => at = next,
            Err(error) => {
                // A run of dots is one error, and what is left of a label behind an escape that is none is no label.
                let goes_on = error.start == last.end;
                if !goes_on || error.kind == NameErrorKind::EscapeInvalid {
                    errors.push(error);
                }
                (last, at) = (error, behind(text, error));
            }
        }
    }
    errors
}

/// Returns where the text of a name goes on behind an error.
fn behind(text: &[u8], error: NameError) -> usize {
    let dot = error.kind != NameErrorKind::LabelEmpty && text.get(error.end) == Some(&b'.');
    error.end + usize::from(dot)
}

/// Decodes the escape at `at`; returns the octet and the offset behind the escape. `\[` began the bit-string labels that
/// RFC 6891 §5 withdrew; BIND and Knot refuse it.
fn unescape(text: &[u8], at: usize) -> Result<(u8, usize), NameError> {
    let error = |end: usize| NameError { kind: NameErrorKind::EscapeInvalid, start: at, end: end.min(text.len()) };
    match text.get(at + 1) {
        None | Some(b'[') => Err(error(at + 2)),
        Some(digit) if digit.is_ascii_digit() => {
            let digits = || text.iter().skip(at + 1).take(3).take_while(|digit| digit.is_ascii_digit());
            let end = at + 1 + digits().count();
            let value = digits().fold(0u16, |sum, digit| sum * 10 + u16::from(digit - b'0'));
            u8::try_from(value).ok().filter(|_| end == at + 4).map(|octet| (octet, end)).ok_or_else(|| error(end))
        }
        Some(&octet) => Ok((octet, at + 2)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Name;
    use super::*;

    proptest::proptest! {
        #[test]
        fn plain_names_are_read_as_any_name_is(text in "[a-zA-Z0-9.@\\\\_\u{e9}-]{0,70}", origin in "[a-z]{0,9}\\.") {
            let origin = Name::parse(origin.as_bytes(), None).unwrap_or_else(|_| Name::root());
            for origin in [Some(origin.wire()), None] {
                let (mut fast, mut slow) = (vec![7], vec![7]);
                let results = [
                    parse_name_into(text.as_bytes(), origin, &mut fast),
                    parse_any_name(text.as_bytes(), origin, &mut slow),
                ];
                assert_eq!((results[0], fast), (results[1], slow), "{text:?}");
            }
        }
    }
}
