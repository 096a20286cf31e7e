//! The list of all rules.
//!
//! Flows out: [`ALL`], sorted by name, which the gate runs, `explain` and `rules` print and `docs/rules.md` repeats. A
//! rule is named here and in its group's `mod.rs`, nowhere else; `tests/registry.rs` holds list and cards together.

use super::{Rule, alias, change, directive, lock, name, record, repo, soa, text, ttl, words};

/// Every rule, sorted by name.
pub static ALL: &[&Rule] = &[
    &name::a_label_invalid::RULE,
    &record::address_invalid::RULE,
    &alias::alias_and_address::RULE,
    &soa::apex_ns_missing::RULE,
    &name::asterisk_not_wildcard::RULE,
    &name::at_sign_in_name::RULE,
    &record::base64_split_unaligned::RULE,
    &text::byte_order_mark::RULE,
    &record::caa_invalid::RULE,
    &record::class_not_in::RULE,
    &record::class_numeric::RULE,
    &record::class_or_ttl_repeated::RULE,
    &alias::cname_and_other_data::RULE,
    &alias::cname_multiple::RULE,
    &text::comment_cuts_string::RULE,
    &text::control_byte::RULE,
    &text::crlf_line_endings::RULE,
    &record::digest_length_invalid::RULE,
    &directive::directive_argument_invalid::RULE,
    &directive::directive_indented::RULE,
    &directive::directive_lowercase::RULE,
    &directive::directive_nonportable::RULE,
    &directive::directive_unknown::RULE,
    &alias::dname_multiple::RULE,
    &text::escape_invalid::RULE,
    &text::file_unreadable::RULE,
    &text::final_newline_missing::RULE,
    &text::foreign_comment::RULE,
    &directive::generate_range_invalid::RULE,
    &directive::generate_record_invalid::RULE,
    &directive::generate_template_invalid::RULE,
    &directive::generate_too_large::RULE,
    &name::hostname_invalid::RULE,
    &directive::include_base_ambiguous::RULE,
    &directive::include_duplicate::RULE,
    &directive::include_leaks_state::RULE,
    &directive::include_loop::RULE,
    &directive::include_not_found::RULE,
    &directive::include_outside_repo::RULE,
    &name::label_double_hyphen::RULE,
    &name::label_empty::RULE,
    &name::label_too_long::RULE,
    &record::loc_out_of_range::RULE,
    &lock::lock_expired::RULE,
    &lock::lock_is_ours::RULE,
    &lock::lock_removed_in_change::RULE,
    &lock::lock_unreadable::RULE,
    &text::lone_cr::RULE,
    &text::merge_conflict_marker::RULE,
    &text::mixed_line_endings::RULE,
    &name::name_not_ascii::RULE,
    &name::name_too_long::RULE,
    &text::newline_in_quote::RULE,
    &text::non_ascii_space::RULE,
    &record::number_out_of_range::RULE,
    &text::octal_escape::RULE,
    &directive::origin_relative::RULE,
    &repo::origin_unknown::RULE,
    &name::out_of_zone_data::RULE,
    &directive::owner_inherited_after_origin::RULE,
    &directive::owner_missing::RULE,
    &record::owner_quoted::RULE,
    &text::parenthesis_before_owner::RULE,
    &text::parenthesis_nested::RULE,
    &text::parenthesis_unbalanced::RULE,
    &text::quote_inside_token::RULE,
    &text::quote_unterminated::RULE,
    &record::rdata_extra_token::RULE,
    &record::rdata_generic_invalid::RULE,
    &record::rdata_invalid::RULE,
    &record::rdata_too_long::RULE,
    &alias::record_duplicate::RULE,
    &record::record_incomplete::RULE,
    &change::serial_decreased::RULE,
    &change::serial_jump_undefined::RULE,
    &change::serial_not_increased::RULE,
    &soa::serial_out_of_range::RULE,
    &text::single_quotes::RULE,
    &text::smart_quotes::RULE,
    &soa::soa_missing::RULE,
    &soa::soa_multiple::RULE,
    &soa::soa_not_at_apex::RULE,
    &change::soa_removed::RULE,
    &soa::soa_rname_invalid::RULE,
    &text::string_not_ascii::RULE,
    &record::string_too_long::RULE,
    &record::svcparam_invalid::RULE,
    &name::target_is_address::RULE,
    &name::target_is_url::RULE,
    &text::trailing_whitespace::RULE,
    &directive::ttl_directive_late::RULE,
    &ttl::ttl_from_previous_record::RULE,
    &ttl::ttl_invalid::RULE,
    &ttl::ttl_mismatch::RULE,
    &ttl::ttl_missing::RULE,
    &ttl::ttl_too_large::RULE,
    &ttl::ttl_undefined::RULE,
    &ttl::ttl_units_compound::RULE,
    &ttl::ttl_units_unordered::RULE,
    &record::type_meta::RULE,
    &record::type_nonportable::RULE,
    &record::type_not_in_dialect::RULE,
    &record::type_numeric_with_text::RULE,
    &record::type_obsolete::RULE,
    &record::type_unknown::RULE,
    &record::type_withdrawn::RULE,
    &text::utf16_text::RULE,
    &name::wildcard_delegation::RULE,
    &name::wildcard_not_leftmost::RULE,
    &change::zone_deleted::RULE,
    &lock::zone_locked::RULE,
];

/// Returns the rule of that name.
pub fn find(name: &str) -> Option<&'static Rule> {
    let at = ALL.binary_search_by(|rule| rule.name.cmp(name)).ok()?;
    ALL.get(at).copied()
}

/// Returns the names that `name` may have been meant to be, likeliest first, at most three.
pub fn nearest(name: &str) -> Vec<&'static str> {
    let wanted = name.trim().to_ascii_lowercase().replace('_', "-");
    let mut near: Vec<(usize, &'static str)> = ALL
        .iter()
        .map(|rule| (words::distance(&wanted, rule.name), rule.name))
        .filter(|&(steps, rule)| steps <= (wanted.len() / 3).max(1) || (wanted.len() > 2 && rule.contains(&wanted)))
        .collect();
    near.sort_unstable();
    near.into_iter().map(|(_, rule)| rule).take(3).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(name: &str, expected: &[&str]) {
        assert_eq!(nearest(name), expected, "{name:?}");
    }

    #[test]
    fn near_names_are_offered_and_far_ones_are_not() {
        case("zone-lock", &["zone-locked"]);
        case("ZONE_LOCKED", &["zone-locked"]);
        case("serial-decresed", &["serial-decreased"]);
        case("cname", &["cname-multiple", "cname-and-other-data"]);
        case("", &[]);
        case("qqqqqqqqqqqq", &[]);
    }

    #[test]
    fn rules_are_found_by_their_exact_name() {
        assert!(find("zone-locked").is_some());
        assert!(find("zone-lock").is_none());
    }
}
