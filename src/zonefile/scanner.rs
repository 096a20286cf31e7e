//! Octets to tokens, one logical line at a time.
//!
//! Quotes, comments, escapes and parentheses are understood here (RFC 1035 §5.1); what the tokens mean is not. Scanning
//! never stops: an open quote or parenthesis is closed where `recovery` says so, and scanning goes on.

use super::problem::{Fact, ProblemKind};
use super::recovery;
use crate::rdata::Token;
use crate::source::{Loc, Span};
use crate::zone::Record;

/// One entry's text: a directive or a record, over as many physical lines as its parentheses span.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// The tokens.
    pub(super) tokens: Vec<Token>,
    /// Whether white space stood before the first token, so that a record inherits its owner.
    pub(super) blank_start: bool,
    /// Offset where a missing token would stand: behind the last token.
    pub(super) end: usize,
}

/// A defect of the text as the scanner sees it.
#[derive(Debug)]
pub(super) struct Defect {
    pub(super) kind: ProblemKind,
    pub(super) span: Span,
    pub(super) second: Option<Span>,
    pub(super) fact: Fact,
}

/// Returns the RDATA tokens of a record that was read before, in the order of its text.
///
/// Zones keep no tokens: where a report points at one field, its entry is scanned once more.
pub fn rdata_tokens(text: &[u8], record: &Record) -> Vec<Span> {
    let end = (record.span.end as usize).min(text.len());
    let mut scanner = Scanner::new(text.get(..end).unwrap_or_default(), record.span.start as usize);
    let mut line = Line::default();
    scanner.next(&mut line);
    line.tokens.iter().map(|token| token.span).filter(|span| span.start >= record.rdata_span.start).collect()
}

/// Returns the place of the serial's digits in an SOA: behind MNAME and RNAME (RFC 1035 §3.3.13). RDATA in the `\#` form
/// has no digits to point at.
pub fn serial_loc(text: &[u8], soa: &Record) -> Option<Loc> {
    let tokens = rdata_tokens(text, soa);
    let span = *tokens.get(2)?;
    let digits = span.of(text);
    let generic = tokens.first()?.of(text) == b"\\#";
    let plain = !generic && !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
    plain.then_some(Loc { source: soa.source, span })
}

/// Reads one text.
#[derive(Debug)]
pub(super) struct Scanner<'a> {
    text: &'a [u8],
    pos: usize,
    /// The first open parenthesis of the present line and how many are open.
    open: Option<usize>,
    depth: usize,
    lines_in_group: usize,
    /// Whether the open group closes, once that was asked.
    closes: Option<bool>,
    /// Where the ^Z at the end of the text may begin, which end it and are no octets of a token.
    tail: usize,
    /// No merge conflict that starts from here on has an end.
    endless_conflict: bool,
    /// What was found wrong; the driver takes it after each line.
    pub(super) defects: Vec<Defect>,
}

/// Lines that an open parenthesis may swallow before it is taken as closed (zonefile.md §10.2).
const MAX_GROUP_LINES: usize = 1000;

/// What an octet is to the scanner.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Ordinary,
    Blank,
    LineEnd,
    Quote,
    Open,
    Close,
    Comment,
    Escape,
    Control,
    High,
}

const CLASSES: [Class; 256] = {
    let mut table = [Class::Ordinary; 256];
    let mut octet = 0;
    while octet < 256 {
        #[expect(clippy::indexing_slicing, reason = "evaluated at compile time; 256 entries, octet below 256")]
        {
            table[octet] = match octet {
                0x20 | 0x09 => Class::Blank,
                0x0a | 0x0d => Class::LineEnd,
                0x22 => Class::Quote,
                0x28 => Class::Open,
                0x29 => Class::Close,
                0x3b => Class::Comment,
                0x5c => Class::Escape,
                0x00..=0x1f | 0x7f => Class::Control,
                0x80..=0xff => Class::High,
                _ => Class::Ordinary,
            };
        }
        octet += 1;
    }
    table
};

fn class(octet: u8) -> Class {
    CLASSES.get(usize::from(octet)).copied().unwrap_or(Class::Ordinary)
}

impl<'a> Scanner<'a> {
    /// Starts reading at `from`, behind a byte order mark.
    pub(super) fn new(text: &'a [u8], from: usize) -> Self {
        Self {
            text,
            pos: from,
            open: None,
            depth: 0,
            lines_in_group: 0,
            closes: None,
            tail: recovery::tail(text),
            endless_conflict: false,
            defects: Vec::new(),
        }
    }

    /// Reads the next line that has a token into `line`; false at the end of the text.
    pub(super) fn next(&mut self, line: &mut Line) -> bool {
        while self.pos < self.text.len() {
            if self.skip_foreign_line() {
                continue;
            }
            line.tokens.clear();
            line.blank_start = false;
            self.read_line(line);
            if !line.tokens.is_empty() {
                return true;
            }
        }
        false
    }

    /// Skips a merge conflict or a `#` or `//` comment that starts here.
    fn skip_foreign_line(&mut self) -> bool {
        let rest = self.text.get(self.pos..).unwrap_or_default();
        let foreign = match rest.first() {
            Some(b'<' | b'>' | b'=' | b'|') => recovery::conflict_end(rest, &mut self.endless_conflict)
                .map(|end| (ProblemKind::MergeConflictMarker, end)),
            Some(b'#' | b'/') => recovery::foreign_comment_end(rest).map(|end| (ProblemKind::ForeignComment, end)),
            _ => None,
        };
        let Some((kind, end)) = foreign else { return false };
        let marker = match kind {
            ProblemKind::MergeConflictMarker => recovery::first_word(rest),
            _ => recovery::physical_line(rest).len(),
        };
        self.report(kind, Span::new(self.pos, self.pos + marker));
        self.pos += end;
        true
    }

    fn read_line(&mut self, line: &mut Line) {
        let mut start = self.pos;
        let mut spaced = true;
        while let Some(&octet) = self.text.get(self.pos) {
            match class(octet) {
                Class::Blank => {
                    line.blank_start |= self.pos == start;
                    spaced = true;
                    self.pos += 1;
                }
                Class::LineEnd => {
                    if self.end_physical_line() {
                        return;
                    }
                    spaced = true;
                }
                Class::Comment => self.pos += recovery::physical_line(self.rest()).len(),
                Class::Open => {
                    self.open_group(line, start);
                    spaced = true;
                }
                Class::Close => {
                    self.close_group();
                    spaced = true;
                }
                Class::Quote => {
                    self.quoted(line, spaced);
                    spaced = false;
                }
                Class::Control | Class::High if self.odd_blank(&mut start, line) => spaced = true,
                Class::Ordinary | Class::Escape | Class::Control | Class::High => {
                    self.bare(line, spaced);
                    spaced = false;
                }
            }
        }
        self.close_at(self.text.len());
    }

    fn rest(&self) -> &'a [u8] {
        self.text.get(self.pos..).unwrap_or_default()
    }

    /// Passes a line end; true if the logical line ends with it.
    fn end_physical_line(&mut self) -> bool {
        let at = self.pos;
        self.pos += recovery::line_end_len(self.rest());
        if self.open.is_none() {
            return true;
        }
        self.lines_in_group += 1;
        if self.lines_in_group > MAX_GROUP_LINES || (recovery::starts_entry(self.rest()) && !self.closes()) {
            self.close_at(at);
            return true;
        }
        false
    }

    /// Tells whether the open group closes. Asked once a group, at the first line that looks like an entry: the types of
    /// an NSEC or CSYNC may stand in such a line too.
    fn closes(&mut self) -> bool {
        let (rest, depth) = (self.rest(), self.depth);
        *self.closes.get_or_insert_with(|| recovery::closes(rest, depth))
    }

    fn open_group(&mut self, line: &Line, start: usize) {
        let here = Span::new(self.pos, self.pos + 1);
        if self.depth > 0 {
            self.report(ProblemKind::ParenthesisNested, here);
        } else {
            self.open = Some(self.pos);
            self.lines_in_group = 0;
            self.closes = None;
            if line.tokens.is_empty() && self.pos == start {
                self.report(ProblemKind::ParenthesisBeforeOwner, here);
            }
        }
        self.depth += 1;
        self.pos += 1;
    }

    fn close_group(&mut self) {
        if self.depth == 0 {
            self.report(ProblemKind::ParenthesisUnbalanced, Span::new(self.pos, self.pos + 1));
        }
        self.depth = self.depth.saturating_sub(1);
        if self.depth == 0 {
            self.open = None;
        }
        self.pos += 1;
    }

    /// Takes an open group as closed at `end`, a line end or the end of the text.
    fn close_at(&mut self, end: usize) {
        if let Some(open) = self.open.take() {
            self.defects.push(Defect {
                kind: ProblemKind::ParenthesisUnbalanced,
                span: Span::new(open, open + 1),
                second: Some(Span::at(end)),
                fact: Fact::Number(u64::try_from(self.lines_in_group).unwrap_or(u64::MAX)),
            });
        }
        self.depth = 0;
    }

    /// Reads the quoted token that starts here.
    fn quoted(&mut self, line: &mut Line, spaced: bool) {
        let quote = self.pos;
        let string = recovery::quoted(self.text, quote);
        let span = Span::new(quote + 1, string.end);
        match string.ending {
            recovery::Ending::Closed => {}
            recovery::Ending::OverLines => self.report(ProblemKind::NewlineInQuote, Span::new(quote, string.end + 1)),
            recovery::Ending::Open => self.defects.push(Defect {
                kind: ProblemKind::QuoteUnterminated,
                span: Span::new(quote, quote + 1),
                second: Some(Span::at(string.end)),
                fact: Fact::None,
            }),
        }
        self.pos = string.end + usize::from(string.ending != recovery::Ending::Open);
        line.tokens.push(Token { span, quoted: true, escaped: string.escaped, spaced });
        line.end = self.pos;
    }

    /// Reads the bare token that starts here.
    fn bare(&mut self, line: &mut Line, spaced: bool) {
        let start = self.pos;
        let mut escaped = false;
        while let Some(&octet) = self.text.get(self.pos) {
            match class(octet) {
                Class::High if recovery::space_len(self.rest()) > 0 => break,
                Class::Ordinary | Class::High => self.pos += 1,
                Class::Escape => {
                    escaped = true;
                    // A backslash before a line end escapes nothing: the token ends there, `escape-invalid` in its field.
                    let next = self.text.get(self.pos + 1).is_some_and(|&next| class(next) != Class::LineEnd);
                    self.pos += 1 + usize::from(next);
                }
                Class::Control if self.is_odd_control(octet) => break,
                Class::Control => self.control_run(),
                Class::Blank | Class::LineEnd | Class::Quote | Class::Open | Class::Close | Class::Comment => break,
            }
        }
        line.tokens.push(Token { span: Span::new(start, self.pos), quoted: false, escaped, spaced });
        line.end = self.pos;
    }

    /// Reports control octets inside a token, a run once; they stay octets of the token.
    fn control_run(&mut self) {
        let start = self.pos;
        while let Some(&octet) = self.text.get(self.pos)
            && class(octet) == Class::Control
            && !self.is_odd_control(octet)
        {
            self.pos += 1;
        }
        self.report(ProblemKind::ControlByte, Span::new(start, self.pos));
    }

    /// Tells whether a control octet here is white space for the rest: form feed, vertical tab, a final ^Z.
    fn is_odd_control(&self, octet: u8) -> bool {
        matches!(octet, 0x0b | 0x0c) || (octet == 0x1a && self.pos >= self.tail)
    }

    /// Passes what looks blank but is no white space to any server: odd controls and Unicode spaces. Reported, then white
    /// space for the rest; at the start of a line, where it has no width, nothing at all. False if none stands here.
    fn odd_blank(&mut self, start: &mut usize, line: &mut Line) -> bool {
        let begin = self.pos;
        let (kind, length) = match self.rest() {
            [octet, ..] if self.is_odd_control(*octet) => (ProblemKind::ControlByte, 1),
            rest => (ProblemKind::NonAsciiSpace, recovery::space_len(rest)),
        };
        if length == 0 {
            return false;
        }
        let indents = recovery::has_width(self.rest());
        self.pos += length;
        if begin == *start && indents {
            line.blank_start = true;
        } else if begin == *start {
            *start = self.pos;
        }
        self.report(kind, Span::new(begin, self.pos));
        true
    }

    fn report(&mut self, kind: ProblemKind, span: Span) {
        // A run of the same octets counts once.
        if let Some(last) = self.defects.last_mut()
            && last.kind == kind
            && last.span.end == span.start
            && matches!(kind, ProblemKind::ControlByte | ProblemKind::NonAsciiSpace)
        {
            last.span.end = span.end;
            return;
        }
        self.defects.push(Defect { kind, span, second: None, fact: Fact::None });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Side, SourceMap};
    use crate::zone::{Name, Rtype};
    use crate::zonefile::{NoIncludes, load};

    #[track_caller]
    fn serial(entry: &str, expected: Option<&str>) {
        let text = format!("$TTL 1\n{entry}\n");
        let mut sources = SourceMap::default();
        let source = sources.add("t", Side::Worktree, std::sync::Arc::from(text.as_bytes()));
        let loaded = load(source, Some(&Name::root()), &mut sources, &mut NoIncludes);
        let soa = loaded.zone.records().iter().find(|record| record.rtype == Rtype::SOA).unwrap();
        let found = serial_loc(text.as_bytes(), soa).map(|at| String::from_utf8_lossy(sources.slice(at)).into_owned());
        assert_eq!(found.as_deref(), expected, "{entry:?}");
    }

    #[test]
    fn the_serial_is_found_in_any_layout() {
        serial("@ SOA ns1 host 2026010101 1 2 3 4", Some("2026010101"));
        serial("@ 60 IN SOA ns1 host (2026010101;serial\n 1 2 3 4)", Some("2026010101"));
        serial("@ SOA ns1 host (\n ; 99\r\n\t2026010101 ; serial 7\n 1 2 3 4 )", Some("2026010101"));
        serial("@ SOA ( ns1 ; (\n host\n) 7 1 2 3 4", Some("7"));
        serial("@ ( SOA ns1 host 7 1 2 3 4 )", Some("7"));
        serial("@ SOA ns1 a\\ b\\;c.example. 8 1 2 3 4", Some("8"));
        serial("@ SOA \\# 22 0000 00000001 00000001 00000001 00000001 00000001", None);
        serial("@ SOA ns1 host", None);
        serial("@ SOA", None);
    }
}
