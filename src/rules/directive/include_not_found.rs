//! `include-not-found`: lists every place that was tried: no two servers agree on what the path is relative to.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "include-not-found",
    summary: "included file does not exist, or is a directory",
    group: Group::Directive,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9653),
    card: include_str!("../../../rules/include-not-found.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let text = cx.quote(problem.at);
    let is_directory = fact::is_directory(problem);
    let (label, message) = if is_directory {
        ("servers read files only", format!("included file `{text}` is a directory"))
    } else {
        ("no such file in this snapshot", format!("included file `{text}` does not exist"))
    };
    let finding = RULE
        .finding(Label::new(problem.at, label), message)
        .why("the zone cannot be loaded, and nothing was concluded from what is absent in it");
    let tried = fact::list(problem).iter().map(|place| looked_at(place));
    let found = fact::elsewhere(problem).map(|place| {
        format!(
            "servers with another base find {place}: set `include-base` or `dialect` in zonegate.toml if that is meant"
        )
    });
    let edit = if is_directory {
        "name each of its files in an $INCLUDE of its own"
    } else {
        "add the file to the repository, or correct the path"
    };
    tried.chain(found).fold(finding, Finding::help).help(edit)
}

fn looked_at(place: &str) -> String {
    match place {
        "" => "looked for it at the root of the repository".to_owned(),
        place => format!("looked for it at {place}"),
    }
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::IncludeNotFound, out, |problem| finding(cx, problem));
}
