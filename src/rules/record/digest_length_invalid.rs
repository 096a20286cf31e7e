//! `digest-length-invalid`: DS, CDS, ZONEMD, TLSA, SMIMEA and SSHFP say by a number how long the digest is.

use crate::finding::{Finding, Label, Severity};
use crate::rdata::FaultKind;
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "digest-length-invalid",
    summary: "digest whose length does not fit its type number",
    group: Group::Record,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9702),
    card: include_str!("../../../rules/digest-length-invalid.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let digits = cx.sources.slice(problem.at).iter().filter(|octet| octet.is_ascii_hexdigit()).count();
    RULE.finding(
        Label::new(problem.at, fact::expectation(problem)),
        format!("{} of {digits} digits does not fit its type number", fact::subject(problem)),
    )
    .why("no validator can match it; BIND and Knot refuse such a DS, and load a TLSA that never works")
    .about("", "", fact::rtype(problem))
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::Rdata(FaultKind::DigestLengthInvalid), out, |problem| finding(cx, problem));
}
