//! Records as nearly all of them are written: bare words on one line, and nothing that needs a remark.
//!
//! Flows in: a plain line. Flows out: its record in the zone, or nothing at all where anything is less than usual. Then
//! the line is left to `entry`, which reads any line, and these as well: the tests hold the two against each other.

use super::entry::{self, Entry, Head, StatedTtl};
use super::lead::{LastLead, Lead};
use super::line::Plain;
use super::memo::{Memo, Memory};
use super::owner;
use super::reader::{Reader, Text};
use super::state::Owner;
use super::words::Words;
use crate::rdata::{self, Token, TypeClass};
use crate::source::Span;
use crate::zone::{RdataId, Rtype};

/// Reads the record of a plain line; false, with nothing done, if it is not usual. `room` is for tokens.
pub(super) fn read<W: Words>(
    reader: &mut Reader<'_>,
    text: Text<'_>,
    line: Plain<W>,
    (memo, last): (&mut Memo, &mut LastLead),
    room: &mut Vec<Token>,
) -> bool {
    let Some(first) = line.words.peek() else { return false };
    let (start, inherits) = (line.start, line.blank_start);
    let Some(record) = usual(reader, text, line, last) else { return false };
    if reader.first_entry.is_none() {
        reader.first_entry = Some(text.loc(first));
    }
    reader.state.after = None;
    if !inherits {
        owner::usual(reader, text, first);
    }
    let place = (Span { start: first.start, end: record.written.end }, start);
    let known = matches!(reader.state.owner, Owner::Known(..));
    let memory = memo.find(record.lead.rtype, record.written.of(text.octets));
    if let (Memory::Known(found), true) = (memory, known) {
        entry::add(reader, text, place, record.head(), found, true);
        return true;
    }
    let tokens = record.words.tokens(room);
    // An SOA says something about the zone.
    let right =
        if known && record.lead.rtype != Rtype::SOA { rdata(reader, text, record.lead.rtype, tokens) } else { None };
    if let Some(rdata) = right {
        if let Memory::Free(slot) = memory {
            memo.keep(slot, record.lead.rtype, record.written.of(text.octets), rdata);
        }
        entry::add(reader, text, place, record.head(), rdata, true);
    } else {
        let end = record.written.end as usize;
        let entry = Entry { text, span: place.0, at: start, type_span: record.lead.type_span, end };
        entry::record(reader, &entry, record.head(), tokens);
    }
    true
}

/// Reads RDATA; `None` if something is wrong with it.
#[inline]
fn rdata(reader: &mut Reader<'_>, text: Text<'_>, rtype: Rtype, tokens: &[Token]) -> Option<RdataId> {
    let origin = reader.state.origin.as_deref();
    let context = rdata::Context { text: text.octets, origin, dialect: reader.audience.dialect, marks: None };
    reader.parts.write_rdata(|out| rdata::parse_right(rtype, &context, tokens, out))
}

/// A record, but for its owner.
struct Usual<W> {
    lead: Lead,
    /// The words of its RDATA.
    words: W,
    /// From the first of these to the last.
    written: Span,
}

impl<W> Usual<W> {
    #[inline]
    fn head(&self) -> Head {
        Head::usual(self.lead.rtype, self.lead.ttl.map_or(StatedTtl::Absent, StatedTtl::Seconds))
    }
}

/// Looks whether everything on a line is usual.
#[inline]
fn usual<W: Words>(reader: &Reader<'_>, text: Text<'_>, mut line: Plain<W>, last: &mut LastLead) -> Option<Usual<W>> {
    let first = line.words.peek()?;
    let is = |octet: u8, span: Span| text.octets.get(span.start as usize) == Some(&octet);
    if is(b'$', first) || (line.blank_start && !owner::inherits_quietly(&reader.state, text)) {
        return None;
    }
    let mut from = first.end;
    if line.blank_start {
        from = u32::try_from(line.start).ok()?;
    } else {
        line.words.next();
    }
    let known = last.find(text.octets, from, line.words);
    let (lead, words) = known.or_else(|| {
        let mut words = line.words;
        let lead = lead(text.octets, &mut words)?;
        if rdata::is_notable(lead.rtype, reader.audience.dialect) {
            return None;
        }
        last.learn(text.octets, (from, words.peek()?.start), (&line.words, &words), lead);
        Some((lead, words))
    })?;
    let written = words.span()?;
    let cut = || line.commented && rdata::holds_text(lead.rtype);
    let split = || rdata::base64_at(lead.rtype).is_some_and(|at| words.len() > at + 1);
    let remark = is(b'\'', written) || (!lead.settled && (cut() || split()));
    (!remark).then_some(Usual { lead, words, written })
}

/// Reads the TTL and the class, each at most once, and the type.
#[inline]
fn lead(text: &[u8], words: &mut impl Words) -> Option<Lead> {
    let (mut ttl, mut class_seen) = (None, false);
    loop {
        let span = words.next()?;
        let word = span.of(text);
        if word.first().is_some_and(u8::is_ascii_digit) {
            if ttl.is_some() {
                return None;
            }
            ttl = Some(seconds(word)?);
            continue;
        }
        if !matches!(word, [b'I' | b'i', b'N' | b'n']) {
            let name = rdata::known(word).filter(|name| name.class == TypeClass::Ordinary)?;
            return Some(Lead { ttl, rtype: name.rtype, type_span: span, settled: false });
        }
        if class_seen {
            return None;
        }
        class_seen = true;
    }
}

/// Reads a TTL that nothing is to be said about.
#[inline]
fn seconds(word: &[u8]) -> Option<u32> {
    digits(word).or_else(|| {
        let ttl = rdata::parse_ttl(word).ok().filter(|ttl| !ttl.compound)?;
        u32::try_from(ttl.seconds).ok()
    })
}

/// Reads a number of at most nine digits, which is no TTL that is too large.
#[inline]
fn digits(word: &[u8]) -> Option<u32> {
    if word.len() > 9 {
        return None;
    }
    word.iter().try_fold(0, |sum, &octet| {
        let digit = u32::from(octet.wrapping_sub(b'0'));
        (digit <= 9).then_some(sum * 10 + digit)
    })
}
