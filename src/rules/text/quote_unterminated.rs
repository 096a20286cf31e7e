//! `quote-unterminated`: points at the opening quote, not at the line where a server gave up.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact, words};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "quote-unterminated",
    summary: "opening quote without a closing one",
    group: Group::Text,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9655),
    card: include_str!("../../../rules/quote-unterminated.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let line = problem
        .second
        .map_or_else(String::new, |end| format!("; read as if it closed on line {}", words::line(cx.sources, end)));
    let text = cx.sources.text(problem.at.source).get(..problem.at.span.start as usize).unwrap_or_default();
    // A quote at the end of a word is the closing one to people.
    let glued = !matches!(text.last(), None | Some(b' ' | b'\t' | b'\n' | b'\r' | b'(' | b'='));
    let (label, help) = if glued {
        ("opens a string, as none is open", "put `\"` before the text that ends here")
    } else {
        ("opened here", "close it with `\"`; a quote inside the text is written `\\\"`")
    };
    let finding = RULE
        .finding(Label::new(problem.at, label), format!("quote is never closed{line}"))
        .why("servers read on to the next quote or the end of the file and report an error there, or none")
        .help(help);
    fact::second(finding, problem, "taken as closed here")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::QuoteUnterminated, out, |problem| finding(cx, problem));
}
