//! `type-numeric-with-text`: the number belongs to the generic form, the text to the mnemonic.

use crate::finding::{Finding, Label, Severity};
use crate::rdata::{lookup, mnemonic};
use crate::rules::{Check, FileCx, Group, Rule};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "type-numeric-with-text",
    summary: "type by number with the text form of its mnemonic",
    group: Group::Record,
    default: Some(Severity::Warning),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/type-numeric-with-text.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let text = cx.quote(problem.at);
    let name = lookup(text.as_bytes()).map_or_else(String::new, |found| mnemonic(found.rtype));
    RULE.finding(
        Label::new(problem.at, format!("type {name}")),
        format!("`{text}` stands before the text form of {name}"),
    )
    .why("the text form belongs to a mnemonic (RFC 3597 §5); validns refuses it behind a number")
    .help(format!("write `{name}`, or the data as \\# LENGTH HEX"))
    .about("", "", name)
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::TypeNumericWithText, out, |problem| finding(cx, problem));
}
