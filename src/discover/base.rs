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
        let base = if self.beside_including { from.parent() } else { &self.directory };
        match target.first() {
            Some(b'/') => snapshot.absolute(target),
            _ => RepoPath::join(base, target),
        }
    }
}
