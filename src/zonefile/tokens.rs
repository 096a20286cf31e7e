//! One token, or a run of plain ones: where it ends and what is wrong in it.
//!
//! Flows in: a [`Scanner`] that stands at the first octet of a token. Flows out: tokens on the [`Line`], and the scanner
//! behind them.

use super::line::{Line, Plain};
use super::problem::{Fact, ProblemKind};
use super::scanner::{Class, Defect, Scanner, class};
use super::words::Bits;
use super::{foreign, recovery};
use crate::rdata::Token;
use crate::source::Span;
use crate::vector::{BLOCK, Masks};

impl Scanner<'_> {
    /// Reads the quoted token that starts here.
    pub(super) fn quoted(&mut self, line: &mut Line, spaced: bool) {
        let quote = self.pos;
        let mut at = quote + 1;
        let (mut escaped, mut odd) = (false, false);
        let end = loop {
            at = self.blocks.string(at);
            match self.text.get(at) {
                Some(b'"') => {
                    self.pos = at + 1;
                    break at;
                }
                Some(b'\\') => {
                    escaped = true;
                    at += 1 + usize::from(matches!(self.text.get(at + 1), Some(b'"' | b'\\')));
                }
                None | Some(b'\n' | b'\r') => break self.unclosed(quote, &mut escaped),
                Some(_) => {
                    odd = true;
                    at += 1;
                }
            }
        };
        self.push(line, Token { span: Span::new(quote + 1, end), quoted: true, escaped, spaced, odd });
    }

    /// Settles the end of a string whose line ends first, and passes it.
    #[cold]
    fn unclosed(&mut self, quote: usize, escaped: &mut bool) -> usize {
        let string = recovery::quoted(self.text, quote);
        if string.closed {
            self.report(ProblemKind::NewlineInQuote, Span::new(quote, string.end + 1));
        } else {
            self.defects.push(Defect {
                kind: ProblemKind::QuoteUnterminated,
                span: Span::new(quote, quote + 1),
                second: Some(Span::at(string.end)),
                fact: Fact::None,
            });
        }
        *escaped = string.escaped;
        self.pos = string.end + usize::from(string.closed);
        string.end
    }

    #[inline]
    fn push(&mut self, line: &mut Line, token: Token) {
        line.unusual |= token.odd || !token.spaced;
        line.end = self.pos;
        line.tokens.push(token);
    }

    /// Reads a line of fewer than 64 octets that holds nothing but bare, plain words between blanks, or none; `None`, with
    /// nothing read, for any other line.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "its result has seven words, which the caller's registers hold")]
    pub(super) fn short_line(&mut self) -> Option<Plain<Bits>> {
        let start = self.pos;
        if foreign::may_be_foreign(*self.text.get(start)?) {
            return None;
        }
        let Masks { blank, stop, newline, .. } = self.blocks.ahead(start)?;
        if newline == 0 {
            return None;
        }
        let line_end = start + newline.trailing_zeros() as usize;
        let mut inside = newline.wrapping_sub(1) & !newline;
        let rare = stop & !blank & inside;
        let commented = rare != 0;
        if commented {
            let at = start + rare.trailing_zeros() as usize;
            let behind = self.text.get(at..line_end)?;
            // A lone CR ends a comment too.
            if behind.first() != Some(&b';') || behind.contains(&b'\r') {
                return None;
            }
            inside &= rare.wrapping_sub(1) & !rare;
        }
        // A word starts behind a stop or with the line, and ends with the first stop behind it.
        let starts = !stop & inside & (stop << 1 | 1);
        let ends = stop & (inside << 1 | 1) & (!stop << 1);
        self.pos = line_end + 1;
        let words = Bits { base: start, starts, ends };
        Some(Plain { words, start, blank_start: blank & 1 != 0, commented })
    }

    /// Reads a line of any length that holds nothing but bare, plain tokens between blanks; false, with nothing read, for
    /// any other line.
    pub(super) fn long_line(&mut self, line: &mut Line) -> bool {
        let start = self.pos;
        let mut block = start / BLOCK;
        // What stands before the line in its first block is a stop, and nothing else.
        let mut before = (1 << (start % BLOCK)) - 1;
        let (mut open, mut carried) = (None, true);
        while let Some(masks) = self.blocks.masks(block) {
            let (stop, newline) = (masks.stop | before, masks.newline & !before);
            let inside = newline.wrapping_sub(1) & !newline & !before;
            if stop & !masks.blank & inside != 0 {
                break;
            }
            let behind_stop = stop << 1 | u64::from(carried);
            let mut words = Bits { base: block * BLOCK, starts: !stop & behind_stop & inside, ends: 0 };
            words.ends = stop & !behind_stop & (inside << 1 | u64::from(before == 0));
            open = words.push(open, &mut line.tokens);
            if newline != 0 {
                line.blank_start = self.text.get(start).is_some_and(|octet| matches!(octet, b' ' | b'\t'));
                line.end = line.tokens.last().map_or(start, |last| last.span.end as usize);
                self.pos = block * BLOCK + newline.trailing_zeros() as usize + 1;
                return true;
            }
            (block, before, carried) = (block + 1, 0, stop >> (BLOCK - 1) != 0);
        }
        line.tokens.clear();
        false
    }

    /// Reads the tokens from here on that are bare, plain and each followed by a blank or a line end, which is nearly all
    /// of most texts; true if the logical line ended behind them.
    pub(super) fn plain(&mut self, line: &mut Line) -> bool {
        let mut start = self.pos;
        loop {
            let end = self.blocks.stop(start);
            let next = self.text.get(end).copied();
            if end == start || !matches!(next, Some(b' ' | b'\t' | b'\n')) {
                self.pos = start;
                return false;
            }
            line.tokens.push(Token::plain(Span::ordered(start, end)));
            line.end = end;
            if next == Some(b'\n') {
                let ended = self.open.is_none();
                self.pos = end + usize::from(ended);
                return ended;
            }
            start = self.blocks.not_blank(end + 1);
        }
    }

    /// Reads the bare token that starts here.
    pub(super) fn bare(&mut self, line: &mut Line, spaced: bool) {
        let start = self.pos;
        let (mut escaped, mut odd) = (false, false);
        loop {
            self.pos = self.blocks.stop(self.pos);
            let Some(&octet) = self.text.get(self.pos) else { break };
            match class(octet) {
                Class::Escape => {
                    escaped = true;
                    // A backslash before a line end escapes nothing: the token ends there, `escape-invalid` in its field.
                    let next = self.text.get(self.pos + 1).map(|&next| class(next));
                    odd |= matches!(next, Some(Class::High | Class::Control));
                    self.pos += 1 + usize::from(next.is_some_and(|next| next != Class::LineEnd));
                }
                Class::High if recovery::space_len(self.rest()) == 0 => {
                    odd = true;
                    self.pos += 1;
                }
                Class::Control if !self.is_odd_control(octet) => {
                    odd = true;
                    self.control_run();
                }
                _ => break,
            }
        }
        self.push(line, Token { span: Span::new(start, self.pos), quoted: false, escaped, spaced, odd });
    }

    /// Reports control octets inside a token, a run once; they stay octets of the token.
    fn control_run(&mut self) {
        let start = self.pos;
        while let Some(&octet) = self.text.get(self.pos)
            && class(octet) == Class::Control
            && !self.is_odd_control(octet)
        {
            self.pos += 1;
        }
        self.report(ProblemKind::ControlByte, Span::new(start, self.pos));
    }
}
