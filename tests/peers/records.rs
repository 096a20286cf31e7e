//! Records in one form for both readers, and how they differ.

use std::collections::BTreeMap;

use zonegate::rdata;
use zonegate::zone::{Name, Rtype, Standing, Zone};

/// One record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Record {
    /// Wire form in lower case.
    pub(crate) owner: Vec<u8>,
    pub(crate) rtype: Rtype,
    pub(crate) ttl: u32,
    /// Wire form, names in lower case.
    pub(crate) rdata: Vec<u8>,
}

/// Types whose text zonegate keeps as it is written: WKS, NXT, ATMA, A6.
const OPAQUE: [u16; 4] = [11, 30, 34, 38];

/// Returns the records of a zone that servers load.
pub(crate) fn of(zone: &Zone) -> Vec<Record> {
    let loaded = zone.records().filter(|record| record.standing == Standing::Loaded);
    let record = |record: zonegate::zone::Record| Record {
        owner: zone.name_wire(record.owner).to_vec(),
        rtype: record.rtype,
        ttl: record.ttl,
        rdata: zone.rdata(&record).to_vec(),
    };
    loaded.map(record).collect()
}

/// The TTLs of a record by what it is: BIND gives an RRset one of them.
type Loaded = BTreeMap<(Vec<u8>, Rtype, Vec<u8>), Vec<u32>>;

fn by_data(records: &[Record]) -> Loaded {
    let mut ttls: BTreeMap<(&[u8], Rtype), Vec<u32>> = BTreeMap::new();
    for record in records {
        ttls.entry((&record.owner, record.rtype)).or_default().push(record.ttl);
    }
    let described = records.iter().filter(|record| !OPAQUE.contains(&record.rtype.0));
    let key = |record: &Record| (record.owner.clone(), record.rtype, record.rdata.clone());
    described.map(|record| (key(record), ttls[&(&record.owner[..], record.rtype)].clone())).collect()
}

/// Returns the lines in which the records of the two readers differ.
pub(crate) fn differences(ours: &[Record], named: &[Record]) -> Vec<String> {
    let (ours, named) = (by_data(ours), by_data(named));
    let line = |who: &str, (owner, rtype, rdata): &(Vec<u8>, Rtype, Vec<u8>), ttls: &[u32]| {
        let owner = Name::from_wire(owner);
        format!("{who} {owner} {ttls:?} {} {}", rdata::mnemonic(*rtype), rdata::present(*rtype, rdata))
    };
    let ours_only = ours.iter().filter(|(key, ttls)| {
        // A TTL of the RRset may have come from any of its records.
        named.get(key).is_none_or(|theirs| !theirs.iter().all(|ttl| ttls.contains(ttl)))
    });
    let named_only = named.iter().filter(|(key, _)| !ours.contains_key(key));
    let mut lines: Vec<String> = ours_only.map(|(key, ttls)| line("zonegate", key, ttls)).collect();
    lines.extend(named_only.map(|(key, ttls)| line("BIND    ", key, ttls)));
    lines
}
