//! Zone texts as people and programs write them, in every spelling that an audience knows.

use std::fmt::Write as _;

use super::audience::Audience;
use super::fields;
use super::generic;
use super::random::Random;
use super::types::{TYPES, Type};

/// Makes the text of a zone `example.com` with about `entries` entries behind its SOA and NS.
pub(crate) fn zone(random: &mut Random, audience: Audience, entries: usize) -> String {
    let mut zone = Generator { random, audience, text: String::new(), origin: "", count: 0 };
    zone.head();
    for _ in 0..entries {
        match zone.random.below(12) {
            0 => zone.directive(),
            1 if audience.all("B") => zone.generate(),
            2 => zone.filler(),
            3 if zone.random.once_in(4) => zone.hashed(),
            _ => zone.node(),
        }
    }
    zone.ended()
}

struct Generator<'a> {
    random: &'a mut Random,
    audience: Audience,
    text: String,
    /// The origin below the zone's own, with a final dot.
    origin: &'static str,
    count: usize,
}

impl Generator<'_> {
    fn one(&mut self, from: &[(&str, &'static str)]) -> &'static str {
        self.audience.one(self.random, from)
    }

    fn head(&mut self) {
        let ttl = self.one(&[
            ("BKNL", "$TTL 3600"),
            ("BKNL", "$TTL 1h"),
            ("BKN", "$ttl 1H"),
            ("BKNL", "$TTL\t90m ; default"),
            ("BKN", "$TTL ( 2d )"),
        ]);
        let soa = self.one(&[
            ("BKNL", "@ IN SOA ns1 hostmaster 2026010101 7200 3600 1209600 900"),
            ("BKNL", "@ SOA ns1 h\\.m (\n 2026010101 ; serial\n\t2h 30m ; refresh, retry\n\n 2w 15m )"),
            ("BKNL", "example.com. 1d IN SOA NS1.Example.COM. . ( 0 2147483647 1s 1w2d3h4m5s 0 ) ; timers"),
            ("BKN", "@ in 300 soa ns1 h 4294967295 1 2 3 4"),
            ("BKL", "@ SOA ns1 h 0001 4294967295 4294967295 4294967295 4294967295"),
        ]);
        let ns = self.one(&[
            ("BKNL", "@ NS ns1"),
            ("BKNL", "  NS ns1\n\tIN NS ns2.example.net."),
            ("BKNL", "\t300 IN NS ( ns1 )"),
        ]);
        writeln!(self.text, "{ttl}\n{soa}\n{ns}\nns1 A 192.0.2.53").unwrap();
    }

    /// A few types at one name, the later ones by a blank owner or in another case.
    fn node(&mut self) {
        let owner = self.owner();
        if self.random.once_in(8) {
            let alias = self.random.pick(&["CNAME", "DNAME"]);
            let target = fields::text(fields::Field::Name, self.random, self.audience);
            return self.entry(&owner, alias, &target);
        }
        let mut used: Vec<&str> = Vec::new();
        for _ in 0..=self.random.below(4) {
            let row = self.pick_type();
            let mnemonic = row.mnemonic;
            if used.contains(&mnemonic) || (owner.contains('*') && matches!(mnemonic, "NS" | "DS")) {
                continue;
            }
            let rdata = self.rdata(row);
            let first = if used.is_empty() { owner.clone() } else { self.same_owner(&owner) };
            let (mnemonic_as, rdata_as) = self.written(mnemonic, &rdata);
            self.entry(&first, &mnemonic_as, &rdata_as);
            used.push(mnemonic);
        }
    }

    /// Denial by hashed names, whose owners are hashes.
    fn hashed(&mut self) {
        self.count += 1;
        let owner = format!("{:032}.Example.com.", self.count);
        if let Some(row) = TYPES.iter().find(|row| row.mnemonic == "NSEC3") {
            let rdata = self.rdata(row);
            self.entry(&owner, row.mnemonic, &rdata);
        }
    }

    fn rdata(&mut self, row: &Type) -> String {
        let fields = row.fields.iter().map(|field| fields::text(*field, self.random, self.audience));
        fields.filter(|field| !field.is_empty()).collect::<Vec<_>>().join(" ")
    }

    fn pick_type(&mut self) -> &'static Type {
        let may = |row: &&Type| self.audience.all(row.known_by) && row.mnemonic != "NSEC3";
        let known: Vec<&Type> = TYPES.iter().filter(may).collect();
        self.random.pick(&known)
    }

    /// A type and its RDATA as they are, by number, or as octets (RFC 3597 §5).
    fn written(&mut self, mnemonic: &str, rdata: &str) -> (String, String) {
        let octets = generic::rdata(mnemonic, rdata);
        match (self.random.below(10), octets) {
            (0, Some(octets)) => (mnemonic.to_owned(), octets),
            (1, Some(octets)) => (generic::number(mnemonic), octets),
            (2, Some(_)) => (generic::number(mnemonic).to_ascii_lowercase(), rdata.to_owned()),
            (3, _) => (mnemonic.to_ascii_lowercase(), rdata.to_owned()),
            _ => (mnemonic.to_owned(), rdata.to_owned()),
        }
    }

    /// An owner that no other node has.
    fn owner(&mut self) -> String {
        self.count += 1;
        let label = self.one(&[
            ("BKNL", "www"),
            ("BKNL", "A-b"),
            ("BKNL", "_dmarc"),
            ("BKNL", "a_b"),
            ("BKNL", "300"),
            ("BKNL", "IN"),
            ("BKNL", "a\\.b"),
            ("BKNL", "a\\032b"),
            ("BKNL", "\\065"),
            ("BKNL", "a\\;b"),
            ("BKNL", "x\\\"y"),
            ("BKNL", "TXT"),
            ("BKNL", "*.w"),
            ("BKNL", "a/b"),
            ("BKNL", "\\000\\255"),
            ("BNL", "b\u{fc}cher"),
            ("BKNL", "xn--bcher-kva"),
            ("BKNL", "a\\\\b"),
            ("BKNL", "a\\$"),
            ("BKNL", "a\\@"),
            ("BKNL", "a\\'b"),
            ("BKNL", "a\\ b"),
            ("BKNL", "a\\(b"),
            ("BNL", "a=b:c!"),
            ("BNL", "a'b"),
            ("BNL", "a$"),
            ("BNL", "a@b"),
            // 57 octets: with a number behind it up to 60, and a label has at most 63.
            ("BKNL", "lllllllllllllllllllllllllllllllllllllllllllllllllllllllll"),
        ]);
        let tail = self.random.pick(&["", "", "", ".sub", ".Sub.Deep"]);
        let number = self.count;
        match (self.random.below(6), self.origin) {
            (0, origin) => format!("{label}{number}{tail}.{origin}Example.com."),
            // NSD takes a quoted owner for one label, dots and all.
            (1, _) if tail.is_empty() && !label.contains(['\\', '.']) && self.audience.all("BN") => {
                format!("\"{label}{number}{tail}\"")
            }
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

    /// One entry with its fields apart, over several lines or not.
    fn entry(&mut self, owner: &str, rtype: &str, rdata: &str) {
        let ttl = self.random.pick(&["", "", "", "0", "300", "1h", "1W2d3H4m5s", "000060", "2147483647"]);
        let class = self.one(&[("BKNL", ""), ("BKNL", ""), ("BKNL", "IN"), ("BKNL", "in"), ("BN", "CLASS1")]);
        let mut head =
            if self.audience.all("BKN") && self.random.once_in(2) { vec![class, ttl] } else { vec![ttl, class] };
        head.push(rtype);
        head.retain(|field| !field.is_empty());
        let rdata = words(rdata);
        let fields = head.into_iter().chain(rdata.iter().map(String::as_str));
        self.text.push_str(owner);
        let group = self.random.once_in(3);
        let mut open = false;
        for field in fields {
            let gap = if open { "\n ; inside )\n\t" } else { self.random.pick(&[" ", "\t", "  \t "]) };
            let gap = if open && self.random.once_in(2) { " " } else { gap };
            self.text.push_str(gap);
            // NSD does not expect a parenthesis first behind a blank owner.
            let first =
                self.text.ends_with(['\n', ' ', '\t']) && self.text.trim_end_matches([' ', '\t']).ends_with('\n');
            let may = !first || self.audience.all("BKL");
            if group && !open && may && self.random.once_in(2) {
                self.text.push('(');
                open = true;
            }
            self.text.push_str(field);
            if open && self.random.once_in(6) {
                self.text.push_str(self.random.pick(&[" )", "\n\t)", " ; so far\n)"]));
                open = false;
            }
        }
        if open {
            // Knot takes a parenthesis right behind a bare string for part of it.
            let tight = self.one(&[("BNL", ")"), ("BKNL", " )")]);
            self.text.push_str(self.random.pick(&[tight, " )", "\n)", " ; end\n  )"]));
        }
        self.text.push_str(self.random.pick(&["\n", "\n", " \n", ";comment\n", " ; a \"comment\" (\n"]));
    }

    fn directive(&mut self) {
        let (line, origin) = self.audience.one(
            self.random,
            &[
                ("BKNL", ("$ORIGIN example.com.", "")),
                ("BKNL", ("$ORIGIN sub.example.com. ; below", "sub.")),
                ("BKN", ("$origin A.B.example.com.", "a.b.")),
                ("B", ("$ORIGIN example.com.\n$ORIGIN rel", "rel.")),
                ("BKNL", ("$TTL 2h", "=")),
                ("BKN", ("$ttl 86400 ; a day", "=")),
                ("BKN", ("$TTL 0", "=")),
                ("BKN", ("$INCLUDE plain", "=")),
                ("BK", ("$INCLUDE \"a b\" q.example.com.", "=")),
                ("B", ("$INCLUDE plain q", "=")),
                // NSD 4.6 loses an origin that no record stands at.
                ("BKN", ("held A 192.0.2.1\n$INCLUDE moved ; with an $ORIGIN", "=")),
                ("BKN", ("$INCLUDE nested s.example.com.", "=")),
                ("BN", ("blank A 192.0.2.1\n$INCLUDE blank", "=")),
                ("B", ("$INCLUDE ttl", "=")),
            ],
        );
        if origin != "=" {
            self.origin = origin;
        }
        writeln!(self.text, "{line}").unwrap();
    }

    fn generate(&mut self) {
        self.count += 1;
        let number = self.count;
        let range = self.random.pick(&["1-3", "0-10/5", "7-7", "250-255", "8-9/1", "1-10/100"]);
        let owner = self.random.pick(&[
            "g$",
            "g${5}",
            "g${0,3}",
            "g${1,4,x}",
            "g${0,3,n}",
            "$",
            "g$$-$",
            "g\\$$",
            "${2}x$",
            "g${0,5,o}",
            "g${-1,1,X}",
            "g${-1000}",
            "${0,7,N}",
            "g${16,1,n}",
            "*.$",
            "${0}${1}",
            "g\\065$",
        ]);
        let rest = self.random.pick(&[
            "A 192.0.2.$",
            "300 IN A 192.0.2.${0}",
            "IN 1h AAAA 2001:db8::${0,4,x}",
            "CNAME h$",
            "TXT \"a $ b\"",
            "MX \"10 m$\"",
            "PTR h${-5,0,d}.example.net.",
            "TYPE65280 \"\\# 1 0${0,1,X}\"",
            "TXT ${7,4,o}",
            "TXT \\\\$x$$y\\$z",
            "PTR ${0,9,n}.example.net.",
            "PTR ${240,5,N}.ip6.example.",
            "SRV \"0 ${-0,5} ${1} t$\"",
            "in 5m type1 192.0.2.${0,1}",
            "0 CNAME ${0,0,X}${100,8,x}",
            "NAPTR \"1 $ \\\"\\\" \\\"a$\\\" \\\"\\\" .\"",
        ]);
        // 16 and more are two digits in base 16.
        let rest = if range.starts_with('2') && rest.contains("65280") { "A 192.0.2.1" } else { rest };
        writeln!(self.text, "$GENERATE {range} {owner}.n{number} {rest}").unwrap();
    }

    fn filler(&mut self) {
        self.text.push_str(self.random.pick(&["\n", ";\n", " \t \n", "; comment \" ( \\\n", "\t; comment\n\n"]));
    }

    /// The text with its line ends as one of several systems writes them, the last one there or not.
    fn ended(self) -> String {
        let mut text = self.text;
        // NSD wants a line end behind its includes, BIND behind the last directive.
        let last = text.trim_end().rsplit('\n').next().unwrap_or_default();
        let may_end = (self.audience.all("BKL") || !text.contains("$INCLUDE")) && !last.starts_with('$');
        if may_end && self.random.once_in(8) && !text.ends_with("\n\n") && !text.trim_end().ends_with(')') {
            text.truncate(text.trim_end_matches('\n').len());
        }
        if self.audience.all("BNL") && self.random.once_in(8) { text.replace('\n', "\r\n") } else { text }
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
