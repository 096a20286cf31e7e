//! `hostname-invalid`: as BIND checks it: owners of addresses and mail exchanges, and the targets that have to be hosts.

use std::collections::{BTreeMap, BTreeSet};

use super::at_sign_in_name::is_mailbox;
use super::odd;
use super::target_is_address::is_address;
use super::target_is_url::is_url;
use crate::finding::{Finding, Label, Severity};
use crate::rdata::mnemonic;
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
    let (owner, rtype) = (cx.zone.owner(record).to_string(), mnemonic(record.rtype));
    let wrong = words(cx.zone.name_wire(record.owner), true);
    let headline = format!("{owner} has {rtype} records and is no host name");
    finding(Label::new(odd::owner_loc(cx, record), wrong), headline).about(cx.origin, owner, rtype)
}

fn target_finding(cx: &ZoneCx<'_>, name: &[u8], first: (&Record, Loc), rest: &[(Record, Loc)]) -> Finding {
    let (record, at) = first;
    let rtype = mnemonic(record.rtype);
    let headline = format!("{rtype} target {} is no host name", Name::from_wire(name));
    let mut finding = finding(Label::new(at, words(name, false)), headline);
    for (nth, (_, at)) in rest.iter().take(MAX_FURTHER).enumerate() {
        let left_out = rest.len().saturating_sub(MAX_FURTHER);
        let last = nth + 1 == MAX_FURTHER && left_out > 0;
        finding = finding.also(*at, if last { format!("here, and {left_out} more") } else { "here too".to_owned() });
    }
    finding.about(cx.origin, cx.zone.owner(record).to_string(), rtype)
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
    let (mut last, mut policy) = (None, None);
    let (mut told, mut directives) = (BTreeSet::new(), BTreeSet::new());
    for record in cx.zone.records() {
        if !matches!(record.rtype, Rtype::A | Rtype::AAAA | Rtype::MX) || last == Some(record.owner) {
            continue;
        }
        last = Some(record.owner);
        let wire = cx.zone.name_wire(record.owner);
        if is_host(wire, true) || record.standing == Standing::OutOfZone || is_global_catalog(wire) {
            continue;
        }
        // Names of response-policy zones are those of others.
        let in_policy = *policy.get_or_insert_with(|| odd::is_response_policy(cx.zone));
        let text = cx.sources.slice(odd::owner_loc(cx, &record));
        let asterisk = wire.strip_prefix(b"\x01*").unwrap_or(wire).contains(&b'*');
        let told_elsewhere = asterisk || has_own_finding(wire, text);
        // What one `$GENERATE` makes is one finding.
        let first = if record.generated { directives.insert(record.place()) } else { told.insert(record.owner) };
        if !in_policy && !told_elsewhere && first {
            out.push(owner_finding(cx, &record));
        }
    }
}

fn targets(cx: &ZoneCx<'_>, out: &mut Vec<Finding>) {
    let is_wrong = |rtype: Rtype, rdata: &[u8]| host_in(rtype, rdata).is_some_and(|(_, name)| !is_host(name, false));
    let wrong = odd::distinct_rdata(cx.zone, is_wrong);
    if wrong.is_empty() {
        return;
    }
    let mut places: BTreeMap<&[u8], Vec<(Record, Loc)>> = BTreeMap::new();
    let concerned =
        |record: &Record| record.standing == Standing::Loaded && wrong.binary_search(&record.rdata_id()).is_ok();
    for record in cx.zone.records().filter(concerned) {
        let named = host_in(record.rtype, cx.zone.rdata(&record));
        let Some((token, name)) = named.filter(|_| concerns_host(cx, &record)) else { continue };
        let at = odd::target_loc(cx, &record, token).unwrap_or_else(|| cx.loc(&record));
        if !has_own_finding(name, cx.sources.slice(at)) {
            places.entry(name).or_default().push((record, at));
        }
    }
    for (name, all) in places {
        if let Some(((record, at), rest)) = all.split_first() {
            out.push(target_finding(cx, name, (record, *at), rest));
        }
    }
}

/// Returns the name in RDATA that has to be a host, with the number of its token. Of the names in an SOA it is the first.
fn host_in(rtype: Rtype, rdata: &[u8]) -> Option<(usize, &[u8])> {
    let checked = matches!(rtype, Rtype::NS | Rtype::MX | Rtype::SRV | Rtype::PTR | Rtype::SOA);
    odd::names_in(rtype, rdata).next().filter(|_| checked)
}

/// Tells whether the target of a record is a host: that of a PTR is in a reverse zone only, and there not where it lists
/// the domains to browse for services (RFC 6763 §11).
fn concerns_host(cx: &ZoneCx<'_>, record: &Record) -> bool {
    let owner = cx.zone.owner(record);
    let browses = [&b"\x01b"[..], b"\x02db", b"\x01r", b"\x02dr", b"\x02lb"];
    let lists_domains = browses
        .iter()
        .any(|label| owner.wire().strip_prefix(*label).is_some_and(|rest| rest.starts_with(b"\x07_dns-sd\x04_udp")));
    record.rtype != Rtype::PTR || (odd::is_reverse(owner.wire()) && !lists_domains)
}

/// Tells whether another rule says what is wrong with a name.
fn has_own_finding(wire: &[u8], text: &[u8]) -> bool {
    let raw = !wire.is_ascii() && !text.contains(&b'\\');
    raw || is_mailbox(text) || is_url(text) || is_address(text)
}

/// Tells whether a name is a host's, as BIND has it: labels of letters, digits and inner hyphens. An owner may start with
/// `*`.
fn is_host(wire: &[u8], owner: bool) -> bool {
    let wire = if owner { wire.strip_prefix(b"\x01*").unwrap_or(wire) } else { wire };
    let is_host = |label: &[u8]| {
        let border = |octet: Option<&u8>| octet.is_some_and(u8::is_ascii_alphanumeric);
        let inner = |octet: &u8| octet.is_ascii_alphanumeric() || *octet == b'-';
        border(label.first()) && border(label.last()) && label.iter().all(inner)
    };
    odd::labels(wire).all(is_host)
}

/// Tells whether an owner is where Active Directory keeps the addresses of its global catalogs: `gc._msdcs` and a host.
fn is_global_catalog(wire: &[u8]) -> bool {
    wire.strip_prefix(b"\x02gc\x06_msdcs").is_some_and(|forest| is_host(forest, false))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(name: &str, owner: bool, target: bool) {
        let name = Name::parse(name.as_bytes(), None).unwrap();
        assert_eq!((is_host(name.wire(), true), is_host(name.wire(), false)), (owner, target), "{name}");
    }

    #[test]
    fn hosts_are_told_as_bind_tells_them() {
        case("www.example.com.", true, true);
        case("1.example.", true, true);
        case("a-b--c.example.", true, true);
        case("*.example.", true, false);
        case("*.a_b.example.", false, false);
        case("a.*.example.", false, false);
        case("*a.example.", false, false);
        case("-a.example.", false, false);
        case("a-.example.", false, false);
        case("-.example.", false, false);
        case("a_b.example.", false, false);
        case("a\\.b.example.", false, false);
        case("a\\032b.example.", false, false);
        case("a\\000b.example.", false, false);
        case("www:.example.", false, false);
        case(".", true, true);
    }
}
