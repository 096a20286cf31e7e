//! The arrows of ARCHITECTURE.md, checked: which room may use which, and where each external crate may appear.
//!
//! Reads `src/` as text: comments, literals and `#[cfg(test)]` items are blanked out, then every `crate::…` and
//! `super::…` path is resolved to the room it leads to. Every violation is reported with its place.
#![expect(clippy::disallowed_methods, reason = "reads the source tree of this package")]
#![expect(clippy::panic, reason = "the helpers fail the test that calls them")]

#[path = "architecture/source_text.rs"]
mod source_text;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use source_text::{SourceFile, paths_of, source_files};

/// The rooms in the order of the arrows: a room uses only what stands above it. An entry is a whole room, or one
/// public item of it where only that much may be seen.
const ROOMS: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("finding", &["source"]),
    ("vector", &[]),
    ("zone", &["source", "vector"]),
    ("rdata", &["source", "vector", "zone"]),
    ("zonefile", &["rdata", "source", "vector", "zone"]),
    ("snapshot", &["source"]),
    ("config", &["finding", "rdata::Dialect", "rdata::Servers", "source", "zone"]),
    ("discover", &["config", "rdata", "snapshot", "source", "zone", "zonefile"]),
    ("diff", &["source", "zone"]),
    ("canonical", &["rdata", "zone"]),
    ("locks", &["config", "snapshot", "source", "zone"]),
    (
        "rules",
        &[
            "config::Policy",
            "config::policy",
            "diff",
            "finding",
            "locks::Document",
            "locks::Evidence",
            "locks::Field",
            "locks::LockKind",
            "locks::LockState",
            "locks::Staleness",
            "locks::quote",
            "rdata::Dialect",
            "rdata::Fault",
            "rdata::FaultKind",
            "rdata::Server",
            "rdata::Servers",
            "rdata::is_obsolete",
            "rdata::known_since",
            "rdata::known_to",
            "rdata::lookup",
            "rdata::may_hold_names",
            "rdata::mnemonic",
            "rdata::mnemonic_in",
            "rdata::names_in",
            "source",
            "zone",
            "zonefile",
        ],
    ),
    ("verdict", &["finding", "locks", "source"]),
    (
        "report",
        &[
            "finding",
            "locks::Document",
            "locks::Evidence",
            "locks::Field",
            "locks::LockKind",
            "locks::LockState",
            "locks::Staleness",
            "locks::quote",
            "rules::Check",
            "rules::Group",
            "rules::Rule",
            "source",
            "verdict",
        ],
    ),
    (
        "gate",
        &[
            "config", "diff", "discover", "finding", "locks", "rdata", "rules", "snapshot", "source", "verdict",
            "zone", "zonefile",
        ],
    ),
    (
        "cli",
        &[
            "config", "diff", "discover", "finding", "gate", "locks", "rdata", "report", "rules", "snapshot", "source",
            "verdict", "zone", "zonefile",
        ],
    ),
];

/// Where an external crate may appear: the starts of paths below `src/`.
const ANYWHERE: &[&str] = &[""];

/// Every dependency of `Cargo.toml` and its place.
const CRATES: &[(&str, &[&str])] = &[
    ("bstr", ANYWHERE),
    ("clap", &["cli/"]),
    ("fs2", &["locks/flock.rs"]),
    ("git2", &["snapshot/libgit2.rs"]),
    ("globset", &["config/"]),
    ("hex_simd", &["rdata/hex.rs"]),
    ("hickory_proto", &["rdata/", "zone/name.rs"]),
    ("idna", &["rules/name/"]),
    ("ignore", &["snapshot/walk.rs"]),
    ("jiff", &["cli/", "gate/", "locks/", "main.rs", "report/", "rules/", "verdict.rs"]),
    ("memchr", &["rules/name/odd.rs", "source/", "zonefile/"]),
    ("memmap2", &["snapshot/whole.rs"]),
    ("miette", &["report/text/"]),
    ("rustix", &["cli/world.rs", "locks/", "snapshot/disk.rs"]),
    ("serde", &["cli/", "config/raw.rs", "locks/", "report/json/"]),
    ("serde_json", &["cli/", "locks/", "report/json/"]),
    ("sha2", &["locks/encode.rs", "report/", "snapshot/memory.rs"]),
    ("tempfile", &["cli/hook/", "cli/outputs.rs", "locks/"]),
    ("thiserror", ANYWHERE),
    ("toml", &["config/", "locks/"]),
    ("unicode_width", &["report/text/"]),
];

#[test]
fn arrows_only_go_right() {
    let mut above = BTreeSet::new();
    for (room, uses) in ROOMS {
        for used in *uses {
            let (target, _) = used.split_once("::").unwrap_or((used, ""));
            assert!(above.contains(target), "the table lets `{room}` use `{used}`, which does not stand above it");
        }
        assert!(above.insert(*room), "`{room}` is in the table twice");
    }
}

#[test]
fn every_room_is_in_the_table() {
    let known: BTreeSet<&str> = ROOMS.iter().map(|(room, _)| *room).chain(["lib", "main"]).collect();
    let strangers: BTreeSet<String> = source_files()
        .iter()
        .map(|file| file.room().to_owned())
        .filter(|room| !known.contains(room.as_str()))
        .collect();
    assert!(strangers.is_empty(), "rooms without a line in ROOMS: {strangers:?}");
}

#[test]
fn rooms_use_only_what_the_table_allows() {
    report(&source_files().iter().flat_map(room_violations).collect::<Vec<_>>());
}

#[test]
fn external_crates_stay_in_their_rooms() {
    report(&source_files().iter().flat_map(crate_violations).collect::<Vec<_>>());
}

#[test]
fn every_dependency_has_a_place() {
    let manifest = read("Cargo.toml");
    let listed: BTreeSet<String> = CRATES.iter().map(|(name, _)| (*name).to_owned()).collect();
    let declared = dependencies(&manifest, "[dependencies]").map(|(_, name)| name.replace('-', "_")).collect();
    assert_eq!(listed, declared, "CRATES and the [dependencies] of Cargo.toml differ");
}

#[test]
fn every_dependency_says_what_for() {
    let manifest = read("Cargo.toml");
    let all = ["[dependencies]", "[dev-dependencies]"].into_iter().flat_map(|section| dependencies(&manifest, section));
    let silent = all.filter(|(above, _)| !above.starts_with("# "));
    report(&silent.map(|(_, name)| format!("Cargo.toml: `{name}` has no comment line above it")).collect::<Vec<_>>());
}

#[test]
fn main_only_calls_cli() {
    let main = read("src/main.rs");
    assert!(main.lines().count() < 40, "src/main.rs has {} lines", main.lines().count());
}

#[test]
fn files_stay_short() {
    let long = |file: &SourceFile| {
        let lines = file.text.lines().count();
        (lines > 600).then(|| format!("src/{}: {lines} lines; one question a file", file.path))
    };
    report(&source_files().iter().filter_map(long).collect::<Vec<_>>());
}

#[test]
fn every_file_says_what_it_is() {
    let silent = |file: &SourceFile| {
        (!file.text.starts_with("//! ")).then(|| format!("src/{}:1: opens without `//!` docs", file.path))
    };
    report(&source_files().iter().filter_map(silent).collect::<Vec<_>>());
}

#[test]
fn architecture_md_names_every_room_and_crate() {
    let text = read("ARCHITECTURE.md");
    let rooms = ROOMS.iter().map(|(room, _)| *room);
    let crates = CRATES.iter().map(|(name, _)| name.replace('_', "-").replace("serde-json", "serde_json"));
    let names = rooms.map(str::to_owned).chain(crates);
    let missing: Vec<String> = names.filter(|name| !text.contains(&format!("`{name}`"))).collect();
    assert!(missing.is_empty(), "ARCHITECTURE.md does not mention: {missing:?}");
}

/// Fails with every line, or passes if there is none.
#[track_caller]
fn report(violations: &[String]) {
    assert!(violations.is_empty(), "\n{}\n", violations.join("\n"));
}

fn room_violations(file: &SourceFile) -> Vec<String> {
    let room = file.room();
    let table: BTreeMap<&str, &[&str]> = ROOMS.iter().copied().collect();
    let allowed: &[&str] = match room {
        "main" => &["cli"],
        "lib" => &[],
        _ => table.get(room).copied().unwrap_or_default(),
    };
    let mut found = Vec::new();
    for path in paths_of(file, "zonegate") {
        let Some(target) = path.segments.first() else { continue };
        let item = path.segments.get(1).map(|item| format!("{target}::{item}"));
        let may = |entry: &&&str| **entry == target || Some(**entry) == item.as_deref();
        if target != room && table.contains_key(target.as_str()) && allowed.iter().find(may).is_none() {
            let what = item.as_ref().unwrap_or(target);
            found.push(format!("src/{}:{}: `{room}` may not use `{what}`", file.path, path.line));
        }
    }
    found
}

fn crate_violations(file: &SourceFile) -> Vec<String> {
    let mut found = Vec::new();
    for (name, places) in CRATES {
        if places.iter().any(|place| file.path.starts_with(place)) {
            continue;
        }
        for line in file.lines_with_crate(name) {
            found.push(format!("src/{}:{line}: the crate `{name}` belongs in {places:?}", file.path));
        }
    }
    found
}

/// Yields the line above each dependency of a section, and its name.
fn dependencies<'a>(manifest: &'a str, section: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let above = manifest.lines().skip_while(move |line| *line != section);
    let below = above.clone().skip(1).take_while(|line| !line.starts_with('['));
    above
        .zip(below)
        .filter_map(|(above, line)| Some((above, line.split_once(" = ")?.0)).filter(|_| !line.starts_with('#')))
}

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
