//! A signed zone: addresses and delegations, a signature for each RRset, a whole chain of NSEC3.
//!
//! Hashes and key tags are right. Keys and signatures are random octets: who verifies them refuses the zone.

use std::collections::BTreeMap;

use sha1::{Digest as _, Sha1};

use super::Made;
use super::encode::{base32hex, base64};
use super::random::Random;
use super::registry::{delegate, delegation_signer};
use super::sheet::Sheet;
use super::words::{Companies, ipv4, ipv6, label};

const ORIGIN: &str = "signed.example.";
const TTL: u32 = 3600;
/// TTL of NSEC3: the MINIMUM of the SOA (RFC 9077).
const NEGATIVE_TTL: u32 = 900;

/// RR types in the order of their numbers, as bitmaps write them.
const TYPES: [&str; 8] = ["A", "NS", "SOA", "AAAA", "DS", "RRSIG", "DNSKEY", "NSEC3PARAM"];

pub(crate) fn make(random: &mut Random, records: usize) -> Made {
    let key: [u8; 64] = random.octets();
    let mut zone = Signed { sheet: Sheet::new(ORIGIN, TTL, false), random, tag: key_tag(&key), nodes: BTreeMap::new() };
    zone.apex(&key);
    let companies = Companies::new(zone.random, 300);
    let mut number = 0;
    // Each owner will have an NSEC3 and its signature.
    while zone.sheet.records + 2 * zone.nodes.len() < records {
        let owner = label(zone.random, number);
        if zone.random.percent(40) {
            zone.child(&owner, &companies);
        } else {
            zone.host(&owner);
        }
        number += 1;
    }
    zone.chain();
    zone.sheet.made()
}

struct Signed<'a> {
    sheet: Sheet,
    random: &'a mut Random,
    tag: u32,
    /// The chain: the types at each owner by the hash of its name.
    nodes: BTreeMap<[u8; 20], Vec<&'static str>>,
}

impl Signed<'_> {
    fn apex(&mut self, key: &[u8; 64]) {
        self.sheet.record("@", "SOA", "ns1 hostmaster 2026010101 7200 3600 1209600 900");
        self.sheet.record("@", "NS", "ns1");
        self.sheet.record("@", "NS", "ns2");
        self.sheet.record("@", "DNSKEY", &format!("257 3 13 {}", base64(key)));
        self.sheet.record("@", "NSEC3PARAM", "1 0 0 -");
        self.sign("@", &["SOA", "NS", "DNSKEY", "NSEC3PARAM"], TTL);
        self.node("@", &["SOA", "NS", "DNSKEY", "NSEC3PARAM", "RRSIG"]);
        for server in ["ns1", "ns2"] {
            self.host(server);
        }
    }

    fn host(&mut self, owner: &str) {
        let mut types = vec!["A"];
        for _ in 0..if self.random.percent(20) { 2 } else { 1 } {
            self.sheet.record(owner, "A", &ipv4(self.random));
        }
        if self.random.percent(50) {
            self.sheet.record(owner, "AAAA", &ipv6(self.random));
            types.push("AAAA");
        }
        self.sign(owner, &types, TTL);
        types.push("RRSIG");
        self.node(owner, &types);
    }

    fn child(&mut self, owner: &str, companies: &Companies) {
        delegate(&mut self.sheet, self.random, owner, companies);
        if self.random.percent(50) {
            delegation_signer(&mut self.sheet, self.random, owner);
            self.sign(owner, &["DS"], TTL);
            self.node(owner, &["NS", "DS", "RRSIG"]);
        } else {
            self.node(owner, &["NS"]);
        }
    }

    fn sign(&mut self, owner: &str, types: &[&str], ttl: u32) {
        let labels = ORIGIN.matches('.').count() + usize::from(owner != "@");
        let stated = (ttl != TTL).then_some(ttl);
        for rtype in types {
            let signature = base64(&self.random.octets::<64>());
            let tag = self.tag;
            let data = format!("{rtype} 13 {labels} {ttl} 20370101000000 20260101000000 {tag} {ORIGIN} {signature}");
            self.sheet.record_with_ttl(owner, stated, "RRSIG", &data);
        }
    }

    fn node(&mut self, owner: &str, types: &[&'static str]) {
        self.nodes.insert(hash(owner), types.to_vec());
    }

    fn chain(&mut self) {
        let nodes = std::mem::take(&mut self.nodes);
        let first = nodes.keys().next().copied();
        let mut following = nodes.keys().copied().skip(1).chain(first);
        for (hash, present) in &nodes {
            let next = base32hex(&following.next().unwrap());
            let bitmap: Vec<&str> = TYPES.into_iter().filter(|rtype| present.contains(rtype)).collect();
            let owner = base32hex(hash);
            let data = format!("1 0 0 - {next} {}", bitmap.join(" "));
            self.sheet.record_with_ttl(&owner, Some(NEGATIVE_TTL), "NSEC3", &data);
            self.sign(&owner, &["NSEC3"], NEGATIVE_TTL);
        }
    }
}

/// Returns the hash of an owner's name, without salt and further iterations (RFC 5155 §5, RFC 9276 §3.1).
fn hash(owner: &str) -> [u8; 20] {
    let below = owner.split('.').filter(|label| *label != "@");
    let mut wire = Vec::new();
    for label in below.chain(ORIGIN.trim_end_matches('.').split('.')) {
        wire.push(u8::try_from(label.len()).unwrap());
        wire.extend(label.bytes());
    }
    wire.push(0);
    Sha1::digest(&wire).into()
}

/// Returns the key tag of the zone's DNSKEY (RFC 4034, appendix B).
fn key_tag(key: &[u8; 64]) -> u32 {
    let rdata = [&[1, 1, 3, 13], &key[..]].concat();
    let sum: u32 = rdata.chunks(2).map(|pair| u32::from(pair[0]) << 8 | u32::from(pair[1])).sum();
    (sum + (sum >> 16)) & 0xffff
}
