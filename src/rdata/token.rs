//! A token of zone text.

use crate::source::Span;

/// One token of an entry; escapes are still in it, quotes are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "marks that come in any combination")]
pub struct Token {
    /// The octets of the token, without the quotes of a quoted one.
    pub span: Span,
    /// Whether it stood in quotes.
    pub quoted: bool,
    /// Whether it holds a backslash, so that it has to be decoded.
    pub escaped: bool,
    /// Whether white space, an opening parenthesis or the line start stood before it. False for the second token of
    /// `ab"cd"` or `"a""b"`.
    pub spaced: bool,
    /// Whether it holds an octet of 0x80 and above or a control octet other than a tab.
    pub odd: bool,
}

impl Token {
    /// Makes a token of a bare word behind white space that holds nothing but printable ASCII.
    #[inline]
    pub(crate) const fn plain(span: Span) -> Self {
        Self { span, quoted: false, escaped: false, spaced: true, odd: false }
    }
}

/// Returns the span of a quoted token with its quotes, for faults that the quotes are; an open quote has one only.
pub(crate) fn with_quotes(inside: Span, text: &[u8]) -> Span {
    let closed = text.get(inside.end as usize) == Some(&b'"');
    Span { start: inside.start.saturating_sub(1), end: inside.end + u32::from(closed) }
}
