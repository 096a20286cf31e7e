//! `ttl-undefined`: BIND rejects the zone.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "ttl-undefined",
    summary: "record without TTL before any $TTL, TTL or SOA",
    group: Group::Ttl,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9655),
    card: include_str!("../../../rules/ttl-undefined.md"),
    check: Check::File(check),
};

fn finding(problem: &Problem) -> Finding {
    let finding = RULE
        .finding(Label::new(problem.at, "no TTL applies here"), "record without TTL before any $TTL, TTL or SOA")
        .why("BIND rejects the zone; Knot, NSD and PowerDNS load 3600");
    match problem.second {
        Some(late) => finding.also(late, "comes too late for it").help("move $TTL to the first line"),
        None => finding.help("put `$TTL 3600` on the first line"),
    }
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::TtlUndefined, out, finding);
}
