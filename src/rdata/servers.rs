//! Which servers read what, as data.
//!
//! Flows in: the notation of the tables. Flows out: [`Servers`], a set that a comparison of one octet asks.

use super::Dialect;

/// A program that loads zone files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Server {
    /// BIND 9.
    Bind,
    /// Knot DNS.
    Knot,
    /// NSD.
    Nsd,
    /// The ldns library and its tools.
    Ldns,
    /// The authoritative server of `PowerDNS`.
    Pdns,
    /// gdnsd.
    Gdnsd,
    /// The DNS server of Microsoft Windows.
    Msdns,
}

impl Server {
    /// Every server.
    pub const ALL: [Self; 7] = [Self::Bind, Self::Knot, Self::Nsd, Self::Ldns, Self::Pdns, Self::Gdnsd, Self::Msdns];

    /// Returns its name as messages write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Bind => "BIND",
            Self::Knot => "Knot DNS",
            Self::Nsd => "NSD",
            Self::Ldns => "ldns",
            Self::Pdns => "PowerDNS",
            Self::Gdnsd => "gdnsd",
            Self::Msdns => "Windows DNS",
        }
    }

    /// Returns its letter in the notation of [`Servers::of`].
    const fn letter(self) -> u8 {
        match self {
            Self::Bind => b'B',
            Self::Knot => b'K',
            Self::Nsd => b'N',
            Self::Ldns => b'L',
            Self::Pdns => b'P',
            Self::Gdnsd => b'G',
            Self::Msdns => b'W',
        }
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }

    /// Returns the dialect that is named for it; `None` for a tool that no zone is written for.
    #[must_use]
    pub fn dialect(self) -> Option<Dialect> {
        Dialect::ALL.into_iter().find(|&dialect| Self::of(dialect) == self)
    }

    /// Returns the server that a dialect is named for.
    pub(super) const fn of(dialect: Dialect) -> Self {
        match dialect {
            Dialect::Bind => Self::Bind,
            Dialect::Knot => Self::Knot,
            Dialect::Nsd => Self::Nsd,
            Dialect::Pdns => Self::Pdns,
            Dialect::Gdnsd => Self::Gdnsd,
            Dialect::Msdns => Self::Msdns,
        }
    }
}

impl From<Dialect> for Server {
    fn from(dialect: Dialect) -> Self {
        Self::of(dialect)
    }
}

/// A set of servers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Servers(u8);

impl Servers {
    /// Reads the notation of the tables: a word for each server, its letter and the first release where that matters,
    /// as in `B9.18 K N`.
    pub(crate) const fn of(notation: &str) -> Self {
        let mut set = 0;
        let mut rest = notation.as_bytes();
        let mut at_start = true;
        while let Some((&octet, tail)) = rest.split_first() {
            if at_start {
                set |= bit_of(octet);
            }
            at_start = octet == b' ';
            rest = tail;
        }
        Self(set)
    }

    /// Tells whether a server is in the set.
    #[must_use]
    pub fn contains(self, server: impl Into<Server>) -> bool {
        self.has(server.into())
    }

    /// Returns the set with one more.
    #[must_use]
    pub fn with(self, server: impl Into<Server>) -> Self {
        Self(self.0 | server.into().bit())
    }

    /// Returns the servers that are in one of two sets.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Returns the servers that are in both of two sets.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Returns the servers that are not in another set.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Tells whether there is none in the set.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// As [`Self::contains`], for the tables built at compile time.
    pub(super) const fn has(self, server: Server) -> bool {
        self.0 & server.bit() != 0
    }

    /// Returns the servers of the set.
    pub fn iter(self) -> impl Iterator<Item = Server> {
        Server::ALL.into_iter().filter(move |&server| self.contains(server))
    }
}

#[expect(clippy::indexing_slicing, reason = "evaluated at compile time only, where a wrong index does not build")]
const fn bit_of(letter: u8) -> u8 {
    let mut at = 0;
    while at < Server::ALL.len() {
        if Server::ALL[at].letter() == letter {
            return Server::ALL[at].bit();
        }
        at += 1;
    }
    0
}

/// Returns the release behind a server's letter, empty where none is written; `None` if the server is not in the set.
pub(super) fn release(notation: &'static str, server: Server) -> Option<&'static str> {
    let letter = char::from(server.letter());
    notation.split(' ').find_map(|word| word.strip_prefix(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(notation: &'static str, expected: &[(Server, &str)]) {
        let read: Vec<_> =
            Servers::of(notation).iter().map(|server| (server, release(notation, server).unwrap())).collect();
        assert_eq!(read, expected, "{notation:?}");
    }

    #[test]
    fn the_notation_is_read_word_by_word() {
        case("", &[]);
        case("B", &[(Server::Bind, "")]);
        case("B9.18.49 K3.5 N", &[(Server::Bind, "9.18.49"), (Server::Knot, "3.5"), (Server::Nsd, "")]);
        case(
            "L1.8.4 P4.9 G W",
            &[(Server::Ldns, "1.8.4"), (Server::Pdns, "4.9"), (Server::Gdnsd, ""), (Server::Msdns, "")],
        );
        assert_eq!(release("B9.18", Server::Knot), None);
    }

    #[test]
    fn every_dialect_is_its_server() {
        for dialect in Dialect::ALL {
            assert_eq!(Server::from(dialect).name(), dialect.server());
        }
    }
}
