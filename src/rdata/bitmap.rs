//! Type codes and type bitmaps (RFC 4034 §4.1.2).

use super::input::{Input, Tokens};
use super::kind::{Field, Kind, exactly, keep};
use super::number::{decimal, push};
use super::types::{TypeClass, TypeName, known, lookup, write_mnemonic};
use super::{Fault, FaultKind};
use crate::zone::Rtype;

/// One type: mnemonic, `TYPEnnn` or number (the type covered by a signature).
pub(super) static TYPE_CODE: Kind = Kind {
    expected: "a record type such as A or TYPE65280",
    take: take_type_code,
    parse: parse_type_code,
    measure: exactly::<2>,
    canonical: keep,
    present: present_type_code,
};
/// Types to the end; none is well-formed (NSEC3 of an empty non-terminal, CSYNC).
pub(super) static BITMAP: Kind = bitmap();
/// Types to the end, at least one: an NSEC record lists at least itself.
pub(super) static BITMAP_NOT_EMPTY: Kind =
    Kind { take: take_not_empty, parse: parse_not_empty, measure: measure_not_empty, ..bitmap() };

const fn bitmap() -> Kind {
    Kind {
        expected: "record types such as A or TYPE65280",
        take: take_bitmap,
        parse: parse_bitmap,
        measure: measure_bitmap,
        canonical: keep,
        present: present_bitmap,
    }
}

/// Returns the number of a type that has one on the wire: the words of file formats have none of their own.
#[inline]
fn number(found: TypeName) -> Option<u16> {
    (found.class != TypeClass::ForeignDialect).then_some(found.rtype.0)
}

fn take_type_code(tokens: &mut Tokens<'_>, out: &mut Vec<u8>) -> bool {
    tokens.take(|text| number(known(text)?)).map(|number| out.extend_from_slice(&number.to_be_bytes())).is_some()
}

fn parse_type_code(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let word = input.bare(field)?;
    // The number may stand alone.
    let number = match lookup(word.octets).and_then(number) {
        Some(number) => number.into(),
        None => {
            decimal(word.octets, u16::MAX.into()).map_err(|_no_number| field.fault(FaultKind::Invalid, word.span))?
        }
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

/// Reads types with numbers below 256, as all in use but a few are.
fn take_bitmap(tokens: &mut Tokens<'_>, out: &mut Vec<u8>) -> bool {
    let mut window = Window::default();
    while let Some(low) = tokens.take(|text| u8::try_from(number(known(text)?)?).ok()) {
        window.insert(low);
    }
    window.push(0, out);
    true
}

fn take_not_empty(tokens: &mut Tokens<'_>, out: &mut Vec<u8>) -> bool {
    !tokens.left.is_empty() && take_bitmap(tokens, out)
}

fn parse_bitmap(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let mut numbers = Vec::new();
    while input.peek().is_some() {
        let word = input.bare(field)?;
        match lookup(word.octets).and_then(number) {
            Some(number) => numbers.push(number),
            None => input.report(field.fault(FaultKind::Invalid, word.span)),
        }
    }
    numbers.sort_unstable();
    for numbers in numbers.chunk_by(|a, b| a / 256 == b / 256) {
        let (mut window, mut place) = (Window::default(), 0);
        for number in numbers {
            let [high, low] = number.to_be_bytes();
            place = high;
            window.insert(low);
        }
        window.push(place, out);
    }
    Ok(())
}

/// The types of one window: a bit for each of 256, the first one the highest.
#[derive(Default)]
struct Window([u64; 4]);

impl Window {
    /// Adds the type of that number in the window.
    fn insert(&mut self, low: u8) {
        if let Some(word) = self.0.get_mut(usize::from(low / 64)) {
            *word |= 1 << (63 - low % 64);
        }
    }

    /// Appends the window without its trailing zero octets; one without types is left out.
    fn push(&self, number: u8, out: &mut Vec<u8>) {
        let Some(last) = self.0.iter().rposition(|&word| word != 0) else { return };
        let zeros = self.0.get(last).map_or(0, |word| word.trailing_zeros() / 8);
        let length = 8 * (last + 1) - usize::try_from(zeros).unwrap_or(0);
        out.push(number);
        out.push(u8::try_from(length).unwrap_or(32));
        let end = out.len() + length;
        // Words of a fixed length are appended faster than just as many octets as there are.
        self.0.iter().take(last + 1).for_each(|word| out.extend_from_slice(&word.to_be_bytes()));
        out.truncate(end);
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
