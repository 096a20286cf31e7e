//! A record in its file: which zones it protects, and the evidence drawn from it.
//!
//! Flows in: the file's name and text. Flows out: does it protect this zone, is it over, and the [`Evidence`]. Used by
//! `local`, `tree` and the commands, so that all three read a record in one way.

use jiff::Timestamp;

use super::pattern::{ZonePattern, quote};
use super::{Document, Evidence, LockKind, LockRecord, LockState, Staleness, encode};
use crate::source::{Octets, Side};

/// One record file that was read.
#[derive(Clone, Debug)]
pub(crate) struct Claim {
    /// The file's name without `.toml`.
    pub(crate) stem: Vec<u8>,
    /// The path as shown.
    pub(crate) shown: Vec<u8>,
    pub(crate) side: Side,
    pub(crate) text: Octets,
    pub(crate) record: LockRecord,
    coverage: Coverage,
}

/// Which zones a record protects.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Coverage {
    /// These.
    Patterns(Vec<ZonePattern>),
    /// All: the record does not say which in a way that is understood, so none may be left out.
    Everything,
}

impl Claim {
    /// Reads the text of a record file.
    pub(crate) fn new(stem: &[u8], shown: Vec<u8>, side: Side, text: Octets) -> Self {
        let record = LockRecord::parse_toml(&text);
        let coverage = coverage(stem, &record);
        Self { stem: stem.to_vec(), shown, side, text, record, coverage }
    }

    /// Tells whether a zone may be protected by this record and be meant by `asked`.
    pub(crate) fn overlaps(&self, asked: &ZonePattern) -> bool {
        self.coverage.overlaps(asked) || stem_is(&self.stem, asked)
    }

    /// Tells whether the record protects exactly what `asked` says.
    pub(crate) fn is_for(&self, asked: &ZonePattern) -> bool {
        self.pattern().as_ref() == Some(asked) || stem_is(&self.stem, asked)
    }

    /// Returns what the record protects, as a command would name it; `None` if that is not understood.
    pub(crate) fn pattern(&self) -> Option<ZonePattern> {
        match &self.coverage {
            Coverage::Patterns(patterns) => patterns.first().cloned(),
            Coverage::Everything => None,
        }
    }

    /// Says whether the record holds at `now`, seen as a record only: no process is asked for.
    pub(crate) fn state(&self, source: &'static str, now: Timestamp) -> LockState {
        if self.record.is_expired(now) {
            LockState::Stale(self.evidence(source), Staleness::Expired)
        } else {
            LockState::Held(self.evidence(source))
        }
    }

    /// Draws the evidence from the record, without remedies.
    pub(crate) fn evidence(&self, source: &'static str) -> Evidence {
        let record = &self.record;
        let kind = if record.fault.is_some() { LockKind::Unknown } else { record.kind };
        let mut evidence = Evidence::new(source, kind, self.observed());
        fill(&mut evidence, record);
        evidence.document = Some(Document {
            path: self.shown.clone(),
            side: self.side.clone(),
            text: self.text.clone(),
            fields: record.fields.clone(),
        });
        evidence
    }

    /// Says in one line what stands in the record.
    fn observed(&self) -> String {
        let path = String::from_utf8_lossy(&self.shown);
        match &self.record.fault {
            Some(fault) => format!("{path} cannot be read as a lock record: {}", fault.message),
            None => format!("{path}: {}", summary(&self.record)),
        }
    }

    /// Returns the zone as an argument of `zonegate lock release`, or the command that removes the file.
    pub(crate) fn release_command(&self, scope: &str) -> String {
        match self.pattern().filter(|_| self.record.fault.is_none()) {
            Some(pattern) => format!("zonegate lock release{scope} {}", pattern.shell()),
            None => format!("read it, ask its author, then: rm {}", quote(&String::from_utf8_lossy(&self.shown))),
        }
    }
}

/// Copies what the record says into the evidence.
pub(crate) fn fill(evidence: &mut Evidence, record: &LockRecord) {
    evidence.holder.clone_from(&record.holder);
    evidence.host.clone_from(&record.host);
    evidence.reason.clone_from(&record.reason);
    evidence.contact.clone_from(&record.contact);
    evidence.created = record.created;
    evidence.expires = record.expires;
    evidence.id.clone_from(&record.id);
}

/// Says kind and end of a record: `freeze lock, expires 2026-11-22T11:00:00Z`.
pub(crate) fn summary(record: &LockRecord) -> String {
    let kind = match record.kind {
        LockKind::Unknown => String::new(),
        kind => format!("{} ", kind.word()),
    };
    let end = record.expires.map_or_else(|| "no end set".to_owned(), |expires| format!("expires {expires}"));
    format!("{kind}lock, {end}")
}

impl Coverage {
    fn overlaps(&self, asked: &ZonePattern) -> bool {
        match self {
            Self::Patterns(patterns) => patterns.iter().any(|pattern| pattern.overlaps(asked)),
            Self::Everything => true,
        }
    }
}

/// Tells whether a lock without a record, known by its file name only, may protect what is asked for.
pub(crate) fn stem_overlaps(stem: &[u8], asked: &ZonePattern) -> bool {
    let named = encode::decode(stem).map(ZonePattern::from_name);
    stem_is(stem, asked) || named.is_none_or(|pattern| pattern.overlaps(asked))
}

fn stem_is(stem: &[u8], asked: &ZonePattern) -> bool {
    stem == asked.stem().as_bytes()
}

/// Reads off a record what it protects: the `zone` it names, and the zone that its file name spells.
///
/// A `zone` that is no name, and a broken record that lost its `zone` and has a name like `notes.toml`, protect every
/// zone: whom they were meant for cannot be known, and a lock must not get lost through a typing mistake.
fn coverage(stem: &[u8], record: &LockRecord) -> Coverage {
    let spelt = encode::decode(stem).map(ZonePattern::from_name);
    let named = match record.zone.as_deref().map(ZonePattern::parse) {
        Some(Ok(pattern)) => pattern,
        Some(Err(_)) => return Coverage::Everything,
        None => {
            let trusted = |pattern: &ZonePattern| record.fault.is_none() || pattern.depth() > 1;
            return spelt.filter(trusted).map_or(Coverage::Everything, |pattern| Coverage::Patterns(vec![pattern]));
        }
    };
    let mut patterns = vec![named];
    patterns.extend(spelt.filter(|pattern| !patterns.contains(pattern)));
    Coverage::Patterns(patterns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(stem: &str, text: &str, zone: &str, expected: bool) {
        let claim = Claim::new(stem.as_bytes(), Vec::new(), Side::Disk, text.as_bytes().into());
        let asked = ZonePattern::parse(zone).unwrap();
        assert_eq!(claim.overlaps(&asked), expected, "{stem} {text:?} on {zone}");
    }

    #[test]
    fn a_record_protects_its_zone_and_the_one_its_file_name_spells() {
        case("example.com", "zone = \"example.com\"", "example.com", true);
        case("example.com", "", "example.com", true);
        case("example.com", "", "example.net", false);
        case("freeze", "zone = \"*.arpa\"", "2.0.192.in-addr.arpa", true);
        case("freeze", "zone = \"*.arpa\"", "example.com", false);
        case("example.com", "zone = \"example.net\"", "example.com", true);
        case("example.com", "zone = \"example.net\"", "example.net", true);
        case("%2A.arpa", "", "2.0.192.in-addr.arpa", true);
        case("Example.COM", "", "example.com", true);
    }

    #[test]
    fn what_cannot_be_understood_protects_everything() {
        case("example.com", "zone = \"a..b\"", "example.net", true);
        case("%zz", "", "example.net", true);
        case("notes", "reason = \"open", "example.net", true);
        case("example.com", "reason = \"open", "example.net", false);
        case("example.com", "reason = \"open", "example.com", true);
        case("notes", "zone = \"*\"\nreason = \"open", "example.net", true);
        case("example.com", "zone = 5", "example.com", true);
    }

    #[test]
    fn a_hashed_file_name_still_protects_its_zone() {
        let long = format!("{0}.{0}.{0}.longer.example", "a".repeat(63));
        let stem = ZonePattern::parse(&long).unwrap().stem();
        case(&stem, &format!("zone = \"{long}\""), &long, true);
        case(&stem, &format!("zone = \"{long}\""), "example.com", false);
    }
}
