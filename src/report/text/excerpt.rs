//! The text that miette draws: only the lines of a snippet, sanitised and cut to the terminal, under their own numbers.
//!
//! Flows in: a text and its marks. Flows out: a [`SourceCode`] that costs what the snippet costs, never what the file
//! costs, and the marks' spans in it. miette's own sources are not used: they pass control characters on, walk the whole
//! file for each label, and count a snippet's lines from the start of the file, so that distant labels melt into one.

use std::ops::Range;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::Paint;
use super::cells::cells;
use super::cut::{Need, Row, cut};
use super::labels::Mark;
use super::wrap;
use crate::report::sanitise;
use crate::source::{Position, SourceText};

/// Lines shown before and after a label.
pub(super) const CONTEXT: usize = 1;

/// Narrowest column that words below a line are broken into.
const NARROW: usize = 10;

/// The lines of one snippet.
#[derive(Debug)]
pub(super) struct Excerpt {
    name: String,
    text: String,
    lines: Vec<Line>,
    spots: Vec<Spot>,
}

/// One line of the excerpt.
#[derive(Debug)]
struct Line {
    /// Number in the file, from 0.
    number: usize,
    /// Lines with the same group follow each other in the file.
    group: usize,
    /// Offset in the excerpt.
    start: usize,
    /// The source's octets, without the line end.
    octets: Range<usize>,
    /// As drawn.
    row: Row,
}

/// A mark in the excerpt.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    /// Octets of the excerpt.
    pub drawn: Range<usize>,
    /// Words in rows; empty for a bare underline.
    pub words: String,
    /// Whether it is the finding's own place.
    pub primary: bool,
    position: Position,
}

impl Excerpt {
    /// Copies the lines around the marks.
    pub(super) fn new(source: &SourceText, marks: &[Mark], paint: &Paint) -> Self {
        let mut excerpt = Self { name: name(source), text: String::new(), lines: Vec::new(), spots: Vec::new() };
        let numbers = numbers(source, marks);
        let room = room(source, marks, &numbers, paint);
        for &(number, group) in &numbers {
            excerpt.push(source, (number, group), marks, room, paint.ellipsis());
        }
        excerpt.spots = marks.iter().map(|mark| excerpt.spot(source, mark, room)).collect();
        excerpt
    }

    /// Returns the marks as drawn, in their order.
    pub(super) fn spots(&self) -> &[Spot] {
        &self.spots
    }

    fn push(&mut self, source: &SourceText, at: (usize, usize), marks: &[Mark], room: usize, ellipsis: &str) {
        let (number, group) = at;
        let Some(span) = source.lines().line(&source.text, number) else { return };
        let octets = span.start as usize..span.end as usize;
        let needs: Vec<Need> = marks.iter().filter_map(|mark| need(source, mark, number, &octets)).collect();
        let near: Vec<Range<usize>> = needs.iter().map(|need| need.octets.clone()).collect();
        let row = cut(&cells(&source.text, octets.clone(), &near, 4 * room), &needs, room, ellipsis);
        let start = self.text.len();
        self.text.push_str(&row.text);
        // The last line needs its line end too: miette draws no caret behind a text's last octet.
        self.text.push('\n');
        self.lines.push(Line { number, group, start, octets, row });
    }

    fn spot(&self, source: &SourceText, mark: &Mark, room: usize) -> Spot {
        let (start, end) = (mark.span.start as usize, mark.span.end as usize);
        let first = self.line_with(start);
        let last = self.line_with(end);
        let (mut drawn, mut anchor) = (0..0, 0);
        if let (Some(first), Some(last)) = (first, last) {
            let one = std::ptr::eq(first, last);
            let head = first.row.place(&(start..if one { end } else { first.octets.end }));
            let tail = if one { head.clone() } else { last.row.place(&(last.octets.start..end)) };
            drawn = first.start + head.start..last.start + tail.end;
            anchor = if one { first.row.anchor(&head) } else { 0 };
        }
        let columns = room.saturating_sub(anchor + 4).max(NARROW);
        let words = wrap::rows(&mark.words, columns, columns);
        Spot { drawn, words: words.join("\n"), primary: mark.primary, position: source.position(mark.at) }
    }

    /// Returns the line that holds an octet of the source; its line end belongs to it.
    fn line_with(&self, octet: usize) -> Option<&Line> {
        let after = self.lines.partition_point(|line| line.octets.start <= octet);
        after.checked_sub(1).and_then(|at| self.lines.get(at))
    }

    /// Returns the index of the line that holds an octet of the excerpt.
    fn line_at(&self, offset: usize) -> usize {
        self.lines.partition_point(|line| line.start <= offset).saturating_sub(1)
    }
}

/// Returns the numbers of the lines to show, each with its group: the lines of every mark and those around them.
fn numbers(source: &SourceText, marks: &[Mark]) -> Vec<(usize, usize)> {
    let lines = source.lines();
    // The empty line behind a final line end is shown where a mark stands in it, not as context.
    let last = lines.count() - 1;
    let is_context =
        |number: usize| number < last || lines.line(&source.text, last).is_some_and(|line| !line.is_empty());
    let mut shown: Vec<usize> = Vec::new();
    for mark in marks {
        let own = lines.line_of(mark.span.start)..=lines.line_of(mark.span.end);
        let around = own.start().saturating_sub(CONTEXT)..=(own.end() + CONTEXT).min(last);
        shown.extend(around.filter(|number| own.contains(number) || is_context(*number)));
    }
    shown.sort_unstable();
    shown.dedup();
    let mut group = 0;
    let mut before = None;
    let grouped = shown.into_iter().map(|number| {
        group += usize::from(before.is_some_and(|before| before + 1 != number));
        before = Some(number);
        (number, group)
    });
    grouped.collect()
}

/// Returns the columns left for a line beside its number and the bows of spans over several lines.
fn room(source: &SourceText, marks: &[Mark], numbers: &[(usize, usize)], paint: &Paint) -> usize {
    let digits = numbers.last().map_or(1, |(number, _)| (number + 1).to_string().len());
    let lines = source.lines();
    let bows = marks.iter().filter(|mark| lines.line_of(mark.span.start) != lines.line_of(mark.span.end)).count();
    let gutter = if bows == 0 { 0 } else { bows + 3 };
    paint.width.saturating_sub(digits + 4 + gutter)
}

/// Returns what a mark needs on a line, `None` where it does not touch it.
fn need(source: &SourceText, mark: &Mark, number: usize, line: &Range<usize>) -> Option<Need> {
    let lines = source.lines();
    let (first, last) = (lines.line_of(mark.span.start), lines.line_of(mark.span.end));
    if number != first && number != last {
        return None;
    }
    let start = if number == first { (mark.span.start as usize).min(line.end) } else { line.start };
    let end = if number == last { (mark.span.end as usize).min(line.end) } else { line.end };
    // The words of a span over several lines hang on its bow.
    let words = if first == last { wrap::width(&mark.words) } else { 0 };
    Some(Need { octets: start..end.max(start), words })
}

/// Returns the path as a header shows it, with the side in parentheses.
pub(super) fn name(source: &SourceText) -> String {
    let path = sanitise::bytes(&source.path);
    match source.side.words() {
        Some(words) => format!("{path} ({})", sanitise::line(words)),
        None => path,
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (start, end) = (span.offset(), span.offset() + span.len());
        let (first, last) = (self.line_at(start), self.line_at(end));
        let (Some(top), Some(bottom)) = (self.lines.get(first), self.lines.get(last)) else {
            return Err(MietteError::OutOfBounds);
        };
        if end > self.text.len() || top.group != bottom.group {
            return Err(MietteError::OutOfBounds);
        }
        if before == 0 && after == 0 {
            return Ok(Box::new(self.contents(start..end, self.position(start), 1)));
        }
        let same = |at: &usize| self.lines.get(*at).is_some_and(|line| line.group == top.group);
        let first = (first.saturating_sub(before)..=first).find(same).unwrap_or(first);
        let last = (last..=last.saturating_add(after)).take_while(same).last().unwrap_or(last);
        let from = self.lines.get(first).map_or(0, |line| line.start);
        let to = self.lines.get(last + 1).map_or(self.text.len(), |line| line.start);
        let number = self.lines.get(first).map_or(0, |line| line.number);
        Ok(Box::new(self.contents(from..to, (number, 0), last - first + 1)))
    }
}

impl Excerpt {
    fn contents(&self, octets: Range<usize>, at: (usize, usize), lines: usize) -> MietteSpanContents<'_> {
        let data = self.text.as_bytes().get(octets.clone()).unwrap_or_default();
        MietteSpanContents::new_named(self.name.clone(), data, octets.into(), at.0, at.1, lines)
    }

    /// Returns line and column in the file, from 0, of a mark drawn at `offset`.
    fn position(&self, offset: usize) -> (usize, usize) {
        let spots = self.spots.iter().filter(|spot| spot.drawn.start == offset);
        let position = spots.max_by_key(|spot| spot.primary).map(|spot| spot.position);
        position.map_or((0, 0), |position| (position.line as usize - 1, position.column as usize - 1))
    }
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::report::Options;
    use crate::source::{Side, SourceMap, Span};

    fn excerpt(text: &str, spans: &[(usize, usize)]) -> Excerpt {
        let mut map = SourceMap::default();
        let id = map.add("z", Side::Index, text.as_bytes());
        let mark = |&(start, end): &(usize, usize)| {
            let span = Span::new(start, end);
            Mark { span, at: span.start, words: "here".into(), primary: false }
        };
        let marks: Vec<Mark> = spans.iter().map(mark).collect();
        Excerpt::new(map.get(id).unwrap(), &marks, &Paint::new(Options::default()))
    }

    #[test]
    fn only_the_lines_around_marks_are_copied() {
        let text = "0123456\n".repeat(1_000_000);
        let excerpt = excerpt(&text, &[(80, 83), (4_000_000, 4_000_007)]);
        assert_eq!(
            excerpt.lines.iter().map(|line| line.number).collect::<Vec<_>>(),
            [9, 10, 11, 499_999, 500_000, 500_001]
        );
        assert_eq!(excerpt.spots().iter().map(|spot| spot.drawn.clone()).collect::<Vec<_>>(), [8..11, 32..39]);
        let contents = excerpt.read_span(&(32, 7).into(), 1, 1).unwrap();
        assert_eq!((contents.line(), contents.line_count(), contents.data().len()), (499_999, 3, 24));
        assert!(excerpt.read_span(&(8, 31).into(), 1, 1).is_err(), "two groups are never one snippet");
        assert!(excerpt.read_span(&(400, 1).into(), 1, 1).is_err());
    }

    #[test]
    fn the_empty_line_behind_the_last_line_end_is_no_context() {
        assert_eq!(excerpt("a\nb\n", &[(2, 3)]).text, "a\nb\n");
        assert_eq!(excerpt("a\nb\n", &[(4, 4)]).text, "b\n\n");
        assert_eq!(excerpt("a\r\nb", &[(0, 1)]).text, "a\nb\n");
    }
}
