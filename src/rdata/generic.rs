//! The generic form of RDATA: `\# length hex` (RFC 3597 §5).

use super::hex::HexJoiner;
use super::input::Input;
use super::kind::{Field, Kind, exactly, keep, leave};
use super::number::decimal;
use super::spelling::Spelling;
use super::table::Grammar;
use super::wire::{WireFault, check};
use super::{Fault, FaultKind, Token, hickory};
use crate::source::Span;
use crate::zone::Rtype;

/// Only the words of these kinds are used: generic RDATA is no field of a type.
static LENGTH_KIND: Kind = words("a decimal number of octets from 0 to 65535");
static DATA_KIND: Kind = words("an even number of hexadecimal digits");
static FORM_KIND: Kind = words("the form \\# LENGTH HEX of RFC 3597");

const LENGTH: Field = Field { name: "length", kind: &LENGTH_KIND };
const DATA: Field = Field { name: "data", kind: &DATA_KIND };
const FORM: Field = Field { name: "RDATA", kind: &FORM_KIND };

const fn words(expected: &'static str) -> Kind {
    Kind {
        expected,
        take: leave,
        parse: |input, field, _| Err(input.missing(field)),
        measure: exactly::<0>,
        canonical: keep,
        present: |_, _, _| None,
    }
}

/// The word that opens the generic form (RFC 3597 §5), where it stands without quotes.
pub(crate) const GENERIC: &[u8] = b"\\#";

/// Tells whether the first of the tokens opens the generic form.
#[inline]
pub(super) fn opens(tokens: &[Token], text: &[u8]) -> bool {
    let opens = |token: &Token| token.escaped && !token.quoted && token.span.of(text) == GENERIC;
    tokens.first().is_some_and(opens)
}

/// Builds the fault of a text form where only the generic form can be read.
#[cold]
pub(super) fn required(input: &Input<'_>) -> Fault {
    match input.rest() {
        Some(span) => FORM.fault(FaultKind::GenericInvalid, span),
        None => input.missing(&FORM),
    }
}

/// Reads generic RDATA: `\#` is still the next token.
pub(super) fn parse(
    rtype: Rtype,
    grammar: Option<Grammar>,
    input: &mut Input<'_>,
    out: &mut Vec<u8>,
) -> Result<(), Fault> {
    let begin = out.len();
    input.any(&FORM)?;
    let length = length(input)?;
    let digits = Digits { tokens: input.tokens(), text: input.context.text };
    data(input, out)?;
    let found = out.len() - begin;
    if length.0 != found {
        let expected = format!("{found}, the number of octets that follow");
        return Err(LENGTH.fault_with(FaultKind::GenericInvalid, length.1, expected));
    }
    let rdata = out.get_mut(begin..).unwrap_or_default();
    match grammar {
        Some(Grammar::Fields(fields, _)) => {
            check(fields, rdata).map_err(|fault| content_fault(fault, &digits, length.1))
        }
        Some(Grammar::GenericOnly) => Ok(()),
        None if hickory::accepts(rtype, rdata) => Ok(()),
        None => {
            let span = digits.span(0, found).unwrap_or(length.1);
            Err(DATA.fault_with(FaultKind::GenericInvalid, span, "the wire form of this type"))
        }
    }
}

fn length(input: &mut Input<'_>) -> Result<(usize, Span), Fault> {
    let word = input.any(&LENGTH)?;
    let number = decimal(word.octets, u16::MAX.into()).ok().filter(|_| !word.quoted);
    match number.map(usize::try_from) {
        Some(Ok(length)) => Ok((length, word.span)),
        _ => Err(LENGTH.fault(FaultKind::GenericInvalid, word.span)),
    }
}

/// Appends the octets of all digits left.
fn data(input: &mut Input<'_>, out: &mut Vec<u8>) -> Result<(), Fault> {
    let whole = input.rest();
    let mut joiner = HexJoiner::default();
    let one_token = input.tokens().len() <= 1 || input.reads(Spelling::GenericSplit);
    if let (false, Some(span)) = (one_token, whole) {
        return Err(DATA.fault_with(FaultKind::GenericInvalid, span, "all hexadecimal digits in one token"));
    }
    while let Some(word) = input.next() {
        let fault = |span| DATA.fault_with(FaultKind::GenericInvalid, span, "hexadecimal digits, 0 to 9 and a to f");
        if word.quoted {
            return Err(fault(input.with_quotes(&word)));
        }
        joiner.push(word.octets, out).map_err(|(start, end)| fault(word.part(start, end)))?;
    }
    match whole {
        Some(span) if joiner.is_odd() => Err(DATA.fault(FaultKind::GenericInvalid, span)),
        _ => Ok(()),
    }
}

#[cold]
fn content_fault(fault: WireFault, digits: &Digits<'_>, length: Span) -> Fault {
    let span = digits.span(fault.start, fault.end).unwrap_or(length);
    let Some(field) = fault.field else {
        return DATA.fault_with(FaultKind::GenericInvalid, span, "no octets behind the last field");
    };
    field.fault_with(FaultKind::GenericInvalid, span, format!("the wire form of {}", field.kind.expected))
}

/// The hexadecimal digits of the data, to find the text of single octets again.
struct Digits<'a> {
    tokens: &'a [Token],
    text: &'a [u8],
}

impl Digits<'_> {
    /// Returns the text of the octets `start..end`, `None` if they are none.
    fn span(&self, start: usize, end: usize) -> Option<Span> {
        let place = |nth: usize| {
            let mut before = 0;
            self.tokens.iter().find_map(|token| {
                let length = token.span.of(self.text).len();
                let inside = nth.checked_sub(before).filter(|&inside| inside < length);
                before += length;
                inside.map(|inside| token.span.start as usize + inside)
            })
        };
        let last = (end * 2).checked_sub(1).filter(|_| start < end)?;
        Some(Span::new(place(start * 2)?, place(last)? + 1))
    }
}
