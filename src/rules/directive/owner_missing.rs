//! `owner-missing`: there is no earlier owner to inherit.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "owner-missing",
    summary: "first record of the zone has a blank owner",
    group: Group::Directive,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9655),
    card: include_str!("../../../rules/owner-missing.md"),
    check: Check::File(check),
};

fn finding(problem: &Problem) -> Finding {
    if problem.second.is_some() {
        return of_including(problem);
    }
    RULE.finding(Label::new(problem.at, "no owner to inherit"), "first record of the zone has a blank owner")
        .why(
            "a blank owner means that of the record before (RFC 1035 §5.1), and there is none; servers refuse the zone",
        )
        .help("write `@` for the origin, or the name, in column 1")
}

/// Words for an owner that only some servers pass on.
fn of_including(problem: &Problem) -> Finding {
    let finding = RULE
        .finding(Label::new(problem.at, "inherits from the including file"), "included file begins with a blank owner")
        .why("a blank owner means that of the record before (RFC 1035 §5.1); Knot starts an included file without one")
        .help("write the owner in column 1");
    fact::second(finding, problem, "the owner that others take")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::OwnerMissing, out, finding);
}
