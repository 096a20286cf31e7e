//! Where Knot 3.2 deviates.

use super::texts::{
    alias_mode, has, leading_parenthesis, lone_cr, no_default_ttl, parameter_for_target, raw_octets, rtype,
    several_soa, tight_parenthesis,
};
use super::{Exception, milder, otherwise, stricter, ttl};

pub(super) const EXCEPTIONS: &[Exception] = &[
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
        "x HTTPS 1 no-default-alpn\n",
    )
    .only(parameter_for_target),
    stricter(
        "target-url",
        ("target-is-url", ""),
        "a name with odd labels to servers, which nobody means",
        "x MX 10 www.example.net/mail\n",
    ),
    // What Knot does not know.
    milder(
        "type-or-class",
        "unsupported record type",
        "zonefile.md §8, and §4 CLASS1: unknown to Knot",
        "x CLASS1 A 192.0.2.1\n",
    ),
    milder(
        "type-code",
        "invalid number",
        "a mnemonic that Knot 3.2 does not read (zonefile.md §8)",
        "x WKS 192.0.2.1 6 25\n",
    )
    .only(|text| rtype(text, &["WKS", "X25", "GPOS", "GID"])),
    milder(
        "directive",
        "invalid directive",
        "zonefile.md §6: no $GENERATE, no $DATE",
        "$GENERATE 1-4 a$ A 192.0.2.$\n",
    )
    .only(|text| has(text, "$GENERATE") || has(text, "$DATE")),
    milder(
        "service-key",
        "invalid parameter",
        "Knot 3.2 has no dohpath (RFC 9461)",
        "x SVCB 1 . alpn=h2 dohpath=/q{?dns}\n",
    )
    .only(|text| has(text, "dohpath") || has(text, "ohttp")),
    milder(
        "text-by-number",
        "unable to process text form",
        "Knot 3.2 does not read the type, so neither its text behind TYPEnnn",
        "x TYPE23 host\n",
    ),
    // What Knot reads more narrowly.
    milder("cr-lf", "unsupported CRLF newline", "zonefile.md §2: CR-LF", "x A 192.0.2.1\r\n"),
    milder("raw-octet-in-text", "invalid text character", "zonefile.md §2: raw octets", "x TXT \u{e9}\n")
        .only(raw_octets),
    milder("raw-octet-in-name", "invalid domain name character", "zonefile.md §2: raw octets", "x CNAME b\u{fc}cher\n")
        .only(raw_octets),
    milder(
        "octet-in-name",
        "invalid domain name character",
        "Knot wants escapes for all but letters, digits and `-_*/`, zonefile.md §4: `www:`",
        "www: A 192.0.2.1\n",
    ),
    milder("octet-in-origin", "unexpected data", "the same behind `$ORIGIN`", "$ORIGIN sub.example.com.{ ; below\n")
        .only(|text| has(text, "$ORIGIN")),
    milder("octet-in-owner", "owner is invalid", "the same at the start of a line", "#x A 192.0.2.1\n"),
    milder("quote-in-text", "invalid text character", "zonefile.md §3: `ab\"cd\"`", "x TXT ab\"cd\"\n")
        .only(|text| has(text, "\"")),
    milder("quotes-in-a-row", "invalid text string", "zonefile.md §3: `\"a\"\"b\"`", "x TXT \"a\"\"b\"\n")
        .only(|text| has(text, "\"")),
    milder("parenthesis-first", "invalid number", "zonefile.md §3: `( www`", "( x IN A 192.0.2.1 )\n")
        .only(leading_parenthesis),
    milder("nested-parentheses", "too many left parentheses", "zonefile.md §3: nested", "x TXT ( ( \"a\" ) \"b\" )\n"),
    milder(
        "relative-origin",
        "invalid FQDN zone origin",
        "zonefile.md §6: `$ORIGIN sub`",
        "$ORIGIN @\nx A 192.0.2.1\n",
    ),
    milder(
        "include-origin",
        "invalid origin in include directive",
        "zonefile.md §6: `$INCLUDE f @`",
        "$INCLUDE plain @\n",
    ),
    stricter(
        "include-escape",
        ("include-not-found", ""),
        "Knot decodes escapes in paths; BIND takes the backslash for part of the path",
        "$INCLUDE \"pl\\097in\"\n",
    )
    .only(|text| has(text, "$INCLUDE") && has(text, "\\")),
    otherwise("include-decoded", "", "the same, where both files are there", "$INCLUDE a\\065b\n")
        .only(|text| has(text, "$INCLUDE") && has(text, "\\")),
    milder(
        "base64-parts",
        "invalid Base64 character",
        "zonefile.md §7: breaks at multiples of four",
        "x OPENPGPKEY AQ ID\n",
    ),
    milder(
        "number-word",
        "invalid number",
        "BIND alone reads flags and digest types by hex or mnemonic, zonefile.md §7",
        "x DNSKEY 0x101 3 13 AQID\n",
    ),
    milder(
        "key-without-key",
        "invalid record data",
        "RFC 2535 §3.1.2: no key where the flags say so",
        "x KEY 49152 3 8\n",
    ),
    milder(
        "short-hextet",
        "invalid hexadecimal character",
        "four digits a group to Knot; RFC 6742 §2.1.2 drops zeros",
        "x NID 10 14:4fff:ff20:ee64\n",
    )
    .only(|text| rtype(text, &["NID", "L64"])),
    milder(
        "late-signature",
        "invalid date",
        "times are modulo 2^32 (RFC 4034 §3.1.5)",
        "x RRSIG A 8 3 1 22380119031408 20011026183059 1 . AQID\n",
    ),
    milder(
        "hex-parts",
        "invalid hexadecimal character",
        "Knot wants whole octets in each part; RFC 3597 §5 any white space",
        "x TYPE731 \\# 2 0 102\n",
    ),
    milder("empty-group", "invalid time unit", "zonefile.md §3: `( www`", "() 3x 0 A 192.0.2.1\n")
        .only(leading_parenthesis),
    // What Knot's check of the zone says.
    milder("glue", "missing glue record", "a rule about whole zones, which this version has not", "d NS ns.d\n"),
    milder("delegation-algorithm", "invalid algorithm in DS", "a rule's work, not the grammar's", "x DS 1 8 200 00\n"),
    // What Knot takes.
    stricter("after-lone-cr", ("", ""), "CR ends no comment to Knot", "x TXT a ; b\r (\ny TXT a\n").only(lone_cr),
    stricter(
        "group-behind-blank",
        ("", ""),
        "Knot loses a group that opens behind a blank owner",
        " (IN\n 60 RP @ .\n\tTXT a\n)\n",
    )
    .only(leading_parenthesis),
    stricter("outside", ("out-of-zone-data", ""), "Knot warns and drops the record", "other.example. A 192.0.2.1\n"),
    stricter(
        "large-ttl",
        ("ttl-too-large", ""),
        "zonefile.md §5: RFC 2181 §8 allows 2147483647",
        "x 2147483648 A 192.0.2.1\n",
    ),
    stricter("last-directive", ("directive-argument-invalid", ""), "BIND alone wants a line end behind it", "$TTL 300"),
    stricter(
        "entry-in-group",
        ("rdata-extra-token", ""),
        "a line that begins in column 1 is a record to Knot, in a group too",
        "x ( A 192.0.2.1\ny ) A 192.0.2.2\n",
    )
    .only(|text| has(text, "(")),
    stricter("end-in-ttl", ("ttl-invalid", ""), "Knot does not see it without a line end", "x A 192.0.2.1\n$TTL x")
        .only(|text| !text.ends_with(b"\n")),
    stricter(
        "end-in-directive",
        ("directive-unknown", ""),
        "Knot does not see it without a line end",
        "x A 192.0.2.1\n$ORI",
    )
    .only(|text| !text.ends_with(b"\n")),
    stricter("wildcard", ("wildcard-delegation", ""), "zonefile.md §4: `* NS`, BIND alone", "* NS ns1\n"),
    stricter("type-0", ("type-unknown", "`TYPE0`"), "zonefile.md §9: B and V refuse it", "x TYPE0 \\# 1 00\n"),
    stricter("meta-by-number", ("type-meta", "`TYPE"), "RFC 6895 §3.1: no data of meta types", "x TYPE255 \\# 0\n"),
    stricter("ttl-of-none", ("ttl-undefined", ""), "zonefile.md §5: 3600 to Knot", "")
        .whole("@ NS ns1\n@ SOA ns1 h 1 2 3 4 5\nns1 A 192.0.2.53\n"),
    stricter(
        "alias-mode",
        ("svcparam-invalid", ""),
        "zonefile.md §7: parameters in alias mode",
        "x HTTPS 0 x. alpn=h2\n",
    )
    .only(alias_mode),
    stricter(
        "no-default-alpn",
        ("svcparam-invalid", ""),
        "zonefile.md §7: no-default-alpn alone",
        "x HTTPS 1 . no-default-alpn\n",
    )
    .only(|text| has(text, "no-default-alpn") || has(text, "key2")),
    stricter(
        "empty-bitmap",
        ("record-incomplete", "NSEC "),
        "RFC 4034 §4.1.2: an NSEC names at least itself",
        "x NSEC b\n",
    ),
    stricter(
        "bare-uri",
        ("rdata-invalid", "malformed URI"),
        "zonefile.md §8: unquoted in Knot and dnspython only",
        "x URI 1 1 https://x\n",
    ),
    stricter(
        "wire-form",
        ("rdata-generic-invalid", ""),
        "Knot does not look into the octets of all types",
        "x TXT \\# 2 0261\n",
    ),
    stricter("escape", ("escape-invalid", ""), "`\\256` in a name wraps", "x CNAME a\\256\n"),
    stricter(
        "string-length",
        ("string-too-long", ""),
        "zonefile.md §3: Knot splits the string",
        "x TXT ssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss\n",
    ),
    stricter(
        "base64-bits",
        ("rdata-invalid", ""),
        "Knot leaves the bits behind the last octet alone",
        "x DNSKEY 257 3 13 AQIDAQ1=\n",
    )
    .only(|text| has(text, "=")),
    stricter(
        "digest-length",
        ("digest-length-invalid", ""),
        "Knot does not compare length and type",
        "x SSHFP 1 1 0123\n",
    ),
    stricter("caa", ("caa-invalid", ""), "Knot reads any tag and value", "x CAA 0 is-sue x\n"),
    // What Knot loads as something else.
    otherwise(
        "ipseckey-without-key",
        "",
        "Knot 3.2 loads it but does not print it, nor what stands behind it",
        "*.w IPSECKEY 203 3 2 gw\nx A 192.0.2.1\n",
    )
    .only(|text| rtype(text, &["IPSECKEY"])),
    ttl(
        "signature-ttl",
        "RRSIG",
        "Knot gives a signature its original TTL",
        "x RRSIG A 8 3 300 20310320195459 20011026183059 1 . AQID\n",
    ),
    ttl("default-ttl", "", "zonefile.md §5: 3600, by dialect", "")
        .whole("@ SOA ns1 h 1 2 3 4 5\n@ NS ns1\nns1 A 192.0.2.53\n")
        .only(no_default_ttl),
    otherwise("soa", "SOA", "Knot drops an SOA below the apex, and all but one there", "@ SOA ns1 h 2 2 3 4 5\n")
        .only(several_soa),
    otherwise("group-without-owner", "", "a blank owner to Knot where a parenthesis is first", "(in\n A 192.0.2.1 )\n")
        .only(leading_parenthesis),
    otherwise("last-include", "", "Knot does not obey a directive without line end", "$INCLUDE plain")
        .only(|text| has(text, "$INCLUDE") && !text.ends_with(b"\n")),
    otherwise(
        "tight-parenthesis",
        "",
        "Knot takes a parenthesis right behind a bare string for part of it",
        "x TXT (a\\065)\n",
    )
    .only(tight_parenthesis),
];
