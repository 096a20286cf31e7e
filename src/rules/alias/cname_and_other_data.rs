//! `cname-and-other-data`: one finding a name, with both records; the later one is pointed at, the earlier one labelled.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::conflict;
use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, Group, Rule, ZoneCx, words};
use crate::zone::{Name, Node, Record, Rtype, Standing};

pub(crate) static RULE: Rule = Rule {
    name: "cname-and-other-data",
    summary: "CNAME beside other data at the same name",
    group: Group::Alias,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9709),
    card: include_str!("../../../rules/cname-and-other-data.md"),
    check: Check::Zone(check),
};

fn finding(cx: &ZoneCx<'_>, alias: &Record, others: &[Record]) -> Option<Finding> {
    let (first, rest) = others.split_first()?;
    let owner = cx.zone.owner(alias).to_string();
    let conflict = |other: &Record| format!("this {} record cannot live beside it", cx.mnemonic(other.rtype));
    let the_alias = Label::new(cx.loc(alias), "the alias");
    let the_other = Label::new(cx.loc(first), conflict(first));
    let later = first.place() > alias.place();
    let (primary, related) = if later { (the_other, the_alias) } else { (the_alias, the_other) };
    let rtype = cx.mnemonic(alias.rtype);
    let message = format!("{owner} has a {rtype} and {}", words::count(others.len(), "other record"));
    let mut finding = RULE
        .finding(primary, message)
        .why(if alias.rtype == Rtype::DYNC { OF_GDNSD } else { OF_ALL })
        .help(way_out(cx, alias, others))
        .also(related.loc, related.text)
        .about(cx.origin, owner, rtype);
    for (at, text) in conflict::further(cx, rest, conflict) {
        finding = finding.also(at, text);
    }
    Some(finding)
}

const OF_ALL: &str = "RFC 1034 §3.6.2: an alias holds no other data; BIND, Knot and NSD refuse to load the zone";
const OF_GDNSD: &str = "gdnsd may answer with an alias, which holds no other data: it refuses to load the zone";

fn check(cx: &ZoneCx<'_>, out: &mut Vec<Finding>) {
    let is_alias = |record: &Record| matches!(record.rtype, Rtype::CNAME | Rtype::DYNC);
    let in_company =
        |node: &Node<'_>| node.records().nth(1).is_some() && node.records().any(|record| is_alias(&record));
    for node in cx.zone.nodes().filter(in_company) {
        let records = conflict::at_name(node.records());
        let Some(alias) = records.iter().find(|record| is_alias(record)) else { continue };
        let lives_there = |record: &&Record| record.rtype == alias.rtype || lives_beside(record.rtype);
        let others: Vec<Record> = records.iter().filter(|record| !lives_there(record)).copied().collect();
        if let Some(finding) = finding(cx, alias, &others) {
            cx.push(finding, out);
        }
    }
}

/// Types that DNSSEC puts beside a CNAME (RFC 2535 §2.3.5, RFC 4034 §3 and §4): RRSIG, NSEC and, before them, SIG, KEY
/// and NXT.
fn lives_beside(rtype: Rtype) -> bool {
    matches!(rtype, Rtype::RRSIG | Rtype::NSEC | Rtype(24 | 25 | 30))
}

/// Says what to do: at the apex only the alias can go, elsewhere either.
fn way_out(cx: &ZoneCx<'_>, alias: &Record, others: &[Record]) -> String {
    if cx.zone.name_wire(alias.owner) == cx.zone.origin().wire() {
        return "remove the alias: the apex needs its SOA and NS; write the addresses of the target instead".to_owned();
    }
    let what = match others {
        [only] => format!("the {} record", cx.mnemonic(only.rtype)),
        _ => "the other records".to_owned(),
    };
    let target = Name::from_wire(cx.zone.rdata(alias));
    if alias.standing != Standing::Loaded || alias.rtype != Rtype::CNAME {
        return format!("remove {what}, or the {}", cx.mnemonic(alias.rtype));
    }
    match address(cx, &target) {
        Some(address) => format!("remove {what}, or replace the CNAME by the address of {target} ({address})"),
        None => format!("remove {what}, or replace the CNAME by the data of {target}"),
    }
}

/// Returns an address of a name in this zone.
fn address(cx: &ZoneCx<'_>, name: &Name) -> Option<String> {
    let loaded = cx.zone.at(name).filter(|record| record.standing == Standing::Loaded);
    loaded.into_iter().find_map(|record| {
        let rdata = cx.zone.rdata(&record);
        match record.rtype {
            Rtype::A => <[u8; 4]>::try_from(rdata).ok().map(|octets| Ipv4Addr::from(octets).to_string()),
            Rtype::AAAA => <[u8; 16]>::try_from(rdata).ok().map(|octets| Ipv6Addr::from(octets).to_string()),
            _ => None,
        }
    })
}
