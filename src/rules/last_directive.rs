//! Which directive was in force at a place of a text.
//!
//! Flows in: texts and offsets, mostly ascending. Flows out: the argument of the last `$ORIGIN` or `$TTL` before each.

use std::collections::BTreeMap;

use crate::source::{SourceId, Span};

/// The last directive of one name in each text as far as it was looked through: each line is looked at once, however often
/// is asked.
pub(super) struct LastDirective {
    name: &'static [u8],
    texts: BTreeMap<SourceId, (usize, Option<Span>)>,
}

impl LastDirective {
    /// Starts looking for a directive of that name.
    pub(super) fn new(name: &'static [u8]) -> Self {
        Self { name, texts: BTreeMap::new() }
    }

    /// Returns the argument of the last such directive that starts before `end`.
    pub(super) fn before(&mut self, source: SourceId, text: &[u8], end: usize) -> Option<Span> {
        let name = self.name;
        let (from, last) = self.texts.entry(source).or_default();
        if *from > end {
            (*from, *last) = (0, None);
        }
        for line in text.get(*from..end)?.split_inclusive(|octet| matches!(octet, b'\n' | b'\r')) {
            *last = argument(name, line, *from).or(*last);
            *from += line.len();
        }
        *last
    }
}

/// Returns the argument of a line that is such a directive and starts at offset `start`.
fn argument(name: &[u8], line: &[u8], start: usize) -> Option<Span> {
    let (word, rest) = line.split_at_checked(name.len())?;
    let blanks = rest.iter().take_while(|octet| matches!(octet, b' ' | b'\t')).count();
    let length = rest.get(blanks..)?.iter().take_while(|octet| !b" \t;\r\n".contains(octet)).count();
    let at = start + word.len() + blanks;
    let is_directive = word.eq_ignore_ascii_case(name) && blanks > 0 && length > 0;
    is_directive.then(|| Span::new(at, at + length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Side, SourceMap};
    use std::sync::Arc;

    #[track_caller]
    fn case(text: &str, expected: &[Option<&str>]) {
        let source = SourceMap::default().add("t", Side::Worktree, Arc::from(text.as_bytes()));
        let mut origins = LastDirective::new(b"$ORIGIN");
        let mut found = Vec::new();
        for (at, _) in text.match_indices("A 1") {
            let span = origins.before(source, text.as_bytes(), at);
            found.push(span.map(|span| String::from_utf8_lossy(span.of(text.as_bytes())).into_owned()));
        }
        assert_eq!(found.iter().map(Option::as_deref).collect::<Vec<_>>(), expected, "{text:?}");
    }

    #[test]
    fn the_last_origin_directive_is_found() {
        case("A 1\n$ORIGIN a.\nA 1\n$origin\tb.;c\nwww A 1\nA 1", &[None, Some("a."), Some("b."), Some("b.")]);
        case("$ORIGIN a.\nx TXT $ORIGIN b.\nA 1", &[Some("a.")]);
        case("$ORIGINS a.\nA 1", &[None]);
        case("$ORIGIN\nA 1", &[None]);
        case("A 1", &[None]);
    }

    #[test]
    fn a_text_that_is_read_again_is_looked_through_again() {
        let source = SourceMap::default().add("t", Side::Worktree, Arc::from(&b""[..]));
        let mut origins = LastDirective::new(b"$ORIGIN");
        let text = b"$ORIGIN a.\nx\n";
        assert!(origins.before(source, text, 12).is_some());
        assert!(origins.before(source, text, 0).is_none());
    }
}
