//! Values of RDATA fields, in the spellings that all of an audience read.

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

pub(super) const NAMES: &[&str] = &[
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
    "lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll.example.",
    LONGEST_NAME,
];
/// 255 octets on the wire.
const LONGEST_NAME: &str = "lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll.mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm.nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn.ooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooo.";
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

/// Makes the text of one field.
pub(crate) fn text(field: Field, random: &mut Random, audience: Audience) -> String {
    Maker { random, audience }.field(field)
}

pub(super) struct Maker<'a> {
    pub(super) random: &'a mut Random,
    pub(super) audience: Audience,
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
            Field::Text | Field::Texts | Field::Quoted | Field::Substitution | Field::Digits | Field::Decimal => {
                self.string(field)
            }
            Field::Authority => self.authority(),
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

    pub(super) fn one<'t>(&mut self, from: &[(&str, &'t str)]) -> &'t str {
        self.audience.one(self.random, from)
    }

    pub(super) fn several(
        &mut self,
        least: usize,
        most: usize,
        gap: &str,
        mut make: impl FnMut(&mut Self) -> String,
    ) -> String {
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
            _ if self.random.once_in(12) => format!("\"{}\"", "s".repeat(255)),
            _ => self.one(STRINGS).to_owned(),
        }
    }

    /// Tag and value of CAA.
    fn authority(&mut self) -> String {
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
}
