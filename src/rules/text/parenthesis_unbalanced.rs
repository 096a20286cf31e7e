//! `parenthesis-unbalanced`: points at the parenthesis that has no partner, and reading goes on at the next entry.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact, words};
use crate::source::{Loc, Span};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "parenthesis-unbalanced",
    summary: "parenthesis without its partner",
    group: Group::Text,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9655),
    card: include_str!("../../../rules/parenthesis-unbalanced.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    if cx.sources.slice(problem.at).starts_with(b")") {
        return RULE
            .finding(Label::new(problem.at, "nothing to close"), "`)` has no `(` before it")
            .why("every server refuses the zone")
            .help("remove it, or open the group with `(` behind the owner, TTL, class or type");
    }
    let line = problem
        .second
        .map_or_else(String::new, |end| format!("; read as if it closed on line {}", words::line(cx.sources, end)));
    let finding = RULE
        .finding(Label::new(problem.at, "opened here"), format!("`(` is never closed{line}"))
        .why("servers take everything up to the next `)` or the end of the file for one record and report an error there")
        .help("close the group with `)`");
    let finding = match in_comment(cx, problem) {
        Some(at) => finding.also(at, "in a comment, where it closes nothing"),
        None => finding,
    };
    fact::second(finding, problem, "taken as closed here")
}

/// Returns the `)` that would have closed the group if it did not stand in a comment.
fn in_comment(cx: &FileCx<'_>, problem: &Problem) -> Option<Loc> {
    let (start, end) = (problem.at.span.end as usize, problem.second?.span.start as usize);
    let text = cx.sources.text(problem.at.source).get(start..end)?;
    let (mut quoted, mut escaped, mut comment) = (false, false, false);
    for (at, &octet) in text.iter().enumerate() {
        match octet {
            b'\n' | b'\r' => comment = false,
            b')' if comment => {
                return Some(Loc { source: problem.at.source, span: Span::new(start + at, start + at + 1) });
            }
            _ if comment || escaped => {}
            b'"' => quoted = !quoted,
            b';' if !quoted => comment = true,
            _ => {}
        }
        escaped = octet == b'\\' && !escaped;
    }
    None
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::ParenthesisUnbalanced, out, |problem| finding(cx, problem));
}
