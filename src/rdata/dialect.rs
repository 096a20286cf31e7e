//! The servers whose reading of a zone file differs.
//!
//! Flows in: nothing. Flows out: the [`Dialect`]s that a zone may be written in.

use super::Server;

/// The server whose reading of the text decides the records of a zone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dialect {
    /// BIND 9, the standard unless a zone says otherwise.
    #[default]
    Bind,
    /// Knot DNS.
    Knot,
    /// NSD.
    Nsd,
    /// The authoritative server of `PowerDNS`.
    Pdns,
    /// gdnsd.
    Gdnsd,
    /// The DNS server of Microsoft Windows.
    Msdns,
}

impl Dialect {
    /// Every dialect, the standard first.
    pub const ALL: [Self; 6] = [Self::Bind, Self::Knot, Self::Nsd, Self::Pdns, Self::Gdnsd, Self::Msdns];

    /// Returns its name in the configuration.
    #[must_use]
    pub fn keyword(self) -> &'static str {
        match self {
            Self::Bind => "bind",
            Self::Knot => "knot",
            Self::Nsd => "nsd",
            Self::Pdns => "pdns",
            Self::Gdnsd => "gdnsd",
            Self::Msdns => "msdns",
        }
    }

    /// Returns the name of the server, as messages write it.
    #[must_use]
    pub fn server(self) -> &'static str {
        Server::of(self).name()
    }

    /// Returns the dialect that the configuration calls `keyword`.
    #[must_use]
    pub fn from_keyword(keyword: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dialect| dialect.keyword() == keyword)
    }
}
