//! `origin-unknown`: without its origin a zone cannot be judged, so it is not passed; the run exits 2.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, Group, RepoCx, Rule, words};
use crate::source::Loc;

pub(crate) static RULE: Rule = Rule {
    name: "origin-unknown",
    summary: "nothing gives the origin of a file that holds an SOA",
    group: Group::Repo,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9602),
    card: include_str!("../../../rules/origin-unknown.md"),
    check: Check::Repo(check),
};

fn finding(cx: &RepoCx<'_>, at: Loc) -> Finding {
    let path = words::path(cx.sources, at.source);
    RULE.finding(Label::new(at, "a zone, but which?"), format!("nothing says what the origin of {path} is"))
        .why("relative names mean nothing without an origin, so the zone could not be judged; the run exits 2")
        .help("put `$ORIGIN example.com.` before the SOA, or write the owner of the SOA with its final dot")
        .help("or name the file after the zone, or name the zone: zonegate check --origin NAME PATH")
}

fn check(cx: &RepoCx<'_>, out: &mut Vec<Finding>) {
    out.extend(cx.without_origin.iter().map(|&at| finding(cx, at)));
}
