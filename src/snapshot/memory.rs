//! A snapshot in memory, for tests and for the examples on rule cards.
//!
//! Flows in: paths with their octets. Flows out: a [`Snapshot`] that follows the same rules as one from git.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::links::{self, resolve};
use super::refusal::refusal;
use super::{Entry, FileKind, ReadFailure, RepoPath, Snapshot};
use crate::source::{Octets, Side};

/// Files in memory.
#[derive(Clone, Debug)]
pub struct MemorySnapshot {
    side: Side,
    entries: Vec<Entry>,
    texts: BTreeMap<RepoPath, Octets>,
}

impl MemorySnapshot {
    /// Takes regular files; of two with the same path the later one counts.
    pub fn new<P: Into<Vec<u8>>, C: Into<Vec<u8>>>(side: Side, files: impl IntoIterator<Item = (P, C)>) -> Self {
        let mut snapshot = Self { side, entries: Vec::new(), texts: BTreeMap::new() };
        for (path, text) in files {
            snapshot.put(path.into(), FileKind::Regular, text.into());
        }
        snapshot
    }

    /// Adds a symbolic link.
    #[must_use]
    pub fn with_link(mut self, path: impl Into<Vec<u8>>, target: impl Into<Vec<u8>>) -> Self {
        self.put(path.into(), FileKind::Symlink, target.into());
        self
    }

    fn put(&mut self, path: Vec<u8>, kind: FileKind, text: Vec<u8>) {
        let path = RepoPath::new(path);
        let entry = Entry { path: path.clone(), kind, content: hex(&Sha256::digest(&text)) };
        match self.entries.binary_search_by(|other| other.path.cmp(&path)) {
            Ok(at) => {
                if let Some(old) = self.entries.get_mut(at) {
                    *old = entry;
                }
            }
            Err(at) => self.entries.insert(at, entry),
        }
        self.texts.insert(path, text.into());
    }

    fn text(&self, path: &RepoPath) -> Result<&Octets, ReadFailure> {
        self.texts.get(path).ok_or(ReadFailure::NotFound)
    }
}

impl Snapshot for MemorySnapshot {
    fn side(&self) -> Side {
        self.side.clone()
    }

    fn id(&self) -> String {
        String::new()
    }

    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, path: &RepoPath) -> Result<Octets, ReadFailure> {
        let target = |link: &Entry| self.text(&link.path).map(|text| text.to_vec());
        let file = resolve(path, |at| links::look(&self.entries, at, target))?;
        let text = self.text(&file)?;
        refusal(text).map_or_else(|| Ok(text.clone()), Err)
    }
}

fn hex(octets: &[u8]) -> String {
    octets.iter().fold(String::new(), |mut text, octet| {
        // Writing to a String cannot fail.
        let _written = write!(text, "{octet:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_links_are_read_like_those_of_git() {
        let snapshot = MemorySnapshot::new(Side::Index, [("z/b", "two"), ("a", "one"), ("z/b", "three")])
            .with_link("l", "z/../z/b")
            .with_link("out", "../b");
        let paths: Vec<String> = snapshot.entries().iter().map(|entry| entry.path.to_string()).collect();
        assert_eq!(paths, ["a", "l", "out", "z/b"]);
        let read = |path: &str| snapshot.read(&RepoPath::new(path.as_bytes()));
        assert_eq!(read("a").as_deref(), Ok(b"one".as_slice()));
        assert_eq!(read("l").as_deref(), Ok(b"three".as_slice()));
        assert_eq!(read("out"), Err(ReadFailure::Outside));
        assert_eq!(read("z"), Err(ReadFailure::Directory));
        assert_eq!(read("y"), Err(ReadFailure::NotFound));
    }

    #[test]
    fn equal_contents_have_equal_ids() {
        let snapshot = MemorySnapshot::new(Side::Index, [("a", "same"), ("b", "same"), ("c", "other")]);
        let id = |path: &str| snapshot.entry(&RepoPath::new(path.as_bytes())).unwrap().content.clone();
        assert_eq!(id("a"), id("b"));
        assert_ne!(id("a"), id("c"));
    }
}
