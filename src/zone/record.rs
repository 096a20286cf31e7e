//! One record: where it stands and what it says.

use super::{NameId, RdataId};
use crate::source::SourceId;

/// An RR type number (RFC 3597 for those without a mnemonic).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rtype(pub u16);

impl Rtype {
    /// Host address (RFC 1035).
    pub const A: Self = Self(1);
    /// Authoritative server (RFC 1035).
    pub const NS: Self = Self(2);
    /// Alias (RFC 1035).
    pub const CNAME: Self = Self(5);
    /// Start of authority (RFC 1035).
    pub const SOA: Self = Self(6);
    /// Pointer (RFC 1035).
    pub const PTR: Self = Self(12);
    /// Mail exchange (RFC 1035).
    pub const MX: Self = Self(15);
    /// Text (RFC 1035).
    pub const TXT: Self = Self(16);
    /// Key of a host or user (RFC 2535, RFC 3445).
    pub const KEY: Self = Self(25);
    /// IPv6 address (RFC 3596).
    pub const AAAA: Self = Self(28);
    /// Service (RFC 2782).
    pub const SRV: Self = Self(33);
    /// Redirection of a subtree (RFC 6672).
    pub const DNAME: Self = Self(39);
    /// Delegation signer (RFC 4034).
    pub const DS: Self = Self(43);
    /// Signature (RFC 4034).
    pub const RRSIG: Self = Self(46);
    /// Authenticated denial (RFC 4034).
    pub const NSEC: Self = Self(47);
    /// Service binding (RFC 9460).
    pub const SVCB: Self = Self(64);
    /// Service binding for HTTP (RFC 9460).
    pub const HTTPS: Self = Self(65);
    /// Addresses that gdnsd computes; a word without number, one of the range of questions stands for it.
    pub const DYNA: Self = Self(241);
    /// An alias or addresses that gdnsd computes, likewise.
    pub const DYNC: Self = Self(242);
    /// The alias of `PowerDNS` and Knot, from the private range.
    pub const ALIAS: Self = Self(65401);
    /// Certification authority authorization (RFC 8659).
    pub const CAA: Self = Self(257);
}

/// How far a record counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Read whole and inside the zone.
    Loaded,
    /// Read whole, but its owner is not at or below the origin: servers drop it or refuse the zone.
    OutOfZone,
    /// A field is wrong: it still counts as "a record of this type at this owner", but its data compares with nothing.
    Broken,
}

/// One record of a zone, by value: names and RDATA live in arenas of the [`super::Zone`], and its places in the text are
/// found by reading its entry again (`zonefile::places`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    /// Owner.
    pub owner: NameId,
    /// Offset in `source` where the lines of its entry begin.
    pub at: u32,
    /// Where its RDATA begins in the arena.
    pub(super) rdata: RdataId,
    /// What it has in common with others.
    pub manner: Manner,
}

/// What many records of a zone have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manner {
    /// Effective TTL in seconds.
    pub ttl: u32,
    /// The file it stands in.
    pub source: SourceId,
    /// Type.
    pub rtype: Rtype,
    /// How far it counts.
    pub standing: Standing,
    /// Whether its TTL is known: false after a `$TTL` that could not be read.
    pub ttl_known: bool,
    /// Whether `$GENERATE` made it: its places are the directive's.
    pub generated: bool,
}

impl Manner {
    /// Of a record that is none.
    pub(super) const NONE: Self = Self {
        ttl: 0,
        source: SourceId::FIRST,
        rtype: Rtype(0),
        standing: Standing::Broken,
        ttl_known: false,
        generated: false,
    };

    /// Packs everything into one number: two manners are equal where these are.
    #[inline]
    pub(super) fn key(&self) -> u128 {
        let flags = [self.standing as u8, u8::from(self.ttl_known), u8::from(self.generated)];
        let [standing, ttl_known, generated] = flags.map(u128::from);
        u128::from(self.ttl)
            | u128::from(self.source.number()) << 32
            | u128::from(self.rtype.0) << 64
            | standing << 80
            | ttl_known << 88
            | generated << 96
    }
}

impl std::ops::Deref for Record {
    type Target = Manner;

    fn deref(&self) -> &Manner {
        &self.manner
    }
}

impl Record {
    /// Returns where the RDATA is kept. Records of one type may share it; what was not there before has a higher place.
    pub(crate) fn rdata_id(&self) -> RdataId {
        self.rdata
    }

    /// Returns what orders records by their text: the file, the offset of the entry.
    pub fn place(&self) -> (SourceId, u32) {
        (self.source, self.at)
    }
}
