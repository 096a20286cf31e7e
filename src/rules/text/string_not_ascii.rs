//! `string-not-ascii`: loads as the octets that stand there, in whatever encoding the file has.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact, words};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "string-not-ascii",
    summary: "raw octet of 0x80 and above, or control octet, in a string",
    group: Group::Text,
    default: Some(Severity::Advice),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/string-not-ascii.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let octets = cx.sources.slice(problem.at);
    let count = words::count(usize::try_from(fact::number(problem)).unwrap_or(usize::MAX), "octet");
    let escaped = octets.iter().take(8).map(|octet| format!("\\{octet:03}")).collect::<Vec<_>>().concat();
    let more = if octets.len() > 8 { "…" } else { "" };
    RULE.finding(Label::new(problem.at, words::hex(octets)), format!("string holds {count} outside of printable ASCII"))
        .why("Knot refuses raw octets of 0x80 and above; BIND, NSD and PowerDNS load them as they stand, whatever the encoding")
        .help(format!("write `{escaped}{more}`, which all servers read alike"))
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::StringNotAscii, out, |problem| finding(cx, problem));
}
