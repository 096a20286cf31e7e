//! `address-invalid`: underlines the octet or hextet at fault where there is one.

use crate::finding::{Finding, Label, Severity};
use crate::rdata::FaultKind;
use crate::rules::{Check, FileCx, Group, Rule, fact, hint};
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
    let token = hint::token(cx.sources, problem.at);
    let expectation = fact::expectation(problem);
    let (whole, part) = (cx.sources.slice(token), cx.sources.slice(problem.at));
    let v6 = expectation.contains("IPv6");
    let of_host = matches!(fact::rtype(problem).as_str(), "A" | "AAAA");
    let hint = hint::part_of_address(part, v6).or_else(|| if of_host { hint::whole_address(whole, v6) } else { None });
    let finding = RULE
        .finding(
            Label::new(problem.at, expectation),
            format!("malformed {}: `{}`", fact::subject(problem), cx.quote(token)),
        )
        .why("servers refuse the record, and most of them the zone")
        .about("", "", fact::rtype(problem));
    hint.into_iter().fold(finding, Finding::help)
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::Rdata(FaultKind::AddressInvalid), out, |problem| finding(cx, problem));
}
