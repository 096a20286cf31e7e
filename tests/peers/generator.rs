//! Zone texts as people and programs write them, in every spelling the language has.

use std::fmt::Write as _;

use super::language::types;
use super::random::Random;

/// Makes the text of a zone `example.com` with about `entries` entries behind its SOA and NS.
pub(crate) fn zone(random: &mut Random, entries: usize) -> String {
    let mut zone = Generator { random, text: String::new(), origin: "", count: 0 };
    zone.head();
    for _ in 0..entries {
        match zone.random.below(12) {
            0 => zone.directive(),
            1 => zone.generate(),
            2 => zone.filler(),
            _ => zone.node(),
        }
    }
    zone.text
}

/// Types that not every owner may have.
const APART: &[&str] = &["NS", "DS", "IPSECKEY", "NSEC3", "NXT", "SIG", "CDS", "CDNSKEY"];

struct Generator<'a> {
    random: &'a mut Random,
    text: String,
    /// The origin below the zone's own, with a final dot.
    origin: &'static str,
    count: usize,
}

impl Generator<'_> {
    fn head(&mut self) {
        let ttl = self.random.pick(&["$TTL 3600", "$TTL 1h", "$ttl 1H", "$TTL\t90m ; default"]);
        let soa = self.random.pick(&[
            "@ IN SOA ns1 hostmaster 2026010101 7200 3600 1209600 900",
            "@ SOA ns1 h\\.m (\n 2026010101 ; serial\n\t2h 30m ; refresh, retry\n\n 2w 15m )",
            "example.com. 1d IN SOA NS1.Example.COM. . ( 0 4294967295 1s 1w2d3h4m5s 0 ) ; timers",
            "@ in 300 soa ns1 h 4294967295 1 2 3 4",
        ]);
        let ns = self.random.pick(&["@ NS ns1", "  NS ns1\n\tIN NS ns2.example.net.", "\t300 IN NS ( ns1 )"]);
        writeln!(self.text, "{ttl}\n{soa}\n{ns}\nns1 A 192.0.2.53").unwrap();
    }

    /// A few types at one name, the later ones by a blank owner or in another case.
    fn node(&mut self) {
        let owner = self.owner();
        let alone = self.random.once_in(8);
        let mut used = Vec::new();
        for at in 0..if alone { 1 } else { 1 + self.random.below(4) } {
            let (rtype, rdata) = if alone { ("CNAME".to_owned(), self.name()) } else { self.data() };
            if used.contains(&rtype) || (!alone && matches!(rtype.as_str(), "CNAME" | "DNAME")) {
                continue;
            }
            let first = if at == 0 || used.is_empty() { owner.clone() } else { self.same_owner(&owner) };
            self.entry(&first, &rtype, &rdata);
            used.push(rtype);
        }
    }

    /// An owner that no other node has.
    fn owner(&mut self) -> String {
        self.count += 1;
        let label = self.random.pick(&[
            "www",
            "A-b",
            "_dmarc",
            "a_b",
            "300",
            "IN",
            "a\\.b",
            "a\\032b",
            "\\065",
            "a\\;b",
            "x\\\"y",
            "TXT",
            "*.w",
            "a/b",
            "\\000\\255",
            "b\u{fc}cher",
            "xn--bcher-kva",
            "a\\\\b",
            "a$",
            "a\\@",
            "a'b",
        ]);
        let tail = self.random.pick(&["", "", "", ".sub", ".Sub.Deep"]);
        let number = self.count;
        match (self.random.below(6), self.origin) {
            (0, origin) => format!("{label}{number}{tail}.{origin}Example.com."),
            (1, _) if !label.contains('\\') => format!("\"{label}{number}{tail}\""),
            _ => format!("{label}{number}{tail}"),
        }
    }

    fn same_owner(&mut self, owner: &str) -> String {
        match self.random.below(4) {
            0 if !owner.contains('\\') && owner.is_ascii() => owner.to_ascii_uppercase(),
            0 => owner.to_owned(),
            _ => String::new(),
        }
    }

    fn name(&mut self) -> String {
        let names =
            ["www", "a.b.c", "@", ".", "Mail.Example.NET.", "ns1", "a\\.b", "_x._y", "\\097\\(", "x.Example.Com.", "*"];
        self.random.pick(&names).to_owned()
    }

    /// A type and its RDATA: one of the rows about types, or made up.
    fn data(&mut self) -> (String, String) {
        if self.random.once_in(2) {
            let row = &types::RIGHT[self.random.below(types::RIGHT.len())];
            let plain = row.text.replace(['«', '»'], "");
            let text = plain.trim_end().split_once(' ').map_or("", |(_, text)| text);
            let (rtype, rdata) = text.split_once(' ').unwrap_or((text, ""));
            if row.unlike_bind.is_empty() && !text.contains('\n') && !APART.contains(&rtype) {
                return (rtype.to_owned(), rdata.to_owned());
            }
        }
        let number = self.random.below(65_536);
        let (rtype, rdata) = match self.random.below(7) {
            0 => ("A", format!("192.0.2.{}", number % 256)),
            1 => ("AAAA", format!("2001:DB8:{number:x}::{number:X}")),
            2 => ("MX", format!("{number} {}", self.name())),
            3 => ("SRV", format!("{number} 0 00{number} {}", self.name())),
            4 => ("PTR", self.name()),
            5 => ("TYPE65280", format!("\\# 4 {number:04x} {number:04X}")),
            _ => ("TXT", self.strings()),
        };
        (rtype.to_owned(), rdata)
    }

    fn strings(&mut self) -> String {
        let strings = [
            "a",
            "\"\"",
            "\"a b\"",
            "\"a;b(c)\"",
            "a\\;b",
            "\"\\\"\\\\\"",
            "\\065\\000",
            "\"\u{e9}\"",
            "@",
            "$x",
            "v=1,2",
            "\"\\255\\001\"",
            "'q'",
            "\u{201c}a\u{201d}",
            "\"tab\there\"",
        ];
        let count = 1 + self.random.below(3);
        (0..count).map(|_| self.random.pick(&strings)).collect::<Vec<_>>().join(" ")
    }

    /// One entry with its fields apart, over several lines or not.
    fn entry(&mut self, owner: &str, rtype: &str, rdata: &str) {
        let ttl = self.random.pick(&["", "", "", "0", "300", "1h", "1W2d3H4m5s", "000060", "2147483647"]);
        let class = self.random.pick(&["", "", "IN", "in", "CLASS1"]);
        let rtype = if self.random.once_in(6) { rtype.to_ascii_lowercase() } else { rtype.to_owned() };
        let mut head = if self.random.once_in(2) { vec![ttl, class] } else { vec![class, ttl] };
        head.push(&rtype);
        head.retain(|field| !field.is_empty());
        let rdata = words(rdata);
        let fields = head.into_iter().chain(rdata.iter().map(String::as_str));
        self.text.push_str(owner);
        // RDATA that holds parentheses of its own is left as it is.
        let group = !rdata.iter().any(|word| word == "(") && self.random.once_in(3);
        let mut open = false;
        for field in fields {
            let gap = if open { "\n ; inside )\n\t" } else { self.random.pick(&[" ", "\t", "  \t "]) };
            let gap = if open && self.random.once_in(2) { " " } else { gap };
            self.text.push_str(gap);
            if group && !open && self.random.once_in(2) {
                self.text.push('(');
                open = true;
            }
            self.text.push_str(field);
        }
        if open {
            self.text.push_str(self.random.pick(&[")", " )", "\n)", " ; end\n  )"]));
        }
        self.text.push_str(self.random.pick(&["\n", "\n", " \n", ";comment\n", " ; a \"comment\" (\n"]));
    }

    fn directive(&mut self) {
        let (line, origin) = self.random.pick(&[
            ("$ORIGIN example.com.", ""),
            ("$ORIGIN sub.example.com. ; below", "sub."),
            ("$origin A.B.example.com.", "a.b."),
            ("$TTL 2h", "="),
            ("$ttl 86400 ; a day", "="),
            ("$TTL 0", "="),
            ("$INCLUDE plain", "="),
            ("$INCLUDE \"a b\" q.example.com.", "="),
            ("$INCLUDE moved ; with an $ORIGIN", "="),
        ]);
        if origin != "=" {
            self.origin = origin;
        }
        writeln!(self.text, "{line}").unwrap();
    }

    fn generate(&mut self) {
        self.count += 1;
        let number = self.count;
        let range = self.random.pick(&["1-3", "0-10/5", "7-7", "250-255"]);
        let owner =
            self.random.pick(&["g$", "g${5}", "g${0,3}", "g${1,4,x}", "g${0,3,n}", "$", "g$$-$", "g\\$$", "${2}x$"]);
        let rest = self.random.pick(&[
            "A 192.0.2.$",
            "300 IN A 192.0.2.${0}",
            "IN 1h AAAA 2001:db8::${0,4,x}",
            "CNAME h$",
            "TXT \"a $ b\"",
            "MX \"10 m$\"",
            "PTR h${-5,0,d}.example.net.",
            "TYPE65280 \"\\# 1 0${0,1,X}\"",
        ]);
        // 16 and more are two digits in base 16.
        let rest = if range.starts_with('2') && rest.contains("65280") { "A 192.0.2.1" } else { rest };
        writeln!(self.text, "$GENERATE {range} {owner}.n{number} {rest}").unwrap();
    }

    fn filler(&mut self) {
        self.text.push_str(self.random.pick(&["\n", ";\n", " \t \n", "; comment \" ( \\\n", "\t; comment\n\n"]));
    }
}

/// Splits RDATA at blanks outside quotes, so that the fields can be set apart.
fn words(rdata: &str) -> Vec<String> {
    let mut words = Vec::new();
    let (mut word, mut quoted, mut escaped) = (String::new(), false, false);
    for character in rdata.chars() {
        if character == ' ' && !quoted && !escaped {
            words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
            continue;
        }
        quoted ^= character == '"' && !escaped;
        escaped = character == '\\' && !escaped;
        word.push(character);
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}
