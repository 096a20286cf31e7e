//! RDATA that was read lately, found again by its text.
//!
//! Delegations name the same servers over and over: reading each anew is most of what their records cost, and storing each
//! anew most of the memory. A hit depends on nothing but what decides RDATA: type, text and origin.

use crate::vector::{STEP, low, pair, short_words, words};
use crate::zone::{RdataId, Rtype};

/// The last RDATA for each of a few thousand hashes.
#[derive(Debug)]
pub(super) struct Memo {
    slots: Vec<Slot>,
    /// Counts how often everything was forgotten: what was read under another origin has another number.
    generation: u32,
}

/// One memory, which a look at one line of the cache tells from others.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
struct Slot {
    key: Key,
    generation: u32,
    rdata: RdataId,
}

/// A type and a text, the whole of it: its beginning, its middle and its end, which overlap. What is shorter than one of
/// them is the first alone, NUL behind it.
#[derive(Clone, Copy, Debug, Default)]
struct Key {
    parts: [[u64; 2]; 3],
    rtype: u16,
    length: u8,
}

impl Key {
    #[inline]
    fn of(rtype: Rtype, text: &[u8]) -> Option<Self> {
        let length = u8::try_from(text.len()).ok().filter(|&length| length <= LONGEST)?;
        let part = |octets: &[u8; STEP]| <[u64; 2]>::from(words(octets));
        let parts = if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
            let middle = text.get(text.len() / 2 - STEP / 2..).and_then(|rest| rest.first_chunk());
            [part(first), middle.map_or([0; 2], part), part(last)]
        } else {
            [short_words(text).into(), [0; 2], [0; 2]]
        };
        Some(Self { parts, rtype: rtype.0, length })
    }

    #[inline]
    fn is(&self, other: &Self) -> bool {
        let words = self.parts.as_flattened().iter().zip(other.parts.as_flattened());
        words.fold(0, |sum, (word, other)| sum | (word ^ other)) == 0
            && (self.rtype, self.length) == (other.rtype, other.length)
    }

    #[inline]
    fn hash(&self) -> u64 {
        let [first, middle, last] = self.parts;
        let both = |at: fn([u64; 2]) -> u64| at(first).wrapping_add(at(middle).rotate_left(23));
        let last = [last[0] ^ u64::from(self.rtype), last[1] ^ u64::from(self.length)];
        pair([both(|part| part[0]), both(|part| part[1])], last)
    }
}

/// Where RDATA belongs in the memo.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place(usize);

/// What the memo says of RDATA.
#[derive(Clone, Copy, Debug)]
pub(super) enum Memory {
    Known(RdataId),
    /// Not known, and it belongs here.
    Free(Place),
    /// None, now and later.
    Never,
}

/// Least and most slots: 2 MiB at most, and next to nothing for a small text. They are gone before most memory is in use.
const SLOTS: (usize, usize) = (16, 32_768);

/// Octets of the longest text that is remembered; what is longer seldom repeats.
const LONGEST: u8 = 48;

/// Tells whether RDATA of a type is often the same, or costs more to read than to remember: names are and do, addresses
/// and hashes do not.
#[inline]
fn repeats(rtype: Rtype) -> bool {
    matches!(rtype.0, 2 | 5 | 12 | 15 | 16 | 33 | 35 | 39 | 64 | 65 | 257)
}

impl Memo {
    /// Starts without memories; a text of so many octets is to be read.
    pub(super) fn new(octets: usize) -> Self {
        let slots = (octets / 512).next_power_of_two().clamp(SLOTS.0, SLOTS.1);
        Self { slots: vec![Slot::default(); slots], generation: 1 }
    }

    /// Forgets everything: another origin is in force, or may be.
    pub(super) fn forget(&mut self) {
        self.generation += 1;
    }

    /// Looks for RDATA of the same type and text.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a call costs half as much as the look")]
    pub(super) fn find(&self, rtype: Rtype, text: &[u8]) -> Memory {
        let Some(key) = Key::of(rtype, text).filter(|_| repeats(rtype)) else { return Memory::Never };
        let place = low(key.hash()) & (self.slots.len() - 1);
        match self.slots.get(place) {
            Some(slot) if slot.generation == self.generation && slot.key.is(&key) => Memory::Known(slot.rdata),
            _ => Memory::Free(Place(place)),
        }
    }

    /// Remembers RDATA that was read from a text.
    pub(super) fn keep(&mut self, Place(place): Place, rtype: Rtype, text: &[u8], rdata: RdataId) {
        if let (Some(key), Some(slot)) = (Key::of(rtype, text), self.slots.get_mut(place)) {
            *slot = Slot { key, generation: self.generation, rdata };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zone::ZoneParts;

    #[test]
    fn every_octet_of_a_text_is_part_of_its_key() {
        for length in 1..=usize::from(LONGEST) {
            let text = vec![b'a'; length];
            let key = Key::of(Rtype::NS, &text).unwrap();
            assert!(key.is(&Key::of(Rtype::NS, &text).unwrap()));
            for at in 0..length {
                let mut other = text.clone();
                other[at] = b'b';
                let other = Key::of(Rtype::NS, &other).unwrap();
                assert!(!key.is(&other) && key.hash() != other.hash(), "{at} of {length}");
            }
        }
    }

    #[test]
    fn a_memory_is_of_one_type_text_and_origin() {
        let mut parts = ZoneParts::new(0);
        parts.add_rdata(b"other");
        let rdata = parts.add_rdata(b"\x03ns1\x00");
        let mut memo = Memo::new(100);
        let known = |memo: &Memo, rtype, text: &[u8]| match memo.find(rtype, text) {
            Memory::Known(rdata) => Some(rdata),
            Memory::Free(_) | Memory::Never => None,
        };
        let Memory::Free(place) = memo.find(Rtype::NS, b"ns1") else { panic!("known") };
        memo.keep(place, Rtype::NS, b"ns1", rdata);
        assert_eq!(known(&memo, Rtype::NS, b"ns1"), Some(rdata));
        assert_eq!(known(&memo, Rtype::NS, b"ns2"), None);
        assert_eq!(known(&memo, Rtype::CNAME, b"ns1"), None);
        assert!(matches!(memo.find(Rtype::TXT, &[b'x'; LONGEST as usize + 1]), Memory::Never));
        memo.forget();
        assert_eq!(known(&memo, Rtype::NS, b"ns1"), None);
        assert_eq!(size_of::<Slot>(), 64);
    }
}
