//! Character-strings (RFC 1035 §3.3) and longer text.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::input::{Input, Tokens, Word};
use super::kind::{Field, Kind, at_least, keep, leave};
use super::spelling::Spelling;
use super::{Fault, FaultKind, Token};

/// One character-string, quoted or not.
pub(super) static STRING: Kind = Kind {
    expected: "a string of at most 255 octets",
    take: take_string,
    parse: parse_string,
    measure: measure_string,
    canonical: keep,
    present: present_string,
};
/// One character-string or none (the subaddress of ISDN).
pub(super) static STRING_OPTIONAL: Kind = Kind {
    expected: "a string of at most 255 octets, or nothing",
    take: leave,
    parse: parse_optional,
    measure: measure_optional,
    canonical: keep,
    present: present_strings,
};
/// One or more character-strings to the end.
pub(super) static STRINGS: Kind = Kind {
    expected: "one or more strings of at most 255 octets",
    take: take_strings,
    parse: parse_strings,
    measure: measure_strings,
    canonical: keep,
    present: present_strings,
};
/// A string of four or more digits (RFC 1183 §3.1: an X.121 address).
pub(super) static X121: Kind = Kind {
    expected: "a string of four or more digits",
    take: leave,
    parse: parse_x121,
    measure: measure_x121,
    canonical: keep,
    present: present_string,
};
/// A quoted URI to the end (RFC 7553 §4.4): no character-string, so without its limit.
pub(super) static QUOTED_URI: Kind = Kind {
    expected: "a URI in quotes",
    take: leave,
    parse: parse_uri,
    measure: at_least::<1>,
    canonical: keep,
    present: present_quoted,
};

/// What an escape has to look like.
pub(crate) const ESCAPE_EXPECTED: &str = "three digits from 000 to 255, or one other character, behind the backslash";

/// Returns text with its escapes decoded; one that is wrong stays as it is written.
pub fn unescape_text(text: &[u8]) -> Cow<'_, [u8]> {
    if !text.contains(&b'\\') {
        return Cow::Borrowed(text);
    }
    let mut decoded = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(&octet) = text.get(at) {
        let (value, next) =
            if octet == b'\\' { unescape(text, at).unwrap_or((octet, at + 1)) } else { (octet, at + 1) };
        decoded.push(value);
        at = next;
    }
    Cow::Owned(decoded)
}

/// Decodes the escape that begins at `at`; returns the octet and where the text goes on, or the octets at fault.
fn unescape(text: &[u8], at: usize) -> Result<(u8, usize), (usize, usize)> {
    let tail = text.get(at + 1..).unwrap_or_default();
    match *tail {
        [first, ..] if !first.is_ascii_digit() => Ok((first, at + 2)),
        [a, b, c, ..] if b.is_ascii_digit() && c.is_ascii_digit() => {
            let value = u16::from(a - b'0') * 100 + u16::from(b - b'0') * 10 + u16::from(c - b'0');
            u8::try_from(value).map(|octet| (octet, at + 4)).map_err(|_too_large| (at, at + 4))
        }
        _ => {
            let digits = tail.iter().take(3).take_while(|octet| octet.is_ascii_digit()).count();
            Err((at, at + 1 + digits))
        }
    }
}

/// Returns where the first escape stands in a text that is none.
pub(crate) fn wrong_escape(text: &[u8]) -> Option<(usize, usize)> {
    let mut at = 0;
    loop {
        at += text.get(at..)?.iter().position(|&octet| octet == b'\\')?;
        match unescape(text, at) {
            Ok((_, next)) => at = next,
            Err(place) => return Some(place),
        }
    }
}

/// Appends the octets of a word with its escapes decoded; notes all that are none but the last, which is the error.
pub(super) fn decode(word: &Word<'_>, field: &Field, input: &mut Input<'_>, out: &mut Vec<u8>) -> Result<(), Fault> {
    if !word.escaped {
        out.extend_from_slice(word.octets);
        return Ok(());
    }
    let mut wrong = None;
    let mut at = 0;
    while let Some(&octet) = word.octets.get(at) {
        let (value, next) = match octet {
            b'\\' => unescape(word.octets, at).unwrap_or_else(|(start, end)| {
                let fault = field.fault_with(FaultKind::EscapeInvalid, word.part(start, end), ESCAPE_EXPECTED);
                if let Some(before) = wrong.replace(fault) {
                    input.report(before);
                }
                (octet, end)
            }),
            _ => (octet, at + 1),
        };
        out.push(value);
        at = next;
    }
    wrong.map_or(Ok(()), Err)
}

/// Appends a word as character-string; returns where its octets begin.
pub(super) fn push_string(
    word: &Word<'_>,
    field: &Field,
    input: &mut Input<'_>,
    out: &mut Vec<u8>,
) -> Result<usize, Fault> {
    let begin = out.len() + 1;
    out.push(0);
    decode(word, field, input, out)?;
    let length = out.len() - begin;
    let (Ok(octet), Some(slot)) = (u8::try_from(length), out.get_mut(begin - 1)) else {
        let expected = format!("a string of at most 255 octets, not {length}");
        return Err(field.fault_with(FaultKind::StringTooLong, word.span, expected));
    };
    *slot = octet;
    Ok(begin)
}

fn take_string(tokens: &mut Tokens<'_>, out: &mut Vec<u8>) -> bool {
    let append = |token: &Token, octets: &[u8]| {
        let length = u8::try_from(octets.len()).ok().filter(|_| !token.escaped)?;
        out.push(length);
        out.extend_from_slice(octets);
        Some(())
    };
    tokens.take_if(append).is_some()
}

fn take_strings(tokens: &mut Tokens<'_>, out: &mut Vec<u8>) -> bool {
    let begin = out.len();
    while take_string(tokens, out) {}
    out.len() > begin
}

fn parse_string(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let word = input.any(field)?;
    push_string(&word, field, input, out).map(|_| ())
}

fn parse_optional(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    if input.peek().is_none() { Ok(()) } else { parse_string(input, field, out) }
}

fn parse_strings(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    if input.peek().is_none() {
        return Err(input.missing(field));
    }
    while input.peek().is_some() {
        if let Err(fault) = parse_string(input, field, out) {
            input.report(fault);
        }
    }
    Ok(())
}

fn parse_x121(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let word = input.any(field)?;
    let begin = push_string(&word, field, input, out)?;
    if !out.get(begin..).is_some_and(is_x121) {
        return Err(field.fault(FaultKind::Invalid, word.span));
    }
    // BIND looks for digits before it decodes.
    match word.octets.iter().position(|&octet| octet == b'\\') {
        Some(escape) if !input.reads(Spelling::EscapedDigit) => {
            Err(field.fault(FaultKind::Invalid, word.part(escape, escape + 4)))
        }
        _ => Ok(()),
    }
}

fn is_x121(octets: &[u8]) -> bool {
    octets.len() >= 4 && octets.iter().all(u8::is_ascii_digit)
}

fn parse_uri(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let word = input.any(field)?;
    let quotes = word.quoted || input.reads(Spelling::BareUri);
    if !quotes || word.octets.is_empty() {
        let span = if word.octets.is_empty() { input.with_quotes(&word) } else { word.span };
        return Err(field.fault(FaultKind::Invalid, span));
    }
    decode(&word, field, input, out)
}

/// The `measure` of a character-string.
pub(super) fn measure_string(_prior: &[u8], rest: &[u8]) -> Option<usize> {
    let length = 1 + usize::from(*rest.first()?);
    (rest.len() >= length).then_some(length)
}

fn measure_optional(prior: &[u8], rest: &[u8]) -> Option<usize> {
    if rest.is_empty() { Some(0) } else { measure_string(prior, rest) }
}

fn measure_strings(prior: &[u8], rest: &[u8]) -> Option<usize> {
    let mut tail = rest;
    loop {
        tail = tail.get(measure_string(prior, tail)?..)?;
        if tail.is_empty() {
            return Some(rest.len());
        }
    }
}

fn measure_x121(prior: &[u8], rest: &[u8]) -> Option<usize> {
    measure_string(prior, rest).filter(|&length| rest.get(1..length).is_some_and(is_x121))
}

fn present_string(prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    present_quoted(prior, octets.get(1..)?, text)
}

fn present_strings(prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    let mut tail = octets;
    while !tail.is_empty() {
        let (string, rest) = tail.split_at_checked(measure_string(prior, tail)?)?;
        if tail.len() < octets.len() {
            text.push(' ');
        }
        present_string(prior, string, text)?;
        tail = rest;
    }
    Some(())
}

/// Writes octets in quotes; `"`, `\` and what is not printable ASCII are escaped.
pub(super) fn present_quoted(_prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    text.push('"');
    for &octet in octets {
        match octet {
            b'"' | b'\\' => write!(text, "\\{}", char::from(octet)).ok()?,
            b' '..=b'~' => text.push(octet.into()),
            _ => write!(text, "\\{octet:03}").ok()?,
        }
    }
    text.push('"');
    Some(())
}
