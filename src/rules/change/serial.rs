//! Where the serial stands in the text, and what the next one is.
//!
//! Flows in: the SOA records of both sides. Flows out: the place of the serial's digits, and the successor in the zone's
//! own style.

use jiff::civil::Date;

use crate::rules::ChangeCx;
use crate::source::{Loc, SourceMap};
use crate::zone::{Serial, Zone};
use crate::zonefile::{entry_loc, serial_loc};

/// Both serials and the places of their digits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Serials {
    pub(super) old: Serial,
    pub(super) new: Serial,
    pub(super) old_at: Loc,
    pub(super) new_at: Loc,
}

/// Returns both serials; `None` where a side or its SOA is absent or could not be read, which other rules say.
pub(super) fn both(cx: &ChangeCx<'_>) -> Option<Serials> {
    let (base, head) = (cx.base?, cx.head?);
    Some(Serials {
        old: base.serial()?,
        new: head.serial()?,
        old_at: place(cx.sources, base)?,
        new_at: place(cx.sources, head)?,
    })
}

/// Returns the place of the serial's digits in the SOA of a zone.
fn place(sources: &SourceMap, zone: &Zone) -> Option<Loc> {
    let soa = zone.soa()?;
    Some(serial_loc(sources.text(soa.source), &soa).unwrap_or_else(|| entry_loc(sources, &soa)))
}

/// Returns the line of help that names the serial to write: the successor of the base side's, in its style.
pub(super) fn help(new: Serial, old: Serial) -> String {
    match dated(old).map(|date| next_of_date(date, old)) {
        Some(Some(next)) => format!("set the serial: {new} -> {next} (style YYYYMMDDnn)"),
        _ => format!("set the serial: {new} -> {}", successor(old)),
    }
}

/// Returns the serial plus 1 (RFC 1982 §3.1).
fn successor(serial: Serial) -> Serial {
    Serial(serial.0.wrapping_add(1))
}

/// Returns the date of a serial in the style `YYYYMMDDnn` (RFC 1912 §2.2): a day of the calendar from 1990 to 2099.
fn dated(serial: Serial) -> Option<Date> {
    let day = serial.0 / 100;
    let field = |value: u32| i8::try_from(value).ok();
    let year = i16::try_from(day / 10_000).ok().filter(|year| (1990..2100).contains(year))?;
    Date::new(year, field(day / 100 % 100)?, field(day % 100)?).ok()
}

/// Returns the next serial of a date: one more, or the first of the next day behind nn = 99.
fn next_of_date(date: Date, serial: Serial) -> Option<Serial> {
    if serial.0 % 100 < 99 {
        return Some(successor(serial));
    }
    let next = date.tomorrow().ok()?;
    let field = |value: i8| u32::try_from(value).ok();
    let year = u32::try_from(next.year()).ok()?;
    let day = (year * 100 + field(next.month())?) * 100 + field(next.day())?;
    day.checked_mul(100).map(Serial)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn next(old: u32, expected: &str) {
        assert_eq!(help(Serial(1), Serial(old)), format!("set the serial: 1 -> {expected}"), "{old}");
    }

    #[test]
    fn successors_keep_the_style() {
        next(2_026_112_201, "2026112202 (style YYYYMMDDnn)");
        next(2_026_112_299, "2026112300 (style YYYYMMDDnn)");
        next(2_026_123_199, "2027010100 (style YYYYMMDDnn)");
        next(2_026_139_901, "2026139902");
        next(7, "8");
        next(u32::MAX, "0");
        next(1_700_000_000, "1700000001");
    }
}
