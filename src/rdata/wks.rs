//! Well-known services (RFC 1035 §3.4.2): a protocol, and a bitmap of its ports.

use std::fmt::Write as _;

use super::input::{Input, Word};
use super::kind::{Field, Kind, exactly, keep, leave};
use super::number::{NumberError, U8, decimal};
use super::services;
use super::{Fault, FaultKind};

/// The protocol. Other names than these depend on the host that reads the zone.
pub(super) static PROTOCOL: Kind = Kind {
    expected: "a protocol number from 0 to 255, or tcp or udp",
    take: leave,
    parse: parse_protocol,
    measure: exactly::<1>,
    canonical: keep,
    present: U8.present,
};
/// Ports to the end, by number or name; none is well-formed.
pub(super) static SERVICES: Kind = Kind {
    expected: "services by name or port, such as smtp or 25",
    take: leave,
    parse: parse_services,
    measure: measure_services,
    canonical: keep,
    present: present_services,
};

const PROTOCOLS: [(&[u8], u16); 2] = [(b"tcp", 6), (b"udp", 17)];

/// Octets of a bitmap of all ports.
const LONGEST: usize = 8192;

/// Reads a number, or what `name` makes of a word.
fn number_or(word: &Word<'_>, field: &Field, limit: u16, name: fn(&[u8]) -> Option<u16>) -> Result<u16, Fault> {
    match decimal(word.octets, limit.into()) {
        Ok(number) => Ok(u16::try_from(number).unwrap_or(limit)),
        Err(NumberError::TooLarge) => Err(field.fault(FaultKind::NumberOutOfRange, word.span)),
        Err(NumberError::NotANumber) => name(word.octets).ok_or_else(|| field.fault(FaultKind::Invalid, word.span)),
    }
}

fn parse_protocol(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let named = |word: &[u8]| PROTOCOLS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|&(_, n)| n);
    let number = number_or(&input.bare(field)?, field, u8::MAX.into(), named)?;
    out.push(u8::try_from(number).unwrap_or(u8::MAX));
    Ok(())
}

fn parse_services(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let begin = out.len();
    while input.peek().is_some() {
        let word = input.bare(field)?;
        match number_or(&word, field, u16::MAX, services::port) {
            Ok(port) => {
                let at = begin + usize::from(port / 8);
                out.resize(out.len().max(at + 1), 0);
                if let Some(octet) = out.get_mut(at) {
                    *octet |= 0x80 >> (port % 8);
                }
            }
            Err(fault) => input.report(fault),
        }
    }
    Ok(())
}

/// As BIND, takes no zero octets at the end: a bitmap has one form only.
fn measure_services(_prior: &[u8], rest: &[u8]) -> Option<usize> {
    (rest.len() <= LONGEST && rest.last() != Some(&0)).then_some(rest.len())
}

fn present_services(_prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    let bits = octets.iter().flat_map(|&octet| (0..8).map(move |bit| octet << bit & 0x80 != 0));
    let mut separator = "";
    for (port, _) in (0..=u16::MAX).zip(bits).filter(|(_, set)| *set) {
        write!(text, "{separator}{port}").ok()?;
        separator = " ";
    }
    Some(())
}
