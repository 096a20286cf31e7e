//! `control-byte`: NUL, form feed, vertical tab, ^Z, DEL and their kind: invisible, and every server reads them otherwise.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, words};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "control-byte",
    summary: "control octet outside a quoted string",
    group: Group::Text,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9655),
    card: include_str!("../../../rules/control-byte.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let octets = words::hex(cx.sources.slice(problem.at));
    RULE.finding(
        Label::new(problem.at, "remove this"),
        format!("control octet {octets} stands outside a quoted string"),
    )
    .why("BIND and Knot refuse such octets, others take them silently into a name or end the token there")
    .help("remove it, or write it in RDATA as an escape of three decimal digits")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::ControlByte, out, |problem| finding(cx, problem));
}
