//! Releasing a lock that stands across commands.
//!
//! Flows in: the zones, and a scope if only one is meant. Flows out: the locks removed; or nothing is removed and it is
//! said why: a lock of somebody else, of a running process, or none at all.

use std::path::{Path, PathBuf};

use super::claim::Claim;
use super::hold::{LockContext, LockError, Scope, read_tree};
use super::local::{Sighting, read_claim};
use super::pattern::ZonePattern;
use super::{LockState, disk, ownership, store};

/// What came of it.
#[derive(Debug)]
pub enum Released {
    /// These locks are gone: zone, scope and the record that was removed.
    Done(Vec<(ZonePattern, Scope, PathBuf)>),
    /// These locks are not ours to release; nothing was removed.
    Refused(Vec<Sighting>),
    /// These zones have no lock of their own; nothing was removed. With each, the locks that cover it all the same.
    NotLocked(Vec<(ZonePattern, Vec<Sighting>)>),
}

/// A record to remove.
struct Target {
    zone: ZonePattern,
    scope: Scope,
    path: PathBuf,
    claim: Claim,
}

/// Releases every zone's lock, in one scope or wherever it has one; all or none.
pub fn release(context: &LockContext, zones: &[ZonePattern], scope: Option<Scope>) -> Result<Released, LockError> {
    let scopes = usable_scopes(context, scope)?;
    let mutex = match context.lock_dir.as_deref().filter(|dir| !matches!(disk::list(dir), Ok(None))) {
        Some(dir) => {
            let entered = store::enter(dir).map_err(|error| LockError::write(dir, &error))?;
            Some(entered.ok_or_else(|| LockError::Busy(dir.to_owned()))?)
        }
        None => None,
    };
    let mut zones = zones.to_vec();
    zones.sort();
    zones.dedup();
    let (mut targets, mut missing) = (Vec::new(), Vec::new());
    for zone in zones {
        let found = targets_of(context, &zone, &scopes)?;
        if found.is_empty() {
            let over: Vec<Sighting> = scopes.iter().flat_map(|&scope| context.sightings(scope, &zone)).collect();
            missing.push((zone, over));
        }
        targets.extend(found);
    }
    if !missing.is_empty() {
        return Ok(Released::NotLocked(missing));
    }
    let outcome = remove_all(context, targets);
    drop(mutex);
    outcome
}

fn usable_scopes(context: &LockContext, scope: Option<Scope>) -> Result<Vec<Scope>, LockError> {
    let scopes = scope.map_or_else(|| vec![Scope::Local, Scope::Tree], |scope| vec![scope]);
    let place = |scope: Scope| match scope {
        Scope::Local => context.local_dir().map(drop),
        Scope::Tree => context.tree_dir().map(drop),
    };
    let mut usable = Vec::new();
    let mut last = None;
    for scope in scopes {
        match place(scope) {
            Ok(()) => usable.push(scope),
            Err(error) => last = Some(error),
        }
    }
    match last {
        Some(error) if usable.is_empty() => Err(error),
        _ => Ok(usable),
    }
}

/// Finds the records that are for exactly this zone.
fn targets_of(context: &LockContext, zone: &ZonePattern, scopes: &[Scope]) -> Result<Vec<Target>, LockError> {
    let mut targets = Vec::new();
    for &scope in scopes {
        let records = match scope {
            Scope::Local => read_local(context, zone)?,
            Scope::Tree => context.worktree_root.as_ref().map(read_tree).unwrap_or_default().claims,
        };
        let own = records.into_iter().filter(|(_, claim)| claim.is_for(zone));
        targets.extend(own.map(|(path, claim)| Target { zone: zone.clone(), scope, path, claim }));
    }
    Ok(targets)
}

fn read_local(context: &LockContext, zone: &ZonePattern) -> Result<Vec<(PathBuf, Claim)>, LockError> {
    let path = context.local_dir()?.join(format!("{}.toml", zone.stem()));
    match read_claim(&path, zone.stem().as_bytes(), context.worktree_root.as_ref()) {
        Ok(claim) => Ok(claim.into_iter().map(|claim| (path.clone(), claim)).collect()),
        Err(why) => Err(LockError::Unreadable(format!("{} cannot be read: {}", path.display(), disk::subject(&why)))),
    }
}

/// Removes the records if all of them may be removed.
fn remove_all(context: &LockContext, targets: Vec<Target>) -> Result<Released, LockError> {
    let mut guards = Vec::new();
    let mut refused = Vec::new();
    for target in &targets {
        let flock = target.path.with_extension("flock");
        let guard = match target.scope {
            Scope::Local => store::take_flock(&flock).map_err(|error| LockError::write(&flock, &error))?.map(Some),
            Scope::Tree => Some(None),
        };
        match guard {
            Some(guard) if may_release(context, target) => guards.extend(guard),
            Some(_) => refused.push(refusal(target)),
            // Somebody holds the flock: the local source says who.
            None => refused.extend(context.sightings(Scope::Local, &target.zone)),
        }
    }
    if !refused.is_empty() {
        return Ok(Released::Refused(refused));
    }
    for target in &targets {
        store::remove(&target.path).map_err(|error| LockError::write(&target.path, &error))?;
        forget(context.git_dir.as_deref(), &target.claim)?;
    }
    Ok(Released::Done(targets.into_iter().map(|target| (target.zone, target.scope, target.path)).collect()))
}

/// A lock may be released by its holder, by whoever names its id, and by anybody once it is over.
///
/// The caller has its flock: a record of a process of this machine is then left over.
fn may_release(context: &LockContext, target: &Target) -> bool {
    let record = &target.claim.record;
    if record.fault.is_some() {
        return false;
    }
    let here = record.host.as_deref().is_none_or(|host| host == context.machine.host);
    let left_over = target.scope == Scope::Local && record.pid.is_some() && here;
    record.is_expired(context.now)
        || left_over
        || record.holder.as_deref().is_some_and(|holder| holder == context.holder)
        || record.id.as_deref().is_some_and(|id| context.our_ids.contains(id))
}

fn refusal(target: &Target) -> Sighting {
    let evidence = target.claim.evidence(target.scope.word());
    Sighting { zone: target.zone.to_string(), state: LockState::Held(evidence) }
}

fn forget(git_dir: Option<&Path>, claim: &Claim) -> Result<(), LockError> {
    match (git_dir, &claim.record.id) {
        (Some(dir), Some(id)) => ownership::forget(dir, id).map_err(|error| LockError::write(dir, &error)),
        _ => Ok(()),
    }
}
