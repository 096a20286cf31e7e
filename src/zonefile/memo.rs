//! RDATA that was read lately, found again by its text.
//!
//! Delegations name the same servers over and over: reading each anew is most of what their records cost, and storing each
//! anew most of the memory. A hit depends on nothing but what decides RDATA: type, text and origin.

use crate::source::Span;
use crate::vector::{hash, low};
use crate::zone::{RdataId, Rtype};

/// The last RDATA for each of a few thousand hashes, as places in one text.
#[derive(Debug)]
pub(super) struct Memo<'a> {
    text: &'a [u8],
    slots: Vec<Slot>,
    /// Counts how often everything was forgotten: what was read under another origin has another number.
    generation: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    generation: u32,
    start: u32,
    length: u16,
    rtype: u16,
    rdata: RdataId,
}

/// Where RDATA belongs in the memo.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place(usize);

/// Least and most slots: 256 KiB at most, and next to nothing for a small text.
const SLOTS: (usize, usize) = (16, 16_384);

/// Octets of the longest text that is remembered; what is longer seldom repeats.
const LONGEST: usize = 64;

impl<'a> Memo<'a> {
    /// Starts without memories of a text.
    pub(super) fn new(text: &'a [u8]) -> Self {
        let slots = (text.len() / 256).next_power_of_two().clamp(SLOTS.0, SLOTS.1);
        Self { text, slots: vec![Slot::default(); slots], generation: 1 }
    }

    /// Forgets everything: another origin is in force, or may be.
    pub(super) fn forget(&mut self) {
        self.generation = self.generation.wrapping_add(1);
    }

    /// Looks for RDATA of the same type and text; else says where it belongs once it was read, if anywhere.
    #[inline]
    pub(super) fn find(&self, rtype: Rtype, span: Span) -> (Option<RdataId>, Option<Place>) {
        let text = span.of(self.text);
        if text.len() > LONGEST {
            return (None, None);
        }
        let place = low(hash(text, u64::from(rtype.0))) & (self.slots.len() - 1);
        let slot = self.slots.get(place).copied().unwrap_or_default();
        let known = Span { start: slot.start, end: slot.start + u32::from(slot.length) };
        let hit = slot.generation == self.generation && slot.rtype == rtype.0 && known.of(self.text) == text;
        (hit.then_some(slot.rdata), Some(Place(place)))
    }

    /// Remembers RDATA that was read from the span.
    pub(super) fn keep(&mut self, Place(place): Place, rtype: Rtype, span: Span, rdata: RdataId) {
        if let (Ok(length), Some(slot)) = (u16::try_from(span.len()), self.slots.get_mut(place)) {
            *slot = Slot { generation: self.generation, start: span.start, length, rtype: rtype.0, rdata };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zone::ZoneParts;

    #[test]
    fn a_memory_is_of_one_type_text_and_origin() {
        let text = b"ns1 ns1 ns2";
        let mut parts = ZoneParts::default();
        parts.add_rdata(b"other");
        let rdata = parts.add_rdata(b"\x03ns1\x00");
        let mut memo = Memo::new(text);
        let (first, second, other) = (Span::new(0, 3), Span::new(4, 7), Span::new(8, 11));
        let (found, place) = memo.find(Rtype::NS, first);
        assert!(found.is_none());
        memo.keep(place.unwrap(), Rtype::NS, first, rdata);
        assert_eq!(memo.find(Rtype::NS, second).0, Some(rdata));
        assert_eq!(memo.find(Rtype::NS, other).0, None);
        assert_eq!(memo.find(Rtype::CNAME, second).0, None);
        memo.forget();
        assert_eq!(memo.find(Rtype::NS, second).0, None);
    }
}
