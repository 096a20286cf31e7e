//! RDATA that some servers read and others refuse.

use super::{Dialect, read_in, rtype};

/// Checks in which dialects text is read.
#[track_caller]
fn case(mnemonic: &str, text: &str, readers: &[Dialect]) {
    let read: Vec<Dialect> = Dialect::ALL
        .into_iter()
        .filter(|&dialect| read_in(dialect, rtype(mnemonic), text.as_bytes()).is_ok())
        .collect();
    assert_eq!(read, readers, "{mnemonic} {}", text.get(..80).unwrap_or(text));
}

const BUT_BIND: [Dialect; 5] = [Dialect::Knot, Dialect::Nsd, Dialect::Pdns, Dialect::Gdnsd, Dialect::Msdns];

#[test]
fn names_of_numbers() {
    let digest = "00".repeat(32);
    case("DS", &format!("1 8 SHA-256 {digest}"), &[Dialect::Bind]);
    case("DS", &format!("1 8 2 {digest}"), &Dialect::ALL);
    case("DNSKEY", "ZONE|KSK 3 8 AQID", &[Dialect::Bind]);
    case("DNSKEY", "0x101 3 8 AQID", &[Dialect::Bind]);
    case("DNSKEY", "257 3 RSASHA256 AQID", &Dialect::ALL);
}

#[test]
fn keys_of_service_parameters() {
    case("SVCB", "1 . ohttp", &[Dialect::Knot, Dialect::Nsd, Dialect::Pdns]);
    case("SVCB", "1 . mandatory=ohttp key8", &[Dialect::Knot, Dialect::Nsd, Dialect::Pdns]);
    case("SVCB", "1 . key8", &Dialect::ALL);
    case("SVCB", "1 . tls-supported-groups=29,23", &[Dialect::Nsd]);
    case("SVCB", "1 . key65534=x", &Dialect::ALL);
    case("SVCB", "1 . key65535=x", &[Dialect::Bind, Dialect::Knot, Dialect::Pdns]);
    case("SVCB", "1 . no-default-alpn", &[]);
    case("SVCB", "0 x. alpn=h2", &[]);
}

#[test]
fn texts_and_sizes() {
    case("URI", "1 1 https://x", &[Dialect::Knot]);
    case("URI", "1 1 \"https://x\"", &Dialect::ALL);
    case("TYPE731", &format!("\\# 65510 {}", "00".repeat(65510)), &Dialect::ALL);
    case("TYPE731", &format!("\\# 65511 {}", "00".repeat(65511)), &BUT_BIND);
    case("TYPE731", &format!("\\# 65535 {}", "00".repeat(65535)), &BUT_BIND);
    case("OPENPGPKEY", &"AAAA".repeat(65511 / 3), &BUT_BIND);
    case("OPENPGPKEY", &"AAAA".repeat(65535 / 3 + 1), &[]);
}
