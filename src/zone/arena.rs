//! The RDATA of one zone, end to end.

/// Octets in one vector, each entry behind its length in 16 bits.
#[derive(Clone, Debug, Default)]
pub(super) struct Arena(Vec<u8>);

/// Where an entry stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct RdataId(u32);

impl RdataId {
    /// Returns the place of the entry where its arena is appended to another.
    pub(super) fn shifted(self, shift: u32) -> Self {
        Self(self.0.saturating_add(shift))
    }
}

impl Arena {
    /// Stores an entry of at most 65,535 octets; returns its place, `None` when places or lengths no longer suffice.
    #[inline]
    pub(super) fn add(&mut self, entry: &[u8]) -> Option<RdataId> {
        let length = u16::try_from(entry.len()).ok()?;
        let place = u32::try_from(self.0.len()).ok()?;
        self.0.extend_from_slice(&length.to_le_bytes());
        self.0.extend_from_slice(entry);
        Some(RdataId(place))
    }

    /// Stores the entry that `write` appends, if it says so; else nothing.
    #[inline]
    pub(super) fn add_written(&mut self, write: impl FnOnce(&mut Vec<u8>) -> bool) -> Option<RdataId> {
        let place = self.0.len();
        self.0.extend_from_slice(&[0; 2]);
        if write(&mut self.0)
            && let Ok(id) = u32::try_from(place)
            && let Ok(length) = u16::try_from(self.0.len() - place - 2)
            && let Some(prefix) = self.0.get_mut(place..).and_then(|entry| entry.first_chunk_mut())
        {
            *prefix = length.to_le_bytes();
            return Some(RdataId(id));
        }
        self.0.truncate(place);
        None
    }

    /// Appends all entries of another arena; returns what is added to their places, `None`, with nothing appended, when
    /// places no longer suffice.
    pub(super) fn append(&mut self, other: Self) -> Option<u32> {
        u32::try_from(self.0.len() + other.0.len()).ok()?;
        let shift = u32::try_from(self.0.len()).ok()?;
        self.0.extend(other.0);
        Some(shift)
    }

    /// Returns the entry at a place.
    pub(super) fn get(&self, RdataId(place): RdataId) -> &[u8] {
        let Some((length, entries)) = self.0.get(place as usize..).and_then(|rest| rest.split_first_chunk::<2>())
        else {
            return &[];
        };
        entries.get(..usize::from(u16::from_le_bytes(*length))).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_read_back() {
        let mut arena = Arena::default();
        let entry = |n: u32| n.to_string().into_bytes();
        let places: Vec<RdataId> = (0..1000).map(|n| arena.add(&entry(n)).unwrap()).collect();
        for (n, &place) in (0..).zip(&places) {
            assert_eq!(arena.get(place), entry(n));
        }
        let write = |octets: &mut Vec<u8>, length: usize| {
            octets.resize(octets.len() + length, 7);
            length < 9
        };
        let written = arena.add_written(|octets| write(octets, 8)).unwrap();
        let before = arena.0.len();
        assert_eq!(arena.add_written(|octets| write(octets, 9)), None);
        assert_eq!(arena.add_written(|octets| !write(octets, 65_536)), None);
        assert_eq!((arena.get(written), arena.0.len()), (&[7; 8][..], before));
        let empty = arena.add(b"").unwrap();
        assert_eq!(arena.get(empty), b"");
        assert_eq!(arena.add(&vec![0; 65_536]), None);
    }
}
