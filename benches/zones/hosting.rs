//! A zone as people write it: relative names, owners left out, parentheses, comments, units, every common type.

use std::fmt::Write as _;

use super::Made;
use super::encode::{base64, hex};
use super::random::Random;
use super::words::{ipv4, ipv6, label};

/// Makes a zone of about so many records: the head of it alone has more than twenty.
pub(crate) fn make(random: &mut Random, records: usize, origin: String) -> Made {
    let mut page = Page { random, text: String::new(), records: 0 };
    page.head(&origin);
    let mut number = 0;
    while page.records < records {
        if number % 50 == 49 {
            writeln!(page.text, "\n; ---- customers from {number} on ----").unwrap();
        }
        let owner = label(page.random, number);
        page.customer(&owner);
        number += 1;
    }
    Made { origin, text: page.text, records: page.records }
}

struct Page<'a> {
    random: &'a mut Random,
    text: String,
    records: usize,
}

impl Page<'_> {
    /// Adds text that holds so many records.
    fn add(&mut self, records: usize, text: &str) {
        self.records += records;
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn v4(&mut self) -> String {
        ipv4(self.random)
    }

    fn v6(&mut self) -> String {
        ipv6(self.random)
    }

    fn head(&mut self, origin: &str) {
        writeln!(self.text, "; {origin} - kept by hand\n$ORIGIN {origin}\n$TTL 4h").unwrap();
        let soa = "\
            @\tIN SOA\tns1 hostmaster (\n\t\t\t2026010101 ; serial\n\t\t\t2h         ; refresh\n\t\t\t30m        ; retry\n\
            \t\t\t2w         ; expire\n\t\t\t10m )      ; negative answers\n";
        self.add(1, soa);
        self.add(2, "\tIN\tNS\tns1\n\tIN\tNS\tns2");
        self.add(2, "\tIN\tMX\t10 mx1\n\tIN\tMX\t20 mx2");
        let (v4, v6) = (self.v4(), self.v6());
        self.add(2, &format!("\tIN\tA\t{v4}\n\tIN\tAAAA\t{v6}"));
        self.add(1, "\tIN\tTXT\t\"v=spf1 mx -all\"");
        self.add(2, "\tIN\tCAA\t0 issue \"ca.example.net\"\n\tIN\tCAA\t0 iodef \"mailto:security@example.net\"");
        for host in ["ns1", "ns2", "mx1", "mx2", "www", "sip"] {
            let (v4, v6) = (self.v4(), self.v6());
            self.add(2, &format!("{host}\tIN\tA\t{v4}\n\t\tAAAA\t{v6}"));
        }
    }

    /// Adds what one customer has, in one of the ways in which people write it.
    fn customer(&mut self, owner: &str) {
        match self.random.below(100) {
            0..=33 => self.web(owner),
            34..=53 => self.alias(owner),
            54..=69 => self.mail(owner),
            70..=76 => self.signing_key(owner),
            77..=83 => self.services(owner),
            84..=87 => self.certificate(owner),
            88..=91 => self.shell(owner),
            92..=94 => self.telephone(owner),
            95..=97 => self.policy(owner),
            _ => self.delegation(owner),
        }
    }

    fn web(&mut self, owner: &str) {
        let (v4, v6) = (self.v4(), self.v6());
        match self.random.below(3) {
            0 => self.add(1, &format!("{owner}\tIN\tA\t{v4}")),
            1 => self.add(2, &format!("{owner}\tA\t{v4}\n\tAAAA\t{v6} ; both families")),
            _ => self.add(2, &format!("{owner}\t1h IN A {v4}\n\t1h IN AAAA {v6}")),
        }
    }

    fn alias(&mut self, owner: &str) {
        let ttl = self.random.pick(&["", "", "300", "1h", "36h"]);
        let target = self.random.pick(&["www", "www", "sip", "edge.cdn.example.net."]);
        self.add(1, &format!("{owner}\t{ttl}\tIN\tCNAME\t{target}"));
    }

    fn mail(&mut self, owner: &str) {
        let v4 = self.v4();
        let text = format!("{owner}\tA\t{v4}\n\tMX\t10 mx1\n\tMX\t20 mx2\n\tTXT\t\"v=spf1 mx a -all\"");
        self.add(4, &text);
    }

    /// A key of DKIM: longer than one string may be, over several lines.
    fn signing_key(&mut self, owner: &str) {
        let key = base64(&self.random.octets::<294>());
        let (first, second) = key.split_at(200);
        let text = format!(
            "k1._domainkey.{owner} IN TXT ( \"v=DKIM1; k=rsa; \"\n\t\"p={first}\"\n\t\"{second}\" ) ; RSA, 2048 bits"
        );
        self.add(1, &text);
    }

    fn services(&mut self, owner: &str) {
        self.add(2, &format!("_sip._tcp.{owner}\t1h\tSRV\t10 60 5060 sip\n_imaps._tcp.{owner}\tSRV\t0 1 993 mx1"));
    }

    fn certificate(&mut self, owner: &str) {
        let digest = hex(&self.random.octets::<32>());
        self.add(1, &format!("_443._tcp.{owner} TLSA ( 3 1 1\n\t{digest} )"));
    }

    fn shell(&mut self, owner: &str) {
        let (v4, print) = (self.v4(), hex(&self.random.octets::<32>()).to_ascii_lowercase());
        self.add(2, &format!("{owner}\tA\t{v4}\n\tSSHFP\t4 2 {print}"));
    }

    fn telephone(&mut self, owner: &str) {
        self.add(1, &format!("{owner} NAPTR 100 10 \"U\" \"E2U+sip\" \"!^.*$!sip:info@{owner}.example.net!\" ."));
    }

    fn policy(&mut self, owner: &str) {
        self.add(1, &format!("_dmarc.{owner}\tTXT\t\"v=DMARC1; p=reject; rua=mailto:reports@example.net\""));
    }

    fn delegation(&mut self, owner: &str) {
        let (first, second) = (self.v4(), self.v4());
        let text = format!(
            "; {owner} runs its own servers\n{owner}\tNS\tns1.{owner}\n\tNS\tns2.{owner}\nns1.{owner}\tA\t{first}\nns2.{owner}\tA\t{second}"
        );
        self.add(4, &text);
    }
}
