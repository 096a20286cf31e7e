//! Type codes and type bitmaps (RFC 4034 §4.1.2).

use super::input::{Input, Word};
use super::kind::{Field, Kind, exactly, keep};
use super::number::{decimal, push};
use super::types::{TypeClass, lookup, write_mnemonic};
use super::{Fault, FaultKind};
use crate::zone::Rtype;

/// One type: mnemonic, `TYPEnnn` or number (the type covered by a signature).
pub(super) static TYPE_CODE: Kind = Kind {
    expected: "a record type such as A or TYPE65280",
    parse: parse_type_code,
    measure: exactly::<2>,
    canonical: keep,
    present: present_type_code,
};
/// Types to the end; none is well-formed (NSEC3 of an empty non-terminal, CSYNC).
pub(super) static BITMAP: Kind = bitmap();
/// Types to the end, at least one: an NSEC record lists at least itself.
pub(super) static BITMAP_NOT_EMPTY: Kind = Kind { parse: parse_not_empty, measure: measure_not_empty, ..bitmap() };

const fn bitmap() -> Kind {
    Kind {
        expected: "record types such as A or TYPE65280",
        parse: parse_bitmap,
        measure: measure_bitmap,
        canonical: keep,
        present: present_bitmap,
    }
}

fn type_number(word: &Word<'_>, field: &Field) -> Result<u16, Fault> {
    match lookup(word.octets) {
        // Types without a number of their own belong to file formats, not to the wire.
        Some(found) if found.class != TypeClass::ForeignDialect => Ok(found.rtype.0),
        _ => Err(field.fault(FaultKind::Invalid, word.span)),
    }
}

fn parse_type_code(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let word = input.bare(field)?;
    let number = match decimal(word.octets, u16::MAX.into()) {
        Ok(number) => number,
        Err(_not_plain) => type_number(&word, field)?.into(),
    };
    push::<2>(number, out);
    Ok(())
}

fn present_type_code(_prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    match u16::from_be_bytes(octets.try_into().ok()?) {
        // A signature of a transaction (RFC 2931) covers no type, and there is no TYPE0.
        0 => text.push('0'),
        number => write_mnemonic(Rtype(number), text),
    }
    Some(())
}

fn parse_not_empty(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    if input.peek().is_none() { Err(input.missing(field)) } else { parse_bitmap(input, field, out) }
}

fn parse_bitmap(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    // All types in use but a few have numbers below 256: their window needs no allocation a record.
    let mut first = [0; 32];
    let mut further = Vec::new();
    while input.peek().is_some() {
        let number = match type_number(&input.bare(field)?, field) {
            Ok(number) => number,
            Err(fault) => {
                input.report(fault);
                continue;
            }
        };
        match first.get_mut(usize::from(number / 8)) {
            Some(octet) => *octet |= 0x80 >> (number % 8),
            None => further.push(number),
        }
    }
    push_window(0, &first, out);
    further.sort_unstable();
    for numbers in further.chunk_by(|a, b| a / 256 == b / 256) {
        let mut octets = [0; 32];
        for number in numbers {
            if let Some(octet) = octets.get_mut(usize::from(number % 256 / 8)) {
                *octet |= 0x80 >> (number % 8);
            }
        }
        let [window, _] = numbers.first().copied().unwrap_or_default().to_be_bytes();
        push_window(window, &octets, out);
    }
    Ok(())
}

/// Appends a window without its trailing zero octets; one without types is left out.
fn push_window(window: u8, octets: &[u8; 32], out: &mut Vec<u8>) {
    let length = octets.iter().rposition(|&octet| octet != 0).map_or(0, |last| last + 1);
    if length > 0 {
        out.push(window);
        out.push(u8::try_from(length).unwrap_or(32));
        out.extend_from_slice(octets.get(..length).unwrap_or_default());
    }
}

/// Takes the first window of a bitmap; returns its number, its octets and what follows.
fn window(bitmap: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let [number, length @ 1..=32, tail @ ..] = bitmap else { return None };
    let (octets, rest) = tail.split_at_checked(usize::from(*length))?;
    // Trailing zero octets must be left out, so a bitmap has one form only.
    (octets.last() != Some(&0)).then_some((*number, octets, rest))
}

fn measure_bitmap(_prior: &[u8], rest: &[u8]) -> Option<usize> {
    let mut tail = rest;
    let mut before = None;
    while !tail.is_empty() {
        let (number, _, after) = window(tail)?;
        if before >= Some(number) {
            return None;
        }
        before = Some(number);
        tail = after;
    }
    Some(rest.len())
}

fn measure_not_empty(prior: &[u8], rest: &[u8]) -> Option<usize> {
    measure_bitmap(prior, rest).filter(|&length| length > 0)
}

fn present_bitmap(_prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    let mut tail = octets;
    let mut first = true;
    while !tail.is_empty() {
        let (number, bits, after) = window(tail)?;
        if number == 0 && bits.first().is_some_and(|octet| octet & 0x80 != 0) {
            // There is no type 0 and no text for it.
            return None;
        }
        let each = bits.iter().flat_map(|&octet| (0..8).map(move |bit| octet << bit & 0x80 != 0));
        for (low, _) in (0..=u8::MAX).zip(each).filter(|(_, set)| *set) {
            if !first {
                text.push(' ');
            }
            first = false;
            write_mnemonic(Rtype(u16::from_be_bytes([number, low])), text);
        }
        tail = after;
    }
    Some(())
}
