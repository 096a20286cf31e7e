//! `ttl-too-large`: BIND loads 0, others the number, NSD nothing.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact, words};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "ttl-too-large",
    summary: "TTL above 2147483647",
    group: Group::Ttl,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9567),
    card: include_str!("../../../rules/ttl-too-large.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let text = cx.quote(problem.at);
    let seconds = fact::number(problem);
    let over = usize::try_from(seconds.saturating_sub(2_147_483_647)).unwrap_or(usize::MAX);
    let servers = match u32::try_from(seconds) {
        Ok(_) => "BIND loads 0 instead, others the number, NSD refuses the zone",
        Err(_) => "BIND, Knot, NSD and PowerDNS refuse the zone",
    };
    let label = format!("{} too many", words::count(over, "second"));
    RULE.finding(Label::new(problem.at, label), format!("TTL {text} is above the limit of 2147483647"))
        .why(format!("RFC 2181 §8 allows 31 bits; {servers}"))
        .help("write at most 2147483647; a week is 604800")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::TtlTooLarge, out, |problem| finding(cx, problem));
}
