//! Is the zone locked, by whom, until when?
//!
//! Flows in: a [`Query`]: the zone's name, its files, the serials that matter, both sides of the change, the place on
//! disk, the time and who we are. Flows out: [`LockState`]s with the evidence verbatim. One file a source; sources see
//! neither records nor rules (the gate hands them serials as plain values) and decide nothing: the verdict does.
//!
//! The sources are `local`, `tree`, `sidecar`, `bind_journal` and `writer`; `acquire`, `release` and `hold` are the commands. What
//! they share lies beside them: `record` with `meaning` and `notation` (what a record says), `claim` and `records` (what it protects, which files are records), `pattern` and `encode` (zones and
//! file names), `disk`, `kernel`, `flock`, `holder`, `identity` (what the system tells).

mod acquire;
mod activity;
mod bind_journal;
mod claim;
mod content;
mod disk;
mod encode;
mod evidence;
mod flock;
mod hold;
mod holder;
mod identity;
mod kernel;
mod local;
mod meaning;
mod notation;
mod ownership;
mod pattern;
mod record;
mod records;
mod release;
mod sidecar;
mod source;
mod store;
mod template;
#[cfg(test)]
mod testing;
mod tree;
mod until;
mod writer;

pub use acquire::{Acquired, Request, acquire};
pub use bind_journal::BindJournal;
pub use encode::{decode, encode};
pub use evidence::{Document, Evidence, Field, LockKind, LockState, Staleness};
pub use hold::{LockContext, LockError, Scope, list};
pub(crate) use holder::this_user;
pub use local::{Local, Sighting};
pub use ownership::OurIds;
pub use pattern::ZonePattern;
pub(crate) use pattern::quote;
pub use record::{Fault, LockRecord};
pub use release::{Released, release};
pub use sidecar::Sidecar;
pub use source::{LockSource, Machine, Query};
pub(crate) use tree::DIRECTORY;
pub use tree::Tree;
pub use until::parse_until;
pub use writer::Writer;

/// Returns every lock source, in the order in which evidence is reported. Made anew for each run: a source may keep what
/// it listed.
pub fn all() -> Vec<Box<dyn LockSource>> {
    vec![Box::new(Local), Box::new(Tree), Box::new(Sidecar), Box::new(BindJournal), Box::new(Writer::default())]
}
