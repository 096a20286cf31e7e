//! `quote-inside-token`: two tokens to some servers, one or none to others.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "quote-inside-token",
    summary: "quote that does not stand at the start of a token",
    group: Group::Text,
    default: Some(Severity::Warning),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/quote-inside-token.md"),
    check: Check::File(check),
};

fn finding(problem: &Problem) -> Finding {
    let finding = RULE
        .finding(Label::new(problem.at, "a new token starts here"), "quote joins two tokens without a space")
        .why("BIND and NSD read two strings, PowerDNS joins or refuses them, Knot refuses the record")
        .help("put a space between the strings, or write one string; a quote inside of it is written `\\\"`");
    fact::second(finding, problem, "the last such quote of this record")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::QuoteInsideToken, out, finding);
}
