//! `record-incomplete`: points behind the last token and names the field that would stand there.

use crate::finding::{Finding, Label, Severity};
use crate::rdata::FaultKind;
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zone::Rtype;
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "record-incomplete",
    summary: "entry without type, or RDATA with fields missing",
    group: Group::Record,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9702),
    card: include_str!("../../../rules/record-incomplete.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let (message, label) = match fact::field(problem) {
        Some((rtype, fault)) if rtype.0 != 0 => {
            let message = format!("{} record ends before its {}", fact::rtype(problem), fault.field);
            (message, format!("{} expected here", fault.field))
        }
        _ => ("record ends before its type and data".to_owned(), "type expected here".to_owned()),
    };
    let finding = RULE
        .finding(Label::new(problem.at, label), message)
        .why("every server refuses the record, and most of them the zone")
        .about("", "", fact::rtype(problem));
    if goes_on(cx, problem) {
        return finding.help("if it goes on in the next line, open a group with `(` before this one ends");
    }
    match fact::expected(problem) {
        _ if fact::field(problem).is_some_and(|(rtype, _)| rtype == Rtype::SOA) => {
            finding.help("the fields of an SOA are mname, rname, serial, refresh, retry, expire and minimum")
        }
        Some(expected) => finding.help(format!("write {expected}")),
        None => finding.help("write the type and its data, or delete the line"),
    }
}

/// Tells whether the next line looks as if it were of the same record: a parenthesis, a number or a quoted string.
fn goes_on(cx: &FileCx<'_>, problem: &Problem) -> bool {
    let rest = cx.sources.text(problem.at.source).get(problem.at.span.end as usize..).unwrap_or_default();
    let is_line_end = |octet: &u8| matches!(octet, b'\n' | b'\r');
    let mut lines = rest.split(is_line_end).skip(1).skip_while(|line| line.is_empty());
    let next = lines.next().unwrap_or_default();
    let content = next.trim_ascii_start();
    content.len() < next.len() && matches!(content.first(), Some(b'(' | b'"' | b'0'..=b'9'))
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::Rdata(FaultKind::Incomplete), out, |problem| finding(cx, problem));
}
