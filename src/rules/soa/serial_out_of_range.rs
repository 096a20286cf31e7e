//! `serial-out-of-range`: usually a date of 14 digits; servers that take it publish it modulo 2³².

use crate::finding::{Finding, Label, Severity};
use crate::rdata::FaultKind;
use crate::rules::{Check, FileCx, Group, Rule};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "serial-out-of-range",
    summary: "SOA serial above 4294967295",
    group: Group::Soa,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9567),
    card: include_str!("../../../rules/serial-out-of-range.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let text = cx.quote(problem.at);
    let label = format!("{} digits, at most 10 fit", text.len());
    let finding = RULE
        .finding(Label::new(problem.at, label), format!("SOA serial {text} is above 4294967295"))
        .why("a serial has 32 bits (RFC 1035 §3.3.13); BIND, Knot and NSD refuse it, ldns wraps it")
        .about("", "", "SOA");
    match text.get(..8).filter(|date| text.len() > 10 && date.starts_with(['1', '2'])) {
        Some(date) => finding.help(format!("write the date with two more digits, YYYYMMDDnn: {date}01")),
        None => finding.help("write a number from 0 to 4294967295"),
    }
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::Rdata(FaultKind::SerialOutOfRange), out, |problem| finding(cx, problem));
}
