//! Locks by flock(2): the only place that uses fs2.
//!
//! `fs2::FileExt::…` is called by its full path: since Rust 1.89 `std::fs::File` has inherent methods of the same names
//! with another error type, which would win silently (locks.md §3).

use std::fs::File;
use std::io;
use std::time::Duration;

/// How often a contended flock is asked again: another check's probe holds it for an instant, which is no lock.
const TRIES: u32 = 10;
const PAUSE: Duration = Duration::from_millis(5);
/// `EBADF`: NFS gives an exclusive flock only to a descriptor that is open for writing.
const NOT_WRITABLE: i32 = 9;

/// Tells whether somebody holds a flock on the file, exclusive or shared: who reads under a lock wants no change either.
/// There is no pure query: takes the lock for an instant.
pub(crate) fn contended(file: &File) -> io::Result<bool> {
    for _ in 1..TRIES {
        if !probe(file)? {
            return Ok(false);
        }
        std::thread::sleep(PAUSE);
    }
    probe(file)
}

fn probe(file: &File) -> io::Result<bool> {
    match fs2::FileExt::try_lock_exclusive(file) {
        Ok(()) => fs2::FileExt::unlock(file).map(|()| false),
        Err(error) if is_contention(&error) => Ok(true),
        // There flock is a lock on a range of octets, so the question by fcntl sees its shared holders.
        Err(error) if error.raw_os_error() == Some(NOT_WRITABLE) => probe_shared(file),
        Err(error) => Err(error),
    }
}

fn probe_shared(file: &File) -> io::Result<bool> {
    match fs2::FileExt::try_lock_shared(file) {
        Ok(()) => fs2::FileExt::unlock(file).map(|()| false),
        Err(error) if is_contention(&error) => Ok(true),
        Err(error) => Err(error),
    }
}

/// An exclusive flock, held until dropped.
#[derive(Debug)]
pub(crate) struct FlockGuard(File);

/// Takes an exclusive flock without waiting; `None` if somebody else holds one.
pub(crate) fn try_exclusive(file: File) -> io::Result<Option<FlockGuard>> {
    match fs2::FileExt::try_lock_exclusive(&file) {
        Ok(()) => Ok(Some(FlockGuard(file))),
        Err(error) if is_contention(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

impl Drop for FlockGuard {
    /// Unlocks before the file is closed: a child forked meanwhile shares the open file and would keep the lock.
    fn drop(&mut self) {
        // A failure leaves the lock to the close that follows.
        drop(fs2::FileExt::unlock(&self.0));
    }
}

/// Compares the raw code: on Windows the kind of a contention error is not `WouldBlock`.
fn is_contention(error: &io::Error) -> bool {
    error.raw_os_error() == fs2::lock_contended_error().raw_os_error()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exclusive_and_shared_holders_are_seen() {
        let path = tempfile::NamedTempFile::new().unwrap();
        let open = || path.reopen().unwrap();
        assert!(!contended(&open()).unwrap());
        let guard = try_exclusive(open()).unwrap().unwrap();
        assert!(contended(&open()).unwrap());
        assert!(try_exclusive(open()).unwrap().is_none());
        drop(guard);
        assert!(!contended(&open()).unwrap());
        assert!(try_exclusive(open()).unwrap().is_some());
        let reader = open();
        fs2::FileExt::try_lock_shared(&reader).unwrap();
        assert!(contended(&open()).unwrap());
        fs2::FileExt::unlock(&reader).unwrap();
        assert!(!contended(&open()).unwrap());
    }

    #[test]
    fn probes_do_not_take_each_other_for_holders() {
        let path = tempfile::NamedTempFile::new().unwrap();
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..50 {
                        std::thread::sleep(Duration::from_millis(1));
                        assert!(!contended(&path.reopen().unwrap()).unwrap());
                    }
                });
            }
        });
    }
}
