//! `ttl-units-unordered`: read as a sum by those servers that read it at all; hardly meant.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "ttl-units-unordered",
    summary: "TTL with units repeated or not in the order w d h m s",
    group: Group::Ttl,
    default: Some(Severity::Warning),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/ttl-units-unordered.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let (text, seconds) = (cx.quote(problem.at), fact::number(problem));
    RULE.finding(
        Label::new(problem.at, format!("{seconds} seconds")),
        format!("TTL `{text}` repeats units, or has them in an odd order"),
    )
    .why("BIND, Knot and ldns add up what stands there; PowerDNS refuses it, NSD 4.12 unless the units rise")
    .help(format!("write {seconds} if the sum is meant"))
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::TtlUnitsUnordered, out, |problem| finding(cx, problem));
}
