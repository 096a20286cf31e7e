//! TTLs.

pub(super) mod ttl_from_previous_record;
pub(super) mod ttl_invalid;
pub(super) mod ttl_mismatch;
pub(super) mod ttl_missing;
pub(super) mod ttl_too_large;
pub(super) mod ttl_undefined;
pub(super) mod ttl_units_compound;
pub(super) mod ttl_units_unordered;
