//! Taking a lock that stands across commands.
//!
//! Flows in: the zones, and what the record is to say. Flows out: the lock on all of them, or on none. Under the mutex of
//! the directory: look for locks on the zones and for globs over them, take each zone's flock, write the records.

use std::path::{Path, PathBuf};

use super::disk::RECORD_CAP;
use super::hold::{LockContext, LockError, Scope};
use super::local::Sighting;
use super::pattern::ZonePattern;
use super::{LockKind, LockRecord, LockState, ownership, store};
use jiff::Timestamp;

/// What is to be locked, and what the record says.
#[derive(Clone, Debug)]
pub struct Request {
    /// The zones or globs.
    pub zones: Vec<ZonePattern>,
    /// What for.
    pub kind: LockKind,
    /// Why.
    pub reason: String,
    /// Until when; `None`: until released.
    pub expires: Option<Timestamp>,
    /// Whom to ask.
    pub contact: Option<String>,
    /// Where the lock lies.
    pub scope: Scope,
}

/// What came of it.
#[derive(Debug)]
pub enum Acquired {
    /// All zones are locked.
    Taken {
        /// The nonce in the records.
        id: String,
        /// The record of each zone, zones sorted.
        records: Vec<(ZonePattern, PathBuf)>,
        /// The locks that were over and gave way.
        replaced: Vec<Sighting>,
        /// Whether the id was kept in the worktree's git directory, so that this worktree may commit.
        kept: bool,
    },
    /// Somebody holds at least one of them; none was locked.
    Held(Vec<Sighting>),
}

/// Locks all zones of the request, or none.
pub fn acquire(context: &LockContext, request: &Request) -> Result<Acquired, LockError> {
    let mut zones = request.zones.clone();
    zones.sort();
    zones.dedup();
    check(&zones, request)?;
    let dir = match request.scope {
        Scope::Local => context.local_dir()?.to_owned(),
        Scope::Tree => context.tree_dir()?,
    };
    // Records of the tree are taken under the mutex of the local locks, where there is one: the working tree may be
    // shared, and no file of ours but the records belongs into it.
    let mutex_dir = context.lock_dir.as_deref();
    let mutex = mutex_dir.map(|dir| store::enter(dir).map_err(|error| LockError::write(dir, &error))).transpose()?;
    if let (Some(None), Some(dir)) = (&mutex, mutex_dir) {
        return Err(LockError::Busy(dir.to_owned()));
    }
    let replaced = match survey(context, request.scope, &zones)? {
        Survey::Held(held) => return Ok(Acquired::Held(held)),
        Survey::Free(stale) => stale,
    };
    let id = store::nonce().map_err(|error| LockError::write(&dir, &error))?;
    let records = write_all(context, request, &zones, &dir, &id)?;
    let kept = request.kind == LockKind::Edit && context.git_dir.is_some();
    drop(mutex);
    Ok(Acquired::Taken { id, records, replaced, kept })
}

fn check(zones: &[ZonePattern], request: &Request) -> Result<(), LockError> {
    if zones.is_empty() {
        return Err(LockError::Usage("name at least one zone".to_owned()));
    }
    if request.reason.trim().is_empty() {
        return Err(LockError::Usage("--reason is empty: say why, for those who meet the lock".to_owned()));
    }
    Ok(())
}

enum Survey {
    /// Nobody holds the zones; these locks on them are over.
    Free(Vec<Sighting>),
    /// These stand in the way.
    Held(Vec<Sighting>),
}

fn survey(context: &LockContext, scope: Scope, zones: &[ZonePattern]) -> Result<Survey, LockError> {
    let (mut held, mut stale) = (Vec::new(), Vec::new());
    for sighting in zones.iter().flat_map(|zone| context.sightings(scope, zone)) {
        match &sighting.state {
            LockState::Free => {}
            LockState::Held(_) => held.push(sighting),
            LockState::Stale(..) => stale.push(sighting),
            LockState::Unknown(evidence) => return Err(LockError::Unreadable(evidence.observed.clone())),
        }
    }
    Ok(if held.is_empty() { Survey::Free(stale) } else { Survey::Held(held) })
}

/// Writes the records; what was written is taken back if one cannot be.
fn write_all(
    context: &LockContext,
    request: &Request,
    zones: &[ZonePattern],
    dir: &Path,
    id: &str,
) -> Result<Vec<(ZonePattern, PathBuf)>, LockError> {
    let keep = context.git_dir.as_deref().filter(|_| request.kind == LockKind::Edit);
    if let Some(git_dir) = keep {
        ownership::remember(git_dir, id).map_err(|error| LockError::write(git_dir, &error))?;
    }
    let mut written: Vec<(ZonePattern, PathBuf)> = Vec::new();
    for zone in zones {
        let path = dir.join(format!("{}.toml", zone.stem()));
        if let Err(error) = write_one(context, request, zone, &path, id) {
            for (_, path) in &written {
                store::remove(path).map_err(|error| LockError::write(path, &error))?;
            }
            if let Some(git_dir) = keep {
                ownership::forget(git_dir, id).map_err(|error| LockError::write(git_dir, &error))?;
            }
            return Err(error);
        }
        written.push((zone.clone(), path));
    }
    Ok(written)
}

fn write_one(
    context: &LockContext,
    request: &Request,
    zone: &ZonePattern,
    path: &Path,
    id: &str,
) -> Result<(), LockError> {
    let text = record(context, request, zone, id).to_toml();
    if text.len() > RECORD_CAP {
        return Err(LockError::Usage(format!("the record would exceed {} KiB: shorten the reason", RECORD_CAP / 1024)));
    }
    let flock = match request.scope {
        Scope::Local => Some(path.with_extension("flock")),
        Scope::Tree => None,
    };
    let guard = flock.map(|flock| {
        let taken = store::take_flock(&flock).map_err(|error| LockError::write(&flock, &error));
        taken?.ok_or(LockError::Busy(flock))
    });
    let guard = guard.transpose()?;
    store::write_atomically(path, text.as_bytes()).map_err(|error| LockError::write(path, &error))?;
    drop(guard);
    Ok(())
}

/// Makes the record of a lock that stands across commands: it names no process.
fn record(context: &LockContext, request: &Request, zone: &ZonePattern, id: &str) -> LockRecord {
    let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    LockRecord {
        id: Some(id.to_owned()),
        zone: Some(zone.to_string()),
        kind: request.kind,
        holder: text(&context.holder),
        host: text(&context.machine.host),
        operation: Some("zonegate lock acquire".to_owned()),
        reason: text(&request.reason),
        contact: request.contact.as_deref().and_then(text),
        created: Some(Timestamp::from_second(context.now.as_second()).unwrap_or(context.now)),
        expires: request.expires,
        ..LockRecord::default()
    }
}
