//! What `$INCLUDE` paths are relative to (zonefile.md §6): the one answer for the include graph and for the reader.
//!
//! BIND and NSD start at a directory that their configuration names, nested includes too; Knot and gdnsd at the including
//! file; `PowerDNS` at the zone file. Flows in: what the policy and the server configurations say. Flows out: an
//! [`IncludeBase`], which turns a path as written into a path of the snapshot.

use super::servers::Servers;
use crate::config::Policies;
use crate::rdata::Dialect;
use crate::snapshot::{RepoPath, Snapshot};
use crate::zone::Name;

/// What the `$INCLUDE` paths of one zone are relative to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IncludeBase {
    /// The directory, relative to the root of the snapshot.
    directory: Vec<u8>,
    /// Whether the directory of the including file counts instead.
    beside_including: bool,
}

impl IncludeBase {
    /// Settles the base of the zone in `path`.
    pub(super) fn of(
        policies: &Policies,
        servers: &Servers,
        origin: Option<&Name>,
        dialect: Dialect,
        path: &RepoPath,
    ) -> Self {
        if let Some(set) = origin.and_then(|origin| policies.include_base(origin)) {
            return Self { directory: set.as_bytes().to_vec(), beside_including: false };
        }
        let beside_including = matches!(dialect, Dialect::Knot | Dialect::Gdnsd);
        let of_server = if dialect == Dialect::Pdns { None } else { servers.directory(dialect, path) };
        Self { directory: of_server.unwrap_or_else(|| path.parent()).to_vec(), beside_including }
    }

    /// Returns the file that an `$INCLUDE` in `from` means; `None` if its path leaves the snapshot.
    pub fn resolve(&self, snapshot: &dyn Snapshot, from: &RepoPath, target: &[u8]) -> Option<RepoPath> {
        resolve(snapshot, if self.beside_including { from.parent() } else { &self.directory }, target)
    }

    /// Returns the file that the servers of the other kind read for it, where that is another one.
    pub fn elsewhere(&self, snapshot: &dyn Snapshot, from: &RepoPath, target: &[u8]) -> Option<RepoPath> {
        let other = resolve(snapshot, if self.beside_including { &self.directory } else { from.parent() }, target)?;
        (self.resolve(snapshot, from, target).as_ref() != Some(&other)).then_some(other)
    }
}

fn resolve(snapshot: &dyn Snapshot, base: &[u8], target: &[u8]) -> Option<RepoPath> {
    match target.first() {
        Some(b'/') => snapshot.absolute(target),
        _ => RepoPath::join(base, target).or_else(|| root(base, target)),
    }
}

/// Returns the root of the snapshot if that is what a path means: a directory, and not outside.
fn root(base: &[u8], target: &[u8]) -> Option<RepoPath> {
    let below = RepoPath::join(base, &[target, b"/x"].concat())?;
    (below.as_bytes() == b"x").then(|| RepoPath::new(Vec::new()))
}
