//! What is read differently by dialect.

use zonegate::rdata::Dialect;

use super::row::{Row, row, unlike, whole};

/// Rows for the zones of one server; `!rule` is an error, `rule` a warning, `?rule` advice.
pub(crate) struct Spoken {
    pub(crate) dialect: Dialect,
    /// Further servers that the zone has to be portable to.
    pub(crate) portable_to: &'static [Dialect],
    pub(crate) rows: &'static [Row],
}

const fn spoken(dialect: Dialect, portable_to: &'static [Dialect], rows: &'static [Row]) -> Spoken {
    Spoken { dialect, portable_to, rows }
}

pub(crate) const TABLE: &[Spoken] = &[
    spoken(Dialect::Bind, &[], BIND),
    spoken(Dialect::Knot, &[], KNOT),
    spoken(Dialect::Nsd, &[], NSD),
    spoken(Dialect::Pdns, &[], PDNS),
    spoken(Dialect::Gdnsd, &[], GDNSD),
    spoken(Dialect::Msdns, &[], MSDNS),
    spoken(Dialect::Bind, &[Dialect::Knot, Dialect::Nsd, Dialect::Pdns], PORTABLE),
    spoken(Dialect::Bind, &[Dialect::Gdnsd, Dialect::Msdns], PORTABLE_TO_THE_REST),
    // The zone's own server is no other.
    spoken(Dialect::Bind, &[Dialect::Bind], BIND),
    spoken(Dialect::Knot, &[Dialect::Knot], KNOT),
    spoken(Dialect::Bind, &[Dialect::Nsd], PORTABLE_TO_NSD),
    spoken(Dialect::Bind, &[Dialect::Gdnsd], PORTABLE_TO_GDNSD),
    spoken(Dialect::Knot, &[Dialect::Bind, Dialect::Nsd], KNOT_PORTABLE),
    spoken(Dialect::Nsd, &[Dialect::Bind, Dialect::Pdns], NSD_PORTABLE),
    spoken(Dialect::Pdns, &[Dialect::Bind], PDNS_PORTABLE),
    spoken(Dialect::Gdnsd, &[Dialect::Bind], GDNSD_PORTABLE),
    spoken(Dialect::Msdns, &[Dialect::Bind], MSDNS_PORTABLE),
];

macro_rules! sixty_four {
    () => {
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    };
}

/// Begins a string of 256 octets at the first underlined one.
const LONG_TXT: &str = concat!("x TXT \"«", sixty_four!(), sixty_four!(), sixty_four!(), sixty_four!(), "»\"\n");
const LONG_HINFO: &str = concat!("x HINFO \"«", sixty_four!(), sixty_four!(), sixty_four!(), sixty_four!(), "»\" os\n");

macro_rules! digest {
    () => {
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    };
}

/// A DS whose digest type has its name, and one whose has not.
const DS_BY_NAME: &str = concat!("sub NS ns1\nsub DS 5 13 «SHA-256» ", digest!(), "\n");
const DS_BY_NUMBER: &str = concat!("sub NS ns1\nsub DS 5 13 2 ", digest!(), "\n");
const DS_UNMARKED: &str = concat!("sub NS ns1\nsub DS 5 13 SHA-256 ", digest!(), "\n");

const BIND: &[Row] = &[
    row(DS_UNMARKED, ""),
    row("x DNSKEY ZONE|KSK 3 8 AQAB\ny DNSKEY 0x100 3 8 AQAB\n", ""),
    row("x HTTPS 1 . «ohttp»\n", "!svcparam-invalid"),
    row("x AAAA 2001:db8::«00001»\n", "!address-invalid"),
    row("«\\[»b1010] A 192.0.2.1\n", "!escape-invalid"),
    row("«* NS ns.example.net.»\n", "!wildcard-delegation"),
    row("x IN «IN» A 192.0.2.1\n", "!class-or-ttl-repeated"),
    row("x 1«y» A 192.0.2.1\n", "!ttl-invalid"),
    row("x 1h«30» A 192.0.2.1\n", "!ttl-invalid"),
    row("$TTL 300 «x»\nx 5 A 192.0.2.1\n", "!directive-argument-invalid"),
    row("$INCLUDE blank\n", ""),
    row("$GENERATE 1-2 a$ «(» A 192.0.2.$ )\n", "!directive-argument-invalid"),
    row("$GENERATE 1-2 a$ TXT \"a $ b\"\n", ""),
    row("«www:» A 192.0.2.1\n", "hostname-invalid"),
    row("x TXT «“a”»\n", "smart-quotes"),
    row("x A \\# 4 C0000201\ny type65280 \\# 2 00 ff\nz TYPE00001 \\# 4 C0000201\n", ""),
    row("x «TYPE000001» \\# 4 C0000201\n", "!type-nonportable"),
    row("x «CLASS000001» A 192.0.2.1\n", "!class-numeric"),
    row("$ORIGIN «sub»\nx A 192.0.2.1\n", "origin-relative"),
    row("$ORIGIN @\nx A 192.0.2.1\n", ""),
    row("$GENERATE 1-2 a$ A 192.0.2.$\n", ""),
    row("$GENERATE 1-2 ${0,3,n}$$ TXT a\n", ""),
    row("$DATE 20260101000000\n", ""),
    row("$INCLUDE ttl\n«x A 192.0.2.1»\ny A 192.0.2.2\n", "include-leaks-state"),
    row("$INCLUDE ttl\n$TTL 1h\nx A 192.0.2.1\n", ""),
    row("$INCLUDE ttl\nx 1h A 192.0.2.1\n", ""),
    row("$TTL 5\n$INCLUDE ttl\nx A 192.0.2.1\n", ""),
    row("x «ALIAS» y\n", "!type-not-in-dialect"),
    row("x «DYNA» plugin!resource\n", "!type-not-in-dialect"),
    row("x «[AGE:5]» A 192.0.2.1\n", "!type-unknown"),
    row(LONG_TXT, "!string-too-long"),
    row("x A 192.0.2.1\n«$FOO»\n", "!directive-unknown"),
    row("x «CLASS1» A 192.0.2.1\n", "?class-numeric"),
    row(";  Database file example.com.dns\nx TXT \"\\101\\007\"\n", ""),
    whole(
        ";  Database file example.com.dns\n$TTL 1h\n@ SOA ns1 h 1 2 3 4 5\n@ NS ns1\nns1 A 192.0.2.53\nx TXT \"«\\101»\\007\"\n",
        "octal-escape",
    ),
];

const KNOT: &[Row] = &[
    unlike("x HTTPS 0 host «alpn=h2»\n", "!svcparam-invalid", NOBODY_MEANS),
    row("x A 192.0.2.1«\r»y A 192.0.2.2\n", "!lone-cr"),
    row("«www:» A 192.0.2.1\n", "!hostname-invalid"),
    row("«www\\:» A 192.0.2.1\n", "hostname-invalid"),
    row("x CNAME «a@b»\n", "!at-sign-in-name"),
    row("x TXT «“a”»\n", "!smart-quotes"),
    row("«* NS ns.example.net.»\n", "wildcard-delegation"),
    row("x URI 10 1 https://a.example/\n", ""),
    unlike("x HTTPS 1 . ohttp\n", "", "Knot 3.2 does not know this key yet"),
    row("x HTTPS 1 . «tls-supported-groups»=29\n", "!svcparam-invalid"),
    row("x DNSKEY «ZONE» 3 8 AQAB\ny DNSKEY «256|1» 3 8 AQAB\n", "!rdata-invalid !rdata-invalid"),
    row(DS_BY_NAME, "!rdata-invalid"),
    row(DS_BY_NUMBER, ""),
    whole("$TTL 1h\n@ SOA ns1 h 1 1h30m 30m1h 1w 1d\n@ NS ns1\nns1 A 192.0.2.53\n", ""),
    row("x A 192.0.2.1\n$INCLUDE plain\n", ""),
    row("x A 192.0.2.1\n", ""),
    whole("$TTL 1h«\r\n»@ SOA ns1 h 1 2 3 4 5\r\n@ NS ns1\r\nns1 A 192.0.2.53\r\n", "!crlf-line-endings"),
    row("x TXT \"caf«é»\"\n", "!string-not-ascii"),
    row("«café» A 192.0.2.1\n", "!name-not-ascii"),
    row("x DNSKEY 256 3 8 «AwE» AAQ==\n", "!base64-split-unaligned"),
    row("x DNSKEY 256 3 8 AwEA AQ==\n", ""),
    row("«$GENERATE» 1-2 a$ A 192.0.2.$\n", "!directive-unknown"),
    row("«$generate» 1-2 a$ A 192.0.2.$\n", "!directive-unknown"),
    row("«$DATE» 20260101000000\n", "!directive-unknown"),
    row("«\"$ORIGIN\"» sub.example.com.\nx A 192.0.2.1\n", "!rdata-invalid"),
    row("$ORIGIN «sub»\nx A 192.0.2.1\n", "!origin-relative"),
    row("$ORIGIN «@»\nx A 192.0.2.1\n", "!origin-relative"),
    row("$ORIGIN sub.example.com.\nx A 192.0.2.1\n", ""),
    row("$INCLUDE plain «sub»\n", "!origin-relative"),
    row("$INCLUDE plain sub.example.com.\n", ""),
    row("$INCLUDE pl\\ain\n$INCLUDE \"«pl\\097in»\"\n", "include-duplicate"),
    row("$INCLUDE a\\ b\n$INCLUDE a\\\"b\n", ""),
    row("$INCLUDE a«\\256»\n$INCLUDE a«\\»\n", "!escape-invalid !escape-invalid"),
    row("«$ttl» 5\nx A 192.0.2.1\n", "?directive-lowercase"),
    row("$INCLUDE ttl\n«x A 192.0.2.1»\n", "include-leaks-state"),
    row("x «CLASS1» A 192.0.2.1\n", "!class-numeric"),
    row(LONG_TXT, "string-too-long"),
    row(LONG_HINFO, "!string-too-long"),
    row("«\"x\"» A 192.0.2.1\n", "!owner-quoted"),
    row("x TXT ( «(» \"a\" ) \"b\" )\n", "!parenthesis-nested"),
    row("«(» x A 192.0.2.1 )\n", "!parenthesis-before-owner"),
    row("x TXT \"a\"«\"»b\"\n", "!quote-inside-token"),
    row("x «1w2d» A 192.0.2.1\n", "?ttl-units-compound"),
    row("x «1s1w» A 192.0.2.1\n", "ttl-units-unordered"),
    unlike("x «2147483648» A 192.0.2.1\n", "!ttl-too-large", "loads the number"),
    whole("«@ SOA ns1 h 1 2 3 4 5»\n@ NS ns1\nns1 A 192.0.2.53\n", "ttl-missing"),
    whole("«@ NS ns1»\n@ SOA ns1 h 1 2 3 4 5\nns1 A 192.0.2.53\n", "ttl-missing"),
    whole("@ 1h SOA ns1 h 1 2 3 4 5\n«@ NS ns1»\nns1 A 192.0.2.53\n", "ttl-missing"),
];

/// NSD 4.12 is what counts; Debian 12 has 4.6, whose reader was another one.
const BEFORE_SIMDZONE: &str = "NSD 4.6, with the reader that it had before simdzone, decides otherwise";

/// Errors for everybody although this server loads them: nobody means them, or no other loads them.
const NOBODY_MEANS: &str = "loads it as it stands";

const NSD: &[Row] = &[
    unlike("x TXT a«\0»b\n", "!control-byte", NOBODY_MEANS),
    unlike("«\u{c}»x A 192.0.2.1\n", "!control-byte", "reads it as white space"),
    row("x A 192.0.2.1\n«\u{1a}»\n", "!control-byte"),
    unlike("x A 192.0.2.1«\r»y A 192.0.2.2\n", "!lone-cr", BEFORE_SIMDZONE),
    unlike("x TXT a«\\256»\n", "!escape-invalid", BEFORE_SIMDZONE),
    // RFC 973 withdrew both types.
    unlike("x «MD» host\ny «MF» host\n", "!type-withdrawn !type-withdrawn", NOBODY_MEANS),
    // One string at least (RFC 1035 §3.3.14), though NSD 4.12 takes none.
    row("x TXT«»\n", "!record-incomplete"),
    // RFC 9460 §2.4.2: recipients ignore them; BIND and PowerDNS refuse the record.
    unlike("x HTTPS 0 host «alpn=h2»\n", "!svcparam-invalid", NOBODY_MEANS),
    unlike("x AAAA 2001:db8::00001\n", "", BEFORE_SIMDZONE),
    row("x X25 311\\04861700956\n", ""),
    row("x AAAA 2001:db8::«10001»\n", "!address-invalid"),
    row("x 1h«30» A 192.0.2.1\n", "ttl-invalid"),
    row("x TYPE000001 \\# 4 C0000201\n", ""),
    row("x 1«y» A 192.0.2.1\n", "!ttl-invalid"),
    row("«* NS ns.example.net.»\n", "wildcard-delegation"),
    row("x CNAME \\[b1010]\n", ""),
    row(DS_BY_NAME, "!rdata-invalid"),
    unlike("x HTTPS 1 . «key65535»=a\n", "!svcparam-invalid", BEFORE_SIMDZONE),
    unlike("x HTTPS 1 . tls-supported-groups=29\n", "", "NSD 4.6 does not know this key yet"),
    row("x A 192.0.2.1\n", ""),
    row("«$GENERATE» 1-2 a$ A 192.0.2.$\n", "!directive-unknown"),
    row("$ORIGIN «sub»\nx A 192.0.2.1\n", "!origin-relative"),
    row("$ORIGIN @\nx A 192.0.2.1\n", ""),
    row("$INCLUDE plain «@»\n", "!origin-relative"),
    row("$INCLUDE a\\065b\n$INCLUDE «pl\\ain»\n", "!include-not-found"),
    unlike("«$ttl» 5\nx A 192.0.2.1\n", "!directive-lowercase", BEFORE_SIMDZONE),
    unlike("«\"x\"» A 192.0.2.1\n", "!owner-quoted", BEFORE_SIMDZONE),
    row("x TXT ( «(» \"a\" ) \"b\" )\n", "!parenthesis-nested"),
    unlike("«(» x A 192.0.2.1 )\n", "parenthesis-before-owner", BEFORE_SIMDZONE),
    unlike("x «2147483648» A 192.0.2.1\n", "!ttl-too-large", BEFORE_SIMDZONE),
    unlike("x «1w2d» A 192.0.2.1\n", "!ttl-units-compound", BEFORE_SIMDZONE),
    row("x «1s1w» A 192.0.2.1\n", "ttl-units-unordered"),
    unlike("x «1h1h» A 192.0.2.1\n", "!ttl-units-unordered", BEFORE_SIMDZONE),
    unlike("x «1h1s1w» A 192.0.2.1\n", "!ttl-units-unordered", BEFORE_SIMDZONE),
    row("$ORIGIN other.\n«x» A 192.0.2.1\n", "!out-of-zone-data"),
    row("x TXT «\"over\nlines\"»\n", "newline-in-quote"),
    unlike("$INCLUDE ttl\n«x A 192.0.2.1»\n", "include-leaks-state", BEFORE_SIMDZONE),
    row("x «CLASS1» A 192.0.2.1\n", "?class-numeric"),
    row("x TXT \"caf«é»\"\n", "?string-not-ascii"),
    row(LONG_TXT, "!string-too-long"),
    whole("«@ SOA ns1 h 1 2 3 4 5»\n@ NS ns1\nns1 A 192.0.2.53\n", "ttl-missing"),
    whole("@ 1h SOA ns1 h 1 2 3 4 5\n«@ NS ns1»\nns1 A 192.0.2.53\n", "ttl-from-previous-record"),
];

const PDNS: &[Row] = &[
    // PowerDNS loads all of these: the first three are read otherwise by all others, RFC 1035 §3.3.14 wants a string.
    row("x TXT a«\0»b\n", "!control-byte"),
    row("«\u{c}»x A 192.0.2.1\n", "!control-byte"),
    row("x A 192.0.2.1\n«\u{1a}»\n", "!control-byte"),
    row("x TXT a«\\256»\n", "!escape-invalid"),
    row("x TXT«»\n", "!record-incomplete"),
    row("x IN «IN» A 192.0.2.1\n", "class-or-ttl-repeated"),
    row("x 300 «300» A 192.0.2.1\n", "!class-or-ttl-repeated"),
    row("x 1«y» A 192.0.2.1\n", "ttl-invalid"),
    row("x 1h«30» A 192.0.2.1\n", "!ttl-invalid"),
    row("$TTL 300 «x»\nx A 192.0.2.1\n", "directive-argument-invalid"),
    row("$ORIGIN sub.example.com. «x»\nx A 192.0.2.1\n", "directive-argument-invalid"),
    row("x A «\\#» 4 C0000201\n", "!rdata-generic-invalid"),
    row("x TYPE65280 \\# 2 «00 ff»\n", "!rdata-generic-invalid"),
    row("x TYPE65280 \\# 2 00ff\n", ""),
    row("x «type65280» \\# 0\ny «TYPE065280» \\# 0\n", "!type-nonportable !type-nonportable"),
    row("$GENERATE 1-2 a$ ( A 192.0.2.$ )\n", ""),
    row("$GENERATE 1-2 a$ TXT \"«a $ b»\"\n", "directive-nonportable"),
    row("«* NS ns.example.net.»\n", "wildcard-delegation"),
    row("x ALIAS y.example.net.\n", ""),
    row("x LUA A \"pickrandom({'192.0.2.1'})\"\n", ""),
    row("x «WINS» 192.0.2.1\n", "!type-not-in-dialect"),
    row("$ORIGIN «sub»\nx A 192.0.2.1\n", "!origin-relative"),
    row("$INCLUDE plain «sub»\n", "origin-relative"),
    row("x TXT ( «(» \"a\" ) \"b\" )\n", "!parenthesis-nested"),
    row("x «1w2d» A 192.0.2.1\n", "!ttl-units-compound"),
    row("x «1s1w» A 192.0.2.1\n", "!ttl-units-unordered"),
    row("$ORIGIN other.\n«x» A 192.0.2.1\n", "!out-of-zone-data"),
    row("x A 192.0.2.1\n«x A 192.0.2.1»\n", "!record-duplicate"),
    row("x 5 A 192.0.2.1\nx «6» A 192.0.2.2\n", "!ttl-mismatch"),
    row("$GENERATE 1-2 a$ A 192.0.2.$\n", ""),
    row("$GENERATE 1-2 a«${0,3,n}» A 192.0.2.$\n", "directive-nonportable"),
    row("$GENERATE 1-2 a«$$» A 192.0.2.$\n", "directive-nonportable"),
    row("$GENERATE 1-2 a${10}b«$» A 192.0.2.$\n", "directive-nonportable"),
    row("«$DATE» 20260101000000\n", "!directive-unknown"),
    row("$INCLUDE moved\n«x» A 192.0.2.1\ny A 192.0.2.2\n", "include-leaks-state"),
    row("$INCLUDE moved\n$ORIGIN example.com.\ny A 192.0.2.2\n", ""),
    row("$INCLUDE moved\nx.example.com. A 192.0.2.1\n", ""),
    row("z A 192.0.2.1\n$INCLUDE plain\n  ««TXT»» a\n", "include-leaks-state owner-inherited-after-origin"),
    row("$INCLUDE ttl\n«x A 192.0.2.1»\n", "include-leaks-state"),
    row(LONG_TXT, "string-too-long"),
    whole("«@ NS ns1»\n@ SOA ns1 h 1 2 3 4 5\nns1 A 192.0.2.53\n", "ttl-missing"),
];

const GDNSD: &[Row] = &[
    whole("$TTL 1h«\r\n»@ SOA ns1 h 1 2 3 4 5\r\n@ NS ns1\r\nns1 A 192.0.2.53\r\n", "?crlf-line-endings"),
    whole("$TTL 1h\n  «SOA» ns1 h 1 2 3 4 5\n  NS ns1\nns1 A 192.0.2.53\n", "owner-missing"),
    row("«(» x A 192.0.2.1 )\n", "!parenthesis-before-owner"),
    row("x A «\\#» 4 C0000201\n", "!rdata-generic-invalid"),
    row("x «TYPE1» 192.0.2.1\n", "!type-numeric-with-text"),
    row("x DYNA plugin!resource\n", ""),
    row("x 300/30 DYNC plugin!resource\n", ""),
    row("x IN 1h/5m DYNA plugin\n", ""),
    row("x 300«/»30 A 192.0.2.1\n", "!ttl-invalid"),
    row("x 300/3«x» DYNA plugin\n", "!ttl-invalid"),
    row("x «ALIAS» y\n", "!type-not-in-dialect"),
    row("x «SSHFP» 1 1 0000000000000000000000000000000000000000\n", "!type-nonportable"),
    row("x TYPE44 \\# 22 0101 0000000000000000000000000000000000000000\n", ""),
    row("x CAA 0 issue \"ca.example\"\n", ""),
    row("x CNAME y.@Z\n", ""),
    row("$ORIGIN sub.example.com.\nx.@F A 192.0.2.1\n@Z TXT a\n", ""),
    row("«$GENERATE» 1-2 a$ A 192.0.2.$\n", "!directive-unknown"),
    row("$ORIGIN «sub»\nx A 192.0.2.1\n", "origin-relative"),
    row("x TXT ( «(» \"a\" ) \"b\" )\n", "!parenthesis-nested"),
    row("x TXT a«»", "!final-newline-missing"),
    row(LONG_TXT, "string-too-long"),
    whole("«@ NS ns1»\n@ SOA ns1 h 1 2 3 4 5\nns1 A 192.0.2.53\n", "ttl-missing"),
];

const MSDNS: &[Row] = &[
    row("x TXT ( \"text\" )\n", ""),
    row("x [AGE:3600123] 600 A 192.0.2.1\n  [AGE:3600123] TXT a\n", ""),
    row("x «[AGE:no]» A 192.0.2.1\n", "!type-unknown"),
    row("@ WINS LOCAL L2 C900 ( 192.0.2.1 )\n", ""),
    row("x TXT \"«\\303»«\\251»\"\n", "octal-escape octal-escape"),
    row("x TXT \"«\\101»\\000\\007\\\\101\"\n", "octal-escape"),
    row("«\\141» A 192.0.2.1\n", "octal-escape"),
    row("x TXT \"«\\400»\"\n", "!escape-invalid"),
    row("x TXT \"«\\189»\"\n", "!escape-invalid"),
    row("x TXT a ; \\303\n", ""),
    row("«$FOO» bar\nx A 192.0.2.1\n", "directive-unknown"),
    row("«$GENERATE» 1-2 a$ A 192.0.2.$\n", "directive-unknown"),
    row("«$DATE» 20260101000000\n", "directive-unknown"),
    whole("«@ SOA ns1 h 1 2 3 4 5»\n@ NS ns1\nns1 A 192.0.2.53\n", "ttl-missing"),
    whole("«@ NS ns1»\n@ SOA ns1 h 1 2 3 4 5\nns1 A 192.0.2.53\n", "!ttl-undefined"),
];

const PORTABLE: &[Row] = &[
    row("«\"$TTL\"» 300\n", "rdata-invalid"),
    row("$INCLUDE «a\\065b»\n$INCLUDE \"a\\\"b\"\n", "directive-nonportable"),
    row("«www:» A 192.0.2.1\n", "hostname-invalid"),
    row("x TXT «“a”»\n", "smart-quotes"),
    row("x TXT \"caf«é»\"\n", "string-not-ascii"),
    row("x A «\\#» 4 C0000201\n", "rdata-generic-invalid"),
    row("x «type65280» \\# 2 «00 ff»\n", "type-nonportable rdata-generic-invalid"),
    row("«$GENERATE» 1-2 a$ TXT \"«a $ b»\"\n", "directive-nonportable directive-nonportable"),
    row(DS_BY_NAME, "rdata-invalid"),
    row("x DNSKEY «ZONE» 3 8 AQAB\ny DNSKEY «0x100» 3 8 AQAB\n", "rdata-invalid rdata-invalid"),
    row("x DNSKEY «ZONE» 3 8 AQAB\ny DNSKEY «ZONE» 3 8 AQAB\n", "rdata-invalid rdata-invalid"),
    row("x HTTPS 1 . alpn=h2 «key65535»=a\n", "svcparam-invalid"),
    whole("@ 1h SOA ns1 h 1 «1h30m» «30m1h» 1w 1d\n@ 1h NS ns1\nns1 1h A 192.0.2.53\n", "rdata-invalid rdata-invalid"),
    row("x URI 10 1 \"https://a.example/\"\n", ""),
    row("x A 192.0.2.1\n", ""),
    row("$ORIGIN «sub»\nx A 192.0.2.1\n", "origin-relative"),
    row("«$GENERATE» 1-2 a$ A 192.0.2.$\n", "directive-nonportable"),
    row("«$DATE» 20260101000000\n", "directive-nonportable"),
    row("«$GENERATE» 1-2 a«${0,3,n}» A 192.0.2.$\n", "directive-nonportable directive-nonportable"),
    row("$INCLUDE moved\n«x» A 192.0.2.1\n", "include-leaks-state"),
    row("x «HHIT» AQ==\n", "type-nonportable"),
    row("x «ALIAS» y\n", "!type-not-in-dialect"),
];

const PORTABLE_TO_THE_REST: &[Row] = &[
    row("x CNAME ««y.@Z»»\n", "at-sign-in-name directive-nonportable"),
    row("x TXT \"«\\189»\"\n", "octal-escape"),
    row("x TXT \"«\\101»\"\n", "octal-escape"),
    row("«$GENERATE» 1-2 a$ A 192.0.2.$\n", "directive-nonportable"),
    row("x «SSHFP» 1 1 0000000000000000000000000000000000000000\n", "type-nonportable"),
    row("x TXT a«»", "final-newline-missing"),
];

const PORTABLE_TO_NSD: &[Row] = &[
    row("x «1w2d» A 192.0.2.1\n", "ttl-units-compound"),
    row("x «CLASS1» A 192.0.2.1\n", "?class-numeric"),
    row("x HTTPS 1 . «key65535»=a\n", "svcparam-invalid"),
];

const PORTABLE_TO_GDNSD: &[Row] = &[
    whole("$TTL 1h«\r\n»@ SOA ns1 h 1 2 3 4 5\r\n@ NS ns1\r\nns1 A 192.0.2.53\r\n", "?crlf-line-endings"),
    row("x A «\\#» 4 C0000201\n", "rdata-generic-invalid"),
    row("x «TYPE1» 192.0.2.1\n", "type-numeric-with-text"),
    row("«(» x A 192.0.2.1 )\n", "parenthesis-before-owner"),
];

const KNOT_PORTABLE: &[Row] = &[
    row("x URI 10 1 «https://a.example/»\n", "rdata-invalid"),
    row("x HTTPS 1 . «ohttp»\n", "svcparam-invalid"),
    row("x HTTPS 1 . mandatory=«ohttp» «ohttp»\n", "svcparam-invalid svcparam-invalid"),
    row("«* NS ns.example.net.»\n", "wildcard-delegation"),
    row(LONG_TXT, "string-too-long"),
];

const NSD_PORTABLE: &[Row] = &[
    row("x AAAA 2001:db8::«00001»\n", "address-invalid"),
    row("x HTTPS 1 . «tls-supported-groups»=29\n", "svcparam-invalid"),
    row("x CNAME «\\[»b1010]\n", "escape-invalid"),
    row("«\\[b1010]» TXT a\n", "escape-invalid"),
    row("x 1h«30» A 192.0.2.1\n", "ttl-invalid"),
];

const PDNS_PORTABLE: &[Row] = &[
    row("x IN «IN» A 192.0.2.1\n", "class-or-ttl-repeated"),
    row("$GENERATE 1-2 a$ «(» A 192.0.2.$ )\n", "directive-argument-invalid"),
    row("x HTTPS 1 . «ohttp»\n", "svcparam-invalid"),
    row("x «ALIAS» y.example.net.\n", "type-not-in-dialect"),
    row("$GENERATE 1-2 a«$$» A 192.0.2.$\n", "directive-nonportable"),
];

const GDNSD_PORTABLE: &[Row] = &[
    row("x CNAME «y.@Z»\n", "directive-nonportable"),
    row("x «300/30» «DYNC» plugin!resource\n", "directive-nonportable type-not-in-dialect"),
];

const MSDNS_PORTABLE: &[Row] = &[
    row("x «[AGE:3600123]» A 192.0.2.1\n", "directive-nonportable"),
    row("@ «WINS» 192.0.2.1\n", "type-not-in-dialect"),
    row("«$FOO»\n", "directive-unknown"),
];

/// What is loaded: `owner TTL type RDATA`, owners relative, behind the records of the head.
pub(crate) const RECORDS: &[(Dialect, &str, &[&str])] = &[
    (Dialect::Bind, "x 2147483648 A 192.0.2.1\n", &["x 0 A 192.0.2.1"]),
    (Dialect::Knot, "x 2147483648 A 192.0.2.1\n", &["x 2147483648 A 192.0.2.1"]),
    (Dialect::Bind, "$INCLUDE ttl\nx A 192.0.2.1\n", &["t 5 A 192.0.2.1", "x 5 A 192.0.2.1"]),
    (Dialect::Knot, "$INCLUDE ttl\nx A 192.0.2.1\n", &["t 5 A 192.0.2.1", "x 3600 A 192.0.2.1"]),
    (Dialect::Nsd, "$INCLUDE ttl\nx A 192.0.2.1\n", &["t 5 A 192.0.2.1", "x 3600 A 192.0.2.1"]),
    (Dialect::Pdns, "$INCLUDE moved\nx A 192.0.2.1\n", &["i.sub 3600 A 192.0.2.1", "x.sub 3600 A 192.0.2.1"]),
    (
        Dialect::Pdns,
        "x A 192.0.2.1\n$INCLUDE plain\n  TXT a\n",
        &["x 3600 A 192.0.2.1", "i 3600 A 192.0.2.1", "i 3600 TXT \"a\""],
    ),
    (
        Dialect::Bind,
        "x A 192.0.2.1\n$INCLUDE plain\n  TXT a\n",
        &["x 3600 A 192.0.2.1", "i 3600 A 192.0.2.1", "x 3600 TXT \"a\""],
    ),
    (Dialect::Pdns, "$GENERATE 10-10 a$$-${1}$ A 192.0.2.1\n", &["a1010-1110 3600 A 192.0.2.1"]),
    (Dialect::Pdns, "$GENERATE 10-10 ${0,3,n} A 192.0.2.1\n", &["010 3600 A 192.0.2.1"]),
    (Dialect::Pdns, "$GENERATE 1-1 a$ TXT \"a $ b\"\n", &["a1 3600 TXT \"a 1 b\""]),
    (Dialect::Bind, "$GENERATE 1-1 a$ TXT \"a $ b\"\n", &["a1 3600 TXT \"a\" \"1\" \"b\""]),
    (Dialect::Pdns, "x 1y A 192.0.2.1\n", &["x 31536000 A 192.0.2.1"]),
    (Dialect::Nsd, "x 1h30 A 192.0.2.1\n", &["x 3630 A 192.0.2.1"]),
    (Dialect::Nsd, "\\[b1] AAAA 2001:db8::00001\n", &["[b1] 3600 AAAA 2001:db8::1"]),
    (Dialect::Pdns, "x IN IN A 192.0.2.1\n", &["x 3600 A 192.0.2.1"]),
    (Dialect::Msdns, "x TXT \"caf\\303\\251\"\n", &["x 3600 TXT \"caf\\195\\169\""]),
    (Dialect::Msdns, "\\141b [AGE:5] 60 A 192.0.2.1\n", &["ab 60 A 192.0.2.1"]),
    (Dialect::Msdns, "$GENERATE 1-2 a$ A 192.0.2.$\nx A 192.0.2.1\n", &["x 3600 A 192.0.2.1"]),
    (
        Dialect::Gdnsd,
        "$ORIGIN sub.example.com.\nx CNAME y.@Z\n@F TXT a\nz MX 1 @F\n",
        &["x.sub 3600 CNAME y.example.com.", "@ 3600 TXT \"a\"", "z.sub 3600 MX 1 example.com."],
    ),
    (
        Dialect::Gdnsd,
        "$INCLUDE marks sub\n",
        &["x.sub 3600 CNAME y.example.com.", "z.deep.sub 3600 CNAME y.sub.example.com."],
    ),
    (
        Dialect::Gdnsd,
        "x 300/150 DYNA p!r\ny 300/30 DYNC p!r\n",
        &["x 300 DYNA p!r", "y 300 DYNC \\# 8 702172000000001e"],
    ),
    (Dialect::Bind, "$INCLUDE blank\n", &["ns1 3600 TXT \"a\""]),
    (Dialect::Knot, "$INCLUDE blank\n", &[]),
    (Dialect::Bind, "@Z A 192.0.2.1\n", &["\\@z 3600 A 192.0.2.1"]),
];
