//! Base64 fields in text (RFC 4648 §4).

use std::ops::Range;

use super::binary::{foreign, run_of};
use super::input::{Input, Tokens};
use super::kind::{Field, Kind, at_least, keep, leave};
use super::{Fault, FaultKind};
use crate::vector::{self, DIGITS, OCTETS, decode_base64};

/// Base64 to the end (RFC 4648 §4), white space allowed, padding required.
pub(super) static BASE64: Kind = Kind {
    expected: BASE64_EXPECTED,
    take: take_base64,
    parse: parse_base64,
    measure: at_least::<1>,
    canonical: keep,
    present: present_base64,
};
/// Base64 to the end, or nothing.
pub(super) static BASE64_OPTIONAL: Kind = Kind {
    expected: BASE64_EXPECTED,
    take: leave,
    parse: parse_base64_optional,
    measure: at_least::<0>,
    canonical: keep,
    present: present_base64,
};
/// Base64 to the end, `-` where it is empty (the DOA draft).
pub(super) static BASE64_OR_HYPHEN: Kind = Kind {
    expected: "base64 in groups of four characters, or - for none",
    take: leave,
    parse: parse_base64_or_hyphen,
    measure: at_least::<0>,
    canonical: keep,
    present: present_base64_or_hyphen,
};

const BASE64_EXPECTED: &str = "base64 in groups of four characters, padded with =";
/// What may stand in a field, for octets that may not.
const BASE64_CHARACTERS: &str = "base64: A to Z, a to z, 0 to 9, + and /, padded with = at the end";

/// Joins base64 characters to octets across tokens.
#[derive(Default)]
pub(super) struct Base64Joiner {
    bits: u32,
    count: u8,
    padding: u8,
    done: bool,
}

impl Base64Joiner {
    /// Appends the octets that the characters complete; on an error returns the run at fault.
    ///
    /// As in BIND, padding ends the data and the bits that it leaves over have to be zero. The groups that are whole in
    /// `text` are decoded at once; where that refuses them, character by character, which finds the run at fault.
    #[inline]
    pub(super) fn push(&mut self, text: &[u8], out: &mut Vec<u8>) -> Result<(), (usize, usize)> {
        let begun = usize::from(4 - self.count) % 4;
        let whole = text.len().saturating_sub(begun) / 4 * 4;
        if begun > 0 {
            self.push_each(text, 0..begun, out)?;
        }
        let read = if self.push_groups(text.get(begun..begun + whole).unwrap_or_default(), out) { whole } else { 0 };
        if begun + read < text.len() { self.push_each(text, begun + read..text.len(), out) } else { Ok(()) }
    }

    /// Appends whole groups; false, and nothing appended, where not all of them are well-formed or padding came before.
    #[inline]
    fn push_groups(&mut self, groups: &[u8], out: &mut Vec<u8>) -> bool {
        if self.done || groups.is_empty() || !groups.len().is_multiple_of(4) {
            return false;
        }
        let begin = out.len();
        out.resize(begin + groups.len() / 4 * 3, 0);
        let padding = out.get_mut(begin..).and_then(|room| decode(groups, room));
        out.truncate(padding.map_or(begin, |padding| out.len() - padding));
        self.done = padding > Some(0);
        padding.is_some()
    }

    /// Appends the octets that the characters in `range` of `text` complete, one by one.
    fn push_each(&mut self, text: &[u8], range: Range<usize>, out: &mut Vec<u8>) -> Result<(), (usize, usize)> {
        for (at, &character) in text.iter().enumerate().take(range.end).skip(range.start) {
            if self.done {
                return Err((at, text.len()));
            }
            match vector::BASE64.value(character) {
                Some(value) if self.padding == 0 => {
                    self.bits = self.bits << 6 | u32::from(value);
                    self.count += 1;
                }
                None if character == b'=' && self.count >= 2 => {
                    self.padding += 1;
                    self.bits <<= 6;
                    self.count += 1;
                }
                Some(_) => return Err((at, text.len())),
                None => return Err(run_of(text, at, |octet| vector::BASE64.value(octet).is_none())),
            }
            if self.count == 4 && !self.flush(out) {
                return Err((at.saturating_sub(usize::from(self.padding)), at + 1));
            }
        }
        Ok(())
    }

    /// Appends a full group; false if bits are left over.
    fn flush(&mut self, out: &mut Vec<u8>) -> bool {
        let [_, octets @ ..] = self.bits.to_be_bytes();
        let (data, left_over) = octets.split_at_checked(3 - usize::from(self.padding)).unwrap_or((&[], &[]));
        out.extend_from_slice(data);
        self.done = self.padding > 0;
        (self.bits, self.count) = (0, 0);
        left_over.iter().all(|&octet| octet == 0)
    }

    /// Tells whether a group has begun and not ended.
    pub(super) fn is_partial(&self) -> bool {
        self.count > 0
    }
}

/// Decodes whole groups into just as much room; returns how many octets at the end are padding, `None` if any group is not
/// well-formed.
#[inline]
fn decode(groups: &[u8], room: &mut [u8]) -> Option<usize> {
    // The last block may repeat characters of the block before, and fewer have groups of zero octets before them.
    let mut last = [b'A'; DIGITS];
    match groups.last_chunk() {
        Some(block) => last = *block,
        None => last.get_mut(DIGITS - groups.len()..)?.copy_from_slice(groups),
    }
    let padding = match &mut last {
        [.., first @ b'=', second @ b'='] => {
            (*first, *second) = (b'A', b'A');
            2
        }
        [.., only @ b'='] => {
            *only = b'A';
            1
        }
        _ => 0,
    };
    let before = groups.as_chunks().0.get(..(groups.len() - 1) / DIGITS)?;
    let mut end = [[0; OCTETS.0]];
    if !decode_base64(before, room.as_chunks_mut().0) || !decode_base64(&[last], &mut end) {
        return None;
    }
    let [end] = end;
    match room.last_chunk_mut() {
        Some(place) => *place = end,
        None => room.copy_from_slice(end.get(OCTETS.0 - room.len()..)?),
    }
    // The bits that padding leaves over have to be zero.
    end.iter().rev().take(padding).all(|&octet| octet == 0).then_some(padding)
}

/// Reads tokens of whole groups, as most keys and signatures are.
fn take_base64(tokens: &mut Tokens<'_>, out: &mut Vec<u8>) -> bool {
    let (mut joiner, begin) = (Base64Joiner::default(), out.len());
    while tokens.take(|groups| joiner.push_groups(groups, out).then_some(())).is_some() {}
    out.len() > begin
}

fn parse_base64(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let Some(whole) = input.rest() else { return Err(input.missing(field)) };
    let mut joiner = Base64Joiner::default();
    while input.peek().is_some() {
        let word = input.bare(field)?;
        joiner.push(word.octets, out).map_err(|run| foreign(field, &word, run, BASE64_CHARACTERS))?;
    }
    if joiner.is_partial() { Err(field.fault(FaultKind::Invalid, whole)) } else { Ok(()) }
}

fn parse_base64_optional(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    if input.peek().is_none() { Ok(()) } else { parse_base64(input, field, out) }
}

fn parse_base64_or_hyphen(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    match input.peek() {
        Some(word) if word.octets == b"-" && !word.quoted => input.next().map_or(Ok(()), |_| Ok(())),
        _ => parse_base64(input, field, out),
    }
}

/// Writes base64 with padding.
pub(super) fn present_base64(_prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for group in octets.chunks(3) {
        let bits = super::number::big_endian(group) << (8 * (3 - group.len()));
        for place in 0..4 {
            let index = usize::try_from(bits >> (18 - 6 * place) & 63).ok()?;
            text.push(if place > group.len() { '=' } else { char::from(*ALPHABET.get(index)?) });
        }
    }
    Some(())
}

fn present_base64_or_hyphen(prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    if octets.is_empty() {
        text.push('-');
        return Some(());
    }
    present_base64(prior, octets, text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Pusher = fn(&mut Base64Joiner, &[u8], &mut Vec<u8>) -> Result<(), (usize, usize)>;

    /// Joins the tokens; returns the octets, the outcome of the last token read and whether a group is open.
    fn join(tokens: &[Vec<u8>], push: Pusher) -> (Vec<u8>, Result<(), (usize, usize)>, bool) {
        let (mut joiner, mut out) = (Base64Joiner::default(), b"before".to_vec());
        let outcome = tokens.iter().try_for_each(|token| push(&mut joiner, token, &mut out));
        (out, outcome, joiner.is_partial())
    }

    /// The same tokens in groups and character by character.
    #[track_caller]
    fn agree(tokens: &[Vec<u8>]) {
        let slowly = join(tokens, |joiner, text, out| joiner.push_each(text, 0..text.len(), out));
        assert_eq!(join(tokens, Base64Joiner::push), slowly, "{tokens:?}");
    }

    /// Cuts text into tokens of the given lengths, of which the last gets the rest.
    fn cut(text: &[u8], lengths: &[usize]) -> Vec<Vec<u8>> {
        let mut rest = text;
        let mut tokens = Vec::new();
        for &length in lengths {
            let (token, behind) = rest.split_at(length.min(rest.len()));
            tokens.push(token.to_vec());
            rest = behind;
        }
        tokens.push(rest.to_vec());
        tokens
    }

    #[test]
    fn padding_and_left_over_bits_are_judged_alike() {
        for text in ["", "QQ==", "QR==", "QUI=", "QUJ=", "QQ=A", "Q===", "====", "=", "QUJD====", "QQ==QQ==", "QUJDRA"]
        {
            for before in [0, 1, 2, 3, 8, 64] {
                let whole = ["A".repeat(before).as_bytes(), text.as_bytes()].concat();
                (0..=whole.len()).for_each(|length| agree(&cut(&whole, &[length])));
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn base64_with_one_octet_replaced_is_judged_alike(
            octets in prop::collection::vec(any::<u8>(), 0..150),
            lengths in prop::collection::vec(0usize..90, 0..4),
            place in 0usize..400,
            other in prop_oneof![any::<u8>(), Just(b'='), Just(b'A')],
        ) {
            let mut text = String::new();
            present_base64(&[], &octets, &mut text);
            agree(&cut(text.as_bytes(), &lengths));
            prop_assert_eq!(join(&cut(text.as_bytes(), &lengths), Base64Joiner::push).0.split_off(6), octets);
            let mut broken = text.into_bytes();
            if let Some(octet) = broken.get_mut(place) {
                *octet = other;
            }
            agree(&cut(&broken, &lengths));
        }

        #[test]
        fn any_tokens_are_judged_alike(tokens in prop::collection::vec("[A-Za-z0-9+/]{0,70}[=A!]{0,3}", 0..4)) {
            agree(&tokens.into_iter().map(String::into_bytes).collect::<Vec<_>>());
        }
    }
}
