//! Hashed owners in text: base32hex (RFC 4648 §7).

use super::binary::run_of;
use super::input::{Input, Tokens};
use super::kind::{Field, Kind, keep};
use super::number::big_endian;
use super::string::measure_string;
use super::{Fault, FaultKind};
use crate::vector::{self, OCTETS, decode_base32hex};

/// A hashed owner (RFC 5155 §3.3): base32hex without padding in one token; a length octet on the wire.
pub(super) static BASE32HEX: Kind = Kind {
    expected: "base32hex digits (0 to 9, A to V) of whole octets, without padding",
    take: take_base32hex,
    parse: parse_base32hex,
    measure: measure_hash,
    canonical: keep,
    present: present_base32hex,
};

/// Reads the hash of SHA-1, which all are.
fn take_base32hex(tokens: &mut Tokens<'_>, out: &mut Vec<u8>) -> bool {
    tokens.take(|digits| sha1(digits).map(|hash| append(&hash, out))).is_some()
}

/// Reads a hash of 32 digits.
#[inline]
fn sha1(digits: &[u8]) -> Option<[u8; OCTETS.1]> {
    let mut hash = [[0; OCTETS.1]];
    let good = decode_base32hex(&[digits.try_into().ok()?], &mut hash);
    let [hash] = hash;
    good.then_some(hash)
}

/// Appends a length octet and the octets of a hash.
#[inline]
fn append(hash: &[u8; OCTETS.1], out: &mut Vec<u8>) {
    let mut wire = [0; 1 + OCTETS.1];
    let [length, octets @ ..] = &mut wire;
    *octets = *hash;
    *length = 20;
    out.extend_from_slice(&wire);
}

/// Reads the next token digit by digit, which also finds what is wrong with it.
fn parse_base32hex(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let word = input.bare(field)?;
    let length_at = out.len();
    out.push(0);
    let whole =
        push_each(word.octets, out).map_err(|(start, end)| field.fault(FaultKind::Invalid, word.part(start, end)))?;
    let length = out.len() - length_at - 1;
    match (u8::try_from(length), out.get_mut(length_at)) {
        (Ok(length @ 1..), Some(slot)) if whole => *slot = length,
        _ => return Err(field.fault(FaultKind::Invalid, word.span)),
    }
    Ok(())
}

/// Appends the octets of base32hex digits; tells whether they are whole. On an error returns the first run of other
/// octets.
fn push_each(digits: &[u8], out: &mut Vec<u8>) -> Result<bool, (usize, usize)> {
    let (mut bits, mut count) = (0u32, 0u32);
    for (at, &digit) in digits.iter().enumerate() {
        let Some(value) = vector::BASE32HEX.value(digit) else {
            return Err(run_of(digits, at, |octet| vector::BASE32HEX.value(octet).is_none()));
        };
        bits = (bits << 5 | u32::from(value)) & 0xfff;
        count += 5;
        if count >= 8 {
            count -= 8;
            out.push(u8::try_from(bits >> count & 0xff).unwrap_or(0));
        }
    }
    Ok(count < 5 && bits & ((1 << count) - 1) == 0)
}

fn measure_hash(prior: &[u8], rest: &[u8]) -> Option<usize> {
    measure_string(prior, rest).filter(|&length| length > 1)
}

fn present_base32hex(_prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghijklmnopqrstuv";
    let (_, hash) = octets.split_first()?;
    for group in hash.chunks(5) {
        let bits = big_endian(group) << (8 * (5 - group.len()));
        for place in 0..(group.len() * 8).div_ceil(5) {
            let index = usize::try_from(bits >> (35 - 5 * place) & 31).ok()?;
            text.push(char::from(*ALPHABET.get(index)?));
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::super::{Context, Dialect, Token};
    use super::*;
    use crate::source::Span;
    use proptest::prelude::*;

    /// Reads digits one by one; returns the octets or the fault, and the tokens left.
    fn read(digits: &[u8]) -> (Result<Vec<u8>, Fault>, usize) {
        let context = Context { text: digits, origin: None, dialect: Dialect::default(), marks: None };
        let tokens = [Token::plain(Span::new(0, digits.len()))];
        let mut input = Input::new(Tokens::new(&context, &tokens, 0), 0);
        let mut out = b"before".to_vec();
        let outcome = parse_base32hex(&mut input, &FIELD, &mut out);
        (outcome.map(|()| out), input.tokens().len())
    }

    const FIELD: Field = Field { name: "hash", kind: &BASE32HEX };

    /// The same digits at once, if they are read so, and one by one.
    #[track_caller]
    fn agree(digits: &[u8]) {
        let context = Context { text: digits, origin: None, dialect: Dialect::default(), marks: None };
        let tokens = [Token::plain(Span::new(0, digits.len()))];
        let mut out = b"before".to_vec();
        let taken = take_base32hex(&mut Tokens::new(&context, &tokens, 6), &mut out);
        let one_by_one = read(digits).0;
        assert_eq!(taken, one_by_one.is_ok() && digits.len() == 32, "{digits:?}");
        assert!(!taken || one_by_one == Ok(out), "{digits:?}");
    }

    #[test]
    fn lengths_are_judged_alike() {
        for length in 0..=430 {
            agree(&vec![b'0'; length]);
        }
    }

    #[test]
    fn every_octet_is_judged_alike_in_every_place() {
        for length in [1, 2, 7, 8, 9, 16, 31, 32, 33] {
            for place in 0..length {
                for octet in 0..=u8::MAX {
                    let mut digits = vec![b'V'; length];
                    digits[place] = octet;
                    agree(&digits);
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_digits_are_judged_alike(digits in "[0-9a-vA-V]{0,60}[w-z=-]?[0-9]{0,9}") {
            agree(digits.as_bytes());
        }

        #[test]
        fn written_hashes_are_read_back(octets in prop::collection::vec(any::<u8>(), 0..60)) {
            let mut text = String::new();
            present_base32hex(&[], &[&[0], octets.as_slice()].concat(), &mut text);
            let expected = if octets.is_empty() { None } else {
                Some([b"before", [u8::try_from(octets.len()).unwrap()].as_slice(), &octets].concat())
            };
            prop_assert_eq!(&read(text.as_bytes()).0.ok(), &expected);
            prop_assert_eq!(&read(text.to_ascii_uppercase().as_bytes()).0.ok(), &expected);
        }
    }
}
