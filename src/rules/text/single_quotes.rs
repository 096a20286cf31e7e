//! `single-quotes`: the apostrophe means nothing in zone text; inside of text it is text.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "single-quotes",
    summary: "apostrophes around a text: they become data",
    group: Group::Text,
    default: Some(Severity::Warning),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/single-quotes.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let text = cx.sources.slice(problem.at);
    let strings = text.split(|octet| matches!(octet, b' ' | b'\t')).filter(|word| !word.is_empty()).count();
    let message = match strings {
        0 | 1 => "the apostrophes around this text become data".to_owned(),
        more => format!("apostrophes quote nothing: this text is {more} strings"),
    };
    RULE.finding(Label::new(problem.at, "no quotes to a server"), message)
        .why(
            "only `\"` quotes (RFC 1035 §5.1): BIND, Knot, NSD and PowerDNS load the apostrophes as octets of the text",
        )
        .help("put the text in double quotes")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::SingleQuotes, out, |problem| finding(cx, problem));
}
