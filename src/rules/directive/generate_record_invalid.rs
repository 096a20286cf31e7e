//! `generate-record-invalid`: one finding a directive, at the first value that goes wrong.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "generate-record-invalid",
    summary: "record made by $GENERATE is malformed",
    group: Group::Directive,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9655),
    card: include_str!("../../../rules/generate-record-invalid.md"),
    check: Check::File(check),
};

fn finding(problem: &Problem) -> Finding {
    let (made, label) = match fact::list(problem) {
        [made, expected] if !expected.is_empty() => (made.as_str(), format!("expected {expected}")),
        [made, ..] => (made.as_str(), String::new()),
        [] => ("", String::new()),
    };
    let finding = RULE
        .finding(Label::new(problem.at, label), format!("$GENERATE makes a malformed record {made}"))
        .why("BIND refuses the zone; the records before this value are right")
        .help("correct the range or the template");
    fact::second(finding, problem, "for a value of this range")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::GenerateRecordInvalid, out, finding);
}
