//! Ways to write RDATA that some servers read and others refuse, as data.
//!
//! Flows in: a spelling that a field met. Flows out: who reads it. The constructs of the text around RDATA are in
//! `zonefile::portability`. Consulted only where such a spelling stands; those that were read are remembered in
//! [`Spellings`], so that the record can be read once more for every other server that counts.

use super::servers::Servers;

/// Text that some servers read in RDATA and others refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// The name of a digest type: `SHA-256` in DS.
    DigestName,
    /// Key flags in hexadecimal or as names joined by `|`.
    FlagNames,
    /// A URI without quotes.
    BareUri,
    /// A digit of an X.121 address as `\DDD`.
    EscapedDigit,
    /// RDATA of more than 65,510 octets.
    LongRdata,
    /// The SVCB key that RFC 9460 §14.3.2 reserves as invalid.
    ReservedKey,
    /// The SVCB key `ohttp` by name.
    Ohttp,
    /// The SVCB key `tls-supported-groups` by name.
    TlsGroups,
    /// A bit-string label: `\[` is `[` to those that read it.
    BitStringLabel,
    /// A group of an IPv6 address with zeros before its four digits.
    LongHextet,
    /// The digits behind `\#` in several tokens.
    GenericSplit,
    /// An SOA timer of several units, each smaller than the one before.
    TimerDescending,
    /// An SOA timer of several units, each larger than the one before.
    TimerAscending,
    /// An SOA timer of several units in no such order.
    TimerMixed,
}

impl Spelling {
    /// Returns who reads it.
    pub(super) const fn read_by(self) -> Servers {
        Servers::of(match self {
            Self::DigestName | Self::FlagNames => "B",
            Self::BareUri => "K",
            Self::EscapedDigit => "N L",
            Self::LongRdata => "K N L P G W",
            Self::ReservedKey => "B K L P",
            Self::Ohttp => "K N L P",
            Self::TlsGroups | Self::LongHextet => "N",
            Self::BitStringLabel => "N L P G",
            Self::GenericSplit => "B K N L G W",
            // As in TTLs, where NSD 4.12 has its test of the order the wrong way round.
            Self::TimerDescending | Self::TimerMixed => "B K L W",
            Self::TimerAscending => "B K N L W",
        })
    }
}

/// Whether RDATA that was read holds a spelling that not all servers read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spellings(u16);

impl Spellings {
    /// Tells whether every server reads all of it.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Returns the set with one more.
    pub(super) const fn with(self, spelling: Spelling) -> Self {
        Self(self.0 | 1 << spelling as u16)
    }
}
