//! One record: `[owner] [TTL] [class] type RDATA`, TTL and class in either order (RFC 1035 §5.1).
//!
//! An entry with a wrong field still counts as "a record of this type at this owner"; an entry whose owner is wrong makes
//! the owner unknown until the next good one (zonefile.md §10).

use super::before_type::is_ttl;
use super::directive::{field_problems, name_problem};
use super::line::Line;
use super::memo::{Memo, Memory};
use super::portability::Construct;
use super::problem::{Fact, ProblemKind};
use super::reader::{Reader, Text};
use super::remark;
use super::state::Owner;
use super::style;
use super::{default_ttl, foreign, gdnsd, long_string, msdns, owner, reread};
use crate::rdata::{self, Fault, FaultKind, Token, TypeClass, TypeName};
use crate::source::{Loc, Span};
use crate::zone::{Manner, RdataId, Rtype, Standing};

pub(super) const CLASS_IN: u16 = 1;

/// Reads the record on `line` into the zone.
pub(super) fn read(reader: &mut Reader<'_>, text: Text<'_>, line: &Line, memo: &mut Memo) {
    let Some((first, rest)) = line.tokens.split_first() else { return };
    let fields = if line.blank_start {
        owner::inherit(reader, text.loc(first.span));
        &line.tokens[..]
    } else {
        owner::state(reader, text, *first);
        rest
    };
    let Some(head) = head(reader, text, fields, line.end) else { return };
    let span = line.tokens.last().map_or(first.span, |last| first.span.to(last.span));
    let type_span = fields.get(head.type_at).map_or(span, |token| token.span);
    if line.unusual {
        style::glued_quotes(reader, text, head.rtype, &line.tokens);
    }
    let entry = Entry { text, span, at: line.start, type_span, end: line.end };
    let rdata = fields.get(head.type_at + 1..).unwrap_or_default();
    if style::is_due(text.octets, line, head.rtype, rdata) {
        if record(reader, &entry, head, rdata).is_some() {
            style::check(reader, text, head.rtype, rdata);
        }
        return;
    }
    if line.plain && !remark::needs_data(head.rtype) && head.least_ttl.is_none() {
        data(reader, &entry, head, rdata, memo);
    } else {
        record(reader, &entry, head, rdata);
    }
}

/// Reads the RDATA of a record of plain tokens, or finds it in the memo, and adds the record.
#[inline]
fn data(reader: &mut Reader<'_>, entry: &Entry<'_>, head: Head, rdata: &[Token], memo: &mut Memo) {
    let start = rdata.first().map_or(entry.span.end, |first| first.span.start);
    let written = Span { start, end: entry.span.end }.of(entry.text.octets);
    let memory = memo.find(head.rtype, written);
    if let Memory::Known(known) = memory {
        add(reader, entry.text, (entry.span, entry.at), head, known, true);
    } else if let (Some(read), Memory::Free(place)) = (record(reader, entry, head, rdata), memory) {
        memo.keep(place, head.rtype, written, read);
    }
}

/// Adds a record that `$GENERATE` made: `text` holds the owner, then the RDATA.
pub(super) fn generated(reader: &mut Reader<'_>, text: Text<'_>, head: Head, owner: Token, rdata: &[Token]) {
    owner::state(reader, text, owner);
    let span = text.span(owner.span);
    let entry = Entry { text, span, at: span.start as usize, type_span: span, end: text.octets.len() };
    record(reader, &entry, head, rdata);
}

/// What stands before the RDATA.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    rtype: Rtype,
    /// Where the type stands in the fields.
    pub(super) type_at: usize,
    ttl: StatedTtl,
    /// Whether the class is the zone's.
    class_in: bool,
    /// The least TTL, which gdnsd takes for what it computes.
    least_ttl: Option<u32>,
}

impl Head {
    /// Tells whether the RDATA of the type is made of strings.
    pub(super) fn holds_text(self) -> bool {
        rdata::holds_text(self.rtype)
    }

    /// A type of the zone's class that nothing is to be said about.
    #[inline]
    pub(super) fn usual(rtype: Rtype, ttl: StatedTtl) -> Self {
        Self { rtype, type_at: 0, ttl, class_in: true, least_ttl: None }
    }
}

/// The TTL that a record states.
#[derive(Clone, Copy, Debug)]
pub(super) enum StatedTtl {
    Absent,
    /// Stated and unreadable.
    Unknown,
    Seconds(u32),
}

/// Reads TTL, class and type; `None` if there is no type, which was reported.
pub(super) fn head(reader: &mut Reader<'_>, text: Text<'_>, fields: &[Token], end: usize) -> Option<Head> {
    let (mut ttl, mut ttl_at) = (StatedTtl::Absent, None);
    let (mut class_in, mut class_at, mut least_ttl) = (true, None, None);
    for (at, token) in fields.iter().enumerate() {
        let word = token.span.of(text.octets);
        let loc = text.loc(token.span);
        if token.quoted {
            let expected = "a type, class or TTL without quotes".into();
            let span = rdata::with_quotes(token.span, text.octets);
            let fault = Fault { kind: FaultKind::Invalid, span, field: "type", expected };
            name_problem(reader, text, Rtype(0), fault);
            return None;
        }
        if is_ttl(word) && !rdata::is_address(word) {
            repeated(reader, ttl_at.replace(loc), loc, None);
            if gdnsd::is_ttl_range(reader.audience, text.octets, word, fields.get(at + 1..).unwrap_or_default()) {
                let range = gdnsd::ttl_range(reader, text, *token);
                ttl = range.map_or(StatedTtl::Unknown, |range| StatedTtl::Seconds(range.max));
                least_ttl = range.filter(|range| range.min != range.max / 2).map(|range| range.min);
            } else {
                ttl = ttl_value(reader, text, *token).map_or(StatedTtl::Unknown, StatedTtl::Seconds);
            }
        } else if let Some(class) = rdata::parse_class(word).filter(|_| class_at.is_none() || !is_meta(word)) {
            repeated(reader, class_at.replace(loc), loc, Some(Construct::ClassRepeated));
            class_in &= class == CLASS_IN;
            remark::on_class(reader, loc, class, word);
        } else if at == 0 && msdns::passes_age(reader, loc, word) {
            // The time stamp of a dynamic record says nothing about its data.
        } else if matches!(ttl, StatedTtl::Unknown) && rdata::lookup(word).is_none() {
            // The wrong TTL may be what should have been the type: one cause, one problem.
            return None;
        } else {
            let name = named_type(reader, text, *token)?;
            remark::on_type(reader, text, loc, name, fields.get(at + 1));
            return Some(Head { rtype: name.rtype, type_at: at, ttl, class_in, least_ttl });
        }
    }
    // Where the TTL was wrong, it may be what should have been the type or the RDATA: one cause, one problem.
    if !matches!(ttl, StatedTtl::Unknown) {
        let expected = "a record type such as A, AAAA or MX".into();
        let fault = Fault { kind: FaultKind::Incomplete, span: Span::at(end), field: "type", expected };
        name_problem(reader, text, Rtype(0), fault);
    }
    None
}

/// Reports a second TTL, or a second class, which is a construct that one server reads.
fn repeated(reader: &mut Reader<'_>, earlier: Option<Loc>, at: Loc, construct: Option<Construct>) {
    let kind = ProblemKind::ClassOrTtlRepeated;
    match (earlier, construct) {
        (None, _) => {}
        (_, Some(construct)) => reader.construct(construct, kind, at, earlier, Fact::None),
        (_, None) => reader.problem(kind, at, earlier, Fact::None),
    }
}

/// Looks up the type; `None` if no record may have it.
fn named_type(reader: &mut Reader<'_>, text: Text<'_>, token: Token) -> Option<TypeName> {
    let at = text.loc(token.span);
    let kind = match rdata::lookup(token.span.of(text.octets)) {
        Some(name) => match name.class {
            TypeClass::Ordinary => return Some(name),
            TypeClass::ForeignDialect if rdata::may_stand(name.rtype, reader.audience.dialect) => return Some(name),
            TypeClass::Meta => ProblemKind::TypeMeta,
            TypeClass::Withdrawn => ProblemKind::TypeWithdrawn,
            TypeClass::ForeignDialect => {
                remark::on_foreign(reader, at, name);
                return None;
            }
        },
        None => match foreign::indented_comment(text.octets, token.span) {
            Some(comment) => {
                reader.problem(ProblemKind::ForeignComment, text.loc(comment), None, Fact::None);
                return None;
            }
            None => ProblemKind::TypeUnknown,
        },
    };
    reader.problem(kind, at, None, Fact::None);
    None
}

/// Reads a TTL, reporting what is wrong with it. `None` makes it unknown.
pub(super) fn ttl_value(reader: &mut Reader<'_>, text: Text<'_>, token: Token) -> Option<u32> {
    match rdata::parse_ttl(token.span.of(text.octets)) {
        Ok(ttl) => {
            if ttl.compound {
                style::units(reader, text, token, ttl);
            }
            u32::try_from(ttl.seconds).ok()
        }
        Err(error) => {
            let start = token.span.start as usize;
            let at = text.loc(Span::new(start + error.start, start + error.end));
            match error.kind {
                rdata::TtlErrorKind::Invalid => {
                    let word = token.span.of(text.octets);
                    let read = default_ttl::as_own_server(reader.audience.dialect, word);
                    let Some((construct, seconds)) = read.filter(|&(_, seconds)| seconds <= rdata::MAX_TTL) else {
                        reader.problem(ProblemKind::TtlInvalid, at, None, Fact::None);
                        return None;
                    };
                    reader.construct(construct, ProblemKind::TtlInvalid, at, None, Fact::None);
                    u32::try_from(seconds).ok()
                }
                rdata::TtlErrorKind::TooLarge(seconds) => {
                    reader.problem(ProblemKind::TtlTooLarge, at, None, Fact::Number(seconds));
                    default_ttl::too_large(reader.audience.dialect, seconds)
                }
            }
        }
    }
}

/// Tells whether a word that may be a class is a type too: `ANY` behind a class can only be meant as one.
fn is_meta(word: &[u8]) -> bool {
    rdata::lookup(word).is_some_and(|name| name.class == TypeClass::Meta)
}

/// The entry at hand.
pub(super) struct Entry<'a> {
    pub(super) text: Text<'a>,
    pub(super) span: Span,
    /// Offset in the file where its lines begin.
    pub(super) at: usize,
    pub(super) type_span: Span,
    /// Offset where a missing token would stand.
    pub(super) end: usize,
}

/// Reads the RDATA and adds the record; returns the RDATA if it is right, was kept, and there is nothing to say about it.
pub(super) fn record(reader: &mut Reader<'_>, entry: &Entry<'_>, head: Head, tokens: &[Token]) -> Option<RdataId> {
    reader.scratch.clear();
    let context = rdata::Context {
        text: entry.text.octets,
        origin: reader.state.origin.as_deref(),
        marks: gdnsd::marks(reader.audience, reader.zone_origin.as_ref(), &reader.state),
        dialect: reader.audience.dialect,
    };
    let mut repeatable = true;
    let end = u32::try_from(entry.end).unwrap_or(u32::MAX);
    let parsed = rdata::parse(head.rtype, &context, tokens, end, &mut reader.scratch);
    if !rdata::is_checked(head.rtype, reader.audience.dialect) {
        reader.unchecked(head.rtype, entry.text.loc(entry.type_span));
    }
    let parsed = match parsed {
        Err(faults) => long_string::split(reader, entry.text, head.rtype, (tokens, end), faults),
        Ok(met) if met.is_empty() => Ok(()),
        Ok(_) => {
            repeatable = !reread::for_others(reader, entry.text, head.rtype, (tokens, end));
            Ok(())
        }
    };
    if let Some(seconds) = head.least_ttl {
        rdata::push_least_ttl(seconds, &mut reader.scratch);
    }
    let whole = parsed.is_ok();
    if let Err(faults) = parsed {
        field_problems(reader, entry.text, (head.rtype, entry.type_span), faults);
    }
    if remark::needs_data(head.rtype) {
        remark::on_data(reader, entry.text.loc(entry.type_span), head.rtype);
    }
    if head.rtype == Rtype::SOA {
        reader.soa_at.get_or_insert(entry.text.loc(entry.type_span));
        if whole && head.class_in {
            reader.state.minimum = reader.state.minimum.or(minimum(&reader.scratch));
        }
    }
    let known = matches!(reader.state.owner, Owner::Known(..));
    let rdata = if known { reader.parts.add_rdata(&reader.scratch) } else { RdataId::default() };
    add(reader, entry.text, (entry.span, entry.at), head, rdata, whole);
    (whole && known && repeatable).then_some(rdata)
}

/// Adds the record, if its owner is known. `place` is its span, and the offset where its lines begin.
#[inline(always)]
#[expect(clippy::inline_always, reason = "most of its arguments are known where usual records are added")]
pub(super) fn add(
    reader: &mut Reader<'_>,
    text: Text<'_>,
    (span, at): (Span, usize),
    head: Head,
    rdata: RdataId,
    whole: bool,
) {
    let (ttl, ttl_known) = match head.ttl {
        StatedTtl::Seconds(seconds) => {
            reader.state.last_ttl = Some(seconds);
            (seconds, true)
        }
        StatedTtl::Unknown => (0, false),
        StatedTtl::Absent => default_ttl::of_record(reader, text.loc(span)),
    };
    let Owner::Known(owner, _) = reader.state.owner else { return };
    let standing = match (whole && head.class_in, reader.state.owner_inside) {
        (false, _) => Standing::Broken,
        (true, false) => Standing::OutOfZone,
        (true, true) => Standing::Loaded,
    };
    let generated = text.made_by.is_some();
    let manner = Manner { ttl, source: text.source, rtype: head.rtype, standing, ttl_known, generated };
    reader.parts.push(owner, u32::try_from(at).unwrap_or(u32::MAX), rdata, manner);
}

/// Returns MINIMUM, the last of the SOA's fields.
fn minimum(rdata: &[u8]) -> Option<u32> {
    rdata.last_chunk::<4>().map(|octets| u32::from_be_bytes(*octets))
}
