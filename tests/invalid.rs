//! Wrong zones and what is said about them: `tests/zones/invalid/NAME.zone` beside the report that
//! `zonegate check NAME.zone --origin example.com.` prints about it, in the dialect that the name begins with.
//!
//! `ZONEGATE_BLESS=1 cargo test --test invalid` rewrites the reports. Read the difference as the tired operator who gets
//! it: is each cause found once, does the underline cover the octets at fault and no more, does the message say what is
//! wrong and what was expected?
#![expect(clippy::disallowed_methods, reason = "reads the zones of this package and blesses their reports")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a helper that fails, fails the test that calls it")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use zonegate::gate::{self, Configuration, Disk, Request, Scope};
use zonegate::locks::{Machine, OurIds};
use zonegate::rdata::Dialect;
use zonegate::report::{self, Format, Options};
use zonegate::rules::{Group, registry};
use zonegate::snapshot::{MemorySnapshot, RepoPath};
use zonegate::source::Side;
use zonegate::verdict::Outcome;
use zonegate::zone::Name;

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/zones/invalid")
}

/// Lists the files of a directory below the zones by name, with their octets.
fn files(below: &str) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(directory().join(below)).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = entries
        .filter(|path| path.is_file())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}

/// The zones, by name without `.zone`.
fn zones() -> Vec<(String, Vec<u8>)> {
    let named = |(file, octets): (String, Vec<u8>)| Some((file.strip_suffix(".zone")?.to_owned(), octets));
    files("").into_iter().filter_map(named).collect()
}

/// Judges a zone as a file given by hand, with the files that it may include.
fn judge(name: &str, octets: &[u8]) -> Outcome {
    let below = |directory: &'static str| {
        files(directory).into_iter().map(move |(file, octets)| (format!("{directory}/{file}"), octets))
    };
    let included = below("inc").chain(below("inc/inc"));
    let path = format!("{name}.zone");
    let head = MemorySnapshot::new(Side::Worktree, included.chain([(path.clone(), octets.to_vec())]));
    let request = Request {
        base: None,
        head: &head,
        scope: Scope::Paths(vec![RepoPath::new(path.as_bytes())]),
        origin: Some(Name::parse(b"example.com.", None).unwrap()),
        configuration: configuration(name),
        disk: Disk { root: Some(directory()), lock_dir: None },
        our_ids: OurIds::default(),
        machine: Machine { host: "test".to_owned(), boot_id: String::new() },
        now: "2026-05-11T12:00:00Z".parse().unwrap(),
        action: "change",
        fail_on: None,
        allow_empty: false,
    };
    gate::judge(&request).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A zone that is called `knot-…` is for Knot, and so on; others are for BIND.
fn configuration(name: &str) -> Configuration {
    let prefix = name.split('-').next().unwrap_or_default();
    match Dialect::from_keyword(prefix).filter(|dialect| *dialect != Dialect::default()) {
        Some(dialect) => {
            let text = format!("[zones]\ndialect = \"{}\"\n", dialect.keyword()).into_bytes();
            Configuration::Given { path: "zonegate.toml".to_owned(), text }
        }
        None => Configuration::None,
    }
}

fn render(outcome: &Outcome) -> String {
    report::render(outcome, Format::Full, Options { width: 80, color: false, unicode: true }, &registry::find)
}

#[test]
fn each_wrong_zone_gets_its_report() {
    let bless = std::env::var_os("ZONEGATE_BLESS").is_some();
    let mut complaints = Vec::new();
    for (name, octets) in zones() {
        let report = render(&judge(&name, &octets));
        let path = directory().join(format!("{name}.report"));
        if bless {
            fs::write(path, report).unwrap();
        } else if fs::read_to_string(&path).unwrap_or_default() != report {
            complaints.push(format!("{name}.zone, now:\n{report}"));
        }
    }
    assert!(complaints.is_empty(), "{} reports differ:\n{}", complaints.len(), complaints.join("\n"));
}

#[test]
fn there_is_a_hundred_of_them_and_no_report_without_its_zone() {
    let zones: BTreeSet<String> = zones().into_iter().map(|(name, _)| name).collect();
    assert!(zones.len() >= 100, "{} zones", zones.len());
    for (file, _) in files("") {
        let name = file.strip_suffix(".report").or_else(|| file.strip_suffix(".zone"));
        assert!(name.is_some_and(|name| zones.contains(name)), "{file} belongs to no zone");
    }
}

#[test]
fn every_rule_about_text_is_in_a_report() {
    let found: BTreeSet<String> = zones()
        .iter()
        .flat_map(|(name, octets)| judge(name, octets).findings)
        .map(|finding| finding.rule.to_owned())
        .collect();
    let text = [Group::Text, Group::Directive, Group::Record, Group::Name, Group::Ttl, Group::Soa, Group::Alias];
    let missing: Vec<&str> = registry::ALL
        .iter()
        .filter(|rule| rule.default.is_some() && text.contains(&rule.group) && !found.contains(rule.name))
        .map(|rule| rule.name)
        .collect();
    assert!(missing.is_empty(), "no wrong zone for {missing:?}");
}

#[test]
fn every_zone_has_a_finding() {
    for (name, octets) in zones() {
        assert!(!judge(&name, &octets).findings.is_empty(), "{name}.zone is right");
    }
}
