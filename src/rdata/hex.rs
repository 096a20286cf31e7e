//! Hexadecimal fields in text.

use std::fmt::Write as _;
use std::ops::Range;

use super::binary::{foreign, run_of};
use super::input::{Input, Tokens, Word};
use super::kind::{Field, Kind, at_least, keep};
use super::string::measure_string;
use super::{Fault, FaultKind};
use crate::source::Span;

/// Hexadecimal digits to the end, white space between them allowed.
pub(super) static HEX: Kind = Kind {
    expected: "an even number of hexadecimal digits",
    take: take_hex,
    parse: parse_hex,
    measure: at_least::<1>,
    canonical: keep,
    present: present_hex,
};
/// A salt (RFC 5155 §3.3): hexadecimal digits in one token, `-` where it is empty; a length octet on the wire.
pub(super) static SALT: Kind = Kind {
    expected: "an even number of hexadecimal digits, at most 510, or - for none",
    take: take_salt,
    parse: parse_salt,
    measure: measure_string,
    canonical: keep,
    present: present_salt,
};
const HEX_DIGITS: &str = "hexadecimal digits, 0 to 9 and a to f";

/// Returns the value of a hexadecimal digit.
pub(super) fn hex_digit(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

/// Joins digits to octets across tokens.
#[derive(Default)]
pub(super) struct HexJoiner {
    half: Option<u8>,
}

impl HexJoiner {
    /// Appends the octets that the digits complete; on an error returns the first run of other octets.
    ///
    /// The pairs that are whole in `digits` are decoded at once; where that refuses them, digit by digit, which finds the
    /// run at fault.
    #[inline]
    pub(super) fn push(&mut self, digits: &[u8], out: &mut Vec<u8>) -> Result<(), (usize, usize)> {
        let begun = usize::from(self.is_odd()).min(digits.len());
        if begun > 0 {
            self.push_each(digits, 0..begun, out)?;
        }
        let whole = (digits.len() - begun) / 2 * 2;
        let read = if push_pairs(digits.get(begun..begun + whole).unwrap_or_default(), out) { whole } else { 0 };
        if begun + read < digits.len() { self.push_each(digits, begun + read..digits.len(), out) } else { Ok(()) }
    }

    /// Appends the octets that the digits in `range` complete, one by one.
    fn push_each(&mut self, digits: &[u8], range: Range<usize>, out: &mut Vec<u8>) -> Result<(), (usize, usize)> {
        for (at, &digit) in digits.iter().enumerate().take(range.end).skip(range.start) {
            let Some(value) = hex_digit(digit) else {
                return Err(run_of(digits, at, |octet| hex_digit(octet).is_none()));
            };
            match self.half.take() {
                Some(high) => out.push(high << 4 | value),
                None => self.half = Some(value),
            }
        }
        Ok(())
    }

    /// Tells whether a digit is left without its second.
    pub(super) fn is_odd(&self) -> bool {
        self.half.is_some()
    }
}

/// Appends pairs of digits; false, and nothing appended, where not all of them are digits.
#[inline]
fn push_pairs(digits: &[u8], out: &mut Vec<u8>) -> bool {
    // `decode_append` itself reserves no more than it needs, which for a long output would copy it each time.
    out.reserve(digits.len() / 2);
    hex_simd::decode_append(digits, out).is_ok()
}

/// Reads tokens of whole octets, as most digests are.
pub(super) fn take_hex(tokens: &mut Tokens<'_>, out: &mut Vec<u8>) -> bool {
    let begin = out.len();
    while tokens.take(|pairs| push_pairs(pairs, out).then_some(())).is_some() {}
    out.len() > begin
}

/// Appends hexadecimal digits to the end of the tokens; returns where they stand.
pub(super) fn hex_to_end(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<Span, Fault> {
    let Some(whole) = input.rest() else { return Err(input.missing(field)) };
    let mut joiner = HexJoiner::default();
    while input.peek().is_some() {
        let word = input.bare(field)?;
        joiner.push(word.octets, out).map_err(|run| foreign(field, &word, run, HEX_DIGITS))?;
    }
    if joiner.is_odd() { Err(field.fault(FaultKind::Invalid, whole)) } else { Ok(whole) }
}

fn parse_hex(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    hex_to_end(input, field, out).map(|_| ())
}

/// Writes lower-case hexadecimal digits.
pub(super) fn present_hex(_prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    octets.iter().try_for_each(|octet| write!(text, "{octet:02x}")).ok()
}

/// Appends one token of hexadecimal digits, at most `limit` octets; the whole token is at fault when their number is.
pub(super) fn hex_word(word: &Word<'_>, field: &Field, limit: usize, out: &mut Vec<u8>) -> Result<(), Fault> {
    let mut joiner = HexJoiner::default();
    joiner.push(word.octets, out).map_err(|run| foreign(field, word, run, HEX_DIGITS))?;
    if joiner.is_odd() || word.octets.is_empty() || word.octets.len() / 2 > limit {
        return Err(field.fault(FaultKind::Invalid, word.span));
    }
    Ok(())
}

fn take_salt(tokens: &mut Tokens<'_>, out: &mut Vec<u8>) -> bool {
    tokens.take(|octets| (octets == b"-").then(|| out.push(0))).is_some()
}

fn parse_salt(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let word = input.bare(field)?;
    if word.octets == b"-" {
        out.push(0);
        return Ok(());
    }
    out.push(u8::try_from(word.octets.len() / 2).unwrap_or(u8::MAX));
    hex_word(&word, field, 255, out)
}

fn present_salt(prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    match octets.split_first()? {
        (_, []) => text.push('-'),
        (_, salt) => present_hex(prior, salt, text)?,
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Pusher = fn(&mut HexJoiner, &[u8], &mut Vec<u8>) -> Result<(), (usize, usize)>;

    /// Joins the tokens; returns the octets, the outcome of the last token read and whether a digit is left.
    fn join(tokens: &[&[u8]], push: Pusher) -> (Vec<u8>, Result<(), (usize, usize)>, bool) {
        let (mut joiner, mut out) = (HexJoiner::default(), b"before".to_vec());
        let outcome = tokens.iter().try_for_each(|token| push(&mut joiner, token, &mut out));
        (out, outcome, joiner.is_odd())
    }

    /// The same tokens in pairs and digit by digit.
    #[track_caller]
    fn agree(tokens: &[&[u8]]) {
        let slowly = join(tokens, |joiner, digits, out| joiner.push_each(digits, 0..digits.len(), out));
        assert_eq!(join(tokens, HexJoiner::push), slowly, "{tokens:?}");
    }

    #[test]
    fn every_octet_is_judged_alike_in_every_place() {
        for length in [1, 2, 3, 7, 16, 31, 32, 40, 64, 65, 98] {
            for place in 0..length {
                for octet in 0..=u8::MAX {
                    let mut digits = vec![b'7'; length];
                    digits[place] = octet;
                    agree(&[&digits]);
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_tokens_are_judged_alike(tokens in prop::collection::vec("[0-9a-fA-F]{0,80}[g-z]?[0-9]{0,3}", 0..4)) {
            agree(&tokens.iter().map(String::as_bytes).collect::<Vec<_>>());
        }

        #[test]
        fn written_octets_are_read_back(octets in prop::collection::vec(any::<u8>(), 0..100), at in 0usize..200) {
            let mut text = String::new();
            present_hex(&[], &octets, &mut text);
            let (first, last) = text.as_bytes().split_at(at.min(text.len()));
            prop_assert_eq!(join(&[first, last], HexJoiner::push), ([b"before", octets.as_slice()].concat(), Ok(()), false));
        }
    }
}
