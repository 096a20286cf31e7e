//! Where NSD 4.6 deviates.

use super::texts::{
    alias_mode, at_in_data, has, hash_in_data, inherits_behind_include, leading_parenthesis, line, lone_cr,
    no_default_ttl, odd_quotes, parameter_for_target, quote_inside, rtype,
};
use super::{Exception, milder, otherwise, stricter, ttl};

pub(super) const EXCEPTIONS: &[Exception] = &[
    stricter(
        "x25-escape",
        ("rdata-invalid", "malformed X25"),
        "NSD decodes before it looks for digits, BIND does not",
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
    // What NSD does not know.
    milder("directive", "syntax error", "zonefile.md §6: no $GENERATE, no $DATE", "$GENERATE 1-4 a$ A 192.0.2.$\n")
        .only(|text| has(text, "$GENERATE") || has(text, "$DATE")),
    milder("type", "unrecognized RR type", "NSD 4.6 does not read the type (zonefile.md §8)", "x EID 47\n"),
    milder(
        "number-word",
        "integer value is expected",
        "BIND alone reads flags and digest types by hex or mnemonic, zonefile.md §7",
        "x DNSKEY 0x101 3 13 AQID\n",
    ),
    milder(
        "seconds",
        "date and time is expected",
        "NSD 4.6 reads 14 digits",
        "x RRSIG A 8 3 1 20310320195459 176990400 1 . AQID\n",
    ),
    // What NSD reads more narrowly.
    milder("bare-at", "syntax error", "`@` is the origin to NSD, in strings too", "x TXT @\n").only(at_in_data),
    milder("bare-dollar", "unknown character '$'", "`$` starts a directive to NSD, in strings too", "x TXT $a\n"),
    milder("backslash-hash", "syntax error", "`\\#` is no owner to NSD", "\\# A 192.0.2.1\n")
        .only(|text| line(text, |line| line.starts_with(b"\\#"))),
    milder(
        "parenthesis-first",
        "syntax error",
        "zonefile.md §3: `( www`, and behind a blank owner",
        "( x IN A 192.0.2.1 )\n",
    )
    .only(leading_parenthesis),
    milder("nested-parentheses", "nested parentheses", "zonefile.md §3: nested", "x TXT ( ( \"a\" ) \"b\" )\n"),
    milder(
        "relative-origin",
        "directive requires absolute domain name",
        "zonefile.md §6: `$ORIGIN sub`",
        "$ORIGIN sub\nx A 192.0.2.1\n",
    ),
    milder(
        "quoted-include",
        "cannot open include file '\"",
        "NSD 4.6 takes the quotes for part of the path",
        "$INCLUDE \"plain\"\n",
    ),
    milder(
        "soa-twice",
        "this SOA record was already encountered",
        "a duplicate, which others drop (zonefile.md §4)",
        "@ SOA ns1 h 1 2 3 4 5\n",
    ),
    milder("key-without-key", "syntax error", "RFC 2535 §3.1.2: no key where the flags say so", "x KEY 49152 3 8\n")
        .only(|text| rtype(text, &["KEY"])),
    milder("caa-tag", "invalid tag", "RFC 8659 §4.1: tags compare without case", "x CAA 0 ISSUE \"ca.example.net\"\n"),
    milder("name-backslash-hash", "syntax error", "`\\#` is no name to NSD", "")
        .whole("@ 1h SOA ns1 \\# 1 2 3 4 5\n@ 1h NS ns1\nns1 1h A 192.0.2.53\n")
        .only(hash_in_data),
    milder(
        "address-like-string",
        "syntax error",
        "a bare string that starts like a number",
        "x NAPTR 0 0 a 01.2.3.4 \"\" .\n",
    )
    .only(|text| rtype(text, &["NAPTR"])),
    milder("loc-point", "syntax error", "NSD wants digits on both sides of a point", "x LOC 1 2 34. N 1 E 1m\n")
        .only(|text| rtype(text, &["LOC"])),
    milder(
        "end-after-include",
        "syntax error",
        "NSD 4.6 loses its place at the end of a file",
        "$INCLUDE plain\n  A 192.0.2.2 ; comment",
    )
    .only(|text| has(text, "$INCLUDE") && !text.ends_with(b"\n")),
    milder("quote-inside", "syntax error", "zonefile.md §3: `ab\"cd\"`, one word to NSD 4.6", "x HINFO a\" \"\n")
        .only(quote_inside),
    milder("wks-empty", "syntax error", "NSD wants a service", "x WKS 192.0.2.1 6\n")
        .only(|text| rtype(text, &["WKS"])),
    milder(
        "wks-protocol-number",
        "unknown protocol",
        "NSD looks numbers up in its host's table",
        "x WKS 192.0.2.1 80 1\n",
    )
    .only(|text| rtype(text, &["WKS"])),
    milder("nxt", "", "NSD wants types, and of a low number", "x NXT b\n").only(|text| rtype(text, &["NXT"])),
    // What NSD takes.
    stricter(
        "lone-cr",
        ("lone-cr", ""),
        "NSD takes CR for a line end in places",
        "x A 192.0.2.1 ; comment\ry A 192.0.2.2\n",
    ),
    stricter("after-lone-cr", ("", ""), "CR ends no comment to NSD", "x TXT a ; b\r (\ny TXT a\n").only(lone_cr),
    stricter(
        "newline-in-quote",
        ("newline-in-quote", ""),
        "RFC 1035 §5.1 allows it, BIND and Knot do not",
        "x TXT \"a\nb\"\n",
    ),
    stricter("bare-quote", ("", ""), "a quote inside of a word is an octet of it to NSD", "x TXT \"a\"\\\\\"\n")
        .only(odd_quotes),
    stricter(
        "escaped-tag",
        ("caa-invalid", "malformed CAA tag"),
        "NSD decodes escapes in tags too",
        "x CAA 0 iss\\117e \"ca.example.net\"\n",
    )
    .only(|text| has(text, "\\")),
    stricter("escaped-address", ("address-invalid", ""), "NSD decodes escapes in addresses too", "x A 192.0.2.\\049\n")
        .only(|text| has(text, "\\")),
    stricter("nul", ("", ""), "a word ends at a NUL to NSD 4.6", "x A\0 192.0.2.1\n").only(|text| text.contains(&0)),
    stricter("backslash-newline", ("", ""), "zonefile.md §3: `\\` before a line end", "a\\\nb A 192.0.2.1\n")
        .only(|text| has(text, "\\\n")),
    stricter("control", ("control-byte", ""), "an octet of data to NSD that nobody means", "x TXT a\u{1}b\n"),
    stricter("space", ("non-ascii-space", ""), "an octet of data to NSD that nobody means", "\u{feff}x A 192.0.2.1\n"),
    stricter(
        "open-parenthesis",
        ("parenthesis-unbalanced", "`(`"),
        "NSD 4.6 ends the group with the file",
        "x TXT ( a\n",
    ),
    stricter("escape", ("escape-invalid", ""), "NSD keeps a backslash that means nothing", "x TXT \\06\n"),
    stricter("ttl", ("ttl-invalid", ""), "NSD stops at the first octet it does not know", "x 1h30 A 192.0.2.1\n"),
    stricter(
        "large-ttl",
        ("ttl-too-large", ""),
        "NSD 4.6 has 32 bits and lets the rest go",
        "x 4294967296 A 192.0.2.1\n",
    ),
    stricter("no-type", ("type-unknown", ""), "NSD 4.6 reads `h1` as a TTL", "x h1 A 192.0.2.1\n"),
    stricter("wildcard", ("wildcard-delegation", ""), "zonefile.md §4: `* NS`, BIND alone", "* NS ns1\n"),
    stricter("withdrawn", ("type-withdrawn", ""), "zonefile.md §8: MD, MF", "x MD y\n"),
    stricter("meta-by-number", ("type-meta", "`TYPE"), "RFC 6895 §3.1: no data of meta types", "x TYPE255 \\# 0\n"),
    stricter("ttl-of-none", ("ttl-undefined", ""), "zonefile.md §5: 3600 to NSD", "")
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
        "service-escape",
        ("svcparam-invalid", ""),
        "NSD decodes escapes in values that RFC 9460 §7 wants without",
        "x SVCB 1 . port=\\049\n",
    )
    .only(|text| has(text, "\\")),
    stricter(
        "empty-bitmap",
        ("record-incomplete", "NSEC "),
        "RFC 4034 §4.1.2: an NSEC names at least itself",
        "x NSEC b\n",
    ),
    stricter(
        "field",
        ("rdata-invalid", ""),
        "NSD 4.6 reads quoted fields, signs, and numbers as far as they go",
        "x MX -1 mail\n",
    ),
    stricter("range", ("number-out-of-range", ""), "NSD 4.6 keeps the lower bits", "x MX 65536 mail\n"),
    stricter("loc-range", ("loc-out-of-range", ""), "NSD does not look at degrees", "x LOC 91 N 0 E 0\n"),
    stricter("loc-more", ("rdata-extra-token", "LOC"), "NSD reads on", "x LOC 1 N 1 E 0 1 1 1 1\n"),
    stricter(
        "wire-form",
        ("rdata-generic-invalid", ""),
        "NSD does not compare length and octets",
        "x TYPE731 \\# 4 abcdef\n",
    ),
    stricter("first-owner", ("owner-missing", ""), "the origin to NSD 4.6", "")
        .whole("$TTL 1h\n  SOA ns1 h 1 2 3 4 5\n@ NS ns1\nns1 A 192.0.2.53\n"),
    stricter("no-directive", ("directive-unknown", ""), "an owner to NSD 4.6, or nothing", "$a A 192.0.2.1\n"),
    stricter(
        "directive-arguments",
        ("directive-argument-invalid", ""),
        "NSD 4.6 needs none, nor a line end",
        "$TTL 300",
    ),
    stricter(
        "generate-fields",
        ("generate-template-invalid", "$GENERATE ends too early"),
        "a directive without arguments is none to NSD 4.6",
        "$GENERATE\n",
    ),
    stricter(
        "digest-length",
        ("digest-length-invalid", ""),
        "NSD does not compare length and type",
        "x DS 1 8 1 0123\n",
    ),
    stricter("caa", ("caa-invalid", "malformed CAA value"), "NSD reads any value", "x CAA 0 issue \"ca_x\"\n"),
    // What NSD loads as something else.
    ttl("default-ttl", "", "zonefile.md §5: 3600, by dialect", "")
        .whole("@ SOA ns1 h 1 2 3 4 5\n@ NS ns1\nns1 A 192.0.2.53\n")
        .only(no_default_ttl),
    otherwise(
        "wks-protocol",
        "WKS",
        "NSD writes protocols by name, from the table of its host",
        "x WKS 192.0.2.1 132 0 65535\n",
    ),
    otherwise("spf", "SPF", "NSD 4.6 keeps the first string", "x SPF a b\n"),
    otherwise("long-timer", "SOA", "a timer above 2147483647 is 3600 to NSD", "")
        .whole("@ 1h SOA ns1 h 1 4294967295 3 4 5\n@ 1h NS ns1\nns1 1h A 192.0.2.53\n"),
    otherwise(
        "long-original-ttl",
        "RRSIG",
        "an original TTL above 2147483647 is 3600 to NSD",
        "x RRSIG A 8 3 4294967295 20310320195459 20011026183059 1 . AQID\n",
    ),
    otherwise(
        "sig-original-ttl",
        "SIG",
        "an original TTL above 2147483647 is 3600 to NSD",
        "x SIG A 8 3 4294967295 20310320195459 20011026183059 1 . AQID\n",
    ),
    otherwise("nul-in-quotes", "", "a string ends at a NUL to NSD 4.6", "x HINFO a \"b\0c\"\n")
        .only(|text| text.contains(&0)),
    otherwise(
        "owner-of-include",
        "",
        "NSD 4.6 keeps the owner that an included file ends with",
        "x A 192.0.2.1\n$INCLUDE plain\n  TXT a\n",
    )
    .only(inherits_behind_include),
    otherwise("quoted-owner", "", "a quoted owner is one label to NSD, dots and all", "\"a.b\" A 192.0.2.1\n")
        .only(|text| line(text, |line| line.starts_with(b"\"") && line.iter().any(|octet| b".\\".contains(octet)))),
];
