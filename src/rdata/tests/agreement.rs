//! hickory-proto as a second opinion: what we write, it has to read and write again.

use hickory_proto::rr::{RData, RecordType};
use hickory_proto::serialize::binary::{BinDecoder, BinEncodable as _, BinEncoder, NameEncoding, Restrict};

use super::{hex, read, rtype};

#[track_caller]
fn case(mnemonic: &str, text: &str) {
    let number = rtype(mnemonic);
    let wire = read(number, text.as_bytes()).unwrap();
    let mut decoder = BinDecoder::new(&wire);
    let length = Restrict::new(u16::try_from(wire.len()).unwrap());
    let rdata = RData::read(&mut decoder, RecordType::from(number.0), length).unwrap();
    assert!(decoder.is_empty(), "{mnemonic} {text}: octets left over");
    assert!(!matches!(rdata, RData::Unknown { .. }), "{mnemonic} is known to hickory-proto");
    let mut again = Vec::new();
    let mut encoder = BinEncoder::new(&mut again);
    encoder.set_name_encoding(NameEncoding::UncompressedLowercase);
    rdata.emit(&mut encoder).unwrap();
    assert_eq!(hex(&again), hex(&wire), "{mnemonic} {text}");
}

#[test]
fn hickory_reads_and_writes_the_same_octets() {
    case("A", "192.0.2.1");
    case("AAAA", "2001:db8::1");
    case("NS", "NS1");
    case("CNAME", "a\\.b.example.net.");
    case("PTR", "host");
    case("SOA", "ns1 hostmaster 2026051101 2h 1h 2w 1h");
    case("MX", "10 mx");
    case("TXT", "\"a b\" c \"\"");
    case("SRV", "1 2 443 host");
    case("CAA", "0 issue \"ca.example\"");
    case("CAA", "128 iodef \"mailto:a@example.com\"");
    case("HINFO", "a b");
    case("NAPTR", "100 10 u E2U+sip \"!^.*$!sip:x@y!\" .");
    case("OPENPGPKEY", "AQIDBA==");
    case("CSYNC", "66 3 A NS AAAA");
    case("CERT", "PKIX 1 8 AQID");
    for certificate in ["TLSA", "SMIMEA"] {
        case(certificate, &format!("3 1 1 {}", "ab".repeat(32)));
    }
    case("SSHFP", &format!("4 2 {}", "ab".repeat(32)));
    for service in ["SVCB", "HTTPS"] {
        case(
            service,
            "1 . alpn=h2,h3 no-default-alpn port=8443 ipv4hint=192.0.2.1 ipv6hint=2001:db8::1 mandatory=port",
        );
        case(service, "0 svc.example.net.");
    }
}
