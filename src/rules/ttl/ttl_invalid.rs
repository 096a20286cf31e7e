//! `ttl-invalid`: an unknown unit, a number without unit at the end, a sign, hex.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact, hint};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "ttl-invalid",
    summary: "token in TTL position that is no TTL",
    group: Group::Ttl,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9655),
    card: include_str!("../../../rules/ttl-invalid.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let token = hint::token(cx.sources, problem.at);
    let text = cx.quote(token);
    let label = match fact::text(problem) {
        "" => "expected seconds such as 3600, or units such as 1h30m",
        reason => reason,
    };
    RULE.finding(Label::new(problem.at, label), format!("malformed TTL: `{text}`"))
        .why("a TTL is a number of seconds, or numbers with the units w d h m s; servers refuse anything else")
        .help(hint::ttl(cx.sources.slice(token), cx.sources.slice(problem.at)))
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::TtlInvalid, out, |problem| finding(cx, problem));
}
