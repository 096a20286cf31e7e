//! `escape-invalid`: `\DDD` above 255 or with fewer digits, a backslash at the end of a line, and the withdrawn `\[`.

use crate::finding::{Finding, Label, Severity};
use crate::rdata::FaultKind;
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "escape-invalid",
    summary: "backslash escape that stands for no octet",
    group: Group::Text,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9655),
    card: include_str!("../../../rules/escape-invalid.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let text = cx.quote(problem.at);
    RULE.finding(Label::new(problem.at, defect(&text)), format!("`{text}` is no escape"))
        .why("`\\` takes three decimal digits up to 255 or one character that is no digit (RFC 1035 §5.1); servers refuse the rest")
        .help("write `\\\\` for a backslash, or `\\DDD` with three decimal digits from 000 to 255")
        .about("", "", fact::rtype(problem))
}

/// Says what keeps an escape from standing for an octet.
fn defect(escape: &str) -> String {
    match escape.len() {
        0 | 1 => "expected a character or three digits behind the backslash".to_owned(),
        4 => "expected at most 255".to_owned(),
        _ if escape.ends_with('[') => "bit-string labels were withdrawn by RFC 6891".to_owned(),
        length => format!("expected three digits, not {}", length - 1),
    }
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::Rdata(FaultKind::EscapeInvalid), out, |problem| finding(cx, problem));
}
