//! `wildcard-delegation`: NS or DS at a name whose first label is `*` (RFC 4592 §4.2, §4.4).

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, Group, Rule, ZoneCx};
use crate::zone::{Record, Rtype, Standing};
use crate::zonefile::Construct;

pub(crate) static RULE: Rule = Rule {
    name: "wildcard-delegation",
    summary: "NS or DS at a wildcard",
    group: Group::Name,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/wildcard-delegation.md"),
    check: Check::Zone(check),
};

fn finding(cx: &ZoneCx<'_>, record: &Record) -> Finding {
    let (owner, rtype) = (cx.zone.owner(record).to_string(), cx.mnemonic(record.rtype));
    let finding = RULE
        .finding(Label::new(cx.loc(record), "at a wildcard"), format!("{rtype} record at the wildcard {owner}"))
        .why("a zone cut at a wildcard has no meaning (RFC 4592 §4.2); BIND refuses to load the zone")
        .help("delegate each name by itself")
        .about(cx.origin, owner, rtype);
    cx.settle(finding, Construct::WildcardDelegation)
}

fn check(cx: &ZoneCx<'_>, out: &mut Vec<Finding>) {
    let delegates = |record: &Record| {
        matches!(record.rtype, Rtype::NS | Rtype::DS)
            && record.standing != Standing::OutOfZone
            && cx.zone.name_wire(record.owner).starts_with(b"\x01*")
    };
    for record in cx.zone.records().filter(delegates) {
        cx.push(finding(cx, &record), out);
    }
}
