//! The names of a zone that rules about names look at more closely, found in one pass for all of them.
//!
//! Flows in: a zone. Flows out: owners and targets that hold something which few names hold, and where they stand in the
//! text. Which of them are wrong is for the rules to say.

use std::collections::BTreeSet;

use memchr::memmem::Finder;

use crate::finding::Finding;
use crate::rdata::{may_hold_names, names_in};
use crate::rules::ZoneCx;
use crate::source::{Loc, Span};
use crate::zone::{NameId, RdataId, Record, Rtype, Standing, Zone, wire_is_at_or_below};
use crate::zonefile::{Construct, places, rdata_field};

/// Names with something odd in them.
#[derive(Debug, Default)]
pub(in crate::rules) struct OddNames {
    /// Owners with `*`, `@` or two hyphens in a row, in the order of first appearance. Wildcards are not among them.
    pub(super) owners: Vec<NameId>,
    /// Owners of addresses and mail exchanges that are no names of hosts, in the same order.
    pub(super) hosts: Vec<NameId>,
    /// Names in RDATA that are none either, or that start as an IPv4 address does, in the order of the text.
    pub(super) targets: Vec<Target>,
}

/// The token of RNAME in an SOA.
const RNAME: usize = 1;

/// A name in RDATA.
#[derive(Clone, Copy, Debug)]
pub(in crate::rules) struct Target {
    pub(super) record: Record,
    /// The number of its token behind the type.
    token: usize,
}

impl OddNames {
    pub(in crate::rules) fn of(zone: &Zone) -> Self {
        let (hosts, rdata) = odd_records(zone);
        Self { owners: odd_owners(zone), hosts, targets: odd_targets(zone, &rdata) }
    }
}

fn odd_owners(zone: &Zone) -> Vec<NameId> {
    let names = zone.names();
    let marks = memchr::memchr2_iter(b'*', b'@', names.octets());
    let hyphens = Finder::new(b"--");
    let places = marks.chain(hyphens.find_iter(names.octets())).map(|place| names.at(place));
    let is_wildcard = |&(name, octet): &(NameId, usize)| octet == 1 && names.wire(name).starts_with(b"\x01*");
    let found: BTreeSet<NameId> = places.filter(|place| !is_wildcard(place)).map(|(name, _)| name).collect();
    found.into_iter().collect()
}

/// Tells whether RDATA of a type holds names that somebody wrote: those of signatures and of authenticated denial are
/// copies of owners.
fn has_targets(rtype: Rtype) -> bool {
    // SIG, NXT, RRSIG, NSEC
    may_hold_names(rtype) && !matches!(rtype.0, 24 | 30 | 46 | 47)
}

/// Looks through the records once. RDATA that several records share is looked at once.
fn odd_records(zone: &Zone) -> (Vec<NameId>, Vec<RdataId>) {
    let (mut last, mut newest) = (None, None);
    let (mut owners, mut rdata) = (Vec::new(), Vec::new());
    for record in zone.records() {
        if has_host_owner(record.rtype) && last != Some(record.owner) {
            last = Some(record.owner);
            if !is_host(zone.name_wire(record.owner), true) {
                owners.push(record.owner);
            }
        }
        if !has_targets(record.rtype) {
            continue;
        }
        let id = record.rdata_id();
        // What was not there before has a higher place.
        if newest < Some(id) && record.standing != Standing::Broken {
            newest = Some(id);
            if names_in(record.rtype, zone.rdata(&record)).any(|(_, name)| is_odd(name)) {
                rdata.push(id);
            }
        }
    }
    owners.sort_unstable();
    owners.dedup();
    (owners, rdata)
}

fn odd_targets(zone: &Zone, odd: &[RdataId]) -> Vec<Target> {
    if odd.is_empty() {
        return Vec::new();
    }
    let concerned = |record: &Record| {
        record.standing == Standing::Loaded
            && has_targets(record.rtype)
            && odd.binary_search(&record.rdata_id()).is_ok()
    };
    let targets = zone.records().filter(concerned).flat_map(|record| {
        let names = names_in(record.rtype, zone.rdata(&record)).filter(|(_, name)| is_odd(name));
        names.map(move |(token, _)| Target { record, token }).collect::<Vec<_>>()
    });
    targets.collect()
}

/// Tells whether the owner of a record is a host: that of an address or of a mail exchange, as BIND has it.
pub(super) fn has_host_owner(rtype: Rtype) -> bool {
    matches!(rtype, Rtype::A | Rtype::AAAA | Rtype::MX)
}

fn is_odd(wire: &[u8]) -> bool {
    !is_host(wire, false) || starts_as_address(wire)
}

/// Tells whether the first four labels are numbers.
fn starts_as_address(wire: &[u8]) -> bool {
    wire.get(1).is_some_and(u8::is_ascii_digit)
        && labels(wire).take(4).filter(|label| label.iter().all(u8::is_ascii_digit)).count() == 4
}

/// Tells whether a name is a host's, as BIND has it: labels of letters, digits and inner hyphens. An owner may start with
/// `*`.
pub(super) fn is_host(wire: &[u8], owner: bool) -> bool {
    let wire = if owner { wire.strip_prefix(b"\x01*").unwrap_or(wire) } else { wire };
    let hyphen = Some(&b'-');
    labels(wire).all(|label| label.first() != hyphen && label.last() != hyphen && others(label) == 0)
}

/// Returns 0 if all octets are letters, digits and hyphens. All are looked at, which is faster than to stop.
#[inline]
fn others(label: &[u8]) -> u8 {
    label.iter().fold(0, |sum, &octet| sum | OTHERS.get(usize::from(octet)).copied().unwrap_or(1))
}

/// 0 for what names of hosts consist of; names are kept in lower case.
const OTHERS: [u8; 256] = {
    let mut table = [1; 256];
    let mut octet: u8 = 0;
    while octet < 128 {
        #[expect(clippy::indexing_slicing, reason = "evaluated at compile time; 256 entries")]
        if matches!(octet, b'a'..=b'z' | b'0'..=b'9' | b'-') {
            table[octet as usize] = 0;
        }
        octet += 1;
    }
    table
};

/// Iterates over the labels of a name in wire form, without the root.
pub(in crate::rules) fn labels(wire: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = wire;
    std::iter::from_fn(move || {
        let (&length, behind) = rest.split_first()?;
        let (label, behind) = behind.split_at_checked(length.into())?;
        rest = behind;
        (length > 0).then_some(label)
    })
}

impl Target {
    /// The mailbox of an SOA.
    pub(in crate::rules) fn rname(soa: Record) -> Self {
        Self { record: soa, token: RNAME }
    }

    /// Tells whether it is that.
    pub(super) fn is_rname(&self) -> bool {
        self.record.rtype == Rtype::SOA && self.token == RNAME
    }

    /// Returns the name in wire form.
    pub(in crate::rules) fn wire<'a>(&self, cx: &ZoneCx<'a>) -> &'a [u8] {
        let mut names = names_in(self.record.rtype, cx.zone.rdata(&self.record));
        names.find(|(token, _)| *token == self.token).map(|(_, name)| name).unwrap_or_default()
    }

    /// Tells whether the name should be a host or another name to look up: not a mailbox.
    pub(super) fn is_of_host(&self) -> bool {
        match self.record.rtype {
            Rtype::SOA => !self.is_rname(),
            // MINFO, RP
            Rtype(14 | 17) => false,
            _ => true,
        }
    }

    /// Tells whether the record is an alias of a reverse zone, whose relative names are parts of addresses. A fragment may
    /// be part of one.
    pub(super) fn is_in_reverse(&self, cx: &ZoneCx<'_>) -> bool {
        self.record.rtype == Rtype::CNAME && (cx.is_fragment() || is_reverse(cx.zone.name_wire(self.record.owner)))
    }

    /// Tells whether the name is one of a reverse zone.
    pub(super) fn points_into_reverse(&self, cx: &ZoneCx<'_>) -> bool {
        is_reverse(self.wire(cx))
    }

    /// Returns the place of the name as it is written; `None` for RDATA that is not written field by field.
    pub(in crate::rules) fn loc(&self, cx: &ZoneCx<'_>) -> Option<Loc> {
        let text = cx.sources.text(self.record.source);
        let span = rdata_field(text, &self.record, self.token)?;
        Some(Loc { source: self.record.source, span })
    }
}

/// Tells whether a name as it is written holds an octet that not all servers read without a backslash.
pub(super) fn has_bare_octet(text: &[u8]) -> bool {
    let common = |octet: u8| octet.is_ascii_alphanumeric() || b"-_*/.".contains(&octet);
    let mut escaped = false;
    text.iter().any(|&octet| {
        let found = matches!(octet, b'!'..=b'~') && octet != b'\\' && !escaped && !common(octet);
        escaped = octet == b'\\' && !escaped;
        found
    })
}

/// Gives a finding about a name the severity that the servers make of the octets in it, as they are written at `at`.
pub(super) fn settle(cx: &ZoneCx<'_>, finding: Finding, at: Loc) -> Finding {
    let bare = has_bare_octet(cx.sources.slice(at));
    if bare { cx.settle(finding, Construct::NameOctetBare) } else { finding }
}

/// Tells whether a name in wire form is one of a reverse zone.
pub(super) fn is_reverse(wire: &[u8]) -> bool {
    let roots: [&[u8]; 3] = [b"\x07in-addr\x04arpa\0", b"\x03ip6\x04arpa\0", b"\x03ip6\x03int\0"];
    roots.iter().any(|root| wire_is_at_or_below(wire, root))
}

/// Returns the first record of an owner that is inside of the zone.
pub(super) fn first_record(cx: &ZoneCx<'_>, owner: NameId) -> Option<Record> {
    cx.zone.node(cx.zone.name_wire(owner)).records().find(|record| record.standing != Standing::OutOfZone)
}

/// Returns the place of an owner as it is written; where it is inherited, of the whole record.
pub(super) fn owner_loc(cx: &ZoneCx<'_>, record: &Record) -> Loc {
    let places = places(cx.sources.text(record.source), record);
    let span = if places.owner.is_empty() { places.entry } else { places.owner };
    Loc { source: record.source, span }
}

/// Returns the place of a label of the owner, counted from the left; of the whole owner where it cannot be told.
pub(super) fn label_loc(cx: &ZoneCx<'_>, record: &Record, label: usize) -> Loc {
    let owner = owner_loc(cx, record);
    let text = cx.sources.slice(owner);
    let mut start = owner.span.start as usize;
    let plain = !record.generated && !text.iter().any(|octet| matches!(octet, b'\\' | b' ' | b'\t' | b'"'));
    for (at, part) in text.split(|&octet| octet == b'.').enumerate().take(if plain { label + 1 } else { 0 }) {
        if at == label && !part.is_empty() {
            return Loc { source: owner.source, span: Span::new(start, start + part.len()) };
        }
        start += part.len() + 1;
    }
    owner
}

/// Iterates over the labels of a name that stand before the origin, each with the name that starts with it.
pub(super) fn labels_below<'a>(name: &'a [u8], origin: &[u8]) -> impl Iterator<Item = (&'a [u8], &'a [u8])> {
    let below = name.len().saturating_sub(origin.len());
    let mut rest = name;
    std::iter::from_fn(move || {
        let at = rest;
        if name.len() - at.len() >= below {
            return None;
        }
        let (&length, behind) = at.split_first()?;
        let (label, behind) = behind.split_at_checked(length.into())?;
        rest = behind;
        Some((label, at))
    })
}

/// Reports labels of odd owners: the first owner with each that `finding` has something to say about. Labels of the
/// origin are nobody's business here, and names of response-policy zones are those of others.
pub(super) fn each_label(
    cx: &ZoneCx<'_>,
    wanted: impl Fn(usize, &[u8]) -> bool,
    mut found: impl FnMut(&Record, usize, &[u8]),
) {
    let mut told = BTreeSet::new();
    let mut policy = None;
    for &owner in &cx.odd_names().owners {
        let wire = cx.zone.name_wire(owner);
        for (at, (label, name)) in labels_below(wire, cx.zone.origin().wire()).enumerate() {
            if wanted(at, label)
                && !*policy.get_or_insert_with(|| is_response_policy(cx.zone))
                && let Some(record) = first_record(cx, owner)
                && told.insert(name)
            {
                found(&record, at, label);
            }
        }
    }
}

/// Tells whether a zone holds policies about other names: its aliases say what to do with them.
pub(super) fn is_response_policy(zone: &Zone) -> bool {
    let actions: [&[u8]; 5] = [b"\0", b"\x01*\0", b"\x0crpz-passthru\0", b"\x08rpz-drop\0", b"\x0crpz-tcp-only\0"];
    zone.records().any(|record| record.rtype == Rtype::CNAME && actions.contains(&zone.rdata(&record)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zone::Name;

    fn wire(text: &str) -> Vec<u8> {
        Name::parse(text.as_bytes(), None).unwrap().wire().to_vec()
    }

    fn host(name: &str, owner: bool, target: bool) {
        let name = wire(name);
        assert_eq!((is_host(&name, true), is_host(&name, false)), (owner, target), "{name:?}");
    }

    #[test]
    fn hosts_are_told_as_bind_tells_them() {
        host("www.example.com.", true, true);
        host("1.example.", true, true);
        host("a-b--c.example.", true, true);
        host("*.example.", true, false);
        host("*.a_b.example.", false, false);
        host("a.*.example.", false, false);
        host("*a.example.", false, false);
        host("-a.example.", false, false);
        host("a-.example.", false, false);
        host("-.example.", false, false);
        host("a_b.example.", false, false);
        host("a\\.b.example.", false, false);
        host("a\\032b.example.", false, false);
        host("a\\000b.example.", false, false);
        host("a\\255b.example.", false, false);
        host("www:.example.", false, false);
        host(".", true, true);
    }

    #[track_caller]
    fn odd(text: &str, expected: bool) {
        assert_eq!(is_odd(&wire(text)), expected, "{text:?}");
    }

    #[test]
    fn targets_are_odd_by_their_octets() {
        odd("www.example.com.", false);
        odd("_sip._tcp.example.com.", true);
        odd("*.example.com.", true);
        odd("a@b.example.com.", true);
        odd("https://www.example.com.", true);
        odd("2001:db8::1.example.com.", true);
        odd("192.0.2.1.example.com.", true);
        odd("192.0.2.1.", true);
        odd("192.0.2.example.com.", false);
        odd("1.a.0.2.example.com.", false);
        odd(".", false);
    }

    #[test]
    fn octets_without_a_backslash_are_found() {
        let found = |text: &str| has_bare_octet(text.as_bytes());
        assert!(found("www:") && found("a@b") && found("a\\.b+c"));
        assert!(!found("a-b_c.*/d") && !found("a\\:b") && !found("a\\058b") && !found("caf\u{e9}") && !found("\\\\"));
    }

    #[test]
    fn labels_before_the_origin_come_with_their_names() {
        let (name, origin) = (wire("a.b.example."), wire("example."));
        let found: Vec<_> = labels_below(&name, &origin).collect();
        assert_eq!(found, [(&b"a"[..], &wire("a.b.example.")[..]), (&b"b"[..], &wire("b.example.")[..])]);
        assert_eq!(labels_below(&origin, &origin).count(), 0);
        assert_eq!(labels_below(&wire("a."), &wire(".")).count(), 1);
    }
}
