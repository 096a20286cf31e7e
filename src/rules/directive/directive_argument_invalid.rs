//! `directive-argument-invalid`: a wrong `$ORIGIN` makes relative names unknown until the next good one, a wrong `$TTL` the TTLs.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "directive-argument-invalid",
    summary: "argument of a directive missing, malformed or followed by more text",
    group: Group::Directive,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9655),
    card: include_str!("../../../rules/directive-argument-invalid.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let directive = problem.second.map_or_else(|| "the directive".to_owned(), |at| cx.quote(at).to_ascii_uppercase());
    let expected = match fact::text(problem) {
        "" => "another argument",
        expected => expected,
    };
    let message = if problem.at.span.is_empty() {
        format!("{directive} ends too early")
    } else {
        format!("{directive} cannot be obeyed with `{}`", cx.quote(problem.at))
    };
    RULE.finding(Label::new(problem.at, format!("expected {expected}")), message)
        .why("servers refuse the line; what depends on it is unknown until the next good directive")
        .help(format!("write it as {}", form(&directive)))
}

/// Returns how a directive is written.
fn form(directive: &str) -> &'static str {
    match directive {
        "$ORIGIN" => "$ORIGIN name",
        "$TTL" => "$TTL ttl",
        "$INCLUDE" => "$INCLUDE file [origin]",
        "$GENERATE" => "$GENERATE start-stop[/step] owner [ttl] [class] type rdata",
        "$DATE" => "$DATE YYYYMMDDHHMMSS",
        _ => "its server reads it",
    }
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::DirectiveArgumentInvalid, out, |problem| finding(cx, problem));
}
