//! Reading lock files from disk: never a link followed, never a pipe opened, never more than a cap.
//!
//! Flows in: a path. Flows out: a regular file opened read-only, or the reason in words why there is none.
#![expect(clippy::disallowed_methods, reason = "an edge module: lock files live on disk, not in a snapshot")]

use std::fs::{File, FileType, Metadata};
use std::io::{ErrorKind, Read as _};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::os::unix::fs::FileTypeExt as _;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rustix::fs::{Mode, OFlags};

use super::Query;
use crate::snapshot::RepoPath;

/// The cap of a lock record (locks.md §6.3, rule 8).
pub(crate) const RECORD_CAP: usize = 64 * 1024;

/// A regular file, opened for reading.
#[derive(Debug)]
pub(crate) struct Opened {
    /// The file.
    pub(crate) file: File,
    /// What `fstat` says about it.
    pub(crate) meta: Metadata,
}

/// Opens a regular file; `None` if there is nothing, an error in words for anything else.
///
/// A pipe or a device is not opened at all (opening can block or have effects); `O_NOFOLLOW` and `O_NONBLOCK` cover a
/// path that changes between the two calls.
pub(crate) fn open_regular(path: &Path) -> Result<Option<Opened>, String> {
    let kind = match std::fs::symlink_metadata(path) {
        Ok(meta) => meta.file_type(),
        Err(error) if is_absent(&error) => return Ok(None),
        Err(error) => return Err(plain(&error)),
    };
    if let Some(word) = odd_kind(kind) {
        return Err(word.to_owned());
    }
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = match rustix::fs::open(path, flags, Mode::empty()) {
        Ok(descriptor) => File::from(descriptor),
        Err(rustix::io::Errno::NOENT) => return Ok(None),
        Err(error) => return Err(plain(&error.into())),
    };
    let meta = file.metadata().map_err(|error| plain(&error))?;
    match odd_kind(meta.file_type()) {
        Some(word) => Err(word.to_owned()),
        None => Ok(Some(Opened { file, meta })),
    }
}

impl Opened {
    /// Reads all of it; more than `cap` octets are an error.
    pub(crate) fn read_all(&mut self, cap: usize) -> Result<Vec<u8>, String> {
        let octets = self.read_head(cap + 1)?;
        if octets.len() > cap { Err(format!("is larger than {} KiB", cap / 1024)) } else { Ok(octets) }
    }

    /// Reads at most `count` octets from where the file stands.
    pub(crate) fn read_head(&mut self, count: usize) -> Result<Vec<u8>, String> {
        let mut octets = Vec::new();
        let limit = u64::try_from(count).unwrap_or(u64::MAX);
        (&mut self.file).take(limit).read_to_end(&mut octets).map_err(|error| plain(&error))?;
        Ok(octets)
    }

    /// Returns the time of the last change, if the file system has one.
    pub(crate) fn modified(&self) -> Option<Timestamp> {
        Timestamp::try_from(self.meta.modified().ok()?).ok()
    }
}

/// Returns the names in a directory, sorted; `None` if there is no such directory.
pub(crate) fn list(dir: &Path) -> Result<Option<Vec<Vec<u8>>>, String> {
    let entries = match std::fs::read_dir(dir) {
        Ok(entries) => entries,
        // A link whose target is gone says "not found" too, and a lock directory that went away is not one that is empty.
        Err(error) if is_absent(&error) && std::fs::symlink_metadata(dir).is_err_and(|e| is_absent(&e)) => {
            return Ok(None);
        }
        Err(error) => return Err(plain(&error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry.map_err(|error| plain(&error))?.file_name().into_vec());
    }
    names.sort();
    Ok(Some(names))
}

/// A directory, or a link to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DirectoryAt {
    Itself,
    BehindLink,
}

/// Tells whether a directory stands at a path or behind a link there; a link that leads nowhere may have been one.
pub(crate) fn directory_at(path: &Path) -> Option<DirectoryAt> {
    let kind = std::fs::symlink_metadata(path).ok()?.file_type();
    if kind.is_symlink() {
        let file = std::fs::metadata(path).is_ok_and(|meta| !meta.is_dir());
        return (!file).then_some(DirectoryAt::BehindLink);
    }
    kind.is_dir().then_some(DirectoryAt::Itself)
}

/// Returns where a file of the zone lies on disk, with `suffix` behind its name; `None` without a working tree.
pub(crate) fn beside(query: &Query<'_>, file: &RepoPath, suffix: &str) -> Option<(PathBuf, Vec<u8>)> {
    let shown = [file.as_bytes(), suffix.as_bytes()].concat();
    Some((query.root?.join(std::ffi::OsStr::from_bytes(&shown)), shown))
}

/// Returns a path as reports show it: relative to the working tree where it lies in it.
pub(crate) fn shown(path: &Path, root: Option<&PathBuf>) -> Vec<u8> {
    // Files given by hand lie below `/`: without it their paths would look relative.
    let root = root.filter(|root| root.parent().is_some());
    let short = root.and_then(|root| path.strip_prefix(root).ok()).unwrap_or(path);
    short.as_os_str().as_bytes().to_vec()
}

fn is_absent(error: &std::io::Error) -> bool {
    // A name too long for the file system names no file.
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::InvalidFilename)
}

/// Says an I/O error in the system's words without the number.
pub(crate) fn plain(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split_once(" (os error").map_or(text.as_str(), |(words, _)| words).to_lowercase()
}

/// Returns a reason as a clause of its own: `is a directory` follows a file's name, `it is a directory` a colon.
pub(crate) fn subject(why: &str) -> String {
    if why.starts_with("is ") { format!("it {why}") } else { why.to_owned() }
}

fn odd_kind(kind: FileType) -> Option<&'static str> {
    if kind.is_file() {
        None
    } else if kind.is_symlink() {
        Some("is a symbolic link, which is not followed")
    } else if kind.is_dir() {
        Some("is a directory")
    } else if kind.is_fifo() {
        Some("is a named pipe")
    } else if kind.is_socket() {
        Some("is a socket")
    } else {
        Some("is a device")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_regular_files_are_opened() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        std::fs::write(at("file"), b"12345").unwrap();
        std::os::unix::fs::symlink("nowhere", at("link")).unwrap();
        std::fs::create_dir(at("dir")).unwrap();
        rustix::fs::mkfifoat(rustix::fs::CWD, at("fifo"), Mode::RUSR | Mode::WUSR).unwrap();
        let reason = |name: &str| open_regular(&at(name)).err().unwrap_or_default();
        assert!(reason("link").contains("symbolic link"));
        assert!(reason("dir").contains("directory"));
        assert!(reason("fifo").contains("pipe"));
        assert!(open_regular(&at("absent")).unwrap().is_none());
        assert!(open_regular(&at(&"x".repeat(256))).unwrap().is_none());
        assert!(open_regular(&at("file/below")).unwrap().is_none());
        let mut file = open_regular(&at("file")).unwrap().unwrap();
        assert!(file.read_all(4).unwrap_err().contains("larger"));
    }

    #[test]
    fn a_directory_that_is_a_dangling_link_is_not_an_empty_one() {
        let dir = tempfile::tempdir().unwrap();
        assert!(list(&dir.path().join("absent")).unwrap().is_none());
        std::os::unix::fs::symlink("nowhere", dir.path().join("link")).unwrap();
        assert!(list(&dir.path().join("link")).is_err());
        std::fs::write(dir.path().join("file"), b"").unwrap();
        assert!(list(&dir.path().join("file")).is_err());
    }
}
