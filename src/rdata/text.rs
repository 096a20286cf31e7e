//! RDATA in presentation form: text to wire.

use super::input::{Context, Input};
use super::kind::{Field, Kind, exactly, keep};
use super::table::Grammar;
use super::types::{entry, name};
use super::{Fault, FaultKind, Token, generic};
use crate::source::Span;
use crate::zone::Rtype;

/// The longest RDATA: its length has 16 bits on the wire.
const MAX_RDATA: usize = 65_535;

/// Reads the RDATA of one record and appends its canonical wire form: names uncompressed and in lower case.
///
/// `tokens` are those behind the type, `end` the offset where a missing one would stand. The generic form of RFC 3597
/// is read for every type, and its content checked where the type is known. The text of a type that is not described
/// ([`super::is_described`]) is kept as its tokens joined by spaces, so that a change of it is still seen. On a fault
/// nothing is appended.
pub fn parse(rtype: Rtype, context: &Context<'_>, tokens: &[Token], end: u32, out: &mut Vec<u8>) -> Result<(), Fault> {
    let begin = out.len();
    let result = parse_tokens(rtype, Input::new(context, tokens, end, begin), out)
        .and_then(|()| refuse_too_long(rtype, out.len() - begin, tokens));
    if result.is_err() {
        out.truncate(begin);
    }
    result
}

fn parse_tokens(rtype: Rtype, mut input: Input<'_>, out: &mut Vec<u8>) -> Result<(), Fault> {
    let grammar = entry(rtype).map(|entry| entry.grammar);
    if input.peek().is_some_and(|word| generic::opens(&word)) {
        return generic::parse(rtype, grammar, &mut input, out);
    }
    match grammar {
        Some(Grammar::Fields(fields)) => {
            for field in fields {
                (field.kind.parse)(&mut input, field, out)?;
            }
            input.rest().map_or(Ok(()), |span| Err(extra(rtype, span)))
        }
        Some(Grammar::Opaque) => opaque(&mut input, out),
        // Words of a file format without a number, such as ANAME.
        None if rtype == Rtype(0) => opaque(&mut input, out),
        Some(Grammar::GenericOnly) | None => Err(generic::required(&input)),
    }
}

/// Keeps text that is not understood.
fn opaque(input: &mut Input<'_>, out: &mut Vec<u8>) -> Result<(), Fault> {
    let mut word = input.any(&WHOLE)?;
    loop {
        out.extend_from_slice(word.octets);
        let Some(next) = input.next() else { return Ok(()) };
        out.push(b' ');
        word = next;
    }
}

#[cold]
fn extra(rtype: Rtype, span: Span) -> Fault {
    fault(rtype, FaultKind::ExtraToken, span, "the end of the record".to_owned())
}

fn refuse_too_long(rtype: Rtype, length: usize, tokens: &[Token]) -> Result<(), Fault> {
    if length <= MAX_RDATA {
        return Ok(());
    }
    let first = tokens.first().map(|token| token.span).unwrap_or_default();
    let span = tokens.last().map_or(first, |last| first.to(last.span));
    Err(fault(rtype, FaultKind::RdataTooLong, span, format!("at most 65535 octets, not {length}")))
}

/// Builds a fault of the whole RDATA, whose field is the type.
fn fault(rtype: Rtype, kind: FaultKind, span: Span, expected: String) -> Fault {
    Fault { kind, span, field: name(rtype).unwrap_or(WHOLE.name), expected }
}

static WHOLE_KIND: Kind = Kind {
    expected: "the data of the record",
    parse: |input, _, out| opaque(input, out),
    measure: exactly::<0>,
    canonical: keep,
    present: |_, _, _| None,
};
const WHOLE: Field = Field { name: "RDATA", kind: &WHOLE_KIND };
