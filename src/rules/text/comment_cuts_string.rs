//! `comment-cuts-string`: an unescaped `;` outside of quotes ends the text, and every server loads what is left.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "comment-cuts-string",
    summary: "unescaped ; ends an unquoted text that goes on behind it",
    group: Group::Text,
    default: Some(Severity::Warning),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/comment-cuts-string.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let before = problem.second.map(|at| cx.quote(at)).unwrap_or_default();
    let finding = RULE
        .finding(Label::new(problem.at, "a comment starts here"), format!("the text ends with `{before}` at this `;`"))
        .why("`;` starts a comment outside of quotes (RFC 1035 §5.1): every server loads what stands before it and says nothing")
        .help("put the whole text in double quotes, or write `\\;`");
    fact::second(finding, problem, "the end of what is loaded")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::CommentCutsString, out, |problem| finding(cx, problem));
}
