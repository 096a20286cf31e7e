//! Zone texts made from a seed, for those who have to read them, and slips in them.

pub(crate) mod audience;
pub(crate) mod fields;
pub(crate) mod generator;
pub(crate) mod generic;
pub(crate) mod mutation;
mod octets;
mod places;
pub(crate) mod random;
pub(crate) mod types;
pub(crate) mod wire;
