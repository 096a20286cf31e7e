//! `base64-split-unaligned`: white space is allowed between any two characters, and Knot wants it between groups.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "base64-split-unaligned",
    summary: "base64 broken inside a group of four",
    group: Group::Record,
    default: Some(Severity::Advice),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/base64-split-unaligned.md"),
    check: Check::File(check),
};

fn finding(problem: &Problem) -> Finding {
    RULE.finding(Label::new(problem.at, "these belong to a group of four"), "base64 is broken inside a group of four")
        .why("Knot refuses it; BIND, NSD and PowerDNS join the parts first (RFC 4034 §2.2)")
        .help("break it after a multiple of four characters, or not at all")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::Base64SplitUnaligned, out, finding);
}
