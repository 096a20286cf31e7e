//! `parenthesis-before-owner`: BIND and NSD read the owner inside the group, others see a blank one.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "parenthesis-before-owner",
    summary: "opening parenthesis before the owner",
    group: Group::Text,
    default: Some(Severity::Warning),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/parenthesis-before-owner.md"),
    check: Check::File(check),
};

fn finding(problem: &Problem) -> Finding {
    RULE.finding(Label::new(problem.at, "move it behind the owner"), "`(` stands before the owner")
        .why("BIND and NSD read the owner behind it; Knot, ldns, validns and PowerDNS refuse the record")
        .help("open the group behind the owner: www ( A 192.0.2.1 )")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::ParenthesisBeforeOwner, out, finding);
}
