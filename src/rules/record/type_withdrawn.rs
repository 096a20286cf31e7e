//! `type-withdrawn`: withdrawn by RFC 973; servers refuse them.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "type-withdrawn",
    summary: "record of type MD or MF, which mail gave up for MX",
    group: Group::Record,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9551),
    card: include_str!("../../../rules/type-withdrawn.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let text = cx.quote(problem.at);
    RULE.finding(Label::new(problem.at, "withdrawn"), format!("type `{text}` was withdrawn in favour of MX"))
        .why("RFC 973 replaced MD and MF by MX; BIND, Knot, validns and PowerDNS refuse them")
        .help("write an MX record: MX 10 for MD, a higher number for MF")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::TypeWithdrawn, out, |problem| finding(cx, problem));
}
