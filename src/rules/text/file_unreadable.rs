//! `file-unreadable`: a zone that is not read whole is not judged, and so not passed.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact, words};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "file-unreadable",
    summary: "zone file or included file cannot be read",
    group: Group::Text,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9653),
    card: include_str!("../../../rules/file-unreadable.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let path = words::path(cx.sources, problem.at.source);
    let subject = if problem.at.span.is_empty() { path } else { format!("`{}`", cx.quote(problem.at)) };
    let reason = match fact::text(problem) {
        "" => "it is no text file of this snapshot",
        reason => reason,
    };
    RULE.finding(Label::new(problem.at, ""), format!("{subject} cannot be read: {reason}"))
        .why("what cannot be read cannot be judged, and the server may fail on it too; the run exits 2")
        .help("make it a readable regular file, or take it out of the zone")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::FileUnreadable, out, |problem| finding(cx, problem));
}
