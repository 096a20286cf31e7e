//! Gateways of IPSECKEY (RFC 4025 §2.5) and relays of AMTRELAY (RFC 8777 §4.2): nothing, an address or a name, as an
//! earlier type number says.

use std::fmt::Write as _;

use super::address::{present_ipv4, present_ipv6, push_ipv4, push_ipv6};
use super::input::Input;
use super::kind::{Field, Kind, exactly, keep, leave};
use super::name::{canonical_name, measure_name, present_name, push_name};
use super::number::{big_endian, decimal_word};
use super::{Fault, FaultKind};

/// The gateway type: 0 none, 1 IPv4, 2 IPv6, 3 name.
pub(super) static GATEWAY_TYPE: Kind = Kind {
    expected: "a gateway type from 0 to 3",
    take: leave,
    parse: parse_gateway_type,
    measure: measure_gateway_type,
    canonical: keep,
    present: present_gateway_type,
};
/// The gateway; its type is the octet before the last one.
pub(super) static GATEWAY: Kind = target::<Gateway>();
/// The discovery bit and the relay type: two words of text, one octet on the wire.
pub(super) static RELAY_TYPE: Kind = Kind {
    expected: "0 or 1 for discovery, and a relay type from 0 to 3",
    take: leave,
    parse: parse_relay_type,
    measure: measure_relay_type,
    canonical: keep,
    present: present_relay_type,
};
/// The relay; its type is in the last octet.
pub(super) static RELAY: Kind = target::<Relay>();

/// Where the type number of a target stands.
trait Target {
    fn type_number(prior: &[u8]) -> u8;
}

struct Gateway;

impl Target for Gateway {
    /// The algorithm is between the type and the gateway.
    fn type_number(prior: &[u8]) -> u8 {
        prior.get(1).copied().unwrap_or(0)
    }
}

struct Relay;

impl Target for Relay {
    /// The highest bit is the discovery bit.
    fn type_number(prior: &[u8]) -> u8 {
        prior.last().copied().unwrap_or(0) & 0x7f
    }
}

/// Tells whether the gateway behind `prior` is a name.
pub(super) fn gateway_is_name(prior: &[u8]) -> bool {
    Gateway::type_number(prior) == NAME_TYPE
}

/// Tells whether the relay behind `prior` is a name.
pub(super) fn relay_is_name(prior: &[u8]) -> bool {
    Relay::type_number(prior) == NAME_TYPE
}

/// The type number of a name.
const NAME_TYPE: u8 = 3;

const fn target<T: Target>() -> Kind {
    Kind {
        expected: "a single dot, an address or a name, as the type number before it says",
        take: leave,
        parse: parse_target::<T>,
        measure: measure_target::<T>,
        canonical: canonical_target::<T>,
        present: present_target::<T>,
    }
}

fn parse_target<T: Target>(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let number = T::type_number(input.prior(out));
    let word = input.bare(field)?;
    match number {
        0 if word.octets == b"." => Ok(()),
        1 => push_ipv4(&word, field, out),
        2 => push_ipv6(&word, input, field, out),
        NAME_TYPE => push_name(&word, field, input.context.origin, out),
        // The number could not be read, so anything may be right here.
        number if number > NAME_TYPE => Ok(()),
        _ => Err(field.fault_with(FaultKind::Invalid, word.span, "a single dot, because the type number is 0")),
    }
}

fn measure_target<T: Target>(prior: &[u8], rest: &[u8]) -> Option<usize> {
    match T::type_number(prior) {
        0 => Some(0),
        1 => exactly::<4>(prior, rest),
        2 => exactly::<16>(prior, rest),
        NAME_TYPE => measure_name(prior, rest),
        _ => None,
    }
}

fn canonical_target<T: Target>(prior: &[u8], octets: &mut [u8]) {
    if T::type_number(prior) == NAME_TYPE {
        canonical_name(prior, octets);
    }
}

fn present_target<T: Target>(prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    match T::type_number(prior) {
        0 => text.push('.'),
        1 => present_ipv4(prior, octets, text)?,
        2 => present_ipv6(prior, octets, text)?,
        _ => present_name(prior, octets, text)?,
    }
    Some(())
}

/// Reads a number whose limit is below that of its octet.
fn small(input: &mut Input<'_>, field: &Field, limit: u64) -> Result<u8, Fault> {
    let number = decimal_word(&input.bare(field)?, field, limit)?;
    Ok(u8::try_from(number).unwrap_or(u8::MAX))
}

fn parse_gateway_type(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    out.push(small(input, field, 3)?);
    Ok(())
}

fn measure_gateway_type(_prior: &[u8], rest: &[u8]) -> Option<usize> {
    rest.first().filter(|&&number| number <= 3).map(|_| 1)
}

fn present_gateway_type(_prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    write!(text, "{}", big_endian(octets)).ok()
}

fn parse_relay_type(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let discovery = Field { name: "discovery", ..*field };
    // Two tokens, so the fault of the first one is noted here and the second one taken.
    let bit = match input.peek() {
        None => return Err(input.missing(&discovery)),
        Some(_) => small(input, &discovery, 1).unwrap_or_else(|fault| {
            input.report(fault);
            0
        }),
    } << 7;
    out.push(bit | small(input, field, 3)?);
    Ok(())
}

fn measure_relay_type(_prior: &[u8], rest: &[u8]) -> Option<usize> {
    rest.first().filter(|&&octet| octet & 0x7f <= 3).map(|_| 1)
}

fn present_relay_type(_prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    let octet = octets.first()?;
    write!(text, "{} {}", octet >> 7, octet & 0x7f).ok()
}
