//! Breaking text into lines, by the columns it takes on a terminal.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr as _;

/// Longest text that is written whole, in characters: more than a screen of one sentence hides the rest of the report.
const LONGEST: usize = 2_000;

/// Returns the columns that a sanitised text takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// Breaks a sanitised text into rows of at most `first` columns, then of at most `rest`.
///
/// Rows break at blanks; blanks inside a row stay as they are, so that columns of words survive. Only a word that is
/// longer than a whole row is broken. A text without an end is cut.
pub(super) fn rows(text: &str, first: usize, rest: usize) -> Vec<String> {
    let cut = text.char_indices().nth(LONGEST).and_then(|(at, _)| text.get(..at));
    let text = &cut.map_or(Cow::Borrowed(text), |head| Cow::Owned(format!("{head}…")));
    let mut rows = Vec::new();
    let mut row = String::new();
    let mut room = first;
    for (blanks, word) in words(text) {
        if !row.is_empty() && width(&row) + blanks.len() + width(word) > room {
            rows.push(std::mem::take(&mut row));
            room = rest;
        } else {
            row.push_str(blanks);
        }
        let mut word = word;
        while width(&row) + width(word) > room {
            let (head, tail) =
                word.split_at_checked(prefix(word, room.saturating_sub(width(&row)))).unwrap_or((word, ""));
            row.push_str(head);
            rows.push(std::mem::take(&mut row));
            room = rest;
            word = tail;
        }
        row.push_str(word);
    }
    if !row.is_empty() || rows.is_empty() {
        rows.push(row);
    }
    rows
}

/// Writes `lead`, then the text, broken into rows; further rows are indented below the text, or below its second column
/// where the text is a word, two or more blanks, and the rest: `ask       alice, …`.
pub(super) fn push(out: &mut String, lead: &str, text: &str, columns: usize) {
    push_painted(out, lead, width(lead), text, columns);
}

/// Writes like [`push`] with a lead that holds colours and so says itself how wide it is.
pub(super) fn push_painted(out: &mut String, lead: &str, lead_width: usize, text: &str, columns: usize) {
    let room = |used: usize| columns.saturating_sub(used).max(16);
    // A column that breaks a word is none.
    let hanging = lead_width + second_column(text);
    let fits = words(text).all(|(_, word)| width(word) <= room(hanging));
    let indent = if fits { hanging } else { lead_width };
    out.push_str(lead);
    for (at, row) in rows(text, room(lead_width), room(indent)).iter().enumerate() {
        if at > 0 {
            out.push_str(&" ".repeat(indent));
        }
        out.push_str(row);
        out.push('\n');
    }
}

/// Splits into words, each with the blanks before it.
fn words(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.find(|c| c != ' ')?;
        let (blanks, tail) = rest.split_at_checked(start)?;
        let (word, tail) = tail.split_at_checked(tail.find(' ').unwrap_or(tail.len()))?;
        rest = tail;
        Some((blanks, word))
    })
}

/// Returns the length in octets of the longest head of `word` that fits, at least one character.
fn prefix(word: &str, room: usize) -> usize {
    let mut fits = word.chars().next().map_or(0, char::len_utf8);
    for (at, c) in word.char_indices() {
        let end = at + c.len_utf8();
        if width(word.get(..end).unwrap_or_default()) > room {
            break;
        }
        fits = fits.max(end);
    }
    fits
}

/// Returns where the second column of a `word   text` line starts, 0 where it has none or one too far to the right.
fn second_column(text: &str) -> usize {
    let Some((word, rest)) = text.split_once("  ") else { return 0 };
    let column = width(word) + 2 + rest.len() - rest.trim_start_matches(' ').len();
    if word.contains(' ') || column > 14 { 0 } else { column }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, columns: usize, expected: &str) {
        let mut out = String::new();
        push(&mut out, "  help: ", text, columns);
        assert_eq!(out, expected);
    }

    #[test]
    fn rows_break_at_blanks_and_keep_columns() {
        case("short", 40, "  help: short\n");
        case("", 40, "  help: \n");
        case("one two three four five six", 24, "  help: one two three\n        four five six\n");
        case(
            "ask       alice, bob and carol of operations",
            40,
            "  help: ask       alice, bob and carol\n                  of operations\n",
        );
        case("a  b", 40, "  help: a  b\n");
    }

    #[test]
    fn only_a_word_longer_than_a_row_is_broken() {
        case("ab 01234567890123456789", 24, "  help: ab\n        0123456789012345\n        6789\n");
        case("日本語日本語日本語", 24, "  help: 日本語日本語日本\n        語\n");
    }

    #[test]
    fn a_text_without_an_end_is_cut() {
        let rows = rows(&"x".repeat(1_000_000), 50, 100);
        assert_eq!((rows.len(), rows.last().map(String::as_str)), (21, Some(format!("{}…", "x".repeat(50)).as_str())));
    }
}
