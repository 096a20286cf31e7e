//! A token of zone text.

use crate::source::Span;

/// One token of an entry; escapes are still in it, quotes are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
}
