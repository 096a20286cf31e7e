//! `label-empty`: only the root has a label without octets.

use crate::finding::{Finding, Label, Severity};
use crate::rdata::FaultKind;
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "label-empty",
    summary: "empty label: two dots in a row, or a leading dot",
    group: Group::Name,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(123),
    card: include_str!("../../../rules/label-empty.md"),
    check: Check::File(check),
};

fn finding(problem: &Problem) -> Finding {
    RULE.finding(Label::new(problem.at, "no octets before this dot"), "name has an empty label")
        .why("only the root label is empty (RFC 2181 §11); BIND, Knot, NSD and PowerDNS refuse the name")
        .help("delete one of the dots")
        .about("", "", fact::rtype(problem))
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::Rdata(FaultKind::LabelEmpty), out, finding);
}
