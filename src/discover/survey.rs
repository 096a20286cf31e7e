//! Goes through the files of one snapshot: which are zones, which fragments, and how each zone is read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::servers::Servers;
use super::{Because, Discovery, FoundZone, IncludeBase, Outlines, names};
use crate::config::Policies;
use crate::rdata::Dialect;
use crate::snapshot::{FileKind, ReadFailure, RepoPath, Snapshot};
use crate::source::Octets;
use crate::zone::Name;
use crate::zonefile::{IncludePath, Outline, SoaOutline, outline};

/// A snapshot, and what its configurations say about the zones in it.
#[derive(Debug)]
pub struct Survey<'a> {
    snapshot: &'a dyn Snapshot,
    policies: &'a Policies,
    servers: Servers,
}

impl<'a> Survey<'a> {
    /// Reads the server configurations of a snapshot.
    pub fn new(snapshot: &'a dyn Snapshot, policies: &'a Policies) -> Self {
        Self { snapshot, policies, servers: Servers::of(snapshot) }
    }

    /// Finds the zones.
    pub fn discover(&self, outlines: &mut Outlines) -> Discovery {
        let mut found = Discovery::default();
        let mut candidates: Vec<Candidate<'_>> = Vec::new();
        for entry in self.snapshot.entries() {
            let likeness = match self.policies.is_zone_file(entry.path.as_bytes()) {
                Some(true) => names::Likeness::ZoneFile,
                Some(false) => continue,
                None if self.servers.origin(&entry.path).is_some() => names::Likeness::ZoneFile,
                None => names::likeness(entry.path.as_bytes()),
            };
            if likeness == names::Likeness::Other || entry.kind == FileKind::Submodule {
                continue;
            }
            match outlines.of(self.snapshot, entry) {
                Ok(outline) => candidates.push(Candidate { path: &entry.path, likeness, outline }),
                // A link to a directory is no zone file, one that leads nowhere none unless it is named like one.
                Err(ReadFailure::Directory) => {}
                Err(failure) if likeness == names::Likeness::ZoneFile || names::is_likely(&entry.path) => {
                    found.unreadable.push((entry.path.clone(), failure.to_string()));
                }
                Err(ReadFailure::Unreadable(why)) => found.doubtful.push((entry.path.clone(), why)),
                Err(ReadFailure::NotFound | ReadFailure::Outside) => {}
            }
        }
        self.sort_out(outlines, &candidates, &mut found);
        found
    }

    /// Describes a file that was named by hand as a zone, whatever it looks like.
    pub fn describe_named(
        &self,
        outlines: &mut Outlines,
        path: &RepoPath,
        origin: Option<&Name>,
    ) -> Result<FoundZone, ReadFailure> {
        let made = Arc::new(outline(&self.snapshot.read(path)?));
        let candidate = Candidate { path, likeness: names::Likeness::ZoneFile, outline: made };
        Ok(match origin {
            Some(origin) => self.with_origin(outlines, &candidate, (Some(origin.clone()), Because::Argument)),
            None => self.describe(outlines, &candidate),
        })
    }

    /// Tells zones from fragments: a file that a zone or a fragment includes is read with it, unless a configuration says
    /// otherwise. In a loop of includes every member is judged. What prose or a script includes says nothing.
    fn sort_out(&self, outlines: &mut Outlines, candidates: &[Candidate<'_>], found: &mut Discovery) {
        let mut described = Vec::with_capacity(candidates.len());
        for candidate in candidates {
            let zone = self.describe(outlines, candidate);
            let role = self.role(outlines, candidate, &zone);
            described.push((zone, role));
        }
        let mut included_by: BTreeMap<&RepoPath, Vec<&FoundZone>> = BTreeMap::new();
        for (zone, _) in described.iter().filter(|(_, role)| *role != Role::Nothing) {
            for path in &zone.includes {
                included_by.entry(path).or_default().push(zone);
            }
        }
        for (zone, role) in &described {
            let includers = included_by.get(&zone.path).map_or(&[][..], Vec::as_slice);
            let is_part = includers.iter().any(|by| by.path != zone.path && !zone.includes.contains(&by.path));
            match role {
                Role::Nothing => {}
                _ if is_part && !zone.because.is_stated() => {}
                Role::Zone => found.zones.push(zone.clone()),
                Role::Fragment => found.fragments.push(zone.clone()),
            }
        }
        drop_targets(self.snapshot, found);
    }

    fn role(&self, outlines: &mut Outlines, candidate: &Candidate<'_>, zone: &FoundZone) -> Role {
        let named = candidate.likeness == names::Likeness::ZoneFile;
        let outline = &candidate.outline;
        let is_zone = match &outline.soa {
            Some(soa) => soa.in_zone_text || named,
            None if zone.because.is_stated() => true,
            None => {
                (named || outline.opens_with_include) && included_soa(self.snapshot, outlines, &zone.includes).is_some()
            }
        };
        match (is_zone, named) {
            (true, _) => Role::Zone,
            (false, true) => Role::Fragment,
            (false, false) => Role::Nothing,
        }
    }

    /// Settles origin, reading and includes of one candidate.
    fn describe(&self, outlines: &mut Outlines, candidate: &Candidate<'_>) -> FoundZone {
        let path = candidate.path;
        let configured = self.policies.file_origin(path.as_bytes()).cloned();
        let of_server = self.servers.origin(path).cloned();
        let own = candidate.outline.soa.as_ref().and_then(|soa| soa.owner.clone());
        let known = [
            (configured, Because::Configured),
            (of_server, Because::Server),
            (own, Because::SoaOwner),
            (names::origin(path.file_name()), Because::FileName),
        ];
        let first = known.into_iter().find(|(origin, _)| origin.is_some());
        let (origin, because) = first.unwrap_or((None, Because::Nothing));
        let zone = self.with_origin(outlines, candidate, (origin, because));
        if because.is_stated() || candidate.outline.soa.is_some() || zone.includes.is_empty() {
            return zone;
        }
        match included_soa(self.snapshot, outlines, &zone.includes).and_then(|soa| soa.owner) {
            Some(owner) => self.with_origin(outlines, candidate, (Some(owner), Because::SoaOwner)),
            None => zone,
        }
    }

    /// Describes a candidate whose origin is settled: it says how the file is read and what includes are relative to.
    fn with_origin(
        &self,
        outlines: &mut Outlines,
        candidate: &Candidate<'_>,
        (origin, because): (Option<Name>, Because),
    ) -> FoundZone {
        let (path, outline) = (candidate.path, &candidate.outline);
        let seen = if outline.windows_export { Dialect::Msdns } else { Dialect::default() };
        let dialect = self.policies.dialect(origin.as_ref()).unwrap_or(seen);
        let base = IncludeBase::of(self.policies, &self.servers, origin.as_ref(), dialect, path);
        let includes = self.closure(outlines, (&base, dialect), path, outline);
        let portable_to = self.policies.portable_to(origin.as_ref());
        FoundZone { path: path.clone(), origin, because, dialect, portable_to, base, includes }
    }

    /// Follows includes through the snapshot, as the reader will.
    fn closure(
        &self,
        outlines: &mut Outlines,
        (base, dialect): (&IncludeBase, Dialect),
        path: &RepoPath,
        top: &Outline,
    ) -> BTreeSet<RepoPath> {
        let targets = |from: &RepoPath, outline: &Outline| -> Vec<RepoPath> {
            let target = |path: &IncludePath| base.resolve(self.snapshot, from, &path.for_server(dialect));
            outline.includes.iter().filter_map(target).collect()
        };
        let mut reached = BTreeSet::new();
        let mut pending = targets(path, top);
        while let Some(path) = pending.pop() {
            if !reached.insert(path.clone()) {
                continue;
            }
            let next = match self.snapshot.entry(&path) {
                Some(entry) => outlines.of(self.snapshot, entry).ok(),
                // The working tree may hold files that its listing leaves out.
                None => self.snapshot.read(&path).ok().map(|text| Arc::new(outline(&text))),
            };
            if let Some(outline) = next {
                pending.extend(targets(&path, &outline));
            }
        }
        reached
    }
}

struct Candidate<'a> {
    path: &'a RepoPath,
    likeness: names::Likeness,
    outline: Arc<Outline>,
}

/// What a candidate is by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Zone,
    Fragment,
    Nothing,
}

/// Drops zones without origin whose text is judged under the name of a link to them: one text may serve many zones.
fn drop_targets(snapshot: &dyn Snapshot, found: &mut Discovery) {
    let is_link = |zone: &&FoundZone| snapshot.entry(&zone.path).is_some_and(|entry| entry.kind == FileKind::Symlink);
    let links = found.zones.iter().filter(|zone| zone.origin.is_some()).filter(is_link);
    let texts: BTreeSet<Octets> = links.filter_map(|link| snapshot.read(&link.path).ok()).collect();
    let is_target = |zone: &FoundZone| snapshot.read(&zone.path).is_ok_and(|text| texts.contains(&text));
    if !texts.is_empty() {
        found.zones.retain(|zone| zone.origin.is_some() || !is_target(zone));
    }
}

/// Returns an SOA among included files: one that says its owner, if there is one.
fn included_soa(snapshot: &dyn Snapshot, outlines: &mut Outlines, includes: &BTreeSet<RepoPath>) -> Option<SoaOutline> {
    let soas = includes.iter().filter_map(|path| outlines.of(snapshot, snapshot.entry(path)?).ok()?.soa.clone());
    soas.max_by_key(|soa| soa.owner.is_some())
}
