//! Decimal numbers: plain, with TTL units, serials.

use std::fmt::Write as _;

use super::input::{Input, Tokens, Word};
use super::kind::{Field, Kind, exactly, keep};
use super::spelling::Spelling;
use super::ttl::{Ttl, TtlErrorKind, sum_units};
use super::{Fault, FaultKind};

/// One octet.
pub(super) static U8: Kind = number::<1>("a decimal number from 0 to 255");
/// Two octets.
pub(super) static U16: Kind = number::<2>("a decimal number from 0 to 65535");
/// Four octets.
pub(super) static U32: Kind = number::<4>("a decimal number from 0 to 4294967295");
/// An SOA serial: above 32 bits it has a rule of its own, and no server reads units or dots in it.
pub(super) static SERIAL: Kind =
    Kind { parse: parse_serial, ..number::<4>("a decimal number from 0 to 4294967295, without units or dots") };
/// An SOA timer: seconds, or TTL units as BIND introduced them.
pub(super) static TIMER: Kind =
    Kind { parse: parse_timer, ..number::<4>("a number of seconds from 0 to 4294967295, or units such as 1h30m") };

/// An IPN node number: 64 bits, or two halves of 32 bits with a dot between them (draft-johnson-dns-ipn-cla).
pub(super) static IPN: Kind =
    Kind { parse: parse_ipn, ..number::<8>("a decimal number of 64 bits, or two of 32 bits with a dot between them") };

const fn number<const N: usize>(expected: &'static str) -> Kind {
    Kind {
        expected,
        take: take_number::<N>,
        parse: parse_number::<N>,
        measure: exactly::<N>,
        canonical: keep,
        present: present_number,
    }
}

/// Why octets are no number of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberError {
    /// Something else than digits, or nothing.
    NotANumber,
    /// Above the limit.
    TooLarge,
}

/// The longest run of digits that cannot pass 64 bits.
const SURE_DIGITS: usize = 19;

/// Reads digits; leading zeros pass, a sign does not.
#[inline]
pub(super) fn decimal(text: &[u8], limit: u64) -> Result<u64, NumberError> {
    if text.is_empty() || text.len() > SURE_DIGITS {
        return long_decimal(text, limit);
    }
    let mut value = 0u64;
    for octet in text {
        let digit = octet.wrapping_sub(b'0');
        if digit > 9 {
            return Err(NumberError::NotANumber);
        }
        value = value * 10 + u64::from(digit);
    }
    if value <= limit { Ok(value) } else { Err(NumberError::TooLarge) }
}

/// Reads digits of any number.
#[cold]
fn long_decimal(text: &[u8], limit: u64) -> Result<u64, NumberError> {
    if text.is_empty() || !text.iter().all(u8::is_ascii_digit) {
        return Err(NumberError::NotANumber);
    }
    text.iter()
        .try_fold(0u64, |sum, digit| sum.checked_mul(10)?.checked_add(u64::from(digit - b'0')))
        .filter(|&value| value <= limit)
        .ok_or(NumberError::TooLarge)
}

/// Reads the octets of a word as a number, with the faults of the field.
pub(super) fn decimal_word(word: &Word<'_>, field: &Field, limit: u64) -> Result<u64, Fault> {
    decimal(word.octets, limit).map_err(|error| {
        let kind = match error {
            NumberError::NotANumber => FaultKind::Invalid,
            NumberError::TooLarge => FaultKind::NumberOutOfRange,
        };
        field.fault(kind, word.span)
    })
}

/// Appends the last `N` octets of a number.
#[inline]
pub(super) fn push<const N: usize>(value: u64, out: &mut Vec<u8>) {
    let octets = value.to_be_bytes();
    out.extend_from_slice(octets.last_chunk::<N>().map_or(&[], |last| last));
}

/// Reads a number of up to eight octets.
pub(super) fn big_endian(octets: &[u8]) -> u64 {
    octets.iter().fold(0, |sum, &octet| (sum << 8) | u64::from(octet))
}

/// The largest number of `N` octets.
const fn limit<const N: usize>() -> u64 {
    u64::MAX >> (64 - 8 * N)
}

/// Reads a number of up to eight digits.
#[inline]
pub(super) fn take_number<const N: usize>(tokens: &mut Tokens<'_>, out: &mut Vec<u8>) -> bool {
    let read = |word, length| short_decimal(word, length).filter(|&number| number <= limit::<N>());
    tokens.take_short(read).map(|number| push::<N>(number, out)).is_some()
}

/// Reads the first one to eight octets of a word as digits, all at once.
#[inline]
fn short_decimal(word: u64, length: usize) -> Option<u64> {
    const HUNDREDS: u64 = 0x0000_00ff_0000_00ff;
    // Moved up, so that zeros stand before the digits.
    let unused = u32::try_from(8usize.checked_sub(length)?).ok()? * 8;
    let digits = (word ^ (EACH * 0x30)).checked_shl(unused)?;
    let pairs = pairs(digits)?;
    let upper = (pairs & HUNDREDS).wrapping_mul(100 + (1_000_000 << 32));
    let lower = (pairs >> 16 & HUNDREDS).wrapping_mul(1 + (10_000 << 32));
    Some(upper.wrapping_add(lower) >> 32)
}

const EACH: u64 = 0x0101_0101_0101_0101;

/// Reads eight octets, the first in the lowest bits, as four numbers of two digits, each in sixteen bits; `None` if any
/// octet is no digit.
#[inline]
pub(super) fn digit_pairs(octets: u64) -> Option<u64> {
    pairs(octets ^ (EACH * 0x30))
}

/// Makes numbers of the values of digits.
#[inline]
fn pairs(digits: u64) -> Option<u64> {
    // Six more than nine is the first that reaches the upper half; an octet that carries into the next has one itself.
    if (digits | digits.wrapping_add(EACH * 6)) & (EACH * 0xf0) != 0 {
        return None;
    }
    Some(digits.wrapping_mul(10).wrapping_add(digits >> 8) & 0x00ff_00ff_00ff_00ff)
}

fn parse_number<const N: usize>(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    push::<N>(decimal_word(&input.bare(field)?, field, limit::<N>())?, out);
    Ok(())
}

fn parse_serial(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    parse_number::<4>(input, field, out).map_err(|fault| match fault.kind {
        FaultKind::NumberOutOfRange => Fault { kind: FaultKind::SerialOutOfRange, ..fault },
        _ => fault,
    })
}

fn parse_timer(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let word = input.bare(field)?;
    let kind = match sum_units(word.octets) {
        Ok(ttl) if ttl.compound && !input.reads(units(ttl)) => {
            return Err(field.fault_with(FaultKind::Invalid, word.span, "seconds, or one number with a unit"));
        }
        Ok(ttl) if ttl.seconds <= limit::<4>() => {
            push::<4>(ttl.seconds, out);
            return Ok(());
        }
        Ok(_) => FaultKind::NumberOutOfRange,
        Err(error) => match error.kind {
            TtlErrorKind::Invalid => FaultKind::Invalid,
            TtlErrorKind::TooLarge(_) => FaultKind::NumberOutOfRange,
        },
    };
    Err(field.fault(kind, word.span))
}

/// Returns what a sum of several units is to servers.
fn units(ttl: Ttl) -> Spelling {
    match (ttl.unordered, ttl.rising) {
        (false, _) => Spelling::TimerDescending,
        (true, true) => Spelling::TimerAscending,
        (true, false) => Spelling::TimerMixed,
    }
}

fn parse_ipn(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let word = input.bare(field)?;
    let Some(dot) = word.octets.iter().position(|&octet| octet == b'.') else {
        push::<8>(decimal_word(&word, field, u64::MAX)?, out);
        return Ok(());
    };
    for (start, end) in [(0, dot), (dot + 1, word.octets.len())] {
        let half =
            Word { span: word.part(start, end), octets: word.octets.get(start..end).unwrap_or_default(), ..word };
        push::<4>(decimal_word(&half, field, u32::MAX.into())?, out);
    }
    Ok(())
}

fn present_number(_prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    write!(text, "{}", big_endian(octets)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn case(text: &[u8], limit: u64, expected: Result<u64, NumberError>) {
        assert_eq!(decimal(text, limit), expected, "{text:?}");
        assert_eq!(long_decimal(text, limit), expected, "{text:?}");
    }

    #[test]
    fn limits_and_lengths() {
        case(b"", 255, Err(NumberError::NotANumber));
        case(b"255", 255, Ok(255));
        case(b"256", 255, Err(NumberError::TooLarge));
        case(b"256x", 255, Err(NumberError::NotANumber));
        case(b"+1", 255, Err(NumberError::NotANumber));
        case(b"9999999999999999999", u64::MAX, Ok(9_999_999_999_999_999_999));
        case(b"18446744073709551615", u64::MAX, Ok(u64::MAX));
        case(b"18446744073709551616", u64::MAX, Err(NumberError::TooLarge));
        case(b"000000000000000000000000007", 255, Ok(7));
        case(b"00000000000000000000000000/", 255, Err(NumberError::NotANumber));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn short_and_long_numbers_are_read_alike(text in "[0-9]{0,22}[0-9/:a]?[0-9]{0,2}", limit in any::<u64>()) {
            let behind = [text.as_bytes(), b"12345678"].concat();
            let word = u64::from_le_bytes(*behind.first_chunk().unwrap());
            let short = Some(text.as_bytes()).filter(|text| (1..=8).contains(&text.len()));
            let expected = short.and_then(|text| long_decimal(text, u64::MAX).ok());
            prop_assert_eq!(short_decimal(word, text.len()), expected);
            for limit in [limit, u64::MAX, u32::MAX.into(), u16::MAX.into(), u8::MAX.into()] {
                prop_assert_eq!(decimal(text.as_bytes(), limit), long_decimal(text.as_bytes(), limit));
            }
        }
    }
}
