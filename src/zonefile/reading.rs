//! How a zone is to be read.

use crate::rdata::{Dialect, Servers};
use crate::zone::Name;

/// How a zone is to be read: its origin, and the servers that it is for.
///
/// ```
/// use zonegate::{rdata::Dialect, zone::Name, zonefile::Reading};
///
/// let origin = Name::parse(b"example.com.", None).unwrap();
/// let reading = Reading { dialect: Dialect::Knot, ..Reading::from(Some(&origin)) };
/// assert!(reading.portable_to.is_empty());
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Reading<'a> {
    /// The origin; `None` for a fragment read by itself, whose relative names stay unknown.
    pub origin: Option<&'a Name>,
    /// The server whose reading decides what the text means.
    pub dialect: Dialect,
    /// Further servers that the text has to be good for.
    pub portable_to: Servers,
}

impl<'a> From<Option<&'a Name>> for Reading<'a> {
    /// As BIND reads it.
    fn from(origin: Option<&'a Name>) -> Self {
        Self { origin, ..Self::default() }
    }
}
