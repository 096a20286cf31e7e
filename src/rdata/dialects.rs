//! A set of dialects.

use super::Dialect;

/// Some of the dialects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dialects(u8);

impl Dialects {
    /// Builds the set of some dialects.
    pub const fn of(dialects: &[Dialect]) -> Self {
        let mut bits = 0;
        let mut rest = dialects;
        while let Some((first, tail)) = rest.split_first() {
            bits |= 1 << *first as u8;
            rest = tail;
        }
        Self(bits)
    }

    /// Tells whether a dialect is one of them.
    pub const fn contains(self, dialect: Dialect) -> bool {
        self.0 & (1 << dialect as u8) != 0
    }

    /// Returns those that are in one of the two sets.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Returns the set with one more.
    #[must_use]
    pub const fn with(self, dialect: Dialect) -> Self {
        Self(self.0 | 1 << dialect as u8)
    }

    /// Tells whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Iterates over them.
    pub fn iter(self) -> impl Iterator<Item = Dialect> {
        Dialect::ALL.into_iter().filter(move |dialect| self.contains(*dialect))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_hold_what_they_were_made_of() {
        let set = Dialects::of(&[Dialect::Nsd, Dialect::Knot]);
        assert_eq!(set.iter().collect::<Vec<_>>(), [Dialect::Knot, Dialect::Nsd]);
        assert!(!set.contains(Dialect::Bind) && set.with(Dialect::Bind).contains(Dialect::Bind));
        assert!(Dialects::default().is_empty());
    }
}
