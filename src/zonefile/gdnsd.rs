//! What gdnsd alone reads: `@Z` and `@F` in names, `MAX/MIN` as TTL of DYNA and DYNC.

use super::line::Line;
use super::portability::{Audience, Construct};
use super::problem::{Fact, ProblemKind};
use super::reader::{Reader, Text};
use super::state::State;
use super::{before_type, entry};
use crate::rdata::{self, Dialect, Marks, Token};
use crate::source::Span;
use crate::zone::{Name, NameError, parse_name_into};

/// Returns what the marks for origins stand for; `None` where they are none.
pub(super) fn marks<'a>(audience: Audience, zone: Option<&'a Name>, state: &'a State) -> Option<Marks<'a>> {
    if audience.dialect != Dialect::Gdnsd {
        return None;
    }
    Some(Marks { zone: zone?.wire(), file: state.file_origin.as_deref()? })
}

/// Reads a name, which may end in a mark, into the reader's scratch.
pub(super) fn read_name(reader: &mut Reader<'_>, word: &[u8]) -> Result<(), NameError> {
    let marks = marks(reader.audience, reader.zone_origin.as_ref(), &reader.state);
    let (word, origin) = match marks.and_then(|marks| marks.split(word)) {
        Some((word, origin)) => (word, Some(origin)),
        None => (word, reader.state.origin.as_deref()),
    };
    parse_name_into(word, origin, &mut reader.scratch)
}

/// Reports marks that not all servers concerned read.
#[cold]
pub(super) fn look_for_marks(reader: &mut Reader<'_>, text: Text<'_>, line: &Line) {
    let taken = reader.audience.takes(Construct::OriginMark);
    if !taken.conflicts() {
        return;
    }
    for token in line.tokens.iter().filter(|token| !token.quoted) {
        if rdata::ends_in_mark(token.span.of(text.octets)) {
            let (kind, fact) = (ProblemKind::DirectiveNonportable, Fact::Text("mark".to_owned()));
            reader.construct(Construct::OriginMark, kind, text.loc(token.span), None, fact);
        }
    }
}

/// A TTL as gdnsd writes it for what it computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TtlRange {
    pub(super) max: u32,
    /// The least TTL, where one is stated.
    pub(super) min: u32,
}

/// Tells whether a word is `MAX/MIN` in front of DYNA or DYNC; `behind` are the fields that follow.
#[inline]
pub(super) fn is_ttl_range(audience: Audience, text: &[u8], word: &[u8], behind: &[Token]) -> bool {
    audience.dialect == Dialect::Gdnsd && memchr::memchr(b'/', word).is_some() && names_computed(text, behind)
}

fn names_computed(text: &[u8], fields: &[Token]) -> bool {
    let rtype = before_type::type_at(text, fields).and_then(|at| fields.get(at));
    let word = rtype.map_or(&[][..], |token| token.span.of(text));
    word.eq_ignore_ascii_case(b"DYNA") || word.eq_ignore_ascii_case(b"DYNC")
}

/// Reads such a TTL; `None` if it is wrong, which was reported.
pub(super) fn ttl_range(reader: &mut Reader<'_>, text: Text<'_>, token: Token) -> Option<TtlRange> {
    let word = token.span.of(text.octets);
    let slash = memchr::memchr(b'/', word)?;
    let start = token.span.start as usize;
    let part = |from: usize, to: usize| Token { span: Span::new(start + from, start + to), ..token };
    let max = entry::ttl_value(reader, text, part(0, slash));
    let min = entry::ttl_value(reader, text, part(slash + 1, word.len()));
    if reader.audience.takes(Construct::TtlRange).conflicts() {
        let (kind, fact) = (ProblemKind::DirectiveNonportable, Fact::Text("range".to_owned()));
        reader.construct(Construct::TtlRange, kind, text.loc(token.span), None, fact);
    }
    Some(TtlRange { max: max?, min: min? })
}
