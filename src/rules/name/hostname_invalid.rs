//! `hostname-invalid`: as BIND checks it: owners of addresses and mail exchanges, and the targets that have to be hosts.

use std::collections::BTreeMap;

use super::at_sign_in_name::is_mailbox;
use super::odd::{self, Target};
use super::target_is_address::is_address;
use super::target_is_url::is_url;
use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, Group, Rule, ZoneCx};
use crate::source::Loc;
use crate::zone::{Name, Record, Rtype, Standing};

pub(crate) static RULE: Rule = Rule {
    name: "hostname-invalid",
    summary: "name of a host with other octets than letters, digits and hyphens",
    group: Group::Name,
    default: Some(Severity::Warning),
    since: "0.1.0",
    windows_code: Some(9560),
    card: include_str!("../../../rules/hostname-invalid.md"),
    check: Check::Zone(check),
};

fn owner_finding(cx: &ZoneCx<'_>, record: &Record) -> Finding {
    let (owner, rtype) = (cx.zone.owner(record).to_string(), cx.mnemonic(record.rtype));
    let wrong = words(cx.zone.name_wire(record.owner), true);
    let headline = format!("{owner} has {rtype} records and is no host name");
    let at = odd::owner_loc(cx, record);
    odd::settle(cx, finding(Label::new(at, wrong), headline), at).about(cx.origin, owner, rtype)
}

fn target_finding(cx: &ZoneCx<'_>, name: &[u8], first: (&Record, Loc), rest: &[(Record, Loc)]) -> Finding {
    let (record, at) = first;
    let rtype = cx.mnemonic(record.rtype);
    let headline = format!("{rtype} target {} is no host name", Name::from_wire(name));
    let mut finding = finding(Label::new(at, words(name, false)), headline);
    for (nth, (_, at)) in rest.iter().take(MAX_FURTHER).enumerate() {
        let left_out = rest.len().saturating_sub(MAX_FURTHER);
        let last = nth + 1 == MAX_FURTHER && left_out > 0;
        finding = finding.also(*at, if last { format!("here, and {left_out} more") } else { "here too".to_owned() });
    }
    odd::settle(cx, finding, at).about(cx.origin, cx.zone.owner(record).to_string(), rtype)
}

fn finding(primary: Label, headline: String) -> Finding {
    RULE.finding(primary, headline)
        .why("hosts have letters, digits and inner hyphens in their names (RFC 1123 §2.1); named-checkzone warns, named by default refuses such a zone")
        .help("choose another name, or set `check-names primary` of BIND to `ignore` if only programs look it up")
}

/// Further places of one name that are shown.
const MAX_FURTHER: usize = 4;

fn check(cx: &ZoneCx<'_>, out: &mut Vec<Finding>) {
    owners(cx, out);
    targets(cx, out);
}

fn owners(cx: &ZoneCx<'_>, out: &mut Vec<Finding>) {
    // Names of response-policy zones are those of others.
    if cx.odd_names().hosts.is_empty() || odd::is_response_policy(cx.zone) {
        return;
    }
    for &owner in &cx.odd_names().hosts {
        let wire = cx.zone.name_wire(owner);
        let mut records = cx.zone.node(wire).records();
        let of_host = |record: &Record| record.standing != Standing::OutOfZone && odd::has_host_owner(record.rtype);
        let Some(record) = records.find(of_host).filter(|_| !is_global_catalog(wire)) else { continue };
        let asterisk = wire.strip_prefix(b"\x01*").unwrap_or(wire).contains(&b'*');
        let told_elsewhere = asterisk || has_own_finding(wire, cx.sources.slice(odd::owner_loc(cx, &record)), true);
        if !told_elsewhere {
            cx.push(owner_finding(cx, &record), out);
        }
    }
}

fn targets(cx: &ZoneCx<'_>, out: &mut Vec<Finding>) {
    let mut places: BTreeMap<&[u8], Vec<(Record, Loc)>> = BTreeMap::new();
    for target in cx.odd_names().targets.iter().filter(|target| names_host(cx, target)) {
        let (record, name) = (target.record, target.wire(cx));
        let at = target.loc(cx).unwrap_or_else(|| cx.loc(&record));
        if !odd::is_host(name, false) && !has_own_finding(name, cx.sources.slice(at), false) {
            places.entry(name).or_default().push((record, at));
        }
    }
    for (name, all) in places {
        if let Some(((record, at), rest)) = all.split_first() {
            cx.push(target_finding(cx, name, (record, *at), rest), out);
        }
    }
}

/// Tells whether a target has to be a host. That of a PTR has to in a reverse zone only, and there not where it lists the
/// domains to browse for services (RFC 6763 §11).
fn names_host(cx: &ZoneCx<'_>, target: &Target) -> bool {
    match target.record.rtype {
        Rtype::NS | Rtype::MX | Rtype::SRV => true,
        Rtype::SOA => target.is_of_host(),
        Rtype::PTR => {
            let owner = cx.zone.name_wire(target.record.owner);
            let browses = [&b"\x01b"[..], b"\x02db", b"\x01r", b"\x02dr", b"\x02lb"];
            let lists_domains =
                |label: &&[u8]| owner.strip_prefix(*label).is_some_and(|rest| rest.starts_with(b"\x07_dns-sd\x04_udp"));
            odd::is_reverse(owner) && !browses.iter().any(lists_domains)
        }
        _ => false,
    }
}

/// Tells whether another rule says what is wrong with a name: raw octets, `@`, and what only targets are mistaken for.
fn has_own_finding(wire: &[u8], text: &[u8], owner: bool) -> bool {
    let raw = !wire.is_ascii() && !text.contains(&b'\\');
    let control = text.iter().any(|octet| octet.is_ascii_control() && *octet != b'\t');
    raw || control || is_mailbox(text) || (!owner && (is_url(text) || is_address(text)))
}

/// Tells whether an owner is where Active Directory keeps the addresses of its global catalogs: `gc._msdcs` and a host.
fn is_global_catalog(wire: &[u8]) -> bool {
    wire.strip_prefix(b"\x02gc\x06_msdcs").is_some_and(|forest| odd::is_host(forest, false))
}

/// Says what is wrong with a name.
fn words(wire: &[u8], owner: bool) -> String {
    let other = |octet: &&u8| !octet.is_ascii_alphanumeric() && **octet != b'-';
    let wire = if owner { wire.strip_prefix(b"\x01*").unwrap_or(wire) } else { wire };
    match odd::labels(wire).flatten().find(other) {
        Some(octet @ b'!'..=b'~') => format!("`{}` is not allowed", char::from(*octet)),
        Some(octet) => format!("octet {octet} is not allowed"),
        None => "no hyphen may begin or end a label".to_owned(),
    }
}
