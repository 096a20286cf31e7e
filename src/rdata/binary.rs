//! Binary fields in text: hexadecimal, base64, base32hex.

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
/// Base64 to the end (RFC 4648 §4), white space allowed, padding required.
pub(super) static BASE64: Kind = Kind {
    expected: BASE64_EXPECTED,
    parse: parse_base64,
    measure: at_least::<1>,
    canonical: keep,
    present: present_base64,
};
/// Base64 to the end, or nothing.
pub(super) static BASE64_OPTIONAL: Kind = Kind {
    expected: BASE64_EXPECTED,
    parse: parse_base64_optional,
    measure: at_least::<0>,
    canonical: keep,
    present: present_base64,
};
/// Base64 to the end, `-` where it is empty (the DOA draft).
pub(super) static BASE64_OR_HYPHEN: Kind = Kind {
    expected: "base64 in groups of four characters, or - for none",
    parse: parse_base64_or_hyphen,
    measure: at_least::<0>,
    canonical: keep,
    present: present_base64_or_hyphen,
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

const BASE64_EXPECTED: &str = "base64 in groups of four characters, padded with =";
/// What may stand in a field, for octets that may not.
const BASE64_CHARACTERS: &str = "base64: A to Z, a to z, 0 to 9, + and /, padded with = at the end";
const HEX_DIGITS: &str = "hexadecimal digits, 0 to 9 and a to f";

/// Builds the fault of a run of octets that do not belong into a field.
#[cold]
fn foreign(field: &Field, word: &Word<'_>, (start, end): (usize, usize), expected: &str) -> Fault {
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
fn run_of(octets: &[u8], at: usize, bad: impl Fn(u8) -> bool) -> (usize, usize) {
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

/// Joins base64 characters to octets across tokens.
#[derive(Default)]
pub(super) struct Base64Joiner {
    bits: u32,
    count: u8,
    padding: u8,
    done: bool,
}

impl Base64Joiner {
    /// Appends the octets that the characters complete; on an error returns the run at fault.
    ///
    /// As in BIND, padding ends the data and the bits that it leaves over have to be zero.
    pub(super) fn push(&mut self, text: &[u8], out: &mut Vec<u8>) -> Result<(), (usize, usize)> {
        for (at, &character) in text.iter().enumerate() {
            if self.done {
                return Err((at, text.len()));
            }
            match base64_value(character) {
                Some(value) if self.padding == 0 => {
                    self.bits = self.bits << 6 | value;
                    self.count += 1;
                }
                None if character == b'=' && self.count >= 2 => {
                    self.padding += 1;
                    self.bits <<= 6;
                    self.count += 1;
                }
                Some(_) => return Err((at, text.len())),
                None => return Err(run_of(text, at, |octet| base64_value(octet).is_none())),
            }
            if self.count == 4 && !self.flush(out) {
                return Err((at.saturating_sub(usize::from(self.padding)), at + 1));
            }
        }
        Ok(())
    }

    /// Appends a full group; false if bits are left over.
    fn flush(&mut self, out: &mut Vec<u8>) -> bool {
        let [_, octets @ ..] = self.bits.to_be_bytes();
        let (data, left_over) = octets.split_at_checked(3 - usize::from(self.padding)).unwrap_or((&[], &[]));
        out.extend_from_slice(data);
        self.done = self.padding > 0;
        (self.bits, self.count) = (0, 0);
        left_over.iter().all(|&octet| octet == 0)
    }

    /// Tells whether a group has begun and not ended.
    pub(super) fn is_partial(&self) -> bool {
        self.count > 0
    }
}

fn base64_value(character: u8) -> Option<u32> {
    let value = match character {
        b'A'..=b'Z' => character - b'A',
        b'a'..=b'z' => character - b'a' + 26,
        b'0'..=b'9' => character - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(value.into())
}

fn parse_base64(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let Some(whole) = input.rest() else { return Err(input.missing(field)) };
    let mut joiner = Base64Joiner::default();
    while input.peek().is_some() {
        let word = input.bare(field)?;
        joiner.push(word.octets, out).map_err(|run| foreign(field, &word, run, BASE64_CHARACTERS))?;
    }
    if joiner.is_partial() { Err(field.fault(FaultKind::Invalid, whole)) } else { Ok(()) }
}

fn parse_base64_optional(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    if input.peek().is_none() { Ok(()) } else { parse_base64(input, field, out) }
}

fn parse_base64_or_hyphen(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    match input.peek() {
        Some(word) if word.octets == b"-" && !word.quoted => input.next().map_or(Ok(()), |_| Ok(())),
        _ => parse_base64(input, field, out),
    }
}

/// Writes base64 with padding.
pub(super) fn present_base64(_prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for group in octets.chunks(3) {
        let bits = super::number::big_endian(group) << (8 * (3 - group.len()));
        for place in 0..4 {
            let index = usize::try_from(bits >> (18 - 6 * place) & 63).ok()?;
            text.push(if place > group.len() { '=' } else { char::from(*ALPHABET.get(index)?) });
        }
    }
    Some(())
}

fn present_base64_or_hyphen(prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    if octets.is_empty() {
        text.push('-');
        return Some(());
    }
    present_base64(prior, octets, text)
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
