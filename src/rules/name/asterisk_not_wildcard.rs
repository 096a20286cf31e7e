//! `asterisk-not-wildcard`: `*` beside other octets in a label makes no wildcard (RFC 4592 §2.1.1).

use super::odd;
use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, Group, Rule, ZoneCx, quote};
use crate::zone::Record;

pub(crate) static RULE: Rule = Rule {
    name: "asterisk-not-wildcard",
    summary: "asterisk that is only a part of its label",
    group: Group::Name,
    default: Some(Severity::Warning),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/asterisk-not-wildcard.md"),
    check: Check::Names(check),
};

fn finding(cx: &ZoneCx<'_>, record: &Record, at: usize, label: &[u8]) -> Finding {
    let owner = cx.owner(record);
    RULE.finding(
        Label::new(odd::label_loc(cx, record, at), "an ordinary label"),
        format!("`{}` is no wildcard", quote(label)),
    )
    .why("a wildcard is the label `*` and nothing beside it (RFC 4592 §2.1.1): every server loads this name and matches it with itself only")
    .help("write `*` as a label of its own, or the names one by one")
    .about(cx.origin, owner, cx.mnemonic(record.rtype))
}

fn check(cx: &ZoneCx<'_>, out: &mut Vec<Finding>) {
    odd::each_label(
        cx,
        |_, label| label.len() > 1 && label.contains(&b'*'),
        |record, at, label| cx.push(finding(cx, record, at, label), out),
    );
}
