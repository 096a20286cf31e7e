//! How a reader gets at included files, and which path an `$INCLUDE` means.

use std::borrow::Cow;

use crate::rdata::{Dialect, unescape_text};
use crate::source::{SourceId, SourceMap};

/// Opens `$INCLUDE`d files, always from the snapshot the zone file came from.
pub trait Includes {
    /// Opens `target`, the path as the zone's server reads it, for an `$INCLUDE` that stands in `from`. The same file gives the
    /// same id each time: that is how a loop is seen.
    fn open(&mut self, sources: &mut SourceMap, from: SourceId, target: &[u8]) -> Result<SourceId, IncludeFailure>;

    /// Returns the path of the file that servers with another idea of the base read for the same `$INCLUDE`, if it has
    /// another text than `opened`.
    fn elsewhere(
        &self,
        sources: &SourceMap,
        from: SourceId,
        target: &[u8],
        opened: Option<SourceId>,
    ) -> Option<String> {
        let _ = (sources, from, target, opened);
        None
    }
}

/// A path as an `$INCLUDE` writes it: which file that is depends on the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncludePath {
    /// Its octets, without the quotes around them.
    pub written: Vec<u8>,
    /// Whether it stands in quotes.
    pub quoted: bool,
}

impl IncludePath {
    /// Returns the path that a server opens.
    ///
    /// Knot and gdnsd decode escapes as in a string. To the others a backslash is an octet of the path, but that BIND lets
    /// `\"` stand for a quote in quotes (zonefile.md §6 is silent; measured).
    pub fn for_server(&self, dialect: Dialect) -> Cow<'_, [u8]> {
        match dialect {
            _ if Self::is_decoded_by(dialect) => unescape_text(&self.written),
            Dialect::Bind if self.quoted => with_plain_quotes(&self.written),
            _ => Cow::Borrowed(&self.written),
        }
    }

    /// Tells whether a server decodes escapes in paths.
    pub(super) fn is_decoded_by(dialect: Dialect) -> bool {
        matches!(dialect, Dialect::Knot | Dialect::Gdnsd)
    }
}

/// Returns text with `"` for each `\"`; every other backslash stays, with the octet behind it.
fn with_plain_quotes(text: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memmem::find(text, br#"\""#).is_none() {
        return Cow::Borrowed(text);
    }
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [octet, behind @ ..] = rest {
        rest = match behind {
            [b'"', tail @ ..] if *octet == b'\\' => {
                plain.push(b'"');
                tail
            }
            [next, tail @ ..] if *octet == b'\\' => {
                plain.extend_from_slice(&[*octet, *next]);
                tail
            }
            _ => {
                plain.push(*octet);
                behind
            }
        };
    }
    Cow::Owned(plain)
}

/// Why an included file has no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IncludeFailure {
    /// It does not exist; carries the places that were tried.
    NotFound(Vec<String>),
    /// It is a directory; carries its place.
    Directory(String),
    /// The path is absolute or climbs out of the repository.
    OutsideRepo,
    /// It exists and cannot be read: the reason in words.
    Unreadable(String),
}

/// Includes for text that stands alone: every file is missing.
#[derive(Debug)]
pub struct NoIncludes;

impl Includes for NoIncludes {
    fn open(&mut self, _: &mut SourceMap, _: SourceId, _: &[u8]) -> Result<SourceId, IncludeFailure> {
        Err(IncludeFailure::NotFound(Vec::new()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(written: &str, quoted: bool, dialect: Dialect, expected: &str) {
        let path = IncludePath { written: written.as_bytes().to_vec(), quoted };
        assert_eq!(String::from_utf8_lossy(&path.for_server(dialect)), expected, "{written} {dialect:?}");
    }

    #[test]
    fn each_server_opens_its_own_file() {
        for (written, quoted, of_bind, of_knot, of_nsd) in [
            ("a b", true, "a b", "a b", "a b"),
            ("a\\b", false, "a\\b", "ab", "a\\b"),
            ("a\\065b", true, "a\\065b", "aAb", "a\\065b"),
            ("a\\ b", false, "a\\ b", "a b", "a\\ b"),
            ("a\\\"b", false, "a\\\"b", "a\"b", "a\\\"b"),
            ("a\\\"b", true, "a\"b", "a\"b", "a\\\"b"),
            ("a\\\\\\\"b", true, "a\\\\\"b", "a\\\"b", "a\\\\\\\"b"),
            ("a\\\\", true, "a\\\\", "a\\", "a\\\\"),
            ("a\\", false, "a\\", "a\\", "a\\"),
        ] {
            case(written, quoted, Dialect::Bind, of_bind);
            case(written, quoted, Dialect::Knot, of_knot);
            case(written, quoted, Dialect::Gdnsd, of_knot);
            for dialect in [Dialect::Nsd, Dialect::Pdns, Dialect::Msdns] {
                case(written, quoted, dialect, of_nsd);
            }
        }
    }
}
