//! `foreign-comment`: a comment in other languages; to a server it is a record with a strange owner.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "foreign-comment",
    summary: "line that starts with # or // and is no record",
    group: Group::Text,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9655),
    card: include_str!("../../../rules/foreign-comment.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let sign = if cx.sources.slice(problem.at).starts_with(b"#") { "#" } else { "//" };
    RULE.finding(
        Label::new(problem.at, "read as a record by servers"),
        format!("`{sign}` does not start a comment in a zone file"),
    )
    .why("only `;` does (RFC 1035 §5.1); BIND, Knot, NSD and PowerDNS refuse the line as a record")
    .help("start the line with `;`")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::ForeignComment, out, |problem| finding(cx, problem));
}
