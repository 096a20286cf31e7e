//! The servers that are asked.

/// A program of a server that reads zone files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Peer {
    /// BIND's `named-compilezone`, asked for its raw format.
    Bind,
    /// Knot DNS's `kzonecheck`, and `knotd` for the records.
    Knot,
    /// NSD's `nsd-checkzone`.
    Nsd,
    /// The reader of the library ldns, which neither knows an origin of its own nor checks whole zones.
    Ldns,
}

impl Peer {
    pub(crate) const ALL: [Self; 4] = [Self::Bind, Self::Knot, Self::Nsd, Self::Ldns];

    /// Returns the letter that tables name it by.
    pub(crate) fn letter(self) -> char {
        match self {
            Self::Bind => 'B',
            Self::Knot => 'K',
            Self::Nsd => 'N',
            Self::Ldns => 'L',
        }
    }

    /// Returns the peers whose letters stand in `letters`.
    pub(crate) fn of(letters: &str) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |peer| letters.contains(peer.letter()))
    }

    /// Returns the programs that it takes and the Debian package of each.
    pub(crate) fn programs(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Bind => &[("named-compilezone", "bind9-utils")],
            Self::Knot => &[("kzonecheck", "knot-dnssecutils"), ("knotd", "knot"), ("knotc", "knot")],
            Self::Nsd => &[("nsd-checkzone", "nsd")],
            Self::Ldns => &[("ldns-read-zone", "ldnsutils")],
        }
    }
}
