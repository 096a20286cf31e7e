//! The zone of a registry: delegations, the addresses of servers inside of them, some DS.

use super::Made;
use super::encode::hex;
use super::random::Random;
use super::sheet::Sheet;
use super::words::{Companies, ipv4, ipv6, label};

/// Seconds; the usual TTL of delegations.
const TTL: u32 = 86_400;

pub(crate) fn make(random: &mut Random, records: usize, full: bool) -> Made {
    let mut sheet = Sheet::new("example.", TTL, full);
    apex(&mut sheet, random);
    let companies = Companies::new(random, 3000);
    let mut number = 0;
    while sheet.records < records {
        let child = label(random, number);
        delegate(&mut sheet, random, &child, &companies);
        if random.percent(6) {
            delegation_signer(&mut sheet, random, &child);
        }
        number += 1;
    }
    sheet.made()
}

fn apex(sheet: &mut Sheet, random: &mut Random) {
    let (primary, mailbox) = (sheet.name("a.nic"), sheet.name("hostmaster.nic"));
    sheet.record("@", "SOA", &format!("{primary} {mailbox} 2026010101 1800 900 604800 3600"));
    let servers = ["a.nic", "b.nic", "c.nic", "d.nic"];
    for server in servers {
        let name = sheet.name(server);
        sheet.record("@", "NS", &name);
    }
    for server in servers {
        sheet.record(server, "A", &ipv4(random));
        sheet.record(server, "AAAA", &ipv6(random));
    }
}

/// Adds the servers of a child: mostly a company's, else its own with their addresses.
pub(crate) fn delegate(sheet: &mut Sheet, random: &mut Random, child: &str, companies: &Companies) {
    if random.percent(92) {
        let company = companies.pick(random);
        let servers = if random.percent(80) { 2 } else { 3 + random.below(3) };
        for server in 1..=servers {
            sheet.record(child, "NS", &format!("ns{server}.{company}"));
        }
        return;
    }
    for server in ["ns1", "ns2"] {
        let name = sheet.name(&format!("{server}.{child}"));
        sheet.record(child, "NS", &name);
    }
    for server in ["ns1", "ns2"] {
        let owner = format!("{server}.{child}");
        sheet.record(&owner, "A", &ipv4(random));
        if random.percent(35) {
            sheet.record(&owner, "AAAA", &ipv6(random));
        }
    }
}

/// Adds a DS of a key that nobody has: algorithm 13, SHA-256.
pub(crate) fn delegation_signer(sheet: &mut Sheet, random: &mut Random, child: &str) {
    let (tag, digest) = (random.below(65_536), hex(&random.octets::<32>()));
    sheet.record(child, "DS", &format!("{tag} 13 2 {digest}"));
}
