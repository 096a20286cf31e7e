//! Records in one form for all readers, and how they differ.

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

/// The TTLs of a record by what it is: most servers give an RRset one of them.
type Loaded = BTreeMap<(Vec<u8>, Rtype, Vec<u8>), Vec<u32>>;

fn by_data(records: &[Record]) -> Loaded {
    let mut ttls: BTreeMap<(&[u8], Rtype), Vec<u32>> = BTreeMap::new();
    for record in records {
        ttls.entry((&record.owner, record.rtype)).or_default().push(record.ttl);
    }
    // zonegate keeps the text of types whose text it does not read.
    let described = records.iter().filter(|record| is_read(record.rtype));
    let key = |record: &Record| (record.owner.clone(), record.rtype, record.rdata.clone());
    described.map(|record| (key(record), ttls[&(&record.owner[..], record.rtype)].clone())).collect()
}

/// A record that two readers do not have alike.
#[derive(Debug)]
pub(crate) struct Difference {
    pub(crate) rtype: Rtype,
    /// Whether both have it, with another TTL.
    pub(crate) is_ttl: bool,
    pub(crate) line: String,
}

/// Returns the records that one of two readers has and the other has not, or has with another TTL.
pub(crate) fn differences(ours: &[Record], theirs: &[Record]) -> Vec<Difference> {
    let (ours, theirs) = (by_data(ours), by_data(theirs));
    let told = |is_ttl: bool, who: &str, (owner, rtype, rdata): &(Vec<u8>, Rtype, Vec<u8>), ttls: &[u32]| {
        let (owner, data) = (Name::from_wire(owner), rdata::present(*rtype, rdata));
        let line = format!("{who} {owner} {ttls:?} {} {data}", rdata::mnemonic(*rtype));
        Difference { rtype: *rtype, is_ttl, line }
    };
    let mut all = Vec::new();
    for (key, ttls) in &ours {
        match theirs.get(key) {
            None => all.push(told(false, "only zonegate has", key, ttls)),
            // A TTL of the RRset may have come from any of its records.
            Some(theirs) if theirs.iter().all(|ttl| ttls.contains(ttl)) => {}
            Some(theirs) => all.push(told(true, &format!("peer has {theirs:?} for"), key, ttls)),
        }
    }
    let theirs_only = theirs.iter().filter(|(key, _)| !ours.contains_key(key));
    all.extend(theirs_only.map(|(key, ttls)| told(false, "only the peer has", key, ttls)));
    all
}

/// Tells whether zonegate reads the text form of a type, or the type has none.
fn is_read(rtype: Rtype) -> bool {
    rdata::is_described(rtype) || rdata::mnemonic(rtype).starts_with("TYPE")
}
