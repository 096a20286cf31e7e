//! Writing our own lock files: records by rename, flocks that are never unlinked.
//!
//! A lock file that is unlinked while somebody waits for it ends in two holders (locks.md §3, unlink race). Files are
//! made with the process's umask, as git makes its own: a check by another user of the repository has to read them.
#![expect(clippy::disallowed_methods, reason = "an edge module: lock files live on disk, not in a snapshot")]

use std::fs::{File, Permissions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::time::Duration;

use rustix::fs::{Mode, OFlags};

use super::flock::{FlockGuard, try_exclusive};

/// How often a contended flock is tried again. A check's probe holds a shared lock for an instant, which is no holder.
const TRIES: u32 = 25;
const PAUSE: Duration = Duration::from_millis(10);

/// Writes a file so that a reader sees the old or the new text, and the new one survives a crash.
pub(crate) fn write_atomically(path: &Path, octets: &[u8]) -> io::Result<()> {
    let dir = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(dir)?;
    let mut file =
        tempfile::Builder::new().prefix(".new-").permissions(Permissions::from_mode(0o666)).tempfile_in(dir)?;
    file.write_all(octets)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    sync(dir)
}

/// Removes a file; one that is gone already is fine.
pub(crate) fn remove(path: &Path) -> io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => path.parent().map_or(Ok(()), sync),
    }
}

/// Takes the flock of a file, made if need be; `None` if somebody holds it.
pub(crate) fn take_flock(path: &Path) -> io::Result<Option<FlockGuard>> {
    take_flock_within(path, TRIES)
}

/// Enters the section in which locks of a directory are taken and released, one process at a time.
///
/// It makes "no lock of this zone and no glob over it" and "write the record" one step. Waits about three seconds.
pub(crate) fn enter(dir: &Path) -> io::Result<Option<FlockGuard>> {
    std::fs::create_dir_all(dir)?;
    take_flock_within(&dir.join("acquire.mutex"), 300)
}

fn take_flock_within(path: &Path, tries: u32) -> io::Result<Option<FlockGuard>> {
    for _ in 1..tries {
        if let Some(guard) = try_exclusive(open_for_flock(path)?)? {
            return Ok(Some(guard));
        }
        std::thread::sleep(PAUSE);
    }
    try_exclusive(open_for_flock(path)?)
}

/// Opens for reading and writing: NFS gives an exclusive flock to no other descriptor.
fn open_for_flock(path: &Path) -> io::Result<File> {
    let flags = OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let mode = Mode::from_raw_mode(0o666);
    Ok(File::from(rustix::fs::open(path, flags, mode)?))
}

/// Makes the names of a directory survive a crash.
fn sync(dir: &Path) -> io::Result<()> {
    File::open(dir)?.sync_all()
}

/// Draws a nonce of 128 bits, in hex.
pub(crate) fn nonce() -> io::Result<String> {
    let mut octets = [0; 16];
    File::open("/dev/urandom")?.read_exact(&mut octets)?;
    Ok(format!("{:032x}", u128::from_be_bytes(octets)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_replaced_as_a_whole() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a/b/file");
        write_atomically(&path, b"one").unwrap();
        write_atomically(&path, b"two").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
        remove(&path).unwrap();
        remove(&path).unwrap();
    }

    #[test]
    fn a_flock_is_never_taken_through_a_link() {
        let dir = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink("target", dir.path().join("link")).unwrap();
        assert!(take_flock(&dir.path().join("link")).is_err());
        assert!(!dir.path().join("target").exists());
    }

    #[test]
    fn nonces_differ() {
        let (a, b) = (nonce().unwrap(), nonce().unwrap());
        assert_eq!((a.len(), a == b), (32, false));
    }
}
