//! The rule cards in `rules/`: their form, and every example on them run through the whole gate.
//!
//! A marker `;~ error` at the end of a line of a Bad example says that a finding's primary label starts on that line; the
//! match is checked both ways. A Good example is clean under every default rule. The report fence of the first Bad
//! example is the rendered report. `ZONEGATE_BLESS=1 cargo test --test cards` rewrites header tables and report fences.
#![expect(clippy::disallowed_methods, reason = "reads and blesses the cards of this package")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a helper that fails, fails the test that calls it")]

mod card;
mod example;
mod judge;

use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;

use card::{Card, Kind};
use zonegate::finding::Severity;
use zonegate::rules::Rule;
use zonegate::rules::registry::ALL;

/// The sections of a card in their order.
const SECTIONS: [&str; 4] = ["Why", "Bad", "Good", "When to allow it"];

fn path(rule: &Rule) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("rules/{}.md", rule.name))
}

fn card(rule: &Rule) -> Card {
    Card::parse(rule.name, &fs::read_to_string(path(rule)).unwrap())
}

fn bless() -> bool {
    std::env::var_os("ZONEGATE_BLESS").is_some()
}

/// Changes a card's text. One at a time, and from what is there now: header and report are blessed at once.
fn rewrite(rule: &Rule, change: impl Fn(&str) -> String) {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock().unwrap();
    let text = fs::read_to_string(path(rule)).unwrap();
    fs::write(path(rule), change(&text)).unwrap();
}

/// Runs `check` on every rule and fails with all complaints at once.
fn each(check: impl Fn(&Rule, &Card) -> Vec<String>) {
    let complaints: Vec<String> = ALL.iter().flat_map(|rule| check(rule, &card(rule))).collect();
    assert!(complaints.is_empty(), "{} complaints:\n{}", complaints.len(), complaints.join("\n"));
}

/// Returns the header table that the rule's static asks for.
fn header(rule: &Rule) -> String {
    let (group, default) = (rule.group.word(), rule.default.map_or("off", Severity::word));
    let (since, needs) = (rule.since, rule.check.needs());
    format!("| group | default | since | needs |\n|---|---|---|---|\n| {group} | {default} | {since} | {needs} |\n")
}

/// Returns the summary as the card's first paragraph: a sentence.
fn sentence(summary: &str) -> String {
    let mut letters = summary.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_ascii_uppercase(), letters.as_str()))
}

#[test]
fn the_compiled_card_is_the_file() {
    each(|rule, _| {
        let same = fs::read_to_string(path(rule)).unwrap() == rule.card;
        if same || bless() { Vec::new() } else { vec![format!("{}: include_str! names another card", rule.name)] }
    });
}

#[test]
fn headers_are_projections_of_the_statics() {
    each(|rule, card| {
        let wanted = header(rule);
        if card.header == wanted {
            return Vec::new();
        }
        if bless() {
            let title = format!("# {}\n", rule.name);
            rewrite(rule, |text| match card.header.as_str() {
                "" => text.replacen(&title, &format!("{title}\n{wanted}"), 1),
                header => text.replacen(header, &wanted, 1),
            });
            return Vec::new();
        }
        vec![format!("{}.md: the header table should be\n{wanted}", rule.name)]
    });
}

#[test]
fn cards_have_their_title_summary_and_sections() {
    each(|rule, card| {
        let mut complaints = Vec::new();
        let mut expect = |good: bool, what: String| {
            if !good {
                complaints.push(format!("{}.md: {what}", rule.name));
            }
        };
        expect(card.title == rule.name, format!("the title is `{}`", card.title));
        let wanted = sentence(rule.summary);
        expect(card.summary == wanted, format!("the summary should be `{wanted}`, not `{}`", card.summary));
        let titles: Vec<&str> = card.sections.iter().map(|section| section.title.as_str()).collect();
        expect(titles == SECTIONS, format!("the sections are {titles:?}"));
        for section in
            card.sections.iter().filter(|section| matches!(section.title.as_str(), "Why" | "When to allow it"))
        {
            expect(!section.prose.is_empty(), format!("section {} is empty", section.title));
            expect(section.examples.is_empty(), format!("section {} has fences", section.title));
        }
        complaints
    });
}

#[test]
fn bad_examples_are_marked_and_good_ones_are_not() {
    each(|rule, card| {
        let mut complaints = Vec::new();
        let mut complain = |line: usize, what: &str| complaints.push(format!("rules/{}.md:{line}: {what}", rule.name));
        if card.examples("Bad").next().is_none() || card.examples("Good").next().is_none() {
            complain(1, "there is no Bad or no Good example");
        }
        for example in card.examples("Bad") {
            let own = example.markers().iter().any(|marker| marker.rule.as_deref().unwrap_or(rule.name) == rule.name);
            if !own {
                complain(example.line(), "no line of this Bad example is marked with the rule's own finding");
            }
        }
        for example in card.examples("Good").filter(|example| !example.markers().is_empty()) {
            complain(example.line(), "a line of this Good example is marked");
        }
        let reports = |section: &str| card.examples(section).filter(|example| example.report().is_some()).count();
        let first = card.examples("Bad").next().is_some_and(|example| example.report().is_some());
        if !first || reports("Bad") != 1 || reports("Good") != 0 {
            complain(1, "exactly the first Bad example has a report fence");
        }
        complaints
    });
}

#[test]
fn fences_are_understood() {
    each(|_, card| card.problems.clone());
}

#[test]
fn examples_give_exactly_the_marked_findings() {
    each(|rule, card| {
        let bad = card.examples("Bad").map(|example| (example, example.expected(rule.name)));
        let good = card.examples("Good").map(|example| (example, Vec::new()));
        bad.chain(good).flat_map(|(example, expected)| compare(rule, example, &expected)).collect()
    });
}

fn compare(rule: &Rule, example: &example::Example, expected: &[example::Seen]) -> Vec<String> {
    let seen = judge::judge(example).seen;
    let place = |what: &str, seen: &example::Seen| {
        let line = example.card_line(seen).unwrap_or_else(|| example.line());
        format!("rules/{}.md:{line}: {what} {}", rule.name, seen.words())
    };
    let missing = expected.iter().filter(|wanted| !seen.contains(wanted)).map(|wanted| place("missing", wanted));
    let surplus = seen.iter().filter(|found| !expected.contains(found)).map(|found| place("unexpected", found));
    missing.chain(surplus).collect()
}

#[test]
fn report_fences_are_the_rendered_reports() {
    each(|rule, card| {
        let Some(example) = card.examples("Bad").next() else { return Vec::new() };
        let Some(fence) = example.report() else { return Vec::new() };
        let rendered = judge::judge(example).report;
        if fence.text.trim_end() == rendered.trim_end() {
            return Vec::new();
        }
        if bless() {
            rewrite(rule, |text| {
                let card = Card::parse(rule.name, text);
                let fence = card.examples("Bad").next().and_then(example::Example::report);
                fence.map_or_else(|| text.to_owned(), |fence| fence.replaced(text, &rendered))
            });
            return Vec::new();
        }
        vec![format!("rules/{}.md:{}: the report is now\n{rendered}", rule.name, fence.line)]
    });
}

#[test]
fn every_kind_of_fence_is_used() {
    for kind in [Kind::Zone, Kind::Lockfile, Kind::Config, Kind::Report] {
        let used = ALL.iter().any(|rule| card(rule).fences().any(|fence| fence.kind == kind));
        assert!(used, "no card has a fence of kind {kind:?}");
    }
}
