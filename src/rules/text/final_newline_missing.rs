//! `final-newline-missing`: loads, but the next thing appended joins the last record.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "final-newline-missing",
    summary: "last line has no newline",
    group: Group::Text,
    default: Some(Severity::Advice),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/final-newline-missing.md"),
    check: Check::File(check),
};

fn finding(problem: &Problem) -> Finding {
    RULE.finding(Label::new(problem.at, "end of the file"), "last line has no newline")
        .why("BIND warns about it, and whatever is appended to the file joins its last record")
        .help("add a newline at the end")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::FinalNewlineMissing, out, finding);
}
