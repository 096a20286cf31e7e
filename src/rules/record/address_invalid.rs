//! `address-invalid`: underlines the octet or hextet at fault where there is one.

use crate::finding::{Finding, Label, Severity};
use crate::rdata::FaultKind;
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "address-invalid",
    summary: "malformed IPv4 or IPv6 address",
    group: Group::Record,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9552),
    card: include_str!("../../../rules/address-invalid.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let text = cx.quote(problem.at);
    RULE.finding(
        Label::new(problem.at, fact::expectation(problem)),
        format!("malformed {}: `{text}`", fact::subject(problem)),
    )
    .why("servers refuse the record, and most of them the zone")
    .about("", "", fact::rtype(problem))
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::Rdata(FaultKind::AddressInvalid), out, |problem| finding(cx, problem));
}
