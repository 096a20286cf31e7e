//! `owner-quoted`: BIND reads the name, Knot and NSD refuse it.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "owner-quoted",
    summary: "owner in quotes",
    group: Group::Record,
    default: Some(Severity::Warning),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/owner-quoted.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let text = cx.quote(problem.at);
    RULE.finding(Label::new(problem.at, ""), format!("owner `{}` stands in quotes", text.trim_matches('"')))
        .why("BIND and PowerDNS read the name inside; Knot, NSD and dnspython refuse the record")
        .help("write it without quotes")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::OwnerQuoted, out, |problem| finding(cx, problem));
}
