//! Where the serial stands in the text, and what the next one is.
//!
//! Flows in: the SOA records of both sides. Flows out: the place of the serial's digits, and the successor in the zone's
//! own style.

use jiff::civil::Date;

use crate::rules::{ChangeCx, loc};
use crate::source::{Loc, SourceMap, Span};
use crate::zone::{Record, Serial, Zone};

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
    Some(serial_loc(sources, soa).unwrap_or_else(|| loc(soa)))
}

/// Finds the third token of the RDATA: MNAME and RNAME stand before the serial (RFC 1035 §3.3.13). RDATA in the `\#` form
/// has no digits to point at.
fn serial_loc(sources: &SourceMap, soa: &Record) -> Option<Loc> {
    let text = sources.text(soa.source);
    let (start, end) = (soa.rdata_span.start as usize, soa.rdata_span.end as usize);
    let mut tokens = Tokens { text: text.get(..end.min(text.len()))?, at: start };
    tokens.next().filter(|mname| mname.of(text) != b"\\#")?;
    let span = tokens.nth(1)?;
    let digits = span.of(text);
    (!digits.is_empty() && digits.iter().all(u8::is_ascii_digit)).then_some(Loc { source: soa.source, span })
}

/// The tokens of text that was read before and is known to be well-formed: quotes, parentheses and comments as in RFC
/// 1035 §5.1.
struct Tokens<'a> {
    text: &'a [u8],
    at: usize,
}

impl Iterator for Tokens<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        loop {
            match self.text.get(self.at)? {
                b' ' | b'\t' | b'\n' | b'\r' | b'(' | b')' | 0x0b | 0x0c => self.at += 1,
                b';' => self.skip_until(|octet| matches!(octet, b'\n' | b'\r')),
                b'"' => {
                    self.at += 1;
                    let start = self.at;
                    self.skip_until(|octet| octet == b'"');
                    let end = self.at;
                    self.at += 1;
                    return Some(Span::new(start, end));
                }
                _ => {
                    let start = self.at;
                    let ends = |octet| matches!(octet, b' ' | b'\t' | b'\n' | b'\r' | b'(' | b')' | b';' | b'"');
                    self.skip_until(ends);
                    return Some(Span::new(start, self.at));
                }
            }
        }
    }
}

impl Tokens<'_> {
    /// Goes to the next octet that fits and is not escaped.
    fn skip_until(&mut self, fits: impl Fn(u8) -> bool) {
        while let Some(&octet) = self.text.get(self.at)
            && !fits(octet)
        {
            self.at += if octet == b'\\' { 2 } else { 1 };
        }
        self.at = self.at.min(self.text.len());
    }
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
    use crate::source::Side;
    use crate::zone::{Names, Rtype, ZoneParts};
    use std::sync::Arc;

    #[track_caller]
    fn place(rdata: &str, expected: Option<&str>) {
        let text = format!("@ SOA {rdata} tail");
        let mut sources = SourceMap::default();
        let source = sources.add("t", Side::Worktree, Arc::from(text.as_bytes()));
        let whole = Loc { source, span: Span::new(0, text.len()) };
        let mut soa = ZoneParts::record(Names::default().intern(&[0]), Rtype::SOA, whole);
        soa.rdata_span = Span::new(6, 6 + rdata.len());
        let found = serial_loc(&sources, &soa).map(|at| String::from_utf8_lossy(sources.slice(at)).into_owned());
        assert_eq!(found.as_deref(), expected, "{rdata:?}");
    }

    #[test]
    fn the_serial_is_found_in_any_layout() {
        place("ns1 host 2026010101 1 2 3 4", Some("2026010101"));
        place("ns1 host (2026010101;serial\n 1 2 3 4", Some("2026010101"));
        place("ns1 host (\n ; 99\r\n\t2026010101 ; serial 7\n 1 2 3 4", Some("2026010101"));
        place("( ns1 ; (\n host\n) 7", Some("7"));
        place("ns1 a\\ b\\;c.example. 8 1", Some("8"));
        place("\"ns1\" \"host\"8 1", Some("8"));
        place("\\# 22 0000", None);
        place("ns1 host", None);
        place("ns1\\", None);
        place("", None);
    }

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
