//! Listing the files below a directory.
//!
//! Flows in: a directory, and for a repository the paths its index knows. Flows out: entries sorted by path. Links are
//! listed and not followed. A directory that cannot be read is an error: a zone may be in it.

use std::fs::Metadata;
use std::io;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

use ignore::{DirEntry, WalkBuilder};

use super::disk::{on_disk, path_below, stat_id};
use super::remedies::unreadable;
use super::{Entry, FileKind, RepoPath, SnapshotError};

/// Lists the working tree of a repository with git's own exclusions, and what is tracked in spite of them.
///
/// A user's global exclusions are not asked: they differ from machine to machine.
pub(crate) fn repository(
    root: &Path,
    tracked: impl IntoIterator<Item = RepoPath>,
) -> Result<Vec<Entry>, SnapshotError> {
    let mut builder = WalkBuilder::new(root);
    builder.standard_filters(false).parents(false).git_ignore(true).git_exclude(true).require_git(false);
    builder.filter_entry(|entry| !is_git_directory(entry) && !is_other_repository(entry));
    let mut entries = files(root, &builder)?;
    let mut unseen = Vec::new();
    for path in tracked {
        if entries.binary_search_by(|entry| entry.path.cmp(&path)).is_err() {
            unseen.extend(tracked_entry(root, path)?);
        }
    }
    entries.append(&mut unseen);
    entries.sort_unstable_by(|one, other| one.path.cmp(&other.path));
    entries.dedup_by(|one, other| one.path == other.path);
    Ok(entries)
}

/// Lists every file below a directory.
pub(crate) fn directory(root: &Path) -> Result<Vec<Entry>, SnapshotError> {
    let mut builder = WalkBuilder::new(root);
    builder.standard_filters(false).filter_entry(|entry| !is_git_directory(entry));
    files(root, &builder)
}

fn files(root: &Path, builder: &WalkBuilder) -> Result<Vec<Entry>, SnapshotError> {
    let top = std::fs::symlink_metadata(root).map_err(|error| unlisted(root, &error.to_string()))?;
    if top.is_file() {
        return Err(unlisted(root, "it is a file, not a directory"));
    }
    let mut entries = Vec::new();
    for found in builder.build() {
        match found {
            Ok(found) => entries.extend(entry(root, &found)?),
            // Deleted between the listing and the look at it.
            Err(error) if error.io_error().is_some_and(|error| error.kind() == io::ErrorKind::NotFound) => {}
            Err(error) => return Err(unlisted(root, &error.to_string())),
        }
    }
    entries.sort_unstable_by(|one: &Entry, other| one.path.cmp(&other.path));
    Ok(entries)
}

fn entry(root: &Path, found: &DirEntry) -> Result<Option<Entry>, SnapshotError> {
    let kind = match found.file_type() {
        Some(kind) if kind.is_symlink() => FileKind::Symlink,
        Some(kind) if kind.is_file() => FileKind::Regular,
        // Directories, and what git does not see either: pipes, sockets, devices.
        _ => return Ok(None),
    };
    let Some(path) = path_below(root, found.path()) else { return Ok(None) };
    match found.metadata() {
        Ok(metadata) => Ok(Some(Entry { path, kind, content: stat_id(&metadata) })),
        Err(error) if error.io_error().is_some_and(|error| error.kind() == io::ErrorKind::NotFound) => Ok(None),
        Err(error) => Err(unlisted(root, &error.to_string())),
    }
}

/// Describes a tracked path that the walk did not list: it is ignored, a submodule, or deleted.
fn tracked_entry(root: &Path, path: RepoPath) -> Result<Option<Entry>, SnapshotError> {
    let Some(found) = unfollowed(root, &path)? else { return Ok(None) };
    let kind = if found.is_symlink() {
        FileKind::Symlink
    } else if !found.is_dir() {
        FileKind::Regular
    } else if std::fs::symlink_metadata(on_disk(root, &path).join(".git")).is_ok() {
        FileKind::Submodule
    } else {
        // A directory stands where the file was.
        return Ok(None);
    };
    Ok(Some(Entry { path, kind, content: stat_id(&found) }))
}

/// Looks at a path without following a link on the way: behind one, git takes the tracked file for deleted.
fn unfollowed(root: &Path, path: &RepoPath) -> Result<Option<Metadata>, SnapshotError> {
    let octets = path.as_bytes();
    let ends = octets.iter().enumerate().filter(|&(_, &octet)| octet == b'/').map(|(at, _)| at);
    let mut last = None;
    for end in ends.chain([octets.len()]) {
        let part = RepoPath::new(octets.get(..end).unwrap_or_default());
        match std::fs::symlink_metadata(on_disk(root, &part)) {
            Ok(found) if end < octets.len() && !found.is_dir() => return Ok(None),
            Ok(found) => last = Some(found),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Ok(None);
            }
            Err(error) => return Err(unlisted(root, &format!("{part}: {error}"))),
        }
    }
    Ok(last)
}

fn is_git_directory(entry: &DirEntry) -> bool {
    entry.depth() > 0 && entry.file_name().as_bytes() == b".git"
}

/// Tells whether a directory is the top of another repository: a submodule, or a clone inside the clone.
fn is_other_repository(entry: &DirEntry) -> bool {
    entry.depth() > 0
        && entry.file_type().is_some_and(|kind| kind.is_dir())
        && std::fs::symlink_metadata(entry.path().join(".git")).is_ok()
}

fn unlisted(root: &Path, why: &str) -> SnapshotError {
    let what = format!("the files below {}", root.display());
    unreadable(&what, why, "make it readable, or list it in .gitignore")
}
