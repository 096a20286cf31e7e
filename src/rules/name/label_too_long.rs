//! `label-too-long`: counts octets after decoding escapes.

use crate::finding::{Finding, Label, Severity};
use crate::rdata::FaultKind;
use crate::rules::{Check, FileCx, Group, Rule, fact, words};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "label-too-long",
    summary: "label above 63 octets",
    group: Group::Name,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9556),
    card: include_str!("../../../rules/label-too-long.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let length = words::decoded_len(cx.sources.slice(problem.at));
    let label = format!("{} too many", words::count(length.saturating_sub(63), "octet"));
    RULE.finding(Label::new(problem.at, label), format!("label of {length} octets, above the limit of 63"))
        .why("the length of a label has 6 bits (RFC 1035 §2.3.4); BIND, Knot, NSD and PowerDNS refuse the name")
        .help("shorten the label, or divide it with a dot")
        .about("", "", fact::rtype(problem))
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::Rdata(FaultKind::LabelTooLong), out, |problem| finding(cx, problem));
}
