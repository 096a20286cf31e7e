//! Octets to tokens, one logical line at a time.
//!
//! Quotes, comments, escapes and parentheses are understood here (RFC 1035 §5.1); what the tokens mean is not. Scanning
//! never stops: an open quote or parenthesis is closed where `recovery` says so, and scanning goes on.

use super::blocks::Blocks;
use super::line::Line;
use super::problem::{Fact, ProblemKind};
use super::{foreign, recovery};
use crate::source::Span;

/// A defect of the text as the scanner sees it.
#[derive(Debug)]
pub(super) struct Defect {
    pub(super) kind: ProblemKind,
    pub(super) span: Span,
    pub(super) second: Option<Span>,
    pub(super) fact: Fact,
}

/// Reads one text.
#[derive(Debug)]
pub(super) struct Scanner<'a> {
    pub(super) text: &'a [u8],
    pub(super) blocks: Blocks<'a>,
    pub(super) pos: usize,
    /// Where no further line is begun.
    pub(super) limit: usize,
    /// The first open parenthesis of the present line and how many are open.
    pub(super) open: Option<usize>,
    depth: usize,
    lines_in_group: usize,
    /// Whether the open group closes, once that was asked.
    closes: Option<bool>,
    /// Where the ^Z at the end of the text may begin, which end it and are no octets of a token.
    tail: usize,
    /// What is known of the merge conflicts from here on.
    conflicts: foreign::Conflicts,
    /// What was found wrong; the driver takes it after each line.
    pub(super) defects: Vec<Defect>,
}

/// Lines that an open parenthesis may swallow before it is taken as closed (zonefile.md §10.2).
const MAX_GROUP_LINES: usize = 1000;

/// What an octet is to the scanner.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
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

pub(super) fn class(octet: u8) -> Class {
    CLASSES.get(usize::from(octet)).copied().unwrap_or(Class::Ordinary)
}

impl<'a> Scanner<'a> {
    /// Starts reading at `from`, behind a byte order mark.
    pub(super) fn new(text: &'a [u8], from: usize) -> Self {
        Self {
            text,
            blocks: Blocks::new(text),
            pos: from,
            limit: text.len(),
            open: None,
            depth: 0,
            lines_in_group: 0,
            closes: None,
            tail: recovery::tail(text),
            conflicts: foreign::Conflicts::default(),
            defects: Vec::new(),
        }
    }

    /// Reads the next line that has a token into `line`; false at the limit.
    pub(super) fn next(&mut self, line: &mut Line) -> bool {
        while self.pos < self.limit {
            if let Some(plain) = self.short_line() {
                line.take(&plain);
            } else if self.skip_foreign_line() {
                continue;
            } else {
                line.tokens.clear();
                (line.start, line.blank_start, line.commented, line.unusual) = (self.pos, false, false, false);
                line.plain = true;
                if !self.long_line(line) {
                    self.read_line(line);
                }
            }
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
            Some(b'=' | b'|') if self.skip_other_side() => return true,
            Some(b'<' | b'>' | b'=' | b'|') => {
                foreign::conflict_end(rest, &mut self.conflicts).map(|end| (ProblemKind::MergeConflictMarker, end))
            }
            Some(b'#' | b'/') => foreign::foreign_comment_end(rest).map(|end| (ProblemKind::ForeignComment, end)),
            _ => None,
        };
        let Some((kind, end)) = foreign else { return false };
        self.foreign(kind, end);
        self.pos += end;
        true
    }

    /// Reports foreign text of `end` octets that starts here.
    fn foreign(&mut self, kind: ProblemKind, end: usize) {
        let rest = self.rest();
        let (length, closing) = match kind {
            ProblemKind::MergeConflictMarker => {
                (foreign::first_word(rest), rest.get(..end).and_then(foreign::closing_marker))
            }
            _ => (recovery::physical_line(rest).len(), None),
        };
        let span = Span::new(self.pos, self.pos + length);
        let second = closing.map(|at| Span::new(self.pos + at, self.pos + at + length));
        self.defects.push(Defect { kind, span, second, fact: Fact::None });
    }

    /// Reads the first side of a merge conflict inside of a group, and passes the other ones: so the record stays whole.
    #[cold]
    fn conflict_in_group(&mut self) {
        if matches!(self.rest().first(), Some(b'=' | b'|')) && self.skip_other_side() {
            return;
        }
        if self.conflicts.ends_at.is_some_and(|end| end > self.pos) && foreign::is_marker(self.rest()) {
            // One conflict inside of another.
            self.pos += recovery::whole_line(self.rest());
        } else if let Some(end) = foreign::conflict_end(self.rest(), &mut self.conflicts) {
            self.foreign(ProblemKind::MergeConflictMarker, end);
            self.conflicts.ends_at = Some(self.pos + end);
            self.pos += recovery::whole_line(self.rest());
        }
    }

    /// Passes the rest of a conflict whose first side was read, if a marker stands here.
    fn skip_other_side(&mut self) -> bool {
        let other = self.conflicts.ends_at.filter(|end| *end > self.pos && foreign::is_marker(self.rest()));
        if let Some(end) = other {
            self.pos = end;
            self.conflicts.ends_at = None;
        }
        other.is_some()
    }

    fn read_line(&mut self, line: &mut Line) {
        let mut start = self.pos;
        let mut spaced = true;
        if matches!(self.text.get(start), Some(b' ' | b'\t')) {
            line.blank_start = true;
            self.pos = self.blocks.not_blank(start + 1);
        }
        if self.plain(line) {
            return;
        }
        while let Some(&octet) = self.text.get(self.pos) {
            match class(octet) {
                Class::Blank => {
                    line.blank_start |= self.pos == start;
                    spaced = true;
                    self.pos = self.blocks.not_blank(self.pos + 1);
                    continue;
                }
                Class::LineEnd => {
                    if self.end_physical_line() {
                        return;
                    }
                    spaced = true;
                }
                Class::Comment => {
                    line.commented = true;
                    self.pos += recovery::physical_line(self.rest()).len();
                    continue;
                }
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
                    let before = self.pos;
                    if spaced && self.plain(line) {
                        return;
                    }
                    if self.pos > before {
                        continue;
                    }
                    self.bare(line, spaced);
                    spaced = false;
                }
            }
            line.plain = false;
        }
        let tail = self.tail.max(self.open.map_or(0, |open| open + 1));
        self.close_at(tail);
    }

    /// Tells whether a line begins at an offset, here, and nothing before it changes how it is read.
    pub(super) fn begins_afresh(&self, at: usize) -> bool {
        self.pos == at && self.conflicts == foreign::Conflicts::default()
    }

    pub(super) fn rest(&self) -> &'a [u8] {
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
        if matches!(self.rest().first(), Some(b'<' | b'>' | b'=' | b'|')) {
            self.conflict_in_group();
        }
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
            let second = self.open.map(|open| Span::new(open, open + 1));
            self.report_beside(ProblemKind::ParenthesisNested, here, second);
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

    /// Tells whether a control octet here is white space for the rest: form feed, vertical tab, a final ^Z.
    pub(super) fn is_odd_control(&self, octet: u8) -> bool {
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

    pub(super) fn report(&mut self, kind: ProblemKind, span: Span) {
        self.report_beside(kind, span, None);
    }

    /// Notes a defect; a run of the same octets counts once.
    fn report_beside(&mut self, kind: ProblemKind, span: Span, second: Option<Span>) {
        let in_runs = matches!(
            kind,
            ProblemKind::ControlByte
                | ProblemKind::NonAsciiSpace
                | ProblemKind::ParenthesisNested
                | ProblemKind::ParenthesisUnbalanced
        );
        if let Some(last) = self.defects.last_mut()
            && (last.kind, last.span.end, last.second) == (kind, span.start, second)
            && in_runs
        {
            last.span.end = span.end;
            return;
        }
        self.defects.push(Defect { kind, span, second, fact: Fact::None });
    }
}
