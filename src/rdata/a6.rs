//! Addresses in parts (RFC 2874 §3): the length of the prefix, the suffix of the address, the name of the prefix.
//!
//! A length of 0 leaves the name out, one of 128 the suffix. The suffix has as many octets as its bits need; the bits
//! in front of it are zero.

use super::address::{ipv6, ipv6_fault, present_ipv6};
use super::input::{Input, Word};
use super::kind::{Field, Kind, keep, leave};
use super::name::{NAME, canonical_name, measure_name, present_name};
use super::number::{U8, decimal_word};
use super::{Fault, FaultKind};

/// How many bits of the address are elsewhere.
pub(super) static PREFIX_LENGTH: Kind = Kind {
    expected: "a decimal number from 0 to 128",
    take: leave,
    parse: parse_length,
    measure: measure_length,
    canonical: keep,
    present: U8.present,
};
/// The other bits, written as a whole address.
pub(super) static SUFFIX: Kind = Kind {
    expected: "an IPv6 address",
    take: leave,
    parse: parse_suffix,
    measure: measure_suffix,
    canonical: mask,
    present: present_suffix,
};
/// Where the prefix is.
pub(super) static PREFIX_NAME: Kind = Kind {
    expected: "a domain name",
    take: leave,
    parse: parse_prefix_name,
    measure: measure_prefix_name,
    canonical: canonical_name,
    present: present_prefix_name,
};

const LONGEST_PREFIX: u8 = 128;

fn parse_length(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let length = decimal_word(&input.bare(field)?, field, LONGEST_PREFIX.into())?;
    out.push(u8::try_from(length).unwrap_or(LONGEST_PREFIX));
    Ok(())
}

fn measure_length(_prior: &[u8], rest: &[u8]) -> Option<usize> {
    rest.first().filter(|&&length| length <= LONGEST_PREFIX).map(|_| 1)
}

/// The prefix length is the first octet; above 128 where it could not be read.
fn length(prior: &[u8]) -> u8 {
    prior.first().copied().unwrap_or(0)
}

/// Returns how many octets the suffix has.
fn suffix_octets(prior: &[u8]) -> usize {
    16 - usize::from(length(prior).min(LONGEST_PREFIX) / 8)
}

fn parse_suffix(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let length = length(input.prior(out));
    // Where the length could not be read, a single token may be the name.
    let is_name = |word: Word<'_>| length > LONGEST_PREFIX && ipv6(word.octets).is_none();
    if length == LONGEST_PREFIX || (input.tokens().len() == 1 && input.peek().is_some_and(is_name)) {
        return Ok(());
    }
    let word = input.bare(field)?;
    let Some(address) = ipv6(word.octets) else {
        let (start, end) = ipv6_fault(word.octets);
        return Err(field.fault(FaultKind::AddressInvalid, word.part(start, end)));
    };
    let begin = out.len();
    out.extend_from_slice(address.get(16 - suffix_octets(input.prior(out))..).unwrap_or_default());
    let (prior, suffix) = out.split_at_mut_checked(begin).unwrap_or_default();
    mask(input.prior(prior), suffix);
    Ok(())
}

fn measure_suffix(prior: &[u8], rest: &[u8]) -> Option<usize> {
    let octets = suffix_octets(prior);
    (rest.len() >= octets).then_some(octets)
}

/// Clears the bits in front of the suffix, as BIND does with those that are written.
fn mask(prior: &[u8], octets: &mut [u8]) {
    if let Some(first) = octets.first_mut() {
        *first &= u8::MAX >> (length(prior) % 8);
    }
}

fn present_suffix(prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    if octets.is_empty() {
        return Some(());
    }
    let mut address = [0; 16];
    address.get_mut(16 - octets.len()..)?.copy_from_slice(octets);
    present_ipv6(prior, &address, text)
}

fn parse_prefix_name(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    match length(input.prior(out)) {
        0 => Ok(()),
        1..=LONGEST_PREFIX => (NAME.parse)(input, field, out),
        _ if input.peek().is_some() => (NAME.parse)(input, field, out),
        _ => Ok(()),
    }
}

fn measure_prefix_name(prior: &[u8], rest: &[u8]) -> Option<usize> {
    if length(prior) == 0 { Some(0) } else { measure_name(prior, rest) }
}

fn present_prefix_name(prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    if octets.is_empty() { Some(()) } else { present_name(prior, octets, text) }
}
