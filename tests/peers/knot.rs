//! Knot's own reader: `kzonecheck` says whether it loads a zone, a `knotd` that listens nowhere which records.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Child, Output};
use std::time::Duration;

use super::room::Answer;
use super::{printed, process};

/// Returns the records that Knot loads from the file `zone`, or what it says against it.
pub(crate) fn load<'a>(directory: &Path, server: impl FnOnce() -> &'a Server) -> Answer {
    let output = process::run("kzonecheck", directory, &["-v", "-d", "off", "-o", "example.com", "zone"]);
    if !output.status.success() {
        let is_summary =
            |line: &String| line.is_empty() || line.starts_with("error: failed to") || line.contains("failed to load");
        return Err(process::lines(&output).into_iter().filter(|line| !is_summary(line)).collect());
    }
    Ok(printed::read(&server().read()))
}

/// A server of the zone `example.com` whose only door is a control socket in its directory.
pub(crate) struct Server {
    knotd: Child,
    directory: std::path::PathBuf,
}

impl Server {
    /// The longest that a server lives if nobody ends it.
    const SECONDS: u32 = 3_600;

    pub(crate) fn start(directory: &Path) -> Self {
        fs::write(directory.join("knot.conf"), Self::configuration(directory)).unwrap();
        let log = fs::File::create(directory.join("knot.log")).unwrap();
        let mut command = process::command("knotd", directory, Self::SECONDS);
        let knotd = command.args(["-c", "knot.conf"]).stdout(log.try_clone().unwrap()).stderr(log).spawn().unwrap();
        let server = Self { knotd, directory: directory.to_owned() };
        for _ in 0..1_000 {
            if process::run("knotc", directory, &["-s", "knot.sock", "status"]).status.success() {
                return server;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("knotd does not answer: {}", fs::read_to_string(directory.join("knot.log")).unwrap())
    }

    fn configuration(directory: &Path) -> String {
        let mut text = String::new();
        let place = directory.display();
        writeln!(text, "server:\n  rundir: \"{place}\"").unwrap();
        writeln!(text, "  background-workers: 1\n  udp-workers: 1\n  tcp-workers: 1").unwrap();
        writeln!(text, "database:\n  storage: \"{place}/knot.db\"\n  journal-db-max-size: 1M").unwrap();
        writeln!(text, "log:\n  - target: stderr\n    any: error").unwrap();
        writeln!(text, "zone:\n  - domain: example.com\n    storage: \"{place}\"\n    file: zone").unwrap();
        writeln!(text, "    semantic-checks: off\n    journal-content: none\n    zonefile-sync: -1").unwrap();
        text
    }

    /// Loads the file `zone` and returns what the zone holds, one record a line.
    fn read(&self) -> Vec<u8> {
        let reload = self.order(&["-b", "-s", "knot.sock", "zone-reload", "example.com"]);
        assert!(reload.status.success(), "knotd loads what kzonecheck passes: {:?}", process::lines(&reload));
        // A record that has no text form ends the list early: those behind it are missing, and so differ.
        unprefixed(&self.order(&["-s", "knot.sock", "zone-read", "example.com"]).stdout)
    }

    fn order(&self, arguments: &[&str]) -> Output {
        process::run("knotc", &self.directory, arguments)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.order(&["-s", "knot.sock", "stop"]);
        // Whether it went or had to be killed, nothing of it is left.
        for _ in 0..300 {
            if !matches!(self.knotd.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        drop(self.knotd.kill());
        drop(self.knotd.wait());
    }
}

/// Leaves out the zone's name before each record, `[example.com.] `, and lines that are none.
fn unprefixed(printed: &[u8]) -> Vec<u8> {
    let lines = printed.split_inclusive(|octet| *octet == b'\n');
    lines.filter_map(|line| line.strip_prefix(b"[example.com.] ")).flatten().copied().collect()
}
