//! Signature times (RFC 4034 §3.2): `YYYYMMDDHHmmSS` in UTC, or seconds since 1970 modulo 2³².

use std::fmt::Write as _;

use super::input::Input;
use super::kind::{Field, Kind, exactly, keep};
use super::number::{big_endian, decimal_word, push};
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
    let seconds = match input.take(calendar) {
        Some(seconds) => seconds,
        None => other_form(input, field)?,
    };
    push::<4>(seconds, out);
    Ok(())
}

/// Reads a time that is no calendar time. Servers tell the two forms apart by length: zeros before the seconds make
/// neither of them.
#[cold]
fn other_form(input: &mut Input<'_>, field: &Field) -> Result<u64, Fault> {
    let word = input.bare(field)?;
    match word.octets.len() {
        ..=10 => decimal_word(&word, field, u32::MAX.into()),
        _ => Err(field.fault(FaultKind::Invalid, word.span)),
    }
}

/// Tells whether text is a calendar time `YYYYMMDDHHmmSS`.
pub(crate) fn is_time_stamp(text: &[u8]) -> bool {
    calendar(text).is_some()
}

/// Reads a calendar time; `None` if it is none.
fn calendar(text: &[u8]) -> Option<u64> {
    let text: &[u8; 14] = text.try_into().ok()?;
    let [century, year, month, day] = digit_pairs(*text.first_chunk()?)?;
    let [_, hour, minute, second] = digit_pairs(*text.last_chunk()?)?;
    let (year, month) = (century * 100 + year, usize::try_from(month).ok()?);
    let before = DAYS_BEFORE_MONTH.get(usize::from(is_leap(year)))?;
    let (start, end) = (*before.get(month.checked_sub(1)?)?, *before.get(month)?);
    // A leap second is the 60th of its minute.
    if year < 1970 || day < 1 || start + day > end || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    Some((days_before_year(year) + start + day - 1) * 86_400 + hour * 3600 + minute * 60 + second)
}

/// Reads eight digits at once as four numbers of two; `None` if any octet is no digit.
fn digit_pairs(text: [u8; 8]) -> Option<[u64; 4]> {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const LOW: u64 = 0x00ff_00ff_00ff_00ff;
    let digits = u64::from_le_bytes(text) ^ (EACH * 0x30);
    // Six more than nine is the first that reaches the upper half; an octet that carries into the next has one itself.
    if (digits | digits.wrapping_add(EACH * 6)) & (EACH * 0xf0) != 0 {
        return None;
    }
    let numbers = (digits & LOW) * 10 + (digits >> 8 & LOW);
    Some([0, 16, 32, 48].map(|place| numbers >> place & 0xff))
}

fn is_leap(year: u64) -> bool {
    year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400)
}

/// Days of the year before each month and after the last, in common years and in leap years.
static DAYS_BEFORE_MONTH: [[u64; 13]; 2] = [
    [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365],
    [0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366],
];

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
    let before = DAYS_BEFORE_MONTH.get(usize::from(is_leap(year)))?;
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
            2 => 28 + u64::from(is_leap(year)),
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
