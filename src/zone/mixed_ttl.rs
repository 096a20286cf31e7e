//! RRsets whose records have several TTLs, which RFC 2181 §5.2 forbids, and which of them servers load.
//!
//! Flows in: a zone. Flows out: the RRsets concerned, mostly none, and for each of their records the TTL that a server
//! answers with.

use std::collections::{BTreeMap, BTreeSet};

use super::{Node, Record, Rtype, Standing, Zone};

/// A record of an RRset.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// The number of the run that it is in: the records of one name that stand together in one file.
    pub run: usize,
    /// Its number in the zone.
    pub number: usize,
    /// The record.
    pub record: Record,
}

/// Which of the TTLs of an RRset a server loads for all of its records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MixedTtl {
    /// Each keeps its own.
    #[default]
    Each,
    /// The first of the records that stand together, of the last group of them: BIND.
    FirstOfLastRun,
    /// That of the last record: Knot.
    Last,
}

impl MixedTtl {
    /// Picks the TTL from the records of an RRset in the order of the text; `None` where each keeps its own.
    pub fn pick(self, set: &[Member]) -> Option<u32> {
        let last = set.last()?;
        match self {
            Self::Each => None,
            Self::FirstOfLastRun => set.iter().find(|member| member.run == last.run).map(|first| first.record.ttl),
            Self::Last => Some(last.record.ttl),
        }
    }

    /// Returns the TTL that is loaded for each record of the RRsets with several, by the number of the record.
    pub fn loaded(self, zone: &Zone) -> BTreeMap<usize, u32> {
        if self == Self::Each {
            return BTreeMap::new();
        }
        let settle = |set: Vec<Member>| {
            let ttl = self.pick(&set);
            set.into_iter().filter_map(move |member| Some((member.number, ttl?)))
        };
        rrsets(zone).flat_map(settle).collect()
    }
}

/// Iterates over the RRsets with several TTLs, each in the order of the text. Signatures belong to the RRset that they
/// cover, each with its TTL (RFC 4034 §3).
pub fn rrsets(zone: &Zone) -> impl Iterator<Item = Vec<Member>> {
    let varied = varied(zone);
    let nodes = (!varied.is_empty()).then(|| zone.nodes()).into_iter().flatten();
    nodes.filter(move |node| may_differ(node, &varied)).flat_map(move |node| {
        let differ =
            |set: &Vec<Member>| set.windows(2).any(|pair| matches!(pair, [a, b] if a.record.ttl != b.record.ttl));
        sets(zone, &node).into_iter().filter(differ)
    })
}

/// Returns the types that have several TTLs in the zone: mostly none, which what records have in common tells at once.
fn varied(zone: &Zone) -> BTreeSet<Rtype> {
    let mut first = BTreeMap::new();
    let counts = zone.manners().iter().filter(|manner| manner.standing == Standing::Loaded && manner.ttl_known);
    counts.filter(|manner| *first.entry(manner.rtype).or_insert(manner.ttl) != manner.ttl).map(|m| m.rtype).collect()
}

/// Records of one name that are compared each with each.
const FEW: usize = 8;

/// Tells whether a name may have an RRset with several TTLs: certain for a few records, found out without allocation.
fn may_differ(node: &Node<'_>, varied: &BTreeSet<Rtype>) -> bool {
    let ttl = node.records().next().map(|first| first.ttl);
    if node.records().all(|record| Some(record.ttl) == ttl) {
        return false;
    }
    let differ = |a: &Record, b: &Record| a.rtype == b.rtype && a.ttl != b.ttl && varied.contains(&a.rtype);
    let mut pairs = (1..).zip(node.records());
    node.records().nth(FEW).is_some()
        || pairs.any(|(behind, record)| node.records().skip(behind).any(|other| differ(&record, &other)))
}

/// Returns the RRsets of a name.
fn sets(zone: &Zone, node: &Node<'_>) -> Vec<Vec<Member>> {
    let covered = |record: &Record| match (record.rtype, zone.rdata(record).first_chunk::<2>()) {
        (Rtype::RRSIG | Rtype(24), Some(covered)) => u16::from_be_bytes(*covered),
        _ => 0,
    };
    let mut sets: BTreeMap<(Rtype, u16), Vec<Member>> = BTreeMap::new();
    let (mut run, mut last) = (0, None);
    for (number, record) in node.numbered() {
        let joined = last.is_some_and(|(before, source)| before + 1 == number && source == record.source);
        run += usize::from(!joined);
        last = Some((number, record.source));
        if record.standing == Standing::Loaded && record.ttl_known {
            sets.entry((record.rtype, covered(&record))).or_default().push(Member { run, number, record });
        }
    }
    sets.into_values().collect()
}
