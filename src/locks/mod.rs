//! Is the zone locked, by whom, until when?
//!
//! Flows in: a [`Query`]: the zone's name, its files, the serials that matter, both sides of the change, the place on
//! disk, the time and who we are. Flows out: [`LockState`]s with the evidence verbatim. One file a source; sources see
//! neither records nor rules (the gate hands them serials as plain values) and decide nothing: the verdict does.

mod evidence;
mod source;

pub use evidence::{Document, Evidence, Field, LockKind, LockState, Staleness};
pub fn all() -> Vec<Box<dyn LockSource>> {
    vec![]
}
pub use source::{LockSource, Machine, Query};
