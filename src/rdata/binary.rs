//! Binary fields in text: hexadecimal, base32hex.

use std::fmt::Write as _;

use super::input::{Input, Word};
use super::kind::{Field, Kind, at_least, keep};
use super::string::measure_string;
use super::{Fault, FaultKind};
use crate::source::Span;

/// Hexadecimal digits to the end, white space between them allowed.
pub(super) static HEX: Kind = Kind {
    expected: "an even number of hexadecimal digits",
    parse: parse_hex,
    measure: at_least::<1>,
    canonical: keep,
    present: present_hex,
};
/// A salt (RFC 5155 §3.3): hexadecimal digits in one token, `-` where it is empty; a length octet on the wire.
pub(super) static SALT: Kind = Kind {
    expected: "an even number of hexadecimal digits, at most 510, or - for none",
    parse: parse_salt,
    measure: measure_string,
    canonical: keep,
    present: present_salt,
};
/// A hashed owner (RFC 5155 §3.3): base32hex without padding in one token; a length octet on the wire.
pub(super) static BASE32HEX: Kind = Kind {
    expected: "base32hex digits (0 to 9, A to V) of whole octets, without padding",
    parse: parse_base32hex,
    measure: measure_hash,
    canonical: keep,
    present: present_base32hex,
};

const HEX_DIGITS: &str = "hexadecimal digits, 0 to 9 and a to f";

/// Builds the fault of a run of octets that do not belong into a field.
#[cold]
pub(super) fn foreign(field: &Field, word: &Word<'_>, (start, end): (usize, usize), expected: &str) -> Fault {
    field.fault_with(FaultKind::Invalid, word.part(start, end), expected)
}

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
    pub(super) fn push(&mut self, digits: &[u8], out: &mut Vec<u8>) -> Result<(), (usize, usize)> {
        for (at, &digit) in digits.iter().enumerate() {
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

/// Returns the run of `bad` octets that starts at `at`.
pub(super) fn run_of(octets: &[u8], at: usize, bad: impl Fn(u8) -> bool) -> (usize, usize) {
    let length = octets.get(at..).unwrap_or_default().iter().take_while(|&&octet| bad(octet)).count();
    (at, at + length)
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

fn parse_base32hex(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let word = input.bare(field)?;
    let length_at = out.len();
    out.push(0);
    let (mut bits, mut count) = (0u32, 0u32);
    for (at, &digit) in word.octets.iter().enumerate() {
        let Some(value) = base32hex_value(digit) else {
            let (start, end) = run_of(word.octets, at, |octet| base32hex_value(octet).is_none());
            return Err(field.fault(FaultKind::Invalid, word.part(start, end)));
        };
        bits = (bits << 5 | value) & 0xfff;
        count += 5;
        if count >= 8 {
            count -= 8;
            out.push(u8::try_from(bits >> count & 0xff).unwrap_or(0));
        }
    }
    let length = out.len() - length_at - 1;
    let whole = count < 5 && bits & ((1 << count) - 1) == 0;
    match (u8::try_from(length), out.get_mut(length_at)) {
        (Ok(length @ 1..), Some(slot)) if whole => *slot = length,
        _ => return Err(field.fault(FaultKind::Invalid, word.span)),
    }
    Ok(())
}

fn base32hex_value(digit: u8) -> Option<u32> {
    let value = match digit.to_ascii_lowercase() {
        digit @ b'0'..=b'9' => digit - b'0',
        digit @ b'a'..=b'v' => digit - b'a' + 10,
        _ => return None,
    };
    Some(value.into())
}

fn measure_hash(prior: &[u8], rest: &[u8]) -> Option<usize> {
    measure_string(prior, rest).filter(|&length| length > 1)
}

fn present_base32hex(_prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghijklmnopqrstuv";
    let (_, hash) = octets.split_first()?;
    for group in hash.chunks(5) {
        let bits = super::number::big_endian(group) << (8 * (5 - group.len()));
        for place in 0..(group.len() * 8).div_ceil(5) {
            let index = usize::try_from(bits >> (35 - 5 * place) & 31).ok()?;
            text.push(char::from(*ALPHABET.get(index)?));
        }
    }
    Some(())
}
