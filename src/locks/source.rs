//! What a lock source is asked, and how.

use std::path::PathBuf;

use jiff::Timestamp;

use super::LockState;
use crate::snapshot::{RepoPath, Snapshot};
use crate::zone::{Name, Serial};

/// One kind of evidence.
pub trait LockSource {
    /// Returns the source's name as reports and the configuration know it.
    fn name(&self) -> &'static str;

    /// Says what it knows about one zone: one state a piece of evidence, a single [`LockState::Free`] where there is
    /// none. Takes nothing and writes nothing.
    fn examine(&self, query: &Query<'_>) -> Vec<LockState>;
}

/// One question: is this zone locked now?
#[derive(Debug)]
pub struct Query<'a> {
    /// The zone.
    pub zone: &'a Name,
    /// The zone's own file on the new side, and on the old side where the change gives it another name: a server that
    /// has not been told yet still writes beside the old one.
    pub own_files: &'a [RepoPath],
    /// The zone's own files, then every file it includes, on either side.
    pub files: &'a [RepoPath],
    /// The serial of the base side: what the server last loaded or dumped (locks.md, fact 5). Without a base side, the
    /// serial of the judged file. `None` if it could not be read.
    pub base_serial: Option<Serial>,
    /// The old side, if there is one.
    pub base: Option<&'a dyn Snapshot>,
    /// The new side.
    pub head: &'a dyn Snapshot,
    /// Directory on disk that the paths in `files` are relative to; `None` in a bare repository.
    pub root: Option<&'a PathBuf>,
    /// Directory of our own local locks: `<git common directory>/zonegate/locks`, or `--lock-dir`. `None` outside both.
    pub lock_dir: Option<&'a PathBuf>,
    /// The time.
    pub now: Timestamp,
    /// This machine.
    pub machine: &'a Machine,
}

/// The identity of this machine: a process is known by host, boot, pid and start time, never by its pid alone.
#[derive(Clone, Debug, Default)]
pub struct Machine {
    /// Host name.
    pub host: String,
    /// Boot id (Linux: `/proc/sys/kernel/random/boot_id`); empty where the system has none.
    pub boot_id: String,
}
