//! Signature times (RFC 4034 §3.2): `YYYYMMDDHHmmSS` in UTC, or seconds since 1970 modulo 2³².

use std::fmt::Write as _;

use super::input::{Input, Tokens};
use super::kind::{Field, Kind, exactly, keep};
use super::number::{big_endian, decimal_word, digit_pairs, push};
use super::{Fault, FaultKind};

/// A signature time.
pub(super) static TIME: Kind = Kind {
    expected: "a time YYYYMMDDHHmmSS, or a number of seconds from 0 to 4294967295",
    take: take_time,
    parse: parse_time,
    measure: exactly::<4>,
    canonical: keep,
    present: present_time,
};

fn take_time(tokens: &mut Tokens<'_>, out: &mut Vec<u8>) -> bool {
    tokens.take(calendar).map(|seconds| push::<4>(seconds, out)).is_some()
}

/// Servers tell the two forms apart by length: zeros before the seconds make neither of them.
fn parse_time(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let word = input.bare(field)?;
    let seconds = match (calendar(word.octets), word.octets.len()) {
        (Some(seconds), _) => seconds,
        (None, ..=10) => decimal_word(&word, field, u32::MAX.into())?,
        (None, _) => return Err(field.fault(FaultKind::Invalid, word.span)),
    };
    push::<4>(seconds, out);
    Ok(())
}

/// Tells whether text is a calendar time `YYYYMMDDHHmmSS`.
pub(crate) fn is_time_stamp(text: &[u8]) -> bool {
    calendar(text).is_some()
}

/// Reads a calendar time; `None` if it is none.
#[inline]
fn calendar(text: &[u8]) -> Option<u64> {
    let text: &[u8; 14] = text.try_into().ok()?;
    let [century, year, month, day] = four_pairs(*text.first_chunk()?)?;
    let [_, hour, minute, second] = four_pairs(*text.last_chunk()?)?;
    let (year, month) = (Year { century, year }, usize::try_from(month).ok()?);
    let before = DAYS_BEFORE_MONTH.get(usize::from(year.is_leap()))?;
    let (start, end) = (*before.get(month.checked_sub(1)?)?, *before.get(month)?);
    // A leap second is the 60th of its minute.
    if day < 1 || start + day > end || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let days = year.first_day().checked_sub(EPOCH.first_day())? + start + day - 1;
    Some(days * 86_400 + hour * 3600 + minute * 60 + second)
}

/// Reads eight digits as four numbers of two.
#[inline]
fn four_pairs(text: [u8; 8]) -> Option<[u64; 4]> {
    let numbers = digit_pairs(u64::from_le_bytes(text))?;
    Some([0, 16, 32, 48].map(|place| numbers >> place & 0xff))
}

/// A year of the Gregorian calendar, its last two digits apart: what they stand for needs no division.
#[derive(Clone, Copy)]
struct Year {
    century: u64,
    year: u64,
}

/// The year whose first day is day 0.
const EPOCH: Year = Year { century: 19, year: 70 };

impl Year {
    fn of(year: u64) -> Self {
        Self { century: year / 100, year: year % 100 }
    }

    const fn is_leap(self) -> bool {
        (if self.year == 0 { self.century } else { self.year }).is_multiple_of(4)
    }

    /// Days from the start of a year 0 to the start of this one.
    const fn first_day(self) -> u64 {
        let leaps = self.century * 24 + self.century / 4 + self.year / 4 + 1;
        (self.century * 100 + self.year) * 365 + leaps - self.is_leap() as u64
    }
}

/// Days of the year before each month and after the last, in common years and in leap years.
static DAYS_BEFORE_MONTH: [[u64; 13]; 2] = [
    [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365],
    [0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366],
];

/// Days from the start of 1970 to the start of `year`.
fn days_before_year(year: u64) -> u64 {
    Year::of(year).first_day() - EPOCH.first_day()
}

fn present_time(_prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    let seconds = big_endian(octets);
    let (mut day, clock) = (seconds / 86_400, seconds % 86_400);
    let mut year = 1970 + day / 366;
    while days_before_year(year + 1) <= day {
        year += 1;
    }
    day -= days_before_year(year);
    let before = DAYS_BEFORE_MONTH.get(usize::from(Year::of(year).is_leap()))?;
    let month = before.partition_point(|&start| start <= day);
    day -= before.get(month.checked_sub(1)?)?;
    let (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60);
    write!(text, "{year:04}{month:02}{:02}{hour:02}{minute:02}{second:02}", day + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::super::number::decimal;
    use super::*;
    use proptest::prelude::*;

    /// A calendar time read part by part, its days counted one month and one year after the other.
    fn counted(text: &[u8]) -> Option<u64> {
        let part = |start: usize, end: usize, low: u64, high: u64| {
            decimal(text.get(start..end)?, high).ok().filter(|&value| value >= low)
        };
        let days_of_month = |year: u64, month: u64| match month {
            2 if year.is_multiple_of(400) || year.is_multiple_of(4) && !year.is_multiple_of(100) => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        if text.len() != 14 {
            return None;
        }
        let year = part(0, 4, 1970, 9999)?;
        let month = part(4, 6, 1, 12)?;
        let day = part(6, 8, 1, days_of_month(year, month))?;
        let clock = part(8, 10, 0, 23)? * 3600 + part(10, 12, 0, 59)? * 60 + part(12, 14, 0, 60)?;
        let years = (1970..year).flat_map(|year| (1..=12).map(move |month| days_of_month(year, month)));
        let months = (1..month).map(|month| days_of_month(year, month));
        Some((years.chain(months).sum::<u64>() + day - 1) * 86_400 + clock)
    }

    #[track_caller]
    fn case(text: &[u8], expected: Option<u64>) {
        assert_eq!(calendar(text), expected, "{text:?}");
        assert_eq!(counted(text), expected, "{text:?}");
    }

    #[test]
    fn times_are_seconds_since_1970() {
        case(b"19700101000000", Some(0));
        case(b"20260201123456", Some(1_769_949_296));
        case(b"21060207062815", Some(u32::MAX.into()));
        case(b"20161231235960", Some(1_483_228_800));
        case(b"99991231235959", Some(253_402_300_799));
        case(b"19691231235959", None);
        case(b"20260001000000", None);
        case(b"20261301000000", None);
        case(b"20260100000000", None);
        case(b"20260101240000", None);
        case(b"20260101006000", None);
        case(b"20260101000061", None);
        case(b"2026010100000", None);
        case(b"202601010000000", None);
    }

    #[test]
    fn every_month_ends_where_its_calendar_does() {
        for year in (1970..2110).chain(2396..2404).chain(9996..=9999) {
            for month in 0..=13 {
                for day in [0, 1, 28, 29, 30, 31, 32] {
                    let text = format!("{year}{month:02}{day:02}235960");
                    assert_eq!(calendar(text.as_bytes()), counted(text.as_bytes()), "{text}");
                }
            }
        }
    }

    #[test]
    fn every_octet_but_a_digit_is_refused_in_every_place() {
        for place in 0..14 {
            for octet in (0..=u8::MAX).filter(|octet| !octet.is_ascii_digit()) {
                let mut text = *b"20260201111111";
                text[place] = octet;
                case(&text, None);
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_time_is_read_as_it_is_counted(
            text in "[12][0-9]{3}[01][0-9][0-3][0-9][0-2][0-9][0-6][0-9][0-6][0-9/:]",
            octets in any::<[u8; 14]>(),
            seconds in any::<u32>(),
        ) {
            prop_assert_eq!(calendar(text.as_bytes()), counted(text.as_bytes()));
            prop_assert_eq!(calendar(&octets), counted(&octets));
            let mut written = String::new();
            present_time(&[], &seconds.to_be_bytes(), &mut written);
            prop_assert_eq!(calendar(written.as_bytes()), Some(seconds.into()), "{}", written);
        }
    }
}
