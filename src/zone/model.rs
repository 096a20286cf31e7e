//! The loaded zone.

use super::arena::{Arena, RdataId};
use super::record::Manner;
use super::{Name, NameId, NameList, Names, Record, Rtype, Serial, Standing};

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
    /// The records grouped by owner; empty where the text has them grouped already.
    by_owner: Vec<u32>,
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

/// Manners that are found again without a search; a zone with more has some of them twice.
const RECENT: usize = 64;

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
        let slot = (manner.ttl ^ u32::from(manner.rtype.0).rotate_left(8) ^ manner.standing as u32) as usize % RECENT;
        let known = self.recent.get(slot).copied().unwrap_or_default();
        if self.manners.get(known as usize).is_some_and(|known| known.key() == manner.key()) {
            return known;
        }
        let id = u32::try_from(self.manners.len()).unwrap_or(u32::MAX);
        self.manners.push(manner);
        if let Some(recent) = self.recent.get_mut(slot) {
            *recent = id;
        }
        id
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
        // Names are numbered as they come: ascending, the records of each stand together.
        let grouped = self.records.is_sorted_by_key(|record| record.owner);
        let by_owner = if grouped { Vec::new() } else { group(&self.records, names.len()) };
        Zone {
            origin,
            names,
            rdata: self.rdata,
            records: self.records,
            manners: self.manners,
            by_owner,
            complete: complete && !self.overflows,
        }
    }
}

/// Groups records by owner, keeping the order of the text within one: a counting sort, since names are numbered densely.
fn group(records: &[Stored], names: usize) -> Vec<u32> {
    let mut next = vec![0u32; names + 1];
    for record in records {
        if let Some(count) = next.get_mut(record.owner.index() + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for start in &mut next {
        sum += *start;
        *start = sum;
    }
    let mut order = vec![0u32; records.len()];
    for (at, record) in (0..).zip(records) {
        if let Some(place) = next.get_mut(record.owner.index()) {
            if let Some(slot) = order.get_mut(*place as usize) {
                *slot = at;
            }
            *place += 1;
        }
    }
    order
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
        let mut start = 0;
        std::iter::from_fn(move || {
            let owner = self.grouped(start)?.owner;
            let rest = start + 1..self.records.len();
            let more = rest.take_while(|&at| self.grouped(at).is_some_and(|next| next.owner == owner)).count();
            let node = Node { zone: self, start, end: start + 1 + more };
            start = node.end;
            Some(node)
        })
    }

    /// Returns the record at a place of the grouped order.
    #[inline]
    fn grouped(&self, at: usize) -> Option<&Stored> {
        match self.by_owner.as_slice() {
            [] => self.records.get(at),
            order => self.records.get(*order.get(at)? as usize),
        }
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
        let found = self.names.find(name).map(|id| {
            let start = self.first_where(|owner| owner >= id);
            Node { zone: self, start, end: self.first_where(|owner| owner > id) }
        });
        found.unwrap_or(Node { zone: self, start: 0, end: 0 })
    }

    /// Returns the first place of the grouped order whose owner is as asked; owners ascend there.
    fn first_where(&self, is: impl Fn(NameId) -> bool) -> usize {
        let (mut low, mut high) = (0, self.records.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.grouped(middle).is_some_and(|stored| is(stored.owner)) { high = middle } else { low = middle + 1 }
        }
        low
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
    start: usize,
    end: usize,
}

impl<'a> Node<'a> {
    /// Returns the number of records.
    pub fn len(&self) -> usize {
        self.end - self.start
    }

    /// Tells whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// Iterates over the records with their numbers in the order of the text of the whole zone.
    pub(crate) fn numbered(&self) -> impl Iterator<Item = (usize, Record)> + use<'a> {
        let order = self.zone.by_owner.as_slice();
        let number = move |at: usize| if order.is_empty() { Some(at) } else { order.get(at).map(|&at| at as usize) };
        (self.start..self.end).filter_map(number).zip(self.records())
    }

    /// Iterates over the records in the order of the text.
    pub fn records(&self) -> impl Iterator<Item = Record> + Clone + use<'a> {
        let zone = self.zone;
        (self.start..self.end).filter_map(move |at| zone.grouped(at)).map(|stored| zone.view(stored))
    }
}
