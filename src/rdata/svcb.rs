//! Parameters of SVCB and HTTPS (RFC 9460 §2): the list and what its members need of each other.

use std::borrow::Cow;

use super::input::{Input, Word};
use super::kind::{Field, Kind, keep, leave};
use super::name::NAME;
use super::svckey::{self, ALPN, MANDATORY, NO_DEFAULT_ALPN};
use super::svcparam::{self, Written};
use super::{Fault, FaultKind};
use crate::source::Span;

/// The target. A parameter in its place would be a name to most servers: `1 alpn=h2` for `1 . alpn=h2`.
pub(super) static TARGET: Kind = Kind { parse: parse_target, ..NAME };
/// The parameters to the end; in alias mode there are none.
pub(super) static PARAMETERS: Kind = Kind {
    expected: "parameters such as alpn=h2",
    take: leave,
    parse: parse_parameters,
    measure: measure_parameters,
    canonical: keep,
    present: present_parameters,
};

/// One parameter: where it stands, its key and its value on the wire.
struct Parameter {
    span: Span,
    /// Where its key stands.
    key_span: Span,
    /// Where its value stands, if it has one.
    value_span: Span,
    key: u16,
    value: Vec<u8>,
    /// Whether its value is right.
    whole: bool,
}

fn parse_target(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let Some(word) = input.peek().filter(is_parameter) else { return (NAME.parse)(input, field, out) };
    input.next();
    let (value, _) = value_text(word, word.octets.iter().position(|&octet| octet == b'='), input);
    let quoted = value.filter(|value| value.quoted);
    let span = quoted.map_or(word.span, |value| word.span.to(input.with_quotes(&value)));
    let expected = "a domain name, or . for the owner, before the parameters";
    Err(field.fault_with(FaultKind::Invalid, span, expected))
}

/// Tells whether a word looks like a parameter: an equals sign stands in no host name, and one key that has no value is
/// none that anybody calls a host.
#[inline]
fn is_parameter(word: &Word<'_>) -> bool {
    !word.quoted && (word.octets == b"no-default-alpn" || (!word.escaped && word.octets.contains(&b'=')))
}

fn parse_parameters(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    if is_alias(input.prior(out))
        && let Some(span) = input.rest()
    {
        let expected = "no parameters, because priority 0 makes the record an alias";
        return Err(field.fault_with(FaultKind::SvcparamInvalid, span, expected));
    }
    let mut all: Vec<Parameter> = Vec::new();
    while let Some(word) = input.next() {
        if let Some(parameter) = parse_parameter(word, input, field) {
            if !parameter.whole {
                pass_broken_off(word, input);
            }
            all.push(parameter);
        }
    }
    // The wire has ascending keys, the text any order (RFC 9460 §2.2). The sort is stable: the later of two is second.
    all.sort_by_key(|parameter| parameter.key);
    refuse_misfits(&all, input, field);
    for parameter in &all {
        let Ok(length) = u16::try_from(parameter.value.len()) else {
            let expected = format!("a value of at most 65535 octets, not {}", parameter.value.len());
            return Err(field.fault_with(FaultKind::SvcparamInvalid, parameter.span, expected));
        };
        out.extend_from_slice(&parameter.key.to_be_bytes());
        out.extend_from_slice(&length.to_be_bytes());
        out.extend_from_slice(&parameter.value);
    }
    Ok(())
}

/// Passes what blanks cut off from a parameter that is at fault without it: `alpn = h2`, `alpn=h2, h3`.
#[cold]
fn pass_broken_off(word: Word<'_>, input: &mut Input<'_>) {
    let mut goes_on = word.octets.ends_with(b",") || word.octets.ends_with(b"=");
    while let Some(next) = input.peek().filter(|next| goes_on || next.octets.starts_with(b"=")) {
        goes_on = next.octets.ends_with(b",") || next.octets == b"=";
        input.next();
    }
}

/// Notes parameters that are good alone but not together; they are sorted by key.
fn refuse_misfits(all: &[Parameter], input: &mut Input<'_>, field: &Field) {
    for (_, repeated) in all.iter().zip(all.iter().skip(1)).filter(|(one, next)| one.key == next.key) {
        input.report(field.fault_with(FaultKind::SvcparamInvalid, repeated.key_span, "each key at most once"));
    }
    let keys: Vec<(u16, &[u8])> = all.iter().map(|parameter| (parameter.key, parameter.value.as_slice())).collect();
    for (key, expected) in unmet_needs(&keys) {
        let span = all.iter().find(|parameter| parameter.key == key).map(|parameter| parameter.value_span);
        input.report(field.fault_with(FaultKind::SvcparamInvalid, span.unwrap_or_default(), expected));
    }
}

/// Reads `key`, `key=value` or `key="value"`; the scanner makes two tokens of the last one. A parameter whose value is
/// at fault is there, without value; one that has no key is not.
fn parse_parameter<'a>(word: Word<'a>, input: &mut Input<'a>, field: &Field) -> Option<Parameter> {
    let fault = |span, expected: Cow<'static, str>| field.fault_with(FaultKind::SvcparamInvalid, span, expected);
    if word.quoted {
        input.report(fault(input.with_quotes(&word), "key=value, with quotes around the value only".into()));
        return None;
    }
    let equals = word.octets.iter().position(|&octet| octet == b'=');
    let (text, span) = value_text(word, equals, input);
    let name_end = equals.unwrap_or(word.octets.len());
    let name = word.octets.get(..name_end).unwrap_or_default();
    let Some((key, generic)) = svckey::key(name, input) else {
        let span = if name.is_empty() { word.span } else { word.part(0, name_end) };
        let expected = svckey::expected_key(name, input.context.dialect);
        input.report(fault(span, expected.into()));
        return None;
    };
    let written = Written { key, generic, text, word };
    let value = svcparam::parse_value(&written, input, field);
    let whole = value.is_ok();
    let value = value.unwrap_or_else(|fault| {
        input.report(fault);
        Vec::new()
    });
    let value_span = text.map_or(word.span, |text| text.span);
    Some(Parameter { span, key_span: word.part(0, name_end), value_span, key, value, whole })
}

/// Returns the text of a value, `None` where there is no `=`, and the span of the whole parameter.
fn value_text<'a>(word: Word<'a>, equals: Option<usize>, input: &mut Input<'a>) -> (Option<Word<'a>>, Span) {
    let text = equals.map(|at| Word {
        span: word.part(at + 1, word.octets.len()),
        octets: word.octets.get(at + 1..).unwrap_or_default(),
        ..word
    });
    match input.peek() {
        Some(quoted) if quoted.quoted && !quoted.spaced && text.is_some_and(|text| text.octets.is_empty()) => {
            input.next();
            (Some(quoted), word.span.to(quoted.span))
        }
        _ => (text, word.span),
    }
}

fn is_alias(prior: &[u8]) -> bool {
    matches!(prior, [0, 0, ..])
}

/// Returns the keys whose needs the others do not meet, each with what it needs. Keys are ascending.
fn unmet_needs<'a>(parameters: &'a [(u16, &'a [u8])]) -> impl Iterator<Item = (u16, &'static str)> + 'a {
    let value = |key: u16| {
        let at = parameters.binary_search_by_key(&key, |&(other, _)| other).ok()?;
        parameters.get(at).map(|&(_, value)| value)
    };
    let alone = value(NO_DEFAULT_ALPN).is_some() && value(ALPN).is_none();
    let mut listed = value(MANDATORY).unwrap_or_default().chunks_exact(2);
    let absent = listed.any(|key| value(u16::from_be_bytes(key.try_into().unwrap_or_default())).is_none());
    let needs = [
        (absent, MANDATORY, "every key that mandatory lists to be there"),
        (alone, NO_DEFAULT_ALPN, "alpn beside no-default-alpn"),
    ];
    needs.into_iter().filter(|(unmet, ..)| *unmet).map(|(_, key, expected)| (key, expected))
}

/// Takes the first parameter of wire form.
fn split(octets: &[u8]) -> Option<(u16, &[u8], &[u8])> {
    let (key, tail) = octets.split_first_chunk::<2>()?;
    let (length, tail) = tail.split_first_chunk::<2>()?;
    let (value, rest) = tail.split_at_checked(u16::from_be_bytes(*length).into())?;
    Some((u16::from_be_bytes(*key), value, rest))
}

fn measure_parameters(prior: &[u8], rest: &[u8]) -> Option<usize> {
    let mut all: Vec<(u16, &[u8])> = Vec::new();
    let mut tail = rest;
    while !tail.is_empty() {
        let (key, value, after) = split(tail)?;
        let ascending = all.last().is_none_or(|&(before, _)| before < key);
        if !ascending || !svcparam::is_valid(key, value) {
            return None;
        }
        all.push((key, value));
        tail = after;
    }
    let good = (all.is_empty() || !is_alias(prior)) && unmet_needs(&all).next().is_none();
    good.then_some(rest.len())
}

fn present_parameters(_prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    let mut tail = octets;
    while !tail.is_empty() {
        if tail.len() < octets.len() {
            text.push(' ');
        }
        let (key, value, after) = split(tail)?;
        svcparam::present(key, value, text)?;
        tail = after;
    }
    Some(())
}
