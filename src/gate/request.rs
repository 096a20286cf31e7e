//! What the gate is asked.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::finding::Severity;
use crate::locks::{Machine, OurIds};
use crate::snapshot::{RepoPath, Snapshot};
use crate::zone::Name;

/// One question to the gate. Time, place and identity come in as values.
#[derive(Debug)]
pub struct Request<'a> {
    /// The old side; `None` when nothing is compared.
    pub base: Option<&'a dyn Snapshot>,
    /// The new side.
    pub head: &'a dyn Snapshot,
    /// Which zones to judge.
    pub scope: Scope,
    /// Origin given by hand for the single file in [`Scope::Paths`].
    pub origin: Option<Name>,
    /// Where the configuration comes from.
    pub configuration: Configuration,
    /// Where lock files on disk are.
    pub disk: Disk,
    /// Ids of locks that are ours.
    pub our_ids: OurIds,
    /// This machine.
    pub machine: Machine,
    /// The time.
    pub now: Timestamp,
    /// What is being done, for headlines: `commit`, `push`, `merge`, `change`.
    pub action: &'static str,
    /// The threshold given by hand; the configuration's holds if it is stricter.
    pub fail_on: Option<Severity>,
    /// Accept that nothing was found although something was asked for.
    pub allow_empty: bool,
}

/// Which zones to judge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// What the change touches.
    Touched,
    /// Every zone of the new side.
    All,
    /// These files.
    Paths(Vec<RepoPath>),
}

/// Where the configuration comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Configuration {
    /// `zonegate.toml` at the top of both sides, or of a directory outside of any repository.
    InSnapshot,
    /// A file given by hand.
    Given {
        /// Its path, for errors.
        path: String,
        /// Its octets.
        text: Vec<u8>,
    },
    /// None: files given by hand outside of any repository.
    None,
}

/// The places on disk that lock sources look at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Disk {
    /// What the snapshot's paths are relative to; `None` in a bare repository.
    pub root: Option<PathBuf>,
    /// Our own local locks; `None` where there is no place for them.
    pub lock_dir: Option<PathBuf>,
}

impl Request<'_> {
    /// Tells whether the run asked for something in particular, so that finding nothing is no pass.
    pub(super) fn asked(&self) -> bool {
        self.scope != Scope::Touched
    }
}
