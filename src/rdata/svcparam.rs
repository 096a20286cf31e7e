//! Values of single service parameters (RFC 9460 §7 and §8, RFC 9461, RFC 9540).

use std::fmt::Write as _;

use super::address::{ipv4, ipv4_fault, ipv6, ipv6_fault, present_ipv4, present_ipv6};
use super::base64::{Base64Joiner, present_base64};
use super::input::{Input, Word};
use super::kind::Field;
use super::number::{big_endian, decimal};
use super::string::{decode, present_quoted};
use super::svckey::{Form, MANDATORY, common, key, write_key};
use super::{Fault, FaultKind};

/// A parameter as it is written.
pub(super) struct Written<'a> {
    /// Its key.
    pub(super) key: u16,
    /// Whether the key is a number.
    pub(super) generic: bool,
    /// Its value, `None` where the key stands alone.
    pub(super) text: Option<Word<'a>>,
    /// The token of the key.
    pub(super) word: Word<'a>,
}

/// Returns the wire form of a value.
pub(super) fn parse_value(parameter: &Written<'_>, input: &mut Input<'_>, field: &Field) -> Result<Vec<u8>, Fault> {
    let form = Form::of(parameter.key);
    let fault = |span| field.fault_with(FaultKind::SvcparamInvalid, span, form.expected());
    let mut value = Vec::new();
    let Some(text) = &parameter.text else {
        return if is_valid(parameter.key, &value) { Ok(value) } else { Err(fault(parameter.word.span)) };
    };
    if let Some(escape) = first_escape(text).filter(|_| form.is_plain() && !parameter.generic) {
        let expected = format!("{}, without escapes", form.expected());
        return Err(field.fault_with(FaultKind::SvcparamInvalid, escape, expected));
    }
    let mut decoded = Vec::new();
    decode(text, field, input, &mut decoded)?;
    let encoded = if parameter.generic {
        value.extend_from_slice(&decoded);
        Some(())
    } else {
        encode(form, &decoded, input, &mut value)
    };
    if encoded.is_some() && is_valid(parameter.key, &value) {
        return Ok(value);
    }
    let whole = text.octets.is_empty();
    Err(fault(if whole { parameter.word.span } else { part_at_fault(form, text, input) }))
}

/// Returns the place of the first escape.
fn first_escape(text: &Word<'_>) -> Option<crate::source::Span> {
    let at = text.octets.iter().position(|&octet| octet == b'\\').filter(|_| text.escaped)?;
    let digits = text.octets.iter().skip(at + 1).take_while(|octet| octet.is_ascii_digit()).count();
    Some(text.part(at, (at + 1 + digits.clamp(1, 3)).min(text.octets.len())))
}

/// Returns the member of a list that is at fault, where escapes do not stand in the way; else the whole value.
fn part_at_fault(form: Form, text: &Word<'_>, input: &Input<'_>) -> crate::source::Span {
    let mut start = 0;
    for part in text.octets.split(|&octet| octet == b',') {
        let found = match form {
            Form::Ipv4 if ipv4(part).is_none() => Some(ipv4_fault(part)),
            Form::Ipv6 if ipv6(part).is_none() => Some(ipv6_fault(part)),
            Form::Keys if key(part, input).is_none_or(|(number, _)| number == MANDATORY) => Some((0, part.len())),
            Form::Groups if decimal(part, u16::MAX.into()).is_err() => Some((0, part.len())),
            _ => None,
        };
        if let Some((from, to)) = found.filter(|_| !part.is_empty() && !text.escaped) {
            return text.part(start + from, start + to);
        }
        start += part.len() + 1;
    }
    text.span
}

/// Appends the wire form of a decoded value; `None` if it is malformed.
fn encode(form: Form, text: &[u8], input: &Input<'_>, value: &mut Vec<u8>) -> Option<()> {
    let mut list = text.split(|&octet| octet == b',');
    match form {
        Form::Keys => encode_keys(list, input, value),
        Form::Strings => encode_strings(text, value),
        Form::Empty | Form::Template | Form::Opaque => {
            value.extend_from_slice(text);
            Some(())
        }
        Form::Port => push_u16(text, value),
        Form::Ipv4 => {
            for part in list {
                value.extend_from_slice(&ipv4(part)?);
            }
            Some(())
        }
        Form::Base64 => {
            let mut joiner = Base64Joiner::default();
            joiner.push(text, value).ok().filter(|()| !joiner.is_partial())
        }
        Form::Ipv6 => {
            for part in list {
                value.extend_from_slice(&ipv6(part)?);
            }
            Some(())
        }
        Form::Groups => list.try_for_each(|part| push_u16(part, value)),
    }
}

fn push_u16(digits: &[u8], value: &mut Vec<u8>) -> Option<()> {
    let number = u16::try_from(decimal(digits, u16::MAX.into()).ok()?).ok()?;
    value.extend_from_slice(&number.to_be_bytes());
    Some(())
}

fn encode_keys<'a>(list: impl Iterator<Item = &'a [u8]>, input: &Input<'_>, value: &mut Vec<u8>) -> Option<()> {
    let mut keys = list.map(|part| key(part, input).map(|(number, _)| number)).collect::<Option<Vec<u16>>>()?;
    keys.sort_unstable();
    for key in keys {
        value.extend_from_slice(&key.to_be_bytes());
    }
    Some(())
}

/// RFC 9460 appendix A.1: a comma list whose members hold commas and backslashes as `\,` and `\\`.
fn encode_strings(text: &[u8], value: &mut Vec<u8>) -> Option<()> {
    let mut length_at = value.len();
    value.push(0);
    let mut octets = text.iter();
    loop {
        let octet = octets.next();
        match octet {
            None | Some(b',') => {
                *value.get_mut(length_at)? = u8::try_from(value.len() - length_at - 1).ok()?;
                if octet.is_none() {
                    return Some(());
                }
                length_at = value.len();
                value.push(0);
            }
            Some(b'\\') => value.push(*octets.next().filter(|octet| matches!(octet, b',' | b'\\'))?),
            Some(&octet) => value.push(octet),
        }
    }
}

/// Tells whether octets are a value of the key on the wire.
pub(super) fn is_valid(key: u16, value: &[u8]) -> bool {
    match Form::of(key) {
        Form::Keys => {
            let ascending = value.chunks(2).zip(value.chunks(2).skip(1)).all(|(key, next)| key < next);
            let of_others = value.first_chunk().is_some_and(|first| u16::from_be_bytes(*first) != MANDATORY);
            value.len().is_multiple_of(2) && ascending && of_others
        }
        Form::Strings => members(value).is_some_and(|members| !members.is_empty()),
        Form::Empty => value.is_empty(),
        Form::Port => value.len() == 2,
        Form::Ipv4 => !value.is_empty() && value.len().is_multiple_of(4),
        Form::Base64 => !value.is_empty(),
        Form::Ipv6 => !value.is_empty() && value.len().is_multiple_of(16),
        Form::Template => is_template(value),
        Form::Groups => {
            let mut groups: Vec<&[u8]> = value.chunks(2).collect();
            groups.sort_unstable();
            !value.is_empty()
                && value.len().is_multiple_of(2)
                && groups.windows(2).all(|pair| pair.first() != pair.last())
        }
        Form::Opaque => true,
    }
}

/// Returns the members of a list of strings, none of which may be empty.
fn members(value: &[u8]) -> Option<Vec<&[u8]>> {
    let mut all = Vec::new();
    let mut tail = value;
    while let Some((&length, rest)) = tail.split_first() {
        let (member, after) = rest.split_at_checked(length.into()).filter(|_| length > 0)?;
        all.push(member);
        tail = after;
    }
    Some(all)
}

fn is_template(value: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(value) else { return false };
    let mut expressions = text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(inside, _)| inside);
    let is_dns = |variable: &str| variable.trim_start_matches(['?', '&', '+', '#', '/', ';', '.']) == "dns";
    text.starts_with('/') && expressions.any(|inside| inside.split(',').any(is_dns))
}

/// Writes `key` or `key="value"`; keys that some servers know no name of as `keyN` with plain octets.
pub(super) fn present(key: u16, value: &[u8], text: &mut String) -> Option<()> {
    write_key(key, text)?;
    let form = common(key).map_or(Form::Opaque, |known| known.form);
    if value.is_empty() {
        return Some(());
    }
    text.push('=');
    let list = |text: &mut String, size: usize, one: fn(&[u8], &mut String) -> Option<()>| {
        text.push('"');
        for (index, member) in value.chunks(size).enumerate() {
            if index > 0 {
                text.push(',');
            }
            one(member, text)?;
        }
        text.push('"');
        Some(())
    };
    match form {
        Form::Keys => list(text, 2, |key, text| write_key(u16::from_be_bytes(key.try_into().ok()?), text)),
        Form::Strings => present_quoted(&[], &join_strings(value)?, text),
        Form::Port | Form::Groups => list(text, 2, |number, text| write!(text, "{}", big_endian(number)).ok()),
        Form::Ipv4 => list(text, 4, |address, text| present_ipv4(&[], address, text)),
        Form::Ipv6 => list(text, 16, |address, text| present_ipv6(&[], address, text)),
        Form::Base64 => list(text, value.len(), |octets, text| present_base64(&[], octets, text)),
        Form::Empty | Form::Template | Form::Opaque => present_quoted(&[], value, text),
    }
}

/// Joins strings to a comma list with its own escapes, before those of the quoted text.
fn join_strings(value: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::new();
    for (index, member) in members(value)?.iter().enumerate() {
        if index > 0 {
            joined.push(b',');
        }
        for &octet in *member {
            if matches!(octet, b',' | b'\\') {
                joined.push(b'\\');
            }
            joined.push(octet);
        }
    }
    Some(joined)
}
