//! Lists of address prefixes (RFC 3123 §4).

use std::fmt::Write as _;

use super::address::{self, ipv4, ipv4_fault, ipv6, ipv6_fault, present_ipv4, present_ipv6};
use super::input::{Input, Word};
use super::kind::{Field, Kind, keep, leave};
use super::number::{NumberError, decimal};
use super::{Fault, FaultKind};
use crate::source::Span;

/// Address prefixes to the end; none is well-formed.
pub(super) static PREFIXES: Kind = Kind {
    expected: "address prefixes such as 1:192.0.2.0/24 or !2:2001:db8::/32",
    take: leave,
    parse: parse_prefixes,
    measure: measure_prefixes,
    canonical: keep,
    present: present_prefixes,
};

/// The address families that have a text form.
const IPV4: u16 = 1;
const IPV6: u16 = 2;

fn parse_prefixes(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    while input.peek().is_some() {
        let word = input.bare(field)?;
        parse_item(&word, field, out).unwrap_or_else(|fault| input.report(fault));
    }
    Ok(())
}

/// Where the parts of `[!]family:address/prefix` stand.
struct Parts {
    family: (usize, usize),
    address: (usize, usize),
    prefix: (usize, usize),
}

fn split(octets: &[u8]) -> Option<Parts> {
    let begin = usize::from(octets.first() == Some(&b'!'));
    let colon = octets.iter().position(|&octet| octet == b':')?;
    let slash = octets.iter().rposition(|&octet| octet == b'/')?;
    (begin <= colon && colon < slash).then_some(Parts {
        family: (begin, colon),
        address: (colon + 1, slash),
        prefix: (slash + 1, octets.len()),
    })
}

fn parse_item(word: &Word<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let parts = split(word.octets).ok_or_else(|| field.fault(FaultKind::Invalid, word.span))?;
    let family = family(word, parts.family)?;
    let prefix = prefix(word, parts.prefix, family)?;
    let address = address(word, parts.address, family)?;
    let length = address.iter().rposition(|&octet| octet != 0).map_or(0, |last| last + 1);
    let negated = if word.octets.first() == Some(&b'!') { 0x80 } else { 0 };
    out.extend_from_slice(&family.to_be_bytes());
    out.push(prefix);
    out.push(negated | u8::try_from(length).unwrap_or(16));
    out.extend_from_slice(address.get(..length).unwrap_or_default());
    Ok(())
}

/// Reads a part of an item as a number; an empty part is the fault of the whole item.
fn number(word: &Word<'_>, part: (usize, usize), limit: u64) -> Result<u64, (FaultKind, Span)> {
    let (start, end) = part;
    decimal(word.octets.get(start..end).unwrap_or_default(), limit).map_err(|error| {
        let kind = match error {
            NumberError::TooLarge => FaultKind::NumberOutOfRange,
            NumberError::NotANumber => FaultKind::Invalid,
        };
        (kind, if start == end { word.span } else { word.part(start, end) })
    })
}

fn family(word: &Word<'_>, part: (usize, usize)) -> Result<u16, Fault> {
    let field = Field { name: "address family", kind: &PREFIXES };
    let wrong = |(kind, span)| field.fault_with(kind, span, "address family 1 (IPv4) or 2 (IPv6)");
    match number(word, part, u16::MAX.into()).map_err(wrong)? {
        1 => Ok(IPV4),
        2 => Ok(IPV6),
        _ => Err(wrong((FaultKind::Invalid, word.part(part.0, part.1)))),
    }
}

fn prefix(word: &Word<'_>, part: (usize, usize), family: u16) -> Result<u8, Fault> {
    let field = Field { name: "prefix length", kind: &PREFIXES };
    let limit = if family == IPV4 { 32 } else { 128 };
    let length = number(word, part, limit)
        .map_err(|(kind, span)| field.fault_with(kind, span, format!("a prefix length from 0 to {limit}")))?;
    Ok(u8::try_from(length).unwrap_or(u8::MAX))
}

fn address(word: &Word<'_>, (start, end): (usize, usize), family: u16) -> Result<Vec<u8>, Fault> {
    let text = word.octets.get(start..end).unwrap_or_default();
    let (kind, read, (from, to)) = match family {
        IPV4 => (&address::IPV4, ipv4(text).map(Vec::from), ipv4_fault(text)),
        _ => (&address::IPV6, ipv6(text).map(Vec::from), ipv6_fault(text)),
    };
    let field = Field { name: "address", kind };
    read.ok_or_else(|| field.fault(FaultKind::AddressInvalid, word.part(start + from, start + to)))
}

/// One item on the wire.
struct Item<'a> {
    family: u16,
    prefix: u8,
    negated: bool,
    address: &'a [u8],
    rest: &'a [u8],
}

fn item(octets: &[u8]) -> Option<Item<'_>> {
    let [high, low, prefix, length, tail @ ..] = octets else { return None };
    let (address, rest) = tail.split_at_checked(usize::from(length & 0x7f))?;
    let family = u16::from_be_bytes([*high, *low]);
    let fits = match family {
        IPV4 => *prefix <= 32 && address.len() <= 4,
        IPV6 => *prefix <= 128 && address.len() <= 16,
        _ => true,
    };
    // RFC 3123 §4: trailing zero octets are not sent, so an item has one form only.
    let canonical = address.last() != Some(&0);
    (fits && canonical).then_some(Item { family, prefix: *prefix, negated: length & 0x80 != 0, address, rest })
}

fn measure_prefixes(_prior: &[u8], rest: &[u8]) -> Option<usize> {
    let mut tail = rest;
    while !tail.is_empty() {
        tail = item(tail)?.rest;
    }
    Some(rest.len())
}

fn present_prefixes(prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    let mut tail = octets;
    while !tail.is_empty() {
        if tail.len() < octets.len() {
            text.push(' ');
        }
        let item = item(tail)?;
        let mut whole = [0; 16];
        whole.get_mut(..item.address.len())?.copy_from_slice(item.address);
        write!(text, "{}{}:", if item.negated { "!" } else { "" }, item.family).ok()?;
        match item.family {
            IPV4 => present_ipv4(prior, whole.get(..4)?, text)?,
            IPV6 => present_ipv6(prior, &whole, text)?,
            _ => return None,
        }
        write!(text, "/{}", item.prefix).ok()?;
        tail = item.rest;
    }
    Some(())
}
