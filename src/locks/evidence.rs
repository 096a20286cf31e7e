//! What a lock source saw.

use jiff::Timestamp;

use crate::source::{Octets, Side, Span};

/// What a lock is for. The text form is the lower-case word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LockKind {
    /// Somebody edits the zone.
    Edit,
    /// A deploy is under way.
    Deploy,
    /// A zone transfer, or a server writing what it received.
    Transfer,
    /// Nobody may change the zone.
    Freeze,
    /// The zone is being signed.
    Signing,
    /// A server holds changes that the file lacks.
    Journal,
    /// A process holds a lock file; what for is not said.
    Process,
    /// The evidence does not say.
    Unknown,
}

impl LockKind {
    /// Returns the lower-case word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Edit => "edit",
            Self::Deploy => "deploy",
            Self::Transfer => "transfer",
            Self::Freeze => "freeze",
            Self::Signing => "signing",
            Self::Journal => "journal",
            Self::Process => "process",
            Self::Unknown => "unknown",
        }
    }
}

/// What one source says about one zone.
#[derive(Clone, Debug)]
pub enum LockState {
    /// Looked, and found no lock.
    Free,
    /// Somebody holds the zone.
    Held(Evidence),
    /// There is a lock, but it is over: it warns and does not block.
    Stale(Evidence, Staleness),
    /// The source could not be read, parsed or asked. Blocks: unknown is never free.
    Unknown(Evidence),
}

/// Why a lock is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Staleness {
    /// Its `expires` lies in the past.
    Expired,
    /// Its holder is proved dead: same host, and the process or the boot is gone.
    HolderDead,
    /// A dotlock without a process, or a temporary file without a writer, that nobody touched for long.
    Abandoned,
}

/// One piece of evidence, with what was seen verbatim. Strings are raw: reports sanitise them.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Name of the source: `local`, `tree`, `sidecar`, `bind-journal`, `writer`.
    pub source: &'static str,
    /// What the lock is for.
    pub kind: LockKind,
    /// The verbatim observation in one line: "journal ends at serial 3, zone file is at serial 2".
    pub observed: String,
    /// Who holds it, if known: a person, or `pid 4711 (rsync)`.
    pub holder: Option<String>,
    /// On which host.
    pub host: Option<String>,
    /// Why, in the holder's words.
    pub reason: Option<String>,
    /// Whom to ask.
    pub contact: Option<String>,
    /// Since when.
    pub created: Option<Timestamp>,
    /// Until when; `None`: until released.
    pub expires: Option<Timestamp>,
    /// The lock's nonce. A lock is ours only by its id.
    pub id: Option<String>,
    /// What ends this lock, one command or sentence a line; most useful first.
    pub remedy: Vec<String>,
    /// Why editing now does harm, one sentence; empty where the lock itself says enough.
    pub harm: String,
    /// The file that shows it, for the snippet in the report.
    pub document: Option<Document>,
    /// Whether the record lies on the base side only: the change under judgement removes or weakens it.
    pub removed_by_change: bool,
}

/// A lock's own file.
#[derive(Clone, Debug)]
pub struct Document {
    /// Path as shown.
    pub path: Vec<u8>,
    /// Which side it was read from.
    pub side: Side,
    /// Its octets, as far as they were read (locks.md §6.2 caps); empty for what is not text.
    pub text: Octets,
    /// The fields a report points at, in the order of the text.
    pub fields: Vec<(Field, Span)>,
}

/// The fields of a lock record that a report underlines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// Who holds it.
    Holder,
    /// Why.
    Reason,
    /// Since when.
    Created,
    /// Until when.
    Expires,
    /// The place where the text stops being a record; the observation says why.
    Error,
}

impl Evidence {
    /// Builds evidence that says what was observed and nothing else.
    pub fn new(source: &'static str, kind: LockKind, observed: impl Into<String>) -> Self {
        Self {
            source,
            kind,
            observed: observed.into(),
            holder: None,
            host: None,
            reason: None,
            contact: None,
            created: None,
            expires: None,
            id: None,
            remedy: Vec::new(),
            harm: String::new(),
            document: None,
            removed_by_change: false,
        }
    }

    /// Names the file that shows it, where it has no text to quote: the observation stands in its place.
    #[must_use]
    pub fn at(mut self, path: impl Into<Vec<u8>>, side: Side) -> Self {
        self.document = Some(Document { path: path.into(), side, text: Octets::default(), fields: Vec::new() });
        self
    }

    /// Adds a line of remedy.
    #[must_use]
    pub fn remedy(mut self, line: impl Into<String>) -> Self {
        self.remedy.push(line.into());
        self
    }
}
