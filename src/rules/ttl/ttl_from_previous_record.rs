//! `ttl-from-previous-record`: RFC 1035's rule of the last stated TTL, which not every server keeps.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "ttl-from-previous-record",
    summary: "TTL taken from the record before, without $TTL",
    group: Group::Ttl,
    default: Some(Severity::Warning),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/ttl-from-previous-record.md"),
    check: Check::File(check),
};

fn finding(problem: &Problem) -> Finding {
    let ttl = fact::number(problem);
    let finding = RULE
        .finding(
            Label::new(problem.at, "no TTL of its own"),
            format!("TTL set to prior TTL, {ttl} seconds: no $TTL applies"),
        )
        .why("BIND, NSD and PowerDNS repeat the last stated TTL (RFC 1035 §5.1), Knot loads 3600")
        .help("put $TTL on the first line, or write the TTL");
    fact::second(finding, problem, "the TTL was stated here")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::TtlFromPreviousRecord, out, finding);
}
