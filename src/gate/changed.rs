//! The records that a change alters, each with its place and a few words: `~ www A was 192.0.2.79`.

use super::judged::Judged;
use crate::rdata;
use crate::rules::{Changed, ChangedRecord};
use crate::source::{Loc, SourceMap};
use crate::zone::{Record, Rtype, Zone};
use crate::zonefile::{LoadedZone, places, serial_loc};

/// Lists the changed records, new side first, in the order of the text. A zone that is new or deleted is so with every
/// record; without an old side nothing is compared.
pub(super) fn changes(judged: &Judged, sources: &SourceMap, compared: bool) -> Vec<ChangedRecord> {
    let (base, head) = match (&judged.base, &judged.head) {
        (Some(base), Some(head)) => (base, head),
        (None, Some(new)) if compared => return whole(new, Changed::Added, sources),
        (Some(old), None) => return whole(old, Changed::Deleted, sources),
        _ => return Vec::new(),
    };
    let (old, new) = (&base.zone, &head.zone);
    let diff = &judged.diff;
    let mut list = Vec::new();
    let pairs = diff.changed.iter().chain(&diff.ttl_changed).chain(&diff.soa_changed);
    for &(before, after) in pairs {
        if let (Some(before), Some(after)) = (old.record(before), new.record(after)) {
            list.push(changed(base, &before, head, &after, sources));
        }
    }
    list.extend(diff.added.iter().filter_map(|&at| new.record(at)).map(|record| added(head, &record, sources)));
    list.sort_by_key(|change| change.at);
    list.extend(diff.deleted.iter().filter_map(|&at| old.record(at)).map(|record| deleted(base, &record, sources)));
    list
}

/// Lists all records of a zone as added or deleted.
fn whole(side: &LoadedZone, what: Changed, sources: &SourceMap) -> Vec<ChangedRecord> {
    let one = if what == Changed::Deleted { deleted } else { added };
    side.zone.records().map(|record| one(side, &record, sources)).collect()
}

fn added(side: &LoadedZone, record: &Record, sources: &SourceMap) -> ChangedRecord {
    let words = format!("+ {} {}", owner_and_type(side, record), shown_rdata(&side.zone, record));
    ChangedRecord { what: Changed::Added, at: place(sources, record), words }
}

fn deleted(side: &LoadedZone, record: &Record, sources: &SourceMap) -> ChangedRecord {
    let words = format!("- {} {}", owner_and_type(side, record), shown_rdata(&side.zone, record));
    ChangedRecord { what: Changed::Deleted, at: place(sources, record), words }
}

fn changed(
    base: &LoadedZone,
    before: &Record,
    head: &LoadedZone,
    after: &Record,
    sources: &SourceMap,
) -> ChangedRecord {
    let (old, new) = (&base.zone, &head.zone);
    let text = sources.text(after.source);
    let mut at = Loc { source: after.source, span: places(text, after).rdata_span() };
    let name = owner_and_type(head, after);
    let words = if after.rtype == Rtype::SOA {
        match (old.serial(), new.serial()) {
            (Some(was), Some(is)) if was != is => {
                at = serial_loc(text, after).unwrap_or(at);
                format!("~ {name} serial was {was}")
            }
            _ => format!("~ {name} was {}", shown_rdata(old, before)),
        }
    } else if old.rdata(before) == new.rdata(after) && before.ttl == after.ttl {
        // Another record of the RRset decides.
        format!("~ {name} TTL, with that of its RRset")
    } else if old.rdata(before) == new.rdata(after) {
        format!("~ {name} TTL was {}", before.ttl)
    } else {
        format!("~ {name} was {}", shown_rdata(old, before))
    };
    ChangedRecord { what: Changed::Changed, at, words }
}

/// Returns what to underline: the whole record where its owner is written, else its RDATA.
fn place(sources: &SourceMap, record: &Record) -> Loc {
    let places = places(sources.text(record.source), record);
    let span = if places.owner.is_empty() { places.rdata_span() } else { places.entry };
    Loc { source: record.source, span }
}

/// Returns `www A`: the owner relative to the origin, as people write it.
fn owner_and_type(side: &LoadedZone, record: &Record) -> String {
    let zone = &side.zone;
    let owner = zone.owner(record);
    let below = owner.is_at_or_below(zone.origin()) && zone.origin().labels().next().is_some();
    let shown = owner.to_string();
    let relative = match shown.strip_suffix(&zone.origin().to_string()) {
        Some("") => "@",
        Some(head) if below => head.strip_suffix('.').unwrap_or(head),
        _ => &shown,
    };
    format!("{relative} {}", rdata::mnemonic_in(record.rtype, side.audience.dialect))
}

/// Returns RDATA in presentation form, at most 64 characters of it.
fn shown_rdata(zone: &Zone, record: &Record) -> String {
    let text = rdata::present(record.rtype, zone.rdata(record));
    match text.char_indices().nth(64) {
        Some((cut, _)) => format!("{}…", text.get(..cut).unwrap_or_default()),
        None => text,
    }
}
