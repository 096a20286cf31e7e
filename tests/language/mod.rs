//! The rows and what judges them; shared by the test of the rows and the comparison with the peers.

#![allow(dead_code, reason = "each test file is a crate of its own and uses a part of this")]

pub(crate) mod bytes;
pub(crate) mod dialects;
pub(crate) mod directives;
pub(crate) mod entries;
pub(crate) mod judge;
pub(crate) mod places;
pub(crate) mod row;
pub(crate) mod tokens;
pub(crate) mod ttls;
pub(crate) mod types;

/// The rows of all tables but those of the dialects.
pub(crate) const ROWS: [&[row::Row]; 7] =
    [bytes::ROWS, tokens::ROWS, entries::ROWS, ttls::ROWS, directives::ROWS, types::RIGHT, types::WRONG];
