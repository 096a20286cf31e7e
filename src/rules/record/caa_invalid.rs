//! `caa-invalid`: a tag that is no word of letters and digits, or a value no CA can read.

use crate::finding::{Finding, Label, Severity};
use crate::rdata::FaultKind;
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "caa-invalid",
    summary: "CAA tag or value malformed",
    group: Group::Record,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9702),
    card: include_str!("../../../rules/caa-invalid.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let text = cx.quote(problem.at);
    RULE.finding(
        Label::new(problem.at, fact::unquoted_expectation(problem, &text)),
        format!("malformed {}: `{text}`", fact::subject(problem)),
    )
    .why("a CA reads a malformed issue value as a ban on every CA (RFC 8659 §4.2); BIND and NSD refuse the record")
    .about("", "", fact::rtype(problem))
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::Rdata(FaultKind::CaaInvalid), out, |problem| finding(cx, problem));
}
