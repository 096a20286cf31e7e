//! `crlf-line-endings`: loads everywhere but in Knot; judged on the octets that git stores.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "crlf-line-endings",
    summary: "every line ends in CR-LF",
    group: Group::Text,
    default: Some(Severity::Advice),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/crlf-line-endings.md"),
    check: Check::File(check),
};

fn finding(problem: &Problem) -> Finding {
    RULE.finding(Label::new(problem.at, "first of them"), "every line ends in CR-LF")
        .why("Knot refuses to load such a file; BIND, NSD and PowerDNS read it")
        .help("put `*.zone text eol=lf` into .gitattributes, then: git add --renormalize .")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::CrlfLineEndings, out, finding);
}
