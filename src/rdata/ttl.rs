//! TTLs in text: seconds, or BIND's units.

/// The largest TTL (RFC 2181 §8).
pub(crate) const MAX_TTL: u64 = 0x7fff_ffff;

/// A TTL as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ttl {
    /// The sum in seconds.
    pub seconds: u64,
    /// Whether several units were added, as in `1h30m`: not every server reads that.
    pub compound: bool,
    /// Whether the units do not fall from the largest to the smallest, each at most once.
    pub unordered: bool,
    /// Whether the units rise from the smallest to the largest, each at most once.
    pub rising: bool,
}

/// What keeps text from being a TTL, and where in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TtlError {
    /// What is wrong.
    pub kind: TtlErrorKind,
    /// First octet of the text at fault.
    pub start: usize,
    /// One past the last octet at fault.
    pub end: usize,
}

/// The ways in which text is no TTL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TtlErrorKind {
    /// Neither `[0-9]+` nor `([0-9]+[wdhms])+`.
    Invalid,
    /// Above 2147483647 (RFC 2181 §8); carries the sum, which stops at the largest number of 64 bits.
    TooLarge(u64),
}

/// Reads a TTL: digits, or numbers with the units `w d h m s` in any order and case.
///
/// ```
/// use zonegate::rdata::parse_ttl;
///
/// assert_eq!(parse_ttl(b"1h30m").map(|ttl| ttl.seconds), Ok(5400));
/// assert!(parse_ttl(b"1h30").is_err());
/// ```
pub fn parse_ttl(text: &[u8]) -> Result<Ttl, TtlError> {
    let ttl = sum_units(text)?;
    if ttl.seconds > MAX_TTL {
        return Err(TtlError { kind: TtlErrorKind::TooLarge(ttl.seconds), start: 0, end: text.len() });
    }
    Ok(ttl)
}

/// Reads seconds or units without a limit.
pub(super) fn sum_units(text: &[u8]) -> Result<Ttl, TtlError> {
    let mut ttl = Ttl { seconds: 0, compound: false, unordered: false, rising: true };
    let mut before = None;
    let mut at = 0;
    loop {
        let digits = run(text, at, u8::is_ascii_digit);
        let unit_end = run(text, digits, u8::is_ascii_alphabetic);
        let number = text.get(at..digits).unwrap_or_default();
        let unit = text.get(digits..unit_end).unwrap_or_default();
        if number.is_empty() {
            return Err(invalid(at, unit_end.max(run(text, at + 1, |octet| is_trailing(*octet))).min(text.len())));
        }
        let (seconds, next) = match (unit.first(), at) {
            (None, 0) if digits == text.len() => (1, digits),
            (None, _) if digits == text.len() => return Err(invalid(at, digits)),
            (Some(&letter), _) => (unit_seconds(letter).ok_or(invalid(digits, unit_end))?, digits + 1),
            (None, _) => return Err(invalid(digits, run(text, digits + 1, |octet| is_trailing(*octet)))),
        };
        let value =
            number.iter().fold(0u64, |sum, digit| sum.saturating_mul(10).saturating_add(u64::from(digit - b'0')));
        ttl.seconds = ttl.seconds.saturating_add(value.saturating_mul(seconds));
        ttl.compound |= at > 0;
        ttl.unordered |= before.is_some_and(|before| seconds >= before);
        ttl.rising &= before.is_none_or(|before| seconds > before);
        before = Some(seconds);
        at = next;
        if at >= text.len() {
            return Ok(ttl);
        }
    }
}

fn invalid(start: usize, end: usize) -> TtlError {
    TtlError { kind: TtlErrorKind::Invalid, start, end }
}

/// Returns where the octets from `at` on stop to be of the class.
fn run(text: &[u8], at: usize, class: impl Fn(&u8) -> bool) -> usize {
    at + text.get(at..).unwrap_or_default().iter().take_while(|octet| class(octet)).count()
}

/// Tells whether an octet is a further one of a character of UTF-8.
fn is_trailing(octet: u8) -> bool {
    matches!(octet, 0x80..=0xbf)
}

fn unit_seconds(letter: u8) -> Option<u64> {
    match letter.to_ascii_lowercase() {
        b'w' => Some(604_800),
        b'd' => Some(86_400),
        b'h' => Some(3600),
        b'm' => Some(60),
        b's' => Some(1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, expected: &str) {
        let shown = match parse_ttl(text.as_bytes()) {
            Ok(ttl) => {
                let compound = if ttl.compound { " compound" } else { "" };
                let unordered = if ttl.unordered { " unordered" } else { "" };
                format!("{}{compound}{unordered}", ttl.seconds)
            }
            Err(error) => format!("{:?} {}-{}", error.kind, error.start, error.end),
        };
        assert_eq!(shown, expected, "{text:?}");
    }

    #[test]
    fn seconds_and_units_are_summed() {
        case("0", "0");
        case("000300", "300");
        case("2147483647", "2147483647");
        case("1w", "604800");
        case("1w2d3h4m5s", "788645 compound");
        case("1W2D", "777600 compound");
        case("1s1w", "604801 compound unordered");
        case("1h1h", "7200 compound unordered");
    }

    #[test]
    fn limits_carry_the_value() {
        case("2147483648", "TooLarge(2147483648) 0-10");
        case("4294967296", "TooLarge(4294967296) 0-10");
        case("9999w", "TooLarge(6047395200) 0-5");
        case("99999999999999999999999", "TooLarge(18446744073709551615) 0-23");
        case("99999999999999999999w1s", "TooLarge(18446744073709551615) 0-23");
    }

    #[test]
    fn errors_point_at_the_octets_at_fault() {
        case("1h30", "Invalid 2-4");
        case("1y", "Invalid 1-2");
        case("1hour", "Invalid 2-5");
        case("-1", "Invalid 0-1");
        case("+300", "Invalid 0-1");
        case("0x10", "Invalid 1-2");
        case("3600,", "Invalid 4-5");
        case("1.5h", "Invalid 1-2");
        case("300\u{2013}600", "Invalid 3-6");
        case("1h\u{2013}", "Invalid 2-5");
        case("h", "Invalid 0-1");
        case("", "Invalid 0-0");
    }
}
