//! `loc-out-of-range`: 91 degrees, 60 minutes, and altitudes that do not fit.

use crate::finding::{Finding, Label, Severity};
use crate::rdata::FaultKind;
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "loc-out-of-range",
    summary: "LOC field beyond RFC 1876",
    group: Group::Record,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9702),
    card: include_str!("../../../rules/loc-out-of-range.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let text = cx.quote(problem.at);
    RULE.finding(
        Label::new(problem.at, fact::expectation(problem)),
        format!("{} is `{text}`, beyond its range", fact::subject(problem)),
    )
    .why("RFC 1876 §2 and §3 set the ranges; BIND and Knot refuse the record, NSD loads another place")
    .about("", "", fact::rtype(problem))
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::Rdata(FaultKind::LocOutOfRange), out, |problem| finding(cx, problem));
}
