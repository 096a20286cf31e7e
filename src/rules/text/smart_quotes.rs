//! `smart-quotes`: what word processors make of quotes; the pair has to enclose the whole text.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "smart-quotes",
    summary: "typographic quotes around a text: they become data",
    group: Group::Text,
    default: Some(Severity::Warning),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/smart-quotes.md"),
    check: Check::File(check),
};

fn finding(problem: &Problem) -> Finding {
    RULE.finding(Label::new(problem.at, "no quotes to a server"), "typographic quotes around this text become data")
        .why("only `\"` quotes (RFC 1035 §5.1): BIND and NSD load these as octets of the text, Knot refuses the record")
        .help("type ordinary double quotes instead")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::SmartQuotes, out, finding);
}
