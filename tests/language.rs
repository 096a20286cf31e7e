//! The zone-file language row by row: what is clean and what is found, with the octets underlined.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed; the rows are part of it"
)]

#[path = "language/mod.rs"]
mod language;

use language::judge::{judge, judge_for};
use language::row::{Place, Row};
use zonegate::diff::ZoneDiff;
use zonegate::finding::{Finding, Label, Severity};
use zonegate::rdata::{self, Dialect, Servers};
use zonegate::zone::Record;
use zonegate::zonefile::Audience;

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

/// Compares what is found with every label of it.
#[track_caller]
fn point(text: &[u8], expected: &[language::places::Pointed]) {
    let judged = judge(text);
    let label = |label: &Label| {
        let position = judged.sources.get(label.loc.source).unwrap().position(label.loc.span.start);
        let octets = String::from_utf8_lossy(judged.sources.slice(label.loc)).into_owned();
        (position.line, position.column, octets, label.text.to_string())
    };
    let found: Vec<_> = judged
        .findings
        .iter()
        .map(|finding| (finding.rule, label(&finding.primary), finding.related.iter().map(label).collect::<Vec<_>>()))
        .collect();
    let expected_label =
        |&(line, column, octets, words): &language::places::Label| (line, column, octets.to_owned(), words.to_owned());
    let expected: Vec<_> = expected
        .iter()
        .map(|(rule, primary, related)| {
            (*rule, expected_label(primary), related.iter().map(expected_label).collect::<Vec<_>>())
        })
        .collect();
    assert_eq!(found, expected, "{}", String::from_utf8_lossy(text));
}

#[test]
fn every_label_of_the_worked_example() {
    let text = language::places::ZONE.join("\n") + "\n";
    point(text.as_bytes(), language::places::FOUND);
}

#[test]
fn labels_of_other_classes_of_errors() {
    for (text, expected) in language::places::OTHERS {
        point(text, expected);
    }
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

#[test]
fn what_is_read_differently_by_dialect() {
    let mut differences = Vec::new();
    for spoken in language::dialects::TABLE {
        for row in spoken.rows {
            let (octets, expected) = row.read();
            let judged = judge_for(audience(spoken.dialect, spoken.portable_to), &octets);
            let level = |finding: &Finding| match finding.severity {
                Severity::Error => "!",
                Severity::Warning => "",
                Severity::Advice => "?",
            };
            let levels = judged.findings.iter().map(level).zip(judged.places());
            let found: Vec<Place> =
                levels.map(|(level, (rule, from, to))| (format!("{level}{rule}"), from, to)).collect();
            let sorted = |mut places: Vec<Place>| {
                places.sort_by_key(|(rule, from, to)| (*from, *to, rule.trim_start_matches(['!', '?']).to_owned()));
                places
            };
            if sorted(found.clone()) != sorted(expected.clone()) {
                let text = row.text;
                differences
                    .push(format!("{:?} {text:?}\n  expected {expected:?}\n  found    {found:?}", spoken.dialect));
            }
        }
    }
    assert!(differences.is_empty(), "{} rows:\n{}", differences.len(), differences.join("\n"));
}

#[test]
fn an_included_file_inherits_an_owner_unless_knot_is_concerned() {
    let text = [language::row::HEAD, "x A 192.0.2.1\n$INCLUDE blank\n  AAAA 2001:db8::1\n"].concat();
    let missing = |dialect, others: &[Dialect]| {
        let judged = judge_for(audience(dialect, others), text.as_bytes());
        let found = judged.findings.iter().filter(|finding| finding.rule == "owner-missing");
        found.map(|finding| finding.severity).collect::<Vec<_>>()
    };
    assert_eq!(missing(Dialect::Bind, &[Dialect::Nsd]), []);
    assert_eq!(missing(Dialect::Bind, &[Dialect::Knot]), [Severity::Warning]);
    assert_eq!(missing(Dialect::Pdns, &[Dialect::Knot]), [Severity::Warning]);
    assert_eq!(missing(Dialect::Knot, &[Dialect::Bind]), [Severity::Error]);
}

/// Counts the TTLs that a change alters, as the server of a dialect loads them.
#[track_caller]
fn altered(dialect: Dialect, old: &str, new: &str, expected: usize) {
    let load = |text: &str| judge_for(audience(dialect, &[]), [language::row::HEAD, text].concat().as_bytes()).loaded;
    let diff = ZoneDiff::between_loaded(load(old).as_loaded(), load(new).as_loaded());
    assert_eq!(diff.ttl_changed.len(), diff.record_changes());
    assert_eq!(diff.ttl_changed.len(), expected, "{dialect:?} {old:?} {new:?}");
}

#[test]
fn ttls_of_an_rrset_are_compared_as_they_are_loaded() {
    let (one, two) = ("x 300 A 192.0.2.1\n", "x 600 A 192.0.2.2\n");
    let (turned, other) = ([two, one].concat(), [one, "x 900 A 192.0.2.2\n"].concat());
    let both = [one, two].concat();
    for (dialect, by_order, by_second) in
        [(Dialect::Bind, 2, 0), (Dialect::Knot, 2, 2), (Dialect::Nsd, 0, 1), (Dialect::Pdns, 0, 1)]
    {
        altered(dialect, &both, &turned, by_order);
        altered(dialect, &both, &other, by_second);
    }
    let apart = |first: u32| format!("x {first} A 192.0.2.1\ny A 192.0.2.9\n{two}");
    altered(Dialect::Bind, &apart(300), &apart(5), 0);
    altered(Dialect::Knot, &apart(300), &apart(5), 0);
    altered(Dialect::Nsd, &apart(300), &apart(5), 1);
    altered(Dialect::Bind, one, "x 5 A 192.0.2.1\n", 1);
}

#[test]
fn a_private_type_is_called_what_its_server_calls_it() {
    let message = |dialect, record: &str| {
        let text = [language::row::HEAD, record, record].concat();
        let judged = judge_for(audience(dialect, &[]), text.as_bytes());
        let found = judged.findings.iter().find(|finding| finding.rule == "record-duplicate");
        found.unwrap().message.to_string()
    };
    let private = "x TYPE65401 \\# 1 00\n";
    assert_eq!(message(Dialect::Bind, private), "x.example.com. has the same TYPE65401 record twice");
    assert_eq!(message(Dialect::Pdns, private), "x.example.com. has the same ALIAS record twice");
    let wrong = |dialect| {
        let text = [language::row::HEAD, "x TYPE65401 \\# 2 00\n"].concat();
        judge_for(audience(dialect, &[]), text.as_bytes()).findings.first().map(|finding| finding.message.to_string())
    };
    assert!(!wrong(Dialect::Bind).unwrap().contains("ALIAS"));
    assert!(wrong(Dialect::Pdns).unwrap().contains("ALIAS"));
}

#[test]
fn what_each_dialect_loads() {
    for (dialect, text, expected) in language::dialects::RECORDS {
        let octets = [language::row::HEAD, text].concat();
        let zone = judge_for(audience(*dialect, &[]), octets.as_bytes()).loaded.zone;
        let relative = |name: String| match name.strip_suffix("example.com.") {
            Some("") => "@".to_owned(),
            Some(head) => head.trim_end_matches('.').to_owned(),
            None => name,
        };
        let shown = |record: Record| {
            let rdata = rdata::present(record.rtype, zone.rdata(&record));
            let owner = relative(zone.owner(&record).to_string());
            format!("{owner} {} {} {rdata}", record.ttl, rdata::mnemonic(record.rtype))
        };
        let found: Vec<String> = zone.records().skip(3).map(shown).collect();
        assert_eq!(found, *expected, "{dialect:?} {text:?}");
    }
}

fn audience(dialect: Dialect, others: &[Dialect]) -> Audience {
    let portable_to = others.iter().fold(Servers::default(), |set, other| set.with(*other));
    Audience { dialect, portable_to }
}
