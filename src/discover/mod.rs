//! Which files of a snapshot are zones, what their origins are, and which files they include.
//!
//! Flows in: a snapshot and the policies. Flows out: a [`Discovery`]: zones with origin, the reason for it, how they are
//! read and the files they reach by `$INCLUDE`; fragments that no zone includes; files without a usable origin. `survey`
//! goes through the files, `names` judges their names, `servers` reads the server configurations among them, `base` says
//! what includes are relative to, `texts` reads files of the snapshot for the zone-file reader.

mod base;
mod names;
mod servers;
mod survey;
mod texts;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::rdata::{Dialect, Dialects};
use crate::snapshot::{Entry, FileKind, ReadFailure, RepoPath, Snapshot};
use crate::zone::Name;
use crate::zonefile::{Outline, outline};

pub use base::IncludeBase;
pub use survey::Survey;
pub use texts::Texts;

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
    /// The server whose reading decides what its text means.
    pub dialect: Dialect,
    /// Further servers that the text has to be good for.
    pub portable_to: Dialects,
    /// What its `$INCLUDE` paths are relative to.
    pub base: IncludeBase,
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
    /// A zone statement of a server configuration in the snapshot.
    Server,
    /// The SOA's owner, absolute in the file itself.
    SoaOwner,
    /// The file's name.
    FileName,
    /// Nothing gives an origin.
    Nothing,
}

impl Because {
    /// Tells whether the file is a zone by being named as one somewhere, whatever it holds.
    fn is_stated(self) -> bool {
        matches!(self, Self::Argument | Self::Configured | Self::Server)
    }

    /// Returns the words for `zonegate zones`.
    pub fn words(self) -> &'static str {
        match self {
            Self::Argument => "--origin",
            Self::Configured => "configuration",
            Self::Server => "server configuration",
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
