//! `type-meta`: ANY, AXFR, OPT, TSIG and their kind exist in messages only.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "type-meta",
    summary: "query or meta type in a zone file",
    group: Group::Record,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9551),
    card: include_str!("../../../rules/type-meta.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let text = cx.quote(problem.at);
    RULE.finding(Label::new(problem.at, "exists in messages only"), format!("`{text}` is no type of stored data"))
        .why("query and meta types live in messages (RFC 6895 §3.1); BIND, Knot, NSD and validns refuse the record")
        .help("name the type of the data, or delete the record")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::TypeMeta, out, |problem| finding(cx, problem));
}
