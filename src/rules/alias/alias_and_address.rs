//! `alias-and-address`: ALIAS and DYNA give the addresses of their name; none may stand there as well.

use super::conflict;
use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, Group, Rule, ZoneCx};
use crate::zone::{Node, Record, Rtype};

pub(crate) static RULE: Rule = Rule {
    name: "alias-and-address",
    summary: "ALIAS or DYNA beside A or AAAA at the same name",
    group: Group::Alias,
    default: Some(Severity::Warning),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/alias-and-address.md"),
    check: Check::Zone(check),
};

fn finding(cx: &ZoneCx<'_>, alias: &Record, address: &Record) -> Finding {
    let (owner, rtype) = (cx.zone.owner(alias).to_string(), cx.mnemonic(alias.rtype));
    let the_alias = Label::new(cx.loc(alias), "gives the addresses of this name");
    let the_address = Label::new(cx.loc(address), "an address as well");
    let later = address.place() > alias.place();
    let (primary, related) = if later { (the_address, the_alias) } else { (the_alias, the_address) };
    let message = format!("{owner} has {rtype} and {} records", cx.mnemonic(address.rtype));
    let mut finding = RULE.finding(primary, message);
    finding = if alias.rtype == Rtype::DYNA {
        finding.severity = Severity::Error;
        finding.why("gdnsd refuses the zone: either it computes the addresses of a name or they are written")
    } else {
        finding.why("which of the two is answered depends on the server and its release")
    };
    finding.help("remove the one that is not meant").also(related.loc, related.text).about(cx.origin, owner, rtype)
}

fn check(cx: &ZoneCx<'_>, out: &mut Vec<Finding>) {
    let gives_addresses = |record: &Record| matches!(record.rtype, Rtype::ALIAS | Rtype::DYNA);
    let in_company =
        |node: &Node<'_>| node.records().nth(1).is_some() && node.records().any(|record| gives_addresses(&record));
    for node in cx.zone.nodes().filter(in_company) {
        let records = conflict::at_name(node.records());
        let alias = records.iter().find(|record| gives_addresses(record) && is_alias_here(cx, record));
        let address = records.iter().find(|record| matches!(record.rtype, Rtype::A | Rtype::AAAA));
        if let Some((alias, address)) = alias.zip(address) {
            cx.push(finding(cx, alias, address), out);
        }
    }
}

/// Tells whether a record is what its number stands for in the dialects that know the word.
fn is_alias_here(cx: &ZoneCx<'_>, record: &Record) -> bool {
    crate::rdata::known_to(record.rtype).contains(cx.audience.dialect)
}
