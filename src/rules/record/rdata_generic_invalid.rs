//! `rdata-generic-invalid`: the form of RFC 3597 for any type.

use crate::finding::{Finding, Label, Severity};
use crate::rdata::FaultKind;
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "rdata-generic-invalid",
    summary: "wrong length, hex digits or content of RDATA in the \\\\# form",
    group: Group::Record,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9702),
    card: include_str!("../../../rules/rdata-generic-invalid.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let text = cx.quote(problem.at);
    RULE.finding(
        Label::new(problem.at, fact::expectation(problem)),
        format!("generic RDATA of this {} is wrong at `{text}`", fact::record(problem)),
    )
    .why("RFC 3597 §5: `\\#`, the number of octets, then as many pairs of hex digits; servers refuse the record")
    .about("", "", fact::rtype(problem))
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::Rdata(FaultKind::GenericInvalid), out, |problem| finding(cx, problem));
}
