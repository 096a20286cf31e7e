//! Locks by flock(2): the only place that uses fs2.
//!
//! `fs2::FileExt::…` is called by its full path: since Rust 1.89 `std::fs::File` has inherent methods of the same names
//! with another error type, which would win silently (locks.md §3).

use std::fs::File;
use std::io;

/// Tells whether somebody holds an exclusive flock on the file. Takes a shared lock for an instant: there is no pure query.
pub(crate) fn contended(file: &File) -> io::Result<bool> {
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
    fn an_exclusive_holder_is_seen_and_a_shared_one_is_not() {
        let path = tempfile::NamedTempFile::new().unwrap();
        let open = || path.reopen().unwrap();
        assert!(!contended(&open()).unwrap());
        let guard = try_exclusive(open()).unwrap().unwrap();
        assert!(contended(&open()).unwrap());
        assert!(try_exclusive(open()).unwrap().is_none());
        drop(guard);
        assert!(!contended(&open()).unwrap());
        assert!(try_exclusive(open()).unwrap().is_some());
    }
}
