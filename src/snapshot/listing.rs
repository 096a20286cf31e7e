//! Building the list of paths of a snapshot.
//!
//! Flows in: paths with git's modes, from an index or from trees that somebody else may have crafted. Flows out: entries
//! sorted by path, each path in the form that [`RepoPath`] promises and there once, or an error that names the path.

use super::{Entry, FileKind, RepoPath, SnapshotError};

/// The longest path that is believed; no file system takes one near that length.
const LONGEST_PATH: usize = 65_535;

/// How many paths and directories are believed: trees that hold one another many times over unfold without end.
const MOST_ITEMS: usize = 8_000_000;

/// The octal digits of a git mode that say what an entry is.
const TYPE_MASK: u32 = 0o170_000;

/// What a git mode says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// A directory: a tree.
    Tree,
    /// Something with contents.
    File(FileKind),
}

/// The entries so far.
#[derive(Debug)]
pub(crate) struct Listing {
    what: String,
    items: usize,
    entries: Vec<Entry>,
}

impl Listing {
    /// Starts a list; `what` names the snapshot in errors.
    pub(crate) fn new(what: impl Into<String>, expected: usize) -> Self {
        Self { what: what.into(), items: 0, entries: Vec::with_capacity(expected) }
    }

    /// Adds a file, link or submodule.
    pub(crate) fn add(&mut self, path: Vec<u8>, kind: FileKind, content: String) -> Result<(), SnapshotError> {
        self.count(&path)?;
        self.entries.push(Entry { path: RepoPath::new(path), kind, content });
        Ok(())
    }

    /// Counts a path, a directory's too, and refuses what cannot be the path of a file.
    pub(crate) fn count(&mut self, path: &[u8]) -> Result<(), SnapshotError> {
        self.items += 1;
        if self.items > MOST_ITEMS {
            return Err(self.error(format!("it holds more than {MOST_ITEMS} files and directories")));
        }
        let wrong = |part: &[u8]| matches!(part, b"" | b"." | b"..");
        if path.len() > LONGEST_PATH || path.split(|&octet| octet == b'/').any(wrong) {
            let path = path.get(..path.len().min(200)).unwrap_or_default();
            return Err(self.error(format!("`{}` is no path of a file", String::from_utf8_lossy(path))));
        }
        Ok(())
    }

    /// Reads a mode.
    pub(crate) fn mode(&self, mode: u32, path: &[u8]) -> Result<Mode, SnapshotError> {
        match mode & TYPE_MASK {
            0o040_000 => Ok(Mode::Tree),
            0o100_000 => Ok(Mode::File(FileKind::Regular)),
            0o120_000 => Ok(Mode::File(FileKind::Symlink)),
            0o160_000 => Ok(Mode::File(FileKind::Submodule)),
            _ => Err(self.error(format!("`{}` has the unknown mode {mode:o}", String::from_utf8_lossy(path)))),
        }
    }

    /// Sorts the entries.
    pub(crate) fn finish(mut self) -> Result<Vec<Entry>, SnapshotError> {
        self.entries.sort_unstable_by(|one, other| one.path.cmp(&other.path));
        let mut neighbours = self.entries.iter().zip(self.entries.iter().skip(1));
        match neighbours.find(|(one, next)| one.path == next.path) {
            Some((twice, _)) => Err(self.error(format!("`{}` is there twice", twice.path))),
            None => Ok(self.entries),
        }
    }

    /// Builds an error about this snapshot.
    pub(crate) fn error(&self, why: String) -> SnapshotError {
        SnapshotError::Unreadable { what: self.what.clone(), why, fix: "git fsck shows what is damaged".to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(paths: &[&str], why: &str) {
        let mut listing = Listing::new("the test", 0);
        let add = |path: &&str| listing.add(path.as_bytes().to_vec(), FileKind::Regular, String::new());
        let error = paths.iter().try_for_each(add).and_then(|()| listing.finish().map(drop)).unwrap_err();
        assert!(error.to_string().contains(why), "{error}");
    }

    #[test]
    fn crafted_paths_are_refused() {
        refused(&[""], "no path");
        refused(&["/etc/passwd"], "no path");
        refused(&["a//b"], "no path");
        refused(&["a/"], "no path");
        refused(&["a/../b"], "no path");
        refused(&["./a"], "no path");
        refused(&["a", "b", "a"], "there twice");
    }

    #[test]
    fn entries_are_sorted_by_octets() {
        let mut listing = Listing::new("the test", 0);
        for path in ["b", "a/b", "a-b", "a.b", "B"] {
            listing.add(path.into(), FileKind::Regular, String::new()).unwrap();
        }
        let paths: Vec<String> = listing.finish().unwrap().iter().map(|entry| entry.path.to_string()).collect();
        assert_eq!(paths, ["B", "a-b", "a.b", "a/b", "b"]);
    }

    #[test]
    fn modes() {
        let listing = Listing::new("the test", 0);
        assert_eq!(listing.mode(0o100_755, b"x").unwrap(), Mode::File(FileKind::Regular));
        assert_eq!(listing.mode(0o100_664, b"x").unwrap(), Mode::File(FileKind::Regular));
        assert_eq!(listing.mode(0o120_000, b"x").unwrap(), Mode::File(FileKind::Symlink));
        assert_eq!(listing.mode(0o160_000, b"x").unwrap(), Mode::File(FileKind::Submodule));
        assert_eq!(listing.mode(0o040_000, b"x").unwrap(), Mode::Tree);
        assert!(listing.mode(0o010_644, b"x").is_err());
    }
}
