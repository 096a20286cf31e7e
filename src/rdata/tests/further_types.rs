//! Types that few zones hold and few servers know: octets, canonical text, faults.

use super::{Dialect, hex, read, read_in, rtype};
use crate::rdata::{FaultKind, present};

/// Checks the octets of text, and that the canonical text of the octets is read back to them.
#[track_caller]
fn good_in(dialect: Dialect, mnemonic: &str, text: &str, octets: &str, canonical: &str) {
    let rtype = rtype(mnemonic);
    let wire = read_in(dialect, rtype, text.as_bytes()).unwrap();
    assert_eq!(hex(&wire), octets, "{mnemonic} {text}");
    assert_eq!(present(rtype, &wire), canonical, "{mnemonic} {text}");
    assert_eq!(read_in(dialect, rtype, canonical.as_bytes()).unwrap(), wire, "{mnemonic} {canonical}");
    let generic = format!("\\# {} {}", wire.len(), hex(&wire));
    assert_eq!(read_in(dialect, rtype, generic.as_bytes()).unwrap(), wire, "{mnemonic} {generic}");
}

#[track_caller]
fn good(mnemonic: &str, text: &str, octets: &str, canonical: &str) {
    good_in(Dialect::Bind, mnemonic, text, octets, canonical);
}

/// Checks the first fault and the text it points at.
#[track_caller]
fn bad_in(dialect: Dialect, mnemonic: &str, text: &str, kind: FaultKind, at: &str) {
    let fault = read_in(dialect, rtype(mnemonic), text.as_bytes()).unwrap_err().remove(0);
    let found = String::from_utf8_lossy(fault.span.of(text.as_bytes())).into_owned();
    assert_eq!((fault.kind, found.as_str()), (kind, at), "{mnemonic} {text}");
}

#[track_caller]
fn bad(mnemonic: &str, text: &str, kind: FaultKind, at: &str) {
    bad_in(Dialect::Bind, mnemonic, text, kind, at);
}

#[test]
fn well_known_services() {
    good(
        "WKS",
        "192.0.2.1 tcp smtp 80",
        "c00002010600000040000000000000 80".replace(' ', "").as_str(),
        "192.0.2.1 6 25 80",
    );
    good("WKS", "192.0.2.1 TCP SMTP", "c00002010600000040", "192.0.2.1 6 25");
    good(
        "WKS",
        "192.0.2.1 udp domain domain",
        "c000020111000000000000 04".replace(' ', "").as_str(),
        "192.0.2.1 17 53",
    );
    good("WKS", "192.0.2.1 132 0", "c00002018480", "192.0.2.1 132 0");
    good("WKS", "192.0.2.1 6", "c000020106", "192.0.2.1 6");
    bad("WKS", "192.0.2 6 25", FaultKind::AddressInvalid, "192.0.2");
    bad("WKS", "192.0.2.1 256 25", FaultKind::NumberOutOfRange, "256");
    bad("WKS", "192.0.2.1 sctp 25", FaultKind::Invalid, "sctp");
    bad("WKS", "192.0.2.1 6 65536", FaultKind::NumberOutOfRange, "65536");
    bad("WKS", "192.0.2.1 6 smpt", FaultKind::Invalid, "smpt");
    bad("WKS", "192.0.2.1", FaultKind::Incomplete, "");
    bad("WKS", "\\# 7 c0000201060000", FaultKind::GenericInvalid, "0000");
}

#[test]
fn next_of_rfc_2535() {
    good("NXT", "b A MX", "0162076578616d706c6503636f6d004001", "b.example.com. A MX");
    good("NXT", "b.", "016200", "b.");
    good("NXT", "b. 15 TYPE1 A", "0162004001", "b. A MX");
    good("NXT", "b. 127", "016200000000000000000000000000000000 01".replace(' ', "").as_str(), "b. TYPE127");
    bad("NXT", "b. CAA", FaultKind::Invalid, "CAA");
    bad("NXT", "b. 128", FaultKind::Invalid, "128");
    bad("NXT", "b. 0", FaultKind::Invalid, "0");
    bad("NXT", "b. A FOO", FaultKind::Invalid, "FOO");
    bad("NXT", "\\# 4 01620080", FaultKind::GenericInvalid, "80");
    bad("NXT", "\\# 5 0162004000", FaultKind::GenericInvalid, "4000");
}

#[test]
fn addresses_in_parts() {
    good("A6", "0 2001:DB8::1", "0020010db8000000000000000000000001", "0 2001:db8::1");
    good("A6", "64 ::1 P.", "400000000000000001017000", "64 ::1 p.");
    good("A6", "64 2001:db8::1 p.", "400000000000000001017000", "64 ::1 p.");
    good("A6", "65 ::ffff:ffff:ffff:1 p.", "417fffffffffff0001017000", "65 ::7fff:ffff:ffff:1 p.");
    good("A6", "128 p.", "80017000", "128 p.");
    bad("A6", "129 p.", FaultKind::NumberOutOfRange, "129");
    bad("A6", "0 2001:db8::1 p.", FaultKind::ExtraToken, "p.");
    bad("A6", "64 ::1", FaultKind::Incomplete, "");
    bad("A6", "128", FaultKind::Incomplete, "");
    bad("A6", "0 192.0.2.1", FaultKind::AddressInvalid, "192.0.2.1");
    bad("A6", "x ::1 p.", FaultKind::Invalid, "x");
    bad("A6", "\\# 2 4000", FaultKind::GenericInvalid, "00");
    // Bits in front of the suffix count for nothing, so they are cleared there too.
    let wire = read(rtype("A6"), b"\\# 12 41ffffffffffff0001017000").unwrap();
    assert_eq!(hex(&wire), "417fffffffffff0001017000");
}

#[test]
fn atm_addresses() {
    good("ATMA", "+61.200.000.000", "013631323030303030303030", "+61200000000");
    good("ATMA", "39.246F.12", "0039246f12", "39246f12");
    good("ATMA", "3.9", "0039", "39");
    for text in ["394", "39g", ".39", "39.", "3..9", "+", "+.", "+6a", "."] {
        assert!(read(rtype("ATMA"), text.as_bytes()).is_err(), "{text}");
    }
    bad("ATMA", "39g1", FaultKind::Invalid, "g");
    bad("ATMA", "+6a", FaultKind::Invalid, "a");
    bad("ATMA", "39 24", FaultKind::ExtraToken, "24");
    bad("ATMA", "\\# 2 0141", FaultKind::GenericInvalid, "0141");
    let unassigned = read(rtype("ATMA"), b"\\# 2 02ff").unwrap();
    assert_eq!(present(rtype("ATMA"), &unassigned), "\\# 2 02ff");
}

#[test]
fn positions() {
    good(
        "GPOS",
        "-32.6882 116.8652 10.0",
        "082d33322e36383832083131362e383635320431302e30",
        "\"-32.6882\" \"116.8652\" \"10.0\"",
    );
    good(
        "GPOS",
        "116.8652 -32.6882 10",
        "083131362e38363532082d33322e36383832023130",
        "\"116.8652\" \"-32.6882\" \"10\"",
    );
    good("GPOS", "180.0 90.0 -1", "053138302e300439302e30022d31", "\"180.0\" \"90.0\" \"-1\"");
    bad("GPOS", "180.1 0 0", FaultKind::NumberOutOfRange, "180.1");
    bad("GPOS", "0 -181 0", FaultKind::NumberOutOfRange, "-181");
    bad("GPOS", "100 90.5 0", FaultKind::NumberOutOfRange, "90.5");
    bad("GPOS", "1e3 0 0", FaultKind::Invalid, "1e3");
    bad("GPOS", "0 0 \"\"", FaultKind::Invalid, "");
    bad("GPOS", "0 0 .", FaultKind::Invalid, ".");
    bad("GPOS", "1 1.2.3 1", FaultKind::Invalid, "1.2.3");
}

#[test]
fn look_up_by_wins() {
    let good = |mnemonic, text, octets, canonical| good_in(Dialect::Msdns, mnemonic, text, octets, canonical);
    let bad = |mnemonic, text, kind, at| bad_in(Dialect::Msdns, mnemonic, text, kind, at);
    good("WINS", "LOCAL L3 C60 192.0.2.1", "00010000000000030000003c00000001c0000201", "LOCAL L3 C60 192.0.2.1");
    good(
        "WINS",
        "192.0.2.1 192.0.2.2",
        "00000000000000020000038400000002c0000201c0000202",
        "L2 C900 192.0.2.1 192.0.2.2",
    );
    good(
        "WINSR",
        "l3 Nbstat.Example.",
        "000000000000000300000384066e6273746174076578616d706c6500",
        "L3 C900 nbstat.example.",
    );
    good(
        "WINS-R",
        "LOCAL c1.example.",
        "00010000000000020000038402633107 6578616d706c6500".replace(' ', "").as_str(),
        "LOCAL L2 C900 c1.example.",
    );
    bad("WINS", "LOCAL L2", FaultKind::Incomplete, "");
    bad("WINS", "L4294967296 192.0.2.1", FaultKind::NumberOutOfRange, "L4294967296");
    bad("WINS", "192.0.2.1 C2", FaultKind::AddressInvalid, "C2");
    bad("WINSR", "x. y.", FaultKind::ExtraToken, "y.");
    bad(
        "WINS",
        "\\# 16 00000000000000020000038400000000",
        FaultKind::GenericInvalid,
        "00000000000000020000038400000000",
    );
    let scope = read_in(Dialect::Msdns, rtype("WINS"), b"\\# 20 80000000000000020000038400000001c0000201").unwrap();
    assert!(present(rtype("WINS"), &scope).starts_with("\\# 20 "));
}

#[test]
fn words_of_other_file_formats() {
    good_in(Dialect::Pdns, "ALIAS", "Web", "03776562076578616d706c6503636f6d00", "web.example.com.");
    good_in(Dialect::Knot, "ALIAS", "web.", "0377656200", "web.");
    good_in(Dialect::Pdns, "LUA", "A \"return 1\"", "00010872657475726e2031", "A \"return 1\"");
    good_in(Dialect::Gdnsd, "DYNA", "geoip!www", "67656f697021777777", "geoip!www");
    good_in(Dialect::Gdnsd, "DYNC", "null", "6e756c6c", "null");
    bad_in(Dialect::Gdnsd, "DYNA", "geoip!", FaultKind::Invalid, "geoip!");
    bad_in(Dialect::Gdnsd, "DYNA", "\"a\"", FaultKind::Invalid, "\"a\"");
    // Where the word is not known, the private number is anybody's.
    bad_in(Dialect::Bind, "TYPE65401", "web.", FaultKind::GenericInvalid, "web.");
    assert_eq!(hex(&read_in(Dialect::Bind, rtype("TYPE65401"), b"\\# 1 05").unwrap()), "05");
}
