//! Which files of a snapshot are zones, what their origins are, and which files they include.
//!
//! Flows in: a snapshot and the policies. Flows out: a [`Discovery`]: zones with origin, the reason for it and the files
//! they reach by `$INCLUDE`; fragments that no zone includes; files without a usable origin. `names` judges file names,
//! `texts` reads files of the snapshot for the zone-file reader.

mod names;
mod texts;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::config::Policies;
use crate::snapshot::{Entry, FileKind, ReadFailure, RepoPath, Snapshot};
use crate::zone::Name;
use crate::zonefile::{Outline, outline};

pub use texts::{Texts, resolve};

/// What discovery found in one snapshot.
#[derive(Debug, Default)]
pub struct Discovery {
    /// The zones, by path.
    pub zones: Vec<FoundZone>,
    /// Files named like zone files, without an SOA, that no zone includes; with the origin their name gives.
    pub fragments: Vec<FoundZone>,
    /// Candidates that could not be read, and why.
    pub unreadable: Vec<(RepoPath, String)>,
}

/// A zone file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundZone {
    /// Its path.
    pub path: RepoPath,
    /// Its origin; `None` if nothing gives one.
    pub origin: Option<Name>,
    /// What makes it a zone and gives the origin.
    pub because: Because,
    /// Every file it reaches by `$INCLUDE`, itself not counted.
    pub includes: BTreeSet<RepoPath>,
}

/// Where a zone's origin comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// `--origin`.
    Argument,
    /// `[zone."…"] file` of the configuration.
    Configured,
    /// The SOA's owner, absolute in the file itself.
    SoaOwner,
    /// The file's name.
    FileName,
    /// Nothing gives an origin.
    Nothing,
}

impl Because {
    /// Returns the words for `zonegate zones`.
    pub fn words(self) -> &'static str {
        match self {
            Self::Argument => "--origin",
            Self::Configured => "configuration",
            Self::SoaOwner => "SOA owner",
            Self::FileName => "file name",
            Self::Nothing => "nothing gives an origin",
        }
    }
}

/// Outlines by content id, shared by both sides of a change: an unchanged file is looked at once.
#[derive(Debug, Default)]
pub struct Outlines(BTreeMap<String, Arc<Outline>>);

impl Outlines {
    fn of(&mut self, snapshot: &dyn Snapshot, entry: &Entry) -> Result<Arc<Outline>, ReadFailure> {
        if let Some(known) = self.0.get(&entry.content).filter(|_| !entry.content.is_empty()) {
            return Ok(Arc::clone(known));
        }
        let made = Arc::new(outline(&snapshot.read(&entry.path)?));
        if entry.kind == FileKind::Regular && !entry.content.is_empty() {
            self.0.insert(entry.content.clone(), Arc::clone(&made));
        }
        Ok(made)
    }
}

/// Finds the zones of a snapshot.
pub fn discover(snapshot: &dyn Snapshot, policies: &Policies, outlines: &mut Outlines) -> Discovery {
    let mut found = Discovery::default();
    let mut candidates: Vec<Candidate<'_>> = Vec::new();
    for entry in snapshot.entries() {
        let likeness = match policies.is_zone_file(entry.path.as_bytes()) {
            Some(true) => names::Likeness::ZoneFile,
            Some(false) => continue,
            None => names::likeness(entry.path.as_bytes()),
        };
        if likeness == names::Likeness::Other || entry.kind == FileKind::Submodule {
            continue;
        }
        match outlines.of(snapshot, entry) {
            Ok(outline) => candidates.push(Candidate { path: &entry.path, likeness, outline }),
            // A link to a directory, or one that leads nowhere, is no zone file unless it is named like one.
            Err(ReadFailure::Directory) => {}
            Err(_) if likeness != names::Likeness::ZoneFile => {}
            Err(failure) => found.unreadable.push((entry.path.clone(), failure.to_string())),
        }
    }
    sort_out(snapshot, policies, outlines, &candidates, &mut found);
    found
}

struct Candidate<'a> {
    path: &'a RepoPath,
    likeness: names::Likeness,
    outline: Arc<Outline>,
}

/// Tells zones from fragments: a file that another one includes is a fragment, unless the configuration says otherwise.
/// In a loop of includes every member is judged.
fn sort_out(
    snapshot: &dyn Snapshot,
    policies: &Policies,
    outlines: &mut Outlines,
    candidates: &[Candidate<'_>],
    found: &mut Discovery,
) {
    let zones: Vec<_> = candidates.iter().map(|candidate| describe(snapshot, policies, outlines, candidate)).collect();
    let mut included_by: BTreeMap<&RepoPath, Vec<&FoundZone>> = BTreeMap::new();
    for zone in &zones {
        for path in &zone.includes {
            included_by.entry(path).or_default().push(zone);
        }
    }
    for (candidate, zone) in candidates.iter().zip(&zones) {
        let mapped = zone.because == Because::Configured;
        let includers = included_by.get(&zone.path).map_or(&[][..], Vec::as_slice);
        if !mapped && includers.iter().any(|by| by.path != zone.path && !zone.includes.contains(&by.path)) {
            continue;
        }
        let named = candidate.likeness == names::Likeness::ZoneFile;
        match &candidate.outline.soa {
            Some(soa) if soa.first || named => found.zones.push(zone.clone()),
            None if mapped || (named && reaches_soa(snapshot, outlines, &zone.includes)) => {
                found.zones.push(zone.clone());
            }
            _ if named => found.fragments.push(zone.clone()),
            _ => {}
        }
    }
}

fn reaches_soa(snapshot: &dyn Snapshot, outlines: &mut Outlines, includes: &BTreeSet<RepoPath>) -> bool {
    includes.iter().any(|path| {
        let outline = snapshot.entry(path).and_then(|entry| outlines.of(snapshot, entry).ok());
        outline.is_some_and(|outline| outline.soa.is_some())
    })
}

/// Settles origin and includes of one candidate.
fn describe(
    snapshot: &dyn Snapshot,
    policies: &Policies,
    outlines: &mut Outlines,
    candidate: &Candidate<'_>,
) -> FoundZone {
    let owner = candidate.outline.soa.as_ref().and_then(|soa| soa.owner.clone());
    let (origin, because) = if let Some(origin) = policies.file_origin(candidate.path.as_bytes()) {
        (Some(origin.clone()), Because::Configured)
    } else if owner.is_some() {
        (owner, Because::SoaOwner)
    } else if let Some(origin) = names::origin(candidate.path.file_name()) {
        (Some(origin), Because::FileName)
    } else {
        (None, Because::Nothing)
    };
    let base = include_base(policies, origin.as_ref(), candidate.path);
    let includes = closure(snapshot, outlines, &base, &candidate.outline);
    FoundZone { path: candidate.path.clone(), origin, because, includes }
}

/// Describes a file that was named by hand as a zone, whatever it looks like.
pub fn describe_named(
    snapshot: &dyn Snapshot,
    policies: &Policies,
    outlines: &mut Outlines,
    path: &RepoPath,
    origin: Option<&Name>,
) -> Result<FoundZone, ReadFailure> {
    let made = Arc::new(outline(&snapshot.read(path)?));
    let candidate = Candidate { path, likeness: names::Likeness::ZoneFile, outline: made };
    let mut zone = describe(snapshot, policies, outlines, &candidate);
    if let Some(origin) = origin {
        zone.origin = Some(origin.clone());
        zone.because = Because::Argument;
        let base = include_base(policies, Some(origin), path);
        zone.includes = closure(snapshot, outlines, &base, &candidate.outline);
    }
    Ok(zone)
}

/// Returns the directory that a zone's `$INCLUDE`s are relative to: the configured one, else the zone file's own.
pub(crate) fn include_base(policies: &Policies, origin: Option<&Name>, path: &RepoPath) -> Vec<u8> {
    match origin.and_then(|origin| policies.include_base(origin)) {
        Some(base) => base.as_bytes().to_vec(),
        None => path.parent().to_vec(),
    }
}

/// Follows includes through the snapshot. Nested includes keep the base of the zone, as in BIND and NSD.
fn closure(snapshot: &dyn Snapshot, outlines: &mut Outlines, base: &[u8], top: &Outline) -> BTreeSet<RepoPath> {
    let mut reached = BTreeSet::new();
    let mut pending: Vec<RepoPath> = top.includes.iter().filter_map(|path| resolve(snapshot, base, path)).collect();
    while let Some(path) = pending.pop() {
        let known = snapshot.entry(&path).cloned();
        if !reached.insert(path.clone()) {
            continue;
        }
        let next = match known {
            Some(entry) => outlines.of(snapshot, &entry).ok(),
            // The working tree may hold files that its listing leaves out.
            None => snapshot.read(&path).ok().map(|text| Arc::new(outline(&text))),
        };
        if let Some(outline) = next {
            pending.extend(outline.includes.iter().filter_map(|path| resolve(snapshot, base, path)));
        }
    }
    reached
}
