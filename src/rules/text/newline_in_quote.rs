//! `newline-in-quote`: allowed by the words of the RFC, refused by most servers.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, words};
use crate::source::{Loc, Span};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "newline-in-quote",
    summary: "quoted string that runs over a line end",
    group: Group::Text,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9655),
    card: include_str!("../../../rules/newline-in-quote.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let end = Loc { span: Span::at(problem.at.span.end as usize), ..problem.at };
    let lines = (words::line(cx.sources, end) + 1).saturating_sub(words::line(cx.sources, problem.at));
    RULE.finding(Label::new(problem.at, format!("one string over {lines} lines")), "quoted string runs over a line end")
        .why("RFC 1035 §5.1 lets quotes hold any character, but BIND, Knot, ldns and PowerDNS refuse a line end; NSD keeps it as data")
        .help("close the string on its line; in parentheses further strings may follow on the next lines")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::NewlineInQuote, out, |problem| finding(cx, problem));
}
