//! One set of ordinary and of hostile findings through every format.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]

#[path = "reports/fixture.rs"]
mod fixture;
#[path = "reports/schema.rs"]
mod schema;

use fixture::{drawable, hostile, locked, many, ordinary, rules};
use proptest::prelude::*;
use zonegate::finding::Severity;
use zonegate::report::{Format, Options, render};
use zonegate::verdict::{Exit, Outcome, Standing, Verdict};

fn full(outcome: &Outcome, width: usize) -> String {
    render(outcome, Format::Full, Options { width, color: false, unicode: true }, &rules)
}

fn json(outcome: &Outcome) -> String {
    render(outcome, Format::Json, Options::default(), &rules)
}

#[track_caller]
fn drawn(outcome: &Outcome, width: usize, expected: &str) {
    let report = full(outcome, width);
    assert!(report == expected, "width {width}, now:\n{report}");
}

#[test]
fn a_lock_reads_from_the_evidence_to_the_ways_out_to_the_change() {
    drawn(&locked(), 50, include_str!("reports/locked-50.txt"));
    drawn(&locked(), 80, include_str!("reports/locked-80.txt"));
    drawn(&locked(), 120, include_str!("reports/locked-120.txt"));
}

#[test]
fn findings_are_drawn_with_both_places_and_what_to_do() {
    drawn(&ordinary(), 50, include_str!("reports/ordinary-50.txt"));
    drawn(&ordinary(), 80, include_str!("reports/ordinary-80.txt"));
    drawn(&ordinary(), 120, include_str!("reports/ordinary-120.txt"));
    let ascii = Options { width: 80, color: false, unicode: false };
    let report = render(&ordinary(), Format::Full, ascii, &rules);
    assert_eq!(report, include_str!("reports/ordinary-ascii.txt"));
}

#[test]
fn hostile_text_is_drawn_with_its_carets_in_place() {
    drawn(&hostile(), 80, include_str!("reports/hostile-80.txt"));
}

/// Characters that may stand in a report: no control but the line end, nothing that reorders or cannot be seen.
fn is_safe(c: char) -> bool {
    let hidden = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{61c}');
    c == '\n' || !(c.is_control() || hidden || c == '\u{feff}' || ('\u{e0000}'..='\u{e0fff}').contains(&c))
}

#[track_caller]
fn safe(report: &str) {
    for line in report.lines() {
        assert!(line.chars().all(is_safe), "{line:?}");
        assert!(!line.contains("##[") && !line.trim_start().starts_with("::"), "a runner's command: {line}");
    }
}

#[test]
fn nothing_hostile_reaches_a_terminal_or_a_runner() {
    let outcome = hostile();
    for width in [0, 50, 51, 80, 120, 1000] {
        for unicode in [true, false] {
            safe(&render(&outcome, Format::Full, Options { width, color: false, unicode }, &rules));
        }
    }
    safe(&json(&outcome));
    let colored = render(&outcome, Format::Full, Options { width: 80, color: true, unicode: true }, &rules);
    let mut parts = colored.split('\u{1b}');
    let mut plain = parts.next().unwrap().to_owned();
    for part in parts {
        let (sequence, text) = part.split_once('m').unwrap();
        let sgr = sequence.strip_prefix('[').unwrap();
        assert!(sgr.chars().all(|c| c.is_ascii_digit() || c == ';'), "{sgr}");
        plain.push_str(text);
    }
    safe(&plain);
    assert_eq!(plain, full(&outcome, 80));
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for width in 50..=130 {
        for outcome in [locked(), ordinary()] {
            for line in full(&outcome, width).lines() {
                // One column a character in these two.
                assert!(line.chars().count() <= width, "{width}: {line}");
            }
        }
    }
}

#[test]
fn the_shown_findings_of_a_rule_in_a_file_are_capped_and_all_are_counted() {
    let report = full(&many(), 80);
    assert_eq!(report.matches("\n  ⚠ ").count(), 21);
    assert!(report.contains("\n\nand 5 more `serial-not-increased` in a.zone (--output-format json lists all)\n\n"));
    assert!(report.ends_with("\nblocked: 26 warnings\n"));
    let json: serde_json::Value = serde_json::from_str(&json(&many())).unwrap();
    assert_eq!(json.pointer("/findings").unwrap().as_array().unwrap().len(), 26);
}

#[test]
fn json_follows_its_schema_and_carries_raw_text() {
    for outcome in [locked(), ordinary(), hostile()] {
        let text = json(&outcome);
        assert_eq!(text, json(&outcome), "deterministic");
        assert!(text.starts_with("{\n  \"version\": 1,\n") && text.ends_with("\n}\n"));
        schema::check(&serde_json::from_str(&text).unwrap());
    }
    let value: serde_json::Value = serde_json::from_str(&json(&hostile())).unwrap();
    let at = |pointer: &str| value.pointer(pointer).unwrap_or_else(|| panic!("{pointer}"));
    assert_eq!(at("/findings/0/message"), "ESC \x1b[31m and \u{202e}bidi\u{2066} and\nnew\tline");
    assert_eq!(at("/findings/0/primary/path"), "zones/\x1b[2J<FF>.zone");
    assert_eq!(at("/zones/0/origin"), "\u{202e}::x.");
    assert_eq!(at("/coverage/not_judged/0/why"), "##[error]\u{202e}");
}

#[test]
fn json_gives_places_in_lines_scalar_values_and_octets() {
    let value: serde_json::Value = serde_json::from_str(&json(&locked())).unwrap();
    let expected = serde_json::json!({
        "path": "zones/example.com.zone",
        "start": { "line": 8, "column": 16, "byte": 206 },
        "end": { "line": 8, "column": 26, "byte": 216 },
        "label": "~ www A was 192.0.2.79"
    });
    assert_eq!(value.pointer("/findings/0/primary"), Some(&expected));
    assert_eq!(
        value.pointer("/findings/0/dns_error"),
        Some(&serde_json::json!({ "name": "DNS_ERROR_ZONE_LOCKED", "value": 9607 }))
    );
    assert_eq!(value.pointer("/locks/0/created"), Some(&serde_json::Value::Null));
    assert_eq!(value.pointer("/locks/0/expires").unwrap(), "2026-11-22T11:00:00Z");
}

#[test]
fn fingerprints_depend_on_what_a_finding_is_about_and_not_on_where_it_is() {
    let prints = |outcome: &Outcome| -> Vec<String> {
        let value: serde_json::Value = serde_json::from_str(&json(outcome)).unwrap();
        let findings = value.pointer("/findings").unwrap().as_array().unwrap();
        findings.iter().map(|finding| finding.pointer("/fingerprint").unwrap().as_str().unwrap().to_owned()).collect()
    };
    let before = prints(&ordinary());
    let mut moved = ordinary();
    for finding in &mut moved.findings {
        finding.primary.loc.span.start += 7;
        finding.zone = Some("Example.COM.".into());
        finding.message = "other words".into();
    }
    assert_eq!(before, prints(&moved));
    let mut all = prints(&many());
    assert!(all.iter().all(|print| print.len() == 32));
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 26, "equal keys are told apart by their ordinal");
}

#[track_caller]
fn last_line(outcome: &Outcome, expected: &str) {
    assert_eq!(full(outcome, 120).lines().last().unwrap(), expected);
}

fn without_findings(verdict: Verdict, exit: Exit) -> Outcome {
    Outcome { verdict, exit, findings: Vec::new(), ..ordinary() }
}

#[test]
fn the_last_line_is_the_verdict() {
    let pass = || Outcome { not_judged: Vec::new(), ..without_findings(Verdict::Pass, Exit::Pass) };
    last_line(&pass(), "pass: 2 zones judged, no findings");
    last_line(&Outcome { zones: Vec::new(), ..pass() }, "pass: the change touches no zone");
    last_line(&Outcome { zones: Vec::new(), base: None, ..pass() }, "pass: no zone file found, nothing judged");
    let mut advice = ordinary();
    (advice.verdict, advice.exit) = (Verdict::Pass, Exit::Pass);
    for finding in &mut advice.findings {
        finding.severity = Severity::Advice;
    }
    last_line(&advice, "pass: 2 zones judged, 2 advice notes");
    last_line(&ordinary(), "blocked: 1 error, 1 warning in 1 of 2 zones");
    last_line(&locked(), "blocked by a lock: example.com. (exit 75; waiting may help)");
    let both = Outcome { locks: locked().locks, ..ordinary() };
    last_line(&both, "blocked: 1 error, 1 warning in 1 of 2 zones; locked: example.com.");
    last_line(&without_findings(Verdict::Undetermined, Exit::Undetermined), "undetermined: 1 file not judged (exit 2)");
    let mut unknown = locked();
    (unknown.verdict, unknown.exit) = (Verdict::Undetermined, Exit::Undetermined);
    for lock in &mut unknown.locks {
        lock.standing = Standing::Unknown;
    }
    last_line(&unknown, "undetermined: lock unreadable: example.com.; 1 error (exit 2)");
    last_line(
        &without_findings(Verdict::Undetermined, Exit::Nothing),
        "nothing to check: no zone file found in what was asked for (exit 3; --allow-empty accepts that)",
    );
}

/// Octets that zone text is made of, and those that break a drawing.
fn octets() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => "[a-z0-9. ;()\"]{0,40}".prop_map(String::into_bytes),
        2 => Just(b"\n".to_vec()),
        1 => Just(b"\r\n\r\t".to_vec()),
        1 => "\\PC{0,12}".prop_map(String::into_bytes),
        1 => "[\u{80}-\u{9f}\u{202a}-\u{202e}\u{300}-\u{36f}\u{200d}]{0,6}".prop_map(String::into_bytes),
        1 => Just(b"##[x]::error::".to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..40),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    // A failing case is printed; nothing is written beside the tests.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_and_any_places_are_drawn_safely(
        text in octets(),
        words in octets(),
        spans in prop::collection::vec((0_usize..900, 0_usize..300), 1..9),
        width in 40_usize..140,
    ) {
        let outcome = drawable(&text, &String::from_utf8_lossy(&words), &spans);
        let report = full(&outcome, width);
        safe(&report);
        prop_assert!(report.ends_with("\nblocked: 1 warning\n"));
        prop_assert!(text.is_empty() || report.contains(" │"), "{}", report);
        let json = json(&outcome);
        safe(&json);
        schema::check(&serde_json::from_str(&json).unwrap());
    }
}
