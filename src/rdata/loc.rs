//! Locations (RFC 1876): angles, altitude, sizes.

use std::fmt::Write as _;

use super::input::{Input, Word};
use super::kind::{Field, Kind, keep, leave};
use super::number::{NumberError, decimal};
use super::{Fault, FaultKind};
use crate::source::Span;

/// The whole RDATA of LOC.
pub(super) static LOCATION: Kind = Kind {
    expected: "a location such as 52 22 23 N 4 53 32 E -2m",
    take: leave,
    parse: parse_location,
    measure: measure_location,
    canonical: keep,
    present: present_location,
};

static ANGLE_KIND: Kind =
    words("whole degrees, minutes and seconds (up to three decimals) where wanted, then N or S, E or W");
static ALTITUDE_KIND: Kind = words("metres from -100000.00 to 42849672.95");
static SIZE_KIND: Kind = words("metres from 0 to 90000000.00");

const LATITUDE: Field = Field { name: "latitude", kind: &ANGLE_KIND };
const LONGITUDE: Field = Field { name: "longitude", kind: &ANGLE_KIND };
const ALTITUDE: Field = Field { name: "altitude", kind: &ALTITUDE_KIND };
const SIZES: [(Field, u8); 3] = [
    (Field { name: "size", kind: &SIZE_KIND }, 0x12),
    (Field { name: "horizontal precision", kind: &SIZE_KIND }, 0x16),
    (Field { name: "vertical precision", kind: &SIZE_KIND }, 0x13),
];

const fn words(expected: &'static str) -> Kind {
    Kind { expected, ..LOCATION_WORDS }
}

const LOCATION_WORDS: Kind = Kind {
    expected: "",
    take: leave,
    parse: parse_location,
    measure: measure_location,
    canonical: keep,
    present: present_location,
};

/// Zero of both angles on the wire: the equator, the prime meridian.
const MIDDLE: i64 = 1 << 31;
/// A degree in thousandths of a second.
const DEGREE: i64 = 3_600_000;
/// Zero of the altitude: 100,000 m below the reference spheroid, in centimetres.
const BASE: i64 = 10_000_000;

fn parse_location(input: &mut Input<'_>, _field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let latitude = angle(input, &LATITUDE, 90, [b'S', b'N'])?;
    let longitude = angle(input, &LONGITUDE, 180, [b'W', b'E'])?;
    let altitude = metres(input, &ALTITUDE, -BASE, i64::from(u32::MAX) - BASE)? + BASE;
    out.push(0);
    for (field, default) in SIZES {
        let octet = match input.peek() {
            None => default,
            Some(_) => encode_size(metres(input, &field, 0, 9_000_000_000)?),
        };
        out.push(octet);
    }
    for value in [latitude + MIDDLE, longitude + MIDDLE, altitude] {
        out.extend_from_slice(&u32::try_from(value).unwrap_or(0).to_be_bytes());
    }
    Ok(())
}

/// Reads `d [m [s.sss]] hemisphere`, whose letter is a capital (RFC 1876 §3); negative for the first of the two hemispheres.
///
/// Faults before the letter are noted, and the value is then any. Without a letter nobody knows where the angle ends.
fn angle(input: &mut Input<'_>, field: &Field, limit: i64, [negative, positive]: [u8; 2]) -> Result<i64, Fault> {
    let mut value = 0;
    let mut faults: Vec<Fault> = Vec::new();
    let mut span: Option<Span> = None;
    // Decimals, unit and greatest value of each part.
    let parts = [(0, DEGREE, limit), (0, 60_000, 59), (3, 1, 59_999)];
    for part in parts.map(Some).into_iter().chain([None]) {
        let word = input.bare(field).map_err(|fault| faults.drain(..).next().unwrap_or(fault))?;
        if let ([letter], Some(span)) = (word.octets, span)
            && [negative, positive].contains(letter)
        {
            if faults.is_empty() && value > limit * DEGREE {
                let expected = format!("at most {limit} degrees");
                faults.push(field.fault_with(FaultKind::LocOutOfRange, span, expected));
            }
            for fault in faults {
                input.report(fault);
            }
            return Ok(if *letter == negative { -value } else { value });
        }
        match part.map(|part| part_of_angle(&word, field, part)) {
            Some(Ok(part)) => value += part,
            Some(Err(fault)) => faults.push(fault),
            None => faults.push(field.fault(FaultKind::Invalid, word.span)),
        }
        span = Some(span.map_or(word.span, |before| before.to(word.span)));
    }
    // The first word that is none of an angle may have been meant as the letter.
    faults.drain(..).next().map_or(Ok(value), Err)
}

/// Reads degrees, minutes or seconds, in thousandths of a second.
fn part_of_angle(word: &Word<'_>, field: &Field, (decimals, unit, greatest): (u8, i64, i64)) -> Result<i64, Fault> {
    let part = fixed(word, field, word.octets, decimals)?;
    if part > greatest {
        let degrees = format!("at most {greatest} degrees");
        let expected = if unit == DEGREE { degrees } else { "less than 60 minutes or seconds".to_owned() };
        return Err(field.fault_with(FaultKind::LocOutOfRange, word.span, expected));
    }
    Ok(part * unit)
}

/// Reads `[-]digits[.digits]` with at most `decimals` places as a number of the last place, not negative.
fn fixed(word: &Word<'_>, field: &Field, octets: &[u8], decimals: u8) -> Result<i64, Fault> {
    let mut sides = octets.splitn(2, |&octet| octet == b'.');
    let (whole, fraction) = (sides.next().unwrap_or_default(), sides.next());
    let places = fraction.map_or(0, <[u8]>::len);
    let invalid = || field.fault(FaultKind::Invalid, word.span);
    if places > usize::from(decimals) || fraction.is_some_and(|digits| !digits.iter().all(u8::is_ascii_digit)) {
        return Err(invalid());
    }
    let scale = 10i64.pow(u32::from(decimals));
    let whole = decimal(whole, 1_000_000_000).map_err(|error| match error {
        NumberError::NotANumber => invalid(),
        NumberError::TooLarge => field.fault(FaultKind::LocOutOfRange, word.span),
    })?;
    let digits = fraction.unwrap_or_default().iter().chain(std::iter::repeat(&b'0')).take(decimals.into());
    let fraction = digits.fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'));
    Ok(i64::try_from(whole).unwrap_or(i64::MAX / scale) * scale + fraction)
}

/// Reads metres with two decimals and an optional `m`, in centimetres. What is wrong with them is noted.
fn metres(input: &mut Input<'_>, field: &Field, least: i64, greatest: i64) -> Result<i64, Fault> {
    let word = input.bare(field)?;
    // Not `M`: BIND, Knot and NSD refuse it.
    let octets = word.octets.strip_suffix(b"m").unwrap_or(word.octets);
    let (digits, sign) = octets.strip_prefix(b"-").map_or((octets, 1), |digits| (digits, -1));
    let beyond = || field.fault(FaultKind::LocOutOfRange, word.span);
    let value = fixed(&word, field, digits, 2).map(|value| value * sign);
    let value = value.and_then(|value| if (least..=greatest).contains(&value) { Ok(value) } else { Err(beyond()) });
    Ok(value.unwrap_or_else(|fault| {
        input.report(fault);
        0
    }))
}

/// Packs centimetres into mantissa and exponent of ten (RFC 1876 §2).
fn encode_size(centimetres: i64) -> u8 {
    let mut mantissa = centimetres;
    let mut exponent = 0;
    while mantissa > 9 {
        mantissa /= 10;
        exponent += 1;
    }
    u8::try_from(mantissa << 4 | exponent).unwrap_or(0)
}

/// Returns the centimetres of mantissa and exponent; a mantissa of 0 has one form only.
fn decode_size(octet: u8) -> Option<i64> {
    let (mantissa, exponent) = (octet >> 4, octet & 0x0f);
    let good = octet == 0 || (1..=9).contains(&mantissa) && exponent <= 9;
    good.then(|| i64::from(mantissa) * 10i64.pow(exponent.into()))
}

/// Latitude, longitude and altitude, and the three sizes.
fn split(rdata: &[u8]) -> Option<([i64; 3], [u8; 3])> {
    let [0, size, horizontal, vertical, tail @ ..] = rdata else { return None };
    let (mut values, mut tail) = ([0; 3], tail);
    for value in &mut values {
        let (octets, rest) = tail.split_first_chunk::<4>()?;
        *value = u32::from_be_bytes(*octets).into();
        tail = rest;
    }
    let [latitude, longitude, altitude] = values;
    Some(([latitude - MIDDLE, longitude - MIDDLE, altitude - BASE], [*size, *horizontal, *vertical]))
}

fn measure_location(_prior: &[u8], rest: &[u8]) -> Option<usize> {
    let ([latitude, longitude, _], sizes) = split(rest)?;
    let good = latitude.abs() <= 90 * DEGREE && longitude.abs() <= 180 * DEGREE;
    (good && sizes.iter().all(|&size| decode_size(size).is_some())).then_some(16)
}

fn present_location(_prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    let ([latitude, longitude, altitude], sizes) = split(octets)?;
    for (angle, negative, positive) in [(latitude, 'S', 'N'), (longitude, 'W', 'E')] {
        let (size, letter) = (angle.abs(), if angle < 0 { negative } else { positive });
        let (degrees, minutes, rest) = (size / DEGREE, size / 60_000 % 60, size % 60_000);
        write!(text, "{degrees} {minutes} {}.{:03} {letter} ", rest / 1000, rest % 1000).ok()?;
    }
    let sign = if altitude < 0 { "-" } else { "" };
    write!(text, "{sign}{}.{:02}m", altitude.abs() / 100, altitude.abs() % 100).ok()?;
    for size in sizes {
        let centimetres = decode_size(size)?;
        write!(text, " {}.{:02}m", centimetres / 100, centimetres % 100).ok()?;
    }
    Some(())
}
