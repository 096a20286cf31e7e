//! `directive-argument-invalid`: a wrong `$ORIGIN` makes relative names unknown until the next good one, a wrong `$TTL` the TTLs.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact, words};
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
    let directive = words::first_word(cx.sources, problem.at);
    let what = match fact::text(problem) {
        "" if problem.at.span.is_empty() => "its argument is missing".to_owned(),
        "" => format!("`{}` does not fit", cx.quote(problem.at)),
        reason => reason.to_owned(),
    };
    let finding = RULE.finding(Label::new(problem.at, ""), format!("{directive} cannot be obeyed: {what}")).why(
        "every server refuses the zone at this line; what depends on the directive is unknown until the next good one",
    );
    finding.help("the forms are: $ORIGIN name, $TTL ttl, $INCLUDE file [origin]")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::DirectiveArgumentInvalid, out, |problem| finding(cx, problem));
}
