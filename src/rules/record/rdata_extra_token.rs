//! `rdata-extra-token`: extra input: underlined from its first token to its last.

use crate::finding::{Finding, Label, Severity};
use crate::rdata::FaultKind;
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "rdata-extra-token",
    summary: "more tokens than the type takes",
    group: Group::Record,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9702),
    card: include_str!("../../../rules/rdata-extra-token.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let text = cx.quote(problem.at);
    RULE.finding(
        Label::new(problem.at, "nothing more belongs here"),
        format!("{} has extra input: `{text}`", fact::record(problem)),
    )
    .why("every server refuses the record, and most of them the zone")
    .help("delete it; text after the data starts with `;`, a string with spaces stands in quotes")
    .about("", "", fact::rtype(problem))
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::Rdata(FaultKind::ExtraToken), out, |problem| finding(cx, problem));
}
