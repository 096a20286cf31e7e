//! ATM addresses (ATM Forum, ATM Name System 2.0 §5.2): E.164 digits behind `+`, or an end system address in hexadecimal.

use super::hex::{hex_digit, present_hex};
use super::input::{Input, Word};
use super::kind::{Field, Kind, keep, leave};
use super::{Fault, FaultKind};

/// The whole RDATA of ATMA: a format octet, then the address.
pub(super) static ATMA: Kind = Kind {
    expected: "+ and decimal digits, or an even number of hexadecimal digits, with single dots between them",
    take: leave,
    parse: parse_atma,
    measure: measure_atma,
    canonical: keep,
    present: present_atma,
};

/// The address is an ATM end system address: any octets.
const AESA: u8 = 0;
/// The address is an E.164 number: ASCII digits.
const E164: u8 = 1;

fn parse_atma(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let word = input.bare(field)?;
    let (format, digits) = match word.octets.strip_prefix(b"+") {
        Some(digits) => (E164, digits),
        None => (AESA, word.octets),
    };
    let skipped = word.octets.len() - digits.len();
    refuse_misplaced(&word, digits, skipped, field, format)?;
    out.push(format);
    let plain = digits.iter().copied().filter(|&digit| digit != b'.');
    if format == E164 {
        out.extend(plain);
        return Ok(());
    }
    let mut high = None;
    for half in plain.filter_map(hex_digit) {
        match high.take() {
            Some(high) => out.push(high << 4 | half),
            None => high = Some(half),
        }
    }
    if high.is_some() { Err(field.fault(FaultKind::Invalid, word.span)) } else { Ok(()) }
}

/// Refuses other characters than digits, and dots that have no digit on both sides, as BIND does.
fn refuse_misplaced(word: &Word<'_>, digits: &[u8], skipped: usize, field: &Field, format: u8) -> Result<(), Fault> {
    let is_digit = |octet: u8| if format == E164 { octet.is_ascii_digit() } else { octet.is_ascii_hexdigit() };
    let mut before = b'.';
    for (at, &octet) in digits.iter().enumerate() {
        let good = is_digit(octet) || (octet == b'.' && before != b'.');
        if !good {
            return Err(field.fault(FaultKind::Invalid, word.part(skipped + at, skipped + at + 1)));
        }
        before = octet;
    }
    // A dot at the end, or no digit at all.
    if before == b'.' { Err(field.fault(FaultKind::Invalid, word.span)) } else { Ok(()) }
}

fn measure_atma(_prior: &[u8], rest: &[u8]) -> Option<usize> {
    let (&format, address) = rest.split_first()?;
    let good = !address.is_empty() && (format != E164 || address.iter().all(u8::is_ascii_digit));
    good.then_some(rest.len())
}

fn present_atma(prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    match octets.split_first()? {
        (&AESA, address) => present_hex(prior, address, text),
        (&E164, address) => {
            text.push('+');
            text.push_str(std::str::from_utf8(address).ok()?);
            Some(())
        }
        // A format that is not assigned has no text form.
        _ => None,
    }
}
