//! Parameters of SVCB and HTTPS (RFC 9460 §2): the list and what its members need of each other.

use super::input::{Input, Word};
use super::kind::{Field, Kind, keep};
use super::svcparam::{self, ALPN, MANDATORY, NO_DEFAULT_ALPN};
use super::{Fault, FaultKind};
use crate::source::Span;

/// The parameters to the end; in alias mode there are none.
pub(super) static PARAMETERS: Kind = Kind {
    expected: "parameters such as alpn=h2",
    parse: parse_parameters,
    measure: measure_parameters,
    canonical: keep,
    present: present_parameters,
};

/// One parameter: where it stands, its key and its value on the wire.
struct Parameter {
    span: Span,
    key: u16,
    value: Vec<u8>,
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
        all.push(parse_parameter(&word, input, field)?);
    }
    // The wire has ascending keys, the text any order (RFC 9460 §2.2). The sort is stable: the later of two is second.
    all.sort_by_key(|parameter| parameter.key);
    refuse_misfits(&all, field)?;
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

/// Refuses parameters that are good alone but not together; they are sorted by key.
fn refuse_misfits(all: &[Parameter], field: &Field) -> Result<(), Fault> {
    let mut neighbours = all.iter().zip(all.iter().skip(1));
    if let Some((_, repeated)) = neighbours.find(|(one, next)| one.key == next.key) {
        return Err(field.fault_with(FaultKind::SvcparamInvalid, repeated.span, "each key at most once"));
    }
    let keys: Vec<(u16, &[u8])> = all.iter().map(|parameter| (parameter.key, parameter.value.as_slice())).collect();
    if let Some((key, expected)) = unmet_need(&keys) {
        let span = all.iter().find(|parameter| parameter.key == key).map(|parameter| parameter.span);
        return Err(field.fault_with(FaultKind::SvcparamInvalid, span.unwrap_or_default(), expected));
    }
    Ok(())
}

/// Reads `key`, `key=value` or `key="value"`; the scanner makes two tokens of the last one.
fn parse_parameter(word: &Word<'_>, input: &mut Input<'_>, field: &Field) -> Result<Parameter, Fault> {
    let fault = |span, expected: &str| Err(field.fault_with(FaultKind::SvcparamInvalid, span, expected));
    if word.quoted {
        return fault(input.with_quotes(word), "key=value, with quotes around the value only");
    }
    let equals = word.octets.iter().position(|&octet| octet == b'=');
    let name_end = equals.unwrap_or(word.octets.len());
    let name = word.octets.get(..name_end).unwrap_or_default();
    let Some((key, generic)) = svcparam::key(name) else {
        let span = if name.is_empty() { word.span } else { word.part(0, name_end) };
        return fault(span, "a key such as alpn, port, ipv4hint or key65000");
    };
    let mut span = word.span;
    let mut text = equals.map(|at| Word {
        span: word.part(at + 1, word.octets.len()),
        octets: word.octets.get(at + 1..).unwrap_or_default(),
        ..*word
    });
    if text.is_some_and(|text| text.octets.is_empty())
        && let Some(quoted) = input.peek().filter(|next| next.quoted && !next.spaced)
    {
        input.next();
        span = span.to(quoted.span);
        text = Some(quoted);
    }
    let mut value = Vec::new();
    svcparam::parse_value(key, generic, text.as_ref(), word, field, &mut value)?;
    Ok(Parameter { span, key, value })
}

fn is_alias(prior: &[u8]) -> bool {
    matches!(prior, [0, 0, ..])
}

/// Returns the key whose needs the others do not meet, and what it needs. Keys are ascending, values well-formed.
fn unmet_need(parameters: &[(u16, &[u8])]) -> Option<(u16, &'static str)> {
    let has = |key: u16| parameters.binary_search_by_key(&key, |&(other, _)| other).is_ok();
    if has(NO_DEFAULT_ALPN) && !has(ALPN) {
        return Some((NO_DEFAULT_ALPN, "alpn beside no-default-alpn"));
    }
    let (_, mandatory) = parameters.iter().find(|&&(key, _)| key == MANDATORY)?;
    let missing = mandatory.chunks_exact(2).any(|key| !has(u16::from_be_bytes(key.try_into().unwrap_or_default())));
    missing.then_some((MANDATORY, "every key that mandatory lists to be there"))
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
    let good = (all.is_empty() || !is_alias(prior)) && unmet_need(&all).is_none();
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
