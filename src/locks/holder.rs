//! Who holds a lock on a file, or writes to it: what `/proc` tells.
//!
//! `/proc/locks` is not asked: its pid is the one that took the lock, possibly dead, and its device numbers differ from
//! `stat` on some file systems (locks.md, fact 13). A descriptor whose `fdinfo` carries a `lock:` line keeps the lock alive.
#![expect(clippy::disallowed_methods, reason = "an edge module: the system tells about processes through /proc")]

use std::fmt;
use std::fs::Metadata;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

/// A process, as a report names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Process {
    pub(crate) pid: i32,
    /// The command's name, empty if it is not told.
    pub(crate) command: String,
    /// The user, where it is not the one who asks.
    pub(crate) user: Option<String>,
}

impl fmt::Display for Process {
    /// Writes `pid 4711 (rsync)`, with the user of a process of somebody else.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "pid {}", self.pid)?;
        match (self.command.as_str(), &self.user) {
            ("", None) => Ok(()),
            ("", Some(user)) => write!(f, " (user {user})"),
            (command, None) => write!(f, " ({command})"),
            (command, Some(user)) => write!(f, " ({command}, user {user})"),
        }
    }
}

/// The processes found, and whether every process could be looked at.
#[derive(Clone, Debug, Default)]
pub(crate) struct Processes {
    pub(crate) found: Vec<Process>,
    pub(crate) complete: bool,
}

impl Processes {
    /// Names at most three of them; says so if there are none to be seen.
    pub(crate) fn words(&self) -> String {
        let named: Vec<String> = self.found.iter().take(3).map(Process::to_string).collect();
        match self.found.len() {
            0 => format!("holder not visible to uid {}", rustix::process::geteuid().as_raw()),
            1..=3 => named.join(", "),
            more => format!("{} and {} more", named.join(", "), more - 3),
        }
    }
}

/// Returns the processes with a descriptor that keeps a lock on this file: children that inherited it included.
pub(crate) fn lockers(path: &Path, file: &Metadata) -> Processes {
    scan(path, file, |info| info.lines().any(|line| line.starts_with("lock:")))
}

/// Returns the processes that have this file open for writing.
pub(crate) fn writers(path: &Path, file: &Metadata) -> Processes {
    scan(path, file, |info| {
        let flags = info.lines().find_map(|line| line.strip_prefix("flags:"));
        // O_ACCMODE is the two lowest bits: 1 is O_WRONLY, 2 is O_RDWR.
        flags.and_then(|text| u64::from_str_radix(text.trim(), 8).ok()).is_some_and(|flags| flags & 3 != 0)
    })
}

/// Names one process.
pub(crate) fn describe(pid: i32) -> Process {
    let command = std::fs::read(format!("/proc/{pid}/comm")).unwrap_or_default();
    let command = String::from_utf8_lossy(&command).trim_end_matches('\n').to_owned();
    Process { pid, command, user: foreign_user(pid) }
}

fn scan(path: &Path, file: &Metadata, wanted: fn(&str) -> bool) -> Processes {
    let Ok(entries) = std::fs::read_dir("/proc") else { return Processes::default() };
    let mut processes = Processes { found: Vec::new(), complete: true };
    for entry in entries.flatten() {
        let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse::<i32>().ok()) else { continue };
        match has_descriptor(pid, path, file, wanted) {
            Some(true) => processes.found.push(describe(pid)),
            Some(false) => {}
            None => processes.complete = false,
        }
    }
    processes.found.sort();
    processes
}

/// Tells whether a process has such a descriptor of the file; `None` if its descriptors may not be looked at.
fn has_descriptor(pid: i32, path: &Path, file: &Metadata, wanted: fn(&str) -> bool) -> Option<bool> {
    let fds = match std::fs::read_dir(format!("/proc/{pid}/fd")) {
        Ok(fds) => fds,
        // Gone meanwhile: it holds nothing any more.
        Err(error) => return (error.kind() == std::io::ErrorKind::NotFound).then_some(false),
    };
    for fd in fds.flatten() {
        let number = fd.file_name();
        if !same_file(&fd.path(), path, file) {
            continue;
        }
        let info = PathBuf::from(format!("/proc/{pid}/fdinfo")).join(number);
        match std::fs::read_to_string(info) {
            Ok(info) if wanted(&info) => return Some(true),
            Ok(_) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(_) => return None,
        }
    }
    Some(false)
}

/// Compares by inode; by name first, so that no descriptor on a hung network file system is asked for its inode.
fn same_file(fd: &Path, path: &Path, file: &Metadata) -> bool {
    let Ok(target) = std::fs::read_link(fd) else { return false };
    if target.file_name() != path.file_name() {
        return false;
    }
    std::fs::metadata(fd).is_ok_and(|meta| (meta.dev(), meta.ino()) == (file.dev(), file.ino()))
}

fn foreign_user(pid: i32) -> Option<String> {
    let uid = std::fs::symlink_metadata(format!("/proc/{pid}")).ok()?.uid();
    if uid == rustix::process::geteuid().as_raw() {
        return None;
    }
    Some(user_name(uid).unwrap_or_else(|| uid.to_string()))
}

/// Returns the user whom this process runs as: the name, or `uid-1000` where the system has none for it.
pub(crate) fn this_user() -> String {
    let uid = rustix::process::geteuid().as_raw();
    user_name(uid).unwrap_or_else(|| format!("uid-{uid}"))
}

fn user_name(uid: u32) -> Option<String> {
    let passwd = std::fs::read("/etc/passwd").unwrap_or_default();
    let passwd = String::from_utf8_lossy(&passwd);
    passwd.lines().find_map(|line| {
        let mut parts = line.split(':');
        let name = parts.next().filter(|name| !name.is_empty())?;
        (parts.nth(1)? == uid.to_string()).then(|| name.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writers_and_lockers_of_a_file_are_told_apart() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("file");
        let writer = std::fs::File::create(&path).unwrap();
        let meta = writer.metadata().unwrap();
        let me = i32::try_from(std::process::id()).unwrap();
        let pids = |processes: Processes| processes.found.iter().map(|process| process.pid).collect::<Vec<_>>();
        assert_eq!(pids(writers(&path, &meta)), [me]);
        assert_eq!(pids(lockers(&path, &meta)), [0; 0]);
        drop(writer);
        let reader = std::fs::File::open(&path).unwrap();
        assert_eq!(pids(writers(&path, &meta)), [0; 0]);
        let guard = crate::locks::flock::try_exclusive(reader).unwrap().unwrap();
        assert_eq!(pids(lockers(&path, &meta)), [me]);
        drop(guard);
        assert_eq!(pids(lockers(&path, &meta)), [0; 0]);
    }

    #[test]
    fn processes_are_named() {
        let process = |command: &str, user: Option<&str>| Process {
            pid: 7,
            command: command.to_owned(),
            user: user.map(str::to_owned),
        };
        assert_eq!(process("rsync", None).to_string(), "pid 7 (rsync)");
        assert_eq!(process("named", Some("bind")).to_string(), "pid 7 (named, user bind)");
        assert_eq!(process("", None).to_string(), "pid 7");
        assert!(Processes::default().words().starts_with("holder not visible to uid "));
    }
}
