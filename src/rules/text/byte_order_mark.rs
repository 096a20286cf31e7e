//! `byte-order-mark`: three invisible octets that every server takes for the start of a name or a directive.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "byte-order-mark",
    summary: "UTF-8 byte order mark before the first token",
    group: Group::Text,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9655),
    card: include_str!("../../../rules/byte-order-mark.md"),
    check: Check::File(check),
};

fn finding(problem: &Problem) -> Finding {
    RULE.finding(Label::new(problem.at, "3 octets, EF BB BF"), "file starts with a UTF-8 byte order mark")
        .why("servers read the mark as part of the first token, so that the first line is refused or means something else")
        .help("save the file as UTF-8 without a byte order mark")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::ByteOrderMark, out, finding);
}
