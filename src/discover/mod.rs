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
use crate::zonefile::{Outline, SoaOutline, outline};

pub use texts::{Texts, resolve};

/// What discovery found in one snapshot.
#[derive(Debug, Default)]
pub struct Discovery {
    /// The zones, by path.
    pub zones: Vec<FoundZone>,
    /// Files named like zone files, without an SOA, that no zone includes; with the origin their name gives.
    pub fragments: Vec<FoundZone>,
    /// Zone files, by their names, that could not be read, and why.
    pub unreadable: Vec<(RepoPath, String)>,
    /// Files that may be zone files and could not be read either; nothing says that they are any.
    pub doubtful: Vec<(RepoPath, String)>,
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
        // What a link's id stands for is its target's path.
        let has_id = entry.kind == FileKind::Regular && !entry.content.is_empty();
        if let Some(known) = self.0.get(&entry.content).filter(|_| has_id) {
            return Ok(Arc::clone(known));
        }
        let made = Arc::new(outline(&snapshot.read(&entry.path)?));
        if has_id {
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
            // A link to a directory is no zone file, one that leads nowhere none unless it is named like one.
            Err(ReadFailure::Directory) => {}
            Err(failure) if likeness == names::Likeness::ZoneFile || names::is_likely(&entry.path) => {
                found.unreadable.push((entry.path.clone(), failure.to_string()));
            }
            Err(ReadFailure::Unreadable(why)) => found.doubtful.push((entry.path.clone(), why)),
            Err(ReadFailure::NotFound | ReadFailure::Outside) => {}
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

/// What a candidate is by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Zone,
    Fragment,
    Nothing,
}

/// Tells zones from fragments: a file that a zone or a fragment includes is read with it, unless the configuration says
/// otherwise. In a loop of includes every member is judged. What prose or a script includes says nothing.
fn sort_out(
    snapshot: &dyn Snapshot,
    policies: &Policies,
    outlines: &mut Outlines,
    candidates: &[Candidate<'_>],
    found: &mut Discovery,
) {
    let mut described = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        let zone = describe(snapshot, policies, outlines, candidate);
        let role = role(snapshot, outlines, candidate, &zone);
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
            _ if is_part && zone.because != Because::Configured => {}
            Role::Zone => found.zones.push(zone.clone()),
            Role::Fragment => found.fragments.push(zone.clone()),
        }
    }
    drop_targets(snapshot, found);
}

/// Drops zones without origin whose text is judged under the name of a link to them: one text may serve many zones.
fn drop_targets(snapshot: &dyn Snapshot, found: &mut Discovery) {
    let is_link = |zone: &&FoundZone| snapshot.entry(&zone.path).is_some_and(|entry| entry.kind == FileKind::Symlink);
    let links = found.zones.iter().filter(|zone| zone.origin.is_some()).filter(is_link);
    let texts: BTreeSet<Arc<[u8]>> = links.filter_map(|link| snapshot.read(&link.path).ok()).collect();
    let is_target = |zone: &FoundZone| snapshot.read(&zone.path).is_ok_and(|text| texts.contains(&text));
    if !texts.is_empty() {
        found.zones.retain(|zone| zone.origin.is_some() || !is_target(zone));
    }
}

fn role(snapshot: &dyn Snapshot, outlines: &mut Outlines, candidate: &Candidate<'_>, zone: &FoundZone) -> Role {
    let named = candidate.likeness == names::Likeness::ZoneFile;
    let outline = &candidate.outline;
    let is_zone = match &outline.soa {
        Some(soa) => soa.in_zone_text || named,
        None if zone.because == Because::Configured => true,
        None => (named || outline.opens_with_include) && included_soa(snapshot, outlines, &zone.includes).is_some(),
    };
    match (is_zone, named) {
        (true, _) => Role::Zone,
        (false, true) => Role::Fragment,
        (false, false) => Role::Nothing,
    }
}

/// Returns an SOA among included files: one that says its owner, if there is one.
fn included_soa(snapshot: &dyn Snapshot, outlines: &mut Outlines, includes: &BTreeSet<RepoPath>) -> Option<SoaOutline> {
    let soas = includes.iter().filter_map(|path| outlines.of(snapshot, snapshot.entry(path)?).ok()?.soa.clone());
    soas.max_by_key(|soa| soa.owner.is_some())
}

/// Settles origin and includes of one candidate.
fn describe(
    snapshot: &dyn Snapshot,
    policies: &Policies,
    outlines: &mut Outlines,
    candidate: &Candidate<'_>,
) -> FoundZone {
    let path = candidate.path;
    let configured = policies.file_origin(path.as_bytes()).cloned();
    let own = candidate.outline.soa.as_ref().and_then(|soa| soa.owner.clone());
    let named = names::origin(path.file_name());
    let (origin, because) = match (configured, own, named) {
        (Some(origin), _, _) => (Some(origin), Because::Configured),
        (None, Some(owner), _) => (Some(owner), Because::SoaOwner),
        (None, None, Some(origin)) => (Some(origin), Because::FileName),
        (None, None, None) => (None, Because::Nothing),
    };
    let zone = with_origin(snapshot, policies, outlines, candidate, (origin, because));
    if because == Because::Configured || candidate.outline.soa.is_some() || zone.includes.is_empty() {
        return zone;
    }
    match included_soa(snapshot, outlines, &zone.includes).and_then(|soa| soa.owner) {
        Some(owner) => with_origin(snapshot, policies, outlines, candidate, (Some(owner), Because::SoaOwner)),
        None => zone,
    }
}

/// Describes a candidate whose origin is settled: it says what includes are relative to.
fn with_origin(
    snapshot: &dyn Snapshot,
    policies: &Policies,
    outlines: &mut Outlines,
    candidate: &Candidate<'_>,
    (origin, because): (Option<Name>, Because),
) -> FoundZone {
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
    Ok(match origin {
        Some(origin) => {
            with_origin(snapshot, policies, outlines, &candidate, (Some(origin.clone()), Because::Argument))
        }
        None => describe(snapshot, policies, outlines, &candidate),
    })
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
