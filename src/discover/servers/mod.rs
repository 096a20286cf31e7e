//! Server configurations in the snapshot: the directories that servers start at, and which file is which zone.
//!
//! Flows in: a snapshot. Flows out: [`Servers`]. The files speak of paths of another machine, so `site` looks for what
//! they may mean in the snapshot; what is not found there says nothing. `named_conf`, `nsd_conf` and `knot_conf` read
//! just enough of each format: a statement that they do not understand is passed over.

mod knot_conf;
mod named_conf;
mod nsd_conf;
mod site;

use std::collections::BTreeMap;

use crate::rdata::Dialect;
use crate::snapshot::{FileKind, RepoPath, Snapshot};
use crate::zone::Name;

/// What a server configuration says, as written.
#[derive(Debug, Default, PartialEq, Eq)]
struct Statements {
    /// The directory that relative paths start at.
    directory: Option<Vec<u8>>,
    /// The zones that the server is primary of, each with its file.
    zones: Vec<(Name, Vec<u8>)>,
}

/// All server configurations of one snapshot.
#[derive(Debug, Default)]
pub(super) struct Servers {
    directories: Vec<Directory>,
    /// The origins of files; `None` for a file that is several zones.
    origins: BTreeMap<RepoPath, Option<Name>>,
}

/// The directory that one configuration names, as a directory of the snapshot.
#[derive(Debug)]
struct Directory {
    server: Dialect,
    /// Where the configuration lies.
    at: Vec<u8>,
    path: Vec<u8>,
    /// The zone files that it names.
    files: Vec<RepoPath>,
}

impl Servers {
    /// Reads the server configurations of a snapshot.
    pub(super) fn of(snapshot: &dyn Snapshot) -> Self {
        let mut servers = Self::default();
        for entry in snapshot.entries().iter().filter(|entry| entry.kind == FileKind::Regular) {
            let Some((server, read)) = format(entry.path.file_name()) else { continue };
            if let Ok(text) = snapshot.read(&entry.path) {
                servers.take(snapshot, server, entry.path.parent(), &read(&text));
            }
        }
        servers
    }

    fn take(&mut self, snapshot: &dyn Snapshot, server: Dialect, at: &[u8], said: &Statements) {
        let site = site::Site::new(snapshot, at, said.directory.as_deref());
        let mut files = Vec::new();
        for (name, file) in &said.zones {
            let Some(path) = site.file(file) else { continue };
            let known = self.origins.entry(path.clone()).or_insert_with(|| Some(name.clone()));
            if known.as_ref() != Some(name) {
                *known = None;
            }
            files.push(path);
        }
        if let Some(path) = site.directory(&said.zones) {
            self.directories.push(Directory { server, at: at.to_vec(), path, files });
        }
    }

    /// Returns the origin that a configuration gives a file, unless several disagree.
    pub(super) fn origin(&self, path: &RepoPath) -> Option<&Name> {
        self.origins.get(path)?.as_ref()
    }

    /// Returns the directory that paths in a zone file are relative to: that of the configuration which names the file,
    /// else of the nearest one. A server of the zone's dialect goes before others.
    pub(super) fn directory(&self, dialect: Dialect, path: &RepoPath) -> Option<&[u8]> {
        let rank = |known: &&Directory| {
            (known.server == dialect, known.files.contains(path), shared_parts(&known.at, path.parent()))
        };
        // Of equals the first counts.
        self.directories.iter().rev().max_by_key(rank).map(|known| known.path.as_slice())
    }
}

type Read = fn(&[u8]) -> Statements;

/// Returns the server whose configuration is called so, and its reader.
fn format(name: &[u8]) -> Option<(Dialect, Read)> {
    match name {
        b"nsd.conf" => Some((Dialect::Nsd, nsd_conf::read)),
        b"knot.conf" => Some((Dialect::Knot, knot_conf::read)),
        b"named.conf" | b"named.conf.local" | b"named.conf.options" | b"named.conf.default-zones" => {
            Some((Dialect::Bind, named_conf::read))
        }
        _ => None,
    }
}

/// Puts the name of a zone, without its final dot, where a pattern for file names says `%s`.
fn with_zone_name(pattern: &[u8], zone: &[u8]) -> Vec<u8> {
    let zone = zone.strip_suffix(b".").unwrap_or(zone);
    let Some(at) = pattern.windows(2).position(|pair| pair == b"%s") else { return pattern.to_vec() };
    let (before, rest) = (pattern.get(..at).unwrap_or_default(), pattern.get(at + 2..).unwrap_or_default());
    [before, zone, rest].concat()
}

/// Counts the leading parts that two directories have in common.
fn shared_parts(one: &[u8], other: &[u8]) -> usize {
    let parts = |path| <[u8]>::split(path, |octet| *octet == b'/').filter(|part: &&[u8]| !part.is_empty());
    parts(one).zip(parts(other)).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::MemorySnapshot;
    use crate::source::Side;

    fn servers(files: &[(&str, &str)]) -> Servers {
        Servers::of(&MemorySnapshot::new(Side::Index, files.iter().copied()))
    }

    fn path(text: &str) -> RepoPath {
        RepoPath::new(text.as_bytes())
    }

    const NAMED: &str =
        "options { directory \"/etc/bind\"; };\nzone \"example.com\" { type master; file \"zones/a\"; };\n";

    #[track_caller]
    fn case(files: &[(&str, &str)], zone: &str, origin: Option<&str>, directory: Option<&str>) {
        let servers = servers(files);
        let found = servers.origin(&path(zone)).map(ToString::to_string);
        assert_eq!(found.as_deref(), origin, "origin of {zone}");
        let found = servers.directory(Dialect::Bind, &path(zone)).map(String::from_utf8_lossy);
        assert_eq!(found.as_deref(), directory, "directory of {zone}");
    }

    #[test]
    fn paths_of_the_server_are_found_in_the_snapshot() {
        let com = Some("example.com.");
        case(&[("named.conf", NAMED), ("zones/a", "")], "zones/a", com, Some(""));
        case(&[("etc/bind/named.conf", NAMED), ("etc/bind/zones/a", "")], "etc/bind/zones/a", com, Some("etc/bind"));
        case(&[("conf/named.conf", NAMED), ("bind/zones/a", "")], "bind/zones/a", com, Some("bind"));
        case(&[("ns1/named.conf", NAMED), ("ns1/zones/a", ""), ("zones/a", "")], "ns1/zones/a", com, Some("ns1"));
        case(&[("named.conf", NAMED), ("other/b", "")], "other/b", None, None);
        let absolute = "zone example.com { type primary; file \"/srv/dns/zones/a\"; };";
        case(&[("named.conf", absolute), ("dns/zones/a", "")], "dns/zones/a", com, None);
        let relative = "options { directory \"data\"; };";
        case(&[("x/named.conf", relative), ("x/data/a", "")], "x/data/a", None, Some("x/data"));
        case(&[("zones/a", "")], "zones/a", None, None);
    }

    #[test]
    fn a_file_that_is_several_zones_has_no_origin() {
        let two = "zone a.example { type master; file \"z\"; };\nzone b.example { type master; file \"z\"; };\n";
        case(&[("named.conf", two), ("z", "")], "z", None, Some(""));
    }

    #[test]
    fn the_nearest_configuration_of_the_right_server_counts() {
        let named = |directory: &str| format!("options {{ directory \"{directory}\"; }};");
        let files = [
            ("a/named.conf".to_owned(), named("one")),
            ("a/one/z".to_owned(), String::new()),
            ("b/named.conf".to_owned(), named("two")),
            ("b/two/z".to_owned(), String::new()),
            ("b/nsd.conf".to_owned(), "server:\n  zonesdir: \"three\"\n".to_owned()),
            ("b/three/z".to_owned(), String::new()),
        ];
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        case(&files, "a/one/z", None, Some("a/one"));
        case(&files, "b/x/z", None, Some("b/two"));
        let servers = servers(&files);
        assert_eq!(servers.directory(Dialect::Nsd, &path("a/z")), Some(&b"b/three"[..]));
    }
}
