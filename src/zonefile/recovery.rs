//! Where text that went wrong becomes right again (zonefile.md §10).
//!
//! Looks ahead in the octets and says where a quote, a group of lines or a foreign line ends. Work is bounded by what it
//! passes over, which the scanner then skips.

use memchr::{memchr2, memrchr2};

use super::before_type::type_behind;

/// Returns the first physical line of `text` without its line end.
pub(super) fn physical_line(text: &[u8]) -> &[u8] {
    let end = memchr2(b'\n', b'\r', text).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// Returns the length of the line end that `text` starts with: LF, CR-LF, or a CR alone.
pub(super) fn line_end_len(text: &[u8]) -> usize {
    match text {
        [b'\r', b'\n', ..] => 2,
        [b'\n' | b'\r', ..] => 1,
        _ => 0,
    }
}

/// Returns the length of the first line of `text` with its line end.
pub(super) fn whole_line(text: &[u8]) -> usize {
    let line = physical_line(text).len();
    line + line_end_len(text.get(line..).unwrap_or_default())
}

/// Tells whether `text` starts, in column 1, with what can only be an entry: a directive, or an owner, optional TTL and
/// class, and a known type.
pub(super) fn starts_entry(text: &[u8]) -> bool {
    match physical_line(text) {
        line @ [b'$', ..] => DIRECTIVES.iter().any(|name| is_word(line, name)),
        [] | [b' ' | b'\t' | b';' | b'"' | b'(' | b')', ..] => false,
        line => names_a_type(line),
    }
}

/// How far to look for the end of a group that seems to be open: reading stays linear.
const CLOSING_LINES: usize = 100;
const CLOSING_OCTETS: usize = 65_536;

/// Tells whether a group that is `depth` deep closes in the next lines, before any directive.
pub(super) fn closes(text: &[u8], mut depth: usize) -> bool {
    let mut rest = text.get(..CLOSING_OCTETS).unwrap_or(text);
    for _ in 0..CLOSING_LINES {
        let line = physical_line(rest);
        if rest.is_empty() || (line.starts_with(b"$") && starts_entry(line)) {
            return false;
        }
        let (mut quoted, mut escaped) = (false, false);
        for octet in line {
            match octet {
                _ if escaped => {}
                b'"' => quoted = !quoted,
                b';' if !quoted => break,
                b'(' if !quoted => depth += 1,
                b')' if !quoted => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return true;
            }
            escaped = *octet == b'\\' && !escaped;
        }
        rest = rest.get(whole_line(rest)..).unwrap_or_default();
    }
    false
}

const DIRECTIVES: [&[u8]; 4] = [b"$GENERATE", b"$INCLUDE", b"$ORIGIN", b"$TTL"];

fn is_word(line: &[u8], word: &[u8]) -> bool {
    line.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
        && matches!(line.get(word.len()), None | Some(b' ' | b'\t'))
}

/// Tells whether the words behind the first are at most one TTL and one class, then a type with something behind it;
/// parentheses may stand between them.
pub(super) fn names_a_type(line: &[u8]) -> bool {
    let separator = |octet: &u8| matches!(octet, b' ' | b'\t' | b'(' | b')');
    starts_with_type(line.split(separator).filter(|word| !word.is_empty()).skip(1))
}

/// Tells whether `text` starts with what would be an entry that inherits its owner, if it stood in no group.
pub(super) fn inherits_owner(text: &[u8]) -> bool {
    let line = physical_line(text);
    let blank = |octet: &u8| matches!(octet, b' ' | b'\t');
    line.first().is_some_and(blank) && starts_with_type(line.split(blank).filter(|word| !word.is_empty()))
}

/// Tells whether a line holds nothing, or a comment alone.
pub(super) fn is_void(text: &[u8]) -> bool {
    matches!(without_blanks(physical_line(text)).first(), None | Some(b';'))
}

/// Tells whether a line is what only the data of a record looks like: quoted strings, numbers, a tag with its value, a
/// long run of base64. It is no entry, but the line of a record whose group was not opened, or closed too early.
pub(super) fn continues_data(text: &[u8]) -> bool {
    let line = physical_line(text);
    let (indented, content) = (matches!(line.first(), Some(b' ' | b'\t')), without_blanks(line));
    let data = content.split(|octet| *octet == b';').next().unwrap_or_default();
    let separator = |octet: &u8| matches!(octet, b' ' | b'\t' | b'(' | b')' | b'{' | b'}');
    let mut words = data.split(separator).filter(|word| !word.is_empty()).peekable();
    let first = words.peek().copied().unwrap_or_default();
    if first.starts_with(b"\"") {
        return indented || !names_a_type(line);
    }
    let is_base64 = |octet: &u8| octet.is_ascii_alphanumeric() || matches!(octet, b'+' | b'/' | b'=' | b'"');
    let is_data = first.contains(&b'=') || (first.len() > LONG_WORD && first.iter().all(is_base64));
    let is_number = |word: &[u8]| word.first().is_some_and(u8::is_ascii_digit);
    !data.is_empty() && ((indented && is_data) || words.all(is_number))
}

/// Longer than any type or class.
const LONG_WORD: usize = 24;

pub(super) fn without_blanks(line: &[u8]) -> &[u8] {
    let blanks = line.iter().take_while(|octet| matches!(octet, b' ' | b'\t')).count();
    line.get(blanks..).unwrap_or_default()
}

/// Returns where the line begins that `offset` is in, or that it ends.
pub(super) fn line_start(text: &[u8], offset: usize) -> usize {
    let before = text.get(..offset).unwrap_or(text);
    memrchr2(b'\n', b'\r', before).map_or(0, |end| end + 1)
}

/// Returns where the line before the one that begins at `start` begins; `None` for the first.
pub(super) fn previous_line(text: &[u8], start: usize) -> Option<usize> {
    let before = text.get(..start)?;
    let line =
        before.strip_suffix(b"\r\n").or_else(|| before.strip_suffix(b"\n")).or_else(|| before.strip_suffix(b"\r"))?;
    Some(line_start(text, line.len()))
}

/// Tells whether words are at most one TTL and one class, then a type with something behind it.
fn starts_with_type<'a>(mut words: impl Iterator<Item = &'a [u8]>) -> bool {
    type_behind(&mut words, 2).is_some() && words.next().is_some()
}

/// A quoted string whose line ends before it does.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quoted {
    /// Offset of the closing quote, or of the line end.
    pub(super) end: usize,
    /// Whether its quote comes before anything that would start an entry; else it is taken as closed at its line end.
    pub(super) closed: bool,
    /// Whether it holds a backslash.
    pub(super) escaped: bool,
}

/// Finds the end of the string whose opening quote stands at `quote`.
pub(super) fn quoted(text: &[u8], quote: usize) -> Quoted {
    let mut at = quote + 1;
    let mut escaped = false;
    let mut line_end = None;
    // Octet by octet: searches for one of several octets would pass over the same text again and again.
    let special = |octet: &u8| matches!(octet, b'"' | b'\\' | b'\n' | b'\r');
    while let Some(step) = text.get(at..).and_then(|rest| rest.iter().position(special)) {
        at += step;
        match text.get(at) {
            Some(b'"') if line_end.is_some() && opens_string(text, at) => break,
            Some(b'"') => {
                return Quoted { end: at, closed: true, escaped };
            }
            Some(b'\\') => {
                escaped = true;
                // A backslash before a line end escapes nothing.
                let skip = !matches!(text.get(at + 1), None | Some(b'\n' | b'\r'));
                at += 1 + usize::from(skip);
            }
            _ => {
                line_end.get_or_insert(at);
                at += line_end_len(text.get(at..).unwrap_or_default()).max(1);
                if starts_entry(text.get(at..).unwrap_or_default()) {
                    break;
                }
            }
        }
    }
    let end = line_end.unwrap_or(text.len());
    let escaped = text.get(quote..end).is_some_and(|string| string.contains(&b'\\'));
    Quoted { end, closed: false, escaped }
}

/// Tells whether the first quote of a line that does not end a string of the lines before opens one of its own: it stands
/// where a token may start, and the line's quotes come in pairs.
fn opens_string(text: &[u8], quote: usize) -> bool {
    let before = text.get(..quote).and_then(<[u8]>::last);
    if !matches!(before, None | Some(b' ' | b'\t' | b'(' | b'\n' | b'\r')) {
        return false;
    }
    let (mut quoted, mut escaped) = (false, false);
    for octet in physical_line(text.get(quote..).unwrap_or_default()) {
        match octet {
            _ if escaped => {}
            b'"' => quoted = !quoted,
            b';' if !quoted => break,
            _ => {}
        }
        escaped = *octet == b'\\' && !escaped;
    }
    !quoted
}

/// Returns the length of the Unicode space that `text` starts with, 0 if there is none: what looks blank to people and is
/// part of a token to every server.
pub(super) fn space_len(text: &[u8]) -> usize {
    match text {
        [0xc2, 0xa0 | 0x85, ..] => 2,
        // U+1680, U+3000, U+FEFF; U+2000–U+200B, U+2028, U+2029, U+202F; U+205F, U+2060.
        [0xe1, 0x9a, 0x80, ..]
        | [0xe3, 0x80, 0x80, ..]
        | [0xef, 0xbb, 0xbf, ..]
        | [0xe2, 0x80, 0x80..=0x8b | 0xa8 | 0xa9 | 0xaf, ..]
        | [0xe2, 0x81, 0x9f | 0xa0, ..] => 3,
        _ => 0,
    }
}

/// Tells whether the odd blank that `text` starts with moves what follows to the right: a page break and spaces without
/// width do not, so that the first word behind them is still an owner.
pub(super) fn has_width(text: &[u8]) -> bool {
    !matches!(text, [0x0b | 0x0c | 0x1a, ..] | [0xef, 0xbb, 0xbf, ..] | [0xe2, 0x80, 0x8b, ..] | [0xe2, 0x81, 0xa0, ..])
}

/// Returns where the line ends and ^Z that end the text begin.
pub(super) fn tail(text: &[u8]) -> usize {
    let tail = text.iter().rev().take_while(|octet| matches!(octet, b'\n' | b'\r' | 0x1a)).count();
    text.len() - tail
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn entry(line: &str, expected: bool) {
        assert_eq!(starts_entry(line.as_bytes()), expected, "{line:?}");
    }

    #[test]
    fn entries_are_told_from_continuation_lines() {
        entry("www A 192.0.2.1", true);
        entry("www 300 IN A 192.0.2.1", true);
        entry("www IN 300 a 192.0.2.1", true);
        entry("www ( IN A 192.0.2.1", true);
        entry("www IN (A 192.0.2.1)", true);
        entry("$TTL 300", true);
        entry("$origin x.", true);
        entry("$TTLX 300", false);
        entry("  A 192.0.2.1", false);
        entry("2026010101 3600 900 604800 300 )", false);
        entry("p=MIIB\"", false);
        entry("www A", false);
        entry("", false);
    }

    #[track_caller]
    fn continuing(line: &str, expected: bool) {
        assert_eq!(continues_data(line.as_bytes()), expected, "{line:?}");
    }

    #[test]
    fn lines_of_data_are_told_from_entries() {
        continuing("  2026051101 ; serial", true);
        continuing("  7200 3600 1w )", true);
        continuing(" (", true);
        continuing(" 1 2 }", true);
        continuing("  \"p=MIIB\"", true);
        continuing("\"p=MIIB\" )", true);
        continuing("  p=MIIB", true);
        continuing("  MIIBIjANBgkqhkiG9w0BAQEFAAOC\"", true);
        continuing("  192.0.2.1", true);
        continuing("7200", true);
        continuing("\"www\" A 192.0.2.1", false);
        continuing("  300 A 192.0.2.1", false);
        continuing("  300 AAA 192.0.2.1", false);
        continuing("  AAA 192.0.2.1", false);
        continuing("p=MIIB", false);
        continuing("  ; 7200", false);
        continuing("", false);
    }

    #[test]
    fn lines_are_found_backwards() {
        let text = b"a\r\nbc\rd\n\ne";
        assert_eq!([line_start(text, 0), line_start(text, 4), line_start(text, 9)], [0, 3, 9]);
        assert_eq!([9, 8, 6, 3, 0].map(|start| previous_line(text, start)), [Some(8), Some(6), Some(3), Some(0), None]);
    }

    #[track_caller]
    fn closing(text: &str, depth: usize, expected: bool) {
        assert_eq!(closes(text.as_bytes(), depth), expected, "{text:?}");
    }

    #[test]
    fn groups_close_where_their_parentheses_say() {
        closing("b A MX )", 1, true);
        closing("b A (MX) )", 1, true);
        closing("b A MX )", 2, false);
        closing("x TXT \")\" ; )\ny TXT \\) ( a )\n", 1, false);
        closing("a\n$TTL 1\n)", 1, false);
        closing(&format!("{})", "a\n".repeat(CLOSING_LINES)), 1, false);
        closing(&"\n".repeat(CLOSING_OCTETS + 9), 1, false);
        closing("", 1, false);
    }

    #[track_caller]
    fn quote(text: &str, closed: bool, end: usize) {
        let found = quoted(text.as_bytes(), 0);
        assert_eq!((found.closed, found.end), (closed, end), "{text:?}");
    }

    #[test]
    fn quotes_end_where_people_would_end_them() {
        quote("\"abc\" x", true, 4);
        quote("\"a\\\"c\" x", true, 5);
        quote("\"abc\nd\" x", true, 6);
        quote("\"abc\nwww A \"x\"", false, 4);
        quote("\"abc\n  \"x\" )", false, 4);
        quote("\"abc\n  def \" )", true, 11);
        quote("\"abc\n  def\" \"x\"", true, 10);
        quote("\"abc\n \"x\" ; \"", false, 4);
        quote("\"abc", false, 4);
        quote("\"abc\r\nxyz", false, 4);
        quote("\"abc\\\nwww A 1", false, 5);
    }
}
