//! `directive-unknown`: names the nearest directive; the line is skipped.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, words};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "directive-unknown",
    summary: "directive that no server of the dialect knows",
    group: Group::Directive,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9655),
    card: include_str!("../../../rules/directive-unknown.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let text = cx.quote(problem.at);
    let finding = RULE
        .finding(Label::new(problem.at, "this line was skipped"), format!("`{text}` is no directive"))
        .why("every server refuses the zone at this line");
    match words::nearest(&text.to_ascii_uppercase(), &["$GENERATE", "$INCLUDE", "$ORIGIN", "$TTL"]) {
        Some(name) => finding.help(format!("write `{name}`, if that is meant")),
        None => {
            finding.help("directives are $ORIGIN, $TTL and $INCLUDE; an owner that starts with `$` is written `\\$`")
        }
    }
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::DirectiveUnknown, out, |problem| finding(cx, problem));
}
