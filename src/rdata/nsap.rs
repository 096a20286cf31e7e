//! NSAP addresses (RFC 1706 §5): `0x` and hexadecimal digits, dots anywhere between them.

use super::hex::{hex_digit, present_hex};
use super::input::Input;
use super::kind::{Field, Kind, at_least, keep, leave};
use super::{Fault, FaultKind};

/// An NSAP address to the end.
pub(super) static NSAP: Kind = Kind {
    expected: "0x and an even number of hexadecimal digits, with dots where wanted",
    take: leave,
    parse: parse_nsap,
    measure: at_least::<1>,
    canonical: keep,
    present: present_nsap,
};

fn parse_nsap(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let word = input.bare(field)?;
    let prefixed = word.octets.strip_prefix(b"0x").or_else(|| word.octets.strip_prefix(b"0X"));
    let digits = prefixed.ok_or_else(|| field.fault(FaultKind::Invalid, word.span))?;
    let mut high = None;
    let begin = out.len();
    for (at, &digit) in digits.iter().enumerate().filter(|&(_, &digit)| digit != b'.') {
        let value = hex_digit(digit).ok_or_else(|| field.fault(FaultKind::Invalid, word.part(at + 2, at + 3)))?;
        match high.take() {
            Some(half) => out.push(half << 4 | value),
            None => high = Some(value),
        }
    }
    if high.is_some() || out.len() == begin { Err(field.fault(FaultKind::Invalid, word.span)) } else { Ok(()) }
}

fn present_nsap(prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    text.push_str("0x");
    present_hex(prior, octets, text)
}
