//! This machine, and whether a process named in a record still lives.
//!
//! A process is known by host, boot, pid and start time; a pid alone is none (locks.md §6.1).
#![expect(clippy::disallowed_methods, reason = "an edge module: the system tells about processes through /proc")]

use rustix::process::{Pid, test_kill_process};

use super::{LockRecord, Machine};

impl Machine {
    /// Asks the system who it is.
    pub fn this() -> Self {
        let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
        let boot_id = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
        Self { host, boot_id: boot_id.trim().to_owned() }
    }
}

/// What can be said about the process of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Life {
    /// The record names no process.
    NoProcess,
    /// It lives.
    Alive,
    /// It is proved dead.
    Dead,
    /// Another host, or a host that is not named: nothing can be said from here.
    Elsewhere,
}

/// Says whether the record's process lives on this machine.
pub(crate) fn life(record: &LockRecord, machine: &Machine) -> Life {
    let Some(pid) = record.pid else { return Life::NoProcess };
    if record.host.as_deref() != Some(machine.host.as_str()) || machine.host.is_empty() {
        return Life::Elsewhere;
    }
    match record.boot_id.as_deref() {
        Some(boot) if !machine.boot_id.is_empty() && boot != machine.boot_id => return Life::Dead,
        _ => {}
    }
    if !pid_exists(pid) {
        return Life::Dead;
    }
    match (record.pid_start, start_time(pid)) {
        (Some(then), Some(now)) if then != now => Life::Dead,
        _ => Life::Alive,
    }
}

/// Tells whether there is a process of that pid: `kill(pid, 0)` succeeds or is not permitted. Any other answer than
/// "no such process" counts as yes.
pub(crate) fn pid_exists(pid: i32) -> bool {
    match Pid::from_raw(pid) {
        Some(known) if pid > 0 => test_kill_process(known) != Err(rustix::io::Errno::SRCH),
        _ => true,
    }
}

/// Returns the start time of a process, field 22 of `/proc/PID/stat`.
///
/// Field 2 is the command in parentheses and may hold blanks and parentheses itself: counting starts behind the last.
pub(crate) fn start_time(pid: i32) -> Option<u64> {
    let stat = std::fs::read(format!("/proc/{pid}/stat")).ok()?;
    let behind = stat.iter().rposition(|&octet| octet == b')')? + 1;
    let fields = std::str::from_utf8(stat.get(behind..)?).ok()?;
    fields.split_ascii_whitespace().nth(22 - 3)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours() -> (LockRecord, Machine) {
        let machine = Machine::this();
        let pid = i32::try_from(std::process::id()).unwrap();
        let record = LockRecord {
            host: Some(machine.host.clone()),
            boot_id: Some(machine.boot_id.clone()),
            pid: Some(pid),
            pid_start: start_time(pid),
            ..LockRecord::default()
        };
        (record, machine)
    }

    #[test]
    fn this_process_lives_on_this_machine() {
        let (record, machine) = ours();
        assert!(!machine.host.is_empty());
        assert!(record.pid_start.is_some());
        assert_eq!(life(&record, &machine), Life::Alive);
    }

    #[test]
    fn death_needs_a_proof() {
        let (record, machine) = ours();
        let case = |change: fn(&mut LockRecord)| {
            let mut record = record.clone();
            change(&mut record);
            life(&record, &machine)
        };
        assert_eq!(case(|r| r.pid = None), Life::NoProcess);
        assert_eq!(case(|r| r.host = None), Life::Elsewhere);
        assert_eq!(case(|r| r.host = Some("other".to_owned())), Life::Elsewhere);
        assert_eq!(case(|r| r.boot_id = Some("other".to_owned())), Life::Dead);
        assert_eq!(case(|r| r.boot_id = None), Life::Alive);
        assert_eq!(case(|r| r.pid_start = Some(1)), Life::Dead);
        assert_eq!(case(|r| r.pid_start = None), Life::Alive);
        // Above the largest pid_max of Linux (2^22): no such process.
        assert_eq!(case(|r| r.pid = Some(i32::MAX)), Life::Dead);
    }
}
