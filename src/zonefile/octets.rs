//! What is wrong with a file before anything is read in it: encoding, line ends, the last line (zonefile.md §2).

use memchr::memchr_iter;

use super::problem::{Fact, ProblemKind};
use super::scanner::Defect;
use crate::source::Span;

const BYTE_ORDER_MARK: &[u8] = &[0xef, 0xbb, 0xbf];

/// Checks the octets of a file. Returns what is wrong and where its text starts; `None` for the start if there is no text
/// to read: UTF-16 gets its one finding and nothing else.
pub(super) fn check(text: &[u8]) -> (Vec<Defect>, Option<usize>) {
    let mut defects = Vec::new();
    if is_utf16(text) {
        let span = Span::new(0, text.len().min(2));
        defects.push(Defect { kind: ProblemKind::Utf16Text, span, second: None, fact: Fact::None });
        return (defects, None);
    }
    if let Some(what) = other_format(text) {
        let fact = Fact::Text(format!("it is {what}, not text"));
        defects.push(Defect { kind: ProblemKind::FileUnreadable, span: Span::at(0), second: None, fact });
        return (defects, None);
    }
    let start = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    if start > 0 {
        let span = Span::new(0, start);
        defects.push(Defect { kind: ProblemKind::ByteOrderMark, span, second: None, fact: Fact::None });
    }
    line_ends(text, &mut defects);
    // Behind a ^Z, which old editors wrote as the end of the file, there is no line.
    let last = text.iter().rev().find(|octet| **octet != 0x1a);
    if last.is_some_and(|last| !matches!(last, b'\n' | b'\r')) {
        let span = Span::at(text.len());
        defects.push(Defect { kind: ProblemKind::FinalNewlineMissing, span, second: None, fact: Fact::None });
    }
    (defects, Some(start))
}

/// Names the format of a file that is none for zone text, known by its first octets.
fn other_format(text: &[u8]) -> Option<&'static str> {
    let formats: [(&[u8], &str); 8] = [
        (b"\x1f\x8b", "gzip data"),
        (b"BZh9", "bzip2 data"),
        (b"\xfd7zXZ\0", "xz data"),
        (b"\x28\xb5\x2f\xfd", "Zstandard data"),
        (b"PK\x03\x04", "a ZIP archive"),
        (b"\0\0\0\x02\0\0\0", "a zone in BIND's raw format"),
        (b";BIND LOG V9", "a journal of BIND"),
        (b"b0VIM ", "a swap file of vim"),
    ];
    formats.into_iter().find(|(magic, _)| text.starts_with(magic)).map(|(_, name)| name)
}

/// Tells whether text is UTF-16: a byte order mark, or NUL in every second of its first 64 octets
/// and nowhere else in them.
pub(super) fn is_utf16(text: &[u8]) -> bool {
    if text.starts_with(&[0xff, 0xfe]) || text.starts_with(&[0xfe, 0xff]) {
        return true;
    }
    let head = text.get(..64).unwrap_or(text);
    let mut even = head.iter().step_by(2).map(|&octet| octet == 0);
    let mut odd = head.iter().skip(1).step_by(2).map(|&octet| octet == 0);
    let big_endian = even.clone().all(|nul| nul) && !odd.clone().any(|nul| nul);
    head.len() >= 4 && (big_endian || (odd.all(|nul| nul) && !even.any(|nul| nul)))
}

/// Reports CR-LF line ends, CR-LF and LF in one file, and CR alone. Each counts once a file.
fn line_ends(text: &[u8], defects: &mut Vec<Defect>) {
    let (mut crlf, mut lone) = (None, None);
    let (mut crlf_count, mut lone_count) = (0_u64, 0_u64);
    for at in memchr_iter(b'\r', text) {
        if text.get(at + 1) == Some(&b'\n') {
            crlf.get_or_insert(at);
            crlf_count += 1;
        } else {
            lone.get_or_insert(at);
            lone_count += 1;
        }
    }
    if let Some(at) = lone {
        let fact = Fact::Number(lone_count);
        defects.push(Defect { kind: ProblemKind::LoneCr, span: Span::new(at, at + 1), second: None, fact });
    }
    let Some(first_crlf) = crlf else { return };
    let bare = memchr_iter(b'\n', text).find(|&at| at == 0 || text.get(at - 1) != Some(&b'\r'));
    match bare {
        None => defects.push(Defect {
            kind: ProblemKind::CrlfLineEndings,
            span: Span::new(first_crlf, first_crlf + 2),
            second: None,
            fact: Fact::Number(crlf_count),
        }),
        Some(bare) => {
            // The line end that broke with the first line's is the one to point at.
            let (lf, crlf) = (Span::new(bare, bare + 1), Span::new(first_crlf, first_crlf + 2));
            let (span, second) = if bare < first_crlf { (crlf, Some(lf)) } else { (lf, Some(crlf)) };
            defects.push(Defect { kind: ProblemKind::MixedLineEndings, span, second, fact: Fact::Number(crlf_count) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &[u8], expected: &[(ProblemKind, u32)]) {
        let found: Vec<_> = check(text).0.iter().map(|defect| (defect.kind, defect.span.start)).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn each_defect_counts_once() {
        case(b"a\nb\n", &[]);
        case(b"", &[]);
        case(b"a", &[(ProblemKind::FinalNewlineMissing, 1)]);
        case(b"a\n\x1a", &[]);
        case(b"a\r\nb\r\n", &[(ProblemKind::CrlfLineEndings, 1)]);
        case(b"a\nb\r\nc\r\n", &[(ProblemKind::MixedLineEndings, 3)]);
        case(b"a\r\nb\nc\r\n", &[(ProblemKind::MixedLineEndings, 4)]);
        case(b"a\rb\rc\n", &[(ProblemKind::LoneCr, 1)]);
        case(b"\xef\xbb\xbfa\n", &[(ProblemKind::ByteOrderMark, 0)]);
        case(b"\xff\xfea\0", &[(ProblemKind::Utf16Text, 0)]);
        case(b"a\0b\0c\0", &[(ProblemKind::Utf16Text, 0)]);
        case(b"\0\0\0\0\n", &[]);
        case(b"\x1f\x8b\x08\0", &[(ProblemKind::FileUnreadable, 0)]);
        case(b"\0\0\0\x02\0\0\0\x01", &[(ProblemKind::FileUnreadable, 0)]);
        case(b"\0\0\0\x02", &[(ProblemKind::FinalNewlineMissing, 4)]);
    }
}
