//! Well-formed RDATA of every type: its canonical text, and the octets of the types that matter most.

use super::{hex, read, rtype};
use crate::rdata::{is_described, mnemonic, present};
use crate::zone::Rtype;

/// Reads text, and expects this canonical text, which has to be read back to the same octets.
#[track_caller]
fn case(mnemonic: &str, text: &str, expected: &str) {
    let rtype = rtype(mnemonic);
    let wire = read(rtype, text.as_bytes()).unwrap_or_else(|fault| panic!("{mnemonic} {text}: {fault:?}"));
    let shown = present(rtype, &wire);
    assert_eq!(shown, expected, "{mnemonic} {text}");
    assert_eq!(read(rtype, shown.as_bytes()).unwrap(), wire, "{mnemonic} {text} read back");
    let generic = format!("\\# {} {}", wire.len(), hex(&wire).to_uppercase());
    assert_eq!(read(rtype, generic.trim_end().as_bytes()).unwrap(), wire, "{mnemonic} {generic}");
}

#[track_caller]
fn same(mnemonic: &str, text: &str) {
    case(mnemonic, text, text);
}

#[track_caller]
fn octets(mnemonic: &str, text: &str, expected: &str) {
    assert_eq!(hex(&read(rtype(mnemonic), text.as_bytes()).unwrap()), expected.replace(' ', ""), "{mnemonic} {text}");
}

#[test]
fn addresses_and_names() {
    octets("A", "192.0.2.1", "c0000201");
    same("A", "255.255.255.255");
    octets("AAAA", "2001:DB8::1", "20010db8000000000000000000000001");
    case("AAAA", "2001:0DB8:0:0:0:0:0:1", "2001:db8::1");
    case("AAAA", "::ffff:192.0.2.1", "::ffff:192.0.2.1");
    same("AAAA", "::");
    octets("NS", "NS1", "036e7331076578616d706c6503636f6d00");
    case("NS", "ns1", "ns1.example.com.");
    case("CNAME", "WWW.Example.NET.", "www.example.net.");
    case("CNAME", "@", "example.com.");
    case("DNAME", ".", ".");
    case("PTR", "a\\.b\\032c\\200.x.", "a\\.b\\032c\\200.x.");
    for name_type in ["MB", "MG", "MR", "NSAP-PTR", "MD", "MF", "ALIAS"] {
        case(name_type, "host", "host.example.com.");
    }
    for pair in ["MINFO", "RP", "TALINK"] {
        case(pair, "a b.", "a.example.com. b.");
    }
}

#[test]
fn soa_reads_units_in_its_timers() {
    octets(
        "SOA",
        "ns. h. 1 2h 900 2w 1h30m",
        "026e7300016800\
         00000001\
         00001c20\
         00000384\
         00127500\
         00001518",
    );
    case(
        "SOA",
        "ns1 Host\\.Master 2026051101 7200 3600 1209600 3600",
        "ns1.example.com. host\\.master.example.com. 2026051101 7200 3600 1209600 3600",
    );
    case("SOA", ". . 0 0 4294967295 0 00001", ". . 0 0 4294967295 0 1");
}

#[test]
fn numbers_and_names() {
    octets("MX", "10 .", "000a00");
    case("MX", "010 mx", "10 mx.example.com.");
    case("SRV", "0 65535 443 @", "0 65535 443 example.com.");
    for exchange in ["AFSDB", "RT", "KX", "LP"] {
        case(exchange, "10 x", "10 x.example.com.");
    }
    case("PX", "10 a b", "10 a.example.com. b.example.com.");
    case("NAPTR", r#"100 10 u E2U+sip "!^.*$!sip:x@y!" ."#, r#"100 10 "u" "E2U+sip" "!^.*$!sip:x@y!" ."#);
}

#[test]
fn strings() {
    octets("TXT", r#""a b" c"#, "0361206201 63");
    case("TXT", r"a\;b \065 v=1", r#""a;b" "A" "v=1""#);
    case("TXT", r#""""#, r#""""#);
    case("TXT", "\"\u{e9}\\\"\\\\\\009\"", r#""\195\169\"\\\009""#);
    same("TXT", &format!("\"{}\"", "x".repeat(255)));
    for texts in ["SPF", "NINFO", "AVC", "RESINFO", "WALLET", "CLA"] {
        case(texts, "a b", r#""a" "b""#);
    }
    case("HINFO", "PC \"Some OS\"", r#""PC" "Some OS""#);
    case("X25", "31105060845", r#""31105060845""#);
    case("ISDN", "150862028003217", r#""150862028003217""#);
    case("ISDN", "150862028003217 004", r#""150862028003217" "004""#);
    case("GPOS", "-32.6882 116.8652 10.0", r#""-32.6882" "116.8652" "10.0""#);
    case("LUA", "A \"return 1\" x", "A \"return 1\" \"x\"");
}

#[test]
fn uri_and_caa_have_no_limit_of_255() {
    let long = "x".repeat(300);
    same("URI", &format!("10 1 \"https://{long}\""));
    same("CAA", &format!("0 unknown \"{long}\""));
    octets("CAA", "128 issue \"ca.x\"", "8005697373756563612e78");
    case("CAA", "0 issue ;", "0 issue \";\"");
    case("CAA", "0 issue \"\"", "0 issue \"\"");
    for value in ["ca.example", " ca.example ", "ca.example;", "ca.example; a=b", ";a=", "ca.example; a = b ; c-d=e:f"]
    {
        same("CAA", &format!("0 issue \"{value}\""));
        same("CAA", &format!("0 ISSUEWILD \"{value}\""));
        same("CAA", &format!("0 issuemail \"{value}\""));
    }
    for value in ["mailto:a@example.com", "https://example.com/r?a=b"] {
        same("CAA", &format!("0 iodef \"{value}\""));
    }
    same("CAA", "255 tbs \"any; thing \\001\"");
}

#[test]
fn keys_and_digests() {
    octets(
        "DS",
        "60485 5 1 2BB183AF5F22588179A53B0A 98631FAD1A292118",
        "ec4505012bb183af5f22588179a53b0a98631fad1a292118",
    );
    let sha256 = "ab".repeat(32);
    for delegation in ["DS", "CDS", "DLV", "TA"] {
        case(delegation, &format!("1 ECDSAP256SHA256 SHA-256 {sha256}"), &format!("1 13 2 {sha256}"));
        same(delegation, &format!("1 8 4 {}", "cd".repeat(48)));
        same(delegation, "0 0 0 00");
    }
    for key in ["DNSKEY", "CDNSKEY", "RKEY", "KEY"] {
        case(key, "257 3 13 mdss wRCv6T/v AA==", "257 3 13 mdsswRCv6T/vAA==");
        case(key, "0x0101 DNSSEC RSASHA256 AQID", "257 3 8 AQID");
        case(key, "ZONE|KSK 3 8 AQID", "257 3 8 AQID");
    }
    same("CDNSKEY", "0 3 0 AA==");
    case("KEY", "NOKEY 3 0", "49152 3 0");
    for certificate in ["TLSA", "SMIMEA"] {
        same(certificate, &format!("3 1 1 {sha256}"));
        same(certificate, &format!("3 1 2 {}", "ab".repeat(64)));
        same(certificate, "3 0 0 3082");
        same(certificate, "3 1 255 00");
    }
    same("SSHFP", &format!("4 2 {sha256}"));
    same("SSHFP", &format!("1 1 {}", "ab".repeat(20)));
    same("ZONEMD", &format!("2026051101 1 1 {}", "ab".repeat(48)));
    same("ZONEMD", &format!("2026051101 1 2 {}", "ab".repeat(64)));
    same("ZONEMD", &format!("2026051101 1 240 {}", "ab".repeat(12)));
    case("CERT", "PKIX 65535 RSASHA1 AQID", "1 65535 5 AQID");
    for base64 in ["OPENPGPKEY", "DHCID", "HHIT", "BRID"] {
        case(base64, "AQ ID BA==", "AQIDBA==");
    }
    same("SINK", "1 2 3 AQID");
    same("SINK", "1 2 3");
    same("DOA", "0 1 2 \"text/plain\" AQID");
    same("DOA", "0 1 2 \"\" -");
    same("EID", "e32c6f78163a9348");
    same("NIMLOC", "32251a030067");
}

#[test]
fn signatures_and_denial() {
    for signature in ["RRSIG", "SIG"] {
        case(
            signature,
            "A 5 3 86400 20030322173103 20030220173103 2642 Example.com. AQID BAUG",
            "A 5 3 86400 20030322173103 20030220173103 2642 example.com. AQIDBAUG",
        );
    }
    case(
        "RRSIG",
        "TYPE65280 13 2 300 1704067200 0 1 . AQID",
        "TYPE65280 13 2 300 20240101000000 19700101000000 1 . AQID",
    );
    case("RRSIG", "1 13 2 300 20240229235959 4294967295 1 . AQID", "A 13 2 300 20240229235959 21060207062815 1 . AQID");
    octets(
        "NSEC",
        "b. A MX RRSIG TYPE1234 NSEC",
        "0162000006400100000003041b000000000000000000000000000000000000000000000000000020",
    );
    case("NSEC", "b TYPE1234 nsec a MX a", "b.example.com. A MX NSEC TYPE1234");
    case("NSEC", "\\000.b TYPE65401 NXNAME", "\\000.b.example.com. NXNAME TYPE65401");
    case(
        "NSEC3",
        "1 1 12 aabbccdd 2T7B4G4VSA5SMI47K61MV5BV1A22BOJR A RRSIG",
        "1 1 12 aabbccdd 2t7b4g4vsa5smi47k61mv5bv1a22bojr A RRSIG",
    );
    same("NSEC3", "1 0 0 - 2t7b4g4vsa5smi47k61mv5bv1a22bojr");
    octets("NSEC3PARAM", "1 0 0 -", "0100000000");
    same("NSEC3PARAM", "1 0 12 aabb");
    same("CSYNC", "66 3 A NS AAAA");
    same("CSYNC", "66 3");
}

#[test]
fn service_bindings() {
    octets("HTTPS", "1 . alpn=h2,h3 port=8443", "0001000001000602683202683300030002 20fb");
    for service in ["SVCB", "HTTPS"] {
        same(service, "0 svc.example.net.");
        same(service, "1 .");
        case(
            service,
            r#"16 foo port=53 ipv4hint=192.0.2.1,192.0.2.2 alpn="h2,h3-19" mandatory=ipv4hint,alpn"#,
            r#"16 foo.example.com. mandatory="alpn,ipv4hint" alpn="h2,h3-19" port="53" ipv4hint="192.0.2.1,192.0.2.2""#,
        );
        case(service, "1 . alpn=h2 no-default-alpn", r#"1 . alpn="h2" no-default-alpn"#);
        case(service, "1 . ech=AEn+DQ== key8", r#"1 . ech="AEn+DQ==" key8"#);
        case(service, "1 . ipv6hint=2001:DB8::1,::", r#"1 . ipv6hint="2001:db8::1,::""#);
        case(service, "1 . dohpath=/dns-query{?dns}", r#"1 . dohpath="/dns-query{?dns}""#);
        case(service, r"1 . key9=\000\029\000\023", r#"1 . key9="\000\029\000\023""#);
        case(service, "1 . key667=hello\\210qoo key668", r#"1 . key667="hello\210qoo" key668"#);
        case(service, "1 . key1=\\002h2 key3=\\000\\001", r#"1 . alpn="h2" port="1""#);
        case(service, "1 . key65535=x", r#"1 . key65535="x""#);
    }
}

// RFC 9460 appendix D.2: a comma and a backslash in a protocol name, with and without quotes.
#[test]
fn commas_in_protocols_are_escaped_twice() {
    let expected = "0010000001000c08665c6f6f2c6261720268 32".replace(' ', "");
    octets("SVCB", r#"16 . alpn="f\\\\oo\\,bar,h2""#, &expected);
    octets("SVCB", r"16 . alpn=f\\\092oo\092,bar,h2", &expected);
    case("SVCB", r"16 . alpn=f\\\092oo\092,bar,h2", r#"16 . alpn="f\\\\oo\\,bar,h2""#);
}

#[test]
fn locations() {
    octets("LOC", "52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m", "00001613 8b3cf018 810cbce0 009895b8");
    case("LOC", "42 21 54 N 71 06 18 W -24m 30m", "42 21 54.000 N 71 6 18.000 W -24.00m 30.00m 10000.00m 10.00m");
    case("LOC", "90 S 180 E 0", "90 0 0.000 S 180 0 0.000 E 0.00m 1.00m 10000.00m 10.00m");
    case(
        "LOC",
        "0 0 0.5 S 0 W 42849672.95 90000000.00m 1 0.01",
        "0 0 0.500 S 0 0 0.000 E 42849672.95m 90000000.00m 1.00m 0.01m",
    );
}

#[test]
fn gateways_and_lists() {
    case("IPSECKEY", "10 1 2 192.0.2.38 AQID", "10 1 2 192.0.2.38 AQID");
    case("IPSECKEY", "10 2 2 2001:DB8::1 AQID", "10 2 2 2001:db8::1 AQID");
    case("IPSECKEY", "10 3 0 GW", "10 3 0 gw.example.com.");
    same("IPSECKEY", "10 0 2 . AQID");
    octets("AMTRELAY", "10 1 1 192.0.2.1", "0a81c0000201");
    same("AMTRELAY", "10 0 0 .");
    case("AMTRELAY", "10 0 2 2001:db8::", "10 0 2 2001:db8::");
    case("AMTRELAY", "10 1 3 R", "10 1 3 r.example.com.");
    case("HIP", "2 200100107B1A74DF AwEA Rvs1 rvs2.", "2 200100107b1a74df AwEA rvs1.example.com. rvs2.");
    same("HIP", "2 2001 AwEA");
    octets("APL", "1:192.168.32.0/21 !1:192.168.38.0/28", "00011503c0a8200001 1c83c0a826");
    same("APL", "1:224.0.0.0/4 2:ff00::/8 !2:2001:db8::1/128 1:0.0.0.0/0");
    same("APL", "");
    case("NSAP", "0x47.0005.80.005a00.0000.0001.e133.ffffff000161.00", "0x47000580005a0000000001e133ffffff00016100");
    case("DSYNC", "CDS NOTIFY 5359 r", "CDS 1 5359 r.example.com.");
    case("IPN", "1.2", "4294967298");
    same("IPN", "18446744073709551615");
    case("NID", "10 0014:4fff:FF20:ee64", "10 14:4fff:ff20:ee64");
    case("L64", "10 2001:0DB8:1140:1000", "10 2001:db8:1140:1000");
    same("L32", "10 10.1.2.0");
    case("EUI48", "00-00-5E-00-53-2a", "00-00-5e-00-53-2a");
    same("EUI64", "00-00-5e-ef-10-00-00-2a");
}

#[test]
fn generic_form_is_read_for_every_type() {
    octets("TYPE65280", "\\# 0", "");
    octets("TYPE65280", "\\# 4 ab cd EF 0 1", "abcdef01");
    case("TYPE65280", "\\# 002 ABCD", "\\# 2 abcd");
    case("NULL", "\\# 2 abcd", "\\# 2 abcd");
    case("A", "\\# 4 C0 00 02 01", "192.0.2.1");
    case("MX", "\\# 8 000A 04 4D61494C 00", "10 mail.");
}

#[test]
fn numbers_without_mnemonic_of_their_own_are_not_described() {
    for unknown in ["TYPE65280", "TYPE54", "WINS", "ALIAS", "DYNA"] {
        assert!(!is_described(rtype(unknown)), "{unknown}");
    }
    for described in ["A", "TXT", "SVCB", "LOC", "NULL", "WKS", "NXT", "A6", "ATMA", "TYPE1"] {
        assert!(is_described(rtype(described)), "{described}");
    }
    assert_eq!(mnemonic(Rtype(54)), "TYPE54");
    assert_eq!(present(rtype("A"), b"abc"), "\\# 3 616263");
}
