//! `include-not-found`: lists every place that was tried: no two servers agree on what the path is relative to.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "include-not-found",
    summary: "included file does not exist, or is a directory",
    group: Group::Directive,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9653),
    card: include_str!("../../../rules/include-not-found.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let text = cx.quote(problem.at);
    let finding = RULE
        .finding(
            Label::new(problem.at, "no such file in this snapshot"),
            format!("included file `{text}` does not exist"),
        )
        .why("the zone cannot be loaded, and nothing was concluded from what is absent in it");
    let tried = fact::list(problem).iter().map(|place| format!("looked for it at {place}"));
    let found = fact::elsewhere(problem).map(|place| {
        format!(
            "servers with another base find {place}: set `include-base` or `dialect` in zonegate.toml if that is meant"
        )
    });
    tried.chain(found).fold(finding, Finding::help).help("add the file to the repository, or correct the path")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::IncludeNotFound, out, |problem| finding(cx, problem));
}
