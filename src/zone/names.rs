//! The distinct names of one zone: each stored once, each with a number.

use super::Name;
use super::name::wire_is_at_or_below;

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
/// An open-addressing table of our own: no allocation a name, and an order that does not depend on hashing. The hash is
/// FNV-1a from a fixed seed; crafted collisions cost time but never a wrong answer, since the octets are compared.
#[derive(Clone, Debug, Default)]
pub struct Names {
    octets: Vec<u8>,
    ends: Vec<u32>,
    hashes: Vec<u32>,
    table: Vec<u32>,
}

const FREE: u32 = u32::MAX;

impl Names {
    /// Returns the number of `wire`, adding it if it is new. The wire form must be lower-case.
    pub fn intern(&mut self, wire: &[u8]) -> NameId {
        if self.table.len() < (self.ends.len() + 1) * 2 {
            self.grow();
        }
        let hash = hash(wire);
        let slot = self.probe(wire, hash);
        if let Some(&id) = self.table.get(slot)
            && id != FREE
        {
            return NameId(id);
        }
        let id = u32::try_from(self.ends.len()).unwrap_or(FREE);
        self.octets.extend_from_slice(wire);
        self.ends.push(u32::try_from(self.octets.len()).unwrap_or(u32::MAX));
        self.hashes.push(hash);
        if let Some(slot) = self.table.get_mut(slot) {
            *slot = id;
        }
        NameId(id)
    }

    /// Returns the number of `wire` if the zone has that name.
    pub fn find(&self, wire: &[u8]) -> Option<NameId> {
        let id = *self.table.get(self.probe(wire, hash(wire)))?;
        (id != FREE).then_some(NameId(id))
    }

    /// Returns the wire form of a name.
    pub fn wire(&self, id: NameId) -> &[u8] {
        let end = self.ends.get(id.index()).copied().unwrap_or(0) as usize;
        let start = id.index().checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0) as usize;
        self.octets.get(start..end).unwrap_or_default()
    }

    /// Tells whether a name is `ancestor` or below it.
    pub fn is_at_or_below(&self, id: NameId, ancestor: &Name) -> bool {
        wire_is_at_or_below(self.wire(id), ancestor.wire())
    }

    /// Returns the number of names.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Tells whether there is no name.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Returns the slot that holds `wire`, or the free one where it belongs.
    fn probe(&self, wire: &[u8], hash: u32) -> usize {
        let mask = self.table.len().wrapping_sub(1);
        let mut slot = hash as usize & mask;
        while let Some(&id) = self.table.get(slot)
            && id != FREE
            && !(self.hashes.get(id as usize) == Some(&hash) && self.wire(NameId(id)) == wire)
        {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        let size = (self.table.len() * 2).max(64);
        self.table = vec![FREE; size];
        for (id, &hash) in self.hashes.iter().enumerate() {
            let mut slot = hash as usize & (size - 1);
            while self.table.get(slot).is_some_and(|&taken| taken != FREE) {
                slot = (slot + 1) & (size - 1);
            }
            if let Some(free) = self.table.get_mut(slot) {
                *free = u32::try_from(id).unwrap_or(FREE);
            }
        }
    }
}

fn hash(octets: &[u8]) -> u32 {
    let sum = octets
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |sum, &octet| (sum ^ u64::from(octet)).wrapping_mul(0x0000_0100_0000_01b3));
    u32::try_from((sum ^ (sum >> 32)) & 0xffff_ffff).unwrap_or(0)
}

#[cfg(test)]
mod tests {
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
