//! Reads files of one snapshot as texts of the run's source map.

use std::collections::BTreeMap;

use crate::snapshot::{ReadFailure, RepoPath, Snapshot};
use crate::source::{SourceId, SourceMap};
use crate::zonefile::{IncludeFailure, Includes};

/// The texts of one side that were read so far: a file is one text however often it is included.
#[derive(Debug)]
pub struct Texts<'a> {
    snapshot: &'a dyn Snapshot,
    ids: BTreeMap<RepoPath, Result<SourceId, ReadFailure>>,
    base: Vec<u8>,
}

impl<'a> Texts<'a> {
    /// Starts with no text read.
    pub fn new(snapshot: &'a dyn Snapshot) -> Self {
        Self { snapshot, ids: BTreeMap::new(), base: Vec::new() }
    }

    /// Sets the directory that `$INCLUDE`s of the zone read next are relative to.
    pub fn set_include_base(&mut self, base: Vec<u8>) {
        self.base = base;
    }

    /// Reads a file, or returns the text it was read as before.
    pub fn read(&mut self, sources: &mut SourceMap, path: &RepoPath) -> Result<SourceId, ReadFailure> {
        if let Some(known) = self.ids.get(path) {
            return known.clone();
        }
        let result =
            self.snapshot.read(path).map(|text| sources.add(self.snapshot.display(path), self.snapshot.side(), text));
        self.ids.insert(path.clone(), result.clone());
        result
    }
}

impl Includes for Texts<'_> {
    fn open(&mut self, sources: &mut SourceMap, _: SourceId, target: &[u8]) -> Result<SourceId, IncludeFailure> {
        let base = self.base.clone();
        let path = resolve(self.snapshot, &base, target).ok_or(IncludeFailure::OutsideRepo)?;
        let shown = || String::from_utf8_lossy(&self.snapshot.display(&path)).into_owned();
        let tried = || IncludeFailure::NotFound(vec![shown()]);
        match self.read(sources, &path) {
            Ok(id) => Ok(id),
            Err(ReadFailure::NotFound | ReadFailure::Directory) => Err(tried()),
            Err(ReadFailure::Outside) => Err(IncludeFailure::OutsideRepo),
            Err(ReadFailure::Unreadable(why)) => Err(IncludeFailure::Unreadable(why)),
        }
    }
}

/// Resolves the path of an `$INCLUDE` against its base; `None` if it leaves the snapshot.
pub fn resolve(snapshot: &dyn Snapshot, base: &[u8], target: &[u8]) -> Option<RepoPath> {
    match target.first() {
        Some(b'/') => snapshot.absolute(target),
        _ => RepoPath::join(base, target),
    }
}
