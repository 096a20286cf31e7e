//! Every fault: its kind, its field, and exactly the octets it is about.

use super::{read, rtype};
use crate::rdata::FaultKind::{self, *};

/// `marks` underlines the span under `text`: carets for octets, a bar for an empty span.
#[track_caller]
fn case(mnemonic: &str, text: &str, marks: &str, kind: FaultKind, field: &str) {
    let fault = read(rtype(mnemonic), text.as_bytes()).expect_err(text);
    let (start, end) = (fault.span.start as usize, fault.span.end as usize);
    let found = if start == end { "|".to_owned() } else { "^".repeat(end - start) };
    assert_eq!(format!("{}{found}", " ".repeat(start)), marks, "{mnemonic} {text}: {fault:?}");
    assert_eq!((fault.kind, fault.field), (kind, field), "{mnemonic} {text}: {fault:?}");
    assert!(!fault.expected.is_empty(), "{mnemonic} {text}");
}

#[track_caller]
fn expected(mnemonic: &str, text: &str, words: &str) {
    assert_eq!(read(rtype(mnemonic), text.as_bytes()).expect_err(text).expected, words, "{mnemonic} {text}");
}

#[test]
fn missing_fields_stand_at_the_end() {
    case("A", "", "|", Incomplete, "address");
    case("MX", "10", "  |", Incomplete, "exchange");
    case("MX", "10  ", "    |", Incomplete, "exchange");
    case("TXT", "", "|", Incomplete, "text");
    case("SOA", "a b 1 2 3", "         |", Incomplete, "expire");
    case("DS", "1 8 2", "     |", Incomplete, "digest");
    case("DNSKEY", "257 3 8", "       |", Incomplete, "public key");
    case("NSEC", "b", " |", Incomplete, "types");
    case("CAA", "0 issue", "       |", Incomplete, "value");
    case("LOC", "1 N 1", "     |", Incomplete, "longitude");
    case("TYPE65280", "", "|", Incomplete, "RDATA");
    case("A", "\\#", "  |", Incomplete, "length");
    case("WKS", "", "|", Incomplete, "address");
    expected("MX", "", "a decimal number from 0 to 65535");
}

#[test]
fn extra_tokens_are_underlined_together() {
    case("A", "192.0.2.1 a  b", "          ^^^^", ExtraToken, "A");
    case("MX", "10 mx extra", "      ^^^^^", ExtraToken, "MX");
    case("NS", "ns \"x y\"", "    ^^^", ExtraToken, "NS");
    case("NSEC3PARAM", "1 0 0 - -", "        ^", ExtraToken, "NSEC3PARAM");
    case("CAA", "0 issue a b", "          ^", ExtraToken, "CAA");
    expected("NS", "a b", "the end of the record");
}

#[test]
fn addresses_point_at_octet_or_hextet() {
    case("A", "192.0.2.300", "        ^^^", AddressInvalid, "address");
    case("A", "192.0.02.1", "      ^^", AddressInvalid, "address");
    case("A", "192.x.2.1", "    ^", AddressInvalid, "address");
    case("A", "192.0.2", "^^^^^^^", AddressInvalid, "address");
    case("A", "192.0.2.1.5", "^^^^^^^^^^^", AddressInvalid, "address");
    case("A", "192.0..1", "^^^^^^^^", AddressInvalid, "address");
    case("A", "www", "^^^", AddressInvalid, "address");
    case("A", "2001:db8::1", "^^^^^^^^^^^", AddressInvalid, "address");
    case("A", "\"192.0.2.1\"", "^^^^^^^^^^^", Invalid, "address");
    case("AAAA", "2001:db8::12345", "          ^^^^^", AddressInvalid, "address");
    case("AAAA", "2001:dbg::1", "     ^^^", AddressInvalid, "address");
    case("AAAA", "2001::db8::1", "         ^^", AddressInvalid, "address");
    case("AAAA", "1:2:3:4:5:6:7", "^^^^^^^^^^^^^", AddressInvalid, "address");
    case("AAAA", "1:2:3:4:5:6:7:8:9", "^^^^^^^^^^^^^^^^^", AddressInvalid, "address");
    case("AAAA", "fe80::1%eth0", "      ^^^^^^", AddressInvalid, "address");
    case("AAAA", "::ffff:192.0.2.256", "               ^^^", AddressInvalid, "address");
    case("AAAA", "192.0.2.1", "^^^^^^^^^", AddressInvalid, "address");
    case("NID", "10 1:2:3", "   ^^^^^", Invalid, "node identifier");
    case("NID", "10 1:2:3:45678", "         ^^^^^", Invalid, "node identifier");
    case("NID", "10 1::3:4", "   ^^^^^^", Invalid, "node identifier");
    case("EUI48", "00-00-5e-00-53", "^^^^^^^^^^^^^^", Invalid, "address");
    case("EUI48", "00-00-5e-0-53-2a", "         ^", Invalid, "address");
    expected("A", "1.2.3.256", "an IPv4 address such as 192.0.2.1");
}

#[test]
fn numbers() {
    case("MX", "ten mx", "^^^", Invalid, "preference");
    case("MX", "65536 mx", "^^^^^", NumberOutOfRange, "preference");
    case("MX", "99999999999999999999999 mx", "^^^^^^^^^^^^^^^^^^^^^^^", NumberOutOfRange, "preference");
    case("MX", "-1 mx", "^^", Invalid, "preference");
    case("MX", "+1 mx", "^^", Invalid, "preference");
    case("MX", "0x10 mx", "^^^^", Invalid, "preference");
    case("MX", "\"\" mx", "^^", Invalid, "preference");
    case("MX", "10 \"mx", "   ^^^", Invalid, "exchange");
    case("MX", "\"10\" mx", "^^^^", Invalid, "preference");
    case("SRV", "0 0 65536 x", "    ^^^^^", NumberOutOfRange, "port");
    case("CAA", "256 issue x", "^^^", NumberOutOfRange, "flags");
    case("SOA", "a b 4294967296 1 1 1 1", "    ^^^^^^^^^^", SerialOutOfRange, "serial");
    case("SOA", "a b 1h 1 1 1 1", "    ^^", Invalid, "serial");
    case("SOA", "a b 2026.1 1 1 1 1", "    ^^^^^^", Invalid, "serial");
    case("SOA", "a b 1 7200 36oo 1 1", "           ^^^^", Invalid, "retry");
    case("SOA", "a b 1 1h30 1 1 1", "      ^^^^", Invalid, "refresh");
    case("SOA", "a b 1 4294967296 1 1 1", "      ^^^^^^^^^^", NumberOutOfRange, "refresh");
    case("SOA", "a b 1 1 1 9999w 1", "          ^^^^^", NumberOutOfRange, "expire");
    case("SOA", "a b 1 1 1 1 \"1\"", "            ^^^", Invalid, "minimum");
    case("ZONEMD", "4294967296 1 1 00", "^^^^^^^^^^", NumberOutOfRange, "serial");
    case("IPN", "1.4294967296", "  ^^^^^^^^^^", NumberOutOfRange, "node number");
    case("IPN", "18446744073709551616", "^^^^^^^^^^^^^^^^^^^^", NumberOutOfRange, "node number");
    case("DS", "1 FOO 2 00", "  ^^^", Invalid, "algorithm");
    case("DS", "1 256 2 00", "  ^^^", NumberOutOfRange, "algorithm");
    case("DNSKEY", "ZONE|X 3 8 AQID", "^^^^^^", Invalid, "flags");
    case("DNSKEY", "0x10000 3 8 AQID", "^^^^^^^", NumberOutOfRange, "flags");
    case("DNSKEY", "0x 3 8 AQID", "^^", Invalid, "flags");
}

#[test]
fn names() {
    case("NS", "\"@\"", "^^^", Invalid, "server name");
    case("NS", "a..b", "  ^", LabelEmpty, "server name");
    case("MX", "10 .www", "   ^", LabelEmpty, "exchange");
    case("NS", "a\\256b", " ^^^^", EscapeInvalid, "server name");
    case("NS", "a\\06", " ^^^", EscapeInvalid, "server name");
    case("NS", "\\[b1]", "^^", EscapeInvalid, "server name");
    let (label, marks) = ("a".repeat(64), "^".repeat(64));
    case("NS", &format!("x.{label}.y"), &format!("  {marks}"), LabelTooLong, "server name");
    expected("NS", &label, "a label of at most 63 octets, not 64");
    let (name, marks) = ("abcdefg.".repeat(31), "^".repeat(248));
    case("NS", name.trim_end_matches('.'), marks.strip_suffix('^').unwrap(), NameTooLong, "server name");
    expected("NS", name.trim_end_matches('.'), "a name of at most 255 octets, not 261");
}

#[test]
fn strings() {
    case("TXT", "\"a\\256b\"", "  ^^^^", EscapeInvalid, "text");
    case("TXT", "ok a\\06", "    ^^^", EscapeInvalid, "text");
    case("TXT", "a\\2x", " ^^", EscapeInvalid, "text");
    case("TXT", "a\\", " ^", EscapeInvalid, "text");
    let (long, marks) = ("x".repeat(256), "^".repeat(256));
    case("TXT", &format!("a \"{long}\""), &format!("   {marks}"), StringTooLong, "text");
    expected("TXT", &long, "a string of at most 255 octets, not 256");
    case("HINFO", &long, &marks, StringTooLong, "cpu");
    case("X25", "123", "^^^", Invalid, "PSDN address");
    case("X25", "12x45", "^^^^^", Invalid, "PSDN address");
    case("GPOS", "1 1.2.3 1", "  ^^^^^", Invalid, "latitude");
    case("URI", "1 1 https://x", "    ^^^^^^^^^", Invalid, "target");
    case("URI", "1 1 \"\"", "    ^^", Invalid, "target");
    let many = "\"x\" ".repeat(32_768);
    assert_eq!(read(rtype("TXT"), many.as_bytes()).expect_err("long").kind, RdataTooLong);
}

#[test]
fn binary_fields_point_at_the_run() {
    case("DS", "1 8 250 abxyzd", "          ^^^", Invalid, "digest");
    case("DS", "1 8 250 ab c", "        ^^^^", Invalid, "digest");
    case("DS", "1 8 250 \"ab\"", "        ^^^^", Invalid, "digest");
    case("DNSKEY", "257 3 8 AQ!!ID", "          ^^", Invalid, "public key");
    case("DNSKEY", "257 3 8 AQID BA", "        ^^^^^^^", Invalid, "public key");
    case("DNSKEY", "257 3 8 AQI=AQ==", "            ^^^^", Invalid, "public key");
    case("DNSKEY", "257 3 8 A===", "         ^^^", Invalid, "public key");
    case("DNSKEY", "257 3 8 AR==", "         ^^^", Invalid, "public key");
    case("NSEC3PARAM", "1 0 0 abc", "      ^^^", Invalid, "salt");
    case("NSEC3PARAM", "1 0 0 zz", "      ^^", Invalid, "salt");
    case("NSEC3", "1 0 0 - 2t7bw A", "            ^", Invalid, "next hashed owner name");
    case("NSEC3", "1 0 0 - 2 A", "        ^", Invalid, "next hashed owner name");
    case("NSAP", "47", "^^", Invalid, "NSAP address");
    case("NSAP", "0x4", "^^^", Invalid, "NSAP address");
    case("NSAP", "0x4g", "   ^", Invalid, "NSAP address");
    expected("DS", "1 8 250 abc", "an even number of hexadecimal digits");
}

#[test]
fn digest_lengths() {
    let sha1 = "a".repeat(40);
    let marks = "^".repeat(40);
    for delegation in ["DS", "CDS", "DLV", "TA"] {
        case(delegation, &format!("1 8 2 {sha1}"), &format!("      {marks}"), DigestLengthInvalid, "digest");
    }
    expected("DS", &format!("1 8 2 {sha1}"), "64 hexadecimal digits for this type number, not 40");
    case("TLSA", "3 1 1 abcd", "      ^^^^", DigestLengthInvalid, "certificate association data");
    case("SMIMEA", "3 1 2 ab cd", "      ^^^^^", DigestLengthInvalid, "certificate association data");
    case("SSHFP", "1 1 abcd", "    ^^^^", DigestLengthInvalid, "fingerprint");
    case("ZONEMD", "1 1 1 abcd", "      ^^^^", DigestLengthInvalid, "digest");
    case("ZONEMD", "1 1 9 abcd", "      ^^^^", DigestLengthInvalid, "digest");
    expected("ZONEMD", "1 1 9 abcd", "at least 24 hexadecimal digits for this type number, not 4");
}

#[test]
fn types_and_times() {
    case("NSEC", "b A FOO", "    ^^^", Invalid, "types");
    case("NSEC", "b A TYPE65536", "    ^^^^^^^^^", Invalid, "types");
    case("NSEC", "b A ALIAS", "    ^^^^^", Invalid, "types");
    case("NSEC", "b \"A\"", "  ^^^", Invalid, "types");
    case("RRSIG", "FOO 8 2 300 0 0 1 . AQID", "^^^", Invalid, "type covered");
    case("RRSIG", "A 8 2 300 20241301000000 0 1 . AQID", "          ^^^^^^^^^^^^^^", Invalid, "signature expiration");
    case("RRSIG", "A 8 2 300 20230229000000 0 1 . AQID", "          ^^^^^^^^^^^^^^", Invalid, "signature expiration");
    case("RRSIG", "A 8 2 300 0 2024-01-01 1 . AQID", "            ^^^^^^^^^^", Invalid, "signature inception");
    case("RRSIG", "A 8 2 300 0 4294967296 1 . AQID", "            ^^^^^^^^^^", NumberOutOfRange, "signature inception");
}

#[test]
fn certification_authorities() {
    case("CAA", "0 is-sue x", "  ^^^^^^", CaaInvalid, "tag");
    case("CAA", "0 \"issue\" x", "  ^^^^^^^", Invalid, "tag");
    case("CAA", "0 issue ca_x", "        ^^^^", CaaInvalid, "value");
    case("CAA", "0 issue \"ca.example.\"", "         ^^^^^^^^^^^", CaaInvalid, "value");
    case("CAA", "0 issue \"-ca.example\"", "         ^^^^^^^^^^^", CaaInvalid, "value");
    case("CAA", "0 issuewild \"a b\"", "             ^^^", CaaInvalid, "value");
    case("CAA", "0 issue \"ca; policy\"", "         ^^^^^^^^^^", CaaInvalid, "value");
    case("CAA", "0 issue \"ca; a=b;\"", "         ^^^^^^^^", CaaInvalid, "value");
    case("CAA", "0 iodef \"a@example.com\"", "         ^^^^^^^^^^^^^", CaaInvalid, "value");
    case("CAA", "0 iodef \"mailto:\"", "         ^^^^^^^", CaaInvalid, "value");
    case("CAA", "0 issue \"a\\256\"", "          ^^^^", EscapeInvalid, "value");
}

#[test]
fn service_parameters() {
    for (text, marks) in [
        ("1 . alpn=h2 prt=8443", "            ^^^"),
        ("1 . alpn=h2 alpn=h3", "            ^^^^"),
        ("1 . alpn=h2 key1=\\002h3", "            ^^^^"),
        ("1 . port", "    ^^^^"),
        ("1 . port=", "    ^^^^^"),
        ("1 . port=65536", "         ^^^^^"),
        (r"1 . port=\0561", r"         ^^^^"),
        (r"1 . ipv4hint=192.0.2\.1", r"                    ^^"),
        (r"1 . ech=A\Q==", r"         ^^"),
        (r"1 . mandatory=\112ort port=1", r"              ^^^^"),
        ("1 . port=\"x\"", "          ^"),
        ("1 . alpn", "    ^^^^"),
        ("1 . ALPN=h2", "    ^^^^"),
        ("1 . Key65000=x", "    ^^^^^^^^"),
        ("1 . mandatory=PORT port=1", "              ^^^^"),
        ("1 . alpn = h2", "    ^^^^"),
        ("1 . alpn =h2 port=1", "    ^^^^"),
        ("1 . alpn=h2, h3", "         ^^^"),
        ("1 . alpn=h2,,h3", "         ^^^^^^"),
        ("1 . alpn=h2\\\\x", "         ^^^^^"),
        ("1 . no-default-alpn", "    ^^^^^^^^^^^^^^^"),
        ("1 . alpn=h2 no-default-alpn=x", "                            ^"),
        ("1 . ipv4hint=192.0.2.1,192.0.2.256", "                               ^^^"),
        ("1 . ipv6hint=2001:db8::g", "                       ^"),
        ("1 . mandatory=alpn", "              ^^^^"),
        ("1 . mandatory=alpn,alpn alpn=h2", "              ^^^^^^^^^"),
        ("1 . mandatory=mandatory", "              ^^^^^^^^^"),
        ("1 . mandatory=alpn,foo alpn=h2", "                   ^^^"),
        ("1 . ech=AE", "        ^^"),
        ("1 . dohpath=/dns-query", "            ^^^^^^^^^^"),
        ("1 . =x", "    ^^"),
        ("1 . key01=x", "    ^^^^^"),
        ("1 . key65536=x", "    ^^^^^^^^"),
        ("1 . key3=x", "         ^"),
        ("1 . \"alpn=h2\"", "    ^^^^^^^^^"),
        ("1 . alpn= \"h2\"", "    ^^^^^"),
        ("0 x. alpn=h2  port=1", "     ^^^^^^^^^^^^^^^"),
    ] {
        case("HTTPS", text, marks, SvcparamInvalid, "parameters");
        case("SVCB", text, marks, SvcparamInvalid, "parameters");
    }
}

#[test]
fn locations() {
    case("LOC", "91 N 0 E 0", "^^", LocOutOfRange, "latitude");
    case("LOC", "90 0 1 N 0 E 0", "^^^^^^", LocOutOfRange, "latitude");
    case("LOC", "1 60 N 0 E 0", "  ^^", LocOutOfRange, "latitude");
    case("LOC", "1 1 60.000 N 0 E 0", "    ^^^^^^", LocOutOfRange, "latitude");
    case("LOC", "1 1 1 1 N 0 E 0", "      ^", Invalid, "latitude");
    case("LOC", "1 1 1.2345 N 0 E 0", "    ^^^^^^", Invalid, "latitude");
    case("LOC", "1 N 181 E 0", "    ^^^", LocOutOfRange, "longitude");
    case("LOC", "1 N 1 N 0", "      ^", Invalid, "longitude");
    case("LOC", "1 N 1 E -100000.01m", "        ^^^^^^^^^^^", LocOutOfRange, "altitude");
    case("LOC", "1 N 1 E 42849672.96", "        ^^^^^^^^^^^", LocOutOfRange, "altitude");
    case("LOC", "1 N 1 E 0 90000000.01", "          ^^^^^^^^^^^", LocOutOfRange, "size");
    case("LOC", "1 N 1 E 0M", "        ^^", Invalid, "altitude");
    case("LOC", "1 N 1 E 0 1 -1", "            ^^", LocOutOfRange, "horizontal precision");
    case("LOC", "1 N 1 E 0 1 1 x", "              ^", Invalid, "vertical precision");
    case("LOC", "1 N 1 E 0 1 1 1 1", "                ^", ExtraToken, "LOC");
}

#[test]
fn gateways_and_lists() {
    case("IPSECKEY", "10 4 2 . AQID", "   ^", NumberOutOfRange, "gateway type");
    case("IPSECKEY", "10 0 2 gw AQID", "       ^^", Invalid, "gateway");
    case("IPSECKEY", "10 1 2 192.0.2.256 AQID", "               ^^^", AddressInvalid, "gateway");
    case("AMTRELAY", "10 2 1 192.0.2.1", "   ^", NumberOutOfRange, "discovery");
    case("AMTRELAY", "10 1 4 192.0.2.1", "     ^", NumberOutOfRange, "relay type");
    case("AMTRELAY", "10 1 2 192.0.2.1", "       ^^^^^^^^^", AddressInvalid, "relay");
    case("HIP", "2 200 AwEA", "  ^^^", Invalid, "host identity tag");
    case("HIP", "2 2001 AwE", "       ^^^", Invalid, "public key");
    case("HIP", "2 2001 AwEA a..b", "              ^", LabelEmpty, "rendezvous server");
    case("APL", "1:192.0.2.0/33", "            ^^", NumberOutOfRange, "prefix length");
    case("APL", "1:192.0.2.300/24", "          ^^^", AddressInvalid, "address");
    case("APL", "3:192.0.2.0/24", "^", Invalid, "address family");
    case("APL", "1:192.0.2.0/x", "            ^", Invalid, "prefix length");
    case("APL", "192.0.2.0/24", "^^^^^^^^^^^^", Invalid, "address prefixes");
    case("APL", "1:192.0.2.0", "^^^^^^^^^^^", Invalid, "address prefixes");
}

#[test]
fn generic_form() {
    case("TYPE65280", "abc def", "^^^^^^^", GenericInvalid, "RDATA");
    case("NULL", "abc", "^^^", GenericInvalid, "RDATA");
    case("TYPE65280", "\"\\#\" 0", " ^^^^^", GenericInvalid, "RDATA");
    case("A", "\\# 3 C0000201", "   ^", GenericInvalid, "length");
    case("A", "\\# x C0000201", "   ^", GenericInvalid, "length");
    case("A", "\\# 65536 C0000201", "   ^^^^^", GenericInvalid, "length");
    case("TYPE65280", "\\# 2 abc", "     ^^^", GenericInvalid, "data");
    case("TYPE65280", "\\# 2 abxy", "       ^^", GenericInvalid, "data");
    case("TYPE65280", "\\# 4 abcdef", "   ^", GenericInvalid, "length");
    case("TYPE65280", "\\# 1 \"ab\"", "     ^^^^", GenericInvalid, "data");
    expected("A", "\\# 3 C0000201", "4, the number of octets that follow");
}

#[test]
fn generic_content_is_checked_where_the_type_is_known() {
    case("A", "\\# 0", "   ^", GenericInvalid, "address");
    case("A", "\\# 3 c00002", "     ^^^^^^", GenericInvalid, "address");
    case("A", "\\# 5 c0 00 02 01 ff", "                 ^^", GenericInvalid, "data");
    case("MX", "\\# 4 000a c0 0c", "          ^^^^^", GenericInvalid, "exchange");
    case("TXT", "\\# 2 02 61", "     ^^^^^", GenericInvalid, "text");
    case("HTTPS", "\\# 7 0001 00 0003 0000", "             ^^^^^^^^^", GenericInvalid, "parameters");
    case("NSEC", "\\# 5 00 00020000", "        ^^^^^^^^", GenericInvalid, "types");
    case("CAA", "\\# 3 00 01 2d", "        ^^^^^", GenericInvalid, "tag");
    case("DS", "\\# 5 0001 08 02 ab", "                ^^", GenericInvalid, "digest");
    expected("A", "\\# 3 c00002", "the wire form of an IPv4 address such as 192.0.2.1");
}
