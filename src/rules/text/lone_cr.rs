//! `lone-cr`: BIND ends the line there, others end the zone.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "lone-cr",
    summary: "carriage return that no line feed follows",
    group: Group::Text,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9655),
    card: include_str!("../../../rules/lone-cr.md"),
    check: Check::File(check),
};

fn finding(problem: &Problem) -> Finding {
    let message = match fact::number(problem) {
        0 | 1 => "carriage return without a line feed".to_owned(),
        more => format!("{more} carriage returns without a line feed, the first of them here"),
    };
    RULE.finding(Label::new(problem.at, "<0D>"), message)
        .why("BIND reads it as a line end; Knot, NSD, validns and PowerDNS refuse the file")
        .help("write LF line ends: tr '\\r' '\\n' if the whole file has them, else delete the stray octet")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::LoneCr, out, finding);
}
