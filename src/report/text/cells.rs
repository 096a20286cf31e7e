//! One line of a text as cells: what is shown for each character, and in how many columns.
//!
//! Flows in: the octets of a line and the places in it that matter. Flows out: sanitised cells with their octets' range,
//! so that a caret stands right whatever is shown. Of a very long line only the surroundings of those places are looked
//! at.

use std::ops::Range;

use super::wrap;
use crate::report::sanitise::{self, Shown};

/// Zone files are aligned with tab stops every 8 columns.
const TAB: usize = 8;

/// Columns that a stretch counts that was not even looked at: more than any terminal has, and a multiple of [`TAB`].
const UNSEEN: usize = 1 << 20;

/// One character, one invalid octet, or a stretch that nobody looks at.
#[derive(Debug)]
pub(super) struct Cell {
    /// Octets of the text.
    pub octets: Range<usize>,
    /// What is shown.
    pub shown: String,
    /// In how many columns.
    pub columns: usize,
}

/// Splits a line (without its line end) into cells. `reach` is the number of octets around each place in `near` that can
/// matter.
pub(super) fn cells(text: &[u8], line: Range<usize>, near: &[Range<usize>], reach: usize) -> Vec<Cell> {
    let mut cells = Vec::new();
    let (mut column, mut at) = (0, line.start);
    for part in parts(text, &line, near, reach) {
        push_unseen(&mut cells, &mut column, at..part.start);
        at = part.end;
        let octets = text.get(part.clone()).unwrap_or_default();
        sanitise::each(octets, |range, shown| {
            let (shown, columns) = match shown {
                Shown::Escaped(_) if octets.get(range.start) == Some(&b'\t') => tab(column),
                Shown::Escaped(escape) => (escape.clone(), escape.len()),
                Shown::Plain(c) => {
                    let shown = String::from(c);
                    let columns = wrap::width(&shown);
                    (shown, columns)
                }
            };
            column += columns;
            cells.push(Cell { octets: part.start + range.start..part.start + range.end, shown, columns });
        });
    }
    push_unseen(&mut cells, &mut column, at..line.end);
    cells
}

fn push_unseen(cells: &mut Vec<Cell>, column: &mut usize, octets: Range<usize>) {
    if !octets.is_empty() {
        cells.push(Cell { octets, shown: String::new(), columns: UNSEEN });
        *column += UNSEEN;
    }
}

fn tab(column: usize) -> (String, usize) {
    let columns = TAB - column % TAB;
    (" ".repeat(columns), columns)
}

/// Returns the parts of the line that are looked at, in order and apart from each other.
fn parts(text: &[u8], line: &Range<usize>, near: &[Range<usize>], reach: usize) -> Vec<Range<usize>> {
    if line.len() <= 4 * reach {
        return vec![line.clone()];
    }
    let mut spots: Vec<usize> = near.iter().flat_map(|range| [range.start, range.end]).collect();
    if spots.is_empty() {
        spots.push(line.start);
    }
    spots.sort_unstable();
    let mut parts: Vec<Range<usize>> = Vec::new();
    for spot in spots {
        let start = boundary(text, spot.saturating_sub(reach).max(line.start));
        let end = boundary(text, spot.saturating_add(reach).min(line.end));
        match parts.last_mut() {
            Some(last) if start <= last.end => last.end = last.end.max(end),
            _ => parts.push(start..end),
        }
    }
    parts
}

/// Moves an offset to the start of the character that it lies in.
fn boundary(text: &[u8], offset: usize) -> usize {
    let inside = |at: usize| text.get(at).is_some_and(|octet| octet & 0xC0 == 0x80);
    (0..4).filter_map(|back| offset.checked_sub(back)).find(|&at| !inside(at)).unwrap_or(offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &[u8], shown: &[&str]) {
        let cells = cells(text, 0..text.len(), &[], 100);
        assert_eq!(cells.iter().map(|cell| cell.shown.as_str()).collect::<Vec<_>>(), shown);
        assert!(cells.iter().all(|cell| cell.columns == wrap::width(&cell.shown)));
    }

    #[test]
    fn tabs_become_blanks_up_to_the_next_stop() {
        case(b"ab\tc", &["a", "b", "      ", "c"]);
        case(b"\xe6\x97\xa5\t\x1b\t", &["\u{65e5}", "      ", "<1B>", "    "]);
        case(b"", &[]);
    }

    #[test]
    fn of_a_long_line_only_surroundings_are_seen() {
        let text = "é".repeat(500_000);
        let cells = cells(text.as_bytes(), 0..text.len(), &[400_001..400_003, 900_000..900_000], 20);
        assert_eq!(cells.iter().filter(|cell| cell.columns == UNSEEN).count(), 3);
        assert!(cells.len() < 60 && cells.iter().all(|cell| cell.shown.is_empty() || cell.shown == "é"));
        assert!(cells.windows(2).all(|pair| pair[0].octets.end == pair[1].octets.start));
    }
}
