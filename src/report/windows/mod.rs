//! The names Windows gives to DNS errors, as aliases of our rules.
//!
//! Flows in: a value, or what a person typed. Flows out: the error's value, name and text. An alias says "the situation
//! that Windows reports as …", never that a Windows server reports this one.

mod table;

use self::table::ERRORS;

/// One error of the family.
#[derive(Debug, PartialEq, Eq)]
pub struct WindowsError {
    /// The value.
    pub value: u16,
    /// The name, such as `DNS_ERROR_ZONE_LOCKED`.
    pub name: &'static str,
    /// The published text; empty where there is none.
    pub text: &'static str,
}

/// Returns the name of a value.
pub(crate) fn name(value: u16) -> Option<&'static str> {
    by_value(value).map(|error| error.name)
}

/// Finds an error by what a person types: a name in any case, with or without `DNS_ERROR_`, `9607` or `0x2587`.
pub fn lookup(text: &str) -> Option<&'static WindowsError> {
    let text = text.trim();
    if let Some(hex) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        // from_str_radix takes a sign too.
        return hex
            .bytes()
            .all(|octet| octet.is_ascii_hexdigit())
            .then(|| u16::from_str_radix(hex, 16))?
            .ok()
            .and_then(by_value);
    }
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return text.parse().ok().and_then(by_value);
    }
    ERRORS.iter().find(|error| is_name(error.name, text))
}

fn by_value(value: u16) -> Option<&'static WindowsError> {
    let at = ERRORS.binary_search_by_key(&value, |error| error.value).ok()?;
    ERRORS.get(at)
}

fn is_name(name: &str, text: &str) -> bool {
    let short = name.strip_prefix("DNS_ERROR_").unwrap_or(name);
    name.eq_ignore_ascii_case(text) || short.eq_ignore_ascii_case(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_holds_no_range_markers() {
        assert!(ERRORS.windows(2).all(|pair| pair[0].value < pair[1].value));
        for error in ERRORS {
            let marker = ["_BASE", "_MASK", "_LAST"].iter().any(|end| error.name.ends_with(end));
            assert!(!marker && error.name.starts_with("DNS_"), "{}", error.name);
        }
        let mut names: Vec<_> = ERRORS.iter().map(|error| error.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ERRORS.len());
    }

    #[track_caller]
    fn case(text: &str, value: Option<u16>) {
        assert_eq!(lookup(text).map(|error| error.value), value, "{text:?}");
    }

    #[test]
    fn errors_are_found_by_name_decimal_and_hexadecimal() {
        case("DNS_ERROR_ZONE_LOCKED", Some(9607));
        case("dns_error_zone_locked", Some(9607));
        case("zone_locked", Some(9607));
        case(" 9607 ", Some(9607));
        case("0x2587", Some(9607));
        case("0X2587", Some(9607));
        case("DNS_INFO_AXFR_COMPLETE", Some(9751));
        case("0", Some(0));
        case("", None);
        case("0x", None);
        case("0x+2587", None);
        case("+9607", None);
        case("96070000", None);
        case("DNS_ERROR_ZONE_BASE", None);
        case("zone-locked", None);
        assert_eq!(name(9709), Some("DNS_ERROR_CNAME_COLLISION"));
        assert_eq!(name(9608), lookup("9608").map(|error| error.name));
        assert_eq!(name(1), None);
    }
}
