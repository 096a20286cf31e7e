//! Where findings point (zonefile.md §11): the primary span, and every other label with its words.

/// A finding: its rule, the line and column of its primary label with the octets there, then the other labels likewise.
pub(crate) type Pointed = (&'static str, Label, &'static [Label]);

/// Line, column, octets, words.
pub(crate) type Label = (u32, u32, &'static str, &'static str);

/// The worked example, line by line.
pub(crate) const ZONE: &[&str] = &[
    "$ORIGIN example.com.",
    "$TTL 1h",
    "@     IN SOA ns1 hostmaster (",
    "             2026051101 ; serial",
    "             7200 36oo  ; refresh, retry",
    "             1209600 3600 )",
    "      IN NS  ns1",
    "      IN NS  ns2.example.net",
    "ns1      A   192.0.2.300",
    "www      CNAME web",
    "web      A   192.0.2.11",
    "www      A   192.0.2.10",
    "mail     MX  ten mx",
    "m2       MX  10 mx extra",
    "m3       MX  10",
    "h        HTTPS 1 . alpn=h2 prt=8443",
    "k        TXT \"a\\256b\"",
    "long.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa A 192.0.2.1",
    "$GENERATE 250-257 d$ A 192.0.2.$",
    "$INCLUDE inc/none.zone sub",
    "txt      TXT ( \"v=DKIM1; k=rsa\"",
    "               \"p=MIIB",
    "mx       A   192.0.2.25",
];

const LONG: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

/// What is found in it.
pub(crate) const FOUND: &[Pointed] = &[
    (
        "rdata-invalid",
        (5, 19, "36oo", "expected a number of seconds from 0 to 4294967295, or units such as 1h30m"),
        &[(3, 10, "SOA", "of this SOA record")],
    ),
    ("address-invalid", (9, 22, "300", "expected an IPv4 address such as 192.0.2.1"), &[]),
    (
        "cname-and-other-data",
        (12, 1, "www      A   192.0.2.10", "this A record cannot live beside it"),
        &[(10, 1, "www      CNAME web", "the alias")],
    ),
    ("rdata-invalid", (13, 14, "ten", "expected a decimal number from 0 to 65535"), &[]),
    ("rdata-extra-token", (14, 20, "extra", "nothing more belongs here"), &[]),
    ("record-incomplete", (15, 16, "", "exchange expected here"), &[]),
    ("svcparam-invalid", (16, 28, "prt", "expected a key such as alpn, port, ipv4hint or key65000"), &[]),
    ("escape-invalid", (17, 16, "\\256", "expected at most 255"), &[]),
    ("label-too-long", (18, 6, LONG, "3 octets too many"), &[]),
    (
        "generate-record-invalid",
        (19, 32, "$", "expected an IPv4 address such as 192.0.2.1 as address"),
        &[(19, 11, "250-257", "for a value of this range")],
    ),
    ("include-not-found", (20, 10, "inc/none.zone", "no such file in this snapshot"), &[]),
    ("origin-relative", (20, 24, "sub", "becomes sub.example.com."), &[]),
    ("parenthesis-unbalanced", (21, 14, "(", "opened here"), &[(22, 23, "", "taken as closed here")]),
    ("quote-unterminated", (22, 16, "\"", "opened here"), &[(22, 23, "", "taken as closed here")]),
];

/// A text of its own, and what is found in it.
pub(crate) type Case = (&'static [u8], &'static [Pointed]);

/// The rows of the table that the worked example has no case of.
pub(crate) const OTHERS: &[Case] = &[
    (
        b"$TTL 60\n@ SOA a b 1 2 3 4 5\n@ NS a\na A 192.0.2.1\nw A 192.0.2.2\n$ORIGIN x.example.com.\n  A 192.0.2.3\n",
        &[(
            "owner-inherited-after-origin",
            (7, 3, "A", "inherits the earlier owner"),
            &[(5, 1, "w", "the owner was stated here"), (6, 1, "$ORIGIN", "this sets no owner")],
        )],
    ),
    (
        b"$TTL 60\n@ SOA a b 1 2 3 4 5\n@ NS a\na A 192.0.2.1\n$ORIGIN example.net.\nw A 192.0.2.2\n",
        &[(
            "out-of-zone-data",
            (6, 1, "w", "outside the zone"),
            &[(5, 9, "example.net.", "moved out of the zone by this $ORIGIN")],
        )],
    ),
    (
        b"$TTL 60\n@ SOA a b 1 2 3 4 5\n@ NS a\na A 192.0.2.1\na 300 A 192.0.2.2\n",
        &[("ttl-mismatch", (5, 3, "300", "300 here"), &[(1, 6, "60", "60 by this $TTL")])],
    ),
    (
        b"\xef\xbb\xbf$TTL 60\n@ SOA a b 1 2 3 4 5\n@ NS a\na A 192.0.2.1\n",
        &[("byte-order-mark", (1, 1, "\u{feff}", "3 octets, EF BB BF"), &[])],
    ),
    (b"$TTL 60\nw A 192.0.2.1\n", &[("soa-missing", (2, 1, "w", "the SOA is expected here"), &[])]),
    (b"$TTL 60\n@ SOA a b 1 2 3 4 5\na A 192.0.2.1\n", &[("apex-ns-missing", (2, 3, "SOA", "no NS beside it"), &[])]),
    (b"", &[("soa-missing", (1, 1, "", "the SOA is expected here"), &[])]),
];
