//! The zone-file language row by row: what is clean and what is found, with the octets underlined.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed; the rows are part of it"
)]

#[path = "language/mod.rs"]
mod language;

use language::judge::judge;
use language::row::{Place, Row};

/// Checks rows and tells all that differ at once.
#[track_caller]
fn check(rows: &[Row]) {
    let mut differences = Vec::new();
    for row in rows {
        let (octets, expected) = row.read();
        let found: Vec<Place> = judge(&octets).places();
        if found != expected {
            differences.push(format!("{:?}\n  expected {expected:?}\n  found    {found:?}", row.text));
        }
    }
    assert!(differences.is_empty(), "{} of {} rows:\n{}", differences.len(), rows.len(), differences.join("\n"));
}

#[test]
fn octets_and_lines() {
    check(language::bytes::ROWS);
}

#[test]
fn tokens() {
    check(language::tokens::ROWS);
}

#[test]
fn entries() {
    check(language::entries::ROWS);
}

#[test]
fn ttls_and_serials() {
    check(language::ttls::ROWS);
}

#[test]
fn directives() {
    check(language::directives::ROWS);
}

#[test]
fn every_type_in_a_right_form() {
    check(language::types::RIGHT);
}

#[test]
fn types_that_are_new() {
    check(language::types::NEWER);
}

#[test]
fn every_type_in_a_wrong_form() {
    check(language::types::WRONG);
}
