//! What a change does to the records of a zone.
//!
//! Flows in: two loaded sides of one zone. Flows out: a [`ZoneDiff`] of record numbers on either side. Compared are owner,
//! type, wire RDATA and effective TTL; order, case, white space, comments, escapes and the splitting of a file into
//! includes say nothing. Broken records are on no side.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::zone::mixed_ttl::MixedTtl;
use crate::zone::{Record, Rtype, Standing, Zone};

/// The difference of two sides. Numbers index [`Zone::records`] of the old or the new side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ZoneDiff {
    /// On the new side only; in the order of its text.
    pub added: Vec<usize>,
    /// On the old side only; in the order of its text.
    pub deleted: Vec<usize>,
    /// Other RDATA for the same owner and type: (old, new). An SOA is never here.
    pub changed: Vec<(usize, usize)>,
    /// The same RDATA with another TTL: (old, new).
    pub ttl_changed: Vec<(usize, usize)>,
    /// The SOA, if any of its fields or its TTL differ: (old, new).
    pub soa_changed: Option<(usize, usize)>,
}

impl ZoneDiff {
    /// Compares two sides, each record with its own TTL.
    pub fn between(old: &Zone, new: &Zone) -> Self {
        Self::between_loaded((old, MixedTtl::Each), (new, MixedTtl::Each))
    }

    /// Compares what a server loads of two sides: it may have one TTL for the records of an RRset that state several.
    pub fn between_loaded((old, before): (&Zone, MixedTtl), (new, after): (&Zone, MixedTtl)) -> Self {
        let (left, right) = (Sorted::of(old, before), Sorted::of(new, after));
        let mut diff = Self::default();
        let (mut l, mut r) = (0, 0);
        while l < left.order.len() || r < right.order.len() {
            let (l_end, r_end) = match compare_rrsets(&left, l, &right, r) {
                Ordering::Less => (left.rrset_end(l), r),
                Ordering::Greater => (l, right.rrset_end(r)),
                Ordering::Equal => (left.rrset_end(l), right.rrset_end(r)),
            };
            diff.compare_rrset(&left, left.slice(l..l_end), &right, right.slice(r..r_end));
            (l, r) = (l_end, r_end);
        }
        diff.added.sort_unstable();
        diff.deleted.sort_unstable();
        diff.changed.sort_unstable_by_key(|&(_, new)| new);
        diff.ttl_changed.sort_unstable_by_key(|&(_, new)| new);
        diff
    }

    /// Tells whether the sides hold the same records.
    pub fn is_empty(&self) -> bool {
        self.soa_changed.is_none() && self.record_changes() == 0
    }

    /// Returns the number of changes to records other than the SOA.
    pub fn record_changes(&self) -> usize {
        self.added.len() + self.deleted.len() + self.changed.len() + self.ttl_changed.len()
    }

    /// Compares one RRset; either side may be empty.
    fn compare_rrset(&mut self, left: &Sorted<'_>, old: &[usize], right: &Sorted<'_>, new: &[usize]) {
        let (mut gone, mut come) = (Vec::new(), Vec::new());
        let (mut olds, mut news) = (old.iter().copied().peekable(), new.iter().copied().peekable());
        loop {
            let order = match (olds.peek(), news.peek()) {
                (Some(&before), Some(&after)) => left.rdata(before).cmp(right.rdata(after)),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => break,
            };
            match order {
                Ordering::Less => gone.extend(olds.next()),
                Ordering::Greater => come.extend(news.next()),
                Ordering::Equal => {
                    if let (Some(before), Some(after)) = (olds.next(), news.next()) {
                        self.same_rdata(left, before, right, after);
                    }
                }
            }
        }
        self.pair(left, gone, come);
    }

    fn same_rdata(&mut self, left: &Sorted<'_>, a: usize, right: &Sorted<'_>, b: usize) {
        let (Some(old), Some(new)) = (left.record(a), right.record(b)) else { return };
        if left.ttl(a, &old) == right.ttl(b, &new) {
            return;
        }
        if old.rtype == Rtype::SOA {
            self.soa_changed = Some((a, b));
        } else {
            self.ttl_changed.push((a, b));
        }
    }

    /// Reads "one went, one came" at the same owner and type as a change, in the order of the texts.
    fn pair(&mut self, left: &Sorted<'_>, mut gone: Vec<usize>, mut come: Vec<usize>) {
        gone.sort_unstable();
        come.sort_unstable();
        let pairs = gone.len().min(come.len());
        self.deleted.extend(gone.iter().skip(pairs));
        self.added.extend(come.iter().skip(pairs));
        for (&a, &b) in gone.iter().zip(&come) {
            if left.record(a).is_some_and(|record| record.rtype == Rtype::SOA) {
                self.soa_changed = Some((a, b));
            } else {
                self.changed.push((a, b));
            }
        }
    }
}

/// One side, its record numbers in canonical order without exact duplicates, which servers merge.
struct Sorted<'a> {
    zone: &'a Zone,
    order: Vec<usize>,
    /// The TTLs of records that are loaded with another than their own may be.
    ttls: BTreeMap<usize, u32>,
}

impl<'a> Sorted<'a> {
    fn of(zone: &'a Zone, mixed: MixedTtl) -> Self {
        let whole = |(at, record): (usize, Record)| (record.standing != Standing::Broken).then_some(at);
        let ttls = mixed.loaded(zone);
        let mut side = Self { zone, ttls, order: zone.records().enumerate().filter_map(whole).collect() };
        let mut order = std::mem::take(&mut side.order);
        order.sort_unstable_by(|&a, &b| side.key(a).cmp(&side.key(b)).then(a.cmp(&b)));
        order.dedup_by(|&mut later, &mut first| side.key(later) == side.key(first));
        side.order = order;
        side
    }

    fn record(&self, at: usize) -> Option<Record> {
        self.zone.record(at)
    }

    /// Returns the TTL that is loaded for a record.
    fn ttl(&self, at: usize, record: &Record) -> u32 {
        self.ttls.get(&at).copied().unwrap_or(record.ttl)
    }

    fn rdata(&self, at: usize) -> &'a [u8] {
        self.record(at).map_or(&[], |record| self.zone.rdata(&record))
    }

    fn key(&self, at: usize) -> (&'a [u8], Rtype, &'a [u8]) {
        let (owner, rtype) = self.rrset(at);
        (owner, rtype, self.rdata(at))
    }

    fn rrset(&self, at: usize) -> (&'a [u8], Rtype) {
        self.record(at).map_or((&[], Rtype(0)), |record| (self.zone.name_wire(record.owner), record.rtype))
    }

    fn slice(&self, range: std::ops::Range<usize>) -> &[usize] {
        self.order.get(range).unwrap_or_default()
    }

    /// Returns the end of the RRset that starts at position `from` of the order.
    fn rrset_end(&self, from: usize) -> usize {
        let Some(&first) = self.order.get(from) else { return from };
        let same = |&&at: &&usize| self.rrset(at) == self.rrset(first);
        from + self.slice(from..self.order.len()).iter().take_while(same).count()
    }
}

/// Compares the RRsets at two positions; a side that has ended is greater.
fn compare_rrsets(left: &Sorted<'_>, l: usize, right: &Sorted<'_>, r: usize) -> Ordering {
    match (left.order.get(l), right.order.get(r)) {
        (Some(&a), Some(&b)) => left.rrset(a).cmp(&right.rrset(b)),
        (Some(_), None) => Ordering::Less,
        (None, _) => Ordering::Greater,
    }
}
