//! BIND as second opinion: the same records from the same text, and the same texts refused.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test that cannot go on has failed; it writes files for BIND and says when there is none"
)]

#[path = "peers/generator.rs"]
mod generator;
#[path = "language/mod.rs"]
mod language;
#[path = "peers/mutation.rs"]
mod mutation;
#[path = "peers/named.rs"]
mod named;
#[path = "peers/random.rs"]
mod random;
#[path = "peers/records.rs"]
mod records;

use language::judge::{Judged, judge};
use random::Random;
use tempfile::TempDir;
use zonegate::rules::Group;

/// Makes the directory BIND reads in, with the files that rows include; `None` where BIND is missing.
fn bind() -> Option<TempDir> {
    if !named::is_here() {
        assert!(std::env::var_os("ZONEGATE_REQUIRE_ALL").is_none(), "named-compilezone is missing: bind9-utils");
        eprintln!("skipped: named-compilezone is missing; Debian package bind9-utils");
        return None;
    }
    let directory = tempfile::tempdir().unwrap();
    for (name, text) in language::directives::FILES {
        std::fs::write(directory.path().join(name), text).unwrap();
    }
    Some(directory)
}

/// Returns how zonegate and BIND disagree about a text, empty if they agree.
fn disagreement(directory: &TempDir, octets: &[u8]) -> Vec<String> {
    let judged = judge(octets);
    match named::load(directory.path(), octets) {
        Ok(loaded) => {
            let mut lines: Vec<String> = judged.errors().filter(|finding| about_text(finding)).map(told).collect();
            if lines.is_empty() {
                lines = records::differences(&records::of(&judged.loaded.zone), &loaded.records);
                lines.extend(loaded.refused);
            }
            lines
        }
        Err(_) if judged.errors().next().is_some() => Vec::new(),
        Err(said) => vec![format!("BIND refuses: {}", said.trim())],
    }
}

/// Tells whether a finding is about what the text says, and not about what the zone lacks.
fn about_text(finding: &zonegate::finding::Finding) -> bool {
    matches!(Judged::group(finding), Group::Text | Group::Directive | Group::Record | Group::Name | Group::Ttl)
}

fn told(finding: &zonegate::finding::Finding) -> String {
    format!("BIND loads it, zonegate: {}: {}", finding.rule, finding.message)
}

#[test]
fn bind_decides_as_the_rows_say() {
    let Some(directory) = bind() else { return };
    let mut differences = Vec::new();
    let rows = [
        language::bytes::ROWS,
        language::tokens::ROWS,
        language::entries::ROWS,
        language::ttls::ROWS,
        language::directives::ROWS,
        language::types::RIGHT,
        language::types::WRONG,
    ];
    for row in rows.iter().copied().flatten() {
        let found = disagreement(&directory, &row.read().0);
        match (row.unlike_bind, found.is_empty()) {
            ("", false) => differences.push(format!("{:?}\n  {}", row.text, found.join("\n  "))),
            (why, true) if !why.is_empty() => differences.push(format!("{:?}\n  agrees, unlike {why:?}", row.text)),
            _ => {}
        }
    }
    assert!(differences.is_empty(), "{} rows:\n{}", differences.len(), differences.join("\n"));
}

#[test]
fn bind_reads_the_same_records_from_generated_zones() {
    let Some(directory) = bind() else { return };
    for seed in 0..100 {
        let text = generator::zone(&mut Random::new(seed), 40);
        let found = disagreement(&directory, text.as_bytes());
        assert!(found.is_empty(), "seed {seed}:\n{}\n{text}", found.join("\n"));
        let loaded = named::load(directory.path(), text.as_bytes());
        assert!(loaded.is_ok(), "seed {seed}: {}\n{text}", loaded.err().unwrap_or_default());
    }
}

/// What zonegate refuses and BIND loads: the start of what is told, and why it stays so.
const STRICTER: &[(&str, &str)] = &[
    ("lone-cr", "BIND takes CR for a line end, Knot and NSD do not"),
    ("control-byte", "an octet of data to BIND that nobody means"),
    ("non-ascii-space", "an octet of data to BIND that nobody means"),
    ("foreign-comment", "an owner to BIND where a record of several lines begins with `#`"),
    ("out-of-zone-data", "BIND drops the record and loads the rest"),
    ("target-is-address", "a name of digits to BIND"),
    ("target-is-url", "a name with odd labels to BIND"),
    ("ttl-too-large", "BIND warns and loads 0"),
    ("caa-invalid", "BIND looks at the tag only"),
    ("svcparam-invalid", "BIND 9.18 takes parameters in alias mode"),
    ("generate-range-invalid", "BIND reads numbers as far as they go and lets what follows pass"),
    ("parenthesis-unbalanced", "BIND takes the entries that an open parenthesis swallows for strings"),
    ("rdata-invalid: EUI", "BIND takes one digit for two"),
    ("rdata-invalid: GPOS", "BIND takes any three strings"),
    ("type-unknown: `CLASS", "BIND reads CLASS+1 as the C library reads numbers"),
    ("type-unknown: `TYPE", "BIND reads TYPE+1 as the C library reads numbers"),
];

/// What BIND refuses and no rule of this version looks at.
const MILDER: &[&str] = &["has no address records (A or AAAA)", "is a CNAME (illegal)"];

/// Tells whether a disagreement is one that the tables name.
fn is_known(found: &[String]) -> bool {
    let stricter = |line: &String| {
        let said = line.strip_prefix("BIND loads it, zonegate: ");
        said.is_some_and(|said| STRICTER.iter().any(|(start, _)| said.starts_with(start)))
    };
    let milder = |line: &String| MILDER.iter().any(|words| line.contains(words));
    found.iter().any(|line| stricter(line) || milder(line))
}

/// Compares texts with one slip each.
#[track_caller]
fn slips(seeds: std::ops::Range<u64>) {
    let Some(directory) = bind() else { return };
    let mut differences = Vec::new();
    for seed in seeds {
        let mut random = Random::new(seed);
        let text = generator::zone(&mut random, 8);
        let text = mutation::slip(&mut random, text.as_bytes());
        let found = disagreement(&directory, &text);
        if !found.is_empty() && !is_known(&found) {
            differences.push(format!("seed {seed}: {}\n{}", found.join("\n"), String::from_utf8_lossy(&text)));
        }
    }
    assert!(differences.is_empty(), "{} slips:\n{}", differences.len(), differences.join("\n----\n"));
}

#[test]
fn bind_refuses_the_same_slips() {
    slips(0..250);
}

#[test]
fn bind_refuses_the_same_further_slips() {
    slips(1_000_000..1_000_250);
}
