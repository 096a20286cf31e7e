//! The distinct names of one zone: each stored once, each with a number.

use crate::vector::{hash, high, low};

/// Number of a name in the [`Names`] of one zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NameId(u32);

impl NameId {
    /// Returns the number, dense from 0 in the order of first appearance.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The distinct names of one zone in one arena, numbered in the order of first appearance.
///
/// An open-addressing table of our own: no allocation a name, and an order that does not depend on hashing. The seed of the
/// hash is another in every process, so that no zone can be written whose names collide; octets are compared before two
/// names count as one.
#[derive(Clone, Debug)]
pub struct Names {
    octets: Vec<u8>,
    ends: Vec<u32>,
    table: Vec<Slot>,
    seed: u64,
}

/// A place of the table: free where `number` is 0, else the name of the number before.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    tag: u32,
    number: u32,
}

impl Default for Names {
    fn default() -> Self {
        Self { octets: Vec::new(), ends: Vec::new(), table: vec![Slot::default(); LEAST], seed: seed() }
    }
}

/// Places of a new table; always a power of two.
const LEAST: usize = 64;

/// Returns a number that nobody outside of this process knows.
fn seed() -> u64 {
    use std::hash::{BuildHasher as _, RandomState};
    RandomState::new().hash_one(0)
}

impl Names {
    /// Returns the number of `wire`, adding it if it is new. The wire form must be lower-case.
    pub fn intern(&mut self, wire: &[u8]) -> NameId {
        let sum = hash(wire, self.seed);
        let (place, found) = self.probe(wire, sum);
        if found.number > 0 {
            return NameId(found.number - 1);
        }
        self.octets.extend_from_slice(wire);
        self.ends.push(u32::try_from(self.octets.len()).unwrap_or(u32::MAX));
        let number = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        if let Some(slot) = self.table.get_mut(place) {
            *slot = Slot { tag: high(sum), number };
        }
        // Three quarters full at most.
        if self.ends.len() * 4 > self.table.len() * 3 {
            self.grow();
        }
        NameId(number - 1)
    }

    /// Returns the number of `wire` if the zone has that name.
    pub fn find(&self, wire: &[u8]) -> Option<NameId> {
        let (_, found) = self.probe(wire, hash(wire, self.seed));
        found.number.checked_sub(1).map(NameId)
    }

    /// Returns the wire form of a name.
    pub fn wire(&self, id: NameId) -> &[u8] {
        let end = self.ends.get(id.index()).copied().unwrap_or(0) as usize;
        let start = id.index().checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0) as usize;
        self.octets.get(start..end).unwrap_or_default()
    }

    /// Returns the number of names.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Tells whether there is no name.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Returns the place and slot that hold `wire`, or the free ones where it belongs.
    fn probe(&self, wire: &[u8], sum: u64) -> (usize, Slot) {
        let mask = self.table.len() - 1;
        let mut place = low(sum) & mask;
        loop {
            let slot = self.table.get(place).copied().unwrap_or_default();
            if slot.number == 0 || (slot.tag == high(sum) && self.wire(NameId(slot.number - 1)) == wire) {
                return (place, slot);
            }
            place = (place + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let size = self.table.len() * 2;
        // The old table goes first: the two of them would be the peak of memory.
        self.table = Vec::new();
        self.table = vec![Slot::default(); size];
        for number in (0..).take(self.ends.len()) {
            let sum = hash(self.wire(NameId(number)), self.seed);
            let mut place = low(sum) & (size - 1);
            while self.table.get(place).is_some_and(|slot| slot.number > 0) {
                place = (place + 1) & (size - 1);
            }
            if let Some(slot) = self.table.get_mut(place) {
                *slot = Slot { tag: high(sum), number: number + 1 };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Name;
    use super::*;

    #[test]
    fn interning_is_dense_and_finds_again() {
        let mut names = Names::default();
        let wire = |n: u32| Name::parse(format!("h{n}.example.").as_bytes(), None).unwrap();
        for n in 0..5000 {
            assert_eq!(names.intern(wire(n).wire()).index(), n as usize);
        }
        for n in 0..5000 {
            assert_eq!(names.intern(wire(n).wire()).index(), n as usize);
            assert_eq!(names.wire(names.find(wire(n).wire()).unwrap()), wire(n).wire());
        }
        assert_eq!(names.len(), 5000);
        assert!(names.find(wire(5001).wire()).is_none());
    }
}
