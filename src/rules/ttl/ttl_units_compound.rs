//! `ttl-units-compound`: an extension of BIND, which not every server has.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "ttl-units-compound",
    summary: "TTL as a sum of units, such as 1h30m",
    group: Group::Ttl,
    default: Some(Severity::Advice),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/ttl-units-compound.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let (text, seconds) = (cx.quote(problem.at), fact::number(problem));
    RULE.finding(Label::new(problem.at, format!("{seconds} seconds")), format!("TTL `{text}` is a sum of units"))
        .why("an extension of BIND, which Knot and ldns read too: NSD 4.12 and PowerDNS refuse it")
        .help(format!("write {seconds}"))
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::TtlUnitsCompound, out, |problem| finding(cx, problem));
}
