//! The tokens of one RDATA, taken one by one.
//!
//! Flows in: the tokens behind the type. Flows out: each token with its octets, or the fault that says which field is
//! missing or may not be quoted; and the faults that a field found and read on behind.

use std::cell::Cell;

use super::kind::Field;
use super::spelling::{Spelling, Spellings};
use super::{Dialect, Fault, FaultKind, Marks, Token, token};
use crate::source::Span;

/// Where the tokens stand and what names are relative to.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The whole text that the spans of the tokens point into.
    pub text: &'a [u8],
    /// Wire form of the origin in force, `None` where it is not known.
    pub origin: Option<&'a [u8]>,
    /// The server whose reading counts.
    pub dialect: Dialect,
    /// What gdnsd's marks for origins stand for; `None` where they are none.
    pub marks: Option<Marks<'a>>,
}

/// The tokens not taken yet.
#[derive(Clone, Copy)]
pub(super) struct Tokens<'a> {
    /// Text and origin.
    pub(super) context: &'a Context<'a>,
    /// Those that are left.
    pub(super) left: &'a [Token],
    /// Length of the output before this RDATA.
    begin: usize,
}

impl<'a> Tokens<'a> {
    /// `begin` is the length of the output so far.
    #[inline]
    pub(super) fn new(context: &'a Context<'a>, tokens: &'a [Token], begin: usize) -> Self {
        Self { context, left: tokens, begin }
    }

    /// Takes the next token if it is not quoted and `read` makes something of its octets.
    #[inline]
    pub(super) fn take<T>(&mut self, read: impl FnOnce(&'a [u8]) -> Option<T>) -> Option<T> {
        self.take_if(|token, octets| if token.quoted { None } else { read(octets) })
    }

    /// Takes the next token if `read` makes something of it and its octets.
    #[inline]
    pub(super) fn take_if<T>(&mut self, read: impl FnOnce(&Token, &'a [u8]) -> Option<T>) -> Option<T> {
        let (token, rest) = self.left.split_first()?;
        let value = read(token, token.span.of(self.context.text))?;
        self.left = rest;
        Some(value)
    }

    /// As [`Self::take`], for a token that eight octets of the text may be the beginning of: `read` gets them, the first
    /// in the lowest bits, and the length of the token.
    #[inline]
    pub(super) fn take_short<T>(&mut self, read: impl FnOnce(u64, usize) -> Option<T>) -> Option<T> {
        let (token, rest) = self.left.split_first().filter(|(token, _)| !token.quoted)?;
        let octets = self.context.text.get(token.span.start as usize..)?.first_chunk()?;
        let value = read(u64::from_le_bytes(*octets), token.span.len())?;
        self.left = rest;
        Some(value)
    }

    /// Returns the wire form of the fields read so far.
    #[inline]
    pub(super) fn prior<'o>(&self, out: &'o [u8]) -> &'o [u8] {
        out.get(self.begin..).unwrap_or_default()
    }
}

/// The tokens not taken yet, and what was found in those that were.
pub(super) struct Input<'a> {
    /// Text and origin.
    pub(super) context: &'a Context<'a>,
    tokens: Tokens<'a>,
    end: u32,
    /// The faults so far; a good record allocates nothing.
    faults: Vec<Fault>,
    /// What was met that not all servers read.
    met: Cell<Spellings>,
}

/// A token and its octets, escapes still in them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    /// Where it stands.
    pub(super) span: Span,
    /// Its octets.
    pub(super) octets: &'a [u8],
    /// Whether it stood in quotes.
    pub(super) quoted: bool,
    /// Whether it holds a backslash.
    pub(super) escaped: bool,
    /// Whether something separated it from the token before.
    pub(super) spaced: bool,
}

impl<'a> Input<'a> {
    /// `end` is the offset where a missing token would stand.
    pub(super) fn new(tokens: Tokens<'a>, end: u32) -> Self {
        Self { context: tokens.context, tokens, end, faults: Vec::new(), met: Cell::default() }
    }

    /// Tells whether the dialect's server reads a spelling, and remembers that it was met.
    #[cold]
    pub(super) fn reads(&self, spelling: Spelling) -> bool {
        self.met.set(self.met.get().with(spelling));
        spelling.read_by().contains(self.context.dialect)
    }

    /// Returns the spellings met so far that not all servers read.
    pub(super) fn met(&self) -> Spellings {
        self.met.get()
    }

    /// Takes the next token; without one the field is missing.
    pub(super) fn any(&mut self, field: &Field) -> Result<Word<'a>, Fault> {
        self.next().ok_or_else(|| self.missing(field))
    }

    /// Takes the next token, which may not be quoted.
    pub(super) fn bare(&mut self, field: &Field) -> Result<Word<'a>, Fault> {
        let word = self.any(field)?;
        if word.quoted { Err(field.fault(FaultKind::Invalid, self.with_quotes(&word))) } else { Ok(word) }
    }

    /// Returns the span of a quoted word with its quotes.
    pub(super) fn with_quotes(&self, word: &Word<'_>) -> Span {
        token::with_quotes(word.span, self.context.text)
    }

    /// Takes the next token if there is one.
    pub(super) fn next(&mut self) -> Option<Word<'a>> {
        let word = self.peek()?;
        self.tokens.left = self.tokens.left.get(1..).unwrap_or_default();
        Some(word)
    }

    /// Returns the next token and leaves it there.
    pub(super) fn peek(&self) -> Option<Word<'a>> {
        let token = self.tokens.left.first()?;
        Some(Word {
            span: token.span,
            octets: token.span.of(self.context.text),
            quoted: token.quoted,
            escaped: token.escaped,
            spaced: token.spaced,
        })
    }

    /// Returns the span from the first to the last token that is left, `None` if none is.
    pub(super) fn rest(&self) -> Option<Span> {
        Some(self.tokens.left.first()?.span.to(self.tokens.left.last()?.span))
    }

    /// Returns the tokens that are left.
    pub(super) fn tokens(&self) -> &'a [Token] {
        self.tokens.left
    }

    /// Returns the wire form of the fields read so far.
    pub(super) fn prior<'o>(&self, out: &'o [u8]) -> &'o [u8] {
        self.tokens.prior(out)
    }

    /// Notes a fault behind which the reading goes on: the record is broken, and its other defects are found too.
    #[cold]
    pub(super) fn report(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    /// Tells whether no fault was noted.
    pub(super) fn is_clean(&self) -> bool {
        self.faults.is_empty()
    }

    /// Returns the faults in the order in which they were found.
    pub(super) fn into_faults(self) -> Vec<Fault> {
        self.faults
    }

    /// Builds the fault of a field without token.
    #[cold]
    pub(super) fn missing(&self, field: &Field) -> Fault {
        field.fault(FaultKind::Incomplete, Span { start: self.end, end: self.end })
    }
}

impl Word<'_> {
    /// Returns the span of the octets `start..end` of this word.
    pub(super) fn part(&self, start: usize, end: usize) -> Span {
        let base = self.span.start as usize;
        Span::new(base + start, base + end)
    }
}
