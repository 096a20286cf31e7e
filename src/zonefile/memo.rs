//! RDATA that was read lately, found again by its text.
//!
//! Delegations name the same servers over and over: reading each anew is most of what their records cost, and storing each
//! anew most of the memory. A hit depends on nothing but what decides RDATA: type, text and origin.

use crate::vector::{low, sample};
use crate::zone::{RdataId, Rtype};

/// The last RDATA for each of a few thousand hashes.
#[derive(Debug, Default)]
pub(super) struct Memo {
    slots: Vec<Slot>,
    /// Counts how often everything was forgotten: what was read under another origin has another number.
    generation: u32,
}

/// One memory with a copy of its text, so that a look at it is a look at one line of the cache.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Slot {
    generation: u32,
    rdata: RdataId,
    rtype: u16,
    length: u8,
    text: [u8; LONGEST],
}

/// Where RDATA belongs in the memo.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place(usize);

/// Least and most slots: 1 MiB at most, and next to nothing for a small text.
const SLOTS: (usize, usize) = (16, 16_384);

/// Octets of the longest text that is remembered; what is longer seldom repeats.
const LONGEST: usize = 53;

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
        let empty = Slot { generation: 0, rdata: RdataId::default(), rtype: 0, length: 0, text: [0; LONGEST] };
        Self { slots: vec![empty; slots], generation: 1 }
    }

    /// Forgets everything: another origin is in force, or may be.
    pub(super) fn forget(&mut self) {
        self.generation += 1;
    }

    /// Looks for RDATA of the same type and text; else says where it belongs once it was read, if anywhere.
    #[inline]
    pub(super) fn find(&self, rtype: Rtype, text: &[u8]) -> (Option<RdataId>, Option<Place>) {
        if text.len() > LONGEST || !repeats(rtype) {
            return (None, None);
        }
        let place = low(sample(text, u64::from(rtype.0))) & (self.slots.len() - 1);
        let hit = self.slots.get(place).filter(|slot| {
            slot.generation == self.generation
                && slot.rtype == rtype.0
                && slot.text.get(..usize::from(slot.length)) == Some(text)
        });
        (hit.map(|slot| slot.rdata), Some(Place(place)))
    }

    /// Remembers RDATA that was read from a text.
    pub(super) fn keep(&mut self, Place(place): Place, rtype: Rtype, text: &[u8], rdata: RdataId) {
        if let (Ok(length), Some(slot)) = (u8::try_from(text.len()), self.slots.get_mut(place))
            && let Some(copy) = slot.text.get_mut(..text.len())
        {
            copy.copy_from_slice(text);
            (slot.generation, slot.rdata, slot.rtype, slot.length) = (self.generation, rdata, rtype.0, length);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zone::ZoneParts;

    #[test]
    fn a_memory_is_of_one_type_text_and_origin() {
        let mut parts = ZoneParts::new(0);
        parts.add_rdata(b"other");
        let rdata = parts.add_rdata(b"\x03ns1\x00");
        let mut memo = Memo::new(100);
        let (found, place) = memo.find(Rtype::NS, b"ns1");
        assert!(found.is_none());
        memo.keep(place.unwrap(), Rtype::NS, b"ns1", rdata);
        assert_eq!(memo.find(Rtype::NS, b"ns1").0, Some(rdata));
        assert_eq!(memo.find(Rtype::NS, b"ns2").0, None);
        assert_eq!(memo.find(Rtype::CNAME, b"ns1").0, None);
        assert!(memo.find(Rtype::TXT, &[b'x'; LONGEST + 1]).1.is_none());
        memo.forget();
        assert_eq!(memo.find(Rtype::NS, b"ns1").0, None);
        assert_eq!(size_of::<Slot>(), 64);
    }
}
