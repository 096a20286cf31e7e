//! What is known about the types themselves: who knows them by name, which were given up.
//!
//! Flows in: a type. Flows out: the servers that read its mnemonic, since when, and whether to use it any more.

use super::servers::{Server, Servers, release};
use super::table::{Entry, TYPES};
use super::types::{TypeClass, class_by_number, entry};
use super::{Dialect, symbol};
use crate::zone::Rtype;

/// Returns the servers whose current release reads the mnemonic of a type.
///
/// ```
/// use zonegate::{rdata::{Server, known_to}, zone::Rtype};
///
/// assert!(known_to(Rtype::HTTPS).contains(Server::Knot));
/// assert!(!known_to(Rtype(264)).contains(Server::Bind), "IPN");
/// assert_eq!(known_to(Rtype(65280)).iter().count(), 0);
/// ```
#[must_use]
pub fn known_to(rtype: Rtype) -> Servers {
    entry(rtype).map(|entry| entry.servers).unwrap_or_default()
}

/// Returns the first release of a server that knows a type for certain, empty where all in use do; `None` if it does
/// not know the type.
#[must_use]
pub fn known_since(rtype: Rtype, server: Server) -> Option<&'static str> {
    release(entry(rtype)?.known, server)
}

/// Tells whether a record is of a type that was given up. `wire` is its RDATA, as the use of some types was narrowed:
/// KEY is for SIG(0) and TKEY, and no zone key (RFC 3445 §3, RFC 4034 §2).
#[must_use]
pub fn is_obsolete(rtype: Rtype, wire: &[u8]) -> bool {
    entry(rtype).is_some_and(|entry| entry.obsolete || (rtype == Rtype::KEY && symbol::is_zone_key(wire)))
}

/// Tells whether a type may stand in a zone that is written for a server: false only for words of other file formats.
#[must_use]
pub fn may_stand(rtype: Rtype, dialect: Dialect) -> bool {
    entry(rtype).is_none_or(|entry| entry.class != TypeClass::ForeignDialect || entry.servers.contains(dialect))
}

/// Tells whether there is anything to say about a type in a dialect, obsolete or not known by name: one look-up of a
/// bit, for the reader of millions of records.
#[must_use]
pub(crate) fn is_notable(rtype: Rtype, dialect: Dialect) -> bool {
    let bits = NOTABLE.get(dialect as usize).and_then(|words| words.get(usize::from(rtype.0 / 64)));
    bits.is_none_or(|bits| bits & 1 << (rtype.0 % 64) != 0)
}

/// Tells whether the RDATA of a type is checked in a dialect. The report's coverage names the others.
#[must_use]
pub fn is_checked(rtype: Rtype, dialect: Dialect) -> bool {
    entry(rtype).is_some_and(|entry| is_type(entry, dialect))
}

/// Tells whether a number is the type of the table in a dialect: the private number behind a word of another server's
/// file format is anybody's. A word without one is only itself.
#[inline]
pub(super) fn is_type(entry: &Entry, dialect: Dialect) -> bool {
    entry.class != TypeClass::ForeignDialect
        || entry.servers.contains(dialect)
        || class_by_number(Rtype(entry.number)) == TypeClass::Meta
}

/// For each dialect one bit for each number below 320, where all registered types but two are.
static NOTABLE: [[u64; 5]; Dialect::ALL.len()] = notable();

#[expect(clippy::indexing_slicing, reason = "evaluated at compile time only, where a wrong index does not build")]
const fn notable() -> [[u64; 5]; Dialect::ALL.len()] {
    let mut bits = [[0; 5]; Dialect::ALL.len()];
    let mut at = 0;
    while at < TYPES.len() * bits.len() {
        let (entry, dialect) = (&TYPES[at / bits.len()], Dialect::ALL[at % bits.len()]);
        let word = entry.number as usize / 64;
        let known = entry.servers.has(Server::of(dialect));
        if word < bits[0].len() && (entry.obsolete || entry.number == Rtype::KEY.0 || !known) {
            bits[dialect as usize][word] |= 1 << (entry.number % 64);
        }
        at += 1;
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rdata::{lookup, mnemonic};

    #[track_caller]
    fn case(name: &str, known: &str, obsolete: bool) {
        let rtype = lookup(name.as_bytes()).unwrap().rtype;
        let servers: Vec<&str> = known_to(rtype).iter().map(Server::name).collect();
        assert_eq!(servers.join(", "), known, "{name}");
        assert_eq!(is_obsolete(rtype, &[]), obsolete, "{name}");
    }

    #[test]
    fn who_knows_a_type_by_name() {
        case("A", "BIND, Knot DNS, NSD, ldns, PowerDNS, gdnsd, Windows DNS", false);
        case("HHIT", "BIND", false);
        case("CLA", "NSD", false);
        case("NXT", "BIND, NSD, Windows DNS", true);
        case("A6", "BIND", true);
        case("ALIAS", "Knot DNS, PowerDNS", false);
        case("DYNC", "gdnsd", false);
        case("ANAME", "", false);
        assert_eq!(known_since(Rtype::HTTPS, Server::Knot), Some("3.0.3"));
        assert_eq!(known_since(Rtype::A, Server::Knot), Some(""));
        assert_eq!(known_since(Rtype(264), Server::Bind), None);
    }

    #[test]
    fn a_key_is_obsolete_as_zone_key_only() {
        assert!(is_obsolete(Rtype::KEY, &[0x01, 0x00, 3, 8]));
        assert!(!is_obsolete(Rtype::KEY, &[0x02, 0x00, 3, 8]));
        assert!(!is_obsolete(Rtype::KEY, &[0x00, 0x00, 3, 8]));
    }

    #[test]
    fn what_is_obsolete_or_not_known_to_the_dialect_is_notable() {
        for rtype in TYPES.iter().map(|entry| Rtype(entry.number)) {
            for dialect in Dialect::ALL {
                let more_to_say = !known_to(rtype).contains(dialect) || is_obsolete(rtype, &[0x01]);
                // Types with numbers behind the bits are looked at, whoever knows them.
                let expected = more_to_say || rtype.0 >= 320;
                assert_eq!(is_notable(rtype, dialect), expected, "{} {dialect:?}", mnemonic(rtype));
            }
        }
    }
}
