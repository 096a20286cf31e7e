//! What the text of a foreign lock file is: nothing, a process id, a record, or something else.

use super::LockRecord;

/// The readings of a lock file's text, in the order in which they are tried.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Content {
    /// No octet: the file is only there to be locked (locks.md G12: existence is not a lock).
    Empty,
    /// `0` or blanks: a dotlock that counts by its age (liblockfile without a pid).
    Undated,
    /// The process id of a dotlock.
    Pid(i32),
    /// A record in TOML or JSON; a JSON object that is broken is one with a fault.
    Record(Box<LockRecord>),
    /// Anything else: the first line.
    Other(String),
}

/// The longest first line that is quoted.
const LINE: usize = 120;

/// Reads the text of a lock file.
pub(crate) fn classify(text: &[u8]) -> Content {
    let trimmed = text.trim_ascii();
    if text.is_empty() {
        return Content::Empty;
    }
    if trimmed.is_empty() || trimmed == b"0" {
        return Content::Undated;
    }
    if trimmed.iter().all(u8::is_ascii_digit)
        && let Some(pid) = std::str::from_utf8(trimmed).ok().and_then(|digits| digits.parse::<i32>().ok())
    {
        return if pid == 0 { Content::Undated } else { Content::Pid(pid) };
    }
    if trimmed.starts_with(b"{") {
        return Content::Record(Box::new(LockRecord::parse_json(text)));
    }
    let record = LockRecord::parse_toml(text);
    // A syntax error in what began as a record still names it one: its first line alone would say little.
    let meant = record.says_something() || record.fields.len() > 1;
    let faulty_value = record.fault.is_some() && is_toml(text);
    if meant || faulty_value { Content::Record(Box::new(record)) } else { Content::Other(first_line(trimmed)) }
}

/// Tells whether the text is TOML with at least one key: a value in it may still not be what a record wants.
fn is_toml(text: &[u8]) -> bool {
    std::str::from_utf8(text)
        .ok()
        .and_then(|text| text.parse::<toml::Table>().ok())
        .is_some_and(|table| !table.is_empty())
}

fn first_line(text: &[u8]) -> String {
    let line = text.split(|&octet| octet == b'\n').next().unwrap_or_default().trim_ascii_end();
    let text = String::from_utf8_lossy(line);
    let mut short: String = text.chars().take(LINE).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &[u8], expected: &str) {
        let shown = match classify(text) {
            Content::Empty => "empty".to_owned(),
            Content::Undated => "undated".to_owned(),
            Content::Pid(pid) => format!("pid {pid}"),
            Content::Record(record) => format!("record {:?} fault {}", record.holder, record.fault.is_some()),
            Content::Other(line) => format!("other {line}"),
        };
        assert_eq!(shown, expected, "{}", text.escape_ascii());
    }

    #[test]
    fn lock_files_are_told_apart() {
        case(b"", "empty");
        case(b"\n", "undated");
        case(b" \n\t", "undated");
        case(b"0", "undated");
        case(b"0\n", "undated");
        case(b"000\n", "undated");
        case(b"4711\n", "pid 4711");
        case(b"      4711\n", "pid 4711");
        case(b"99999999999\n", "other 99999999999");
        case(b"-1\n", "other -1");
        case(b"4711 host\n", "other 4711 host");
        case(b"4711\nns1\n", "other 4711");
        case(b"holder = \"bob\"\n", "record Some(\"bob\") fault false");
        case(b"holder = 5\n", "record None fault true");
        case(b"colour = \"red\"\n", "other colour = \"red\"");
        case(b"{\"Who\":\"bob@ci\"}", "record Some(\"bob@ci\") fault false");
        case(b"{\"Who\":", "record None fault true");
        case(b"{}", "record None fault false");
        case(b"\xff\x00\x01", "other \u{fffd}\0\u{1}");
        case(b"maintenance by bob\r\nback at 5", "other maintenance by bob");
    }

    #[test]
    fn a_long_line_is_cut() {
        let Content::Other(line) = classify("ä".repeat(500).as_bytes()) else { panic!() };
        assert_eq!(line.chars().count(), LINE + 1);
    }
}
