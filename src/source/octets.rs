//! The octets of one text, and who holds them.
//!
//! Flows in: whatever holds octets: a vector, memory of the system. Flows out: [`Octets`], which everyone may keep.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// The octets of one text, shared: neither taking them over nor cloning them copies any.
#[derive(Clone)]
pub struct Octets(Arc<dyn AsRef<[u8]> + Send + Sync>);

impl Octets {
    /// Takes over what holds the octets of a text.
    pub fn new(holder: impl AsRef<[u8]> + Send + Sync + 'static) -> Self {
        Self(Arc::new(holder))
    }
}

impl Deref for Octets {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        (*self.0).as_ref()
    }
}

impl Default for Octets {
    fn default() -> Self {
        Self::new([])
    }
}

impl From<Vec<u8>> for Octets {
    fn from(octets: Vec<u8>) -> Self {
        Self::new(octets)
    }
}

impl From<&[u8]> for Octets {
    fn from(octets: &[u8]) -> Self {
        Self::new(octets.to_vec())
    }
}

impl<const LENGTH: usize> From<&[u8; LENGTH]> for Octets {
    fn from(octets: &[u8; LENGTH]) -> Self {
        Self::new(octets.to_vec())
    }
}

impl PartialEq for Octets {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Octets {}

impl PartialOrd for Octets {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Octets {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (**self).cmp(&**other)
    }
}

impl fmt::Debug for Octets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_taken_over_and_shared_without_a_copy() {
        let text = b"www A 192.0.2.1\n".to_vec();
        let place = text.as_ptr();
        let octets = Octets::from(text);
        assert_eq!((octets.as_ptr(), octets.clone().as_ptr()), (place, place));
    }

    #[test]
    fn texts_compare_by_their_octets() {
        assert_eq!(Octets::from(b"a"), Octets::new("a"));
        assert!(Octets::from(b"a") < Octets::from(b"b"));
        assert_eq!(format!("{:?}", Octets::from(b"a")), "[97]");
    }
}
