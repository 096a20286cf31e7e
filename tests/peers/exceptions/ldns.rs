//! Where ldns 1.8.3 deviates. It reads what it can and takes the rest as it comes, so most of its exceptions are wide.

use super::texts::{
    class_before_ttl, controls, foreign_type, has, hash_in_data, leading_parenthesis, line, lone_cr, no_default_ttl,
    odd_quotes, parameter_for_target, parenthesis_inside, quote_inside, rtype, several_soa, word,
};
use super::{Exception, milder, otherwise, stricter, ttl};

/// All that ldns says of most faults.
const UNREAD: &str = "could not parse the RR's";

pub(super) const EXCEPTIONS: &[Exception] = &[
    stricter(
        "x25-escape",
        ("rdata-invalid", "malformed X25"),
        "ldns decodes before it looks for digits, BIND does not",
        "x X25 3110617009\\0536\n",
    ),
    stricter(
        "target-address",
        ("target-is-address", ""),
        "a name of digits to servers, which nobody means",
        "x MX 10 192.0.2.1\n",
    ),
    stricter(
        "target-parameter",
        ("rdata-invalid", "malformed "),
        "a parameter in the place of the target is a name to servers, which nobody means",
        "x HTTPS 1 alpn=h2\n",
    )
    .only(parameter_for_target),
    stricter(
        "target-url",
        ("target-is-url", ""),
        "a name with odd labels to servers, which nobody means",
        "x MX 10 www.example.net/mail\n",
    ),
    // What ldns does not know.
    milder("include", "$INCLUDE not implemented", "zonefile.md §6: $INCLUDE", "$INCLUDE plain\n"),
    milder("type", "", "ldns does not read the type (zonefile.md §8)", "x A6 128 prefix\n")
        .only(|text| foreign_type(text, 'L')),
    milder("directive", UNREAD, "zonefile.md §6: no $GENERATE, no $DATE", "$GENERATE 1-4 a$ A 192.0.2.$\n")
        .only(|text| has(text, "$GENERATE") || has(text, "$DATE")),
    milder("lower-directive", UNREAD, "zonefile.md §6: `$ttl`", "$ttl 300\nx A 192.0.2.1\n")
        .only(|text| line(text, is_lower_directive)),
    milder("class-first", UNREAD, "zonefile.md §4: TTL before class", "x IN 300 A 192.0.2.1\n").only(class_before_ttl),
    milder("parenthesis-first", UNREAD, "zonefile.md §3: `( www`", "( x IN A 192.0.2.1 )\n").only(leading_parenthesis),
    milder(
        "number-word",
        UNREAD,
        "BIND alone reads flags and digest types by hex or mnemonic, zonefile.md §7",
        "x DNSKEY 0x101 3 13 AQID\n",
    )
    .only(|text| word(text, &["ZONE", "SHA-256"]) || has(text, " 0x")),
    milder("key", UNREAD, "ldns reads no mnemonics in KEY, and wants a key", "x KEY 256 3 RSASHA256 AQID\n")
        .only(|text| rtype(text, &["KEY"])),
    milder("ipseckey", UNREAD, "ldns wants a key, in one piece", "x IPSECKEY 10 0 0 .\n")
        .only(|text| rtype(text, &["IPSECKEY"])),
    milder("bare-caa", UNREAD, "ldns wants quotes; RFC 8659 §4.1 does not", "x CAA 0 issue ca.example.net\n")
        .only(|text| rtype(text, &["CAA"])),
    milder("backslash-hash", UNREAD, "`\\#` is no name to ldns", "x SRV 1 1 1 \\#\n").only(hash_in_data),
    milder(
        "hash-in-text",
        "Packet size overflow",
        "`\\#` starts octets to ldns, wherever it stands",
        "x TXT in \\# 9 FBb1BB55E86Fa64767 b\n",
    )
    .only(|text| has(text, "\\#")),
    milder("quoted-owner-blank", UNREAD, "an owner ends at a blank to ldns, in quotes too", "\"a b\" A 192.0.2.1\n")
        .only(|text| line(text, |line| line.starts_with(b"\""))),
    milder("wks", UNREAD, "ldns wants services, and each once", "x WKS 192.0.2.1 6\n")
        .only(|text| rtype(text, &["WKS"])),
    milder("empty-csync", "value expected", "RFC 7477 §2.1.1: no types", "x CSYNC 66 3\n"),
    // What ldns takes.
    stricter("lone-cr", ("lone-cr", ""), "ldns skips CR", "x A 192.0.2.1\r"),
    stricter("control", ("control-byte", ""), "white space or data to ldns", "x A 192.0.2.1\u{c}\n"),
    stricter("space", ("non-ascii-space", ""), "an octet of data to ldns that nobody means", "x A\u{a0}192.0.2.1\n"),
    stricter("byte-order-mark", ("byte-order-mark", ""), "zonefile.md §2: an octet of the owner", "")
        .whole("\u{feff}@ 1h SOA ns1 h 1 2 3 4 5\n@ 1h NS ns1\nns1 1h A 192.0.2.53\n"),
    stricter(
        "conflict",
        ("merge-conflict-marker", ""),
        "an owner without data to ldns",
        ">>>>>>> other\nx A 192.0.2.1\n",
    ),
    stricter("comment", ("foreign-comment", ""), "zonefile.md §2: `# comment`", "# comment\nx A 192.0.2.1\n"),
    stricter("after-lone-cr", ("", ""), "CR ends no comment to ldns", "x TXT a ; b\r \"\ny TXT a\n").only(lone_cr),
    stricter(
        "bare-quote",
        ("", ""),
        "a quote inside of a word is an octet of it to ldns",
        "x\"y A 192.0.2.1\nz TXT \"a\"\n",
    )
    .only(odd_quotes),
    stricter("parenthesis", ("parenthesis-unbalanced", ""), "zonefile.md §3: `(` never closed", "x TXT ( a\n"),
    stricter(
        "escape",
        ("escape-invalid", ""),
        "ldns reads on behind a backslash that means nothing",
        "x TXT a\\\ny A 192.0.2.1\n",
    ),
    stricter("label", ("label-empty", ""), "the origin to ldns", "\"\" A 192.0.2.1\n"),
    stricter("no-directive", ("directive-unknown", ""), "an owner to ldns", "$a A 192.0.2.1\n"),
    stricter(
        "directive-arguments",
        ("directive-argument-invalid", ""),
        "zonefile.md §6: `$TTL 300 x`",
        "$TTL 300 x\nx A 192.0.2.1\n",
    ),
    stricter("class", ("class-not-in", ""), "zonefile.md §4: a record of that class", "x CH A 192.0.2.1\n"),
    stricter("type-number", ("type-unknown", ""), "TYPE0 to ldns, or data it keeps", "x TYPEX \\# 1 00\n"),
    stricter("withdrawn", ("type-withdrawn", ""), "zonefile.md §8: MD, MF", "x MD y\n"),
    stricter("meta", ("type-meta", ""), "RFC 6895 §3.1: no data of meta types", "x TYPE255 \\# 0\n"),
    stricter(
        "hash-in-string",
        ("string-too-long", ""),
        "`\\#` starts octets to ldns, wherever it stands",
        "x TXT in \\# 517 ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000\n",
    )
    .only(|text| has(text, "\\#")),
    stricter(
        "hash-in-name",
        ("label-too-long", ""),
        "`\\#` starts octets to ldns, wherever it stands",
        "x SRV 1 \\# 39 000100010001016101610161016101610161016101610161016101610161016101610161016100\n",
    )
    .only(|text| has(text, "\\#")),
    stricter(
        "parenthesis-in-word",
        ("class-or-ttl-repeated", ""),
        "a parenthesis ends no word to ldns",
        "x(5 0 A 192.0.2.1 )\n",
    )
    .only(parenthesis_inside),
    stricter(
        "long-relative-name",
        ("name-too-long", ""),
        "ldns leaves the origin out where the name were too long with it",
        "x DNAME lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll.mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm.nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn.ooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooo\n",
    ),
    stricter("indented-directive", ("directive-indented", ""), "TYPE0 to ldns without an argument", "x A 192.0.2.1\n $ORIGIN\n"),
    stricter(
        "nul",
        ("", ""),
        "ldns leaves a NUL out",
        "x TXT \"sssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss\0\"\n",
    )
    .only(|text| text.contains(&0)),
    stricter(
        "lost-in-groups",
        ("address-invalid", ""),
        "a blank owner to ldns behind a group that is before all else",
        "( ; comment\n ) RRSIG AAAA 8 1 0 20130206000159 20340518094359 307 . AQID\n",
    )
    .only(leading_parenthesis),
    stricter("ttl", ("ttl-invalid", ""), "ldns stops at the first octet it does not know", "x 1y A 192.0.2.1\n"),
    stricter(
        "large-ttl",
        ("ttl-too-large", ""),
        "zonefile.md §5: 32 bits, the rest goes",
        "x 4294967296 A 192.0.2.1\n",
    ),
    stricter("ttl-of-none", ("ttl-undefined", ""), "zonefile.md §5: 3600 to ldns", "")
        .whole("@ NS ns1\n@ SOA ns1 h 1 2 3 4 5\nns1 A 192.0.2.53\n"),
    stricter("first-owner", ("owner-missing", ""), "zonefile.md §4: blank owner in the first record", "")
        .whole("$TTL 1h\n  SOA ns1 h 1 2 3 4 5\n@ NS ns1\nns1 A 192.0.2.53\n"),
    stricter("outside", ("out-of-zone-data", ""), "ldns looks at no zone", "other.example. A 192.0.2.1\n"),
    stricter("wildcard", ("wildcard-delegation", ""), "zonefile.md §4: `* NS`, BIND alone", "* NS ns1\n"),
    stricter(
        "field",
        ("rdata-invalid", ""),
        "ldns reads numbers as far as they go, and names of no type",
        "x MX -1 mail\n",
    ),
    stricter("range", ("number-out-of-range", ""), "ldns keeps the lower bits", "x MX 65536 mail\n"),
    stricter("loc-range", ("loc-out-of-range", ""), "ldns does not look at degrees", "x LOC 91 N 0 E 0\n"),
    stricter("missing", ("record-incomplete", ""), "an optional field to ldns", "x NSEC b\n"),
    stricter("more", ("rdata-extra-token", ""), "ldns reads on", "x LOC 1 N 1 E 0 1 1 1 1\n"),
    stricter("wire-form", ("rdata-generic-invalid", ""), "ldns skips what is no digit", "x TYPE731 \\# 2 abxy\n"),
    stricter("service", ("svcparam-invalid", ""), "ldns reads each parameter for itself", "x HTTPS 1 . port\n"),
    stricter(
        "digest-length",
        ("digest-length-invalid", ""),
        "ldns does not compare length and type",
        "x DS 1 8 1 0123\n",
    ),
    stricter("caa", ("caa-invalid", "malformed CAA value"), "ldns reads any value", "x CAA 0 issue \"ca_x\"\n"),
    // What ldns loads as something else.
    ttl(
        "signature-ttl",
        "RRSIG",
        "ldns gives a signature its original TTL",
        "x RRSIG A 8 3 300 20310320195459 20011026183059 1 . AQID\n",
    ),
    ttl(
        "sig-ttl",
        "SIG",
        "ldns gives a signature its original TTL",
        "x SIG A 8 3 300 20310320195459 20011026183059 1 . AQID\n",
    ),
    ttl("default-ttl", "", "zonefile.md §5: 3600, by dialect", "")
        .whole("@ SOA ns1 h 1 2 3 4 5\n@ NS ns1\nns1 A 192.0.2.53\n")
        .only(no_default_ttl),
    ttl("ttl-0", "", "a default TTL of 0 is none to ldns", "$TTL 0\nx A 192.0.2.1\n").only(|text| line(text, is_no_ttl)),
    otherwise(
        "soa",
        "SOA",
        "ldns keeps one SOA of a file, and the lower bits of its serial",
        "@ SOA ns1 h 2 2 3 4 5\n",
    )
    .only(soa_or_serial),
    otherwise("raw-octets", "", "white space to ldns, or the end of a line", "x TXT \"a\u{b}\u{7f}\tb\"\n")
        .only(controls),
    otherwise("lower-directive-owner", "", "an owner to ldns", "$origin sub.example.com.\nx A 192.0.2.1\n")
        .only(|text| line(text, is_lower_directive)),
    otherwise("private-type", "", "ldns prints types 100 to 103 and 65533 as TYPE0", "x UID \\# 4 00000001\n")
        .only(|text| word(text, &["UINFO", "UID", "GID", "UNSPEC", "KEYDATA"])),
    otherwise("nsap-ptr", "NSAP-PTR", "a string to ldns, RFC 1348 says name", "x NSAP-PTR host\n"),
    otherwise("quoted-owner", "", "ldns keeps the quotes of an owner", "\"www\" A 192.0.2.1\n")
        .only(|text| line(text, |line| line.starts_with(b"\""))),
    otherwise("parenthesis-inside", "", "a parenthesis ends no word to ldns", "x TXT a( b)c\n")
        .only(|text| parenthesis_inside(text) || has(text, "\\ (")),
    otherwise("empty-group", "", "a blank owner to ldns", "() 1h IN A 192.0.2.1\n").only(leading_parenthesis),
    otherwise("at-owner", "", "the origin to ldns, whatever follows", "@n NS ns1\n")
        .only(|text| line(text, |line| line.starts_with(b"@") && line.get(1).is_some_and(u8::is_ascii_alphanumeric))),
    otherwise("quote-inside", "", "zonefile.md §3: `ab\"cd\"`, one string to ldns", "x TXT ab\"cd\"\n")
        .only(quote_inside),
    otherwise("relative-origin", "", "an absolute name to ldns", "$ORIGIN sub\nx A 192.0.2.1\n")
        .only(|text| line(text, is_relative_origin)),
    otherwise("service-name", "WKS", "0 to ldns behind a protocol that is a number", "x WKS 192.0.2.1 6 smtp\n"),
    otherwise("atma", "ATMA", "ldns keeps the octets of the text", "x ATMA 3.9\n"),
    otherwise("gateway", "IPSECKEY", "an absolute name to ldns", "x IPSECKEY 10 3 2 gw AQID\n"),
    otherwise("loc", "LOC", "ldns takes minutes of latitude for those of longitude", "x LOC 1 2 N 179 W 0\n"),
];

fn is_lower_directive(line: &[u8]) -> bool {
    line.starts_with(b"$") && line.get(1..4).is_some_and(|name| name.iter().any(u8::is_ascii_lowercase))
}

/// Tells whether a line is a `$TTL` of 0.
fn is_no_ttl(line: &[u8]) -> bool {
    line.strip_prefix(b"$TTL").is_some_and(|ttl| ttl.trim_ascii_start().starts_with(b"0"))
}

/// Tells whether a text has several SOA, or a number of more than ten digits.
fn soa_or_serial(text: &[u8]) -> bool {
    several_soa(text) || text.windows(10).any(|window| window.iter().all(u8::is_ascii_digit))
}

/// Tells whether the line sets an origin that does not end in a dot of its own.
fn is_relative_origin(line: &[u8]) -> bool {
    let absolute = has(line, ". ") || line.ends_with(b".") && !line.ends_with(b"\\.");
    line.starts_with(b"$ORIGIN") && !absolute
}
