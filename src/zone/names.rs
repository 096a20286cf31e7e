//! The names of one zone: each distinct one stored once, each with a number.

use std::ops::Range;

use super::name_text::append_short;
use crate::vector::{hash, high, low};

/// Number of a name in the [`Names`] of one zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NameId(u32);

impl NameId {
    /// Returns the number: names are numbered in the order of first appearance.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// Iterates over all numbers, from 0.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        (0..u32::MAX).map(Self)
    }
}

impl NameId {
    /// Returns the number of the name where its list is appended to another.
    pub(super) fn shifted(self, shift: u32) -> Self {
        Self(self.0.saturating_add(shift))
    }
}

/// Names in wire form, end to end. While a zone is read a name may stand here more than once.
#[derive(Clone, Debug, Default)]
pub struct NameList {
    octets: Vec<u8>,
    ends: Vec<u32>,
}

impl NameList {
    /// Starts with room for the owners of a text of so many octets; room that is not used is never touched.
    pub(super) fn new(octets: usize) -> Self {
        Self { octets: Vec::with_capacity(octets / 4), ends: Vec::with_capacity(octets / 64) }
    }

    /// Adds a name in wire form, which must be lower-case.
    #[inline]
    pub fn add(&mut self, wire: &[u8]) -> NameId {
        self.octets.extend_from_slice(wire);
        self.close()
    }

    /// Adds a name as [`parse_name_into`](super::parse_name_into) reads it, if it is short and without escapes; else
    /// nothing, and it may still be a name.
    #[inline]
    pub(crate) fn add_short(&mut self, text: &[u8], origin: &[u8]) -> Option<NameId> {
        append_short(text, origin, &mut self.octets).then(|| self.close())
    }

    /// Appends all names of another list; returns what is added to their numbers.
    pub(super) fn append(&mut self, other: Self) -> u32 {
        let shift = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        let octets = u32::try_from(self.octets.len()).unwrap_or(u32::MAX);
        self.octets.extend(other.octets);
        self.ends.extend(other.ends.into_iter().map(|end| end.saturating_add(octets)));
        shift
    }

    /// Closes the name at the end of the octets.
    #[inline]
    fn close(&mut self) -> NameId {
        let id = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.ends.push(u32::try_from(self.octets.len()).unwrap_or(u32::MAX));
        NameId(id)
    }

    /// Returns the wire form of a name.
    #[inline]
    pub fn wire(&self, id: NameId) -> &[u8] {
        self.octets.get(self.start(id)..self.end(id)).unwrap_or_default()
    }

    fn start(&self, id: NameId) -> usize {
        id.0.checked_sub(1).map_or(0, |before| self.end(NameId(before)))
    }

    fn end(&self, id: NameId) -> usize {
        self.ends.get(id.index()).copied().unwrap_or(0) as usize
    }
}

/// The distinct names of one zone, numbered densely.
///
/// An open-addressing table of our own: no allocation a name, and an order that does not depend on hashing. The seed of the
/// hash is another in every process, so that no zone can be written whose names collide; octets are compared before two
/// names count as one.
#[derive(Clone, Debug)]
pub struct Names {
    list: NameList,
    table: Vec<Slot>,
    seed: u64,
}

/// A place of the table: free where `number` is 0, else the name of the number before.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    tag: u32,
    number: u32,
}

/// Names whose places are read together, so that their cache misses overlap.
const BATCH: usize = 32;

impl Names {
    /// Numbers the distinct names of a list. Also returns the new number of each name of the list, `None` where all of them
    /// keep theirs.
    ///
    /// All at once, not each as it is read: one look-up here and one there would each wait for the memory.
    pub(super) fn of(list: NameList) -> (Self, Option<Vec<NameId>>) {
        let met = list.ends.len();
        // Three quarters full at most.
        let mut names = Self { list, table: vec![Slot::default(); met * 4 / 3 + 1], seed: seed() };
        let mut kept = Kept::default();
        let (mut sums, mut ends) = ([0; BATCH], [0; BATCH]);
        let mut start = 0;
        for first in (0..met).step_by(BATCH) {
            let mut from = start;
            let mut touched = 0;
            let batch = names.list.ends.get(first..).unwrap_or_default();
            for ((&end, sum), to) in batch.iter().zip(&mut sums).zip(&mut ends) {
                *to = end as usize;
                *sum = hash(names.list.octets.get(from..*to).unwrap_or_default(), names.seed);
                touched ^= names.slot(names.place(*sum)).number;
                from = *to;
            }
            std::hint::black_box(touched);
            for ((id, &sum), &end) in (first..met).zip(&sums).zip(&ends) {
                names.number(id, start..end, sum, &mut kept);
                start = end;
            }
        }
        names.list.ends.truncate(kept.names as usize);
        names.list.octets.truncate(kept.octets);
        (names, kept.ids)
    }

    /// Numbers the name of the list that has `id` and stands in these octets: behind those kept, at the earliest.
    #[inline]
    fn number(&mut self, id: usize, octets: Range<usize>, sum: u64, kept: &mut Kept) {
        let wire = self.list.octets.get(octets.clone()).unwrap_or_default();
        let (place, found) = self.probe(wire, sum);
        let new = found.number.checked_sub(1).unwrap_or(kept.names);
        if found.number == 0 {
            let end = kept.octets + octets.len();
            if octets.start != kept.octets {
                self.list.octets.copy_within(octets, kept.octets);
            }
            kept.octets = end;
            if let (Some(slot), Some(kept_end)) = (self.table.get_mut(place), self.list.ends.get_mut(new as usize)) {
                kept.names += 1;
                *slot = Slot { tag: high(sum), number: kept.names };
                *kept_end = u32::try_from(end).unwrap_or(u32::MAX);
            }
        }
        if let Some(ids) = &mut kept.ids {
            ids.push(NameId(new));
        } else if new as usize != id {
            // As many at most as the list had at first; what is not used costs nothing.
            let mut ids = Vec::with_capacity(self.list.ends.len());
            ids.extend(NameId::all().take(id).chain([NameId(new)]));
            kept.ids = Some(ids);
        }
    }

    /// Returns the number of `wire` if the zone has that name.
    pub fn find(&self, wire: &[u8]) -> Option<NameId> {
        let (_, found) = self.probe(wire, hash(wire, self.seed));
        found.number.checked_sub(1).map(NameId)
    }

    /// Returns the wire form of a name.
    pub fn wire(&self, id: NameId) -> &[u8] {
        self.list.wire(id)
    }

    /// Returns all names in wire form, end to end: searching these is a search of all names at once.
    pub(crate) fn octets(&self) -> &[u8] {
        &self.list.octets
    }

    /// Returns the name that the octet at that place of [`Self::octets`] belongs to, and which of its octets it is.
    pub(crate) fn at(&self, place: usize) -> (NameId, usize) {
        let number = self.list.ends.partition_point(|&end| end as usize <= place);
        let id = NameId(u32::try_from(number).unwrap_or(u32::MAX));
        (id, place - self.list.start(id))
    }

    /// Returns the number of names.
    pub fn len(&self) -> usize {
        self.list.ends.len()
    }

    /// Tells whether there is no name.
    pub fn is_empty(&self) -> bool {
        self.list.ends.is_empty()
    }

    /// Returns the place and slot that hold `wire`, or the free ones where it belongs.
    fn probe(&self, wire: &[u8], sum: u64) -> (usize, Slot) {
        let mut place = self.place(sum);
        loop {
            let slot = self.slot(place);
            if slot.number == 0 || (slot.tag == high(sum) && self.list.wire(NameId(slot.number - 1)) == wire) {
                return (place, slot);
            }
            place = if place + 1 < self.table.len() { place + 1 } else { 0 };
        }
    }

    /// Returns the place where a name with this hash is looked for first. The table is of any size, since a power of two
    /// takes up to twice the memory: half a hash, taken for a fraction, is as good as its remainder.
    #[inline]
    fn place(&self, sum: u64) -> usize {
        (low(sum) * self.table.len()) >> 32
    }

    fn slot(&self, place: usize) -> Slot {
        self.table.get(place).copied().unwrap_or_default()
    }
}

/// The names of a list that were kept so far: each one's first appearance.
#[derive(Default)]
struct Kept {
    names: u32,
    octets: usize,
    /// The new number of each name of the list, made at the first that does not keep its own.
    ids: Option<Vec<NameId>>,
}

/// Returns a number that nobody outside of this process knows.
fn seed() -> u64 {
    use std::hash::{BuildHasher as _, RandomState};
    RandomState::new().hash_one(0)
}

#[cfg(test)]
mod tests {
    use super::super::Name;
    use super::*;

    fn wire(n: u32) -> Name {
        Name::parse(format!("h{n}.example.").as_bytes(), None).unwrap()
    }

    #[track_caller]
    fn case(met: impl Iterator<Item = u32>) {
        let met: Vec<u32> = met.collect();
        let mut list = NameList::default();
        for &n in &met {
            list.add(wire(n).wire());
        }
        let (names, ids) = Names::of(list);
        let mut distinct: Vec<u32> = Vec::new();
        for (at, n) in met.iter().enumerate() {
            if !distinct.contains(n) {
                distinct.push(*n);
            }
            let number = ids.as_ref().map_or(at, |ids| ids[at].index());
            assert_eq!(distinct[number], *n);
        }
        assert_eq!(names.len(), distinct.len());
        for (at, &n) in distinct.iter().enumerate() {
            assert_eq!(names.find(wire(n).wire()).map(NameId::index), Some(at));
            assert_eq!(names.wire(NameId(u32::try_from(at).unwrap())), wire(n).wire());
        }
        assert_eq!(names.find(wire(99_999).wire()), None);
    }

    #[test]
    fn distinct_names_are_numbered_in_order_and_found() {
        case(0..0);
        case(0..1000);
        case([5, 5, 5].into_iter());
        case((0..700).map(|n| n / 2));
        case((0..700).map(|n| n % 33));
        case((0..100).chain(50..150).chain([7, 8, 200, 7]));
    }
}
