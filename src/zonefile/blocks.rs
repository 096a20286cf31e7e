//! The next octet of interest in a text, found by the masks of `vector`.
//!
//! Flows in: a text. Flows out: offsets. The masks of 4 KiB at a time are kept, so that a text that is read from front to
//! back is classified once, and one entry that is read again costs a few blocks.

use crate::vector::{BLOCK, Masks, classify};

/// Blocks whose masks are kept.
const WINDOW: usize = 64;

/// A text with the masks of a window of it.
#[derive(Debug)]
pub(super) struct Blocks<'a> {
    text: &'a [u8],
    /// The block that the window starts with.
    first: usize,
    /// How many blocks of the window are classified.
    filled: usize,
    masks: [Masks; WINDOW],
}

/// Behind the end every octet is a line end, so that each search ends there at the latest.
const PAD: u8 = b'\n';

/// Blocks to classify at first: one entry that is read again ends in them.
const FEW: usize = 4;

impl<'a> Blocks<'a> {
    /// Starts with an empty window.
    pub(super) fn new(text: &'a [u8]) -> Self {
        Self { text, first: 0, filled: 0, masks: [Masks::default(); WINDOW] }
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

    /// Returns what the 64 octets from `at` on are; `None` where they are not all in the window.
    #[inline]
    pub(super) fn ahead(&mut self, at: usize) -> Option<Masks> {
        let place = (at / BLOCK).wrapping_sub(self.first);
        if place.saturating_add(1) >= self.filled {
            return None;
        }
        let [low, high] = self.masks.get(place..)?.first_chunk()?;
        // In two steps: a shift by 64 is none.
        let join = |low: u64, high: u64| low >> (at % BLOCK) | high << 1 << (BLOCK - 1 - at % BLOCK);
        Some(Masks {
            blank: join(low.blank, high.blank),
            stop: join(low.stop, high.stop),
            string: join(low.string, high.string),
            newline: join(low.newline, high.newline),
        })
    }

    /// Returns the masks of a block; `None` behind the end of the text.
    #[inline]
    pub(super) fn masks(&mut self, block: usize) -> Option<Masks> {
        let mut place = block.wrapping_sub(self.first);
        if place >= self.filled {
            if block * BLOCK >= self.text.len() {
                return None;
            }
            self.fill(block);
            place = 0;
        }
        self.masks.get(place).copied()
    }

    #[inline]
    fn find(&mut self, at: usize, mask: impl Fn(&Masks) -> u64 + Copy) -> usize {
        let place = (at / BLOCK).wrapping_sub(self.first);
        if place < self.filled {
            let bits = self.masks.get(place).map_or(0, mask) >> (at % BLOCK);
            if bits != 0 {
                // Behind the end of the text the masks are made of line ends: the first of them is its end.
                return at + bits.trailing_zeros() as usize;
            }
        }
        self.find_on(at, mask)
    }

    /// Goes on in the blocks behind, or in a new window.
    fn find_on(&mut self, at: usize, mask: impl Fn(&Masks) -> u64) -> usize {
        let mut from = at;
        while let Some(masks) = self.masks(from / BLOCK) {
            let bits = mask(&masks) >> (from % BLOCK);
            if bits != 0 {
                return from + bits.trailing_zeros() as usize;
            }
            from = (from / BLOCK + 1) * BLOCK;
        }
        self.text.len()
    }

    /// Moves the window to start at a block inside the text.
    #[cold]
    fn fill(&mut self, block: usize) {
        let most = if self.filled == 0 { FEW } else { WINDOW };
        self.first = block;
        let (whole, tail) = self.text.get(block * BLOCK..).unwrap_or_default().as_chunks::<BLOCK>();
        let whole = whole.get(..most).unwrap_or(whole);
        classify(whole, &mut self.masks);
        self.filled = whole.len();
        if whole.len() < most {
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
            if let Some(ahead) = blocks.ahead(at) {
                for (bit, octet) in text.get(at..).unwrap_or_default().iter().take(BLOCK).enumerate() {
                    let found = [ahead.blank, ahead.stop, ahead.newline].map(|mask| mask >> bit & 1 == 1);
                    assert_eq!(found, [b" \t".contains(octet), stops(*octet), *octet == b'\n'], "{at} + {bit}");
                }
            }
        }
    }

    #[test]
    fn searches_cross_windows_and_end_with_the_text() {
        for length in [0, 1, 63, 64, 65, 255, 256, 257, 4095, 4096, 4097, 9000] {
            for octet in *b"a \n" {
                let text = vec![octet; length];
                check(&text, (0..=length).step_by(31).chain([length]));
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
