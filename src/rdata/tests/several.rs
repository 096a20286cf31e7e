//! Several faults in one record: each is found, and one cause gives one.

use super::{Dialect, read_in, rtype, tokens};
use crate::rdata::{Context, FaultKind, parse};

/// Checks the texts that faults point at, in their order; a missing field is the empty text.
#[track_caller]
fn case(mnemonic: &str, text: &str, expected: &[&str]) {
    let faults = read_in(Dialect::Bind, rtype(mnemonic), text.as_bytes()).unwrap_err();
    let found: Vec<&str> =
        faults.iter().map(|fault| std::str::from_utf8(fault.span.of(text.as_bytes())).unwrap()).collect();
    assert_eq!(found, expected, "{mnemonic} {text}\n{faults:?}");
}

#[test]
fn fields_of_one_token_each() {
    case("SOA", "ns1 h 1 72oo 3 12x 5", &["72oo", "12x"]);
    case("SOA", "a..b h.. x -1 3 4 4294967296", &[".", ".", "x", "-1", "4294967296"]);
    case("SRV", "x 65536 y a..b", &["x", "65536", "y", "."]);
    case("NAPTR", "x 10 \"u\" \"a\\256\" \"\" a..b", &["x", "\\256", "."]);
    case("MX", "ten a..b", &["ten", "."]);
    case(
        "RRSIG",
        "FOO 8 256 x 20261301000000 20260101000000 12345 a..b AQ!ID",
        &["FOO", "256", "x", "20261301000000", ".", "!"],
    );
    case("NSEC3", "256 x 12 zz b A FOO BAR", &["256", "x", "zz", "b", "FOO", "BAR"]);
    case("CSYNC", "x 65536 A FOO", &["x", "65536", "FOO"]);
    case("LP", "x a..b", &["x", "."]);
}

#[test]
fn every_wrong_part_of_a_field() {
    case("TXT", "a\\256b\\9\\x\\999", &["\\256", "\\9", "\\999"]);
    case("HINFO", "\\256 \\300\\400", &["\\256", "\\300", "\\400"]);
    case("CAA", "0 issue \\256\\300", &["\\256", "\\300"]);
    case("HTTPS", "1 . alpn=\\256\\300", &["\\256", "\\300"]);
    case("CNAME", "a..b...c", &[".", "."]);
    case("CNAME", "a\\256\\x\\999.b..c\\", &["\\256", "\\999", ".", "\\"]);
    case("CNAME", "\\256.b.\\[x", &["\\256", "\\["]);
    case("CNAME", "..", &["."]);
    let long = "a".repeat(64);
    case("MX", &format!("x {long}..b.{long}\\9{long}"), &["x", &long, ".", "\\9"]);
    // The rest of a label behind an escape that is none has no length of its own.
    case("CNAME", &format!("\\256{long}.{long}"), &["\\256", &long]);
}

#[test]
fn every_part_of_a_location() {
    case("LOC", "91 N 181 W 0", &["91", "181"]);
    case(
        "LOC",
        "42 61 60 N 71 61.5 61 W 99999999m 99999999m x",
        &["61", "60", "61.5", "61", "99999999m", "99999999m", "x"],
    );
    case("LOC", "42 21 N 71 6 W -24x 30y 10z 1 2", &["-24x"]);
    case("LOC", "42 21 N 71 6 W -24x 30y 10z", &["-24x", "30y", "10z"]);
    case("LOC", "x N y W 0", &["x", "y"]);
    // Without its letter nobody knows where an angle ends.
    case("LOC", "42 21 n 71 6 w 0", &["n"]);
    case("LOC", "42 21 30 15 N 71 W 0", &["15"]);
    case("LOC", "N 71 W 0", &["N"]);
    case("LOC", "95 N 71", &["95"]);
    case("LOC", "42 N 71", &[""]);
}

#[test]
fn a_parameter_in_the_place_of_the_target() {
    case("HTTPS", "1 alpn=h2", &["alpn=h2"]);
    case("HTTPS", "1 alpn=\"h2,h3\" port=x", &["alpn=\"h2,h3\"", "x"]);
    case("SVCB", "0 a=b", &["a=b"]);
    case("SVCB", "1 no-default-alpn alpn=h2", &["no-default-alpn"]);
}

#[test]
fn a_token_too_few_or_too_many_is_one_fault() {
    case("MX", "mail", &["mail"]);
    case("MX", "ten mail extra", &["ten"]);
    case("SRV", "0 0 host", &["host"]);
    case("SRV", "0 x 443", &["x"]);
    case("SOA", "ns1 h 1 x 3 y", &["x"]);
    case("SOA", "ns1 h 1 x 3 y 5 6", &["x"]);
    case("SRV", "0 0 443 a b", &["b"]);
    case("AMTRELAY", "10 2 1", &["2"]);
}

#[test]
fn an_unknown_origin_hides_no_token_too_few_or_too_many() {
    without_origin("SRV", "0 0 443 host", &[(FaultKind::OriginUnknown, "host")]);
    without_origin("SRV", "0 0 443 host extra", &[(FaultKind::ExtraToken, "extra")]);
    without_origin("NS", "host extra", &[(FaultKind::ExtraToken, "extra")]);
    without_origin("SOA", "x y 443", &[(FaultKind::Incomplete, "")]);
    without_origin(
        "SOA",
        "x y z 1 1 1 1",
        &[(FaultKind::OriginUnknown, "x"), (FaultKind::OriginUnknown, "y"), (FaultKind::Invalid, "z")],
    );
}

/// Checks the faults of names and the rest where no origin is known.
#[track_caller]
fn without_origin(mnemonic: &str, text: &str, expected: &[(FaultKind, &str)]) {
    let end = u32::try_from(text.len()).unwrap();
    let context = Context { text: text.as_bytes(), origin: None, marks: None, dialect: Dialect::Bind };
    let parsed = parse(rtype(mnemonic), &context, &tokens(text.as_bytes()), end, &mut Vec::new());
    let found: Vec<_> = parsed
        .unwrap_err()
        .iter()
        .map(|fault| (fault.kind, text.get(fault.span.start as usize..fault.span.end as usize).unwrap()))
        .collect();
    assert_eq!(found, expected, "{mnemonic} {text}");
}

#[test]
fn fields_that_depend_on_one_that_could_not_be_read() {
    // The digest type is where it was, so the length is known to be wrong.
    case("DS", "x 8 2 0123", &["x", "0123"]);
    case("DS", "1 FOO 2 0123", &["FOO", "0123"]);
    // It is not, so any length may be right.
    case("DS", "1 8 x 0123", &["x"]);
    case("TLSA", "x 1 y 0123", &["x", "y"]);
    case("IPSECKEY", "x 1 2 192.0.2.256 AQID", &["x", "256"]);
    case("IPSECKEY", "1 9 2 gw AQI", &["9", "AQI"]);
    case("AMTRELAY", "x 2 4 relay", &["x", "2", "4"]);
    case("AMTRELAY", "1 0 4 relay", &["4"]);
    case("SVCB", "x . alpn=h2 prt=1", &["x", "prt"]);
    case("CAA", "256 is-sue ca_x", &["256", "is-sue"]);
    case("CAA", "256 issue x", &["256"]);
    case("A6", "x 192.0.2.1 a..b", &["x", "192.0.2.1", "."]);
    case("A6", "129 ::1", &["129"]);
    case("A6", "129 prefix", &["129"]);
}

#[test]
fn every_member_of_a_list() {
    case("NSEC", "b A FOO BAR MX DYNA", &["FOO", "BAR", "DYNA"]);
    case("NXT", "b FOO A CAA", &["FOO", "CAA"]);
    case("APL", "1:192.0.2.0/33 1:192.0.2.0/24 1:1.2.3/8 3:x/1 x", &["33", "1.2.3", "3", "x"]);
    case("TXT", "a\\256 b \\9", &["\\256", "\\9"]);
    case("WKS", "192.0.2.1 6 smpt 25 65536", &["smpt", "65536"]);
    case("HIP", "256 200 AQID a..b c d..e", &["256", "200", ".", "."]);
    case("HTTPS", "1 . prt=8443 alpn=h2 port=x ipv4hint=1.2.3.256", &["prt", "x", "256"]);
    case("HTTPS", "1 . prt=\"8443\" alpn=\"h2\" foo", &["prt", "foo"]);
    case("HTTPS", "1 . port=1 port=2 port=3", &["port", "port"]);
    // What a parameter should be is known although its value is not.
    case("HTTPS", "1 . mandatory=port port=x", &["x"]);
    case("HTTPS", "1 . alpn=\"\" no-default-alpn", &["alpn="]);
    case("HTTPS", "1 . mandatory=port,alpn no-default-alpn", &["port,alpn", "no-default-alpn"]);
    let long = "a".repeat(256);
    case("TXT", &format!("{long} b {long}"), &[&long, &long]);
}
