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
        .finding(Label::new(problem.at, "expected start-stop or start-stop/step"), format!("`{range}` is no range"))
        .why(
            "BIND reads numbers above 2147483647 as others, and other programs never end: the zone is not what it says",
        )
        .help("write start-stop or start-stop/step: decimal, start not above stop, step 1 or more, at most 2147483647");
    fact::second(finding, problem, "the range of this directive")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::GenerateRangeInvalid, out, |problem| finding(cx, problem));
}
