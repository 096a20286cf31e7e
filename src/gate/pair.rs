//! Which zones of the old and the new side belong together.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::Request;
use super::change::differs;
use crate::discover::{Because, FoundZone};
use crate::snapshot::RepoPath;
use crate::zone::Name;

/// One zone on both sides.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    pub(super) base: Option<FoundZone>,
    pub(super) head: Option<FoundZone>,
    /// The origin on the old side where only the name of the file gave one, and another than the new side's: locks are
    /// asked for under both.
    pub(super) former: Option<Name>,
    /// Whether a file of the zone differs between the sides, or the server that it is for. Without a base side every zone counts as touched.
    pub(super) touched: bool,
    /// Whether the new side lacks the zone for sure: a file that cannot be read may still be it.
    pub(super) deleted: bool,
}

/// Pairs the zones of both sides: by path and origin, then by path where the old origin is no more than the name of the
/// file, then by origin alone (a renamed file).
pub(super) fn pair(
    request: &Request<'_>,
    base: Vec<FoundZone>,
    head: Vec<FoundZone>,
    unreadable: &[(RepoPath, String)],
) -> Vec<Pair> {
    let mut old = Old::new(base);
    let mut partners: Vec<Option<FoundZone>> = head.iter().map(|new| old.of_file(new)).collect();
    for (new, partner) in head.iter().zip(&mut partners) {
        if partner.is_none() {
            *partner = old.of_origin(new);
        }
    }
    let both = |(new, old): (FoundZone, Option<FoundZone>)| {
        let former =
            old.as_ref().and_then(|old| old.origin.clone()).filter(|origin| Some(origin) != new.origin.as_ref());
        let base = old.map(|old| FoundZone { origin: new.origin.clone().or(old.origin), ..old });
        Pair { touched: touched(request, base.as_ref(), &new), former, base, head: Some(new), deleted: false }
    };
    let mut pairs: Vec<Pair> = head.into_iter().zip(partners).map(both).collect();
    let unreadable: BTreeSet<&RepoPath> = unreadable.iter().map(|(path, _)| path).collect();
    pairs.extend(old.zones.into_iter().flatten().map(|old| {
        let deleted = !unreadable.contains(&old.path);
        Pair { base: Some(old), head: None, former: None, touched: true, deleted }
    }));
    pairs
}

/// The zones of the old side that have no partner yet.
struct Old {
    zones: Vec<Option<FoundZone>>,
    by_path: BTreeMap<RepoPath, usize>,
    by_origin: BTreeMap<Name, VecDeque<usize>>,
}

impl Old {
    fn new(base: Vec<FoundZone>) -> Self {
        let by_path = base.iter().enumerate().map(|(at, zone)| (zone.path.clone(), at)).collect();
        let mut by_origin: BTreeMap<Name, VecDeque<usize>> = BTreeMap::new();
        for (at, zone) in base.iter().enumerate() {
            if let Some(origin) = &zone.origin {
                by_origin.entry(origin.clone()).or_default().push_back(at);
            }
        }
        Self { zones: base.into_iter().map(Some).collect(), by_path, by_origin }
    }

    fn of_file(&mut self, new: &FoundZone) -> Option<FoundZone> {
        let slot = self.by_path.get(&new.path).and_then(|&at| self.zones.get_mut(at))?;
        let weak = |old: &FoundZone| matches!(old.because, Because::FileName | Because::Nothing);
        slot.take_if(|old| old.origin == new.origin || weak(old))
    }

    fn of_origin(&mut self, new: &FoundZone) -> Option<FoundZone> {
        let queue = self.by_origin.get_mut(new.origin.as_ref()?)?;
        while let Some(at) = queue.pop_front() {
            if let Some(zone) = self.zones.get_mut(at).and_then(Option::take) {
                return Some(zone);
            }
        }
        None
    }
}

fn touched(request: &Request<'_>, old: Option<&FoundZone>, new: &FoundZone) -> bool {
    let (Some(old), Some(_)) = (old, request.base) else { return true };
    let files: BTreeSet<&RepoPath> = old.includes.iter().chain(&new.includes).chain([&old.path, &new.path]).collect();
    // The same text is another zone to another server.
    let moved = old.path != new.path || old.dialect != new.dialect;
    moved || old.includes != new.includes || files.into_iter().any(|path| differs(request, path))
}
