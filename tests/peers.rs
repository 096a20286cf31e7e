//! BIND as second opinion: the same records from the same text, and the same texts refused.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test that cannot go on has failed; it writes files for BIND and says when there is none"
)]

#[path = "language/mod.rs"]
mod language;
#[path = "peers/named.rs"]
mod named;
#[path = "peers/records.rs"]
mod records;

use language::judge::{Judged, judge};
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
