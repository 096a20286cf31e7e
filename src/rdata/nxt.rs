//! The bitmap of NXT (RFC 2535 §5.2): one bit for each type below 128, bit 0 clear, no zero octets at the end.

use std::fmt::Write as _;

use super::input::Input;
use super::kind::{Field, Kind, keep, leave};
use super::number::decimal;
use super::types::{TypeClass, lookup, write_mnemonic};
use super::{Fault, FaultKind};
use crate::zone::Rtype;

/// Types to the end; none is well-formed.
pub(super) static BITMAP: Kind = Kind {
    expected: "record types with numbers below 128, such as A or MX",
    take: leave,
    parse: parse_bitmap,
    measure: measure_bitmap,
    canonical: keep,
    present: present_bitmap,
};

/// Octets of the bitmap: the 128 types of its first form. RFC 2535 leaves the second one to be specified.
const LONGEST: usize = 16;

fn parse_bitmap(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let mut octets = [0_u8; LONGEST];
    while input.peek().is_some() {
        let word = input.bare(field)?;
        let bit = type_number(word.octets).and_then(|number| {
            let octet = octets.get_mut(usize::from(number / 8))?;
            *octet |= 0x80 >> (number % 8);
            Some(())
        });
        if bit.is_none() {
            input.report(field.fault(FaultKind::Invalid, word.span));
        }
    }
    let length = octets.iter().rposition(|&octet| octet != 0).map_or(0, |last| last + 1);
    out.extend_from_slice(octets.get(..length).unwrap_or_default());
    Ok(())
}

/// Reads a mnemonic, `TYPEnnn` or, as BIND writes types without mnemonic, a number.
fn type_number(word: &[u8]) -> Option<u16> {
    match lookup(word) {
        Some(found) => (found.class != TypeClass::ForeignDialect).then_some(found.rtype.0),
        None => u16::try_from(decimal(word, 127).ok()?).ok().filter(|&number| number > 0),
    }
}

fn measure_bitmap(_prior: &[u8], rest: &[u8]) -> Option<usize> {
    let clear = rest.first().is_none_or(|first| first & 0x80 == 0);
    (rest.len() <= LONGEST && clear && rest.last() != Some(&0)).then_some(rest.len())
}

fn present_bitmap(_prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    let bits = octets.iter().flat_map(|&octet| (0..8).map(move |bit| octet << bit & 0x80 != 0));
    let mut separator = "";
    for (number, _) in (0..128).zip(bits).filter(|(_, set)| *set) {
        text.write_str(separator).ok()?;
        write_mnemonic(Rtype(number), text);
        separator = " ";
    }
    Some(())
}
