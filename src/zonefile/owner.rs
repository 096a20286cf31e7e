//! The owner of a record: the name in column 1, or the one before where column 1 is blank (RFC 1035 §5.1).
//!
//! Flows in: the first token of an entry. Flows out: the owner in the reader's state, unknown where it could not be read.

use super::directive::name_problem;
use super::portability::{Construct, Taken};
use super::problem::{Fact, ProblemKind};
use super::reader::{Reader, Text};
use super::state::{Owner, State};
use super::{gdnsd, style};
use crate::rdata::{self, Fault, FaultKind, Token};
use crate::source::{Loc, Span};
use crate::vector::same;
use crate::zone::{Name, Rtype, wire_is_at_or_below};

/// Reads the owner in column 1.
pub(super) fn state(reader: &mut Reader<'_>, text: Text<'_>, token: Token) {
    let word = token.span.of(text.octets);
    let at = text.loc(token.span);
    // Most entries repeat the owner of the one before. Quotes change what a word is: `"@"` is no origin.
    if let Owner::Known(_, stated) = &mut reader.state.owner
        && !token.quoted
        && reader.state.owner_text.is_some_and(|known| known.of(text.octets) == word)
    {
        *stated = at;
        return;
    }
    reader.scratch.clear();
    let parsed = if token.quoted && word == b"@" {
        let expected = "an owner; in quotes `@` is no origin".into();
        let span = rdata::with_quotes(token.span, text.octets);
        Err(vec![Fault { kind: FaultKind::Invalid, span, field: "owner", expected }])
    } else {
        gdnsd::read_name(reader, word)
            .or_else(|error| bracketed(reader, word).ok_or(error))
            .map_err(|error| rdata::name_faults(error, word, token.span, "owner"))
    };
    reader.state.owner_text = None;
    match parsed {
        Ok(()) => {
            let wire = reader.scratch.as_slice();
            reader.state.owner = Owner::Known(reader.parts.names.add(wire), at);
            reader.state.owner_inside = is_inside(reader.zone_origin.as_ref(), wire);
            if token.quoted {
                let with_quotes = text.loc(rdata::with_quotes(token.span, text.octets));
                reader.problem(ProblemKind::OwnerQuoted, with_quotes, None, Fact::None);
            } else if text.made_by.is_none() {
                reader.state.owner_text = Some(token.span);
            }
            if token.odd {
                style::name(reader, text, token);
            }
            if token.escaped {
                tell_bracketed(reader, at, word);
            }
        }
        Err(faults) => {
            reader.state.owner = Owner::Unknown;
            for fault in faults {
                name_problem(reader, text, Rtype(0), fault);
            }
        }
    }
}

/// Reads the owner in column 1 of a usual record, which no mark of gdnsd's ends.
#[inline(always)]
#[expect(clippy::inline_always, reason = "a call costs half as much as the comparison")]
pub(super) fn usual(reader: &mut Reader<'_>, text: Text<'_>, span: Span) {
    let state = &mut reader.state;
    // Most entries repeat the owner of the one before.
    match (&mut state.owner, state.owner_text) {
        (Owner::Known(_, stated), Some(known)) if same(known.of(text.octets), span.of(text.octets)) => {
            *stated = Loc { source: text.source, span };
        }
        _ => another(reader, text, span),
    }
}

/// Reads the owner of a usual record, if it is not that of the one before.
#[inline(never)]
fn another(reader: &mut Reader<'_>, text: Text<'_>, span: Span) {
    let word = span.of(text.octets);
    let state = &mut reader.state;
    let origin = state.origin.as_deref().unwrap_or_default();
    let Some(name) = reader.parts.names.add_short(word, origin) else {
        return self::state(reader, text, Token::plain(span));
    };
    (state.owner, state.owner_text) = (Owner::Known(name, Loc { source: text.source, span }), Some(span));
    let relative = word.last() != Some(&b'.');
    state.owner_inside =
        (relative && state.origin_inside) || is_inside(reader.zone_origin.as_ref(), reader.parts.names.wire(name));
}

/// Tells whether a name is at or below the origin of the zone.
pub(super) fn is_inside(origin: Option<&Name>, wire: &[u8]) -> bool {
    origin.is_none_or(|origin| wire_is_at_or_below(wire, origin.wire()))
}

/// Tells whether a blank start has an owner to inherit, and there is nothing to be said about it.
#[inline]
pub(super) fn inherits_quietly(state: &State, text: Text<'_>) -> bool {
    matches!(state.owner, Owner::Known(_, stated) if state.after.is_none()
        && (!state.owner_of_including || stated.source == text.source))
}

/// Takes the last owner for a blank start.
pub(super) fn inherit(reader: &mut Reader<'_>, at: Loc) {
    match reader.state.owner {
        Owner::None => {
            reader.construct(Construct::OwnerInitial, ProblemKind::OwnerMissing, at, None, Fact::None);
            // To gdnsd it is the origin.
            let read = reader.audience.takes(Construct::OwnerInitial).own == Taken::Read;
            reader.state.owner = match reader.state.origin.as_deref().filter(|_| read) {
                Some(origin) => {
                    reader.state.owner_inside = reader.state.origin_inside;
                    Owner::Known(reader.parts.names.add(origin), at)
                }
                None => Owner::Unknown,
            };
        }
        Owner::Known(id, stated) => {
            if reader.state.owner_of_including && stated.source != at.source {
                reader.state.owner_of_including = false;
                let kind = ProblemKind::OwnerMissing;
                reader.construct(Construct::OwnerOfIncluding, kind, at, Some(stated), Fact::None);
            }
            if let Some(directive) = reader.state.after {
                let owner = reader.shown(reader.parts.names.wire(id));
                let origin = reader.state.origin.as_deref().map(|origin| reader.shown(origin));
                let fact = Fact::Owner { owner, origin: origin.unwrap_or_default(), stated };
                reader.problem(ProblemKind::OwnerInheritedAfterOrigin, at, Some(directive), fact);
            }
        }
        Owner::Unknown => {}
    }
}

/// Reads an owner with a bit-string label, where the zone's own server takes `\[` for `[`.
#[cold]
fn bracketed(reader: &mut Reader<'_>, word: &[u8]) -> Option<()> {
    let decimal = rdata::without_brackets(word)?;
    let taken = reader.audience.takes(Construct::BitStringLabel);
    reader.scratch.clear();
    gdnsd::read_name(reader, &decimal).ok().filter(|()| taken.own == Taken::Read)
}

/// Reports an owner with a bit-string label that was read, and that another server concerned refuses.
#[cold]
fn tell_bracketed(reader: &mut Reader<'_>, at: Loc, word: &[u8]) {
    if reader.audience.takes(Construct::BitStringLabel).conflicts() && rdata::without_brackets(word).is_some() {
        let expected = "another label: bit strings were withdrawn by RFC 6891".into();
        let fault = Fault { kind: FaultKind::EscapeInvalid, span: at.span, field: "owner", expected };
        let (kind, fact) = (ProblemKind::Rdata(fault.kind), reader.field(Rtype(0), fault));
        reader.construct(Construct::BitStringLabel, kind, at, None, fact);
    }
}
