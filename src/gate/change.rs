//! What there is to judge: the zones of both sides, paired, and which of them the change touches.

use std::collections::BTreeSet;

use super::{Request, Run, Scope};
use crate::discover::{self, Because, Discovery, FoundZone, Outlines};
use crate::snapshot::{FileKind, ReadFailure, RepoPath, Snapshot};

/// What one run judges.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) pairs: Vec<Pair>,
    pub(super) fragments: Vec<FoundZone>,
    pub(super) unreadable: Vec<(RepoPath, String)>,
}

/// One zone on both sides.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    pub(super) base: Option<FoundZone>,
    pub(super) head: Option<FoundZone>,
    /// Whether a file of the zone differs between the sides. Without a base side every zone counts as touched.
    pub(super) touched: bool,
}

/// Finds what to judge.
pub(super) fn plan(run: &mut Run<'_>) -> Plan {
    let request = run.request;
    let mut outlines = Outlines::default();
    if let (Scope::Touched, Some(base)) = (&request.scope, request.base)
        && same_files(base, request.head)
    {
        return Plan::default();
    }
    let mut head = match &request.scope {
        Scope::Paths(paths) => named(run, &mut outlines, paths),
        Scope::Touched | Scope::All => discover::discover(request.head, &run.policies, &mut outlines),
    };
    missing_files(run, &mut head);
    let mut base = match request.base {
        Some(base) => discover::discover(base, &run.old_policies, &mut outlines),
        None => Discovery::default(),
    };
    if let Scope::Paths(paths) = &request.scope {
        let named = |zone: &FoundZone| head.zones.iter().any(|new| new.path == zone.path || new.origin == zone.origin);
        base.zones.retain(|zone| under(paths, &zone.path) || named(zone));
    }
    let mut plan = Plan { unreadable: head.unreadable.clone(), ..Plan::default() };
    keep_lost_zones(run, &mut outlines, &base, &mut head, &mut plan);
    plan.pairs = pair(request, base.zones, head.zones);
    plan.fragments = head.fragments;
    if request.scope == Scope::Touched {
        plan.pairs.retain(|pair| pair.touched);
        plan.fragments.retain(|fragment| differs(request, &fragment.path));
        plan.unreadable.retain(|(path, _)| differs(request, path));
    }
    plan
}

/// Tells whether two snapshots list the same paths with the same contents, so that there is no change at all.
fn same_files(base: &dyn Snapshot, head: &dyn Snapshot) -> bool {
    base.entries() == head.entries() && head.entries().iter().all(|entry| !entry.content.starts_with("stat:"))
}

/// Describes the files given by hand. One that zones include stands for those zones.
fn named(run: &mut Run<'_>, outlines: &mut Outlines, paths: &[RepoPath]) -> Discovery {
    let request = run.request;
    let all = discover::discover(request.head, &run.policies, outlines);
    let mut found = Discovery::default();
    for path in paths {
        let described = discover::describe_named(request.head, &run.policies, outlines, path, request.origin.as_ref());
        match described {
            Err(ReadFailure::Directory) => {
                let inside = |zone: &&FoundZone| under(std::slice::from_ref(path), &zone.path);
                found.zones.extend(all.zones.iter().filter(inside).cloned());
                found.fragments.extend(all.fragments.iter().filter(inside).cloned());
            }
            // On the old side only: the pairing tells that it is gone.
            Err(ReadFailure::NotFound) if request.base.is_some() => {}
            Ok(zone) => {
                let includers: Vec<_> = all.zones.iter().filter(|other| other.includes.contains(path)).collect();
                let is_fragment = zone.because != Because::Argument && !all.zones.iter().any(|z| z.path == *path);
                if is_fragment && !includers.is_empty() {
                    found.zones.extend(includers.into_iter().cloned());
                } else {
                    found.zones.push(zone);
                }
            }
            Err(failure) => found.unreadable.push((path.clone(), failure.to_string())),
        }
    }
    found.zones.sort_by(|a, b| a.path.cmp(&b.path));
    found.zones.dedup_by(|a, b| a.path == b.path);
    found
}

/// Tells whether `path` is one of `paths` or lies in one of them.
fn under(paths: &[RepoPath], path: &RepoPath) -> bool {
    paths.iter().any(|top| {
        let rest = path.as_bytes().strip_prefix(top.as_bytes());
        rest.is_some_and(|rest| rest.is_empty() || rest.first() == Some(&b'/'))
    })
}

/// Notes files that the configuration maps to a zone and the snapshot lacks.
fn missing_files(run: &mut Run<'_>, head: &mut Discovery) {
    if matches!(run.request.scope, Scope::Paths(_)) {
        return;
    }
    let mapped: Vec<_> = run.policies.head.mapped_files().map(|(file, _)| RepoPath::new(file.as_bytes())).collect();
    for path in mapped {
        let listed = head.unreadable.iter().any(|(known, _)| *known == path);
        if !listed && run.request.head.read(&path) == Err(ReadFailure::NotFound) {
            head.unreadable.push((path, "the configuration names it, and it does not exist".to_owned()));
        }
    }
}

/// A file that was a zone and is none any more (its SOA is gone, or it is junk now) is still judged as that zone.
fn keep_lost_zones(run: &Run<'_>, outlines: &mut Outlines, base: &Discovery, head: &mut Discovery, plan: &mut Plan) {
    for old in &base.zones {
        let known = head.zones.iter().any(|zone| zone.path == old.path || zone.includes.contains(&old.path));
        if known || plan.unreadable.iter().any(|(path, _)| *path == old.path) {
            continue;
        }
        let described =
            discover::describe_named(run.request.head, &run.policies, outlines, &old.path, old.origin.as_ref());
        match described {
            Ok(zone) => {
                head.fragments.retain(|fragment| fragment.path != zone.path);
                head.zones.push(FoundZone { because: old.because, ..zone });
            }
            Err(ReadFailure::NotFound) => {}
            Err(failure) => plan.unreadable.push((old.path.clone(), failure.to_string())),
        }
    }
}

/// Pairs the zones of both sides: by origin and path, then by origin alone (a renamed file).
fn pair(request: &Request<'_>, base: Vec<FoundZone>, head: Vec<FoundZone>) -> Vec<Pair> {
    let mut old: Vec<Option<FoundZone>> = base.into_iter().map(Some).collect();
    let mut take = |fits: &dyn Fn(&FoundZone) -> bool| {
        old.iter_mut().find(|slot| slot.as_ref().is_some_and(fits)).and_then(Option::take)
    };
    let mut partners: Vec<Option<FoundZone>> =
        head.iter().map(|new| take(&|zone| zone.path == new.path && zone.origin == new.origin)).collect();
    for (new, partner) in head.iter().zip(&mut partners) {
        if partner.is_none() && new.origin.is_some() {
            *partner = take(&|zone| zone.origin == new.origin);
        }
    }
    let mut pairs: Vec<Pair> = head
        .into_iter()
        .zip(partners)
        .map(|(new, old)| Pair { touched: touched(request, old.as_ref(), Some(&new)), base: old, head: Some(new) })
        .collect();
    let deleted = old.into_iter().flatten().map(|old| Pair { base: Some(old), head: None, touched: true });
    pairs.extend(deleted);
    pairs
}

fn touched(request: &Request<'_>, old: Option<&FoundZone>, new: Option<&FoundZone>) -> bool {
    let (Some(old), Some(new), Some(_)) = (old, new, request.base) else { return true };
    let files: BTreeSet<&RepoPath> = old.includes.iter().chain(&new.includes).chain([&old.path, &new.path]).collect();
    old.path != new.path || old.includes != new.includes || files.into_iter().any(|path| differs(request, path))
}

/// Tells whether a path has other contents on the two sides.
fn differs(request: &Request<'_>, path: &RepoPath) -> bool {
    let Some(base) = request.base else { return true };
    let comparable = |snapshot: &dyn Snapshot| {
        let entry = snapshot.entry(path)?;
        let content = entry.content.clone();
        (entry.kind == FileKind::Regular && !content.starts_with("stat:")).then_some(content)
    };
    match (comparable(base), comparable(request.head)) {
        (Some(old), Some(new)) => old != new,
        // A link, a submodule, or the working tree: what is read decides.
        _ => base.read(path) != request.head.read(path),
    }
}
