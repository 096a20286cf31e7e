//! The next octet of interest in a text, found by the masks of `kernel`.
//!
//! Flows in: a text. Flows out: offsets. The masks of 4 KiB at a time are kept, so that a text that is read from front to
//! back is classified once, and one entry that is read again costs one window.

use super::kernel::{BLOCK, Masks, classify};

/// Blocks whose masks are kept.
const WINDOW: usize = 64;

/// A text with the masks of a window of it.
#[derive(Debug)]
pub(super) struct Blocks<'a> {
    text: &'a [u8],
    /// Number of the first block of the window.
    first: usize,
    /// Masks of the window's blocks; fewer at the end of the text.
    masks: [Masks; WINDOW],
    /// How many blocks the window has.
    filled: usize,
}

/// Behind the end every octet is a line end, so that each search ends there at the latest.
const PAD: u8 = b'\n';

impl<'a> Blocks<'a> {
    /// Starts with an empty window.
    pub(super) fn new(text: &'a [u8]) -> Self {
        Self { text, first: 0, masks: [Masks::default(); WINDOW], filled: 0 }
    }

    /// Returns the first octet at or behind `at` that is no space and no tab; the end of the text if there is none.
    #[inline]
    pub(super) fn not_blank(&mut self, at: usize) -> usize {
        self.find(at, |masks| !masks.blank)
    }

    /// Returns the first octet at or behind `at` that may end a bare token or needs a look; the end of the text if none.
    #[inline]
    pub(super) fn stop(&mut self, at: usize) -> usize {
        self.find(at, |masks| masks.stop)
    }

    /// Returns the first octet at or behind `at` that may end a quoted string or needs a look.
    #[inline]
    pub(super) fn string(&mut self, at: usize) -> usize {
        self.find(at, |masks| masks.string)
    }

    #[inline]
    fn find(&mut self, at: usize, mask: impl Fn(&Masks) -> u64) -> usize {
        let mut block = at / BLOCK;
        let mut bits = mask(&self.masks_of(block)) >> (at % BLOCK);
        let mut from = at;
        while bits == 0 {
            block += 1;
            from = block * BLOCK;
            if from >= self.text.len() {
                return self.text.len();
            }
            bits = mask(&self.masks_of(block));
        }
        (from + bits.trailing_zeros() as usize).min(self.text.len())
    }

    #[inline]
    fn masks_of(&mut self, block: usize) -> Masks {
        let place = block.wrapping_sub(self.first);
        if place >= self.filled {
            self.fill(block);
        }
        self.masks.get(block.wrapping_sub(self.first)).copied().unwrap_or_default()
    }

    /// Moves the window to start at a block. Behind the end of the text there are no octets of interest: the masks say
    /// "line end" there.
    #[cold]
    fn fill(&mut self, block: usize) {
        self.first = block;
        let rest = self.text.get(block * BLOCK..).unwrap_or_default();
        let (whole, tail) = rest.as_chunks::<BLOCK>();
        let whole = whole.get(..WINDOW).unwrap_or(whole);
        classify(whole, &mut self.masks);
        self.filled = whole.len();
        if whole.len() < WINDOW {
            let mut last = [PAD; BLOCK];
            if let Some(head) = last.get_mut(..tail.len()) {
                head.copy_from_slice(tail);
            }
            classify(&[last], self.masks.get_mut(whole.len()..).unwrap_or_default());
            self.filled += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn plain(text: &[u8], at: usize, of: impl Fn(u8) -> bool) -> usize {
        text.iter().enumerate().skip(at).find(|&(_, &octet)| of(octet)).map_or(text.len(), |(found, _)| found)
    }

    fn check(text: &[u8], starts: impl Iterator<Item = usize>) {
        let mut blocks = Blocks::new(text);
        for at in starts {
            assert_eq!(blocks.not_blank(at), plain(text, at, |octet| !b" \t".contains(&octet)), "{at}");
            let string = |octet: u8| b"\"\\\n\r".contains(&octet);
            assert_eq!(blocks.string(at), plain(text, at, string), "{at}");
            let stops = |octet: u8| !(0x21..=0x7e).contains(&octet) || b"\"();\\".contains(&octet);
            assert_eq!(blocks.stop(at), plain(text, at, stops), "{at}");
        }
    }

    #[test]
    fn searches_cross_windows_and_end_with_the_text() {
        for length in [0, 1, 63, 64, 65, 4095, 4096, 4097, 9000] {
            for octet in *b"a \n" {
                let text = vec![octet; length];
                check(&text, (0..=length).step_by(31));
            }
        }
    }

    proptest! {
        #[test]
        fn searches_find_what_a_plain_search_finds(text in "[a-z \t\"();\\\\\n]{0,400}", at in 0usize..400) {
            let at = at.min(text.len());
            check(text.as_bytes(), [at, 0, text.len(), at / 2].into_iter());
        }
    }
}
