//! What is read differently by dialect.

use zonegate::rdata::Dialect;

use super::row::{Row, row, unlike, whole};

/// Rows for the zones of one server; `!rule` is an error, `rule` a warning or advice.
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

const BIND: &[Row] = &[
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
    row("x «CLASS1» A 192.0.2.1\n", "class-numeric"),
    row(";  Database file example.com.dns\nx TXT \"\\101\\007\"\n", ""),
    whole(
        ";  Database file example.com.dns\n$TTL 1h\n@ SOA ns1 h 1 2 3 4 5\n@ NS ns1\nns1 A 192.0.2.53\nx TXT \"«\\101»\\007\"\n",
        "octal-escape",
    ),
];

const KNOT: &[Row] = &[
    row("x A 192.0.2.1\n", ""),
    whole("$TTL 1h«\r\n»@ SOA ns1 h 1 2 3 4 5\r\n@ NS ns1\r\nns1 A 192.0.2.53\r\n", "!crlf-line-endings"),
    row("x TXT \"caf«é»\"\n", "!string-not-ascii"),
    row("«café» A 192.0.2.1\n", "!name-not-ascii"),
    row("x DNSKEY 256 3 8 «AwE» AAQ==\n", "!base64-split-unaligned"),
    row("x DNSKEY 256 3 8 AwEA AQ==\n", ""),
    row("«$GENERATE» 1-2 a$ A 192.0.2.$\n", "!directive-unknown"),
    row("«$generate» 1-2 a$ A 192.0.2.$\n", "!directive-unknown"),
    row("«$DATE» 20260101000000\n", "!directive-unknown"),
    row("$ORIGIN «sub»\nx A 192.0.2.1\n", "!origin-relative"),
    row("$ORIGIN «@»\nx A 192.0.2.1\n", "!origin-relative"),
    row("$ORIGIN sub.example.com.\nx A 192.0.2.1\n", ""),
    row("$INCLUDE plain «sub»\n", "!origin-relative"),
    row("$INCLUDE plain sub.example.com.\n", ""),
    row("«$ttl» 5\nx A 192.0.2.1\n", "directive-lowercase"),
    row("$INCLUDE ttl\n«x A 192.0.2.1»\n", "include-leaks-state"),
    row("x «CLASS1» A 192.0.2.1\n", "!class-numeric"),
    row(LONG_TXT, "string-too-long"),
    row(LONG_HINFO, "!string-too-long"),
    row("«\"x\"» A 192.0.2.1\n", "!owner-quoted"),
    row("x TXT ( «(» \"a\" ) \"b\" )\n", "!parenthesis-nested"),
    row("«(» x A 192.0.2.1 )\n", "!parenthesis-before-owner"),
    row("x TXT \"a\"«\"»b\"\n", "!quote-inside-token"),
    row("x «1w2d» A 192.0.2.1\n", "ttl-units-compound"),
    row("x «1s1w» A 192.0.2.1\n", "ttl-units-unordered"),
    unlike("x «2147483648» A 192.0.2.1\n", "!ttl-too-large", "loads the number"),
    whole("«@ SOA ns1 h 1 2 3 4 5»\n@ NS ns1\nns1 A 192.0.2.53\n", "ttl-missing"),
    whole("«@ NS ns1»\n@ SOA ns1 h 1 2 3 4 5\nns1 A 192.0.2.53\n", "ttl-missing"),
    whole("@ 1h SOA ns1 h 1 2 3 4 5\n«@ NS ns1»\nns1 A 192.0.2.53\n", "ttl-missing"),
];

/// NSD 4.12 is what counts; Debian 12 has 4.6, whose reader was another one.
const BEFORE_SIMDZONE: &str = "NSD 4.6, with the reader that it had before simdzone, decides otherwise";

const NSD: &[Row] = &[
    row("x A 192.0.2.1\n", ""),
    row("«$GENERATE» 1-2 a$ A 192.0.2.$\n", "!directive-unknown"),
    row("$ORIGIN «sub»\nx A 192.0.2.1\n", "!origin-relative"),
    row("$ORIGIN @\nx A 192.0.2.1\n", ""),
    row("$INCLUDE plain «@»\n", "!origin-relative"),
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
    row("x «CLASS1» A 192.0.2.1\n", "class-numeric"),
    row("x TXT \"caf«é»\"\n", "string-not-ascii"),
    row(LONG_TXT, "!string-too-long"),
    whole("«@ SOA ns1 h 1 2 3 4 5»\n@ NS ns1\nns1 A 192.0.2.53\n", "ttl-missing"),
    whole("@ 1h SOA ns1 h 1 2 3 4 5\n«@ NS ns1»\nns1 A 192.0.2.53\n", "ttl-from-previous-record"),
];

const PDNS: &[Row] = &[
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
    row("x TXT \"«\\101»\"\n", "octal-escape"),
    row("«$GENERATE» 1-2 a$ A 192.0.2.$\n", "directive-nonportable"),
    row("x «SSHFP» 1 1 0000000000000000000000000000000000000000\n", "type-nonportable"),
    row("x TXT a«»", "final-newline-missing"),
];

const PDNS_PORTABLE: &[Row] = &[
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
