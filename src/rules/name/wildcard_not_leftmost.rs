//! `wildcard-not-leftmost`: a wildcard is the first label and nothing else (RFC 4592 §2.1.1).

use super::odd;
use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, Group, Rule, ZoneCx};
use crate::zone::Record;

pub(crate) static RULE: Rule = Rule {
    name: "wildcard-not-leftmost",
    summary: "asterisk as a label below another label",
    group: Group::Name,
    default: Some(Severity::Warning),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/wildcard-not-leftmost.md"),
    check: Check::Names(check),
};

fn finding(cx: &ZoneCx<'_>, record: &Record, label: usize) -> Finding {
    let owner = cx.owner(record);
    RULE.finding(
        Label::new(odd::label_loc(cx, record, label), "an ordinary label here"),
        format!("{owner} has its `*` below another label"),
    )
    .why("only a leftmost `*` is a wildcard (RFC 4592 §2.1.1): servers load the name, BIND with a warning, and it matches nothing but itself")
    .help("put the `*` first, or write the names out")
    .about(cx.origin, owner, cx.mnemonic(record.rtype))
}

fn check(cx: &ZoneCx<'_>, out: &mut Vec<Finding>) {
    odd::each_label(cx, |at, label| at > 0 && label == b"*", |record, at, _| cx.push(finding(cx, record, at), out));
}
