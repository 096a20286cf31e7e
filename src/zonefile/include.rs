//! How a reader gets at included files.

use crate::source::{SourceId, SourceMap};

/// Opens `$INCLUDE`d files, always from the snapshot the zone file came from.
pub trait Includes {
    /// Opens `target`, the path as written (decoded), for an `$INCLUDE` that stands in `from`. The same file gives the
    /// same id each time: that is how a loop is seen.
    fn open(&mut self, sources: &mut SourceMap, from: SourceId, target: &[u8]) -> Result<SourceId, IncludeFailure>;

    /// Returns the path of the file that servers with another idea of the base read for the same `$INCLUDE`, if it has
    /// another text than `opened`.
    fn elsewhere(
        &self,
        sources: &SourceMap,
        from: SourceId,
        target: &[u8],
        opened: Option<SourceId>,
    ) -> Option<String> {
        let _ = (sources, from, target, opened);
        None
    }
}

/// Why an included file has no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IncludeFailure {
    /// It does not exist; carries the places that were tried.
    NotFound(Vec<String>),
    /// It is a directory; carries its place.
    Directory(String),
    /// The path is absolute or climbs out of the repository.
    OutsideRepo,
    /// It exists and cannot be read: the reason in words.
    Unreadable(String),
}

/// Includes for text that stands alone: every file is missing.
#[derive(Debug)]
pub struct NoIncludes;

impl Includes for NoIncludes {
    fn open(&mut self, _: &mut SourceMap, _: SourceId, _: &[u8]) -> Result<SourceId, IncludeFailure> {
        Err(IncludeFailure::NotFound(Vec::new()))
    }
}
