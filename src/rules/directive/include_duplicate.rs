//! `include-duplicate`: a snippet included under several origins is normal; the same records twice are not.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "include-duplicate",
    summary: "same file included twice with the same origin",
    group: Group::Directive,
    default: Some(Severity::Warning),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/include-duplicate.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let path = cx.quote(problem.at);
    let finding = RULE
        .finding(Label::new(problem.at, "and here"), format!("`{path}` is included twice with the same origin"))
        .why("the second time every record is a duplicate: BIND, Knot and NSD merge them silently, PowerDNS refuses the zone")
        .help("delete one of the $INCLUDE lines, or give one the origin that it was meant for");
    fact::second(finding, problem, "included here first")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::IncludeDuplicate, out, |problem| finding(cx, problem));
}
