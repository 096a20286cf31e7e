//! Reads files of one snapshot as texts of the run's source map.

use std::collections::BTreeMap;

use super::IncludeBase;
use crate::snapshot::{ReadFailure, RepoPath, Snapshot};
use crate::source::{SourceId, SourceMap};
use crate::zonefile::{IncludeFailure, Includes};

/// The texts of one side that were read so far: a file is one text however often it is included.
#[derive(Debug)]
pub struct Texts<'a> {
    snapshot: &'a dyn Snapshot,
    ids: BTreeMap<RepoPath, Result<SourceId, ReadFailure>>,
    paths: BTreeMap<SourceId, RepoPath>,
    base: IncludeBase,
}

impl<'a> Texts<'a> {
    /// Starts with no text read.
    pub fn new(snapshot: &'a dyn Snapshot) -> Self {
        Self { snapshot, ids: BTreeMap::new(), paths: BTreeMap::new(), base: IncludeBase::default() }
    }

    /// Sets what `$INCLUDE`s of the zone read next are relative to.
    pub fn set_include_base(&mut self, base: IncludeBase) {
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
        if let Ok(id) = result {
            self.paths.insert(id, path.clone());
        }
        result
    }

    fn shown(&self, path: &RepoPath) -> String {
        String::from_utf8_lossy(&self.snapshot.display(path)).into_owned()
    }

    fn path(&self, source: SourceId) -> RepoPath {
        self.paths.get(&source).cloned().unwrap_or_else(|| RepoPath::new(Vec::new()))
    }
}

impl Includes for Texts<'_> {
    fn open(&mut self, sources: &mut SourceMap, from: SourceId, target: &[u8]) -> Result<SourceId, IncludeFailure> {
        let path = self.base.resolve(self.snapshot, &self.path(from), target).ok_or(IncludeFailure::OutsideRepo)?;
        match self.read(sources, &path) {
            Ok(id) => Ok(id),
            Err(ReadFailure::NotFound) => Err(IncludeFailure::NotFound(vec![self.shown(&path)])),
            Err(ReadFailure::Directory) => Err(IncludeFailure::Directory(self.shown(&path))),
            Err(ReadFailure::Outside) => Err(IncludeFailure::OutsideRepo),
            Err(ReadFailure::Unreadable(why)) => Err(IncludeFailure::Unreadable(why)),
        }
    }

    fn elsewhere(
        &self,
        sources: &SourceMap,
        from: SourceId,
        target: &[u8],
        opened: Option<SourceId>,
    ) -> Option<String> {
        let path = self.base.elsewhere(self.snapshot, &self.path(from), target)?;
        let text = self.snapshot.read(&path).ok()?;
        let differs = opened.is_none_or(|opened| *text != *sources.text(opened));
        differs.then(|| self.shown(&path))
    }
}
