//! `$ORIGIN`, `$TTL`, `$INCLUDE` and the rest (RFC 1035 §5.1, RFC 2308 §4).
//!
//! Names of directives are read without case. An `$INCLUDE` starts with the present owner, `$TTL` and origin (or its
//! argument); behind it owner and origin are as before it, and a `$TTL` that it set stays in force, as in BIND.

use std::collections::btree_map::Entry;

use super::generate;
use super::include::IncludeFailure;
use super::load::{DefaultTtl, MAX_INCLUDE_DEPTH, Owner, Reader, Text};
use super::problem::{Fact, ProblemKind};
use super::scanner::{Line, Scanner};
use crate::rdata::{self, Fault, Token};
use crate::source::{Loc, Span};
use crate::zone::{Rtype, parse_name_into};

/// Tells whether a first word is a directive: in column 1 whatever starts with `$`, after white space only a known name,
/// since an owner is inherited there and `$` may be data.
pub(super) fn is_directive(word: &[u8], blank_start: bool) -> bool {
    let known = [&b"$ORIGIN"[..], b"$TTL", b"$INCLUDE", b"$GENERATE"];
    !blank_start || known.iter().any(|name| word.eq_ignore_ascii_case(name))
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
    let known = matches!(&upper[..], b"$ORIGIN" | b"$TTL" | b"$INCLUDE" | b"$GENERATE" | b"$DATE");
    if known && word != upper {
        reader.problem(ProblemKind::DirectiveLowercase, at, None, Fact::Text(lossy(&upper)));
    }
    let directive = Directive { text, at, arguments, end: line.end };
    if known && upper != b"$INCLUDE" && !ends_in_line_end(text.octets, line.end) {
        unended(reader, &directive);
    }
    match &upper[..] {
        b"$ORIGIN" => origin(reader, &directive),
        b"$TTL" => ttl(reader, &directive),
        b"$INCLUDE" => include(reader, &directive),
        // Written by BIND's dumps; says nothing about the records.
        b"$DATE" => date(reader, &directive),
        b"$GENERATE" => generate::obey(reader, &directive),
        _ => reader.problem(ProblemKind::DirectiveUnknown, at, None, Fact::None),
    }
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

/// Checks the time of a dump.
fn date(reader: &mut Reader<'_>, directive: &Directive<'_>) {
    if directive.expect(reader, 1, 1)
        && let Some(time) = directive.arguments.first()
        && !rdata::is_time_stamp(time.span.of(directive.text.octets))
    {
        directive.refuse(reader, time.span, "a time as YYYYMMDDHHMMSS");
    }
}

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
            Some((first, last)) => (first.span.to(last.span), "nothing more on this line"),
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
    reader.state.origin = argument.and_then(|token| origin_argument(reader, directive, *token));
}

/// Reads an origin. `None` makes the origin unknown until the next good one (zonefile.md §10.4).
fn origin_argument(reader: &mut Reader<'_>, directive: &Directive<'_>, token: Token) -> Option<Vec<u8>> {
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
            if word != b"@" && !word.ends_with(b".") {
                let absolute = crate::zone::Name::from_wire(&wire).to_string();
                let at = directive.text.loc(token.span);
                reader.problem(ProblemKind::OriginRelative, at, None, Fact::Text(absolute));
            }
            Some(wire)
        }
        Err(error) => {
            let fault = rdata::name_fault(error, token.span, "origin");
            name_problem(reader, directive.text, Rtype(0), fault);
            None
        }
    }
}

/// Reports a wrong name unless its cause, an unknown origin, was reported before.
pub(super) fn name_problem(reader: &mut Reader<'_>, text: Text<'_>, rtype: Rtype, fault: Fault) {
    if fault.kind != rdata::FaultKind::OriginUnknown {
        let at = text.loc(fault.span);
        reader.problem(ProblemKind::Rdata(fault.kind), at, None, Fact::Field { rtype, fault });
    }
}

fn ttl(reader: &mut Reader<'_>, directive: &Directive<'_>) {
    if let Some(first) = reader.state.without_ttl {
        reader.problem(ProblemKind::TtlDirectiveLate, directive.at, Some(first), Fact::None);
    }
    let counted = directive.expect(reader, 1, 1);
    reader.state.ttl = match directive.arguments.first().filter(|_| counted) {
        Some(token) => match super::entry::ttl_value(reader, directive.text, *token) {
            Some(seconds) => DefaultTtl::Seconds(seconds),
            None => DefaultTtl::Unknown,
        },
        None => DefaultTtl::Unknown,
    };
}

fn include(reader: &mut Reader<'_>, directive: &Directive<'_>) {
    let counted = directive.expect(reader, 1, 2);
    reader.state.after = Some(directive.at);
    let Some(path) = directive.arguments.first().filter(|_| counted) else {
        reader.complete = false;
        return;
    };
    let at = directive.text.loc(path.span);
    let target = rdata::unescape_text(path.span.of(directive.text.octets));
    let opened = reader.includes.open(reader.sources, directive.text.source, &target);
    let source = match opened {
        Ok(source) => source,
        Err(failure) => return refused(reader, at, failure),
    };
    if loops(reader, source, at) {
        reader.complete = false;
        return;
    }
    let before = (reader.state.origin.clone(), reader.state.owner);
    if let Some(token) = directive.arguments.get(1) {
        reader.state.origin = origin_argument(reader, directive, *token);
    }
    // A snippet that starts with a blank owner is there for the owner before it, unless it has an origin of its own.
    reader.state.after = directive.arguments.get(1).map(|_| directive.at);
    let within = reader.in_repeated;
    reader.in_repeated |= repeats(reader, source, at);
    reader.include(source, Some(at));
    reader.in_repeated = within;
    (reader.state.origin, reader.state.owner) = before;
    reader.state.after = Some(directive.at);
}

fn refused(reader: &mut Reader<'_>, at: Loc, failure: IncludeFailure) {
    reader.complete = false;
    let (kind, fact) = match failure {
        IncludeFailure::NotFound(tried) => (ProblemKind::IncludeNotFound, Fact::List(tried)),
        IncludeFailure::OutsideRepo => (ProblemKind::IncludeOutsideRepo, Fact::None),
        IncludeFailure::Unreadable(why) => (ProblemKind::FileUnreadable, Fact::Text(why)),
    };
    reader.problem(kind, at, None, fact);
}

/// Reports a file that is being read already, or too many files within files.
fn loops(reader: &mut Reader<'_>, source: crate::source::SourceId, at: Loc) -> bool {
    let opened_at = reader.stack.iter().position(|&(open, _)| open == source);
    if opened_at.is_none() && reader.stack.len() <= MAX_INCLUDE_DEPTH {
        let fits = reader.may_include(source);
        if !fits && !std::mem::replace(&mut reader.refused_include, true) {
            reader.problem(ProblemKind::IncludeLoop, at, None, Fact::None);
        }
        return !fits;
    }
    let from = opened_at.unwrap_or(0);
    let path = |source| reader.sources.get(source).map(|text| lossy(&text.path)).unwrap_or_default();
    let chain = reader.stack.iter().skip(from).map(|&(open, _)| path(open)).chain([path(source)]).collect();
    reader.problem(ProblemKind::IncludeLoop, at, None, Fact::List(chain));
    true
}

/// Reports a file that was included before and gives the same records again; what it includes itself is a consequence.
///
/// Under another origin they are others, and likewise after another owner where its first record inherits one.
fn repeats(reader: &mut Reader<'_>, source: crate::source::SourceId, at: Loc) -> bool {
    let (Some(origin), false) = (reader.state.origin.clone(), reader.in_repeated) else { return false };
    let owner = match reader.state.owner {
        Owner::Known(owner, _) if inherits(reader.sources.text(source)) => {
            Some(reader.parts.names.wire(owner).to_vec())
        }
        _ => None,
    };
    match reader.includes_read.entry((source, origin, owner)) {
        Entry::Vacant(place) => {
            place.insert(at);
            false
        }
        Entry::Occupied(first) => {
            let first = *first.get();
            reader.problem(ProblemKind::IncludeDuplicate, at, Some(first), Fact::None);
            true
        }
    }
}

/// Tells whether the first record of a text has a blank owner.
fn inherits(text: &[u8]) -> bool {
    let mut scanner = Scanner::new(text, 0);
    let mut line = Line::default();
    while scanner.next(&mut line) {
        let first = line.tokens.first().map(|token| token.span.of(text)).unwrap_or_default();
        if !(first.starts_with(b"$") && is_directive(first, line.blank_start)) {
            return line.blank_start;
        }
    }
    false
}

fn lossy(octets: &[u8]) -> String {
    String::from_utf8_lossy(octets).into_owned()
}
