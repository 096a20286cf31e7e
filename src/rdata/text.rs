//! RDATA in presentation form: text to wire.

use super::input::{Context, Input, Tokens};
use super::kind::Field;
use super::knowledge::is_type;
use super::spelling::{Spelling, Spellings};
use super::table::Grammar;
use super::types::{entry, name};
use super::{Fault, FaultKind, Token, generic};
use crate::source::Span;
use crate::zone::Rtype;

/// The longest RDATA: its length has 16 bits on the wire.
const MAX_RDATA: usize = 65_535;
/// The longest RDATA that BIND loads: with a name and the fixed fields it has to fit into a message.
const MAX_RDATA_IN_BIND: usize = 65_510;

/// Reads the RDATA of one record and appends its canonical wire form: names uncompressed and in lower case.
///
/// `tokens` are those behind the type, `end` the offset where a missing one would stand. The generic form of RFC 3597
/// is read for every type, and its content checked where the type is known. With any fault nothing is appended; they
/// are all returned, in the order of the fields, unless a token is missing or left over: then the fields behind the
/// first fault may not be the ones that were meant, and it stands for all. Without one it tells whether another server
/// may refuse what this one reads.
pub fn parse(
    rtype: Rtype,
    context: &Context<'_>,
    tokens: &[Token],
    end: u32,
    out: &mut Vec<u8>,
) -> Result<Spellings, Vec<Fault>> {
    if parse_right(rtype, context, tokens, out) {
        return Ok(Spellings::default());
    }
    parse_any(rtype, context, tokens, end, out)
}

/// Reads RDATA as [`parse`] does, however it is written.
pub(super) fn parse_any(
    rtype: Rtype,
    context: &Context<'_>,
    tokens: &[Token],
    end: u32,
    out: &mut Vec<u8>,
) -> Result<Spellings, Vec<Fault>> {
    let begin = out.len();
    let mut input = Input::new(Tokens::new(context, tokens, begin), end);
    if let Err(fault) = parse_tokens(rtype, &mut input, out) {
        input.report(fault);
    }
    let length = out.len() - begin;
    if input.is_clean() && length <= MAX_RDATA_IN_BIND {
        return Ok(input.met());
    }
    refuse_too_long(rtype, length, tokens, &mut input);
    let met = input.met();
    let faults = settle(input.into_faults());
    if faults.is_empty() {
        return Ok(met);
    }
    out.truncate(begin);
    Err(faults)
}

/// Reads RDATA as [`parse`] does, if it is usual, nothing is wrong with it and every server loads it; else false, and
/// nothing is appended.
pub(crate) fn parse_right(rtype: Rtype, context: &Context<'_>, tokens: &[Token], out: &mut Vec<u8>) -> bool {
    let begin = out.len();
    let mut tokens = Tokens::new(context, tokens, begin);
    let read = match grammar(rtype, context) {
        Some(Grammar::Fields(_, usual)) if !generic::opens(tokens.left, context.text) => usual(&mut tokens, out),
        _ => false,
    };
    let right = read && tokens.left.is_empty() && out.len() - begin <= MAX_RDATA_IN_BIND;
    if !right {
        out.truncate(begin);
    }
    right
}

/// Returns how the RDATA of a type is written in the dialect.
#[inline]
fn grammar(rtype: Rtype, context: &Context<'_>) -> Option<Grammar> {
    entry(rtype).filter(|entry| is_type(entry, context.dialect)).map(|entry| entry.grammar)
}

/// Keeps the first of the faults if the number of tokens is wrong; one whose cause was told before says nothing.
#[cold]
fn settle(mut faults: Vec<Fault>) -> Vec<Fault> {
    if faults.iter().any(|fault| matches!(fault.kind, FaultKind::Incomplete | FaultKind::ExtraToken)) {
        faults.retain(|fault| fault.kind != FaultKind::OriginUnknown);
        faults.truncate(1);
    }
    faults
}

fn parse_tokens(rtype: Rtype, input: &mut Input<'_>, out: &mut Vec<u8>) -> Result<(), Fault> {
    let grammar = grammar(rtype, input.context);
    if generic::opens(input.tokens(), input.context.text) {
        return generic::parse(rtype, grammar, input, out);
    }
    match grammar {
        Some(Grammar::Fields(fields, _)) => parse_fields(rtype, fields, input, out),
        Some(Grammar::GenericOnly) | None => Err(generic::required(input)),
    }
}

fn parse_fields(rtype: Rtype, fields: &[Field], input: &mut Input<'_>, out: &mut Vec<u8>) -> Result<(), Fault> {
    for (at, field) in fields.iter().enumerate() {
        let start = out.len();
        if let Err(fault) = (field.kind.parse)(input, field, out) {
            return go_on(rtype, fields.get(at..).unwrap_or_default(), (start, fault), input, out);
        }
    }
    refuse_rest(rtype, input)
}

/// Notes the fault of the first of `fields`, whose wire form would begin at `start`, and reads those behind it.
#[cold]
fn go_on(
    rtype: Rtype,
    fields: &[Field],
    (start, fault): (usize, Fault),
    input: &mut Input<'_>,
    out: &mut Vec<u8>,
) -> Result<(), Fault> {
    let Some((failed, behind)) = fields.split_first() else { return Ok(()) };
    let mut ends_anywhere = !is_read_whole(&fault);
    input.report(fault);
    stand_in(failed, start, input, out);
    for field in behind {
        let start = out.len();
        let result = (field.kind.parse)(input, field, out);
        ends_anywhere = result.as_ref().is_err_and(|fault| !is_read_whole(fault));
        if let Err(fault) = result {
            input.report(fault);
            stand_in(field, start, input, out);
        }
    }
    // What the last field left behind its fault may be its own.
    if ends_anywhere { Ok(()) } else { refuse_rest(rtype, input) }
}

/// Tells whether a field has a fault and was read to its end all the same: a relative name without an origin.
fn is_read_whole(fault: &Fault) -> bool {
    fault.kind == FaultKind::OriginUnknown
}

/// Puts octets in the place of a field that could not be read, so that those that depend on the fields before them find
/// these in their places. All ones is no type number that any of them knows.
fn stand_in(field: &Field, start: usize, input: &Input<'_>, out: &mut Vec<u8>) {
    out.truncate(start);
    let length = (field.kind.measure)(input.prior(out), &[0; 16]).unwrap_or(0);
    out.resize(start + length, u8::MAX);
}

fn refuse_rest(rtype: Rtype, input: &Input<'_>) -> Result<(), Fault> {
    input.rest().map_or(Ok(()), |span| Err(extra(rtype, span)))
}

#[cold]
fn extra(rtype: Rtype, span: Span) -> Fault {
    let (kind, field) = (FaultKind::ExtraToken, name(rtype).unwrap_or("RDATA"));
    Fault { kind, span, field, expected: "the end of the record".into() }
}

#[cold]
fn refuse_too_long(rtype: Rtype, length: usize, tokens: &[Token], input: &mut Input<'_>) {
    if !input.is_clean() || length <= MAX_RDATA_IN_BIND {
        return;
    }
    let longest = if input.reads(Spelling::LongRdata) { MAX_RDATA } else { MAX_RDATA_IN_BIND };
    if length <= longest {
        return;
    }
    let first = tokens.first().map(|token| token.span).unwrap_or_default();
    let span = tokens.last().map_or(first, |last| first.to(last.span));
    let why = if longest < MAX_RDATA { ", which is all that BIND loads" } else { "" };
    let expected = format!("at most {longest} octets{why}, not {length}");
    let named = entry(rtype).is_some_and(|entry| is_type(entry, input.context.dialect));
    let field = name(rtype).filter(|_| named).unwrap_or("RDATA");
    input.report(Fault { kind: FaultKind::RdataTooLong, span, field, expected: expected.into() });
}
