//! Where domain names stand in RDATA, as the table of types has it.
//!
//! Flows in: RDATA in wire form. Flows out: the names in it, each with the number of its token in the text form. The
//! domain behind Windows' WINSR, which switches of any number stand before, is not among them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::kind::{Field, Kind};
use super::name::{NAME, measure_name};
use super::table::{Grammar, TYPES};
use super::{a6, gateway, hip, svcb};
use crate::zone::Rtype;

/// Iterates over the names in RDATA, with the number, from 0, of the token that each is. It ends early in RDATA that is not
/// of its type.
///
/// Those of signatures and of authenticated denial are among them: copies of owners.
#[inline]
pub(crate) fn names_in(rtype: Rtype, rdata: &[u8]) -> NamesIn<'_> {
    NamesIn { parts: parts(rtype), rdata, at: 0, token: 0 }
}

/// Tells whether RDATA of a type may hold names.
#[inline]
pub(crate) fn may_hold_names(rtype: Rtype) -> bool {
    !parts(rtype).is_empty()
}

/// The names in one RDATA.
#[derive(Clone, Debug)]
pub(crate) struct NamesIn<'a> {
    /// The fields ahead.
    parts: &'static [Part],
    rdata: &'a [u8],
    /// How many octets are behind.
    at: usize,
    /// How many tokens are behind.
    token: usize,
}

/// A field of a type, up to the last that may be a name.
#[derive(Clone, Copy, Debug)]
struct Part {
    kind: &'static Kind,
    holds: Holds,
}

/// Whether a field is a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    No,
    /// A name.
    Name,
    /// A gateway, which may be one.
    Gateway,
    /// A relay, likewise.
    Relay,
    /// The discovery bit and the type of a relay: one octet and two tokens.
    TwoTokens,
    /// Nothing, and then no token, or something else.
    MayBeAbsent,
    /// Nothing, or a name.
    NameOrAbsent,
    /// A host identity, which ends in names.
    Servers,
}

impl Holds {
    fn of(kind: &Kind) -> Self {
        let known: [(&'static Kind, Self); 8] = [
            (&NAME, Self::Name),
            (&svcb::TARGET, Self::Name),
            (&gateway::GATEWAY, Self::Gateway),
            (&gateway::RELAY, Self::Relay),
            (&gateway::RELAY_TYPE, Self::TwoTokens),
            (&a6::SUFFIX, Self::MayBeAbsent),
            (&a6::PREFIX_NAME, Self::NameOrAbsent),
            (&hip::HOST_IDENTITY, Self::Servers),
        ];
        known.iter().find(|(other, _)| std::ptr::eq(kind, *other)).map_or(Self::No, |(_, holds)| *holds)
    }

    fn is_name(self, prior: &[u8], octets: &[u8]) -> bool {
        match self {
            Self::Name | Self::Servers => true,
            Self::Gateway => gateway::gateway_is_name(prior),
            Self::Relay => gateway::relay_is_name(prior),
            Self::NameOrAbsent => !octets.is_empty(),
            Self::No | Self::TwoTokens | Self::MayBeAbsent => false,
        }
    }

    fn tokens(self, octets: &[u8]) -> usize {
        match self {
            Self::TwoTokens => 2,
            Self::MayBeAbsent | Self::NameOrAbsent => usize::from(!octets.is_empty()),
            _ => 1,
        }
    }
}

impl<'a> Iterator for NamesIn<'a> {
    type Item = (usize, &'a [u8]);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (part, ahead) = self.parts.split_first()?;
            let (prior, rest) = self.rdata.split_at_checked(self.at)?;
            if part.holds == Holds::Servers {
                return self.server();
            }
            let length =
                if part.holds == Holds::Name { measure_name(prior, rest)? } else { (part.kind.measure)(prior, rest)? };
            let octets = rest.get(..length)?;
            let token = self.token;
            (self.parts, self.at, self.token) = (ahead, self.at + length, token + part.holds.tokens(octets));
            if part.holds.is_name(prior, octets) {
                return Some((token, octets));
            }
        }
    }
}

impl<'a> NamesIn<'a> {
    /// Takes a rendezvous server of a host identity; they stand behind algorithm, tag and key.
    #[cold]
    fn server(&mut self) -> Option<(usize, &'a [u8])> {
        if self.at == 0 {
            (self.at, self.token) = (self.rdata.len() - hip::servers(self.rdata)?.len(), 3);
        }
        let rest = self.rdata.get(self.at..)?;
        let octets = rest.get(..measure_name(&[], rest)?)?;
        let token = self.token;
        (self.at, self.token) = (self.at + octets.len(), token + 1);
        Some((token, octets))
    }
}

/// The parts of types by number: of the low ones, which nearly all records have, and of the others.
struct Parts {
    low: Vec<Vec<Part>>,
    high: BTreeMap<u16, Vec<Part>>,
}

const LOW: u16 = 256;

static PARTS: LazyLock<Parts> = LazyLock::new(|| {
    let mut all = Parts { low: vec![Vec::new(); LOW.into()], high: BTreeMap::new() };
    for entry in TYPES {
        let Grammar::Fields(fields, _) = entry.grammar else { continue };
        match all.low.get_mut(usize::from(entry.number)) {
            Some(parts) => *parts = up_to_last_name(fields),
            None => {
                all.high.insert(entry.number, up_to_last_name(fields));
            }
        }
    }
    all
});

fn up_to_last_name(fields: &'static [Field]) -> Vec<Part> {
    let parts = fields.iter().map(|field| Part { kind: field.kind, holds: Holds::of(field.kind) });
    let mut parts: Vec<Part> = parts.collect();
    let is_name = |part: &Part| !matches!(part.holds, Holds::No | Holds::TwoTokens | Holds::MayBeAbsent);
    parts.truncate(parts.iter().rposition(is_name).map_or(0, |last| last + 1));
    parts
}

#[inline]
fn parts(rtype: Rtype) -> &'static [Part] {
    let all: &'static Parts = &PARTS;
    let found = all.low.get(usize::from(rtype.0)).or_else(|| all.high.get(&rtype.0));
    found.map_or(&[], |parts| parts)
}
