//! Values of RDATA fields, in the spellings that all of an audience read.

use std::fmt::Write as _;

use super::audience::Audience;
use super::random::Random;

/// What a field is made of.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Field {
    U8,
    U16,
    U31,
    U32,
    Zero,
    Three,
    Zone,
    Digits,
    Decimal,
    Ip4,
    Ip6,
    Name,
    FarName,
    Text,
    Texts,
    Quoted,
    Substitution,
    Hex,
    Word,
    Base64,
    Key,
    Salt,
    Hash,
    Digest,
    Match,
    Fingerprint,
    ZoneDigest,
    Algorithm,
    CertType,
    Scheme,
    TypeName,
    Bitmap,
    Labels,
    Signer,
    Low,
    Time,
    Date,
    Number,
    Nsap,
    Atm,
    Location,
    Prefix,
    Prefixes,
    Gateway,
    Relay,
    Services,
    Service,
    Authority,
    Hextets,
    Eui48,
    Eui64,
    DataOrHyphen,
    Generic,
}

const NAMES: &[&str] = &[
    "www",
    "a.b.c",
    "@",
    ".",
    "Mail.Example.NET.",
    "ns1",
    "a\\.b",
    "_x._y",
    "\\097\\(",
    "x.Example.Com.",
    "*",
    "a\\032b",
];
const STRINGS: &[(&str, &str)] = &[
    ("BKNL", "a"),
    ("BKNL", "\"\""),
    ("BKNL", "\"a b\""),
    ("BKNL", "\"a;b(c)\""),
    ("BKNL", "a\\;b"),
    ("BKNL", "\"\\\"\\\\\""),
    ("BKNL", "\\065\\000"),
    ("BNL", "\"\u{e9}\""),
    ("BKL", "@"),
    ("BKL", "$x"),
    ("BKNL", "v=1,2"),
    ("BKNL", "\"\\255\\001\""),
    ("BKNL", "'q'"),
    ("BNL", "\u{201c}a\u{201d}"),
    ("BKNL", "\"tab\there\""),
    ("BKNL", "\\a\\b"),
    ("BKNL", "\\\""),
    ("BKNL", "a\\ b"),
    ("BKNL", "\"\\@$\\.\""),
    ("BKNL", "x=\\(\\)"),
];
const TYPES: &[&str] = &[
    "A",
    "NS",
    "SOA",
    "mx",
    "TXT",
    "AAAA",
    "SRV",
    "RRSIG",
    "NSEC",
    "DNSKEY",
    "CAA",
    "URI",
    "TYPE1234",
    "TYPE65280",
    "Type1",
];
const ALGORITHMS: &[(&str, &str)] =
    &[("BKNL", "5"), ("BKNL", "8"), ("BKNL", "013"), ("BNL", "255"), ("BKNL", "RSASHA256"), ("BKNL", "ed25519")];
const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Makes the text of one field.
pub(crate) fn text(field: Field, random: &mut Random, audience: Audience) -> String {
    Maker { random, audience }.field(field)
}

struct Maker<'a> {
    random: &'a mut Random,
    audience: Audience,
}

impl Maker<'_> {
    fn field(&mut self, field: Field) -> String {
        match field {
            Field::U8 => self.number(255),
            Field::U16 => self.number(65_535),
            Field::U32 => self.number(4_294_967_295),
            Field::U31 => self.number(2_147_483_647),
            Field::Zero => "0".to_owned(),
            Field::Zone => self.random.pick(&["256", "0", "00257", "32768"]).to_owned(),
            Field::Three => "3".to_owned(),
            Field::Algorithm => self.one(ALGORITHMS).to_owned(),
            Field::TypeName => self.random.pick(TYPES).to_owned(),
            Field::Bitmap => self.several(1, 5, " ", |maker| maker.random.pick(TYPES).to_owned()),
            Field::Labels => self.random.pick(&["9", "127", "0255"]).to_owned(),
            Field::Signer => self.random.pick(&["@", ".", "Example.COM.", "a\\.b"]).to_owned(),
            Field::Low => self.several(1, 3, " ", |maker| maker.random.pick(&["A", "MX", "TXT", "NS"]).to_owned()),
            Field::Time if self.audience.all("BKL") && self.random.once_in(4) => {
                self.random.below(2_147_483_647).to_string()
            }
            Field::Time | Field::Date => self.date(),
            Field::Number => self.random.pick(&["3", "008", "254"]).to_owned(),
            Field::Name => self.random.pick(NAMES).to_owned(),
            Field::FarName => self.random.pick(&["ns2.example.net.", "NS.Example.", "."]).to_owned(),
            Field::Text | Field::Texts | Field::Quoted | Field::Substitution => self.string(field),
            Field::Digits | Field::Decimal | Field::Authority => self.string(field),
            Field::Ip4 | Field::Ip6 | Field::Hextets | Field::Eui48 | Field::Eui64 | Field::Nsap | Field::Atm => {
                self.address(field)
            }
            Field::Hex | Field::Word | Field::Salt | Field::Hash | Field::Generic => self.hexadecimal(field),
            Field::Base64 | Field::Key | Field::DataOrHyphen => self.base64(field),
            Field::Digest | Field::Match | Field::Fingerprint | Field::ZoneDigest => self.digest(field),
            Field::CertType => self.random.pick(&["PKIX", "pgp", "1", "254", "65535", "URI"]).to_owned(),
            Field::Scheme => self.random.pick(&["NOTIFY", "notify", "1", "128"]).to_owned(),
            Field::Location => self.location(),
            Field::Prefix => self.prefix(),
            Field::Prefixes => self.several(0, 3, " ", Self::item),
            Field::Gateway => self.gateway(true),
            Field::Relay => self.gateway(false),
            Field::Services => self.services(),
            Field::Service => self.service(),
        }
    }

    fn one<'t>(&mut self, from: &[(&str, &'t str)]) -> &'t str {
        self.audience.one(self.random, from)
    }

    fn several(&mut self, least: usize, most: usize, gap: &str, mut make: impl FnMut(&mut Self) -> String) -> String {
        let count = least + self.random.below(most - least + 1);
        (0..count).map(|_| make(self)).collect::<Vec<_>>().join(gap)
    }

    fn number(&mut self, most: usize) -> String {
        match self.random.below(5) {
            0 => "0".to_owned(),
            1 => most.to_string(),
            2 => format!("00{}", self.random.below(most)),
            _ => self.random.below(most).to_string(),
        }
    }

    /// A time on a day that every calendar has.
    fn date(&mut self) -> String {
        let (month, day) = (1 + self.random.below(12), 1 + self.random.below(28));
        let (hour, minute) = (self.random.below(24), self.random.below(60));
        match self.random.below(4) {
            0 => self
                .one(&[("BKNL", "20380119031408"), ("BKNL", "19700101000000"), ("BNL", "21060207062815")])
                .to_owned(),
            _ => format!("20{:02}{month:02}{day:02}{hour:02}{minute:02}59", self.random.below(38)),
        }
    }

    fn string(&mut self, field: Field) -> String {
        match field {
            Field::Texts => self.several(1, 4, " ", |maker| maker.string(Field::Text)),
            Field::Digits => self.random.pick(&["311061700956", "\"311061700956\"", "0000"]).to_owned(),
            Field::Decimal => self.random.pick(&["-32.6882", "\"16.8652\"", "10.0", "0", "+1.5"]).to_owned(),
            Field::Quoted => {
                self.random.pick(&["\"https://a.example/?b=c;d\"", "\"a\\\"b\"", "\"x\\032y\""]).to_owned()
            }
            Field::Substitution => {
                self.random.pick(&["\"\"", "\"!^.*$!sip:x@y!\"", "!a!b!", "\"/(a+)b/\\\\1c/i\""]).to_owned()
            }
            Field::Authority => {
                let tag = self.one(&[("BKNL", "issue"), ("BK", "ISSUEWILD"), ("BKNL", "iodef2"), ("BKNL", "a1")]);
                let value = self.one(&[
                    ("BKNL", "\"ca.example.net\""),
                    ("BKNL", "\";\""),
                    ("BKNL", "\"ca.example; a=b\""),
                    ("BKN", "ca.example.org"),
                    ("BKNL", "\"\""),
                ]);
                format!("{tag} {value}")
            }
            _ if self.random.once_in(12) => format!("\"{}\"", "s".repeat(255)),
            _ => self.one(STRINGS).to_owned(),
        }
    }

    fn address(&mut self, field: Field) -> String {
        let number = self.random.below(65_536);
        match field {
            Field::Ip4 => format!("{}.{}.0.{}", number % 256, self.random.below(256), number / 256),
            Field::Ip6 => {
                let forms = [
                    format!("2001:DB8:{number:x}::{number:X}"),
                    format!("::{number:04x}"),
                    format!("{number:x}::"),
                    format!("1:2:3:4:5:6:7:{number:x}"),
                    "::ffff:192.0.2.1".to_owned(),
                    "1:2:3:4:5:6:7::".to_owned(),
                    "0:0:0:0:0:0:0:0".to_owned(),
                    format!("64:ff9b::{}.2.3.4", number % 256),
                ];
                forms[self.random.below(forms.len())].clone()
            }
            Field::Hextets if self.audience.all("BNL") => {
                format!("{number:x}:4FFF:0:{:04x}", self.random.below(65_536))
            }
            Field::Hextets => format!("{number:04x}:4FFF:0000:{:04X}", self.random.below(65_536)),
            Field::Eui48 => format!("00-00-5e-{:02X}-53-{:02x}", number / 256, number % 256),
            Field::Eui64 => format!("00-00-5E-ef-10-00-{:02X}-{:02x}", number / 256, number % 256),
            Field::Atm => self.random.pick(&["+61200000000", "39.246f.12345678", "39246F12"]).to_owned(),
            _ => format!("0x47.0005.80.{number:04x}{}", self.random.pick(&["", ".00", "00FF"])),
        }
    }

    fn digits(&mut self, octets: usize) -> String {
        (0..octets).fold(String::new(), |mut text, _| {
            let octet = self.random.below(256);
            let form = if self.random.once_in(2) { format!("{octet:02x}") } else { format!("{octet:02X}") };
            write!(text, "{form}").unwrap();
            text
        })
    }

    /// Digits of a last field, apart or not.
    fn parted(&mut self, octets: usize) -> String {
        let digits = self.digits(octets);
        if digits.len() < 4 || !self.random.once_in(3) {
            return digits;
        }
        let (head, tail) = digits.split_at(2 * (1 + self.random.below(octets - 1)));
        format!("{head} {tail}")
    }

    fn hexadecimal(&mut self, field: Field) -> String {
        let octets = self.random.below(12);
        match field {
            Field::Generic => format!("\\# {octets} {}", self.parted(octets)).trim_end().to_owned(),
            Field::Salt if octets == 0 => "-".to_owned(),
            Field::Hash => {
                self.random.pick(&["2t7b4g4vsa5smi47k61mv5bv1a22bojr", "2T7B4G4VSA5SMI47K61MV5BV1A22BOJR"]).to_owned()
            }
            Field::Hex => self.parted(octets + 1),
            _ => self.digits(octets + 1),
        }
    }

    /// Knot wants breaks at multiples of four digits, the others any.
    fn base64(&mut self, field: Field) -> String {
        if matches!(field, Field::DataOrHyphen) && self.random.once_in(2) {
            return "-".to_owned();
        }
        let groups = 1 + self.random.below(12);
        let mut text: String = (0..4 * groups).map(|_| char::from(self.random.pick(ALPHABET))).collect();
        match self.random.below(4) {
            0 => text.replace_range(text.len() - 2.., "=="),
            1 => text.replace_range(text.len() - 1.., "="),
            _ => {}
        }
        // The bits that padding leaves over are zero.
        if text.ends_with('=') {
            let at = text.find('=').unwrap_or(text.len());
            text.replace_range(at - 1..at, "A");
        }
        if !matches!(field, Field::Base64) || !self.random.once_in(3) || groups < 2 {
            return text;
        }
        let step = if self.audience.all("BNL") { 1 } else { 4 };
        text.insert(step * (1 + self.random.below(4 * (groups - 1) / step)), ' ');
        text
    }

    fn digest(&mut self, field: Field) -> String {
        let (kind, octets) = match field {
            Field::Digest => self
                .audience
                .one(self.random, &[("BKNL", (1, 20)), ("BKNL", (2, 32)), ("BKNL", (4, 48)), ("BNL", (200, 7))]),
            Field::Match => self.random.pick(&[(0, 9), (1, 32), (2, 64)]),
            Field::Fingerprint => self.random.pick(&[(1, 20), (2, 32)]),
            _ => self.random.pick(&[(1, 48), (2, 64), (240, 12)]),
        };
        let digits = self.parted(octets);
        // Certificates have a selector before their matching type as other digests have none.
        format!("{kind} {digits}")
    }

    fn location(&mut self) -> String {
        let angle = |maker: &mut Self, most: usize| {
            let degrees = maker.random.below(most);
            match maker.random.below(4) {
                0 => format!("{degrees}"),
                1 => format!("{degrees} {:02}", maker.random.below(60)),
                2 => format!("{degrees} {} {}", maker.random.below(60), maker.random.below(60)),
                _ => format!("{degrees} 5 {}.{:03}", maker.random.below(60), maker.random.below(1_000)),
            }
        };
        let latitude = angle(self, 90);
        let longitude = self.one(&[("BKN", "179"), ("BKN", "0 59"), ("BKNL", "1 2 3.4"), ("BKNL", "179 59 59.999")]);
        let hemispheres = self.random.pick(&[("N", "E"), ("S", "W")]);
        let altitude = self.random.pick(&["0", "-24m", "12.34m", "42849672.95m", "-100000.00m", "1m"]);
        let sizes = self.random.pick(&["", " 30m", " 1m 2m", " 1m 10000m 10m", " 0.05m 90000000.00m 20"]);
        format!("{latitude} {} {longitude} {} {altitude}{sizes}", hemispheres.0, hemispheres.1)
    }

    fn prefix(&mut self) -> String {
        self.random.pick(&["0 2001:db8::1", "64 ::1 prefix", "128 prefix"]).to_owned()
    }

    fn item(&mut self) -> String {
        let items = [
            "1:192.0.2.0/24",
            "!1:192.0.2.64/28",
            "2:2001:db8::/32",
            "1:0.0.0.0/0",
            "1:10.0.0.1/32",
            "!2:FF00::/8",
            "2:::/0",
        ];
        self.random.pick(&items).to_owned()
    }

    /// The gateway of IPSECKEY (its type and algorithm before it), or the relay of AMTRELAY.
    fn gateway(&mut self, is_gateway: bool) -> String {
        let (kind, place) = self.audience.one(
            self.random,
            &[
                ("BKNL", (0, ".")),
                ("BKNL", (1, "192.0.2.38")),
                ("BKNL", (2, "2001:db8::1")),
                ("BKN", (3, "gw")),
                ("BKNL", (3, "Gw.Example.NET.")),
            ],
        );
        let first = if is_gateway { format!("{kind} 2") } else { format!("{} {kind}", self.random.below(2)) };
        format!("{first} {place}")
    }

    fn services(&mut self) -> String {
        let protocol = self.random.pick(&["tcp", "6"]);
        let services = self.several(1, 3, " ", |maker| maker.random.pick(&["smtp", "domain", "80", "1"]).to_owned());
        format!("{protocol} {services}")
    }

    fn service(&mut self) -> String {
        let target = self.random.pick(NAMES);
        if self.random.once_in(6) {
            return format!("0 {target}");
        }
        let mut parameters = vec![self.one(&[
            ("BKNL", "alpn=h2"),
            ("BKNL", "alpn=\"h2,h3\""),
            ("BKNL", "alpn=h2 no-default-alpn"),
            ("BKNL", "alpn=h3 mandatory=alpn"),
            ("BKN", "alpn=\"f\\\\\\\\oo\\\\,bar,h2\""),
        ])];
        for options in SERVICE_PARAMETERS {
            if self.random.once_in(3) {
                parameters.push(self.one(options));
            }
        }
        if self.random.once_in(2) {
            parameters.reverse();
        }
        format!("{} {target} {}", 1 + self.random.below(65_535), parameters.join(" "))
    }
}

/// Parameters of service bindings, each in its spellings.
const SERVICE_PARAMETERS: &[&[(&str, &str)]] = &[
    &[("BKNL", "port=8004"), ("BKNL", "port=\"0\""), ("BKNL", "port=65535")],
    &[("BKNL", "ipv4hint=192.0.2.1"), ("BKNL", "ipv4hint=192.0.2.2,192.0.2.1"), ("BKNL", "ipv4hint=\"192.0.2.1\"")],
    &[("BKNL", "ech=AQID"), ("BKNL", "ech=\"AQIDBA==\"")],
    &[("BKNL", "ipv6hint=2001:db8::1"), ("BKNL", "ipv6hint=2001:DB8::53:1,::1")],
    &[("BNL", "dohpath=/dns-query{?dns}"), ("BKNL", "key333=x")],
    &[("BKNL", "key667=\"a b\""), ("BKNL", "key667"), ("BKNL", "key667=a\\032b\\255"), ("BKNL", "key668=\"a,b\"")],
];
