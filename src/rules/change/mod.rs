//! The change itself: serials, deletions.

mod serial;
pub(super) mod serial_decreased;
pub(super) mod serial_jump_undefined;
pub(super) mod serial_not_increased;
pub(super) mod soa_removed;
pub(super) mod zone_deleted;
