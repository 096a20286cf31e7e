//! Domain names as fields.

use std::fmt::Write as _;

use super::input::{Input, Tokens, Word};
use super::kind::{Field, Kind};
use super::spelling::Spelling;
use super::string::ESCAPE_EXPECTED;
use super::{Fault, FaultKind};
use crate::source::Span;
use crate::zone::{MAX_NAME, Name, NameError, NameErrorKind, further_name_errors, parse_name_into};

/// A domain name, relative or absolute.
pub(super) static NAME: Kind = Kind {
    expected: "a domain name",
    take: take_name,
    parse: parse_name,
    measure: measure_name,
    canonical: canonical_name,
    present: present_name,
};

fn take_name(tokens: &mut Tokens<'_>, out: &mut Vec<u8>) -> bool {
    let (origin, marks) = (tokens.context.origin, tokens.context.marks);
    marks.is_none() && tokens.take(|text| parse_name_into(text, origin, out).ok()).is_some()
}

/// Reads a name, which may end in one of gdnsd's marks.
fn parse_name(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let word = input.bare(field)?;
    if let Some((before, origin)) = input.context.marks.and_then(|marks| marks.split(word.octets)) {
        return push_name(&Word { octets: before, ..word }, field, Some(origin), out);
    }
    let Err(error) = parse_name_into(word.octets, input.context.origin, out) else { return Ok(()) };
    if bracketed(&word, input, out).is_some() {
        return Ok(());
    }
    let mut faults = name_faults(error, word.octets, word.span, field.name);
    let last = faults.pop();
    for fault in faults {
        input.report(fault);
    }
    last.map_or(Ok(()), Err)
}

/// Reads a name with `\[`, where the dialect's server takes it for an ordinary escape.
#[cold]
fn bracketed(word: &Word<'_>, input: &Input<'_>, out: &mut Vec<u8>) -> Option<()> {
    let decimal = without_brackets(word.octets)?;
    let begin = out.len();
    let read = parse_name_into(&decimal, input.context.origin, out).is_ok() && input.reads(Spelling::BitStringLabel);
    if !read {
        out.truncate(begin);
    }
    read.then_some(())
}

/// Writes the escape that began the bit-string labels, which RFC 6891 withdrew, in decimal; `None` where there is none.
pub(crate) fn without_brackets(name: &[u8]) -> Option<Vec<u8>> {
    let mut decimal = Vec::with_capacity(name.len() + 2);
    let (mut at, mut found) = (0, false);
    while let Some(rest) = name.get(at..).filter(|rest| !rest.is_empty()) {
        let (length, octets): (usize, &[u8]) = match rest {
            [b'\\', b'[', ..] => (2, b"\\091"),
            [b'\\', _, ..] => (2, rest.get(..2).unwrap_or_default()),
            _ => (1, rest.get(..1).unwrap_or_default()),
        };
        found |= octets.len() > length;
        decimal.extend_from_slice(octets);
        at += length;
    }
    found.then_some(decimal)
}

/// Appends the name that a word is.
pub(super) fn push_name(word: &Word<'_>, field: &Field, origin: Option<&[u8]>, out: &mut Vec<u8>) -> Result<(), Fault> {
    parse_name_into(word.octets, origin, out).map_err(|error| name_fault(error, word.span, field.name))
}

/// Says all that is wrong with a name whose text, at `token`, has this error first.
#[cold]
pub fn name_faults(error: NameError, text: &[u8], token: Span, field: &'static str) -> Vec<Fault> {
    let further = further_name_errors(text, error);
    std::iter::once(error).chain(further).map(|error| name_fault(error, token, field)).collect()
}

#[cold]
fn name_fault(error: NameError, token: Span, field: &'static str) -> Fault {
    let (kind, expected) = match error.kind {
        NameErrorKind::LabelEmpty => (FaultKind::LabelEmpty, "a name without empty labels".into()),
        NameErrorKind::LabelTooLong(length) => {
            (FaultKind::LabelTooLong, format!("a label of at most 63 octets, not {length}").into())
        }
        NameErrorKind::NameTooLong(length) => {
            (FaultKind::NameTooLong, format!("a name of at most 255 octets, not {length}").into())
        }
        NameErrorKind::EscapeInvalid => (FaultKind::EscapeInvalid, ESCAPE_EXPECTED.into()),
        NameErrorKind::OriginUnknown => {
            (FaultKind::OriginUnknown, "an absolute name, because the origin is not known".into())
        }
    };
    let start = token.start as usize;
    Fault { kind, span: Span::new(start + error.start, start + error.end), field, expected }
}

/// The `measure` of an uncompressed name.
pub(super) fn measure_name(_prior: &[u8], rest: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        match *rest.get(at)? {
            0 => break,
            length @ 1..=63 => at += 1 + usize::from(length),
            64.. => return None,
        }
    }
    (at < MAX_NAME).then_some(at + 1)
}

/// Lower-cases a name in place: length octets are at most 63 and so no letters.
pub(super) fn canonical_name(_prior: &[u8], octets: &mut [u8]) {
    octets.make_ascii_lowercase();
}

/// Writes an absolute name with its final dot.
pub(super) fn present_name(_prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    write!(text, "{}", Name::from_wire(octets)).ok()
}
