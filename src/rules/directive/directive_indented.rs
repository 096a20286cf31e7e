//! `directive-indented`: a directive is one only in column 1; the line is obeyed all the same, so that one mistake gives one finding.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "directive-indented",
    summary: "directive after white space",
    group: Group::Directive,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9655),
    card: include_str!("../../../rules/directive-indented.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let text = cx.quote(problem.at);
    RULE.finding(Label::new(problem.at, "not in column 1"), format!("`{text}` after white space is no directive"))
        .why("servers read a record with a blank owner here and refuse it (RFC 1035 §5.1)")
        .help("remove the white space before it")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::DirectiveIndented, out, |problem| finding(cx, problem));
}
