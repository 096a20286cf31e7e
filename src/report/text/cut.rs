//! Fitting one line into the terminal, so that what is underlined stays in sight and its words have room.
//!
//! Flows in: the cells of a line and the spans on it. Flows out: a [`Row`]: the text to draw, with an ellipsis where
//! something was left out, and for each octet of the line its place in that text.

use std::ops::Range;

use super::cells::Cell;
use super::wrap;

/// Columns that a label's words get at least before the line is cut for them; longer words are broken into rows.
const WORDS: usize = 18;

/// Columns shown right of a span at the edge.
const AFTER: usize = 8;

/// A span on the line.
#[derive(Clone, Debug)]
pub(super) struct Need {
    /// Its octets on this line.
    pub octets: Range<usize>,
    /// Columns of the words below it, 0 for none.
    pub words: usize,
}

/// A line as drawn.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// The text.
    pub text: String,
    /// Octets of the source, and octets of `text` that stand for them; in order and without holes.
    spots: Vec<(Range<usize>, Range<usize>)>,
}

impl Row {
    /// Returns the place in the drawn text of octets of the source.
    pub(super) fn place(&self, octets: &Range<usize>) -> Range<usize> {
        let first = self.spots.partition_point(|(source, _)| source.end <= octets.start);
        let start = self.spots.get(first).map_or(self.text.len(), |(_, drawn)| drawn.start);
        let last = self.spots.partition_point(|(source, _)| source.start < octets.end);
        let end = last.checked_sub(1).and_then(|last| self.spots.get(last)).map_or(0, |(_, drawn)| drawn.end);
        if octets.is_empty() { start..start } else { start..end.max(start) }
    }

    /// Returns the column below which the drawing hangs the words of a place in the drawn text.
    pub(super) fn anchor(&self, drawn: &Range<usize>) -> usize {
        let column = |at: usize| wrap::width(self.text.get(..at).unwrap_or(&self.text));
        let start = column(drawn.start);
        usize::midpoint(start, column(drawn.end).max(start + 1))
    }
}

/// Cuts a line to `room` columns.
pub(super) fn cut(cells: &[Cell], needs: &[Need], room: usize, ellipsis: &str) -> Row {
    let mut total = 0;
    let mut starts = Vec::with_capacity(cells.len());
    for cell in cells {
        starts.push(total);
        total += cell.columns;
    }
    let spans: Vec<(Range<usize>, usize)> =
        needs.iter().map(|need| (columns(cells, &starts, total, &need.octets), need.words)).collect();
    let kept = segments(&spans, total, room, wrap::width(ellipsis));
    draw(cells, &starts, &kept, ellipsis)
}

/// Returns the columns that octets of the line take; at least one, at the end of the line one behind it.
fn columns(cells: &[Cell], starts: &[usize], total: usize, octets: &Range<usize>) -> Range<usize> {
    let at = |index: usize| starts.get(index).copied().unwrap_or(total);
    let start = at(cells.partition_point(|cell| cell.octets.end <= octets.start));
    let end = at(cells.partition_point(|cell| cell.octets.start < octets.end));
    start..end.max(start + 1)
}

/// Decides which columns stay. `mark` is the width of an ellipsis.
fn segments(spans: &[(Range<usize>, usize)], total: usize, room: usize, mark: usize) -> Vec<Range<usize>> {
    let words_end = |(span, words): &(Range<usize>, usize)| match words {
        0 => 0,
        words => usize::midpoint(span.start, span.end) + 4 + (*words).min(WORDS),
    };
    let needed = spans.iter().map(words_end).max().unwrap_or(0);
    if total <= room && needed <= room {
        return std::iter::once(0..total).collect();
    }
    let low = spans.iter().map(|(span, _)| span.start).min().unwrap_or(0);
    let high = spans.iter().map(|(span, _)| span.end).max().unwrap_or(0);
    if high - low + 2 * mark <= room {
        let after = AFTER.min(total.saturating_sub(high));
        let from = (needed + mark).max(high + after + 2 * mark).saturating_sub(room).min(low);
        let from = if from == 0 { 0 } else { from.max(mark) };
        let left = if from == 0 { 0 } else { mark };
        let right = if total - from.min(total) + left > room { mark } else { 0 };
        return std::iter::once(from..total.min(from + room - left - right)).collect();
    }
    let share = room / spans.len().max(1);
    let mut kept: Vec<Range<usize>> = Vec::new();
    for (span, _) in spans {
        let from = span.start.saturating_sub(share / 4);
        let to = total.min(from + share.saturating_sub(2 * mark));
        match kept.last_mut() {
            Some(last) if from <= last.end => last.end = last.end.max(to),
            _ => kept.push(from..to),
        }
    }
    kept
}

/// Writes the cells that lie in kept columns, and an ellipsis for each run of others.
fn draw(cells: &[Cell], starts: &[usize], kept: &[Range<usize>], ellipsis: &str) -> Row {
    let mut row = Row::default();
    let mut hiding = false;
    for (cell, &start) in cells.iter().zip(starts) {
        let shown = kept.iter().any(|kept| kept.start <= start && start + cell.columns <= kept.end);
        let from = row.text.len();
        match (shown, hiding, row.spots.last_mut()) {
            (false, true, Some((octets, _))) => {
                octets.end = cell.octets.end;
                continue;
            }
            (false, ..) => row.text.push_str(ellipsis),
            (true, ..) => row.text.push_str(&cell.shown),
        }
        hiding = !shown;
        row.spots.push((cell.octets.clone(), from..row.text.len()));
    }
    row
}

#[cfg(test)]
mod tests {
    use super::super::cells::cells;
    use super::*;

    #[track_caller]
    fn case(text: &str, spans: &[(Range<usize>, usize)], room: usize, drawn: &str, under: &[&str]) {
        let needs: Vec<_> =
            spans.iter().map(|(octets, words)| Need { octets: octets.clone(), words: *words }).collect();
        let near: Vec<_> = needs.iter().map(|need| need.octets.clone()).collect();
        let row = cut(&cells(text.as_bytes(), 0..text.len(), &near, 4 * room), &needs, room, "…");
        assert_eq!(row.text, drawn);
        assert!(wrap::width(&row.text) <= room);
        let found: Vec<_> = needs.iter().map(|need| row.text.get(row.place(&need.octets)).unwrap()).collect();
        assert_eq!(found, under);
    }

    #[test]
    fn a_line_that_fits_is_kept() {
        case("www IN A 192.0.2.1", &[(9..18, 10)], 40, "www IN A 192.0.2.1", &["192.0.2.1"]);
        case("", &[(0..0, 10)], 40, "", &[""]);
        case("www IN A 192.0.2.1", &[(18..18, 0)], 40, "www IN A 192.0.2.1", &[""]);
    }

    #[test]
    fn a_line_is_cut_on_the_left_where_words_need_room() {
        let line = "0123456789".repeat(4);
        case(&line, &[(35..40, 30)], 40, "…01234567890123456789", &["56789"]);
        case(&line, &[(0..3, 4), (35..40, 30)], 40, "012345678901234567…0123456789", &["012", "56789"]);
    }

    #[test]
    fn a_long_line_shows_the_span() {
        let text = format!("{}HERE{}", "a".repeat(600), "b".repeat(600));
        case(&text, &[(600..604, 4)], 30, "…aaaaaaaaaaaaaaaaHEREbbbbbbbb…", &["HERE"]);
        case(&text, &[], 10, "aaaaaaaaa…", &[]);
    }

    #[test]
    fn far_places_on_one_line_share_the_room() {
        let text = format!("FIRST{}SECOND", "-".repeat(1_000_000));
        let spans = [(0..5, 0), (1_000_005..1_000_011, 0)];
        case(&text, &spans, 40, "FIRST-------------…-----SECOND", &["FIRST", "SECOND"]);
        case(
            &"x".repeat(1_000_000),
            &[(10..999_990, 0)],
            40,
            "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…",
            &["xxxxxxxxxxxxxxxxxxxxxxxxxxxx…"],
        );
    }
}
