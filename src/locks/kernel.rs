//! Kernel locks on an opened file: flock and fcntl, both asked since neither sees the other on local Linux file systems.

use std::path::Path;

use rustix::process::{FlockOffsetType, FlockType};

use super::disk::{Opened, plain};
use super::{flock, holder};

/// What the kernel says about locks on a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum KernelLock {
    /// Nobody holds one.
    Free,
    /// Somebody does.
    Held {
        /// `flock` or `fcntl`.
        how: &'static str,
        /// The holders in words: `pid 4711 (rsync)`, or that none can be seen.
        who: String,
        /// Whether `who` names a process.
        named: bool,
    },
}

/// Asks for both kinds of lock; an answer that is neither yes nor no is an error in words.
pub(crate) fn kernel_lock(path: &Path, opened: &Opened) -> Result<KernelLock, String> {
    let flock =
        flock::contended(&opened.file).map_err(|error| format!("cannot be probed by flock: {}", plain(&error)))?;
    let fcntl = fcntl_holder(opened).map_err(|error| format!("cannot be probed by fcntl: {}", plain(&error)))?;
    let how = match (flock, fcntl) {
        (true, _) => "flock",
        (false, Some(_)) => "fcntl",
        (false, None) => return Ok(KernelLock::Free),
    };
    // The pid of F_GETLK is first-hand; a holder by flock or by open file description has none.
    if let Some(pid) = fcntl.filter(|&pid| pid > 0 && !flock) {
        return Ok(KernelLock::Held { how, who: holder::describe(pid).to_string(), named: true });
    }
    let lockers = holder::lockers(path, &opened.meta);
    Ok(KernelLock::Held { how, who: lockers.words(), named: !lockers.found.is_empty() })
}

/// Asks who stands in the way of a write lock on the whole file: the pid, 0 or less if the kernel does not tell.
///
/// A query, takes nothing. An open-file-description lock has pid −1 (see the profile override in Cargo.toml).
fn fcntl_holder(opened: &Opened) -> std::io::Result<Option<i32>> {
    let whole = rustix::process::Flock {
        start: 0,
        length: 0,
        pid: None,
        typ: FlockType::WriteLock,
        offset_type: FlockOffsetType::Set,
    };
    let holder = rustix::process::fcntl_getlk(&opened.file, &whole)?;
    Ok(holder.map(|lock| lock.pid.map_or(0, |pid| pid.as_raw_nonzero().get())))
}
