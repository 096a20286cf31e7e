//! `class-numeric`: `CLASS1` is IN, and not every server knows it.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "class-numeric",
    summary: "class IN written by its number",
    group: Group::Record,
    default: Some(Severity::Advice),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/class-numeric.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let text = cx.quote(problem.at);
    RULE.finding(Label::new(problem.at, "class IN"), format!("class IN is written `{text}`"))
        .why("Knot, validns and PowerDNS refuse the number of a class (RFC 3597 §5); BIND and NSD read it")
        .help("write `IN`, or leave the class out")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::ClassNumeric, out, |problem| finding(cx, problem));
}
