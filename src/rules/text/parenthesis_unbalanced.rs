//! `parenthesis-unbalanced`: points at the parenthesis that has no partner, and reading goes on at the next entry.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact, words};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "parenthesis-unbalanced",
    summary: "parenthesis without its partner",
    group: Group::Text,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9655),
    card: include_str!("../../../rules/parenthesis-unbalanced.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    if cx.sources.slice(problem.at) == b")" {
        return RULE
            .finding(Label::new(problem.at, "nothing to close"), "`)` has no `(` before it")
            .why("every server refuses the zone")
            .help("remove it, or open the group with `(` behind the owner, TTL, class or type");
    }
    let line = problem
        .second
        .map_or_else(String::new, |end| format!("; read as if it closed on line {}", words::line(cx.sources, end)));
    let finding = RULE
        .finding(Label::new(problem.at, "opened here"), format!("`(` is never closed{line}"))
        .why("servers take everything up to the next `)` or the end of the file for one record and report an error there")
        .help("close the group with `)`");
    fact::second(finding, problem, "taken as closed here")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::ParenthesisUnbalanced, out, |problem| finding(cx, problem));
}
