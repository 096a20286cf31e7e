//! `soa-multiple`: an exact copy is `record-duplicate`; one with a wrong field compares with nothing.

use crate::finding::{Finding, Label, Severity};
use crate::rules::alias::conflict;
use crate::rules::{Check, Group, Rule, ZoneCx};
use crate::zone::{Record, Rtype, Standing};

pub(crate) static RULE: Rule = Rule {
    name: "soa-multiple",
    summary: "two different SOA records",
    group: Group::Soa,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9555),
    card: include_str!("../../../rules/soa-multiple.md"),
    check: Check::Zone(check),
};

fn finding(cx: &ZoneCx<'_>, first: &Record, others: &[Record]) -> Option<Finding> {
    let (second, rest) = others.split_first()?;
    let (number, the_rest) = match rest.len() {
        0 => ("two".to_owned(), "the other"),
        more => ((more + 2).to_string(), "the others"),
    };
    let message = format!("{} has {number} different SOA records", cx.origin);
    let mut finding = RULE
        .finding(Label::new(cx.loc(second), "a different SOA"), message)
        .why("a zone has exactly one (RFC 1035 §5.2); BIND, Knot and NSD refuse to load the zone")
        .help(format!("keep the one whose serial the secondaries know, and delete {the_rest}"))
        .also(cx.loc(first), "first one here")
        .about(cx.origin, cx.origin, "SOA");
    for (at, text) in conflict::further(cx, rest, |_| "one more".to_owned()) {
        finding = finding.also(at, text);
    }
    Some(finding)
}

fn check(cx: &ZoneCx<'_>, out: &mut Vec<Finding>) {
    let whole = cx.zone.apex(Rtype::SOA).filter(|record| record.standing == Standing::Loaded);
    let different = conflict::by_data(cx.zone, &conflict::at_name(whole));
    let firsts: Vec<Record> = different.iter().filter_map(|equal| equal.first().copied()).collect();
    out.extend(firsts.split_first().and_then(|(first, others)| finding(cx, first, others)));
}
