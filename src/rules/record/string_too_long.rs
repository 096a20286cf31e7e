//! `string-too-long`: counts octets after decoding, and says how to split.

use crate::finding::{Finding, Label, Severity};
use crate::rdata::FaultKind;
use crate::rules::{Check, FileCx, Group, Rule, fact, words};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "string-too-long",
    summary: "character-string above 255 octets",
    group: Group::Record,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9702),
    card: include_str!("../../../rules/string-too-long.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let length = words::decoded_len(cx.sources.slice(problem.at));
    let (message, label) = match length.checked_sub(255) {
        None | Some(0) => ("character-string is longer than 255 octets".to_owned(), String::new()),
        Some(over) => {
            let label = format!("{} too many", words::count(over, "octet"));
            (format!("character-string of {length} octets, {over} above the limit of 255"), label)
        }
    };
    RULE.finding(Label::new(problem.at, label), message)
        .why(
            "a string has one octet for its length (RFC 1035 §3.3); BIND and NSD refuse it, Knot and PowerDNS split it",
        )
        .help("split it into strings of at most 255 octets: \"first part\" \"second part\"; readers join them")
        .about("", "", fact::rtype(problem))
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::Rdata(FaultKind::StringTooLong), out, |problem| finding(cx, problem));
}
