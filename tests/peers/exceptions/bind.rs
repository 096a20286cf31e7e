//! Where BIND 9.18 deviates.

use super::texts::{alias_mode, has, lone_cr, parameter_for_target, rtype};
use super::{Exception, milder, stricter};

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
        "x HTTPS 1 alpn=h2\n",
    )
    .only(parameter_for_target),
    stricter(
        "target-url",
        ("target-is-url", ""),
        "a name with odd labels to servers, which nobody means",
        "x MX 10 www.example.net/mail\n",
    ),
    stricter(
        "lone-cr",
        ("lone-cr", ""),
        "BIND takes CR for a line end, Knot and NSD do not",
        "x A 192.0.2.1\ry A 192.0.2.2\n",
    ),
    stricter("after-lone-cr", ("", ""), "CR ends no comment to BIND", "x TXT a ; b\r (\ny TXT a\n").only(lone_cr),
    stricter("control", ("control-byte", ""), "an octet of data to BIND that nobody means", "x TXT a\u{1}b\n"),
    stricter("space", ("non-ascii-space", ""), "an octet of data to BIND that nobody means", "\u{feff}x A 192.0.2.1\n"),
    stricter(
        "comment",
        ("foreign-comment", ""),
        "an owner to BIND where a record of several lines begins with `#`",
        "# TXT (\na )\n",
    ),
    stricter(
        "outside",
        ("out-of-zone-data", ""),
        "BIND drops the record and loads the rest",
        "other.example. A 192.0.2.1\n",
    ),
    stricter("large-ttl", ("ttl-too-large", ""), "BIND warns and loads 0 (RFC 2181 §8)", "x 4294967295 A 192.0.2.1\n"),
    stricter(
        "caa-value",
        ("caa-invalid", "malformed CAA value"),
        "BIND looks at the tag only",
        "x CAA 0 issue \"ca_x\"\n",
    ),
    stricter(
        "certificate-length",
        ("digest-length-invalid", ""),
        "BIND does not compare length and type of TLSA and SMIMEA",
        "x TLSA 3 1 1 0123\n",
    )
    .only(|text| rtype(text, &["TLSA", "SMIMEA"])),
    stricter(
        "bitmap-type-0",
        ("rdata-invalid", "malformed NSEC types: `TYPE0`"),
        "BIND sets the bit of type 0",
        "x NSEC b TYPE0 A\n",
    ),
    stricter(
        "early-signature",
        ("rdata-invalid", "malformed RRSIG signature"),
        "BIND counts years before 1970 backwards",
        "x RRSIG A 8 3 1 20310320195459 19691231235959 1 . AQID\n",
    ),
    stricter(
        "alias-mode",
        ("svcparam-invalid", ""),
        "BIND 9.18 takes parameters in alias mode",
        "x HTTPS 0 x. alpn=h2\n",
    )
    .only(alias_mode),
    stricter(
        "range",
        ("generate-range-invalid", ""),
        "BIND reads numbers as far as they go and lets what follows pass",
        "$GENERATE 0-4294967296 a$ A 192.0.2.1\n",
    ),
    stricter(
        "generic-word",
        ("rdata-generic-invalid", ""),
        "`\\#` without a length is a string to BIND",
        "x TXT \\# 0x1\n",
    ),
    stricter("eui", ("rdata-invalid", "malformed EUI"), "BIND takes one digit for two", "x EUI48 00-00-5e-0-53-2a\n"),
    stricter("gpos-range", ("number-out-of-range", ""), "BIND takes any three strings", "x GPOS 181 0 0\n")
        .only(|text| rtype(text, &["GPOS"])),
    stricter(
        "gpos",
        ("rdata-invalid", "malformed GPOS"),
        "BIND takes any three strings (RFC 1712 §3)",
        "x GPOS 1 x 1\n",
    ),
    stricter(
        "class-sign",
        ("type-unknown", "`CLASS"),
        "BIND reads CLASS+1 as the C library reads numbers",
        "x CLASS+1 A 192.0.2.1\n",
    ),
    stricter(
        "type-sign",
        ("type-unknown", "`TYPE"),
        "BIND reads TYPE+1 as the C library reads numbers",
        "x TYPE+1 192.0.2.1\n",
    ),
    stricter(
        "quoted-origin",
        ("rdata-invalid", "malformed owner: `\"@\"`"),
        "the origin to BIND, a label to others",
        "\"@\" A 192.0.2.1\n",
    ),
    stricter(
        "wildcard-ds",
        ("wildcard-delegation", "DS"),
        "BIND looks for NS at a wildcard only; RFC 4592 §4.2 means delegation",
        "*.x DS 1 8 1 0123456789abcdef0123456789abcdef01234567\n",
    ),
    stricter(
        "newer-digest",
        ("digest-length-invalid", ""),
        "BIND 9.18 does not know the digests of RFC 9558 and RFC 9563",
        "x DS 1 8 6 00\n",
    )
    .only(|text| rtype(text, &["DS", "CDS", "TA", "DLV"])),
    stricter(
        "swallowed-entries",
        ("parenthesis-unbalanced", ""),
        "zonefile.md §10.2: BIND reads the entries behind an open group as more of its data",
        "x TXT ( a\n$ORIGIN b.example.com.\ny TXT ( b ) )\n",
    ),
    stricter(
        "alpn-escape",
        ("svcparam-invalid", ""),
        "RFC 9460 appendix A.1: a comma list has `\\,` and `\\\\` alone",
        "x SVCB 1 . alpn=\\0921\n",
    )
    .only(|text| has(text, "alpn=")),
    stricter(
        "generate-sign",
        ("generate-template-invalid", ""),
        "BIND reads widths as the C library reads numbers",
        "$GENERATE 1-2 a${0,+3} A 192.0.2.1\n",
    )
    .only(|text| has(text, "+")),
    stricter(
        "service-sign",
        ("rdata-invalid", "malformed WKS"),
        "BIND reads services as the C library reads numbers",
        "x WKS 192.0.2.1 6 +1\n",
    ),
    stricter(
        "generate-group",
        ("directive-argument-invalid", "$GENERATE cannot be obeyed with `(`"),
        "BIND lets a group pass that ends before the RDATA",
        "$GENERATE 1-2 a$ ( A ) 192.0.2.1\n",
    ),
    milder(
        "ds-at-apex",
        "at top of zone",
        "a rule about whole zones, which this version has not",
        "@ DS 1 8 1 0123456789abcdef0123456789abcdef01234567\n",
    )
    .only(|text| rtype(text, &["DS"])),
    milder(
        "server-without-address",
        "has no address records (A or AAAA)",
        "a rule about whole zones, which this version has not",
        "@ NS ns9\n",
    ),
    milder(
        "server-alias",
        "is a CNAME (illegal)",
        "a rule about whole zones, which this version has not",
        "@ NS z\nz CNAME ns1\n",
    ),
    milder(
        "ipseckey-without-key",
        "unexpected end of input",
        "RFC 4025 §2.6: no key; some releases of BIND want one",
        "x IPSECKEY 10 0 0 .\n",
    )
    .only(|text| rtype(text, &["IPSECKEY"])),
    milder(
        "naptr-regexp",
        "syntax error",
        "BIND reads the substitution (RFC 3402 §3.2), here a rule's work",
        "x NAPTR 1 1 a b c .\n",
    )
    .only(|text| rtype(text, &["NAPTR"])),
    milder("rkey-flags", "FORMERR", "BIND wants flags 0 from a draft that no one else reads", "x RKEY 1 3 8 AQID\n")
        .only(|text| rtype(text, &["RKEY"])),
    milder(
        "sig-seconds",
        "syntax error",
        "seconds stand in RRSIG (RFC 4034 §3.2) and so in SIG; BIND reads them in RRSIG only",
        "x SIG A 8 3 1 1727360724 20100927053459 65535 . AQID\n",
    )
    .only(|text| rtype(text, &["SIG"])),
    milder(
        "signer-labels",
        "out of range",
        "BIND compares the labels of signer and owner (RFC 4034 §3.1.3), here a rule's work",
        "x RRSIG A 8 1 1 20310320195459 20011026183059 1 a AQID\n",
    )
    .only(|text| rtype(text, &["SIG", "RRSIG"])),
    milder(
        "nsec3-hash",
        "no supported nsec3 hash algorithm",
        "a rule about whole zones, which this version has not",
        "@ NSEC3PARAM 2 0 0 -\n",
    ),
    milder(
        "nsec3-owner",
        "invalid NSEC3 owner name",
        "a rule about owners, which this version has not",
        "*.x NSEC3 1 0 0 - 2t7b4g4vsa5smi47k61mv5bv1a22bojr A\n",
    ),
];
