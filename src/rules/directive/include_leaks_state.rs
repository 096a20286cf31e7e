//! `include-leaks-state`: after an included file has ended, servers differ in what of it is still in force.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "include-leaks-state",
    summary: "$TTL, origin or owner of an included file counts behind it",
    group: Group::Directive,
    default: Some(Severity::Warning),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/include-leaks-state.md"),
    check: Check::File(check),
};

fn finding(problem: &Problem) -> Finding {
    let (what, label, second, why, help) = match fact::text(problem) {
        "$TTL" => (
            "the $TTL of an included file",
            "no TTL of its own",
            "set in the included file",
            "BIND and PowerDNS keep the $TTL behind the included file, Knot, NSD and gdnsd restore the one before",
            "put a $TTL behind the $INCLUDE, or write the TTL",
        ),
        what => (
            if what == "owner" { "the owner before an $INCLUDE" } else { "the origin before an $INCLUDE" },
            if what == "owner" { "inherits its owner" } else { "relative to the origin" },
            "included here",
            "PowerDNS goes on with the origin and the owner that the included file ended with, all others restore them",
            if what == "owner" { "write the owner" } else { "put a $ORIGIN behind the $INCLUDE" },
        ),
    };
    let finding = RULE.finding(Label::new(problem.at, label), format!("record depends on {what}")).why(why).help(help);
    fact::second(finding, problem, second)
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::IncludeLeaksState, out, finding);
}
