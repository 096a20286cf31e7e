//! `owner-inherited-after-origin`: `$ORIGIN` sets no owner: the record still belongs to the name before it, whatever the indent suggests.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

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
    let owner = match fact::text(problem) {
        "" if problem.owner.is_empty() => "the owner before",
        "" => problem.owner.as_str(),
        owner => owner,
    };
    let finding = RULE
        .finding(
            Label::new(problem.at, "inherits the earlier owner"),
            format!("record with blank owner after a directive belongs to {owner}"),
        )
        .why("$ORIGIN and $INCLUDE set no owner: a blank one still means the last that was stated (RFC 1035 §5.1)")
        .help("write the owner, `@` for the origin");
    let sets_origin = problem.second.is_some_and(|at| cx.sources.slice(at).starts_with(b"$"));
    let label = if sets_origin { "this sets no owner" } else { "the owner was stated here" };
    fact::second(finding, problem, label)
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::OwnerInheritedAfterOrigin, out, |problem| finding(cx, problem));
}
