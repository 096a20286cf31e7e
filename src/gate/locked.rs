//! Asks the lock sources about one zone and hands their evidence to the lock rules.

use std::collections::BTreeSet;

use super::changed::changes;
use super::judged::Judged;
use super::pair::Pair;
use super::zone::with_chains;
use super::{Request, Run, run_rules};
use crate::discover::FoundZone;
use crate::locks::{Evidence, Field, LockState, Query};
use crate::rules::{Check, LockCx, LockOn, LockedState};
use crate::snapshot::RepoPath;
use crate::source::{Loc, Span};
use crate::verdict::{LockSummary, Standing};
use crate::zone::{Name, Serial};

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
    let found = run_rules(&run.policies, &context, |rule| match rule.check {
        Check::Lock(check) => Some(check),
        _ => None,
    });
    run.findings.extend(found.into_iter().map(|finding| with_chains(finding, judged)));
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
            let source = run.sources.add(document.path.clone(), document.side.clone(), document.text.clone());
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
