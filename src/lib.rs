//! zonegate: the gate in front of DNS zone files kept in git.
//!
//! ```text
//! cli ─► gate
//!         │  snapshot ─► discover ─► zonefile(+rdata) ─► zone ─► diff ─► rules ─┐
//!         │                                                          locks ────┼─► verdict ─► report ─► stdout / exit code
//!         └─ config ► policy (read by discover, rules, locks, verdict) ────────┘
//! ```
//!
//! Arrows only go right; `source`, `vector` and `finding` are the floor, `gate` and `cli` the roof. `ARCHITECTURE.md` says which
//! room holds what, `tests/architecture.rs` holds the table of allowed edges.

pub mod source;

pub(crate) mod vector;

pub mod finding;

pub mod zone;

pub mod config;

pub mod snapshot;

pub mod rdata;

pub mod zonefile;

pub mod discover;

pub mod diff;

pub mod canonical;

pub mod locks;

pub mod rules;

pub mod verdict;

pub mod report;

pub mod gate;

pub mod cli;
