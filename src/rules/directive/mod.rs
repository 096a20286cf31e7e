//! Directives and owners.

pub(super) mod directive_argument_invalid;
pub(super) mod directive_indented;
pub(super) mod directive_lowercase;
pub(super) mod directive_nonportable;
pub(super) mod directive_unknown;
pub(super) mod generate_range_invalid;
pub(super) mod generate_record_invalid;
pub(super) mod generate_template_invalid;
pub(super) mod generate_too_large;
pub(super) mod include_base_ambiguous;
pub(super) mod include_duplicate;
pub(super) mod include_leaks_state;
pub(super) mod include_loop;
pub(super) mod include_not_found;
pub(super) mod include_outside_repo;
pub(super) mod origin_relative;
pub(super) mod owner_inherited_after_origin;
pub(super) mod owner_missing;
pub(super) mod ttl_directive_late;
