//! The places of a record in its text, found by reading its entry once more.
//!
//! Flows in: a text and a record read from it. Flows out: spans. Zones keep an offset a record and no tokens; whoever
//! reports something asks here.

use super::before_type::{is_ttl, type_at};
use super::line::Line;
use super::scanner::Scanner;
use crate::rdata;
use crate::source::{Loc, SourceMap, Span};
use crate::zone::Record;

/// Where the parts of one record stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// From its first token (the owner, where written) to its last.
    pub entry: Span,
    /// The owner as written; empty at the first token where the owner is inherited.
    pub owner: Span,
    /// The TTL, where the record states one.
    pub ttl: Option<Span>,
    /// The RDATA tokens, without quotes.
    pub rdata: Vec<Span>,
    /// Where a missing RDATA token would stand.
    end: usize,
}

impl Places {
    /// Returns the span from the first to the last RDATA token; empty behind the last token if there is none.
    pub fn rdata_span(&self) -> Span {
        match (self.rdata.first(), self.rdata.last()) {
            (Some(first), Some(last)) => first.to(*last),
            _ => Span::at(self.end),
        }
    }
}

/// Finds the places of a record in its text. What `$GENERATE` made stands where the directive does.
pub fn places(text: &[u8], record: &Record) -> Places {
    let mut scanner = Scanner::new(text, record.at as usize);
    let mut line = Line::default();
    scanner.next(&mut line);
    let first = line.tokens.first().map_or(Span::at(line.start), |token| token.span);
    let last = line.tokens.last().map_or(first, |token| token.span);
    if record.generated {
        let entry = first.to(Span::at(line.end));
        return Places { entry, owner: entry, ttl: None, rdata: vec![entry], end: line.end };
    }
    let owner = if line.blank_start { Span::at(first.start as usize) } else { first };
    let fields = line.tokens.get(usize::from(!line.blank_start)..).unwrap_or_default();
    let type_at = type_at(text, fields);
    let rdata = type_at.and_then(|at| fields.get(at + 1..)).unwrap_or_default();
    let before = type_at.and_then(|at| fields.get(..at)).unwrap_or_default();
    let ttl = before.iter().map(|token| token.span).find(|span| is_ttl(span.of(text)));
    Places { entry: first.to(last), owner, ttl, rdata: rdata.iter().map(|token| token.span).collect(), end: line.end }
}

/// Returns the place of a whole record.
pub fn entry_loc(sources: &SourceMap, record: &Record) -> Loc {
    Loc { source: record.source, span: places(sources.text(record.source), record).entry }
}

/// Returns the place of the serial's digits in an SOA: behind MNAME and RNAME (RFC 1035 §3.3.13). RDATA in the `\#` form
/// has no digits to point at.
pub fn serial_loc(text: &[u8], soa: &Record) -> Option<Loc> {
    let span = rdata_field(text, soa, 2)?;
    let digits = span.of(text);
    let plain = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
    plain.then_some(Loc { source: soa.source, span })
}

/// Returns the place of one field of a record's RDATA, counted from 0; `None` for RDATA that is not written field by
/// field, but in the `\#` form or by `$GENERATE`.
pub fn rdata_field(text: &[u8], record: &Record, field: usize) -> Option<Span> {
    let tokens = places(text, record).rdata;
    let by_field = !record.generated && tokens.first()?.of(text) != rdata::GENERIC;
    tokens.get(field).copied().filter(|_| by_field)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Side;
    use crate::zone::{Name, Rtype};
    use crate::zonefile::{NoIncludes, load};

    #[track_caller]
    fn serial(entry: &str, expected: Option<&str>) {
        let text = format!("$TTL 1\n{entry}\n");
        let mut sources = SourceMap::default();
        let source = sources.add("t", Side::Worktree, text.as_bytes());
        let loaded = load(source, Some(&Name::root()), &mut sources, &mut NoIncludes);
        let soa = loaded.zone.records().find(|record| record.rtype == Rtype::SOA).unwrap();
        let found = serial_loc(text.as_bytes(), &soa).map(|at| String::from_utf8_lossy(sources.slice(at)).into_owned());
        assert_eq!(found.as_deref(), expected, "{entry:?}");
    }

    #[test]
    fn the_serial_is_found_in_any_layout() {
        serial("@ SOA ns1 host 2026010101 1 2 3 4", Some("2026010101"));
        serial("@ 60 IN SOA ns1 host (2026010101;serial\n 1 2 3 4)", Some("2026010101"));
        serial("@ SOA ns1 host (\n ; 99\r\n\t2026010101 ; serial 7\n 1 2 3 4 )", Some("2026010101"));
        serial("@ SOA ( ns1 ; (\n host\n) 7 1 2 3 4", Some("7"));
        serial("@ ( SOA ns1 host 7 1 2 3 4 )", Some("7"));
        serial("@ SOA ns1 a\\ b\\;c.example. 8 1 2 3 4", Some("8"));
        serial("@ SOA \\# 22 0000 00000001 00000001 00000001 00000001 00000001", None);
        serial("@ SOA ns1 host", None);
        serial("@ SOA", None);
    }
}
