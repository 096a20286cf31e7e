//! The loaded zone.

use super::{Name, NameId, Names, Record, Rtype, Serial, Standing};
use crate::source::{Loc, Span};

/// A zone: its records in the order of the text, names and RDATA in arenas.
///
/// RDATA is in wire form, names in it uncompressed and lower-cased, so that equal records have equal octets.
#[derive(Clone, Debug)]
pub struct Zone {
    origin: Name,
    names: Names,
    rdata: Vec<u8>,
    records: Vec<Record>,
    by_owner: Vec<u32>,
    complete: bool,
}

/// What a zone-file reader fills while it reads.
#[derive(Debug, Default)]
pub struct ZoneParts {
    /// The names seen.
    pub names: Names,
    /// Wire RDATA, one record after the other.
    pub rdata: Vec<u8>,
    records: Vec<Record>,
    /// The arena holds more than the records can point into.
    overflows: bool,
}

impl ZoneParts {
    /// Adds `record` with the RDATA that starts at octet `from` of the arena and ends at its present end.
    pub fn push(&mut self, mut record: Record, from: usize) {
        self.overflows |= u32::try_from(self.rdata.len()).is_err();
        record.rdata_start = u32::try_from(from).unwrap_or(u32::MAX);
        record.rdata_len = u32::try_from(self.rdata.len().saturating_sub(from)).unwrap_or(u32::MAX);
        self.records.push(record);
    }

    /// Returns a record to start from; its RDATA range is set by [`ZoneParts::push`].
    pub fn record(owner: NameId, rtype: Rtype, loc: Loc) -> Record {
        Record {
            owner,
            rtype,
            standing: Standing::Loaded,
            ttl_known: true,
            ttl: 0,
            source: loc.source,
            span: loc.span,
            owner_span: Span::at(loc.span.start as usize),
            rdata_span: Span::at(loc.span.end as usize),
            rdata_start: 0,
            rdata_len: 0,
        }
    }

    /// Closes the zone. `complete` is false when a file or entry could not be read at all, so that nothing may be
    /// concluded from absence.
    pub fn finish(self, origin: Name, complete: bool) -> Zone {
        let mut keys: Vec<_> = (0..).zip(&self.records).map(|(at, record)| (record.owner, record.rtype, at)).collect();
        keys.sort_unstable();
        let by_owner = keys.into_iter().map(|(_, _, at)| at).collect();
        let complete = complete && !self.overflows;
        Zone { origin, names: self.names, rdata: self.rdata, records: self.records, by_owner, complete }
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

    /// Returns all records in the order of the text, broken and out-of-zone ones included.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// Returns the RDATA of a record in wire form; what stands there for a broken one means nothing.
    pub fn rdata(&self, record: &Record) -> &[u8] {
        let start = record.rdata_start as usize;
        self.rdata.get(start..start + record.rdata_len as usize).unwrap_or_default()
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

    /// Iterates over the records grouped by owner, types together, text order within a type. Owners come in the order
    /// of first appearance.
    pub fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        self.by_owner.chunk_by(|&a, &b| self.owner_at(a) == self.owner_at(b)).map(|order| Node { zone: self, order })
    }

    fn owner_at(&self, at: u32) -> Option<NameId> {
        self.records.get(at as usize).map(|record| record.owner)
    }

    /// Iterates over the records of one name.
    pub fn at<'a>(&'a self, name: &Name) -> impl Iterator<Item = &'a Record> + use<'a> {
        let id = self.names.find(name.wire());
        let start = self.by_owner.partition_point(|&at| self.owner_at(at) < id);
        let tail = self.by_owner.get(start..).unwrap_or_default();
        tail.iter()
            .take_while(move |&&at| id.is_some() && self.owner_at(at) == id)
            .filter_map(|&at| self.records.get(at as usize))
    }

    /// Iterates over the records of one type at the apex.
    pub fn apex(&self, rtype: Rtype) -> impl Iterator<Item = &Record> {
        let origin = self.origin.clone();
        self.at(&origin).filter(move |record| record.rtype == rtype)
    }

    /// Returns the SOA at the apex that was read whole.
    pub fn soa(&self) -> Option<&Record> {
        self.apex(Rtype::SOA).find(|record| record.standing == Standing::Loaded)
    }

    /// Returns the serial of the SOA: five 32-bit fields end its RDATA, the serial is the first (RFC 1035 §3.3.13).
    pub fn serial(&self) -> Option<Serial> {
        let rdata = self.rdata(self.soa()?);
        let (_, fields) = rdata.split_last_chunk::<20>().map(|(head, tail)| (head, *tail))?;
        let [a, b, c, d, ..] = fields;
        Some(Serial(u32::from_be_bytes([a, b, c, d])))
    }
}

/// The records of one owner.
#[derive(Clone, Copy, Debug)]
pub struct Node<'a> {
    zone: &'a Zone,
    order: &'a [u32],
}

impl<'a> Node<'a> {
    /// Iterates over the records, types together.
    pub fn records(&self) -> impl Iterator<Item = &'a Record> + use<'a> {
        let zone = self.zone;
        self.order.iter().filter_map(move |&at| zone.records.get(at as usize))
    }
}
