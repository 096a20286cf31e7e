//! `rdata-invalid`: a number, name, service, time stamp, base64 or hex that is none.

use crate::finding::{Finding, Label, Severity};
use crate::rdata::FaultKind;
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "rdata-invalid",
    summary: "RDATA field of the wrong form",
    group: Group::Record,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9702),
    card: include_str!("../../../rules/rdata-invalid.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let text = cx.quote(problem.at);
    RULE.finding(
        Label::new(problem.at, fact::unquoted_expectation(problem, &text)),
        format!("malformed {}: `{text}`", fact::subject(problem)),
    )
    .why("servers refuse the record, and most of them the zone")
    .about("", "", fact::rtype(problem))
}

/// Text for a template engine, of which servers can make nothing.
fn unfilled(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    RULE.finding(
        Label::new(problem.at, "nothing was put in here"),
        format!("template text: placeholder `{}`", cx.quote(problem.at)),
    )
    .why("servers read zone files, not templates; nothing else in this file was judged")
    .help("judge the file that is made from it; templates themselves go into `exclude` under [zones] in zonegate.toml")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::PlaceholderLeft, out, |problem| unfilled(cx, problem));
    cx.report(ProblemKind::Rdata(FaultKind::Invalid), out, |problem| finding(cx, problem));
}
