//! Positions (RFC 1712): longitude, latitude and altitude as decimal numbers in strings.

use super::input::Input;
use super::kind::{Field, Kind, keep, leave};
use super::string::{STRING, measure_string, push_string};
use super::{Fault, FaultKind};

/// Degrees of longitude.
pub(super) static LONGITUDE: Kind = Kind { parse: parse_longitude, measure: measure_longitude, ..LATITUDE };
/// Degrees of latitude. RFC 1712 §4 has them first in its own example, against its §3: one of both is within 90 degrees.
pub(super) static LATITUDE: Kind = Kind {
    expected: "degrees such as -32.6882: longitude from -180 to 180, latitude from -90 to 90",
    take: leave,
    parse: parse_latitude,
    measure: measure_latitude,
    canonical: keep,
    present: STRING.present,
};
/// Metres.
pub(super) static ALTITUDE: Kind = Kind {
    expected: "a decimal number of metres such as 10.0",
    take: leave,
    parse: parse_altitude,
    measure: measure_altitude,
    ..LATITUDE
};

const LONGITUDE_LIMIT: u64 = 180;
const LATITUDE_LIMIT: u64 = 90;

/// Why a string is no number of a field.
#[derive(Clone, Copy)]
enum NumberError {
    NotANumber,
    TooLarge,
}

/// Checks `[+-]digits[.digits]` and its limit without rounding.
fn check(text: &[u8], limit: u64) -> Result<(), NumberError> {
    let unsigned = text.strip_prefix(b"-").or_else(|| text.strip_prefix(b"+")).unwrap_or(text);
    let dot = unsigned.iter().position(|&octet| octet == b'.').unwrap_or(unsigned.len());
    let (whole, behind) = unsigned.split_at_checked(dot).unwrap_or_default();
    let fraction = behind.get(1..).unwrap_or_default();
    let digits = || whole.iter().chain(fraction);
    if digits().next().is_none() || !digits().all(u8::is_ascii_digit) {
        return Err(NumberError::NotANumber);
    }
    let sum = |sum: u64, digit: &u8| sum.saturating_mul(10).saturating_add(u64::from(digit - b'0'));
    let value = whole.iter().fold(0, sum);
    let above = value > limit || (value == limit && fraction.iter().any(|&digit| digit != b'0'));
    if above { Err(NumberError::TooLarge) } else { Ok(()) }
}

/// Returns the limit of the latitude: the longitude is the only field before it, unless that could not be read.
fn latitude_limit(prior: &[u8]) -> u64 {
    let longitude = prior.get(1..).unwrap_or_default();
    if check(longitude, LATITUDE_LIMIT).is_ok() { LONGITUDE_LIMIT } else { LATITUDE_LIMIT }
}

fn parse(input: &mut Input<'_>, field: &Field, limit: u64, out: &mut Vec<u8>) -> Result<(), Fault> {
    let word = input.any(field)?;
    let begin = push_string(&word, field, input, out)?;
    check(out.get(begin..).unwrap_or_default(), limit).map_err(|error| match error {
        NumberError::NotANumber => field.fault(FaultKind::Invalid, word.span),
        NumberError::TooLarge => field.fault(FaultKind::NumberOutOfRange, word.span),
    })
}

fn measure(rest: &[u8], limit: u64) -> Option<usize> {
    measure_string(&[], rest).filter(|&length| rest.get(1..length).is_some_and(|text| check(text, limit).is_ok()))
}

fn parse_longitude(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    parse(input, field, LONGITUDE_LIMIT, out)
}

fn measure_longitude(_prior: &[u8], rest: &[u8]) -> Option<usize> {
    measure(rest, LONGITUDE_LIMIT)
}

fn parse_latitude(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let limit = if input.is_clean() { latitude_limit(input.prior(out)) } else { LONGITUDE_LIMIT };
    parse(input, field, limit, out)
}

fn measure_latitude(prior: &[u8], rest: &[u8]) -> Option<usize> {
    measure(rest, latitude_limit(prior))
}

fn parse_altitude(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    parse(input, field, u64::MAX, out)
}

fn measure_altitude(_prior: &[u8], rest: &[u8]) -> Option<usize> {
    measure(rest, u64::MAX)
}
