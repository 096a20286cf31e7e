//! What is carried from entry to entry: origin, owner and TTLs (RFC 1035 §5.1, RFC 2308 §4).
//!
//! Flows in: what directives and records state. Flows out: what the next entry starts with. `inclusion` says what of it
//! an included file gets, and what is left of it behind its end.

use super::default_ttl::{DefaultTtl, WithoutTtl};
use crate::source::{Loc, Span};
use crate::zone::{Name, NameId};

/// The owner that a blank start inherits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// No record yet.
    None,
    /// The last owner could not be read: its records join no zone check (zonefile.md §10.4).
    Unknown,
    /// The last owner, and where it was stated.
    Known(NameId, Loc),
}

/// What is carried from entry to entry.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// Wire form of the origin; `None` after one that could not be read.
    pub(super) origin: Option<Vec<u8>>,
    /// The origin that the present file started with.
    pub(super) file_origin: Option<Vec<u8>>,
    /// Whether the origin is at or below that of the zone, and so are all names that are relative to it.
    pub(super) origin_inside: bool,
    pub(super) owner: Owner,
    /// Whether the owner is that of the including file, and a server concerned does not pass it on.
    pub(super) owner_of_including: bool,
    /// Whether the known owner is at or below the origin of the zone.
    pub(super) owner_inside: bool,
    /// The text that the known owner was read from, while the next entry would read the same from it.
    pub(super) owner_text: Option<Span>,
    pub(super) ttl: DefaultTtl,
    /// Where the present file, or one that it includes, set it last.
    pub(super) ttl_set_at: Option<Loc>,
    /// The TTL of the last record that stated one.
    pub(super) last_ttl: Option<u32>,
    /// MINIMUM of the SOA, once read.
    pub(super) minimum: Option<u32>,
    pub(super) without_ttl: WithoutTtl,
    /// The directive, if the last entry was `$ORIGIN` or `$INCLUDE`.
    pub(super) after: Option<Loc>,
}

impl State {
    pub(super) fn new(origin: Option<&Name>) -> Self {
        let origin = origin.map(|name| name.wire().to_vec());
        Self {
            file_origin: origin.clone(),
            origin,
            origin_inside: true,
            owner: Owner::None,
            owner_of_including: false,
            owner_inside: true,
            owner_text: None,
            ttl: DefaultTtl::Absent,
            ttl_set_at: None,
            last_ttl: None,
            minimum: None,
            without_ttl: WithoutTtl::Never,
            after: None,
        }
    }

    /// Tells whether lines from one with an owner on read the same behind this and the other, as long as none of them
    /// looks back further ([`Reader::looked_back`](super::reader::Reader)).
    pub(super) fn reads_alike(&self, other: &Self) -> bool {
        let Self { origin, file_origin, origin_inside, owner_of_including, ttl, without_ttl, .. } = self;
        // The rest is what such a line states, or is asked for by what looks back alone.
        (origin, file_origin, origin_inside) == (&other.origin, &other.file_origin, &other.origin_inside)
            && (owner_of_including, ttl, without_ttl) == (&other.owner_of_including, &other.ttl, &other.without_ttl)
    }
}
