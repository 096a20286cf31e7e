//! The words of a plain line: as tokens, or as bits where the line is short.
//!
//! Flows in: what the scanner found. Flows out: spans, one by one.

use crate::rdata::Token;
use crate::source::Span;

/// Words not taken yet.
pub(super) trait Words: Copy {
    /// Returns the next word and leaves it there.
    fn peek(&self) -> Option<Span>;
    /// Takes the next word.
    fn next(&mut self) -> Option<Span>;
    /// Returns the span from the first word to the last.
    fn span(&self) -> Option<Span>;
    /// Returns how many there are.
    fn len(&self) -> usize;
    /// Returns the words from `at` on, which stand behind the next `count`.
    fn skip(self, at: u32, count: usize) -> Self;
    /// Returns them all as tokens; `room` is for those that are none yet.
    fn tokens<'t>(&'t self, room: &'t mut Vec<Token>) -> &'t [Token];
}

/// The words of fewer than 64 octets: a bit where each starts, and one where it has ended.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bits {
    /// Offset of the octet of the lowest bits.
    pub(super) base: usize,
    pub(super) starts: u64,
    pub(super) ends: u64,
}

impl Bits {
    #[inline]
    pub(super) fn is_empty(self) -> bool {
        self.starts == 0
    }

    /// Pushes the tokens of one block of a line; `open` is where one started in the blocks before that has not ended yet.
    /// Returns the like for the next block.
    #[inline]
    pub(super) fn push(mut self, open: Option<usize>, tokens: &mut Vec<Token>) -> Option<usize> {
        let mut open = open;
        loop {
            let start = match open {
                Some(start) => start,
                None if self.starts == 0 => return None,
                None => {
                    let start = self.base + self.starts.trailing_zeros() as usize;
                    self.starts &= self.starts - 1;
                    start
                }
            };
            if self.ends == 0 {
                return Some(start);
            }
            let end = self.base + self.ends.trailing_zeros() as usize;
            tokens.push(Token::plain(Span::ordered(start, end)));
            self.ends &= self.ends - 1;
            open = None;
        }
    }
}

impl Words for Bits {
    #[inline]
    fn peek(&self) -> Option<Span> {
        let at = |bits: u64| self.base + bits.trailing_zeros() as usize;
        (self.starts != 0).then(|| Span::ordered(at(self.starts), at(self.ends)))
    }

    #[inline]
    fn next(&mut self) -> Option<Span> {
        let span = self.peek()?;
        (self.starts, self.ends) = (self.starts & (self.starts - 1), self.ends & self.ends.wrapping_sub(1));
        Some(span)
    }

    #[inline]
    fn span(&self) -> Option<Span> {
        let last = self.base + 63 - (self.ends | 1).leading_zeros() as usize;
        (self.starts != 0).then(|| Span::ordered(self.base + self.starts.trailing_zeros() as usize, last))
    }

    #[inline]
    fn len(&self) -> usize {
        self.starts.count_ones() as usize
    }

    #[inline]
    fn skip(self, at: u32, _count: usize) -> Self {
        let behind = u64::MAX.checked_shl(at.wrapping_sub(u32::try_from(self.base).unwrap_or(u32::MAX))).unwrap_or(0);
        Self { starts: self.starts & behind, ends: self.ends & behind, ..self }
    }

    #[inline]
    fn tokens<'t>(&'t self, room: &'t mut Vec<Token>) -> &'t [Token] {
        let mut rest = *self;
        room.clear();
        while let Some(span) = rest.next() {
            room.push(Token::plain(span));
        }
        room
    }
}

impl Words for &[Token] {
    #[inline]
    fn peek(&self) -> Option<Span> {
        self.first().map(|token| token.span)
    }

    #[inline]
    fn next(&mut self) -> Option<Span> {
        self.split_off_first().map(|token| token.span)
    }

    #[inline]
    fn span(&self) -> Option<Span> {
        Some(self.first()?.span.to(self.last()?.span))
    }

    #[inline]
    fn len(&self) -> usize {
        <[Token]>::len(self)
    }

    #[inline]
    fn skip(self, _at: u32, count: usize) -> Self {
        self.get(count..).unwrap_or_default()
    }

    fn tokens<'t>(&'t self, _room: &'t mut Vec<Token>) -> &'t [Token] {
        self
    }
}
