//! Names in RDATA.

use super::{read, rtype};
use crate::rdata::names_in;
use crate::zone::{Name, Rtype};

/// Checks names and tokens of a record whose origin is `example.com.`.
#[track_caller]
fn case(mnemonic: &str, text: &str, expected: &[(usize, &str)]) {
    let rdata = read(rtype(mnemonic), text.as_bytes()).unwrap();
    let found: Vec<_> =
        names_in(rtype(mnemonic), &rdata).map(|(at, name)| (at, Name::from_wire(name).to_string())).collect();
    let expected: Vec<_> = expected.iter().map(|&(at, name)| (at, name.to_owned())).collect();
    assert_eq!(found, expected, "{mnemonic} {text}");
}

#[test]
fn names_are_found_where_the_fields_say() {
    case("NS", "a", &[(0, "a.example.com.")]);
    case("SOA", "a b. 1 2 3 4 5", &[(0, "a.example.com."), (1, "b.")]);
    case("MX", "10 .", &[(1, ".")]);
    case("SRV", "1 2 3 a", &[(3, "a.example.com.")]);
    case("NAPTR", "1 2 \"u\" \"\" \"!a!b!\" a", &[(5, "a.example.com.")]);
    case("PX", "1 a b", &[(1, "a.example.com."), (2, "b.example.com.")]);
    case("SVCB", "1 a port=1", &[(1, "a.example.com.")]);
    case("NSEC", "a A", &[(0, "a.example.com.")]);
    case("RRSIG", "A 8 1 1 20260101000000 20260101000000 1 a AAAA", &[(7, "a.example.com.")]);
    case("DSYNC", "CDS NOTIFY 1 a", &[(3, "a.example.com.")]);
    case("ALIAS", "a", &[(0, "a.example.com.")]);
    case("A", "192.0.2.1", &[]);
    case("TXT", "a", &[]);
    case("TYPE65280", "\\# 1 00", &[]);
}

#[test]
fn names_that_depend_on_what_is_before_them() {
    case("IPSECKEY", "1 3 2 a AAAA", &[(3, "a.example.com.")]);
    case("IPSECKEY", "1 0 2 . AAAA", &[]);
    case("IPSECKEY", "1 1 2 192.0.2.1 AAAA", &[]);
    case("AMTRELAY", "1 0 3 a", &[(3, "a.example.com.")]);
    case("AMTRELAY", "1 0 2 2001:db8::1", &[]);
    case("A6", "64 ::1 a", &[(2, "a.example.com.")]);
    case("A6", "128 a", &[(1, "a.example.com.")]);
    case("A6", "0 2001:db8::1", &[]);
    case("HIP", "2 00 AAAA a b", &[(3, "a.example.com."), (4, "b.example.com.")]);
    case("HIP", "2 00 AAAA", &[]);
}

#[test]
fn octets_that_are_no_rdata_of_the_type_end_early() {
    assert_eq!(names_in(Rtype::NS, &[3, b'a']).count(), 0);
    assert_eq!(names_in(Rtype::MX, &[0]).count(), 0);
    assert_eq!(names_in(Rtype::SOA, b"\x01a\0\x01").count(), 1);
    assert_eq!(names_in(rtype("HIP"), &[1, 2, 0]).count(), 0);
}
