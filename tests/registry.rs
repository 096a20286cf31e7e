//! The registry, the cards and `docs/rules.md` say the same.
//!
//! `ZONEGATE_BLESS=1 cargo test --test registry` rewrites the tables of `docs/rules.md`.
#![expect(clippy::disallowed_methods, reason = "reads and blesses files of this package")]
#![expect(clippy::unwrap_used, reason = "a helper that fails, fails the test that calls it")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use zonegate::finding::Severity;
use zonegate::rules::registry::{ALL, find, nearest};
use zonegate::rules::{Group, Rule};

fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn names_are_sorted_unique_and_well_formed() {
    let names: Vec<&str> = ALL.iter().map(|rule| rule.name).collect();
    assert!(names.is_sorted_by(|a, b| a < b), "sort registry::ALL by name: {names:?}");
    for name in names {
        assert!(name.len() <= 28, "{name} is longer than 28 characters");
        assert!(
            name.bytes().all(|octet| octet.is_ascii_lowercase() || octet.is_ascii_digit() || octet == b'-'),
            "{name}"
        );
        assert!(!name.starts_with("no-") && !name.starts_with("check-"), "{name} names no defect");
        assert_eq!(find(name).map(|rule| rule.name), Some(name));
        assert_eq!(nearest(name).first(), Some(&name));
    }
}

#[test]
fn summaries_are_one_short_line() {
    for rule in ALL {
        let summary = rule.summary;
        assert!(!summary.is_empty() && summary.chars().count() <= 72, "{}: {summary}", rule.name);
        assert!(!summary.ends_with('.') && !summary.contains('\n'), "{}: {summary}", rule.name);
    }
}

#[test]
fn rules_are_no_newer_than_the_package() {
    let version = |text: &str| text.split('.').map(|part| part.parse::<u32>().unwrap()).collect::<Vec<_>>();
    for rule in ALL {
        assert!(version(rule.since) <= version(env!("CARGO_PKG_VERSION")), "{} since {}", rule.name, rule.since);
    }
}

#[test]
fn rules_and_cards_are_the_same_set() {
    let stem = |path: PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
    let cards: BTreeSet<String> =
        fs::read_dir(package().join("rules")).unwrap().map(|entry| stem(entry.unwrap().path())).collect();
    let rules: BTreeSet<String> = ALL.iter().map(|rule| rule.name.to_owned()).collect();
    assert_eq!(rules, cards);
}

#[test]
fn every_rule_file_holds_the_rule_of_its_name() {
    let src = package().join("src/rules");
    for rule in ALL {
        let file = src.join(rule.group.word()).join(format!("{}.rs", rule.name.replace('-', "_")));
        let text = fs::read_to_string(&file).unwrap_or_else(|error| panic_at(&file, &error));
        assert!(text.contains(&format!("name: \"{}\"", rule.name)), "{} holds another rule", file.display());
        assert!(text.contains(&format!("/rules/{}.md\"", rule.name)), "{} includes another card", file.display());
        assert!(text.starts_with(&format!("//! `{}`", rule.name)), "{} has no module docs of its own", file.display());
    }
}

#[expect(clippy::panic, reason = "fails the test")]
fn panic_at(file: &Path, error: &std::io::Error) -> String {
    panic!("{}: {error}", file.display())
}

/// The `DNS_ERROR_…` of winerror.h whose text describes the same situation.
const CODES: &[(u16, &[&str])] = &[
    (123, &["label-empty"]),
    (9551, &["type-meta", "type-withdrawn"]),
    (9552, &["address-invalid"]),
    (9555, &["soa-multiple"]),
    (9556, &["label-too-long", "name-too-long", "soa-rname-invalid"]),
    (9560, &["at-sign-in-name", "hostname-invalid", "name-not-ascii", "target-is-url"]),
    (9561, &["target-is-address"]),
    (9567, &["number-out-of-range", "serial-out-of-range", "ttl-too-large"]),
    (9602, &["origin-unknown"]),
    (9605, &["soa-missing"]),
    (9606, &["apex-ns-missing"]),
    (9607, &["zone-locked"]),
    (9618, &["soa-removed"]),
    (9653, &["file-unreadable", "include-not-found", "include-outside-repo"]),
    (
        9655,
        &[
            "byte-order-mark",
            "class-not-in",
            "class-or-ttl-repeated",
            "control-byte",
            "directive-argument-invalid",
            "directive-indented",
            "directive-unknown",
            "escape-invalid",
            "foreign-comment",
            "generate-range-invalid",
            "generate-record-invalid",
            "generate-template-invalid",
            "include-loop",
            "lone-cr",
            "merge-conflict-marker",
            "newline-in-quote",
            "non-ascii-space",
            "owner-missing",
            "parenthesis-unbalanced",
            "quote-unterminated",
            "ttl-invalid",
            "ttl-undefined",
            "utf16-text",
        ],
    ),
    (
        9702,
        &[
            "caa-invalid",
            "digest-length-invalid",
            "loc-out-of-range",
            "rdata-extra-token",
            "rdata-generic-invalid",
            "rdata-invalid",
            "rdata-too-long",
            "record-incomplete",
            "string-too-long",
            "svcparam-invalid",
        ],
    ),
    (9704, &["type-not-in-dialect", "type-unknown"]),
    (9706, &["out-of-zone-data"]),
    (9709, &["cname-and-other-data", "cname-multiple"]),
    (9710, &["soa-not-at-apex"]),
    (9711, &["record-duplicate"]),
    (9721, &["dname-multiple"]),
];

#[test]
fn windows_codes_are_those_of_the_same_situation() {
    for rule in ALL {
        let code = CODES.iter().find(|(_, names)| names.contains(&rule.name)).map(|&(code, _)| code);
        assert_eq!(rule.windows_code, code, "{}", rule.name);
    }
}

#[test]
fn locks_and_only_locks_are_about_evidence() {
    for rule in ALL {
        let needs = rule.check.needs();
        assert_eq!(rule.group == Group::Lock, needs == "lock", "{}", rule.name);
        assert_eq!(rule.group == Group::Change, needs == "change", "{}", rule.name);
    }
}

const GROUPS: [Group; 10] = [
    Group::Text,
    Group::Directive,
    Group::Record,
    Group::Name,
    Group::Soa,
    Group::Alias,
    Group::Ttl,
    Group::Change,
    Group::Repo,
    Group::Lock,
];

/// The generated part of `docs/rules.md` stands between these lines.
const MARKS: (&str, &str) = ("<!-- generated from the registry -->\n", "<!-- end -->\n");

fn row(rule: &Rule) -> String {
    let name = rule.name;
    let default = rule.default.map_or("off", Severity::word);
    let code = rule.windows_code.map_or_else(|| "–".to_owned(), |code| format!("{code} (0x{code:04X})"));
    let summary = rule.summary.replace('|', "\\|");
    format!("| [{name}](../rules/{name}.md) | {summary} | {default} | {} | {code} |\n", rule.check.needs())
}

fn tables() -> String {
    let mut text = String::new();
    for group in GROUPS {
        let rules: Vec<&&Rule> = ALL.iter().filter(|rule| rule.group == group).collect();
        let head = "| name | finds | default | needs | DNS_ERROR |\n|---|---|---|---|---|\n";
        write!(text, "\n## {}\n\n{head}", group.word()).unwrap();
        text.extend(rules.iter().map(|rule| row(rule)));
    }
    text + "\n"
}

#[test]
fn every_rule_has_its_row_in_the_docs() {
    let path = package().join("docs/rules.md");
    let text = fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once(MARKS.0).unwrap();
    let (found, after) = rest.split_once(MARKS.1).unwrap();
    if std::env::var_os("ZONEGATE_BLESS").is_some() {
        fs::write(&path, [before, MARKS.0, &tables(), MARKS.1, after].concat()).unwrap();
    } else {
        assert_eq!(found, tables(), "ZONEGATE_BLESS=1 cargo test --test registry rewrites docs/rules.md");
    }
    assert!(ALL.iter().all(|rule| GROUPS.contains(&rule.group)), "a group has no table");
}
