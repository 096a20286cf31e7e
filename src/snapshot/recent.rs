//! The texts that were read lately.
//!
//! Flows in: what a snapshot read, by what identifies it there. Flows out: the same text for whoever asks next: first
//! somebody finds out what a file is, then somebody judges it. Both see the same octets, even if it is written meanwhile.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::ReadFailure;
use crate::source::Octets;

/// Octets that are kept at most, beside the text read last: of a large repository most files are looked at and not judged.
const ROOM: usize = 16 << 20;

/// Texts by what identifies them in one snapshot.
#[derive(Debug)]
pub(super) struct Recent<K>(RefCell<Kept<K>>);

#[derive(Debug)]
struct Kept<K> {
    texts: BTreeMap<K, Octets>,
    octets: usize,
}

impl<K: Ord + Clone> Recent<K> {
    /// Returns the text if it was read lately, else reads it.
    pub(super) fn get_or_read(
        &self,
        id: &K,
        read: impl FnOnce() -> Result<Octets, ReadFailure>,
    ) -> Result<Octets, ReadFailure> {
        if let Some(known) = self.0.borrow().texts.get(id) {
            return Ok(known.clone());
        }
        let text = read()?;
        let kept = &mut *self.0.borrow_mut();
        if kept.octets + text.len() > ROOM {
            kept.texts.clear();
            kept.octets = 0;
        }
        kept.octets += text.len();
        kept.texts.insert(id.clone(), text.clone());
        Ok(text)
    }
}

impl<K> Default for Recent<K> {
    fn default() -> Self {
        Self(RefCell::new(Kept { texts: BTreeMap::new(), octets: 0 }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_once_while_there_is_room() {
        let recent = Recent::default();
        let mut read = Vec::new();
        let mut get = |id: usize, length: usize| {
            let text = recent.get_or_read(&id, || {
                read.push(id);
                Ok(vec![b'x'; length].into())
            });
            assert_eq!(text.unwrap().len(), length);
        };
        for id in [1, 2, 1, 2] {
            get(id, 10);
        }
        get(3, ROOM + 1);
        get(3, ROOM + 1);
        get(1, 10);
        get(3, ROOM + 1);
        assert_eq!(read, [1, 2, 3, 1, 3]);
    }

    #[test]
    fn what_could_not_be_read_is_tried_again() {
        let recent = Recent::default();
        assert_eq!(recent.get_or_read(&1, || Err(ReadFailure::NotFound)), Err(ReadFailure::NotFound));
        assert_eq!(recent.get_or_read(&1, || Ok(Octets::default())), Ok(Octets::default()));
    }
}
