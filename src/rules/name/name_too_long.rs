//! `name-too-long`: counted on the wire, with one octet a label and the root.

use crate::finding::{Finding, Label, Severity};
use crate::rdata::FaultKind;
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "name-too-long",
    summary: "name above 255 octets after the origin was added",
    group: Group::Name,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9556),
    card: include_str!("../../../rules/name-too-long.md"),
    check: Check::File(check),
};

fn finding(problem: &Problem) -> Finding {
    RULE.finding(Label::new(problem.at, fact::expectation(problem)), "name is longer than 255 octets")
        .why("a name has at most 255 octets on the wire, length octets included (RFC 1035 §2.3.4); servers refuse it")
        .help("shorten the name; one without a final dot gets the origin added")
        .about("", "", fact::rtype(problem))
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::Rdata(FaultKind::NameTooLong), out, finding);
}
