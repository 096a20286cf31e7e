//! Names.

pub(super) mod a_label_invalid;
pub(super) mod asterisk_not_wildcard;
pub(super) mod at_sign_in_name;
pub(super) mod hostname_invalid;
pub(super) mod label_double_hyphen;
pub(super) mod label_empty;
pub(super) mod label_too_long;
pub(super) mod name_not_ascii;
pub(super) mod name_too_long;
pub(super) mod odd;
pub(super) mod out_of_zone_data;
pub(super) mod target_is_address;
pub(super) mod target_is_url;
pub(super) mod wildcard_delegation;
pub(super) mod wildcard_not_leftmost;
