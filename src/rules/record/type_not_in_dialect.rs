//! `type-not-in-dialect`: ALIAS, ANAME, LUA, WINS and their kind: each known to one server, and refused by the others.

use crate::finding::{Finding, Label, Severity};
use crate::rdata::Dialect;
use crate::rules::{Check, FileCx, Group, Rule};
use crate::zonefile::{Problem, ProblemKind, Taken};

pub(crate) static RULE: Rule = Rule {
    name: "type-not-in-dialect",
    summary: "type of another server's file format",
    group: Group::Record,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9704),
    card: include_str!("../../../rules/type-not-in-dialect.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let text = cx.quote(problem.at);
    RULE.finding(
        Label::new(problem.at, "not a type here"),
        format!("type `{text}` belongs to another server's zone files"),
    )
    .why(match problem.portability {
        Some(taken) if taken.own == Taken::Refused && taken.dialect == Dialect::default() => OF_THE_STANDARD,
        _ => "servers that do not have it refuse the record as an unknown type",
    })
    .help("write what the server would answer: addresses instead of ALIAS or ANAME")
}

const OF_THE_STANDARD: &str = "BIND, which this zone is read as, refuses the record as an unknown type";

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::TypeNotInDialect, out, |problem| finding(cx, problem));
}
