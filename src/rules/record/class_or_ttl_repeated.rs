//! `class-or-ttl-repeated`: each may stand once, in either order.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "class-or-ttl-repeated",
    summary: "class or TTL given twice in one record",
    group: Group::Record,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9655),
    card: include_str!("../../../rules/class-or-ttl-repeated.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let text = cx.quote(problem.at);
    let is_ttl = text.starts_with(|first: char| !first.is_ascii_alphabetic());
    let what = if is_ttl { "TTL" } else { "class" };
    let finding = RULE
        .finding(Label::new(problem.at, "once more"), format!("`{text}` gives the {what} a second time"))
        .why("each may stand once before the type (RFC 1035 §5.1); servers refuse the record")
        .help("keep one of the two");
    fact::second(finding, problem, "first one here")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::ClassOrTtlRepeated, out, |problem| finding(cx, problem));
}
