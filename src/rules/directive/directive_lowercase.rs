//! `directive-lowercase`: BIND and Knot read it, NSD and others do not.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "directive-lowercase",
    summary: "directive in lower case",
    group: Group::Directive,
    default: Some(Severity::Advice),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/directive-lowercase.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let text = cx.quote(problem.at);
    let upper = text.to_ascii_uppercase();
    RULE.finding(Label::new(problem.at, ""), format!("`{text}` is not written in upper case"))
        .why("BIND and Knot read it without case; NSD, ldns and validns refuse it")
        .help(format!("write `{upper}`"))
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::DirectiveLowercase, out, |problem| finding(cx, problem));
}
