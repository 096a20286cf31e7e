//! The apex.

pub(super) mod absence;
pub(super) mod apex_ns_missing;
pub(super) mod serial_out_of_range;
pub(super) mod soa_missing;
pub(super) mod soa_multiple;
pub(super) mod soa_not_at_apex;
pub(super) mod soa_rname_invalid;
