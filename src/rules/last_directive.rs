//! Which directive was in force at a place of a text.
//!
//! Flows in: texts and offsets, mostly ascending. Flows out: the argument of the last `$ORIGIN` or `$TTL` before each.

use std::collections::BTreeMap;

use crate::source::{SourceId, Span};
use crate::zone::is_absolute;

/// The last directive of one name in each text as far as it was looked through: each line is looked at once, however often
/// is asked.
pub(super) struct LastDirective {
    name: &'static [u8],
    absolute: bool,
    texts: BTreeMap<SourceId, (usize, Option<Span>)>,
}

impl LastDirective {
    /// Starts looking for a directive of that name.
    pub(super) fn new(name: &'static [u8]) -> Self {
        Self { name, absolute: false, texts: BTreeMap::new() }
    }

    /// Starts looking for a directive of that name whose argument is an absolute name.
    pub(super) fn absolute(name: &'static [u8]) -> Self {
        Self { absolute: true, ..Self::new(name) }
    }

    /// Returns the argument of the last such directive that starts before `end`.
    pub(super) fn before(&mut self, source: SourceId, text: &[u8], end: usize) -> Option<Span> {
        let (name, absolute) = (self.name, self.absolute);
        let wanted = |span: &Span| !absolute || is_absolute(span.of(text));
        let (from, last) = self.texts.entry(source).or_default();
        if *from > end {
            (*from, *last) = (0, None);
        }
        for line in text.get(*from..end)?.split_inclusive(|octet| matches!(octet, b'\n' | b'\r')) {
            *last = argument(name, line, *from).filter(wanted).or(*last);
            *from += line.len();
        }
        *last
    }
}

/// Returns the argument of a line that is such a directive and starts at offset `start`: indented or not, in parentheses
/// or not.
fn argument(name: &[u8], line: &[u8], start: usize) -> Option<Span> {
    let blank = |octet: &u8| b" \t(".contains(octet);
    let indent = line.iter().position(|octet| !blank(octet))?;
    let (word, rest) = line.get(indent..)?.split_at_checked(name.len())?;
    if !word.eq_ignore_ascii_case(name) {
        return None;
    }
    let blanks = rest.iter().take_while(|octet| blank(octet)).count();
    let length = rest.get(blanks..)?.iter().take_while(|octet| !b" \t();\r\n".contains(octet)).count();
    let at = start + indent + word.len() + blanks;
    (blanks > 0 && length > 0).then(|| Span::new(at, at + length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Side, SourceMap};

    #[track_caller]
    fn case(text: &str, expected: &[Option<&str>]) {
        let source = SourceMap::default().add("t", Side::Worktree, text.as_bytes());
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
        case(" $ORIGIN a.\nA 1\n$ORIGIN ( b. ) ; c.\nA 1", &[Some("a."), Some("b.")]);
        case("$ORIGIN (a.)\nA 1", &[Some("a.")]);
        case("A 1", &[None]);
    }

    #[test]
    fn relative_origins_go_on_from_the_absolute_one() {
        let text = b"$ORIGIN a.\n$ORIGIN b\n$ORIGIN c\\.\n$ORIGIN d\\\\.\n";
        let source = SourceMap::default().add("t", Side::Worktree, &text[..]);
        let mut origins = LastDirective::absolute(b"$ORIGIN");
        let mut before = |end: usize| origins.before(source, text, end).map(|span| span.of(text).to_vec());
        assert_eq!(before(32).as_deref(), Some(&b"a."[..]));
        assert_eq!(before(text.len()).as_deref(), Some(&b"d\\\\."[..]));
    }

    #[test]
    fn a_text_that_is_read_again_is_looked_through_again() {
        let source = SourceMap::default().add("t", Side::Worktree, b"");
        let mut origins = LastDirective::new(b"$ORIGIN");
        let text = b"$ORIGIN a.\nx\n";
        assert!(origins.before(source, text, 12).is_some());
        assert!(origins.before(source, text, 0).is_none());
    }
}
