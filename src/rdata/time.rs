//! Signature times (RFC 4034 §3.2): `YYYYMMDDHHmmSS` in UTC, or seconds since 1970 modulo 2³².

use std::fmt::Write as _;

use super::input::Input;
use super::kind::{Field, Kind, exactly, keep};
use super::number::{big_endian, decimal, decimal_word, push};
use super::{Fault, FaultKind};

/// A signature time.
pub(super) static TIME: Kind = Kind {
    expected: "a time YYYYMMDDHHmmSS, or a number of seconds from 0 to 4294967295",
    parse: parse_time,
    measure: exactly::<4>,
    canonical: keep,
    present: present_time,
};

fn parse_time(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let word = input.bare(field)?;
    // Servers tell the two forms apart by length: zeros before the seconds make neither of them.
    let seconds = match word.octets.len() {
        ..=10 => decimal_word(&word, field, u32::MAX.into())?,
        _ => calendar(word.octets).ok_or_else(|| field.fault(FaultKind::Invalid, word.span))?,
    };
    push::<4>(seconds, out);
    Ok(())
}

/// Tells whether text is a calendar time `YYYYMMDDHHmmSS`.
pub(crate) fn is_time_stamp(text: &[u8]) -> bool {
    calendar(text).is_some()
}

/// Reads a calendar time; `None` if it is none.
fn calendar(text: &[u8]) -> Option<u64> {
    let part = |start: usize, end: usize, low: u64, high: u64| {
        decimal(text.get(start..end)?, high).ok().filter(|&value| value >= low)
    };
    if text.len() != 14 {
        return None;
    }
    let year = part(0, 4, 1970, 9999)?;
    let month = part(4, 6, 1, 12)?;
    let day = part(6, 8, 1, days_of_month(year, month))?;
    // A leap second is the 60th of its minute.
    let clock = part(8, 10, 0, 23)? * 3600 + part(10, 12, 0, 59)? * 60 + part(12, 14, 0, 60)?;
    let months = (1..month).map(|month| days_of_month(year, month)).sum::<u64>();
    Some((days_before_year(year) + months + day - 1) * 86_400 + clock)
}

fn is_leap(year: u64) -> bool {
    year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400)
}

fn days_of_month(year: u64, month: u64) -> u64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from the start of 1970 to the start of `year`.
fn days_before_year(year: u64) -> u64 {
    let leaps = |year: u64| year / 4 - year / 100 + year / 400;
    (year - 1970) * 365 + leaps(year - 1) - leaps(1969)
}

fn present_time(_prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    let seconds = big_endian(octets);
    let (mut day, clock) = (seconds / 86_400, seconds % 86_400);
    let mut year = 1970 + day / 366;
    while days_before_year(year + 1) <= day {
        year += 1;
    }
    day -= days_before_year(year);
    let mut month = 1;
    while day >= days_of_month(year, month) {
        day -= days_of_month(year, month);
        month += 1;
    }
    let (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60);
    write!(text, "{year:04}{month:02}{:02}{hour:02}{minute:02}{second:02}", day + 1).ok()
}
