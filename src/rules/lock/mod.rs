//! Locks: evidence from lock sources.
//!
//! Findings of this group can never be suppressed: not inline, not by level, preset or baseline (rules.md, Policy).

pub(super) mod lock_expired;
pub(super) mod lock_is_ours;
pub(super) mod lock_removed_in_change;
pub(super) mod lock_unreadable;
mod place;
mod ways_out;
mod when;
pub(super) mod zone_locked;
