//! `class-not-in`: a zone has one class.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "class-not-in",
    summary: "class other than IN",
    group: Group::Record,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9655),
    card: include_str!("../../../rules/class-not-in.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let text = cx.quote(problem.at);
    RULE.finding(Label::new(problem.at, "not IN"), format!("class is `{text}` in a zone of class IN"))
        .why("all records of a zone have one class (RFC 1035 §5.2); servers refuse the zone")
        .help("write `IN`, or no class")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::ClassNotIn, out, |problem| finding(cx, problem));
}
