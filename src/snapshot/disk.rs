//! One path on disk: its name, its metadata, its octets.
//!
//! Flows in: a path. Flows out: octets of a regular file, or why there are none. Nothing else is ever opened, and never in
//! a way that could wait: a named pipe called `example.com.zone` must not stop a gate.

use std::ffi::OsStr;
use std::fs::{Metadata, OpenOptions};
use std::io::{self, Read as _};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Component, Path, PathBuf};

use rustix::fs::OFlags;

use super::whole::read_whole;
use super::{ReadFailure, RepoPath};
use crate::source::Octets;

/// The largest file that is read: spans have 32 bits.
const LARGEST: u64 = u32::MAX as u64;

/// Reads a regular file; a link is not followed.
pub(crate) fn read_regular(path: &Path) -> Result<Octets, ReadFailure> {
    // NONBLOCK, because what was a file a moment ago may be a named pipe now, and opening one waits for a writer.
    let flags = OFlags::NONBLOCK | OFlags::NOFOLLOW;
    let mut options = OpenOptions::new();
    let file =
        options.read(true).custom_flags(flags.bits().cast_signed()).open(path).map_err(|error| failure(&error))?;
    let found = file.metadata().map_err(|error| failure(&error))?;
    regular(&found)?;
    let too_large = |size: u64| ReadFailure::Unreadable(format!("it is too large ({size} octets)"));
    if found.len() > LARGEST {
        return Err(too_large(found.len()));
    }
    let said = usize::try_from(found.len()).unwrap_or_default();
    // A file may grow while it is read.
    let octets = read_whole(file.take(LARGEST + 1), said).map_err(|error| failure(&error))?;
    let size = octets.len() as u64;
    if size > LARGEST { Err(too_large(size)) } else { Ok(octets) }
}

/// Refuses what is no regular file.
pub(crate) fn regular(found: &Metadata) -> Result<(), ReadFailure> {
    let kind = found.file_type();
    let what = if kind.is_file() {
        return Ok(());
    } else if kind.is_dir() {
        return Err(ReadFailure::Directory);
    } else if kind.is_fifo() {
        "a named pipe"
    } else if kind.is_socket() {
        "a socket"
    } else if kind.is_symlink() {
        "a symbolic link"
    } else {
        "a device"
    };
    Err(ReadFailure::Unreadable(format!("it is {what}, not a regular file")))
}

/// Says in words why the system gave nothing.
pub(crate) fn failure(error: &io::Error) -> ReadFailure {
    match error.kind() {
        // A part on the way that is no directory: nothing is there, as in a tree of git.
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => ReadFailure::NotFound,
        io::ErrorKind::PermissionDenied => ReadFailure::Unreadable("permission denied".to_owned()),
        _ => ReadFailure::Unreadable(error.to_string()),
    }
}

/// Identifies contents by what the system says about the file: cheap, and different after every ordinary write.
pub(crate) fn stat_id(found: &Metadata) -> String {
    let (size, device, inode) = (found.size(), found.dev(), found.ino());
    let written = format!("{}.{:09}", found.mtime(), found.mtime_nsec());
    // The change time cannot be set back, unlike the time of the last write.
    let changed = format!("{}.{:09}", found.ctime(), found.ctime_nsec());
    format!("stat:{size}-{written}-{changed}-{device}-{inode}")
}

/// Returns the place of a snapshot's path on disk.
pub(crate) fn on_disk(root: &Path, path: &RepoPath) -> PathBuf {
    root.join(OsStr::from_bytes(path.as_bytes()))
}

/// Returns the path relative to `root`; `None` for the root itself and for what lies elsewhere.
pub(crate) fn path_below(root: &Path, file: &Path) -> Option<RepoPath> {
    let below = file.strip_prefix(root).ok()?.as_os_str().as_bytes();
    RepoPath::join(b"", below)
}

/// Makes a path as the user typed it absolute.
///
/// `link/..` is not where the path without both would lead, so the system is asked as soon as there is a `..`.
pub(crate) fn absolute(path: &Path, cwd: &Path) -> PathBuf {
    let joined = cwd.join(path);
    if joined.components().all(|part| part != Component::ParentDir) {
        return joined.components().collect();
    }
    let resolved = match (joined.parent(), joined.file_name()) {
        (Some(directory), Some(name)) => directory.canonicalize().map(|directory| directory.join(name)),
        _ => joined.canonicalize(),
    };
    resolved.unwrap_or_else(|_missing| without_parents(&joined))
}

/// Resolves `..` by the letters alone, for a path that does not exist.
fn without_parents(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        if part == Component::ParentDir {
            plain.pop();
        } else {
            plain.push(part);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(typed: &str, expected: &str) {
        assert_eq!(absolute(Path::new(typed), Path::new("/no/such/dir")).to_str(), Some(expected));
    }

    #[test]
    fn typed_paths_become_absolute() {
        case("a.zone", "/no/such/dir/a.zone");
        case("./x//a.zone", "/no/such/dir/x/a.zone");
        case("../a.zone", "/no/such/a.zone");
        case("../../../../a.zone", "/a.zone");
        case("/abs/./a", "/abs/a");
    }

    #[test]
    fn a_parent_behind_a_link_is_the_parent_of_its_target() {
        let directory = tempfile::tempdir().unwrap();
        let top = directory.path().canonicalize().unwrap();
        std::fs::create_dir_all(top.join("far/deep")).unwrap();
        std::os::unix::fs::symlink("far/deep", top.join("link")).unwrap();
        assert_eq!(absolute(Path::new("link/../x"), &top), top.join("far/x"));
    }

    #[test]
    fn only_regular_files_are_read() {
        let directory = tempfile::tempdir().unwrap();
        let at = |name: &str| directory.path().join(name);
        std::fs::write(at("file"), "text").unwrap();
        std::os::unix::fs::symlink("file", at("link")).unwrap();
        let pipe = std::process::Command::new("mkfifo").arg(at("pipe")).status().unwrap();
        assert!(pipe.success());
        assert_eq!(read_regular(&at("file")).as_deref(), Ok(b"text".as_slice()));
        assert_eq!(read_regular(&at("gone")), Err(ReadFailure::NotFound));
        assert_eq!(read_regular(&at("file/x")), Err(ReadFailure::NotFound));
        assert_eq!(read_regular(directory.path()), Err(ReadFailure::Directory));
        assert!(matches!(read_regular(&at("link")), Err(ReadFailure::Unreadable(_))));
        let pipe = ReadFailure::Unreadable("it is a named pipe, not a regular file".to_owned());
        assert_eq!(read_regular(&at("pipe")), Err(pipe));
        assert!(matches!(read_regular(Path::new("/dev/null")), Err(ReadFailure::Unreadable(_))));
    }
}
