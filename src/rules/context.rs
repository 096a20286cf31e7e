//! What each kind of check sees.

use std::cell::OnceCell;
use std::sync::Arc;

use jiff::Timestamp;

use crate::diff::ZoneDiff;
use crate::finding::{Finding, Label, Severity};
use crate::locks::{Evidence, Staleness};
use crate::rdata::mnemonic_in;
use crate::source::{Loc, SourceId, SourceMap};
use crate::zone::{Record, Rtype, Zone};
use crate::zonefile::{Audience, Chains, Construct, LoadedZone, Problem, ProblemKind, Problems, entry_loc};

use super::gathered::Gathered;
use super::name::odd::OddNames;
use super::{Rule, fact, hint, portability};

impl Rule {
    /// Starts a finding of this rule at its default severity; policy settles it later. An off rule reports advice.
    pub(crate) fn finding(&self, primary: Label, message: impl Into<Arc<str>>) -> Finding {
        Finding::new(self.name, self.default.unwrap_or(Severity::Advice), primary, message)
    }
}

/// The text of one zone and of the files it includes.
#[derive(Debug)]
pub struct FileCx<'a> {
    /// The texts.
    pub sources: &'a SourceMap,
    /// The files that were read, the zone's own first.
    pub files: &'a [SourceId],
    /// Origin of the zone being read, in presentation form; empty for a fragment read by itself.
    pub zone: &'a str,
    /// What is wrong in the text.
    pub problems: &'a Problems,
}

impl FileCx<'_> {
    /// Reports every problem of one kind through `build`, adding the zone, the owner and the chain of includes, which
    /// are the same for all rules.
    pub(crate) fn report(&self, kind: ProblemKind, out: &mut Vec<Finding>, build: impl Fn(&Problem) -> Finding) {
        for problem in self.problems.of(kind) {
            let mut finding = portability::settle(build(problem), problem);
            let rtype = finding.rtype.take().unwrap_or_default();
            finding = finding.about(self.zone, Arc::clone(&problem.owner), rtype);
            finding = hint::odd_character(finding, problem.kind, self.sources.slice(problem.at));
            if let (ProblemKind::Rdata(_), Some(at)) = (problem.kind, problem.second) {
                finding = finding.also(at, format!("of this {}", fact::record(problem)));
            }
            for &line in &problem.included_from {
                finding = finding.included_from(line);
            }
            out.push(match out.last() {
                Some(before) => finding.sharing(before),
                None => finding,
            });
        }
    }

    /// Returns the text at a place for a message: lossily decoded, at most 64 octets, then `…`.
    pub(crate) fn quote(&self, loc: Loc) -> String {
        quote(self.sources.slice(loc))
    }
}

/// Decodes octets for a message: at most 64 of them, then `…` (rules.md, Messages 3). Reports sanitise the rest.
pub(crate) fn quote(octets: &[u8]) -> String {
    match octets.get(..64) {
        Some(head) if octets.len() > 64 => format!("{}…", String::from_utf8_lossy(head)),
        _ => String::from_utf8_lossy(octets).into_owned(),
    }
}

/// A loaded zone.
#[derive(Debug)]
pub struct ZoneCx<'a> {
    /// The texts.
    pub sources: &'a SourceMap,
    /// The zone.
    pub zone: &'a Zone,
    /// Its origin in presentation form; empty for a fragment read by itself.
    pub origin: &'a str,
    /// Where something absent is reported: the SOA's type token, the first entry, or the start of the file.
    pub anchor: Loc,
    /// The servers that it was read for.
    pub audience: Audience,
    /// The `$INCLUDE` lines that led to its files.
    pub chains: &'a Chains,
    /// What is wrong in its text: a zone with broken text concludes nothing from absence.
    pub problems: &'a Problems,
    odd_names: OnceCell<OddNames>,
    gathered: Gathered,
}

impl<'a> ZoneCx<'a> {
    /// Puts together what the rules see of a zone that was read.
    pub fn new(sources: &'a SourceMap, loaded: &'a LoadedZone, origin: &'a str) -> Self {
        let (zone, anchor, problems) = (&loaded.zone, loaded.anchor, &loaded.problems);
        let (audience, chains) = (loaded.audience, &loaded.chains);
        let (odd_names, gathered) = (OnceCell::new(), Gathered::default());
        Self { sources, zone, origin, anchor, audience, chains, problems, odd_names, gathered }
    }

    /// Adds a finding about names, once for all that the same `$GENERATE`s made.
    pub(crate) fn push(&self, finding: Finding, out: &mut Vec<Finding>) {
        self.gathered.push(self.sources, finding, out);
    }

    /// Returns the names that some rule has to look at more closely; found once, for all rules.
    pub(super) fn odd_names(&self) -> &OddNames {
        self.odd_names.get_or_init(|| OddNames::of(self.zone))
    }

    /// Returns the name of a type as the zone's own server writes it.
    pub(crate) fn mnemonic(&self, rtype: Rtype) -> String {
        mnemonic_in(rtype, self.audience.dialect)
    }

    /// Gives a finding about a construct the severity that the servers of the zone make of it.
    pub(crate) fn settle(&self, finding: Finding, construct: Construct) -> Finding {
        portability::apply(finding, self.audience.takes(construct))
    }

    /// Tells whether this is no zone but a part of one, of which only the names as they are written mean something.
    pub(crate) fn is_fragment(&self) -> bool {
        self.origin.is_empty()
    }

    /// Returns the owner of a record for a message: without a final dot in a fragment, where nobody knows what it is
    /// relative to.
    pub(crate) fn owner(&self, record: &Record) -> String {
        let mut owner = self.zone.owner(record).to_string();
        if self.is_fragment() && owner.len() > 1 {
            owner.pop();
        }
        owner
    }

    /// Returns the place of a record.
    pub(crate) fn loc(&self, record: &Record) -> Loc {
        entry_loc(self.sources, record)
    }
}

/// Both sides of a zone.
#[derive(Debug)]
pub struct ChangeCx<'a> {
    /// The texts.
    pub sources: &'a SourceMap,
    /// Origin in presentation form.
    pub origin: &'a str,
    /// The old side, unless the change adds the zone.
    pub base: Option<&'a Zone>,
    /// The new side, unless the change deletes the zone.
    pub head: Option<&'a Zone>,
    /// The difference; empty where a side is absent.
    pub diff: &'a ZoneDiff,
    /// Name of the old side for messages: `HEAD`, `origin/main`, a short commit id.
    pub base_name: &'a str,
    /// What is wrong in the text of the new side; nothing where the change deletes the zone.
    pub head_problems: Option<&'a Problems>,
    /// Where the zone stood on the old side: its SOA, or the start of its file.
    pub base_anchor: Option<Loc>,
}

impl ChangeCx<'_> {
    /// Returns the place of a record of either side.
    pub(crate) fn loc(&self, record: &Record) -> Loc {
        entry_loc(self.sources, record)
    }
}

/// All files of the snapshot that matter.
#[derive(Debug)]
pub struct RepoCx<'a> {
    /// The texts.
    pub sources: &'a SourceMap,
    /// Files that hold an SOA while nothing says what their origin is: the start of each.
    pub without_origin: &'a [Loc],
}

/// A lock on a zone as the rules see it: the evidence and its verdict-relevant facts.
#[derive(Debug)]
pub struct LockOn<'a> {
    /// What was seen.
    pub evidence: &'a Evidence,
    /// How it stands.
    pub state: LockedState,
    /// Its place in a text of the source map: the lock's own file.
    pub at: Option<Loc>,
    /// The fields of that file to underline.
    pub fields: Vec<(crate::locks::Field, Loc)>,
}

/// How a lock stands to this run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockedState {
    /// Somebody else's.
    Held,
    /// Over.
    Stale(Staleness),
    /// Unreadable.
    Unknown,
    /// Ours, by its id.
    Ours,
}

/// One zone with its locks and what the change does to it.
#[derive(Debug)]
pub struct LockCx<'a> {
    /// The texts.
    pub sources: &'a SourceMap,
    /// Origin in presentation form.
    pub origin: &'a str,
    /// The locks seen, worst first.
    pub locks: &'a [LockOn<'a>],
    /// Whether the change alters a record of the zone (or there is no base side, so that everything counts).
    pub alters: bool,
    /// The records concerned, for the second half of the report: (place, words), new side first.
    pub changes: &'a [ChangedRecord],
    /// Where a lock is reported in the zone file when no changed record can be shown: its SOA or its first line.
    pub anchor: Loc,
    /// What is being done, for the headline: `commit`, `push`, `merge`, `change`.
    pub action: &'a str,
    /// The time.
    pub now: Timestamp,
}

/// One change of a record, ready to be pointed at.
#[derive(Clone, Debug)]
pub struct ChangedRecord {
    /// Added, changed or deleted.
    pub what: Changed,
    /// Place: on the new side, for a deleted one on the old side.
    pub at: Loc,
    /// Words: `~ www A was 192.0.2.79`.
    pub words: String,
}

/// What a change did to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Changed {
    /// On the new side only.
    Added,
    /// Other RDATA or TTL.
    Changed,
    /// On the old side only.
    Deleted,
}

/// Returns the number of loaded records of a type at the apex.
pub(crate) fn apex_count(zone: &Zone, rtype: Rtype) -> usize {
    zone.apex(rtype).count()
}
