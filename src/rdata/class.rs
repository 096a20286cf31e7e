//! Classes by name and number.

use super::number::decimal;

/// Reads a class: a mnemonic without case, or `CLASSnnn` (RFC 3597 §5).
///
/// ```
/// use zonegate::rdata::parse_class;
///
/// assert_eq!(parse_class(b"in"), Some(1));
/// assert_eq!(parse_class(b"CLASS32"), Some(32));
/// assert_eq!(parse_class(b"A"), None);
/// ```
pub fn parse_class(text: &[u8]) -> Option<u16> {
    const NAMES: [(&[u8], u16); 8] =
        [(b"IN", 1), (b"CS", 2), (b"CH", 3), (b"CHAOS", 3), (b"HS", 4), (b"HESIOD", 4), (b"NONE", 254), (b"ANY", 255)];
    if let Some((_, number)) = NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)) {
        return Some(*number);
    }
    let (prefix, digits) = text.split_at_checked(5)?;
    if !prefix.eq_ignore_ascii_case(b"CLASS") {
        return None;
    }
    decimal(digits, u16::MAX.into()).ok().and_then(|number| u16::try_from(number).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &[u8], expected: Option<u16>) {
        assert_eq!(parse_class(text), expected, "{text:?}");
    }

    #[test]
    fn classes_have_names_and_numbers() {
        case(b"IN", Some(1));
        case(b"iN", Some(1));
        case(b"CS", Some(2));
        case(b"CH", Some(3));
        case(b"chaos", Some(3));
        case(b"HS", Some(4));
        case(b"NONE", Some(254));
        case(b"any", Some(255));
        case(b"class1", Some(1));
        case(b"CLASS0065535", Some(65535));
        case(b"CLASS65536", None);
        case(b"CLASS", None);
        case(b"CLASS-1", None);
        case(b"CLASSx", None);
        case(b"A", None);
        case(b"", None);
    }
}
