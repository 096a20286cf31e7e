//! `number-out-of-range`: well-formed, but it does not fit; some servers wrap it.

use crate::finding::{Finding, Label, Severity};
use crate::rdata::FaultKind;
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "number-out-of-range",
    summary: "number too large for its field",
    group: Group::Record,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9567),
    card: include_str!("../../../rules/number-out-of-range.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let text = cx.quote(problem.at);
    RULE.finding(
        Label::new(problem.at, fact::expectation(problem)),
        format!("{text} is too large for the {}", fact::subject(problem)),
    )
    .why("BIND, Knot, NSD and PowerDNS refuse the record; ldns and validns wrap some of these numbers silently")
    .about("", "", fact::rtype(problem))
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::Rdata(FaultKind::NumberOutOfRange), out, |problem| finding(cx, problem));
}
