//! Entries and RDATA.

pub(super) mod address_invalid;
pub(super) mod base64_split_unaligned;
pub(super) mod caa_invalid;
pub(super) mod class_not_in;
pub(super) mod class_numeric;
pub(super) mod class_or_ttl_repeated;
pub(super) mod digest_length_invalid;
pub(super) mod loc_out_of_range;
pub(super) mod number_out_of_range;
pub(super) mod owner_quoted;
pub(super) mod rdata_extra_token;
pub(super) mod rdata_generic_invalid;
pub(super) mod rdata_invalid;
pub(super) mod rdata_too_long;
pub(super) mod record_incomplete;
pub(super) mod string_too_long;
pub(super) mod svcparam_invalid;
pub(super) mod type_meta;
pub(super) mod type_nonportable;
pub(super) mod type_not_in_dialect;
pub(super) mod type_numeric_with_text;
pub(super) mod type_obsolete;
pub(super) mod type_unknown;
pub(super) mod type_withdrawn;
