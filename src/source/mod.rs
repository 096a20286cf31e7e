//! Source texts and the places in them.
//!
//! Flows in: the bytes of every file that was read, with the name a person knows it by. Flows out: half-open byte
//! [`Span`]s in those texts, and lines and columns for a report. Depends on nothing. `octets` is what holds a text.

mod octets;

use std::cell::OnceCell;

pub use octets::Octets;

/// Identifies one text of a [`SourceMap`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

impl SourceId {
    /// The first text of any map.
    pub const FIRST: Self = Self(0);

    /// Returns its number, from 0 in the order of adding.
    pub(crate) fn number(self) -> u32 {
        self.0
    }
}

/// A half-open range of octets, `start..end`, in one text.
///
/// Offsets are 32 bits: a text is at most 4 GiB − 1 octets ([`SourceMap::add`] cuts nothing, readers refuse larger files).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First octet.
    pub start: u32,
    /// One past the last octet; `start == end` is an empty span, a place between two octets.
    pub end: u32,
}

impl Span {
    /// Builds `start..end`; a reversed range becomes empty at `start`.
    pub fn new(start: usize, end: usize) -> Self {
        let start = clamp(start);
        Self { start, end: clamp(end).max(start) }
    }

    /// Builds `start..end` of offsets that are in order and below 4 GiB, as in every text that is read.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "below 4 GiB")]
    pub(crate) fn ordered(start: usize, end: usize) -> Self {
        debug_assert!(start <= end && u32::try_from(end).is_ok(), "{start}..{end}");
        Self { start: start as u32, end: end as u32 }
    }

    /// Returns the empty span at `offset`.
    pub fn at(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    /// Returns the smallest span that covers both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Returns the octets of `text` that the span covers; what lies outside the text is left out.
    #[inline]
    pub fn of(self, text: &[u8]) -> &[u8] {
        text.get(self.start as usize..self.end as usize).unwrap_or_else(|| self.of_shorter(text))
    }

    #[cold]
    fn of_shorter(self, text: &[u8]) -> &[u8] {
        text.get(self.start as usize..).unwrap_or_default()
    }

    /// Returns the number of octets covered.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Tells whether the span covers no octet.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

fn clamp(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// A span in a particular text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Loc {
    /// The text.
    pub source: SourceId,
    /// The octets in it.
    pub span: Span,
}

/// Which side of a change, or what else, a text was read from; shown behind the path when it is not the new side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Side {
    /// The files of the working tree.
    Worktree,
    /// The index: what will be committed.
    Index,
    /// A commit, by the words the user knows it by (`HEAD`, `origin/main`, a short hash).
    Commit(String),
    /// A file that is no part of the judged snapshot: a lock file, a journal.
    Disk,
}

impl Side {
    /// Returns the words in parentheses behind a path, `None` where the bare path says it all.
    pub fn words(&self) -> Option<&str> {
        match self {
            Self::Worktree | Self::Disk => None,
            Self::Index => Some("staged"),
            Self::Commit(name) => Some(name),
        }
    }
}

/// One text: its path as octets, where it was read from, and its octets.
#[derive(Debug)]
pub struct SourceText {
    /// Path as reports name it: relative to the repository root with `/`, or as the user gave it. Not sanitised.
    pub path: Vec<u8>,
    /// Where the octets come from.
    pub side: Side,
    /// The octets.
    pub text: Octets,
    lines: OnceCell<LineIndex>,
}

impl SourceText {
    /// Returns the line index, made at the first call: only texts that something is reported about pay for it.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// Returns line, column and octet offset of `offset` in this text.
    pub fn position(&self, offset: u32) -> Position {
        self.lines().position(&self.text, offset)
    }
}

/// All texts of one run.
#[derive(Debug, Default)]
pub struct SourceMap {
    texts: Vec<SourceText>,
}

impl SourceMap {
    /// Adds a text and returns its id. The same path may be added once a side.
    pub fn add(&mut self, path: impl Into<Vec<u8>>, side: Side, text: impl Into<Octets>) -> SourceId {
        let id = SourceId(clamp(self.texts.len()));
        self.texts.push(SourceText { path: path.into(), side, text: text.into(), lines: OnceCell::new() });
        id
    }

    /// Returns a map of the same texts with the same ids, for another thread.
    pub(crate) fn again(&self) -> Self {
        let again = |SourceText { path, side, text, .. }: &SourceText| SourceText {
            path: path.clone(),
            side: side.clone(),
            text: text.clone(),
            lines: OnceCell::new(),
        };
        Self { texts: self.texts.iter().map(again).collect() }
    }

    /// Returns a text by its id. Ids of another map give `None`.
    pub fn get(&self, id: SourceId) -> Option<&SourceText> {
        self.texts.get(id.0 as usize)
    }

    /// Returns the octets of a text, none for an id of another map.
    pub fn text(&self, id: SourceId) -> &[u8] {
        self.get(id).map_or(&[], |source| &source.text)
    }

    /// Returns the octets at a place.
    pub fn slice(&self, loc: Loc) -> &[u8] {
        loc.span.of(self.text(loc.source))
    }
}

/// A place for people and machines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in Unicode scalar values; a tab and an octet that is no valid UTF-8 count 1 each.
    pub column: u32,
    /// Octet offset, from 0.
    pub byte: u32,
}

/// The start offset of every line: a line ends at LF, CR-LF or a CR alone.
#[derive(Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// Offsets inside long lines and the scalar values between the line's start and there, so that a column is counted
    /// from the mark before it and not from the start of a line of a million octets.
    marks: Vec<(u32, usize)>,
}

/// Octets between two marks of a long line, about.
const MARK_DISTANCE: usize = 1024;

impl LineIndex {
    fn new(text: &[u8]) -> Self {
        let mut index = Self { starts: vec![0], marks: Vec::new() };
        let mut start = 0;
        for at in memchr::memchr2_iter(b'\n', b'\r', text) {
            let crlf = text.get(at) == Some(&b'\r') && text.get(at + 1) == Some(&b'\n');
            if !crlf {
                index.mark(text, start, at);
                start = at + 1;
                index.starts.push(clamp(start));
            }
        }
        index.mark(text, start, text.len());
        index
    }

    /// Sets the marks of the line from `start` to `end`, which stand at starts of characters.
    fn mark(&mut self, text: &[u8], start: usize, end: usize) {
        if end - start <= 2 * MARK_DISTANCE {
            return;
        }
        let (mut at, mut count, mut next) = (start, 0, start + MARK_DISTANCE);
        for chunk in text.get(start..end).unwrap_or_default().utf8_chunks() {
            let widths = chunk.valid().chars().map(char::len_utf8).chain(chunk.invalid().iter().map(|_| 1));
            for width in widths {
                if at >= next {
                    self.marks.push((clamp(at), count));
                    next = at + MARK_DISTANCE;
                }
                at += width;
                count += 1;
            }
        }
    }

    /// Returns the number of lines; a final line end opens one more, empty line.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// Returns the line, from 0, that holds `offset`.
    pub fn line_of(&self, offset: u32) -> usize {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1)
    }

    /// Returns the octets of line `line` (from 0) without its line end, as a span.
    pub fn line(&self, text: &[u8], line: usize) -> Option<Span> {
        let start = *self.starts.get(line)? as usize;
        let mut end = self.starts.get(line + 1).map_or(text.len(), |&next| next as usize);
        while end > start && matches!(text.get(end - 1), Some(b'\n' | b'\r')) {
            end -= 1;
        }
        Some(Span::new(start, end))
    }

    fn position(&self, text: &[u8], offset: u32) -> Position {
        let line = self.line_of(offset);
        let start = self.starts.get(line).copied().unwrap_or(0);
        let after = self.marks.partition_point(|&(at, _)| at <= offset);
        let mark = after.checked_sub(1).and_then(|at| self.marks.get(at)).filter(|&&(at, _)| at >= start);
        let (from, counted) = mark.copied().unwrap_or((start, 0));
        let before = Span { start: from, end: offset.max(from) }.of(text);
        Position { line: clamp(line + 1), column: clamp(counted + scalars(before) + 1), byte: offset }
    }
}

/// Counts Unicode scalar values, an octet that is no valid UTF-8 as one.
fn scalars(octets: &[u8]) -> usize {
    octets.utf8_chunks().map(|chunk| chunk.valid().chars().count() + chunk.invalid().len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn at(text: &[u8], offset: u32, line: u32, column: u32) {
        let mut map = SourceMap::default();
        let id = map.add("t", Side::Worktree, text);
        let position = map.get(id).unwrap().position(offset);
        assert_eq!((position.line, position.column), (line, column), "offset {offset} of {text:?}");
    }

    #[test]
    fn lines_end_at_lf_crlf_and_lone_cr() {
        at(b"a\nb\r\nc\rd", 0, 1, 1);
        at(b"a\nb\r\nc\rd", 2, 2, 1);
        at(b"a\nb\r\nc\rd", 5, 3, 1);
        at(b"a\nb\r\nc\rd", 7, 4, 1);
        at(b"a\nb\r\nc\rd", 99, 4, 2);
    }

    #[test]
    fn columns_count_scalar_values_and_single_invalid_octets() {
        at("\u{e9}\u{1f600}x".as_bytes(), 6, 1, 3);
        at(b"\xff\xfe\tx", 3, 1, 4);
        at(b"", 0, 1, 1);
    }

    #[test]
    fn columns_of_long_lines_are_counted_from_marks() {
        let long = ["x\n".as_bytes(), "\u{e9}".repeat(5000).as_bytes(), &b"\xff".repeat(5000), b"\ny"].concat();
        at(&long, 2, 2, 1);
        for scalar in [1, 511, 512, 513, 4999] {
            at(&long, 2 + 2 * scalar, 2, scalar + 1);
        }
        at(&long, 2 + 10_000 + 4000, 2, 5000 + 4000 + 1);
        at(&long, 15_002, 2, 10_001);
        at(&long, 15_003, 3, 1);
    }

    #[test]
    fn spans_out_of_the_text_are_cut() {
        assert_eq!(Span::new(2, 9).of(b"abc"), b"c");
        assert_eq!(Span::new(7, 9).of(b"abc"), b"");
        assert_eq!(Span::new(5, 2), Span::at(5));
    }
}
