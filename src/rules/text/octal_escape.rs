//! `octal-escape`: the same three digits are another octet to every other server.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Fact, Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "octal-escape",
    summary: "octal escape of Windows, decimal everywhere else",
    group: Group::Text,
    default: Some(Severity::Warning),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/octal-escape.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let (text, octet) = (cx.quote(problem.at), fact::number(problem));
    if problem.fact == Fact::None {
        let headline = format!("`{text}` is no octal number, as it is to Windows");
        return RULE
            .finding(Label::new(problem.at, "expected octal digits up to 377"), headline)
            .why("the DNS server of Windows reads `\\DDD` in octal, RFC 1035 §5.1 and all others in decimal")
            .help("write the octet itself, or leave the zone to other servers");
    }
    RULE.finding(Label::new(problem.at, format!("octal: octet {octet}")), format!("`{text}` is octal to Windows only"))
        .why("the DNS server of Windows writes and reads `\\ooo` in octal, RFC 1035 §5.1 and all others in decimal")
        .help(format!("write `\\{octet:03}` where another server loads the zone"))
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::OctalEscape, out, |problem| finding(cx, problem));
}
