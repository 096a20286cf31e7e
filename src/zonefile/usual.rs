//! Records as nearly all of them are written: bare words on one line, and nothing that needs a remark.
//!
//! Flows in: a plain line. Flows out: its record in the zone, or nothing at all where anything is less than usual. Then
//! the line is left to `entry`, which reads any line, and these as well: the tests hold the two against each other.

use super::entry::{self, Entry, Head, StatedTtl};
use super::load::{Owner, Reader, Text};
use super::memo::{self, Memo};
use super::owner;
use super::scanner::Line;
use crate::rdata::{self, Token, TypeClass};
use crate::source::Span;
use crate::vector::{ShortWord, short_word};
use crate::zone::{RdataId, Rtype};

/// Reads the record of a plain line; false, with nothing done, if it is not usual.
pub(super) fn read(reader: &mut Reader<'_>, text: Text<'_>, line: &Line, memo: &mut Memo) -> bool {
    let Some((first, fields)) = split_owner(reader, text, line) else { return false };
    let Some(before) = before_rdata(text.octets, fields) else { return false };
    let Some((rdata_first, rdata_more)) = before.rdata.split_first() else { return false };
    let cut = line.commented && rdata::holds_text(before.rtype);
    let split = !rdata_more.is_empty() && rdata::base64_at(before.rtype).is_some_and(|at| rdata_more.len() > at);
    let start = rdata_first.span.start;
    let apostrophe = text.octets.get(start as usize) == Some(&b'\'');
    if cut || split || apostrophe || rdata::is_notable(before.rtype, reader.audience.dialect) {
        return false;
    }
    if reader.first_entry.is_none() {
        reader.first_entry = Some(text.loc(first.span));
    }
    reader.state.after = None;
    if !line.blank_start {
        owner::usual(reader, text, first);
    }
    let end = rdata_more.last().unwrap_or(rdata_first).span.end;
    let place = (Span { start: first.span.start, end }, line.start);
    if let Some(rdata) = rdata(reader, text, &before, Span { start, end }, memo) {
        entry::add(reader, text, place, before.head(), rdata, true);
    } else {
        let entry = Entry { text, span: place.0, at: line.start, type_span: before.type_span, end: line.end };
        entry::record(reader, &entry, before.head(), before.rdata);
    }
    true
}

/// Finds RDATA in the memo, or reads it; `None` if something is wrong with it, or it says something about the zone.
#[inline]
fn rdata(
    reader: &mut Reader<'_>,
    text: Text<'_>,
    before: &BeforeRdata<'_>,
    written: Span,
    memo: &mut Memo,
) -> Option<RdataId> {
    let rtype = before.rtype;
    if rtype == Rtype::SOA || !matches!(reader.state.owner, Owner::Known(..)) {
        return None;
    }
    let mut place = None;
    if memo::repeats(rtype) {
        let known;
        (known, place) = memo.find(rtype, written.of(text.octets));
        if known.is_some() {
            return known;
        }
    }
    let origin = reader.state.origin.as_deref();
    let context = rdata::Context { text: text.octets, origin, dialect: reader.audience.dialect, marks: None };
    let read = reader.parts.write_rdata(|out| rdata::parse_right(rtype, &context, before.rdata, out))?;
    if let Some(place) = place {
        memo.keep(place, rtype, written.of(text.octets), read);
    }
    Some(read)
}

/// Splits off the owner. Also returns the first token.
#[inline]
fn split_owner<'t>(reader: &Reader<'_>, text: Text<'_>, line: &'t Line) -> Option<(Token, &'t [Token])> {
    let (first, rest) = line.tokens.split_first()?;
    if line.blank_start {
        let inherits = matches!(reader.state.owner, Owner::Known(..)) && reader.state.after.is_none();
        return inherits.then_some((*first, line.tokens.as_slice()));
    }
    let directive = text.octets.get(first.span.start as usize) == Some(&b'$');
    (!directive).then_some((*first, rest))
}

/// What stands before the RDATA, and that.
struct BeforeRdata<'t> {
    ttl: Option<u32>,
    rtype: Rtype,
    type_span: Span,
    rdata: &'t [Token],
}

impl BeforeRdata<'_> {
    #[inline]
    fn head(&self) -> Head {
        Head::usual(self.rtype, self.ttl.map_or(StatedTtl::Absent, StatedTtl::Seconds))
    }
}

/// Reads the TTL and the class, each at most once, and the type.
#[inline]
fn before_rdata<'t>(text: &[u8], fields: &'t [Token]) -> Option<BeforeRdata<'t>> {
    const IN: ShortWord = ShortWord::of("IN");
    let (mut ttl, mut class_seen) = (None, false);
    let mut rest = fields;
    loop {
        let (token, behind) = rest.split_first()?;
        rest = behind;
        let word = token.span.of(text);
        if word.first().is_some_and(u8::is_ascii_digit) {
            if ttl.is_some() {
                return None;
            }
            ttl = Some(seconds(word)?);
            continue;
        }
        let short = short_word(word)?;
        if short != IN {
            let name = rdata::known(short).filter(|name| name.class == TypeClass::Ordinary)?;
            return Some(BeforeRdata { ttl, rtype: name.rtype, type_span: token.span, rdata: rest });
        }
        if class_seen {
            return None;
        }
        class_seen = true;
    }
}

/// Reads a TTL of at most nine digits, which is none that is too large.
#[inline]
fn seconds(word: &[u8]) -> Option<u32> {
    if word.len() > 9 {
        return None;
    }
    word.iter().try_fold(0, |sum, &octet| {
        let digit = u32::from(octet.wrapping_sub(b'0'));
        (digit <= 9).then_some(sum * 10 + digit)
    })
}
