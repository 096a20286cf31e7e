//! `owner-inherited-after-origin`: `$ORIGIN` sets no owner: the record still belongs to the name before it, whatever the indent suggests.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Fact, Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "owner-inherited-after-origin",
    summary: "blank owner directly after $ORIGIN or $INCLUDE",
    group: Group::Directive,
    default: Some(Severity::Warning),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/owner-inherited-after-origin.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let Fact::Owner { owner, origin, stated } = &problem.fact else {
        return RULE.finding(Label::new(problem.at, "inherits the earlier owner"), "record with blank owner");
    };
    let directive = problem.second.map(|at| cx.quote(at).to_ascii_uppercase()).unwrap_or_default();
    let not_to = match directive.as_str() {
        "$ORIGIN" if origin != owner && !origin.is_empty() => format!(", not to {origin}"),
        _ => String::new(),
    };
    let finding = RULE
        .finding(
            Label::new(problem.at, "inherits the earlier owner"),
            format!("record with blank owner after {directive} belongs to {owner}{not_to}"),
        )
        .why("$ORIGIN and $INCLUDE set no owner: a blank one still means the last that was stated (RFC 1035 §5.1)")
        .help("write the owner, `@` for the origin")
        .also(*stated, "the owner was stated here");
    fact::second(finding, problem, "this sets no owner")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::OwnerInheritedAfterOrigin, out, |problem| finding(cx, problem));
}
