//! `generate-too-large`: the work is bounded before the first record is made.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "generate-too-large",
    summary: "$GENERATE that makes more records than the limit",
    group: Group::Directive,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/generate-too-large.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let range = cx.quote(problem.at);
    let records = fact::number(problem);
    let limit = if records > 1_000_000 { "1000000 records" } else { "256 MiB of text" };
    let finding = RULE
        .finding(
            Label::new(problem.at, format!("{records} records with those before")),
            format!("$GENERATE {range} makes more than {limit}"),
        )
        .why("nothing was expanded, so that one line cannot exhaust the memory of whoever reads the zone")
        .help("split the range over several zones, or use a wildcard");
    fact::second(finding, problem, "the range of this directive")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::GenerateTooLarge, out, |problem| finding(cx, problem));
}
