//! `origin-relative`: appended to the present origin by RFC 1035 and BIND, refused by others, and often not meant.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "origin-relative",
    summary: "$ORIGIN or $INCLUDE origin without a final dot",
    group: Group::Directive,
    default: Some(Severity::Warning),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/origin-relative.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let text = cx.quote(problem.at);
    let (label, help) = match fact::text(problem) {
        "" => ("relative".to_owned(), "write the name absolute, with its final dot".to_owned()),
        absolute => (format!("becomes {absolute}"), format!("write `{absolute}`, or `{text}.` if that is meant")),
    };
    RULE.finding(Label::new(problem.at, label), format!("origin `{text}` has no final dot"))
        .why("BIND appends the present origin (RFC 1035 §5.1); Knot, NSD and PowerDNS refuse the line")
        .help(help)
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::OriginRelative, out, |problem| finding(cx, problem));
}
