//! `include-outside-repo`: what git does not hold cannot be judged.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "include-outside-repo",
    summary: "included path that leaves the repository",
    group: Group::Directive,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9653),
    card: include_str!("../../../rules/include-outside-repo.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let text = cx.quote(problem.at);
    RULE.finding(
        Label::new(problem.at, "not in the repository"),
        format!("included file `{text}` lies outside the repository"),
    )
    .why("what git does not hold cannot be judged: the file may change without any commit")
    .help("move the file into the repository and include it by a relative path")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::IncludeOutsideRepo, out, |problem| finding(cx, problem));
}
