//! Drives the reading of one zone: files, includes, lines.
//!
//! Flows in: the text of the zone's file and an [`Includes`] for others. Flows out: records in `zone`'s parts, and problems
//! (`noting`). Each line goes to `usual`, `directive` or `entry`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::chains::{Chains, IncludeLine};
use super::halves::Cut;
use super::include::Includes;
use super::inclusion::Leak;
use super::lead::LastLead;
use super::line::Line;
use super::memo::Memo;
use super::portability::Audience;
use super::problem::{Fact, Problem, ProblemKind};
use super::scanner::{Defect, Scanner};
use super::state::State;
use super::{directive, entry, gdnsd, halves, inclusion, msdns, octets, owner, placeholder, usual};
use crate::rdata::Dialect;
use crate::source::{Loc, SourceId, SourceMap, Span};
use crate::zone::{Name, Rtype, ZoneParts};

/// Files within files; NSD's default. In a loop BIND opens the file until the system has no more handles.
pub(super) const MAX_INCLUDE_DEPTH: usize = 10;

/// Files that one zone may include, each counted as often as it is: ten levels of ten lines each would ask for more than a
/// thousand million.
const MAX_INCLUDED: usize = 100_000;

/// Octets of text that one zone may include, counted likewise.
const MAX_INCLUDED_OCTETS: usize = 1 << 30;

/// A file with what its records depend on: the wire forms of the origin and, where it matters, of the owner before it.
type Included = (SourceId, Vec<u8>, Option<Vec<u8>>);

/// One load under way.
#[expect(clippy::struct_excessive_bools, reason = "facts that come in any combination")]
pub(super) struct Reader<'a> {
    pub(super) sources: &'a mut SourceMap,
    pub(super) includes: &'a mut dyn Includes,
    pub(super) parts: ZoneParts,
    /// Room for the wire form of one name or RDATA: nothing is allocated a record.
    pub(super) scratch: Vec<u8>,
    pub(super) problems: Vec<Problem>,
    pub(super) files: Vec<SourceId>,
    known: BTreeSet<SourceId>,
    pub(super) zone_origin: Option<Name>,
    /// The server whose reading of the text counts, and those that it has to be portable to.
    pub(super) audience: Audience,
    pub(super) state: State,
    /// The files being read, outermost first, each with the `$INCLUDE` that opened it.
    pub(super) stack: Vec<(SourceId, Option<Loc>)>,
    pub(super) chains: Chains,
    /// How many files were included so far, and their octets.
    included: (usize, usize),
    /// Where each file was included first.
    pub(super) includes_read: BTreeMap<Included, Loc>,
    /// Whether the file being read is there for the second time, which was told.
    pub(super) in_repeated: bool,
    /// What an included file left behind that matters to some servers.
    pub(super) leak: Option<Leak>,
    /// What each line is looked at for, where a server is concerned to which it matters.
    watch: Option<Watch>,
    /// Whether usual records are read as such: nobody is concerned to whom more of them matters.
    pub(super) usual: bool,
    /// Whether it was told that these are too many.
    pub(super) refused_include: bool,
    pub(super) soa_at: Option<Loc>,
    pub(super) first_entry: Option<Loc>,
    /// False once a file could not be read: absence means nothing then.
    pub(super) complete: bool,
    /// Records that `$GENERATE` made so far.
    pub(super) generated: u64,
    /// Octets of text that they have at most.
    pub(super) generated_octets: u64,
    pub(super) unchecked: BTreeSet<Rtype>,
    pub(super) unchecked_at: Vec<(Rtype, Loc)>,
    pub(super) reads: Reads,
    /// Where the zone's own file is cut in two, until it is read.
    pub(super) cut: Option<Cut>,
    /// Whether something was asked for that lines before may have left, beside what [`State::reads_alike`] compares.
    pub(super) looked_back: bool,
    /// Whether the second half of the zone's own file was read by another reader.
    pub(super) in_halves: bool,
}

/// What is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reads {
    Zone,
    /// A part of a zone that nobody knows.
    Fragment,
}

/// What matters to few servers.
#[derive(Clone, Copy, Debug)]
struct Watch {
    /// Whether escapes are octal to a server concerned, or were when the file was written.
    octal: bool,
}

impl Watch {
    fn of(audience: Audience, text: &[u8]) -> Option<Self> {
        let octal = audience.has(Dialect::Msdns) || msdns::is_export(text);
        let watchful = octal || audience.has(Dialect::Gdnsd) || audience.has(Dialect::Pdns);
        watchful.then_some(Self { octal })
    }
}

/// The text of the entry at hand.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    pub(super) source: SourceId,
    pub(super) octets: &'a [u8],
    /// For text that `$GENERATE` made: the directive, which every place in it stands for.
    pub(super) made_by: Option<Span>,
}

impl Text<'_> {
    /// Returns the span in the file that stands for a span of this text.
    pub(super) fn span(self, span: Span) -> Span {
        self.made_by.unwrap_or(span)
    }

    pub(super) fn loc(self, span: Span) -> Loc {
        Loc { source: self.source, span: self.span(span) }
    }
}

/// A text that is being read, and how far.
pub(super) struct Reading<'a> {
    pub(super) text: Text<'a>,
    pub(super) scanner: Scanner<'a>,
    memo: Memo,
}

impl<'a> Reading<'a> {
    pub(super) fn new(text: Text<'a>, from: usize) -> Self {
        let memo = Memo::new(text.octets.len());
        Self { text, scanner: Scanner::new(text.octets, from), memo }
    }

    /// Gives back the memory of RDATA that was read lately.
    pub(super) fn forget(&mut self) {
        self.memo = Memo::new(0);
    }
}

impl<'a> Reader<'a> {
    /// Starts with room for what so many octets of text hold.
    pub(super) fn new(
        audience: Audience,
        root: SourceId,
        origin: Option<&Name>,
        sources: &'a mut SourceMap,
        includes: &'a mut dyn Includes,
        octets: usize,
    ) -> Self {
        let watch = Watch::of(audience, sources.text(root));
        Self {
            parts: ZoneParts::new(octets),
            scratch: Vec::new(),
            includes,
            problems: Vec::new(),
            files: Vec::new(),
            known: BTreeSet::new(),
            zone_origin: origin.cloned(),
            audience,
            state: State::new(origin),
            stack: Vec::new(),
            chains: Chains::default(),
            included: (0, 0),
            includes_read: BTreeMap::new(),
            in_repeated: false,
            leak: None,
            usual: watch.is_none() && audience.portable_to.is_empty(),
            watch,
            sources,
            refused_include: false,
            soa_at: None,
            first_entry: None,
            complete: true,
            generated: 0,
            generated_octets: 0,
            unchecked: BTreeSet::new(),
            unchecked_at: Vec::new(),
            reads: Reads::Zone,
            cut: None,
            looked_back: false,
            in_halves: false,
        }
    }
}

impl Reader<'_> {
    pub(super) fn file(&mut self, source: SourceId) {
        self.include(source, None);
    }

    /// Counts a file that is to be included; false once it would be too much.
    pub(super) fn may_include(&mut self, source: SourceId) -> bool {
        let (files, octets) = &mut self.included;
        (*files, *octets) = (*files + 1, octets.saturating_add(self.sources.text(source).len()));
        *files <= MAX_INCLUDED && *octets <= MAX_INCLUDED_OCTETS
    }

    /// Reads a file at the present state; `from` is the `$INCLUDE` that asked for it.
    pub(super) fn include(&mut self, source: SourceId, from: Option<IncludeLine>) {
        let Some(octets) = self.sources.get(source).map(|text| text.text.clone()) else { return };
        if self.known.insert(source) {
            self.files.push(source);
        }
        if let Some(line) = from {
            self.chains.note(source, self.state.origin.as_deref(), line);
        }
        self.stack.push((source, from.map(|line| line.path)));
        let read = match self.audience.dialect {
            Dialect::Msdns => msdns::in_decimal(&octets),
            _ => Cow::Borrowed(&octets[..]),
        };
        let text = Text { source, octets: &read, made_by: None };
        self.whole(text, &octets);
        self.stack.pop();
    }

    /// Reads a file, unless it is none that servers are meant to read. `original` is its text before Windows' escapes
    /// became decimal.
    fn whole(&mut self, text: Text<'_>, original: &[u8]) {
        let (defects, start) = octets::check(original);
        if let Some(span) = start.and_then(|start| placeholder::find(original, start)) {
            self.complete = false;
            return self.problem(ProblemKind::PlaceholderLeft, text.loc(span), None, Fact::None);
        }
        self.take(text.source, defects);
        match start {
            Some(start) => self.text(text, start),
            None => self.complete = false,
        }
    }

    fn text(&mut self, text: Text<'_>, start: usize) {
        let mut reading = Reading::new(text, start);
        self.look_at_origin();
        if let Some(cut) = self.cut.take() {
            halves::read(self, &mut reading, cut);
        }
        self.lines(&mut reading, text.octets.len());
    }

    /// Reads the lines that begin before `limit`, which is no further than the end of the text.
    pub(super) fn lines(&mut self, reading: &mut Reading<'_>, limit: usize) {
        let Reading { text, scanner, memo } = reading;
        // Known where the loop is compiled: no line here is one that `$GENERATE` made.
        let text = Text { made_by: None, ..*text };
        let (mut line, mut last) = (Line::default(), LastLead::new());
        scanner.limit = limit;
        loop {
            let short = if self.usual && scanner.pos < limit { scanner.short_line() } else { None };
            if let Some(plain) = short {
                if plain.words.is_empty() || usual::read(self, text, plain, (memo, &mut last), &mut line.tokens) {
                    continue;
                }
                line.take(&plain);
            } else if !scanner.next(&mut line) {
                break;
            }
            if !scanner.defects.is_empty() {
                self.take(text.source, scanner.defects.drain(..));
            }
            let plain = line.plain().filter(|_| self.usual && short.is_none());
            if plain.is_none_or(|plain| !usual::read(self, text, plain, (memo, &mut last), &mut Vec::new())) {
                self.line(text, &line, memo);
            }
        }
        self.take(text.source, scanner.defects.drain(..));
    }

    /// Notes what the origin in force is to the zone.
    pub(super) fn look_at_origin(&mut self) {
        let origin = self.state.origin.as_deref();
        self.state.origin_inside = origin.is_some_and(|origin| owner::is_inside(self.zone_origin.as_ref(), origin));
    }

    fn line(&mut self, text: Text<'_>, line: &Line, memo: &mut Memo) {
        let Some(first) = line.tokens.first() else { return };
        if let Some(watch) = self.watch {
            self.watch(watch, text, line);
        }
        if directive::opens(*first, text.octets, line.blank_start) {
            // Directives change what names are relative to.
            self.state.owner_text = None;
            directive::obey(self, text, line);
            self.state.owner_text = None;
            self.look_at_origin();
            memo.forget();
        } else {
            self.first_entry.get_or_insert(text.loc(first.span));
            entry::read(self, text, line, memo);
            self.state.after = None;
        }
    }

    /// Looks at what matters to few servers, where one of them is concerned.
    #[cold]
    fn watch(&mut self, watch: Watch, text: Text<'_>, line: &Line) {
        inclusion::look_for_leak(self, text, line);
        if watch.octal {
            msdns::octal_escapes(self, text.source, line);
        }
        gdnsd::look_for_marks(self, text, line);
    }

    fn take(&mut self, source: SourceId, defects: impl IntoIterator<Item = Defect>) {
        for defect in defects {
            let at = Loc { source, span: defect.span };
            let second = defect.second.map(|span| Loc { source, span });
            self.problem(defect.kind, at, second, defect.fact);
        }
    }
}
