//! Zones to measure with, made from a seed: the same kind, size and seed give the same octets on every machine.
//!
//! Flows in: a [`Kind`], the number of records, a seed. Flows out: [`Made`] zones, the texts of zones that every checker
//! takes. Nothing here is data of a real zone.

#![allow(dead_code, reason = "each benchmark is a crate of its own and uses a part of this")]
#![allow(
    unreachable_pub,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "measures, and is no part of the gate"
)]

mod encode;
mod hosting;
mod random;
mod registry;
mod sheet;
mod signed;
mod words;

use random::Random;

/// A zone that was made.
pub(crate) struct Made {
    /// Its origin, with the final dot.
    pub(crate) origin: String,
    /// Its text.
    pub(crate) text: String,
    /// How many records it has.
    pub(crate) records: usize,
}

/// What a zone looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The delegations of a registry: NS, glue, some DS; relative names.
    Tld,
    /// The same records as a transfer writes them: absolute names, TTL and class on every line.
    TldFull,
    /// A signed zone with its chain of NSEC3; signatures and keys are random octets.
    Signed,
    /// One large zone as people write it: blank owners, parentheses, comments, units.
    Hosting,
}

impl Kind {
    /// Every kind of a single zone.
    pub(crate) const ALL: [Self; 4] = [Self::Tld, Self::TldFull, Self::Signed, Self::Hosting];

    /// Returns the word for it on the command line.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Tld => "tld",
            Self::TldFull => "tldfull",
            Self::Signed => "signed",
            Self::Hosting => "hosting",
        }
    }

    /// Makes a zone of about so many records, a few more at most.
    pub(crate) fn make(self, records: usize, seed: u64) -> Made {
        let mut random = Random::new(seed);
        match self {
            Self::Tld => registry::make(&mut random, records, false),
            Self::TldFull => registry::make(&mut random, records, true),
            Self::Signed => signed::make(&mut random, records),
            Self::Hosting => hosting::make(&mut random, records, "hosting.example.".to_owned()),
        }
    }
}

/// Makes the small zone of a number: the records of one customer, hand-written.
pub(crate) fn small(number: usize, records: usize, seed: u64) -> Made {
    let mut random = Random::new(seed.wrapping_mul(0x0100_0000_01b3) ^ number as u64);
    let origin = format!("{}-{number}.example.", words::word(&mut random));
    hosting::make(&mut random, records, origin)
}
