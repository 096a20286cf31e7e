//! `ttl-directive-late`: `$TTL` speaks for the records behind it only.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "ttl-directive-late",
    summary: "$TTL after a record that had to do without it",
    group: Group::Directive,
    default: Some(Severity::Warning),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/ttl-directive-late.md"),
    check: Check::File(check),
};

fn finding(problem: &Problem) -> Finding {
    let (server, seconds) = (fact::server(problem), fact::number(problem));
    let finding = RULE
        .finding(Label::new(problem.at, "from here on only"), "$TTL comes after a record that had to do without it")
        .why(format!(
            "$TTL speaks for the records behind it (RFC 2308 §4); {server} loads the first one without it with {seconds} \
             seconds, and servers do not agree on that"
        ))
        .help("move $TTL to the first line");
    fact::second(finding, problem, "this record has no TTL of its own")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::TtlDirectiveLate, out, finding);
}
