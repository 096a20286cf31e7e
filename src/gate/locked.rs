//! Asks the lock sources about one zone and hands their evidence to the lock rules.

use std::collections::BTreeSet;

use super::pair::Pair;
use super::zone::Judged;
use super::{Request, Run, run_rules};
use crate::discover::FoundZone;
use crate::locks::{Evidence, Field, LockState, Query};
use crate::rdata;
use crate::rules::{Changed, ChangedRecord, Check, LockCx, LockOn, LockedState};
use crate::snapshot::RepoPath;
use crate::source::{Loc, SourceMap, Span};
use crate::verdict::{LockSummary, Standing};
use crate::zone::{Name, Record, Rtype, Serial, Zone};
use crate::zonefile::serial_loc;

/// Asks, reports and notes the locks of one zone, under each of its names.
pub(super) fn judge(run: &mut Run<'_>, pair: &Pair, judged: &Judged) {
    let Some(found) = pair.head.as_ref().or(pair.base.as_ref()) else { return };
    for origin in found.origin.iter().chain(&pair.former) {
        judge_name(run, pair, judged, found, origin);
    }
}

fn judge_name(run: &mut Run<'_>, pair: &Pair, judged: &Judged, found: &FoundZone, origin: &Name) {
    let (own, files) = files(pair);
    let serial = judged.base.as_ref().or(judged.head.as_ref()).and_then(|loaded| loaded.zone.serial());
    let seen = examine(run, origin, &files, own, serial);
    let seen: Vec<Seen> = seen.into_iter().filter_map(|state| Seen::of(state, run)).collect();
    if seen.is_empty() {
        return;
    }
    let name = origin.to_string();
    for lock in &seen {
        run.locks.push(lock.summary(&name, judged.alters));
    }
    let locks: Vec<LockOn<'_>> = seen.iter().map(Seen::on).collect();
    let changes = changes(judged, &run.sources, run.request.base.is_some());
    let anchor = judged.head.as_ref().or(judged.base.as_ref()).map(|loaded| loaded.anchor);
    // A lock is reported even where neither side could be read.
    let anchor = anchor.unwrap_or_else(|| run.empty_text(&found.path));
    let context = LockCx {
        sources: &run.sources,
        origin: &name,
        locks: &locks,
        alters: judged.alters,
        changes: &changes,
        anchor,
        action: run.request.action,
        now: run.request.now,
    };
    let found = run_rules(&context, |rule| match rule.check {
        Check::Lock(check) => Some(check),
        _ => None,
    });
    run.findings.extend(found);
}

/// Names the lock sources that this run had no place to look at.
pub(super) fn not_checked(request: &Request<'_>) -> Vec<String> {
    let mut names: Vec<String> = ["control", "dns", "exec", "remote"].map(str::to_owned).into();
    if request.disk.lock_dir.is_none() {
        names.push("local".to_owned());
    }
    if request.disk.root.is_none() {
        names.extend(["bind-journal", "sidecar", "writer"].map(str::to_owned));
    }
    names.sort();
    names
}

/// Returns the zone's own files, then every file it includes, on either side; and how many are its own.
fn files(pair: &Pair) -> (usize, Vec<RepoPath>) {
    let sides = || pair.head.iter().chain(&pair.base);
    let mut files: Vec<RepoPath> = sides().map(|found| found.path.clone()).collect();
    files.dedup();
    let own = files.len();
    let mut known: BTreeSet<&RepoPath> = sides().map(|found| &found.path).collect();
    files.extend(sides().flat_map(|found| &found.includes).filter(|path| known.insert(*path)).cloned());
    (own, files)
}

fn examine(run: &Run<'_>, zone: &Name, files: &[RepoPath], own: usize, base_serial: Option<Serial>) -> Vec<LockState> {
    let request = run.request;
    let query = Query {
        zone,
        own_files: files.get(..own).unwrap_or(files),
        files,
        base_serial,
        base: request.base,
        head: request.head,
        root: request.disk.root.as_ref(),
        lock_dir: request.disk.lock_dir.as_ref(),
        now: request.now,
        machine: &request.machine,
    };
    run.lock_sources.iter().flat_map(|source| source.examine(&query)).collect()
}

/// One lock that was seen, its file a text of the run.
struct Seen {
    evidence: Evidence,
    state: LockedState,
    at: Option<Loc>,
    fields: Vec<(Field, Loc)>,
}

impl Seen {
    fn of(state: LockState, run: &mut Run<'_>) -> Option<Self> {
        let (evidence, state) = match state {
            LockState::Free => return None,
            LockState::Held(evidence) if run.request.our_ids.is_ours(&evidence) => (evidence, LockedState::Ours),
            LockState::Held(evidence) => (evidence, LockedState::Held),
            LockState::Stale(evidence, why) => (evidence, LockedState::Stale(why)),
            LockState::Unknown(evidence) => (evidence, LockedState::Unknown),
        };
        let mut seen = Self { evidence, state, at: None, fields: Vec::new() };
        if let Some(document) = &seen.evidence.document {
            let text = std::sync::Arc::clone(&document.text);
            let source = run.sources.add(document.path.clone(), document.side.clone(), text);
            seen.at = Some(Loc { source, span: Span::at(0) });
            seen.fields = document.fields.iter().map(|&(field, span)| (field, Loc { source, span })).collect();
        }
        Some(seen)
    }

    fn on(&self) -> LockOn<'_> {
        LockOn { evidence: &self.evidence, state: self.state, at: self.at, fields: self.fields.clone() }
    }

    fn summary(&self, zone: &str, alters: bool) -> LockSummary {
        let (standing, blocking) = match self.state {
            LockedState::Held => (Standing::Held, alters),
            LockedState::Stale(_) => (Standing::Stale, false),
            LockedState::Unknown => (Standing::Unknown, alters),
            LockedState::Ours => (Standing::Ours, false),
        };
        LockSummary { zone: zone.to_owned(), standing, blocking, evidence: self.evidence.clone() }
    }
}

/// Lists the changed records, new side first, in the order of the text. A zone that is new or deleted is so with every
/// record; without an old side nothing is compared.
fn changes(judged: &Judged, sources: &SourceMap, compared: bool) -> Vec<ChangedRecord> {
    let (base, head) = match (&judged.base, &judged.head) {
        (Some(base), Some(head)) => (base, head),
        (None, Some(new)) if compared => return whole(&new.zone, Changed::Added),
        (Some(old), None) => return whole(&old.zone, Changed::Deleted),
        _ => return Vec::new(),
    };
    let (old, new) = (&base.zone, &head.zone);
    let diff = &judged.diff;
    let mut list = Vec::new();
    let pairs = diff.changed.iter().chain(&diff.ttl_changed).chain(&diff.soa_changed);
    for &(before, after) in pairs {
        if let (Some(before), Some(after)) = (old.records().get(before), new.records().get(after)) {
            list.push(changed(old, before, new, after, sources));
        }
    }
    list.extend(diff.added.iter().filter_map(|&at| new.records().get(at)).map(|record| added(new, record)));
    list.sort_by_key(|change| change.at);
    list.extend(diff.deleted.iter().filter_map(|&at| old.records().get(at)).map(|record| deleted(old, record)));
    list
}

/// Lists all records of a zone as added or deleted.
fn whole(zone: &Zone, what: Changed) -> Vec<ChangedRecord> {
    let one = if what == Changed::Deleted { deleted } else { added };
    zone.records().iter().map(|record| one(zone, record)).collect()
}

fn added(zone: &Zone, record: &Record) -> ChangedRecord {
    let words = format!("+ {} {}", owner_and_type(zone, record), shown_rdata(zone, record));
    ChangedRecord { what: Changed::Added, at: place(record), words }
}

fn deleted(zone: &Zone, record: &Record) -> ChangedRecord {
    let words = format!("- {} {}", owner_and_type(zone, record), shown_rdata(zone, record));
    ChangedRecord { what: Changed::Deleted, at: place(record), words }
}

fn changed(old: &Zone, before: &Record, new: &Zone, after: &Record, sources: &SourceMap) -> ChangedRecord {
    let mut at = Loc { source: after.source, span: after.rdata_span };
    let name = owner_and_type(new, after);
    let words = if after.rtype == Rtype::SOA {
        match (old.serial(), new.serial()) {
            (Some(was), Some(is)) if was != is => {
                at = serial_loc(sources.text(after.source), after).unwrap_or(at);
                format!("~ {name} serial was {was}")
            }
            _ => format!("~ {name} was {}", shown_rdata(old, before)),
        }
    } else if old.rdata(before) == new.rdata(after) {
        format!("~ {name} TTL was {}", before.ttl)
    } else {
        format!("~ {name} was {}", shown_rdata(old, before))
    };
    ChangedRecord { what: Changed::Changed, at, words }
}

/// Returns what to underline: the whole record where its owner is written, else its RDATA.
fn place(record: &Record) -> Loc {
    let span = if record.owner_span.is_empty() { record.rdata_span } else { record.span };
    Loc { source: record.source, span }
}

/// Returns `www A`: the owner relative to the origin, as people write it.
fn owner_and_type(zone: &Zone, record: &Record) -> String {
    let owner = zone.owner(record).to_string();
    let origin = zone.origin().to_string();
    let relative = match owner.strip_suffix(&origin) {
        Some("") => "@".to_owned(),
        Some(head) if origin != "." => head.trim_end_matches('.').to_owned(),
        _ => owner,
    };
    format!("{relative} {}", rdata::mnemonic(record.rtype))
}

/// Returns RDATA in presentation form, at most 64 characters of it.
fn shown_rdata(zone: &Zone, record: &Record) -> String {
    let text = rdata::present(record.rtype, zone.rdata(record));
    match text.char_indices().nth(64) {
        Some((cut, _)) => format!("{}…", text.get(..cut).unwrap_or_default()),
        None => text,
    }
}
