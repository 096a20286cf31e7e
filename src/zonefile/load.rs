//! A zone as it was read, and the ways to ask for it.
//!
//! Flows in: the file of a zone or of a part of one, and who is to read it. Flows out: a [`LoadedZone`].

use super::chains::Chains;
use super::default_ttl::{self, DefaultTtl};
use super::followups;
use super::halves::Cut;
use super::include::Includes;
use super::portability::Audience;
use super::problem::Problems;
use super::reader::{Reader, Reads};
use super::state::{Owner, State};
use crate::source::{Loc, SourceId, SourceMap, Span};
use crate::zone::mixed_ttl::MixedTtl;
use crate::zone::{Name, Rtype, Zone};

/// A zone as read, with everything that is wrong in its text.
#[derive(Debug)]
pub struct LoadedZone {
    /// The zone.
    pub zone: Zone,
    /// The servers that it was read for.
    pub audience: Audience,
    /// Every file read, the zone's own first.
    pub files: Vec<SourceId>,
    /// What is wrong in the text.
    pub problems: Problems,
    /// Where something absent is reported: the SOA's type token, else the first entry, else the start of the file.
    pub anchor: Loc,
    /// The `$INCLUDE` lines that led to each file.
    pub chains: Chains,
    /// The first record of each type whose RDATA this version takes as opaque text.
    pub unchecked: Vec<(Rtype, Loc)>,
    /// Whether a second thread read the second half of the zone's own file, which changes nothing else here.
    pub in_halves: bool,
}

impl LoadedZone {
    /// Returns the zone and which of the TTLs of an RRset its own server loads.
    pub fn as_loaded(&self) -> (&Zone, MixedTtl) {
        (&self.zone, default_ttl::of_rrset(self.audience.dialect))
    }
}

/// Reads a zone for BIND, as [`load_for`] does.
pub fn load(root: SourceId, origin: Option<&Name>, sources: &mut SourceMap, includes: &mut dyn Includes) -> LoadedZone {
    load_for(Audience::default(), root, origin, sources, includes)
}

/// Reads a file that is part of some zone by itself, for what is wrong in its text.
///
/// Nobody knows the zone's origin, nor the owner and the TTL that the `$INCLUDE` of the file would find. Its relative
/// names are taken as if they stood below the root.
pub fn load_fragment(
    audience: Audience,
    root: SourceId,
    sources: &mut SourceMap,
    includes: &mut dyn Includes,
) -> LoadedZone {
    let octets = sources.text(root).len();
    let mut reader = Reader::new(audience.without_own(), root, None, sources, includes, octets);
    reader.reads = Reads::Fragment;
    reader.state = State::new(Some(&Name::root()));
    let start = Loc { source: root, span: Span::at(0) };
    reader.state.owner = Owner::Known(reader.parts.names.add(Name::root().wire()), start);
    reader.state.ttl = DefaultTtl::Unknown;
    reader.file(root);
    finish(reader, root)
}

/// Reads a zone from its file, a large one on two threads. `origin` is `None` where nobody knows it: relative names stay
/// unknown.
pub fn load_for(
    audience: Audience,
    root: SourceId,
    origin: Option<&Name>,
    sources: &mut SourceMap,
    includes: &mut dyn Includes,
) -> LoadedZone {
    let cut = Cut::of_large(sources.text(root));
    load_cut(cut, audience, root, origin, sources, includes)
}

/// As [`load_for`], on two threads where there is a cut, which gives the same zone and the same problems.
pub fn load_cut(
    cut: Option<Cut>,
    audience: Audience,
    root: SourceId,
    origin: Option<&Name>,
    sources: &mut SourceMap,
    includes: &mut dyn Includes,
) -> LoadedZone {
    let octets = sources.text(root).len();
    let mut reader = Reader::new(audience.without_own(), root, origin, sources, includes, octets);
    reader.cut = cut;
    reader.file(root);
    finish(reader, root)
}

/// Closes a reading: the zone, and what is wrong in its text.
pub(super) fn finish(mut reader: Reader<'_>, root: SourceId) -> LoadedZone {
    followups::swallow(&mut reader.problems, reader.sources);
    let start = Loc { source: root, span: Span::at(0) };
    LoadedZone {
        zone: reader.parts.finish(reader.zone_origin.unwrap_or_else(Name::root), reader.complete),
        audience: reader.audience,
        files: reader.files,
        problems: Problems::new(reader.problems),
        anchor: reader.soa_at.or(reader.first_entry).unwrap_or(start),
        chains: reader.chains,
        unchecked: reader.unchecked_at,
        in_halves: reader.in_halves,
    }
}
