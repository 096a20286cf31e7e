//! The RDATA of one zone, end to end; what came lately is not stored twice.

use super::hash::{hash, low};

/// Octets in one vector, each entry behind its length in 16 bits.
///
/// Delegations name the same servers over and over: an entry that equals one of the last few thousand gets its place. That
/// costs a look at a small table and never changes what is read back.
#[derive(Clone, Debug)]
pub(super) struct Arena {
    octets: Vec<u8>,
    /// For the low bits of a hash, the place of the last entry with them; 0 for none, where an empty entry stands.
    recent: Vec<u32>,
}

/// Least and most places of the table of recent entries: 64 KiB at most, and next to nothing for a small zone.
const RECENT: (usize, usize) = (16, 16_384);

/// Shorter entries are stored again: looking for them costs more than they do.
const WORTH: usize = 8;

impl Arena {
    /// Starts an arena for the records of about so many octets of text.
    pub(super) fn new(octets: usize) -> Self {
        let slots = (octets / 64).next_power_of_two().clamp(RECENT.0, RECENT.1);
        Self { octets: vec![0, 0], recent: vec![0; slots] }
    }

    /// Stores an entry of at most 65,535 octets; returns its place, `None` when places or lengths no longer suffice.
    pub(super) fn add(&mut self, entry: &[u8]) -> Option<u32> {
        if entry.len() < WORTH {
            return self.append(entry);
        }
        let slot = low(hash(entry, 0)) & (self.recent.len() - 1);
        let known = self.recent.get(slot).copied().unwrap_or_default();
        if self.get(known) == entry {
            return Some(known);
        }
        let place = self.append(entry)?;
        if let Some(recent) = self.recent.get_mut(slot) {
            *recent = place;
        }
        Some(place)
    }

    #[inline]
    fn append(&mut self, entry: &[u8]) -> Option<u32> {
        let length = u16::try_from(entry.len()).ok()?;
        let place = u32::try_from(self.octets.len()).ok()?;
        self.octets.extend_from_slice(&length.to_le_bytes());
        self.octets.extend_from_slice(entry);
        Some(place)
    }

    /// Returns the entry at a place.
    pub(super) fn get(&self, place: u32) -> &[u8] {
        let Some((length, entries)) = self.octets.get(place as usize..).and_then(|rest| rest.split_first_chunk::<2>())
        else {
            return &[];
        };
        entries.get(..usize::from(u16::from_le_bytes(*length))).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_read_back_and_repeats_share_a_place() {
        let mut arena = Arena::new(100);
        let entry = |n: u32| format!("entry {n:04}").into_bytes();
        let places: Vec<u32> = (0..1000).map(|n| arena.add(&entry(n % 300)).unwrap()).collect();
        for (n, &place) in (0..).zip(&places) {
            assert_eq!(arena.get(place), entry(n % 300));
        }
        let again = arena.add(&entry(99)).unwrap();
        assert_eq!(arena.add(&entry(99)), Some(again));
        let empty = arena.add(b"").unwrap();
        assert_eq!(arena.get(empty), b"");
        assert_eq!(arena.get(0), b"");
        assert_eq!(arena.add(&vec![0; 65_536]), None);
    }
}
