//! Octets as words of the machine.
//!
//! Flows in: octets of text. Flows out: words that hold them, the first octet in the lowest bits.

use super::kernels::fold;

/// Octets looked at together.
pub(crate) const STEP: usize = 16;

/// Splits sixteen octets into the words that [`fold`] takes.
#[inline]
pub(crate) fn words(octets: &[u8; STEP]) -> (u64, u64) {
    let word = |octets: Option<&[u8; 8]>| octets.map_or(0, |octets| u64::from_le_bytes(*octets));
    (word(octets.first_chunk()), word(octets.last_chunk()))
}

/// Makes the words of fewer than sixteen octets, NUL behind them.
#[inline]
pub(crate) fn short_words(text: &[u8]) -> (u64, u64) {
    let unused = |room: usize| 8 * u32::try_from(room - text.len()).unwrap_or_default();
    if let (Some(first), Some(last)) = (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        let high = u64::from_le_bytes(*last).checked_shr(unused(STEP)).unwrap_or_default();
        return (u64::from_le_bytes(*first), high);
    }
    if let (Some(first), Some(last)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        let high = u64::from(u32::from_le_bytes(*last).checked_shr(unused(8)).unwrap_or_default());
        return (u64::from(u32::from_le_bytes(*first)) | high << 32, 0);
    }
    // Up to three octets: the first, the one in the middle and the last are all there are.
    let octet = |at: usize| text.get(at).map_or(0, |&octet| u64::from(octet) << (8 * at));
    (octet(0) | octet(text.len() / 2) | octet(text.len().saturating_sub(1)), 0)
}

/// A word of fewer than sixteen octets, NUL behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ShortWord(pub(crate) u128);

impl ShortWord {
    /// As [`short_word`], for words of the program, also in lower case (ASCII only).
    ///
    /// # Panics
    /// If the word is longer, which does not build where it is evaluated at compile time.
    pub(crate) const fn of(word: &str, lower: bool) -> Self {
        let mut octets = [0; STEP];
        let mut rest = word.as_bytes();
        assert!(rest.len() < STEP, "a short word");
        while let Some((last, before)) = rest.split_last() {
            #[expect(clippy::indexing_slicing, reason = "the word is shorter than the array")]
            {
                octets[before.len()] = if lower { last.to_ascii_lowercase() } else { *last };
            }
            rest = before;
        }
        Self(u128::from_le_bytes(octets))
    }

    /// Returns the word in lower case (ASCII only).
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "the two halves")]
    pub(crate) fn lower(self) -> Self {
        Self(u128::from_le_bytes(fold(self.0 as u64, (self.0 >> 64) as u64).lower))
    }
}

/// Makes a short word of text; `None` for longer text, and for text that ends in NUL.
#[inline]
pub(crate) fn short_word(text: &[u8]) -> Option<ShortWord> {
    if text.len() >= STEP || text.last().is_none_or(|&last| last == 0) {
        return None;
    }
    let (low, high) = short_words(text);
    Some(ShortWord(u128::from(low) | u128::from(high) << 64))
}
