//! Digests, whose length follows from the type number before them; and keys that flags may leave out.

use super::base64::{BASE64, present_base64};
use super::hex::{hex_to_end, present_hex, take_hex};
use super::input::{Input, Tokens};
use super::kind::{Field, Kind, keep, leave};
use super::{Fault, FaultKind};

/// The digest of DS, CDS, DLV and TA.
pub(super) static DS_DIGEST: Kind = digest::<Delegation>();
/// The certificate association of TLSA and SMIMEA.
pub(super) static ASSOCIATION: Kind = digest::<Association>();
/// The fingerprint of SSHFP.
pub(super) static FINGERPRINT: Kind = digest::<Fingerprint>();
/// The digest of ZONEMD.
pub(super) static ZONE_DIGEST: Kind = digest::<ZoneDigest>();
/// The key of KEY: base64, and nothing where the flags say that there is no key (RFC 2535 §3.1.2).
pub(super) static KEY_DATA: Kind = Kind {
    expected: "base64 in groups of four characters, and nothing where the flags say there is no key",
    take: leave,
    parse: parse_key,
    measure: measure_key,
    canonical: keep,
    present: present_base64,
};

/// How long the digests of one registry are.
trait Digests {
    /// Returns the least and the greatest number of octets for a type number.
    fn lengths(number: u8) -> (usize, usize);
}

const ANY_LENGTH: (usize, usize) = (1, usize::MAX);

struct Delegation;

impl Digests for Delegation {
    /// RFC 4509, RFC 5933, RFC 6605, RFC 9558, RFC 9563. Type 0 is the delete record of RFC 8078 §4, whose digest is one octet.
    fn lengths(number: u8) -> (usize, usize) {
        match number {
            1 => (20, 20),
            2 | 3 | 5 | 6 => (32, 32),
            4 => (48, 48),
            _ => ANY_LENGTH,
        }
    }
}

struct Association;

impl Digests for Association {
    /// RFC 6698 §2.1.3. Type 0 is the whole certificate or key.
    fn lengths(number: u8) -> (usize, usize) {
        match number {
            1 => (32, 32),
            2 => (64, 64),
            _ => ANY_LENGTH,
        }
    }
}

struct Fingerprint;

impl Digests for Fingerprint {
    /// RFC 4255 §3.1.2, RFC 6594 §4.
    fn lengths(number: u8) -> (usize, usize) {
        match number {
            1 => (20, 20),
            2 => (32, 32),
            _ => ANY_LENGTH,
        }
    }
}

struct ZoneDigest;

impl Digests for ZoneDigest {
    /// RFC 8976 §2.2.3 and §2.2.4: no digest is shorter than 12 octets.
    fn lengths(number: u8) -> (usize, usize) {
        match number {
            1 => (48, 48),
            2 => (64, 64),
            _ => (12, usize::MAX),
        }
    }
}

const fn digest<D: Digests>() -> Kind {
    Kind {
        expected: "an even number of hexadecimal digits",
        take: take_digest::<D>,
        parse: parse_digest::<D>,
        measure: measure_digest::<D>,
        canonical: keep,
        present: present_hex,
    }
}

/// The type number is always the octet before the digest.
fn lengths<D: Digests>(prior: &[u8]) -> (usize, usize) {
    D::lengths(prior.last().copied().unwrap_or(0))
}

fn take_digest<D: Digests>(tokens: &mut Tokens<'_>, out: &mut Vec<u8>) -> bool {
    let (least, greatest) = lengths::<D>(tokens.prior(out));
    let begin = out.len();
    take_hex(tokens, out) && (least..=greatest).contains(&(out.len() - begin))
}

fn parse_digest<D: Digests>(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let (least, greatest) = lengths::<D>(input.prior(out));
    let begin = out.len();
    let span = hex_to_end(input, field, out)?;
    let length = out.len() - begin;
    if (least..=greatest).contains(&length) {
        return Ok(());
    }
    let bound = if least == greatest { "" } else { "at least " };
    let expected = format!("{bound}{} hexadecimal digits for this type number, not {}", least * 2, length * 2);
    Err(field.fault_with(FaultKind::DigestLengthInvalid, span, expected))
}

fn measure_digest<D: Digests>(prior: &[u8], rest: &[u8]) -> Option<usize> {
    let (least, greatest) = lengths::<D>(prior);
    (least..=greatest).contains(&rest.len()).then_some(rest.len())
}

/// Tells whether the flags, first of the fields before, say that there is no key.
fn has_no_key(prior: &[u8]) -> bool {
    prior.first().is_some_and(|flags| flags & 0xc0 == 0xc0)
}

fn parse_key(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    if has_no_key(input.prior(out)) { Ok(()) } else { (BASE64.parse)(input, field, out) }
}

fn measure_key(prior: &[u8], rest: &[u8]) -> Option<usize> {
    if has_no_key(prior) { Some(0) } else { (!rest.is_empty()).then_some(rest.len()) }
}
