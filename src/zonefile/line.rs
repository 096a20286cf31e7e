//! One entry's text, as the scanner gives it to those who read it.

use super::words::{Bits, Words as _};
use crate::rdata::Token;

/// One entry's text: a directive or a record, over as many physical lines as its parentheses span.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "marks that come in any combination")]
pub(super) struct Line {
    /// The tokens.
    pub(super) tokens: Vec<Token>,
    /// Whether white space stood before the first token, so that a record inherits its owner.
    pub(super) blank_start: bool,
    /// Offset where the entry's first physical line begins: reading again from here gives the same tokens.
    pub(super) start: usize,
    /// Offset where a missing token would stand: behind the last token.
    pub(super) end: usize,
    /// Whether a comment stands in it or behind it.
    pub(super) commented: bool,
    /// Whether its tokens stand on one physical line between blanks, without quotes, escapes and whatever else is not plain.
    pub(super) plain: bool,
    /// Whether two tokens touch, or one holds an octet that is not plain: see [`Token::spaced`] and [`Token::odd`].
    pub(super) unusual: bool,
}

impl Line {
    /// Takes the words of a short line.
    pub(super) fn take(&mut self, plain: &Plain<Bits>) {
        plain.words.tokens(&mut self.tokens);
        (self.start, self.blank_start, self.commented) = (plain.start, plain.blank_start, plain.commented);
        (self.plain, self.unusual) = (true, false);
        self.end = self.tokens.last().map_or(plain.start, |last| last.span.end as usize);
    }

    /// Returns the line as a plain one, if it is.
    pub(super) fn plain(&self) -> Option<Plain<&[Token]>> {
        let (start, blank_start, commented) = (self.start, self.blank_start, self.commented);
        self.plain.then_some(Plain { words: &self.tokens, start, blank_start, commented })
    }
}

/// A plain line.
#[derive(Clone, Copy)]
pub(super) struct Plain<W> {
    /// Its words.
    pub(super) words: W,
    /// Offset where it begins.
    pub(super) start: usize,
    /// Whether white space stands before the first word.
    pub(super) blank_start: bool,
    /// Whether a comment stands behind the last.
    pub(super) commented: bool,
}
