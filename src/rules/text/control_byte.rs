//! `control-byte`: NUL, form feed, vertical tab, ^Z, DEL and their kind: invisible, and every server reads them otherwise.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, words};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "control-byte",
    summary: "control octet outside a quoted string",
    group: Group::Text,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9655),
    card: include_str!("../../../rules/control-byte.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let octets = cx.sources.slice(problem.at);
    let stands = if octets.len() == 1 { " stands" } else { "s stand" };
    RULE.finding(
        Label::new(problem.at, control_name(octets)),
        format!("control octet{stands} outside a quoted string: {}", words::hex(octets)),
    )
    .why("BIND and Knot refuse such octets, others take them silently into a name or end the token there")
    .help("remove it, or write it in RDATA as an escape of three decimal digits")
}

/// Names the octets of a run, where they are all the same.
fn control_name(octets: &[u8]) -> &'static str {
    let first = octets.first().copied().unwrap_or_default();
    match first {
        _ if octets.iter().any(|&octet| octet != first) => "control octets",
        0x00 => "NUL",
        0x0b => "vertical tab",
        0x0c => "form feed",
        0x1a => "^Z, the end of a DOS file",
        0x1b => "ESC, the start of a terminal's command",
        0x7f => "DEL",
        _ => "control octet",
    }
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::ControlByte, out, |problem| finding(cx, problem));
}
