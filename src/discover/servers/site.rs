//! Where the paths of a server configuration lie in the snapshot.
//!
//! A configuration says `/etc/bind/zones/db.example`; the snapshot may hold that as `zones/db.example` beside it, as
//! `etc/bind/zones/db.example`, or not at all. The longest end of the path that exists counts, looked for from the
//! directory of the configuration up to the root.

use crate::snapshot::{RepoPath, Snapshot};
use crate::zone::Name;

/// A configuration in its snapshot.
pub(super) struct Site<'a> {
    snapshot: &'a dyn Snapshot,
    /// Where the configuration lies.
    at: &'a [u8],
    /// The directory that its relative paths start at, as written.
    stated: Option<&'a [u8]>,
}

impl<'a> Site<'a> {
    pub(super) fn new(snapshot: &'a dyn Snapshot, at: &'a [u8], stated: Option<&'a [u8]>) -> Self {
        Self { snapshot, at, stated }
    }

    /// Returns the file that a path means.
    pub(super) fn file(&self, written: &[u8]) -> Option<RepoPath> {
        let is_file = |path: &RepoPath| self.snapshot.entry(path).is_some();
        if written.starts_with(b"/") {
            let below = self.stated.and_then(|stated| below(written, stated));
            return self.snapshot.absolute(written).filter(is_file).or_else(|| match below {
                Some(rest) => self.relative(rest),
                None => self.longest_end(written, is_file),
            });
        }
        self.relative(written)
    }

    /// Returns the file that a path relative to the stated directory means.
    fn relative(&self, written: &[u8]) -> Option<RepoPath> {
        let is_file = |path: &RepoPath| self.snapshot.entry(path).is_some();
        let stated = self.stated_directory().and_then(|directory| RepoPath::join(&directory, written));
        stated.filter(is_file).or_else(|| self.upward().find_map(|top| RepoPath::join(top, written).filter(is_file)))
    }

    /// Returns the directory that relative paths start at: what is left of a zone file's path without what the
    /// configuration says about it, else what the stated directory means. Nothing where none is stated.
    pub(super) fn directory(&self, zones: &[(Name, Vec<u8>)]) -> Option<Vec<u8>> {
        let by_file = zones.iter().find_map(|(_, written)| {
            let rest = match written.first() {
                Some(b'/') => below(written, self.stated?)?,
                _ => written,
            };
            let path = self.file(written)?;
            let top = path.as_bytes().strip_suffix(rest)?;
            top.strip_suffix(b"/").or(top.is_empty().then_some(top)).map(<[u8]>::to_vec)
        });
        by_file.or_else(|| self.stated_directory())
    }

    fn stated_directory(&self) -> Option<Vec<u8>> {
        let stated = self.stated?;
        let is_directory = |path: &RepoPath| self.is_directory(path.as_bytes());
        let found = if stated.starts_with(b"/") {
            let known = self.snapshot.absolute(stated).filter(is_directory);
            known.or_else(|| self.longest_end(stated, is_directory))
        } else if matches!(stated, b"." | b"./") {
            return Some(self.at.to_vec());
        } else {
            RepoPath::join(self.at, stated).filter(is_directory)
        };
        found.map(|path| path.as_bytes().to_vec())
    }

    /// Returns the longest end of an absolute path that exists below a directory on the way up.
    fn longest_end(&self, written: &[u8], exists: impl Fn(&RepoPath) -> bool) -> Option<RepoPath> {
        let starts = (0..written.len()).filter(|&at| written.get(at) == Some(&b'/'));
        let mut ends = starts.filter_map(|at| written.get(at + 1..)).filter(|end| !end.is_empty());
        ends.find_map(|end| self.upward().filter_map(|top| RepoPath::join(top, end)).find(|path| exists(path)))
    }

    /// Iterates over the directories from the configuration's own to the root.
    fn upward(&self) -> impl Iterator<Item = &'a [u8]> {
        std::iter::successors(Some(self.at), |path| {
            let above = path.iter().rposition(|octet| *octet == b'/').unwrap_or(0);
            (!path.is_empty()).then(|| path.get(..above).unwrap_or_default())
        })
    }

    fn is_directory(&self, path: &[u8]) -> bool {
        let inside = [path, b"/"].concat();
        let entries = self.snapshot.entries();
        let at = entries.partition_point(|entry| entry.path.as_bytes() < inside.as_slice());
        entries.get(at).is_some_and(|entry| entry.path.as_bytes().starts_with(&inside))
    }
}

/// Returns what of an absolute path lies below a directory.
fn below<'p>(path: &'p [u8], directory: &[u8]) -> Option<&'p [u8]> {
    let directory = directory.strip_suffix(b"/").unwrap_or(directory);
    path.strip_prefix(directory)?.strip_prefix(b"/")
}
