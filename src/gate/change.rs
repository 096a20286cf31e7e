//! What there is to judge: the zones of both sides, and which of them the change touches. `pair` says which belong
//! together.

use std::collections::{BTreeMap, BTreeSet};

use super::pair::{self, Pair};
use super::{Request, Run, Scope};
use crate::discover::{Because, Discovery, FoundZone, Outlines, Survey};
use crate::snapshot::{FileKind, ReadFailure, RepoPath, Snapshot};

/// What one run judges.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) pairs: Vec<Pair>,
    pub(super) fragments: Vec<FoundZone>,
    pub(super) unreadable: Vec<(RepoPath, String)>,
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
    let (policies, old_policies) = (run.policies.clone(), run.old_policies.clone());
    let survey = Survey::new(request.head, &policies);
    let mut head = match &request.scope {
        Scope::Paths(paths) => named(request, &survey, &mut outlines, paths),
        Scope::Touched | Scope::All => survey.discover(&mut outlines),
    };
    missing_files(run, &mut head);
    let mut base = match request.base {
        Some(base) => Survey::new(base, &old_policies).discover(&mut outlines),
        None => Discovery::default(),
    };
    if let Scope::Paths(paths) = &request.scope {
        keep_named(&mut base, &head, paths);
    }
    keep_lost_zones(&survey, &mut outlines, &base, &mut head);
    keep_unreadable_base(run, &base, &mut head);
    for (path, why) in head.doubtful.iter().filter(|(path, _)| differs(request, path)) {
        run.skip(path, format!("it may be a zone file: {why}"));
    }
    let Discovery { zones, mut fragments, mut unreadable, doubtful: _ } = head;
    let mut pairs = pair::pair(request, base.zones, zones, &unreadable);
    if request.scope == Scope::Touched {
        pairs.retain(|pair| pair.touched);
        fragments
            .retain(|part| differs(request, &part.path) || part.includes.iter().any(|path| differs(request, path)));
        unreadable.retain(|(path, _)| differs(request, path));
    }
    Plan { pairs, fragments, unreadable }
}

/// Tells whether two snapshots list the same paths with the same contents, so that there is no change at all.
fn same_files(base: &dyn Snapshot, head: &dyn Snapshot) -> bool {
    base.entries() == head.entries() && head.entries().iter().all(|entry| !entry.content.starts_with("stat:"))
}

/// Describes the files given by hand. One that zones include stands for those zones.
fn named(request: &Request<'_>, survey: &Survey<'_>, outlines: &mut Outlines, paths: &[RepoPath]) -> Discovery {
    let all = survey.discover(outlines);
    let mut found = Discovery::default();
    for path in paths {
        let described = survey.describe_named(outlines, path, request.origin.as_ref());
        match described {
            Err(ReadFailure::Directory) => take_inside(&all, path, &mut found),
            // On the old side only: the pairing tells that it is gone.
            Err(ReadFailure::NotFound) if request.base.is_some_and(|base| is_there(base, path)) => {}
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

fn is_there(snapshot: &dyn Snapshot, path: &RepoPath) -> bool {
    !matches!(snapshot.read(path), Err(ReadFailure::NotFound))
}

/// Takes what lies in a directory given by hand, and the zones that include something in it.
fn take_inside(all: &Discovery, directory: &RepoPath, found: &mut Discovery) {
    let inside = |path: &RepoPath| under(std::slice::from_ref(directory), path);
    let zones = all.zones.iter().filter(|zone| inside(&zone.path) || zone.includes.iter().any(inside));
    found.zones.extend(zones.cloned());
    found.fragments.extend(all.fragments.iter().filter(|part| inside(&part.path)).cloned());
    found.unreadable.extend(all.unreadable.iter().filter(|(path, _)| inside(path)).cloned());
    found.doubtful.extend(all.doubtful.iter().filter(|(path, _)| inside(path)).cloned());
}

/// Keeps of the old side what was given by hand and the old sides of that.
fn keep_named(base: &mut Discovery, head: &Discovery, paths: &[RepoPath]) {
    let names: BTreeSet<_> = head.zones.iter().filter_map(|zone| zone.origin.as_ref()).collect();
    let files: BTreeSet<_> = head.zones.iter().map(|zone| &zone.path).collect();
    base.zones.retain(|zone| {
        let is_old_side = files.contains(&zone.path) || zone.origin.as_ref().is_some_and(|name| names.contains(name));
        is_old_side || under(paths, &zone.path)
    });
    base.unreadable.retain(|(path, _)| under(paths, path));
    base.doubtful.clear();
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
    let listed: BTreeSet<RepoPath> = head.unreadable.iter().map(|(path, _)| path.clone()).collect();
    for (file, _) in run.policies.head.mapped_files() {
        let path = RepoPath::new(file.as_bytes());
        if !listed.contains(&path) && run.request.head.read(&path) == Err(ReadFailure::NotFound) {
            head.unreadable.push((path, "the configuration names it, and it does not exist".to_owned()));
        }
    }
}

/// A file that was a zone and is none any more (its SOA is gone, or it is junk now) is still judged as that zone.
fn keep_lost_zones(survey: &Survey<'_>, outlines: &mut Outlines, base: &Discovery, head: &mut Discovery) {
    let known: BTreeMap<RepoPath, usize> =
        head.zones.iter().enumerate().map(|(at, zone)| (zone.path.clone(), at)).collect();
    let mut settled: BTreeSet<RepoPath> = head.unreadable.iter().map(|(path, _)| path.clone()).collect();
    settled.extend(head.zones.iter().flat_map(|zone| zone.includes.iter().cloned()));
    for old in &base.zones {
        let same = known.get(&old.path).and_then(|&at| head.zones.get_mut(at));
        let weaker = |new: &FoundZone| {
            old.because == Because::SoaOwner && matches!(new.because, Because::FileName | Because::Nothing)
        };
        // A zone whose SOA does not say its owner any more keeps it, unless something better than the file's name gives one.
        if settled.contains(&old.path) || same.as_ref().is_some_and(|new| !weaker(new)) {
            continue;
        }
        let described = survey.describe_named(outlines, &old.path, old.origin.as_ref());
        match (described, same) {
            (Ok(zone), Some(same)) => *same = FoundZone { because: old.because, ..zone },
            (Ok(zone), None) => {
                head.fragments.retain(|fragment| fragment.path != zone.path);
                head.zones.push(FoundZone { because: old.because, ..zone });
            }
            // A directory stands where the file was: it is gone.
            (Err(ReadFailure::NotFound | ReadFailure::Directory), _) => {}
            (Err(failure), _) => head.unreadable.push((old.path.clone(), failure.to_string())),
        }
    }
}

/// What could not be read on the old side: deleted, nobody can tell what goes with it; otherwise the new side is judged
/// alone, and that is said.
fn keep_unreadable_base(run: &mut Run<'_>, base: &Discovery, head: &mut Discovery) {
    let request = run.request;
    for (path, why) in base.unreadable.iter().chain(&base.doubtful).filter(|(path, _)| differs(request, path)) {
        if is_there(request.head, path) {
            run.skip(path, format!("its old side, so that only the new one was judged: {why}"));
        } else if base.unreadable.iter().any(|(known, _)| known == path) {
            head.unreadable.push((path.clone(), format!("the change deletes it, and its old side has no text: {why}")));
        } else {
            run.skip(path, format!("the change deletes it, and it may have been a zone file: {why}"));
        }
    }
}

/// Tells whether a path has other contents on the two sides.
pub(super) fn differs(request: &Request<'_>, path: &RepoPath) -> bool {
    let Some(base) = request.base else { return true };
    let comparable = |snapshot: &dyn Snapshot| {
        let entry = snapshot.entry(path)?;
        let content = entry.content.clone();
        (entry.kind == FileKind::Regular && !content.starts_with("stat:")).then_some(content)
    };
    match (comparable(base), comparable(request.head)) {
        (Some(old), Some(new)) => old != new,
        // A link, a submodule, or the working tree: what is read decides.
        _ => match (base.read(path), request.head.read(path)) {
            (Err(old), Err(new)) => old != new || links_differ(base, request.head, path),
            (old, new) => old != new,
        },
    }
}

/// Tells whether two links that lead to no text are known to be different ones.
fn links_differ(base: &dyn Snapshot, head: &dyn Snapshot, path: &RepoPath) -> bool {
    let id = |snapshot: &dyn Snapshot| snapshot.entry(path).map(|entry| entry.content.clone());
    matches!((id(base), id(head)), (Some(old), Some(new)) if old != new && !new.starts_with("stat:"))
}
