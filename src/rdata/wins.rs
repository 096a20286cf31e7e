//! Look-up by WINS in the DNS server of Windows (MS-DNSP §2.2.2.2.4.15 and §2.2.2.2.4.16).
//!
//! `[LOCAL] [Lseconds] [Cseconds]`, then addresses of WINS servers, or for reverse look-up the domain of the answer.

use std::fmt::Write as _;

use super::address::{IPV4, present_ipv4, push_ipv4};
use super::input::Input;
use super::kind::{Field, Kind, keep, leave};
use super::name::{NAME, canonical_name, measure_name, present_name};
use super::number::{NumberError, decimal};
use super::{Fault, FaultKind};

/// The whole RDATA of WINS.
pub(super) static SERVERS: Kind = Kind {
    expected: "LOCAL, L and C with seconds where wanted, then IPv4 addresses",
    take: leave,
    parse: parse_servers,
    measure: measure_servers,
    canonical: keep,
    present: present_servers,
};
/// The whole RDATA of WINSR.
pub(super) static DOMAIN: Kind = Kind {
    expected: "LOCAL, L and C with seconds where wanted, then a domain name",
    take: leave,
    parse: parse_domain,
    measure: measure_domain,
    canonical: canonical_domain,
    present: present_domain,
};

const SERVER: Field = Field { name: "WINS server", kind: &IPV4 };
const RESULT: Field = Field { name: "result domain", kind: &NAME };

/// The record is not sent to other servers.
const LOCAL: u32 = 0x0001_0000;
/// What Windows waits for an answer and keeps it, unless told otherwise.
const LOOKUP_SECONDS: u32 = 2;
const CACHE_SECONDS: u32 = 900;
/// Octets of flags, look-up and cache seconds.
const HEADER: usize = 12;

fn parse_servers(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    parse_header(input, field, out);
    let count_at = out.len();
    out.extend_from_slice(&[0; 4]);
    let mut count = 0_u32;
    while count == 0 || input.peek().is_some() {
        let word = input.bare(&SERVER)?;
        push_ipv4(&word, &SERVER, out).unwrap_or_else(|fault| input.report(fault));
        count = count.saturating_add(1);
    }
    if let Some(slot) = out.get_mut(count_at..count_at + 4) {
        slot.copy_from_slice(&count.to_be_bytes());
    }
    Ok(())
}

fn parse_domain(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    parse_header(input, field, out);
    (NAME.parse)(input, &RESULT, out)
}

/// Reads the options, in this order and each at most once.
fn parse_header(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) {
    let is_local = input.peek().is_some_and(|word| !word.quoted && word.octets.eq_ignore_ascii_case(b"LOCAL"));
    if is_local {
        input.next();
    }
    out.extend_from_slice(&if is_local { LOCAL } else { 0 }.to_be_bytes());
    for (letter, default) in [(b'L', LOOKUP_SECONDS), (b'C', CACHE_SECONDS)] {
        let seconds = seconds(input, field, letter).unwrap_or(default);
        out.extend_from_slice(&seconds.to_be_bytes());
    }
}

/// Takes a letter with digits behind it, if it is the next token. An address has no such letter, and a name of one
/// letter and digits is not one that Windows would write here.
fn seconds(input: &mut Input<'_>, field: &Field, letter: u8) -> Option<u32> {
    let word = input.peek().filter(|word| !word.quoted)?;
    let (first, digits) = word.octets.split_first()?;
    let value = decimal(digits, u32::MAX.into());
    if !first.eq_ignore_ascii_case(&letter) || value == Err(NumberError::NotANumber) {
        return None;
    }
    input.next();
    if value.is_err() {
        input.report(field.fault_with(FaultKind::NumberOutOfRange, word.span, "seconds from 0 to 4294967295"));
    }
    u32::try_from(value.ok()?).ok()
}

fn u32_at(octets: &[u8], at: usize) -> Option<u32> {
    octets.get(at..)?.first_chunk().map(|octets| u32::from_be_bytes(*octets))
}

fn measure_servers(_prior: &[u8], rest: &[u8]) -> Option<usize> {
    let count = usize::try_from(u32_at(rest, HEADER)?).ok()?;
    let length = count.checked_mul(4)?.checked_add(HEADER + 4)?;
    (count > 0 && rest.len() == length).then_some(length)
}

fn measure_domain(prior: &[u8], rest: &[u8]) -> Option<usize> {
    Some(HEADER + measure_name(prior, rest.get(HEADER..)?)?)
}

fn canonical_domain(prior: &[u8], octets: &mut [u8]) {
    canonical_name(prior, octets.get_mut(HEADER..).unwrap_or_default());
}

fn present_header(octets: &[u8], text: &mut String) -> Option<()> {
    match u32_at(octets, 0)? {
        0 => {}
        LOCAL => text.push_str("LOCAL "),
        // Other flags have no word.
        _ => return None,
    }
    write!(text, "L{} C{}", u32_at(octets, 4)?, u32_at(octets, 8)?).ok()
}

fn present_servers(prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    present_header(octets, text)?;
    for address in octets.get(HEADER + 4..)?.chunks_exact(4) {
        text.push(' ');
        present_ipv4(prior, address, text)?;
    }
    Some(())
}

fn present_domain(prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    present_header(octets, text)?;
    text.push(' ');
    present_name(prior, octets.get(HEADER..)?, text)
}
