//! Drives the reading of one zone: files, includes, and what is carried from entry to entry.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::chains::{Chains, IncludeLine};
use super::default_ttl::{self, DefaultTtl, WithoutTtl};
use super::include::Includes;
use super::inclusion::Leak;
use super::memo::Memo;
use super::portability::{Audience, Construct, Portability};
use super::problem::{Fact, Problem, ProblemKind, Problems};
use super::scanner::{Defect, Found, Line, Scanner};
use super::{directive, entry, followups, gdnsd, inclusion, msdns, octets, owner, placeholder, usual};
use crate::rdata::{Dialect, Fault};
use crate::source::{Loc, SourceId, SourceMap, Span};
use crate::zone::mixed_ttl::MixedTtl;
use crate::zone::{Name, NameId, Rtype, Zone, ZoneParts};

/// Files within files; NSD's default. In a loop BIND opens the file until the system has no more handles.
pub(super) const MAX_INCLUDE_DEPTH: usize = 10;

/// Files that one zone may include, each counted as often as it is: ten levels of ten lines each would ask for more than a
/// thousand million.
const MAX_INCLUDED: usize = 100_000;

/// Octets of text that one zone may include, counted likewise.
const MAX_INCLUDED_OCTETS: usize = 1 << 30;

/// A zone as read, with everything that is wrong in its text.
#[derive(Debug)]
pub struct LoadedZone {
    /// The zone.
    pub zone: Zone,
    /// The servers that it was read for.
    pub audience: Audience,
    /// Every file read, the zone's own first.
    pub files: Vec<SourceId>,
    /// What is wrong in the text.
    pub problems: Problems,
    /// Where something absent is reported: the SOA's type token, else the first entry, else the start of the file.
    pub anchor: Loc,
    /// The `$INCLUDE` lines that led to each file.
    pub chains: Chains,
    /// The first record of each type whose RDATA this version takes as opaque text.
    pub unchecked: Vec<(Rtype, Loc)>,
}

impl LoadedZone {
    /// Returns the zone and which of the TTLs of an RRset its own server loads.
    pub fn as_loaded(&self) -> (&Zone, MixedTtl) {
        (&self.zone, default_ttl::of_rrset(self.audience.dialect))
    }
}

/// Reads a zone for BIND, as [`load_for`] does.
pub fn load(root: SourceId, origin: Option<&Name>, sources: &mut SourceMap, includes: &mut dyn Includes) -> LoadedZone {
    load_for(Audience::default(), root, origin, sources, includes)
}

/// Reads a file that is part of some zone by itself, for what is wrong in its text.
///
/// Nobody knows the zone's origin, nor the owner and the TTL that the `$INCLUDE` of the file would find. Its relative
/// names are taken as if they stood below the root.
pub fn load_fragment(
    audience: Audience,
    root: SourceId,
    sources: &mut SourceMap,
    includes: &mut dyn Includes,
) -> LoadedZone {
    let mut reader = Reader::new(audience.without_own(), root, None, sources, includes);
    reader.reads = Reads::Fragment;
    reader.state = State::new(Some(&Name::root()));
    let start = Loc { source: root, span: Span::at(0) };
    reader.state.owner = Owner::Known(reader.parts.names.add(Name::root().wire()), start);
    reader.state.ttl = DefaultTtl::Unknown;
    reader.file(root);
    reader.finish(root)
}

/// Reads a zone from its file. `origin` is `None` where nobody knows it: relative names stay unknown.
pub fn load_for(
    audience: Audience,
    root: SourceId,
    origin: Option<&Name>,
    sources: &mut SourceMap,
    includes: &mut dyn Includes,
) -> LoadedZone {
    let mut reader = Reader::new(audience.without_own(), root, origin, sources, includes);
    reader.file(root);
    reader.finish(root)
}

/// The owner that a blank start inherits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// No record yet.
    None,
    /// The last owner could not be read: its records join no zone check (zonefile.md §10.4).
    Unknown,
    /// The last owner, and where it was stated.
    Known(NameId, Loc),
}

/// What is carried from entry to entry.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// Wire form of the origin; `None` after one that could not be read.
    pub(super) origin: Option<Vec<u8>>,
    /// The origin that the present file started with.
    pub(super) file_origin: Option<Vec<u8>>,
    /// Whether the origin is at or below that of the zone, and so are all names that are relative to it.
    pub(super) origin_inside: bool,
    pub(super) owner: Owner,
    /// Whether the owner is that of the including file, and a server concerned does not pass it on.
    pub(super) owner_of_including: bool,
    /// Whether the known owner is at or below the origin of the zone.
    pub(super) owner_inside: bool,
    /// The text that the known owner was read from, while the next entry would read the same from it.
    pub(super) owner_text: Option<Span>,
    pub(super) ttl: DefaultTtl,
    /// Where the present file, or one that it includes, set it last.
    pub(super) ttl_set_at: Option<Loc>,
    /// The TTL of the last record that stated one.
    pub(super) last_ttl: Option<u32>,
    /// MINIMUM of the SOA, once read.
    pub(super) minimum: Option<u32>,
    pub(super) without_ttl: WithoutTtl,
    /// The directive, if the last entry was `$ORIGIN` or `$INCLUDE`.
    pub(super) after: Option<Loc>,
}

impl State {
    pub(super) fn new(origin: Option<&Name>) -> Self {
        let origin = origin.map(|name| name.wire().to_vec());
        Self {
            file_origin: origin.clone(),
            origin,
            origin_inside: true,
            owner: Owner::None,
            owner_of_including: false,
            owner_inside: true,
            owner_text: None,
            ttl: DefaultTtl::Absent,
            ttl_set_at: None,
            last_ttl: None,
            minimum: None,
            without_ttl: WithoutTtl::Never,
            after: None,
        }
    }
}

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
    problems: Vec<Problem>,
    files: Vec<SourceId>,
    known: BTreeSet<SourceId>,
    pub(super) zone_origin: Option<Name>,
    /// The server whose reading of the text counts, and those that it has to be portable to.
    pub(super) audience: Audience,
    pub(super) state: State,
    /// The files being read, outermost first, each with the `$INCLUDE` that opened it.
    pub(super) stack: Vec<(SourceId, Option<Loc>)>,
    chains: Chains,
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
    unchecked: BTreeSet<Rtype>,
    unchecked_at: Vec<(Rtype, Loc)>,
    reads: Reads,
}

/// What is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reads {
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

impl<'a> Reader<'a> {
    pub(super) fn new(
        audience: Audience,
        root: SourceId,
        origin: Option<&Name>,
        sources: &'a mut SourceMap,
        includes: &'a mut dyn Includes,
    ) -> Self {
        let watch = Watch::of(audience, sources.text(root));
        Self {
            parts: ZoneParts::new(sources.text(root).len()),
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
        let Some(octets) = self.sources.get(source).map(|text| Arc::clone(&text.text)) else { return };
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
        let mut scanner = Scanner::new(text.octets, start);
        let mut line = Line::default();
        let mut memo = Memo::new(text.octets.len());
        self.look_at_origin();
        loop {
            let found = scanner.step(&mut line);
            if !scanner.defects.is_empty() {
                self.take(text.source, scanner.defects.drain(..));
            }
            let done = match &found {
                None => return,
                Some(Found::Short(plain)) => self.usual && usual::read(self, text, *plain, &mut memo, &mut line.tokens),
                Some(Found::Line) => {
                    let plain = line.plain().filter(|_| self.usual);
                    plain.is_some_and(|plain| usual::read(self, text, plain, &mut memo, &mut Vec::new()))
                }
            };
            if !done {
                if let Some(Found::Short(plain)) = &found {
                    line.take(plain);
                }
                self.line(text, &line, &mut memo);
            }
        }
    }

    /// Notes what the origin in force is to the zone.
    fn look_at_origin(&mut self) {
        let origin = self.state.origin.as_deref();
        self.state.origin_inside = origin.is_some_and(|origin| owner::is_inside(self.zone_origin.as_ref(), origin));
    }

    fn line(&mut self, text: Text<'_>, line: &Line, memo: &mut Memo) {
        let Some(first) = line.tokens.first() else { return };
        let word = first.span.of(text.octets);
        if let Some(watch) = self.watch {
            self.watch(watch, text, line);
        }
        if !first.quoted && word.first() == Some(&b'$') && directive::is_directive(word, line.blank_start) {
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

    /// Notes a problem with the present owner and the chain of includes.
    pub(super) fn problem(&mut self, kind: ProblemKind, at: Loc, second: Option<Loc>, fact: Fact) {
        let portability = Construct::of(kind).map(|construct| self.audience.takes(construct));
        self.note(kind, at, second, fact, portability);
    }

    /// As [`Self::problem`], for a construct of which its kind says not enough.
    pub(super) fn construct(
        &mut self,
        construct: Construct,
        kind: ProblemKind,
        at: Loc,
        second: Option<Loc>,
        fact: Fact,
    ) {
        self.note(kind, at, second, fact, Some(self.audience.takes(construct)));
    }

    /// Notes a problem, told how servers take it.
    pub(super) fn note(
        &mut self,
        kind: ProblemKind,
        at: Loc,
        second: Option<Loc>,
        fact: Fact,
        portability: Option<Portability>,
    ) {
        let owner = match self.state.owner {
            Owner::Known(id, _) if !matches!(kind, ProblemKind::DirectiveUnknown) && self.reads == Reads::Zone => {
                self.shown(self.parts.names.wire(id))
            }
            _ => String::new(),
        };
        let included_from = self.included_from();
        self.problems.push(Problem { kind, at, second, fact, portability, owner, included_from });
    }

    /// Returns a name in wire form as a message shows it: in a fragment nobody knows what it would be relative to.
    pub(super) fn shown(&self, wire: &[u8]) -> String {
        let name = Name::from_wire(wire).to_string();
        match name.strip_suffix('.') {
            Some("") if self.reads == Reads::Fragment => "@".to_owned(),
            Some(relative) if self.reads == Reads::Fragment => relative.to_owned(),
            _ => name,
        }
    }

    /// Returns what a relative origin becomes, nothing where that is not known.
    pub(super) fn becomes(&self, wire: &[u8]) -> String {
        if self.reads == Reads::Fragment { String::new() } else { self.shown(wire) }
    }

    /// Returns the `$INCLUDE` lines that led to the present file, innermost first.
    pub(super) fn included_from(&self) -> Vec<Loc> {
        self.stack.iter().rev().filter_map(|&(_, from)| from).collect()
    }

    /// Returns a problem that was noted, to be told otherwise.
    pub(super) fn noted(&mut self, kind: ProblemKind, at: Loc) -> Option<&mut Problem> {
        self.problems.iter_mut().find(|problem| (problem.kind, problem.at) == (kind, at))
    }

    /// Returns the fact of a wrong field.
    pub(super) fn field(&self, rtype: Rtype, fault: Fault) -> Fact {
        Fact::Field { rtype, dialect: self.audience.dialect, fault }
    }

    /// Returns how many problems there are.
    pub(super) fn problem_count(&self) -> usize {
        self.problems.len()
    }

    /// Takes back the problems noted since there were `count`.
    pub(super) fn take_back(&mut self, count: usize) -> Vec<Problem> {
        self.problems.split_off(count.min(self.problems.len()))
    }

    /// Takes back a problem that a worse one at the same place says as well.
    pub(super) fn forget(&mut self, kind: ProblemKind, at: Loc) {
        // It was noted lately: to look at all of them would take long in a file that is included often.
        if let Some(found) = self.problems.iter().rposition(|problem| (problem.kind, problem.at) == (kind, at)) {
            self.problems.remove(found);
        }
    }

    /// Notes a type whose RDATA this version does not look into.
    pub(super) fn unchecked(&mut self, rtype: Rtype, at: Loc) {
        if self.unchecked.insert(rtype) {
            self.unchecked_at.push((rtype, at));
        }
    }

    pub(super) fn finish(mut self, root: SourceId) -> LoadedZone {
        followups::swallow(&mut self.problems, self.sources);
        let start = Loc { source: root, span: Span::at(0) };
        LoadedZone {
            zone: self.parts.finish(self.zone_origin.unwrap_or_else(Name::root), self.complete),
            audience: self.audience,
            files: self.files,
            problems: Problems::new(self.problems),
            anchor: self.soa_at.or(self.first_entry).unwrap_or(start),
            chains: self.chains,
            unchecked: self.unchecked_at,
        }
    }
}
