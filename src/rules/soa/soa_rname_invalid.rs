//! `soa-rname-invalid`: RNAME is a mailbox written as a name, and what is written is no mailbox that anybody has.

use crate::finding::{Finding, Label, Severity};
use crate::rules::name::at_sign_in_name::{is_mailbox, mailbox_name};
use crate::rules::name::odd::{Target, labels};
use crate::rules::{Check, Group, Rule, ZoneCx, quote};
use crate::source::Loc;
use crate::zone::{Name, Record, Rtype, Standing, is_absolute, wire_is_at_or_below};

pub(crate) static RULE: Rule = Rule {
    name: "soa-rname-invalid",
    summary: "mailbox of the SOA (RNAME) that is none",
    group: Group::Soa,
    default: Some(Severity::Warning),
    since: "0.1.0",
    windows_code: Some(9556),
    card: include_str!("../../../rules/soa-rname-invalid.md"),
    check: Check::Zone(check),
};

const WHY: &str = "the first label is the mailbox, the others are its domain (RFC 1035 §3.3.13 and §8)";

fn with_at_sign(text: &[u8], at: Loc) -> Finding {
    RULE.finding(Label::new(at, "`@` is an octet of this name"), format!("SOA mailbox `{}` holds `@`", quote(text)))
        .why("the first dot of RNAME stands for the `@` (RFC 1035 §8); Knot refuses the name")
        .help(format!("write `{}`, or `\\@` if it is meant", quote(&mailbox_name(text))))
}

fn of_one_label(name: &Name, origin: &str, at: Loc) -> Finding {
    let finding = RULE
        .finding(Label::new(at, "no domain to send mail to"), format!("SOA mailbox {name} has a single label"))
        .why(WHY);
    match origin {
        "." => finding.help("write a mailbox and its domain, as in `hostmaster.example.com.`"),
        origin => finding.help(format!("write `{name}{origin}` if the mailbox is in this domain")),
    }
}

fn with_origin_twice(name: &Name, text: &[u8], at: Loc) -> Finding {
    let headline = format!("SOA mailbox is {name}: a final dot is missing");
    RULE.finding(Label::new(at, "relative: the origin is appended"), headline)
        .why(WHY)
        .help(format!("write `{}.`", quote(text)))
}

fn check(cx: &ZoneCx<'_>, out: &mut Vec<Finding>) {
    for soa in cx.zone.apex(Rtype::SOA).filter(|soa| soa.standing == Standing::Loaded) {
        out.extend(look_at(cx, &soa).map(|finding| finding.about(cx.origin, cx.origin, "SOA")));
    }
}

fn look_at(cx: &ZoneCx<'_>, soa: &Record) -> Option<Finding> {
    let rname = Target::rname(*soa);
    let wire = rname.wire(cx);
    let name = Name::from_wire(wire);
    let written = rname.loc(cx);
    let text = written.map(|at| cx.sources.slice(at)).unwrap_or_default();
    if is_mailbox(text) {
        return written.map(|at| with_at_sign(text, at));
    }
    // The root alone says that there is no mailbox.
    if labels(wire).count() == 1 {
        return Some(of_one_label(&name, cx.origin, written.unwrap_or_else(|| cx.loc(soa))));
    }
    written
        .filter(|_| !is_absolute(text) && ends_in_origin_twice(wire, cx.zone.origin().wire()))
        .map(|at| with_origin_twice(&name, text, at))
}

/// Tells whether a name in wire form is one at or below `origin`, with the labels of `origin` behind it again.
fn ends_in_origin_twice(wire: &[u8], origin: &[u8]) -> bool {
    let Some((_, labels)) = origin.split_last().filter(|(_, labels)| !labels.is_empty()) else { return false };
    let before = wire.strip_suffix(origin).unwrap_or_default();
    // The octets of a longer label may end as these labels do.
    wire_is_at_or_below(&[before, b"\0"].concat(), &[labels, b"\0"].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(name: &str, origin: &str, expected: bool) {
        let wire = |text: &str| Name::parse(text.as_bytes(), None).unwrap().wire().to_vec();
        assert_eq!(ends_in_origin_twice(&wire(name), &wire(origin)), expected, "{name} {origin}");
    }

    #[test]
    fn an_origin_behind_itself_is_found() {
        case("h.example.com.example.com.", "example.com.", true);
        case("example.com.example.com.", "example.com.", true);
        case("h.example.com.", "example.com.", false);
        case("example.com.", "example.com.", false);
        case("h.xexample.com.example.com.", "example.com.", false);
        case("h.com.com.", "com.", true);
        case("h.example.com.example.net.", "example.com.", false);
        case("h.", ".", false);
        case("h.example.", ".", false);
    }
}
