//! Keys and values of single service parameters (RFC 9460 §7 and §8, RFC 9461, RFC 9540).

use std::fmt::Write as _;

use super::address::{ipv4, ipv4_fault, ipv6, ipv6_fault, present_ipv4, present_ipv6};
use super::base64::{Base64Joiner, present_base64};
use super::input::{Input, Word};
use super::kind::Field;
use super::number::{big_endian, decimal};
use super::spelling::Spelling;
use super::string::{decode, present_quoted};
use super::{Dialect, Fault, FaultKind};

/// The keys that a client has to understand.
pub(super) const MANDATORY: u16 = 0;
/// Protocols.
pub(super) const ALPN: u16 = 1;
/// The protocols are all there are; has no value.
pub(super) const NO_DEFAULT_ALPN: u16 = 2;

/// How the value of a key is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Keys in a comma list, ascending on the wire.
    Keys,
    /// Strings in a comma list, each with a length octet on the wire.
    Strings,
    /// No value.
    Empty,
    /// One number of 16 bits.
    Port,
    /// IPv4 addresses in a comma list.
    Ipv4,
    /// Base64.
    Base64,
    /// IPv6 addresses in a comma list.
    Ipv6,
    /// A relative URI template with the variable `dns` (RFC 9461 §5).
    Template,
    /// Numbers of 16 bits in a comma list, each at most once.
    Groups,
    /// Any octets.
    Opaque,
}

/// A key with a name.
struct Key {
    number: u16,
    name: &'static str,
    form: Form,
    /// What the name is to the servers; `None` where all that read SVCB know it.
    spelling: Option<Spelling>,
}

const fn named(number: u16, name: &'static str, form: Form) -> Key {
    Key { number, name, form, spelling: None }
}

/// Every key with a name, sorted by number.
static KEYS: [Key; 10] = [
    named(MANDATORY, "mandatory", Form::Keys),
    named(ALPN, "alpn", Form::Strings),
    named(NO_DEFAULT_ALPN, "no-default-alpn", Form::Empty),
    named(3, "port", Form::Port),
    named(4, "ipv4hint", Form::Ipv4),
    named(5, "ech", Form::Base64),
    named(6, "ipv6hint", Form::Ipv6),
    named(7, "dohpath", Form::Template),
    Key { spelling: Some(Spelling::Ohttp), ..named(8, "ohttp", Form::Empty) },
    Key { spelling: Some(Spelling::TlsGroups), ..named(9, "tls-supported-groups", Form::Groups) },
];

/// RFC 9460 §14.3.2: reserved as invalid.
const RESERVED: u16 = u16::MAX;

impl Form {
    fn of(key: u16) -> Self {
        KEYS.iter().find(|known| known.number == key).map_or(Self::Opaque, |known| known.form)
    }

    /// Tells whether values of this form hold no escapes (RFC 9460 §7.2, §7.3 and §8, and likewise the drafts of the
    /// others): BIND and Knot read none in them.
    fn is_plain(self) -> bool {
        match self {
            Self::Keys | Self::Port | Self::Ipv4 | Self::Base64 | Self::Ipv6 | Self::Groups => true,
            Self::Strings | Self::Empty | Self::Template | Self::Opaque => false,
        }
    }

    fn expected(self) -> &'static str {
        match self {
            Self::Keys => "a comma list of keys, each at most once and without mandatory itself",
            Self::Strings => "a comma list of protocols of 1 to 255 octets, such as h2,h3",
            Self::Empty => "no value behind this key",
            Self::Port => "a decimal number from 0 to 65535",
            Self::Ipv4 => "a comma list of IPv4 addresses",
            Self::Base64 => "base64 in groups of four characters",
            Self::Ipv6 => "a comma list of IPv6 addresses",
            Self::Template => "a URI template that begins with / and has the variable dns, such as /dns-query{?dns}",
            Self::Groups => "a comma list of decimal numbers from 0 to 65535, each at most once",
            Self::Opaque => "a value",
        }
    }
}

/// Reads a key; also tells whether it was written as a number, which makes its value plain octets.
pub(super) fn key(name: &[u8], input: &Input<'_>) -> Option<(u16, bool)> {
    // RFC 9460 §2.1: keys are in lower case; BIND, Knot, NSD and ldns refuse others.
    if let Some(key) = KEYS.iter().find(|key| key.name.as_bytes() == name) {
        let reads = key.spelling.is_none_or(|spelling| input.reads(spelling));
        return reads.then_some((key.number, false));
    }
    let (prefix, digits) = name.split_at_checked(3)?;
    // RFC 9460 §2.1: the number has no leading zeros.
    let plain = digits == b"0" || digits.first() != Some(&b'0');
    let number = decimal(digits, u16::MAX.into()).ok().filter(|_| plain && prefix == b"key")?;
    let key = u16::try_from(number).ok()?;
    (key != RESERVED || input.reads(Spelling::ReservedKey)).then_some((key, true))
}

/// Says what should stand in the place of a key that [`key`] does not read.
#[cold]
pub(super) fn expected_key(name: &[u8], dialect: Dialect) -> String {
    match KEYS.iter().find(|key| key.name.as_bytes().eq_ignore_ascii_case(name)) {
        Some(_) if name.iter().any(u8::is_ascii_uppercase) => "the key in lower case".to_owned(),
        Some(key) => format!("key{}, as {} does not know this name", key.number, dialect.server()),
        None => "a key such as alpn, port, ipv4hint or key65000".to_owned(),
    }
}

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
pub(super) fn parse_value(parameter: &Written<'_>, input: &Input<'_>, field: &Field) -> Result<Vec<u8>, Fault> {
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
    decode(text, field, &mut decoded)?;
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

/// Returns the line of a key whose name every server reads.
fn common(key: u16) -> Option<&'static Key> {
    KEYS.iter().find(|known| known.number == key && known.spelling.is_none())
}

fn write_key(key: u16, text: &mut String) -> Option<()> {
    match common(key) {
        Some(known) => text.write_str(known.name).ok(),
        None => write!(text, "key{key}").ok(),
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
