//! `merge-conflict-marker`: one finding a conflict; what stands between the markers is not judged.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "merge-conflict-marker",
    summary: "merge conflict marker at the start of a line",
    group: Group::Text,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9655),
    card: include_str!("../../../rules/merge-conflict-marker.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let marker = cx.quote(problem.at);
    let closed = problem.second.is_some_and(|last| cx.sources.slice(last).starts_with(b">"));
    let (label, skipped) = match (marker.chars().next(), closed) {
        (Some('<'), true) => ("the conflict starts here", "; the records between the markers were not judged"),
        (Some('<'), false) => ("a conflict starts here and never ends", ""),
        (Some('>'), _) => ("a conflict ends here that never started", ""),
        _ => ("left over from a conflict", ""),
    };
    let finding = RULE
        .finding(Label::new(problem.at, label), format!("line starts with the merge conflict marker `{marker}`"))
        .why(format!("every server refuses the line{skipped}"))
        .help("resolve the conflict, then stage the file again");
    fact::second(finding, problem, if closed { "and ends here" } else { "another marker of it" })
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::MergeConflictMarker, out, |problem| finding(cx, problem));
}
