//! `$ORIGIN`, `$TTL`, `$INCLUDE` and the rest (RFC 1035 §5.1, RFC 2308 §4).
//!
//! Names of directives are read without case. `inclusion` obeys `$INCLUDE`, `generate` `$GENERATE`. What the zone's own
//! server does not know is skipped.

use super::default_ttl::{self, DefaultTtl};
use super::line::Line;
use super::portability::{Construct, Taken};
use super::problem::{Fact, ProblemKind};
use super::reader::{Reader, Text};
use super::{foreign, generate, inclusion, recovery};
use crate::rdata::{self, Dialect, Fault, FaultKind, Token};
use crate::source::{Loc, Span};
use crate::zone::{Rtype, is_absolute, parse_name_into};

/// Tells whether the first word of a line is a directive: in column 1 whatever starts with `$`, in quotes too, since BIND
/// obeys it there; after white space only a known name, since an owner is inherited there and `$` may be data.
#[inline]
pub(super) fn opens(first: Token, text: &[u8], blank_start: bool) -> bool {
    let word = first.span.of(text);
    let known = [&b"$ORIGIN"[..], b"$TTL", b"$INCLUDE", b"$GENERATE"];
    word.first() == Some(&b'$')
        && (!blank_start || (!first.quoted && known.iter().any(|name| word.eq_ignore_ascii_case(name))))
}

/// Obeys the directive on `line`.
pub(super) fn obey(reader: &mut Reader<'_>, text: Text<'_>, line: &Line) {
    let Some((name, arguments)) = line.tokens.split_first() else { return };
    let word = name.span.of(text.octets);
    let at = text.loc(name.span);
    if line.blank_start {
        reader.problem(ProblemKind::DirectiveIndented, at, None, Fact::None);
    }
    let upper = word.to_ascii_uppercase();
    let known = match &upper[..] {
        b"$ORIGIN" | b"$TTL" | b"$INCLUDE" => true,
        b"$GENERATE" => knows(reader, Construct::Generate, at),
        b"$DATE" => knows(reader, Construct::Date, at),
        _ => {
            reader.problem(ProblemKind::DirectiveUnknown, at, None, Fact::None);
            false
        }
    };
    if !known {
        return;
    }
    if name.quoted {
        in_quotes(reader, text, *name);
    }
    if word != upper {
        reader.problem(ProblemKind::DirectiveLowercase, at, None, Fact::Text(lossy(&upper)));
    }
    let directive = Directive { text, at, arguments, end: line.end };
    if upper != b"$INCLUDE" && !ends_in_line_end(text.octets, line.end) {
        unended(reader, &directive);
    }
    match &upper[..] {
        b"$ORIGIN" => origin(reader, &directive),
        b"$TTL" => ttl(reader, &directive),
        b"$INCLUDE" => inclusion::obey(reader, &directive),
        b"$GENERATE" => generate::obey(reader, &directive),
        _ => date(reader, &directive),
    }
}

/// Tells whether the zone's own server knows a directive that not every one has; reports who does not.
fn knows(reader: &mut Reader<'_>, construct: Construct, at: Loc) -> bool {
    let taken = reader.audience.takes(construct);
    if taken.own == Taken::Read && taken.dialect != Dialect::Msdns {
        if taken.conflicts() {
            reader.construct(construct, ProblemKind::DirectiveNonportable, at, None, Fact::None);
        }
        return true;
    }
    // Where the server refuses the line nobody can tell what the zone lacks; Windows goes on without these records.
    reader.complete &= taken.own != Taken::Refused || construct != Construct::Generate;
    let server = Fact::Text(taken.dialect.server().to_owned());
    reader.construct(construct, ProblemKind::DirectiveUnknown, at, None, server);
    false
}

/// Reports a directive in quotes, which is obeyed all the same: BIND does, and nobody means an owner.
#[cold]
fn in_quotes(reader: &mut Reader<'_>, text: Text<'_>, name: Token) {
    let span = rdata::with_quotes(name.span, text.octets);
    let expected = "a directive without quotes".into();
    let fault = Fault { kind: FaultKind::Invalid, span, field: "directive", expected };
    let (kind, fact) = (ProblemKind::Rdata(fault.kind), reader.field(Rtype(0), fault));
    reader.construct(Construct::DirectiveQuoted, kind, text.loc(span), None, fact);
}

fn ends_in_line_end(text: &[u8], end: usize) -> bool {
    memchr::memchr2(b'\n', b'\r', text.get(end..).unwrap_or_default()).is_some()
}

/// Reports a directive that the file ends in: BIND, which lets a record and an `$INCLUDE` end so, finds "extra input text".
fn unended(reader: &mut Reader<'_>, directive: &Directive<'_>) {
    let end = Span::at(directive.text.octets.len());
    reader.forget(ProblemKind::FinalNewlineMissing, directive.text.loc(end));
    directive.refuse(reader, end, "a line end, which BIND wants behind the last directive");
}

/// Checks the time of a dump, which says nothing about the records.
fn date(reader: &mut Reader<'_>, directive: &Directive<'_>) {
    if directive.expect(reader, 1, 1)
        && let Some(time) = directive.arguments.first()
        && !rdata::is_time_stamp(time.span.of(directive.text.octets))
    {
        directive.refuse(reader, time.span, "a time as YYYYMMDDHHMMSS");
    }
}

const NOTHING_MORE: &str = "nothing more on this line";

/// A directive and its arguments.
pub(super) struct Directive<'a> {
    pub(super) text: Text<'a>,
    /// Its name.
    pub(super) at: Loc,
    pub(super) arguments: &'a [Token],
    /// Offset behind the last token.
    pub(super) end: usize,
}

impl Directive<'_> {
    /// Returns the arguments if their number is right, else reports what is missing or too much.
    pub(super) fn expect(&self, reader: &mut Reader<'_>, least: usize, most: usize) -> bool {
        let extra = self.arguments.get(most..).and_then(|extra| Some((extra.first()?, extra.last()?)));
        let (span, words) = match extra {
            Some((first, last)) => {
                let span = first.span.to(last.span);
                let taken = reader.audience.takes(Construct::DirectiveExtra);
                if most == 1 && taken.own == Taken::Read {
                    let (kind, fact) = (ProblemKind::DirectiveArgumentInvalid, Fact::Text(NOTHING_MORE.to_owned()));
                    reader.construct(Construct::DirectiveExtra, kind, self.text.loc(span), Some(self.at), fact);
                    return true;
                }
                (span, NOTHING_MORE)
            }
            None if self.arguments.len() < least => (Span::at(self.end), "an argument"),
            None => return true,
        };
        self.refuse(reader, span, words);
        false
    }

    pub(super) fn refuse(&self, reader: &mut Reader<'_>, span: Span, expected: &str) {
        let fact = Fact::Text(expected.to_owned());
        reader.problem(ProblemKind::DirectiveArgumentInvalid, self.text.loc(span), Some(self.at), fact);
    }
}

fn origin(reader: &mut Reader<'_>, directive: &Directive<'_>) {
    reader.state.after = Some(directive.at);
    let counted = directive.expect(reader, 1, 1);
    let argument = directive.arguments.first().filter(|_| counted);
    reader.state.origin = argument.and_then(|token| {
        let at_sign = Construct::OriginAtSign;
        origin_argument(reader, directive, *token, (Construct::OriginRelative, at_sign))
    });
}

/// Reads an origin. `None` makes the origin unknown until the next good one (zonefile.md §10.4). `relative` and `at_sign`
/// say what it is to servers where it has no final dot.
pub(super) fn origin_argument(
    reader: &mut Reader<'_>,
    directive: &Directive<'_>,
    token: Token,
    (relative, at_sign): (Construct, Construct),
) -> Option<Vec<u8>> {
    let word = token.span.of(directive.text.octets);
    if token.quoted {
        let span = rdata::with_quotes(token.span, directive.text.octets);
        directive.refuse(reader, span, "a domain name without quotes");
        return None;
    }
    let mut wire = Vec::new();
    match parse_name_into(word, reader.state.origin.as_deref(), &mut wire) {
        Ok(()) => {
            if token.odd {
                super::style::name(reader, directive.text, token);
            }
            let taken = reader.audience.takes(at_sign);
            let told = word != b"@" || taken.own == Taken::Refused || taken.conflicts();
            if told && !is_absolute(word) {
                let absolute = reader.becomes(&wire);
                let at = directive.text.loc(token.span);
                let construct = if word == b"@" { at_sign } else { relative };
                reader.construct(construct, ProblemKind::OriginRelative, at, None, Fact::Text(absolute));
            }
            Some(wire)
        }
        Err(error) => {
            for fault in rdata::name_faults(error, word, token.span, "origin") {
                name_problem(reader, directive.text, Rtype(0), fault);
            }
            None
        }
    }
}

/// Reports the wrong fields of a record, each with the type of the record where that stands on another line.
#[cold]
pub(super) fn field_problems(
    reader: &mut Reader<'_>,
    text: Text<'_>,
    (rtype, at): (Rtype, Span),
    mut faults: Vec<Fault>,
) {
    // What stands in a comment that is none to servers is no field.
    let comment = |fault: &Fault| foreign::is_foreign_mark(fault.span.of(text.octets));
    let of_fields = faults.iter().position(comment).map_or(faults.len(), |comment| comment + 1);
    faults.truncate(of_fields);
    let behind = text.octets.get(at.end as usize..).unwrap_or_default();
    let line_end = at.end as usize + recovery::physical_line(behind).len();
    for fault in faults.into_iter().filter(|fault| fault.kind != FaultKind::OriginUnknown) {
        let apart = text.made_by.is_none() && fault.span.start as usize > line_end;
        let (kind, place) = (ProblemKind::Rdata(fault.kind), text.loc(fault.span));
        let fact = reader.field(rtype, fault);
        reader.problem(kind, place, apart.then(|| text.loc(at)), fact);
    }
}

/// Reports a wrong name unless its cause, an unknown origin, was reported before.
pub(super) fn name_problem(reader: &mut Reader<'_>, text: Text<'_>, rtype: Rtype, fault: Fault) {
    if fault.kind != FaultKind::OriginUnknown {
        let at = text.loc(fault.span);
        let (kind, fact) = (ProblemKind::Rdata(fault.kind), reader.field(rtype, fault));
        reader.problem(kind, at, None, fact);
    }
}

fn ttl(reader: &mut Reader<'_>, directive: &Directive<'_>) {
    default_ttl::comes(reader, directive.at);
    reader.state.ttl_set_at = Some(directive.at);
    let before = reader.problem_count();
    let seconds = directive.arguments.first().and_then(|token| super::entry::ttl_value(reader, directive.text, *token));
    // What stands behind a malformed TTL was meant to be part of it.
    let counted = reader.problem_count() > before || directive.expect(reader, 1, 1);
    reader.state.ttl = seconds.filter(|_| counted).map_or(DefaultTtl::Unknown, DefaultTtl::Seconds);
}

pub(super) fn lossy(octets: &[u8]) -> String {
    String::from_utf8_lossy(octets).into_owned()
}
