//! Numbers that also have names: algorithms, digest types, certificate types, flags.

use std::fmt::Write as _;

use super::input::{Input, Word};
use super::kind::{Field, Kind, exactly, keep};
use super::number::{NumberError, big_endian, decimal, push, take_number};
use super::spelling::Spelling;
use super::{Fault, FaultKind};

/// The names of one registry.
trait Symbols {
    const NAMES: &'static [(&'static str, u16)];
    /// What a name is to the servers; `None` where all of them read it.
    const SPELLING: Option<Spelling> = None;
}

/// A DNSSEC algorithm (RFC 4034 appendix A.1, IANA).
pub(super) static ALGORITHM: Kind =
    symbol::<1, Algorithm>("an algorithm: a number from 0 to 255, or a mnemonic such as ECDSAP256SHA256");
/// A DS digest type; BIND alone reads the mnemonics.
pub(super) static DIGEST_TYPE: Kind = symbol::<1, DigestType>("a digest type: a decimal number from 0 to 255");
/// A certificate type (RFC 4398 §2.1).
pub(super) static CERT_TYPE: Kind =
    symbol::<2, CertType>("a certificate type: a number from 0 to 65535, or a mnemonic such as PKIX");
/// A key protocol (RFC 2535 §3.1.3); DNSKEY has 3.
pub(super) static PROTOCOL: Kind = symbol::<1, Protocol>("a decimal number from 0 to 255");
/// A DSYNC scheme (RFC 9859 §2.1).
pub(super) static SCHEME: Kind = symbol::<1, Scheme>("a scheme: a number from 0 to 255, or NOTIFY");
/// Key flags: BIND reads them in hexadecimal and as mnemonics joined by `|` too (RFC 2535 §7.1).
pub(super) static KEY_FLAGS: Kind = Kind { parse: parse_flags, ..symbol::<2, KeyFlags>("key flags from 0 to 65535") };

const fn symbol<const N: usize, S: Symbols>(expected: &'static str) -> Kind {
    Kind {
        expected,
        take: take_number::<N>,
        parse: parse_symbol::<N, S>,
        measure: exactly::<N>,
        canonical: keep,
        present: present_number,
    }
}

fn parse_symbol<const N: usize, S: Symbols>(
    input: &mut Input<'_>,
    field: &Field,
    out: &mut Vec<u8>,
) -> Result<(), Fault> {
    let limit = u64::MAX >> (64 - 8 * N);
    let word = input.bare(field)?;
    push::<N>(number_or_name::<S>(&word, field, word.octets, input, limit)?, out);
    Ok(())
}

/// Reads `octets` of a word as number or name.
fn number_or_name<S: Symbols>(
    word: &Word<'_>,
    field: &Field,
    octets: &[u8],
    input: &Input<'_>,
    limit: u64,
) -> Result<u64, Fault> {
    match decimal(octets, limit) {
        Ok(number) => Ok(number),
        Err(NumberError::TooLarge) => Err(field.fault(FaultKind::NumberOutOfRange, word.span)),
        Err(NumberError::NotANumber) => S::NAMES
            .iter()
            .find(|(name, _)| name.as_bytes().eq_ignore_ascii_case(octets))
            .filter(|_| S::SPELLING.is_none_or(|spelling| input.reads(spelling)))
            .map(|&(_, number)| number.into())
            .ok_or_else(|| field.fault(FaultKind::Invalid, word.span)),
    }
}

fn parse_flags(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let word = input.bare(field)?;
    let mut flags = 0;
    let prefixed = word.octets.strip_prefix(b"0x").or_else(|| word.octets.strip_prefix(b"0X"));
    if let Some(digits) = prefixed.filter(|_| input.reads(Spelling::FlagNames)) {
        flags = hexadecimal(digits).map_err(|kind| field.fault(kind, word.span))?;
    } else if word.octets.contains(&b'|') && !input.reads(Spelling::FlagNames) {
        return Err(field.fault(FaultKind::Invalid, word.span));
    } else {
        for part in word.octets.split(|&octet| octet == b'|') {
            flags |= number_or_name::<KeyFlags>(&word, field, part, input, u16::MAX.into())?;
        }
    }
    push::<2>(flags, out);
    Ok(())
}

fn hexadecimal(digits: &[u8]) -> Result<u64, FaultKind> {
    if digits.is_empty() {
        return Err(FaultKind::Invalid);
    }
    let value = digits.iter().try_fold(0u64, |sum, &digit| {
        let digit = super::hex::hex_digit(digit).ok_or(FaultKind::Invalid)?;
        Ok(sum.saturating_mul(16).saturating_add(digit.into()))
    })?;
    if value > u16::MAX.into() { Err(FaultKind::NumberOutOfRange) } else { Ok(value) }
}

fn present_number(_prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    write!(text, "{}", big_endian(octets)).ok()
}

/// Tells whether the flags that RDATA of KEY begins with are those of a zone key: name type 1 (RFC 2535 §3.1.2).
pub(super) fn is_zone_key(wire: &[u8]) -> bool {
    wire.first().is_some_and(|flags| flags & 0x03 == 0x01)
}

struct Algorithm;

impl Symbols for Algorithm {
    const NAMES: &'static [(&'static str, u16)] = &[
        ("RSAMD5", 1),
        ("DH", 2),
        ("DSA", 3),
        ("ECC", 4),
        ("RSASHA1", 5),
        ("DSA-NSEC3-SHA1", 6),
        ("NSEC3DSA", 6),
        ("RSASHA1-NSEC3-SHA1", 7),
        ("NSEC3RSASHA1", 7),
        ("RSASHA256", 8),
        ("RSASHA512", 10),
        ("ECC-GOST", 12),
        ("ECCGOST", 12),
        ("ECDSAP256SHA256", 13),
        ("ECDSAP384SHA384", 14),
        ("ED25519", 15),
        ("ED448", 16),
        ("SM2SM3", 17),
        ("ECC-GOST12", 23),
        ("INDIRECT", 252),
        ("PRIVATEDNS", 253),
        ("PRIVATEOID", 254),
    ];
}

struct DigestType;

impl Symbols for DigestType {
    const NAMES: &'static [(&'static str, u16)] =
        &[("SHA-1", 1), ("SHA1", 1), ("SHA-256", 2), ("SHA256", 2), ("GOST", 3), ("SHA-384", 4), ("SHA384", 4)];
    const SPELLING: Option<Spelling> = Some(Spelling::DigestName);
}

struct CertType;

impl Symbols for CertType {
    const NAMES: &'static [(&'static str, u16)] = &[
        ("PKIX", 1),
        ("SPKI", 2),
        ("PGP", 3),
        ("IPKIX", 4),
        ("ISPKI", 5),
        ("IPGP", 6),
        ("ACPKIX", 7),
        ("IACPKIX", 8),
        ("URI", 253),
        ("OID", 254),
    ];
}

struct Protocol;

impl Symbols for Protocol {
    const NAMES: &'static [(&'static str, u16)] =
        &[("NONE", 0), ("TLS", 1), ("EMAIL", 2), ("DNSSEC", 3), ("IPSEC", 4), ("ALL", 255)];
}

struct Scheme;

impl Symbols for Scheme {
    const NAMES: &'static [(&'static str, u16)] = &[("NOTIFY", 1)];
}

struct KeyFlags;

impl Symbols for KeyFlags {
    const SPELLING: Option<Spelling> = Some(Spelling::FlagNames);
    const NAMES: &'static [(&'static str, u16)] = &[
        ("NOCONF", 0x4000),
        ("NOAUTH", 0x8000),
        ("NOKEY", 0xc000),
        ("FLAG2", 0x2000),
        ("EXTEND", 0x1000),
        ("FLAG4", 0x0800),
        ("FLAG5", 0x0400),
        ("USER", 0x0000),
        ("ZONE", 0x0100),
        ("HOST", 0x0200),
        ("NTYP3", 0x0300),
        ("FLAG8", 0x0080),
        ("REVOKE", 0x0080),
        ("FLAG9", 0x0040),
        ("FLAG10", 0x0020),
        ("FLAG11", 0x0010),
        ("KSK", 0x0001),
        ("SIG0", 0),
        ("SIG1", 1),
        ("SIG2", 2),
        ("SIG3", 3),
        ("SIG4", 4),
        ("SIG5", 5),
        ("SIG6", 6),
        ("SIG7", 7),
        ("SIG8", 8),
        ("SIG9", 9),
        ("SIG10", 10),
        ("SIG11", 11),
        ("SIG12", 12),
        ("SIG13", 13),
        ("SIG14", 14),
        ("SIG15", 15),
    ];
}
