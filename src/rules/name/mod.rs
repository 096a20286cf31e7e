//! Names.

pub(super) mod label_empty;
pub(super) mod label_too_long;
pub(super) mod name_not_ascii;
pub(super) mod name_too_long;
pub(super) mod out_of_zone_data;
pub(super) mod wildcard_delegation;
