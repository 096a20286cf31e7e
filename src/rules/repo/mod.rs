//! The repository and its configuration.

pub(super) mod origin_unknown;
