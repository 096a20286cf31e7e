//! CNAME, duplicates: records in conflict.

pub(super) mod alias_and_address;
pub(super) mod cname_and_other_data;
pub(super) mod cname_multiple;
pub(super) mod conflict;
pub(super) mod dname_multiple;
pub(super) mod record_duplicate;
