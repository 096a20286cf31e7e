//! `rdata-too-long`: the length field of a record has 16 bits, and BIND takes a little less.

use crate::finding::{Finding, Label, Severity};
use crate::rdata::FaultKind;
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "rdata-too-long",
    summary: "RDATA above 65,535 octets, or above 65,510 where BIND loads the zone",
    group: Group::Record,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9702),
    card: include_str!("../../../rules/rdata-too-long.md"),
    check: Check::File(check),
};

fn finding(problem: &Problem) -> Finding {
    let label = Label::new(problem.at, fact::expectation(problem));
    RULE.finding(label, format!("{} holds too many octets of data", fact::record(problem)))
        .why("the length of RDATA is a 16-bit number (RFC 1035 §3.2.1), and BIND refuses more than 65,510 octets")
        .help("split the data over several records")
        .about("", "", fact::rtype(problem))
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::Rdata(FaultKind::RdataTooLong), out, finding);
}
