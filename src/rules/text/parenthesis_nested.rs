//! `parenthesis-nested`: BIND counts them, RFC 1035 does not know them, others refuse.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "parenthesis-nested",
    summary: "parenthesis inside parentheses",
    group: Group::Text,
    default: Some(Severity::Warning),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/parenthesis-nested.md"),
    check: Check::File(check),
};

fn finding(problem: &Problem) -> Finding {
    let finding = RULE
        .finding(Label::new(problem.at, "already inside a group"), "`(` stands inside parentheses")
        .why("BIND and dnspython count them; Knot, NSD, validns and PowerDNS refuse the zone")
        .help("drop the inner pair");
    fact::second(finding, problem, "the group was opened here")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::ParenthesisNested, out, finding);
}
