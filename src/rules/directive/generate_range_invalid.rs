//! `generate-range-invalid`: servers disagree wildly on ranges that are none: BIND wraps, others never end.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "generate-range-invalid",
    summary: "$GENERATE range that is not start-stop[/step], reversed, or too large",
    group: Group::Directive,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9655),
    card: include_str!("../../../rules/generate-range-invalid.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let range = cx.quote(problem.at);
    let finding = RULE
        .finding(Label::new(problem.at, defect(&range)), format!("`{range}` is no range"))
        .why("BIND refuses it, or takes a number above 2147483647 for another; other programs never end")
        .help("write start-stop or start-stop/step: decimal, start not above stop, step 1 or more, at most 2147483647");
    fact::second(finding, problem, "the range of this directive")
}

/// Says what is wrong with a range.
fn defect(range: &str) -> &'static str {
    let (span, step) = range.split_once('/').unwrap_or((range, "1"));
    let Some((start, stop)) = span.split_once('-') else { return "expected start-stop or start-stop/step" };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|octet| octet.is_ascii_digit());
    if ![start, stop, step].into_iter().all(digits) {
        return "expected start-stop or start-stop/step, in decimal digits";
    }
    let number = |text: &str| text.parse::<u64>().unwrap_or(u64::MAX);
    match (number(start), number(stop), number(step)) {
        (_, _, 0) => "expected a step of 1 or more",
        (start, stop, _) if start.max(stop) > 2_147_483_647 => "expected at most 2147483647",
        (start, stop, _) if start > stop => "expected a start that is not above the stop",
        _ => "expected a step of at most 2147483647",
    }
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::GenerateRangeInvalid, out, |problem| finding(cx, problem));
}
