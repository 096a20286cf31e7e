//! Zone files as the DNS server of Windows writes them.

/// Tells whether the first comment that says anything is that of an export: `;  Database file example.com.dns for …`.
pub(super) fn is_export(text: &[u8]) -> bool {
    for line in text.split(|octet| *octet == b'\n').take(MAX_LINES) {
        let line = line.trim_ascii();
        let comment = line.strip_prefix(b";").map_or(line, <[u8]>::trim_ascii);
        if !comment.is_empty() {
            return line.starts_with(b";") && comment.starts_with(b"Database file ");
        }
    }
    false
}

/// Empty lines and comments that may stand before that comment.
const MAX_LINES: usize = 100;

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, expected: bool) {
        assert_eq!(is_export(text.as_bytes()), expected, "{text:?}");
    }

    #[test]
    fn exports_are_known_by_their_first_comment() {
        case(";\r\n;  Database file example.com.dns for example.com zone.\r\n", true);
        case("\n;  Database file x", true);
        case("; mine\n;  Database file x", false);
        case("@ SOA a b 1 2 3 4 5\n;  Database file x", false);
        case("", false);
    }
}
