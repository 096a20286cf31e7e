//! `svcparam-invalid`: points at the key, or at the value behind `=`.

use crate::finding::{Finding, Label, Severity};
use crate::rdata::FaultKind;
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "svcparam-invalid",
    summary: "SVCB or HTTPS parameter that is unknown, repeated or malformed",
    group: Group::Record,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9702),
    card: include_str!("../../../rules/svcparam-invalid.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let text = cx.quote(problem.at);
    RULE.finding(
        Label::new(problem.at, fact::expectation(problem)),
        format!("parameter of this {} is wrong at `{text}`", fact::record(problem)),
    )
    .why("servers refuse the record, and clients ignore one with a malformed parameter (RFC 9460 §2.2)")
    .about("", "", fact::rtype(problem))
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::Rdata(FaultKind::SvcparamInvalid), out, |problem| finding(cx, problem));
}
