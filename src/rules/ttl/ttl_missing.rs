//! `ttl-missing`: one finding a file, at the first record that needed a default.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "ttl-missing",
    summary: "no $TTL and no TTL yet: each server takes another default",
    group: Group::Ttl,
    default: Some(Severity::Warning),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/ttl-missing.md"),
    check: Check::File(check),
};

fn finding(problem: &Problem) -> Finding {
    let server = fact::server(problem);
    let message = format!("record has no TTL and no $TTL applies: {server} loads {} seconds", fact::number(problem));
    RULE.finding(Label::new(problem.at, "first record without TTL"), message)
        .why("BIND takes the SOA MINIMUM, Knot, NSD and PowerDNS 3600, gdnsd 86400 (RFC 2308 §4 gave MINIMUM another meaning)")
        .help("put `$TTL 3600` on the first line")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::TtlMissing, out, finding);
}
