//! Lines that are none of a zone file's: merge conflicts, and the comments of other languages (zonefile.md §2, §10.7).
//!
//! Flows in: text at the start of a line. Flows out: how far such text goes, which the scanner then skips.

use super::recovery::{line_start, names_a_type, physical_line, whole_line, without_blanks};
use crate::source::Span;

/// Tells whether a line that begins with an octet may be none of a zone file's: a conflict marker, or the comment of
/// another language.
#[inline]
pub(super) fn may_be_foreign(first: u8) -> bool {
    matches!(first, b'<' | b'=' | b'>' | b'|' | b'#' | b'/')
}

/// What was learned about the conflicts of a text, so that it is searched for an end only once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Conflicts {
    /// No `>>>>>>>` follows.
    endless: bool,
    /// Their markers do not come in pairs: the first `>>>>>>>` ends a conflict.
    unpaired: bool,
    /// Where a conflict inside of a group ends, whose first side is being read.
    pub(super) ends_at: Option<usize>,
}

/// Returns the octets from a conflict marker to the end of the conflict: from `<<<<<<<` to behind the line of its
/// `>>>>>>>`, otherwise the marker's own line. `None` if no marker stands here.
pub(super) fn conflict_end(text: &[u8], known: &mut Conflicts) -> Option<usize> {
    let marker = marker(text)?;
    let own_line = whole_line(text);
    if marker != b'<' || known.endless {
        return Some(own_line);
    }
    let (mut at, mut depth, mut first_end) = (own_line, 1_usize, None);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        at += whole_line(rest);
        match self::marker(rest) {
            Some(b'<') => depth += 1,
            Some(b'>') => {
                first_end.get_or_insert(at);
                depth -= 1;
                if depth == 0 || known.unpaired {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    known.unpaired = true;
    known.endless = first_end.is_none();
    first_end.or(Some(own_line))
}

/// Returns where the last line of a conflict, its closing marker, starts; `None` for a single line.
pub(super) fn closing_marker(conflict: &[u8]) -> Option<usize> {
    let body = conflict.iter().rposition(|octet| !matches!(octet, b'\n' | b'\r'))?;
    conflict.get(..body)?.iter().rposition(|octet| matches!(octet, b'\n' | b'\r')).map(|end| end + 1)
}

/// Tells whether a line is a conflict marker.
pub(super) fn is_marker(text: &[u8]) -> bool {
    marker(text).is_some()
}

/// Returns the octet of the conflict marker that a line starts with: seven times the same, then a blank or the line end.
fn marker(text: &[u8]) -> Option<u8> {
    let line = physical_line(text);
    let (head, tail) = line.split_at_checked(7)?;
    let &first = head.first()?;
    let run = matches!(first, b'<' | b'=' | b'>' | b'|') && head.iter().all(|&octet| octet == first);
    (run && matches!(tail.first(), None | Some(b' '))).then_some(first)
}

/// Returns the length of a `#` or `//` comment line. `None` for a record whose owner starts so.
pub(super) fn foreign_comment_end(text: &[u8]) -> Option<usize> {
    let line = physical_line(text);
    let comment = line.starts_with(b"#") || line.starts_with(b"//");
    (comment && !names_a_type(line)).then(|| whole_line(text))
}

/// Returns the `#` or `//` comment that a token begins, where only white space stands before it on its line.
pub(super) fn indented_comment(text: &[u8], token: Span) -> Option<Span> {
    let start = token.start as usize;
    let before = text.get(line_start(text, start)..start)?;
    let comment = physical_line(text.get(start..)?);
    let is_comment = comment.starts_with(b"#") || comment.starts_with(b"//");
    let length = comment.trim_ascii_end().len();
    (is_comment && without_blanks(before).is_empty()).then(|| Span::new(start, start + length))
}

/// Tells whether a token starts a comment of other languages.
pub(super) fn is_foreign_mark(token: &[u8]) -> bool {
    token.starts_with(b"#") || token.starts_with(b"//") || token.starts_with(b"/*")
}

/// Returns the length of the first word.
pub(super) fn first_word(text: &[u8]) -> usize {
    physical_line(text).iter().take_while(|octet| !matches!(octet, b' ' | b'\t')).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn conflict(text: &str, end: Option<usize>, is_endless: bool) {
        let mut known = Conflicts::default();
        assert_eq!(conflict_end(text.as_bytes(), &mut known), end, "{text:?}");
        assert_eq!(known.endless, is_endless, "{text:?}");
    }

    #[test]
    fn conflicts_end_behind_their_last_marker() {
        conflict("<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\nc", Some(35), false);
        conflict("<<<<<<< HEAD\na\n", Some(13), true);
        conflict("<<<<<<< 1\n<<<<<<< 2\n>>>>>>> 2\n>>>>>>> 1\nc", Some(40), false);
        conflict("<<<<<<< 1\n<<<<<<< 2\n>>>>>>> 2\nc", Some(30), false);
        conflict("=======\nb", Some(8), false);
        conflict("<<<<<<<<\n", None, false);
        conflict("======= IN", Some(10), false);
    }
}
