//! The rules: what zonegate finds.
//!
//! Flows in: the contexts of `context`: texts with their problems, zones, differences, lock evidence. Flows out:
//! findings at their rule's default severity. One file a rule under its group's folder; `registry` is the sorted list.
//! Rules never see git, files, the clock, miette or hickory.

mod context;
pub mod registry;
mod rule;

mod alias;
mod change;
mod directive;
mod lock;
mod name;
mod record;
mod repo;
mod soa;
mod text;
mod ttl;

mod fact;
mod gathered;
mod hint;
mod last_directive;
mod portability;
mod words;

pub use context::{ChangeCx, Changed, ChangedRecord, FileCx, LockCx, LockOn, LockedState, RepoCx, ZoneCx};
pub(crate) use context::{apex_count, quote};
pub use rule::{Check, Group, Rule};
