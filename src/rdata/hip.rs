//! Host identities (RFC 8005 §5): algorithm, host identity tag, public key, rendezvous servers.
//!
//! One kind for the whole RDATA: on the wire the lengths of tag and key stand before both.

use std::fmt::Write as _;

use super::base64::{BASE64, Base64Joiner, present_base64};
use super::hex::{HEX, hex_word, present_hex};
use super::input::Input;
use super::kind::{Field, Kind, leave};
use super::name::{NAME, canonical_name, measure_name, present_name};
use super::number::{U8, decimal_word};
use super::{Fault, FaultKind};

/// The whole RDATA of HIP.
pub(super) static HOST_IDENTITY: Kind = Kind {
    expected: "an algorithm, a host identity tag in hexadecimal, a public key in base64, and names of servers",
    take: leave,
    parse: parse_hip,
    measure: measure_hip,
    canonical: canonical_hip,
    present: present_hip,
};

const ALGORITHM: Field = Field { name: "algorithm", kind: &U8 };
const TAG: Field = Field { name: "host identity tag", kind: &HEX };
const KEY: Field = Field { name: "public key", kind: &BASE64 };
const SERVER: Field = Field { name: "rendezvous server", kind: &NAME };

/// Octets before the tag: its length, the algorithm, the length of the key.
const HEADER: usize = 4;

fn parse_hip(input: &mut Input<'_>, _field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let begin = out.len();
    let word = input.bare(&ALGORITHM)?;
    let algorithm = decimal_word(&word, &ALGORITHM, 255).unwrap_or_else(|fault| {
        input.report(fault);
        0
    });
    out.extend_from_slice(&[0, u8::try_from(algorithm).unwrap_or(u8::MAX), 0, 0]);
    let word = input.bare(&TAG)?;
    hex_word(&word, &TAG, 255, out).unwrap_or_else(|fault| input.report(fault));
    let tag = out.len() - begin - HEADER;
    let key = parse_key(input, out)?;
    if let Some([tag_length, _, key_length @ ..]) = out.get_mut(begin..begin + HEADER) {
        *tag_length = u8::try_from(tag).unwrap_or(u8::MAX);
        key_length.copy_from_slice(&key.to_be_bytes());
    }
    while input.peek().is_some() {
        (NAME.parse)(input, &SERVER, out).unwrap_or_else(|fault| input.report(fault));
    }
    Ok(())
}

/// Appends the key, which is one token; returns its length.
fn parse_key(input: &mut Input<'_>, out: &mut Vec<u8>) -> Result<u16, Fault> {
    let word = input.bare(&KEY)?;
    let begin = out.len();
    let mut joiner = Base64Joiner::default();
    joiner.push(word.octets, out).map_err(|(start, end)| KEY.fault(FaultKind::Invalid, word.part(start, end)))?;
    let length = u16::try_from(out.len() - begin).ok().filter(|&length| length > 0 && !joiner.is_partial());
    length.ok_or_else(|| KEY.fault(FaultKind::Invalid, word.span))
}

/// Returns tag, key and servers.
fn split(rdata: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let [tag_length, _, high, low, tail @ ..] = rdata else { return None };
    let (tag, rest) = tail.split_at_checked(usize::from(*tag_length))?;
    let (key, servers) = rest.split_at_checked(usize::from(u16::from_be_bytes([*high, *low])))?;
    (!tag.is_empty() && !key.is_empty()).then_some((tag, key, servers))
}

/// Returns the names of servers in wire form.
pub(super) fn servers(rdata: &[u8]) -> Option<&[u8]> {
    split(rdata).map(|(_, _, servers)| servers)
}

fn measure_hip(prior: &[u8], rest: &[u8]) -> Option<usize> {
    let (_, _, mut servers) = split(rest)?;
    while !servers.is_empty() {
        servers = servers.get(measure_name(prior, servers)?..)?;
    }
    Some(rest.len())
}

fn canonical_hip(prior: &[u8], octets: &mut [u8]) {
    let servers = split(octets).map_or(0, |(_, _, servers)| servers.len());
    let begin = octets.len() - servers;
    canonical_name(prior, octets.get_mut(begin..).unwrap_or_default());
}

fn present_hip(prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    let (tag, key, mut servers) = split(octets)?;
    write!(text, "{} ", octets.get(1)?).ok()?;
    present_hex(prior, tag, text)?;
    text.push(' ');
    present_base64(prior, key, text)?;
    while !servers.is_empty() {
        let (server, rest) = servers.split_at_checked(measure_name(prior, servers)?)?;
        text.push(' ');
        present_name(prior, server, text)?;
        servers = rest;
    }
    Some(())
}
