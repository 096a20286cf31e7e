//! The loaded zone.

use super::arena::{Arena, RdataId};
use super::grouping::{Group, Grouping};
use super::record::Manner;
use super::{Name, NameId, NameList, Names, Record, Rtype, Serial, Standing};
use crate::vector::{hash, low};

/// A zone: its records in the order of the text, names and RDATA in arenas.
///
/// RDATA is in wire form, names in it uncompressed and lower-cased, so that equal records have equal octets. A record
/// takes 16 octets and its share of the arenas.
#[derive(Clone, Debug)]
pub struct Zone {
    origin: Name,
    names: Names,
    rdata: Arena,
    records: Vec<Stored>,
    manners: Vec<Manner>,
    grouping: Grouping,
    complete: bool,
}

/// A record as it is kept.
#[derive(Clone, Copy, Debug)]
struct Stored {
    owner: NameId,
    at: u32,
    rdata: RdataId,
    manner: u32,
}

/// What a zone-file reader fills while it reads.
#[derive(Debug)]
pub struct ZoneParts {
    /// The owners as they were met.
    pub names: NameList,
    rdata: Arena,
    records: Vec<Stored>,
    manners: Vec<Manner>,
    /// The manner of the last record, and for the hash of a manner where it was seen last.
    last: (Manner, u32),
    recent: [u32; RECENT],
    /// An arena holds more than the records can point into.
    overflows: bool,
}

/// Octets of text at most that room is made for before it is read. A table that grows from there on is moved, not copied.
const MOST_FORESEEN: usize = 1 << 26;

/// Slots for manners that are found again without a search.
const RECENT: usize = 256;

/// Manners that are found again in any case; a zone with more may have the others more than once.
const FEW: usize = 32;

impl ZoneParts {
    /// Starts a zone whose text has about so many octets.
    pub fn new(octets: usize) -> Self {
        let octets = octets.min(MOST_FORESEEN);
        Self {
            names: NameList::new(octets),
            rdata: Arena::default(),
            records: Vec::with_capacity(octets / 32),
            manners: vec![Manner::NONE],
            last: (Manner::NONE, 0),
            recent: [0; RECENT],
            overflows: false,
        }
    }

    /// Stores the wire form of RDATA, of which any number of records may consist.
    #[inline]
    pub fn add_rdata(&mut self, rdata: &[u8]) -> RdataId {
        let place = self.rdata.add(rdata);
        self.overflows |= place.is_none();
        place.unwrap_or_default()
    }

    /// As [`Self::add_rdata`], for what `write` appends if it says so; else nothing is stored.
    #[inline]
    pub(crate) fn write_rdata(&mut self, write: impl FnOnce(&mut Vec<u8>) -> bool) -> Option<RdataId> {
        self.rdata.add_written(write)
    }

    /// Adds a record whose entry begins at offset `at`.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "most of the manner is known where usual records are added")]
    pub fn push(&mut self, owner: NameId, at: u32, rdata: RdataId, manner: Manner) {
        if self.last.0.key() != manner.key() {
            self.last = (manner, self.manner(manner));
        }
        self.records.push(Stored { owner, at, rdata, manner: self.last.1 });
    }

    /// Returns the record that was added last.
    pub(crate) fn last(&self) -> Option<Record> {
        let stored = self.records.last()?;
        Some(Record { owner: stored.owner, at: stored.at, rdata: stored.rdata, manner: self.last.0 })
    }

    #[inline(never)]
    fn manner(&mut self, manner: Manner) -> u32 {
        let key = manner.key();
        let slot = low(hash(&key.to_le_bytes(), 0)) % RECENT;
        let recent = self.recent.get(slot).copied().unwrap_or_default();
        if self.manners.get(recent as usize).is_some_and(|known| known.key() == key) {
            return recent;
        }
        // Of a few, two that share a slot are told apart; most zones have no more.
        let few = self.manners.get(..FEW.min(self.manners.len())).unwrap_or_default();
        let known = few.iter().position(|known| known.key() == key).unwrap_or(self.manners.len());
        if known == self.manners.len() {
            self.manners.push(manner);
        }
        let id = u32::try_from(known).unwrap_or(u32::MAX);
        if let Some(recent) = self.recent.get_mut(slot) {
            *recent = id;
        }
        id
    }

    /// Appends what was read of the text behind; false, with nothing appended, if that is more than records can point into.
    pub(crate) fn append(&mut self, behind: Self) -> bool {
        if behind.overflows {
            return false;
        }
        let Some(rdata) = self.rdata.append(behind.rdata) else { return false };
        let names = self.names.append(behind.names);
        let manners: Vec<u32> = behind.manners.iter().map(|manner| self.manner(*manner)).collect();
        let moved = |record: &Stored| Stored {
            owner: record.owner.shifted(names),
            rdata: record.rdata.shifted(rdata),
            manner: manners.get(record.manner as usize).copied().unwrap_or_default(),
            ..*record
        };
        self.records.reserve_exact(behind.records.len());
        self.records.extend(behind.records.iter().map(moved));
        self.last = (behind.last.0, self.manner(behind.last.0));
        true
    }

    /// Closes the zone. `complete` is false when a file or entry could not be read at all, so that nothing may be
    /// concluded from absence.
    pub fn finish(mut self, origin: Name, complete: bool) -> Zone {
        let (names, renumbered) = Names::of(self.names);
        if let Some(ids) = renumbered {
            for record in &mut self.records {
                record.owner = ids.get(record.owner.index()).copied().unwrap_or(record.owner);
            }
        }
        Zone {
            grouping: Grouping::of(self.records.iter().map(|record| record.owner), names.len()),
            origin,
            names,
            rdata: self.rdata,
            records: self.records,
            manners: self.manners,
            complete: complete && !self.overflows,
        }
    }
}

impl Zone {
    /// Returns the origin.
    pub fn origin(&self) -> &Name {
        &self.origin
    }

    /// Tells whether every file and entry was read, so that absence means something.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// Returns the number of records, broken and out-of-zone ones included.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Tells whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Returns a record by its number in the order of the text.
    pub fn record(&self, at: usize) -> Option<Record> {
        self.records.get(at).map(|stored| self.view(stored))
    }

    /// Iterates over all records in the order of the text, broken and out-of-zone ones included.
    pub fn records(&self) -> impl DoubleEndedIterator<Item = Record> + ExactSizeIterator + Clone {
        self.records.iter().map(|stored| self.view(stored))
    }

    fn view(&self, stored: &Stored) -> Record {
        let manner = self.manners.get(stored.manner as usize).copied().unwrap_or(Manner::NONE);
        Record { owner: stored.owner, at: stored.at, rdata: stored.rdata, manner }
    }

    /// Returns the RDATA of a record in wire form; what stands there for a broken one means nothing.
    pub fn rdata(&self, record: &Record) -> &[u8] {
        self.rdata.get(record.rdata)
    }

    /// Returns a name by its number.
    pub fn name(&self, id: NameId) -> Name {
        Name::from_wire(self.names.wire(id))
    }

    /// Returns the wire form of a name.
    pub fn name_wire(&self, id: NameId) -> &[u8] {
        self.names.wire(id)
    }

    /// Returns the owner of a record in presentation form.
    pub fn owner(&self, record: &Record) -> Name {
        self.name(record.owner)
    }

    /// Iterates over the records grouped by owner, in the order of the text within one. Owners come in the order of first
    /// appearance.
    pub fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        self.grouping.groups().map(|group| Node { zone: self, group: Some(group) })
    }

    /// Returns the distinct names.
    pub(crate) fn names(&self) -> &Names {
        &self.names
    }

    /// Iterates over what records have in common, each combination at least once.
    pub(crate) fn manners(&self) -> &[Manner] {
        &self.manners
    }

    /// Returns the records of one name; none for a name without records.
    pub fn node(&self, name: &[u8]) -> Node<'_> {
        Node { zone: self, group: self.names.find(name).and_then(|owner| self.grouping.group(owner)) }
    }

    /// Iterates over the records of one name.
    pub fn at(&self, name: &Name) -> impl Iterator<Item = Record> + use<'_> {
        self.node(name.wire()).records()
    }

    /// Iterates over the records of one type at the apex.
    pub fn apex(&self, rtype: Rtype) -> impl Iterator<Item = Record> + use<'_> {
        self.node(self.origin.wire()).records().filter(move |record| record.rtype == rtype)
    }

    /// Returns the SOA at the apex that was read whole.
    pub fn soa(&self) -> Option<Record> {
        self.apex(Rtype::SOA).find(|record| record.standing == Standing::Loaded)
    }

    /// Returns the serial of the SOA: five 32-bit fields end its RDATA, the serial is the first (RFC 1035 §3.3.13).
    pub fn serial(&self) -> Option<Serial> {
        let soa = self.soa()?;
        let (_, [a, b, c, d, ..]) = self.rdata(&soa).split_last_chunk::<20>()?;
        Some(Serial(u32::from_be_bytes([*a, *b, *c, *d])))
    }
}

/// The records of one owner.
#[derive(Clone, Copy, Debug)]
pub struct Node<'a> {
    zone: &'a Zone,
    /// Nothing for a name without records.
    group: Option<Group<'a>>,
}

impl<'a> Node<'a> {
    /// Returns the number of records.
    pub fn len(&self) -> usize {
        self.records().count()
    }

    /// Tells whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.group.is_none()
    }

    /// Iterates over the records with their numbers in the order of the text of the whole zone.
    pub(crate) fn numbered(&self) -> impl Iterator<Item = (usize, Record)> + Clone + use<'a> {
        let zone = self.zone;
        self.group.into_iter().flat_map(move |group| {
            let numbered = (group.first..).zip(zone.records.get(group.first..).unwrap_or_default());
            let together = numbered.take_while(move |(_, stored)| stored.owner == group.owner);
            let apart = group.apart.iter().map(|&(_, number)| number as usize);
            let apart = apart.filter_map(|number| Some((number, zone.records.get(number)?)));
            together.chain(apart).map(|(number, stored)| (number, zone.view(stored)))
        })
    }

    /// Iterates over the records in the order of the text.
    pub fn records(&self) -> impl Iterator<Item = Record> + Clone + use<'a> {
        self.numbered().map(|(_, record)| record)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(manners: u16, most: usize) {
        let mut parts = ZoneParts::new(0);
        let owner = parts.names.add(b"\x01a\x00");
        for at in 0..10_000 {
            let (rtype, ttl) = (Rtype(1 + at % manners), u32::from(at % manners % 3));
            parts.push(owner, 0, RdataId::default(), Manner { ttl, rtype, ..Manner::NONE });
        }
        let zone = parts.finish(Name::root(), true);
        for (at, record) in (0..).zip(zone.records()) {
            assert_eq!((record.rtype, record.ttl), (Rtype(1 + at % manners), u32::from(at % manners % 3)));
        }
        assert!(zone.manners().len() <= most, "{manners} manners are kept as {}", zone.manners().len());
    }

    #[test]
    fn what_records_have_in_common_is_kept_once() {
        case(1, 2);
        case(31, 32);
        case(1000, 10_001);
    }

    #[test]
    fn a_record_takes_sixteen_octets() {
        assert_eq!(size_of::<Stored>(), 16);
    }
}
