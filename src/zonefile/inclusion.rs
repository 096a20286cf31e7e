//! `$INCLUDE`: what an included file starts with, and what is left of it behind its end (zonefile.md §6).
//!
//! It starts with the present owner (in Knot with none), `$TTL` and origin, or its argument. Behind it owner and origin are
//! as before it, but in `PowerDNS` as the file left them; a `$TTL` that it set stays in force or not (`default_ttl`).

use std::collections::btree_map::Entry;

use super::chains::IncludeLine;
use super::default_ttl::{self, DefaultTtl};
use super::directive::{Directive, lossy, name_problem, opens, origin_argument};
use super::include::{IncludeFailure, IncludePath};
use super::line::Line;
use super::portability::Construct;
use super::problem::{Fact, ProblemKind};
use super::reader::{MAX_INCLUDE_DEPTH, Reader, Text};
use super::scanner::Scanner;
use super::state::Owner;
use crate::rdata::{self, Dialect, Fault, FaultKind};
use crate::source::{Loc, Span};
use crate::zone::{Rtype, is_absolute};

/// Obeys an `$INCLUDE`.
pub(super) fn obey(reader: &mut Reader<'_>, directive: &Directive<'_>) {
    let counted = directive.expect(reader, 1, 2);
    reader.state.after = Some(directive.at);
    let Some(path) = directive.arguments.first().filter(|_| counted) else {
        reader.complete = false;
        return;
    };
    let at = directive.text.loc(path.span);
    // Whatever becomes of the file, its origin is looked at: one run reports every error.
    let origin = match directive.arguments.get(1) {
        Some(token) => {
            let relative = Construct::IncludeOriginRelative;
            origin_argument(reader, directive, *token, (relative, relative))
        }
        None => reader.state.origin.clone(),
    };
    let Some(path) = path_of(reader, directive, at, path.quoted) else {
        reader.complete = false;
        return;
    };
    let target = path.for_server(reader.audience.dialect);
    let opened = reader.includes.open(reader.sources, directive.text.source, &target);
    let found = opened.as_ref().ok().copied();
    let elsewhere = reader.includes.elsewhere(reader.sources, directive.text.source, &target, found);
    let source = match opened {
        Ok(source) => source,
        Err(failure) => return refused(reader, at, failure, elsewhere),
    };
    if let Some(other) = elsewhere {
        reader.problem(ProblemKind::IncludeBaseAmbiguous, at, None, Fact::Text(other));
    }
    if loops(reader, source, at) {
        reader.complete = false;
        return;
    }
    let before = enter(reader, origin);
    // A snippet that starts with a blank owner is there for the owner before it, unless it has an origin of its own.
    reader.state.after = directive.arguments.get(1).map(|_| directive.at);
    let within = reader.in_repeated;
    reader.in_repeated |= repeats(reader, source, at);
    let origin = directive.arguments.get(1).map(|token| directive.text.loc(token.span));
    reader.include(source, Some(IncludeLine { path: at, origin }));
    reader.in_repeated = within;
    leave(reader, before, directive.at);
    reader.state.after = Some(directive.at);
}

/// Returns the path at `at`; reports escapes that are none to a server that decodes them, and those that not all of the
/// servers concerned decode.
fn path_of(reader: &mut Reader<'_>, directive: &Directive<'_>, at: Loc, quoted: bool) -> Option<IncludePath> {
    // As it stands in the file, where the escapes of Windows are not made decimal.
    let path = IncludePath { written: reader.sources.slice(at).to_vec(), quoted };
    let dialect = reader.audience.dialect;
    if let Some((start, end)) = rdata::wrong_escape(&path.written).filter(|_| IncludePath::is_decoded_by(dialect)) {
        let base = at.span.start as usize;
        let (kind, span) = (FaultKind::EscapeInvalid, Span::new(base + start, base + end));
        let fault = Fault { kind, span, field: "path", expected: rdata::ESCAPE_EXPECTED.into() };
        name_problem(reader, directive.text, Rtype(0), fault);
        return None;
    }
    let taken = reader.audience.takes(Construct::IncludeEscape);
    if taken.conflicts() && path.for_server(Dialect::Knot) != path.for_server(Dialect::Bind) {
        let fact = Fact::Text("path".to_owned());
        reader.construct(Construct::IncludeEscape, ProblemKind::DirectiveNonportable, at, Some(directive.at), fact);
    }
    Some(path)
}

/// What an `$INCLUDE` found.
struct Before {
    origin: Option<Vec<u8>>,
    file_origin: Option<Vec<u8>>,
    owner: Owner,
    owner_inside: bool,
    owner_of_including: bool,
    ttl: DefaultTtl,
    ttl_set_at: Option<Loc>,
}

fn enter(reader: &mut Reader<'_>, origin: Option<Vec<u8>>) -> Before {
    let state = &mut reader.state;
    let before = Before {
        origin: std::mem::replace(&mut state.origin, origin),
        file_origin: state.file_origin.take(),
        owner: state.owner,
        owner_inside: state.owner_inside,
        owner_of_including: state.owner_of_including,
        ttl: state.ttl,
        ttl_set_at: state.ttl_set_at.take(),
    };
    if reader.audience.dialect == Dialect::Knot {
        state.owner = Owner::None;
    }
    state.file_origin.clone_from(&state.origin);
    state.owner_of_including = reader.audience.takes(Construct::OwnerOfIncluding).conflicts();
    before
}

fn leave(reader: &mut Reader<'_>, before: Before, directive: Loc) {
    let state = &mut reader.state;
    state.owner_of_including = before.owner_of_including;
    default_ttl::leave_include(state, reader.audience.dialect, before.ttl);
    state.ttl_set_at = state.ttl_set_at.or(before.ttl_set_at);
    state.file_origin = before.file_origin;
    if reader.audience.has(Dialect::Pdns) {
        let (origin, owner) = (state.origin != before.origin, !same(state.owner, before.owner));
        reader.leak = (origin || owner).then_some(Leak { origin, owner, directive });
    }
    if reader.audience.dialect != Dialect::Pdns {
        (state.origin, state.owner, state.owner_inside) = (before.origin, before.owner, before.owner_inside);
    }
}

fn same(one: Owner, other: Owner) -> bool {
    match (one, other) {
        (Owner::Known(one, _), Owner::Known(other, _)) => one == other,
        (one, other) => one == other,
    }
}

/// What an included file left behind that `PowerDNS` keeps and no other server does.
#[derive(Clone, Copy, Debug)]
pub(super) struct Leak {
    origin: bool,
    owner: bool,
    /// The `$INCLUDE`.
    directive: Loc,
}

/// Reports the first entry behind an include whose owner depends on what the included file left.
#[cold]
pub(super) fn look_for_leak(reader: &mut Reader<'_>, text: Text<'_>, line: &Line) {
    let (Some(leak), Some(first)) = (reader.leak, line.tokens.first()) else { return };
    let word = first.span.of(text.octets);
    if opens(*first, text.octets, line.blank_start) {
        let moves = word.eq_ignore_ascii_case(b"$ORIGIN") || word.eq_ignore_ascii_case(b"$INCLUDE");
        reader.leak = reader.leak.filter(|_| !moves);
        return;
    }
    let absolute = is_absolute(word);
    let (needs, what) = if line.blank_start { (leak.owner, "owner") } else { (leak.origin && !absolute, "origin") };
    if needs {
        let fact = Fact::Text(what.to_owned());
        let (kind, at) = (ProblemKind::IncludeLeaksState, text.loc(first.span));
        reader.construct(Construct::IncludeState, kind, at, Some(leak.directive), fact);
        reader.leak = None;
    } else if !line.blank_start {
        reader.leak = Some(Leak { owner: false, ..leak }).filter(|leak| leak.origin);
    }
}

fn refused(reader: &mut Reader<'_>, at: Loc, failure: IncludeFailure, elsewhere: Option<String>) {
    reader.complete = false;
    let (kind, fact) = match failure {
        IncludeFailure::NotFound(tried) => {
            (ProblemKind::IncludeNotFound, Fact::Places { tried, elsewhere, is_directory: false })
        }
        IncludeFailure::Directory(place) => {
            let tried = vec![place];
            (ProblemKind::IncludeNotFound, Fact::Places { tried, elsewhere, is_directory: true })
        }
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
        if !line.tokens.first().is_some_and(|first| opens(*first, text, line.blank_start)) {
            return line.blank_start;
        }
    }
    false
}
