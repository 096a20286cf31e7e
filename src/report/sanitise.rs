//! The one way from foreign octets to a terminal or a CI log.
//!
//! Flows in: text of zones, lock files, git, the environment. Flows out: text that can neither act on a terminal, nor
//! reorder or hide what stands beside it, nor speak to a CI runner:
//!
//! | found | shown as |
//! |---|---|
//! | a control octet (C0, DEL), a line end too; an octet that is no valid UTF-8, so a raw C1 too | `<1B>` |
//! | a C1 control in UTF-8, a bidirectional control, a line separator, a character that is invisible by default | `<U+202E>` |
//! | `##[`, `##vso[` and their like anywhere (runner commands of the old form) | `<23>#[` |
//! | `::` as the first visible thing on a line (GitHub workflow commands; leading blanks do not disarm them) | `<3A>:` |
//!
//! The last row needs to know where lines start, so it is applied to the finished report ([`report`]).

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

/// Makes a string safe that stands in one line: no line end, no tab.
pub(crate) fn line(text: &str) -> Cow<'_, str> {
    let mut safe = None;
    each(text.as_bytes(), |range, shown| match (&mut safe, shown) {
        (None, Shown::Plain(_)) => {}
        (None, Shown::Escaped(escape)) => {
            let before = text.get(..range.start).unwrap_or_default();
            safe = Some(format!("{before}{escape}"));
        }
        (Some(safe), Shown::Plain(c)) => safe.push(c),
        (Some(safe), Shown::Escaped(escape)) => safe.push_str(&escape),
    });
    safe.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Makes octets safe that stand in one line.
pub(crate) fn bytes(octets: &[u8]) -> String {
    let mut safe = String::with_capacity(octets.len());
    each(octets, |_, shown| match shown {
        Shown::Plain(c) => safe.push(c),
        Shown::Escaped(escape) => safe.push_str(&escape),
    });
    safe
}

/// Decodes octets for JSON, which escapes control characters by itself: only invalid octets are shown as `<FF>`.
pub(crate) fn utf8(octets: &[u8]) -> String {
    let mut text = String::with_capacity(octets.len());
    for chunk in octets.utf8_chunks() {
        text.push_str(chunk.valid());
        for octet in chunk.invalid() {
            text.push_str(&octet_escape(*octet));
        }
    }
    text
}

/// What stands for one character or one invalid octet.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// The character itself.
    Plain(char),
    /// The words in angle brackets.
    Escaped(String),
}

/// Hands over every character and every invalid octet with its range and what is to be shown for it. A tab is escaped:
/// who can keep it, such as a snippet, looks at the octet.
pub(crate) fn each(octets: &[u8], mut take: impl FnMut(Range<usize>, Shown)) {
    let mut at = 0;
    for chunk in octets.utf8_chunks() {
        for c in chunk.valid().chars() {
            let shown = match c {
                '#' if opens_command(octets.get(at..).unwrap_or_default()) => Shown::Escaped(octet_escape(b'#')),
                '\0'..='\x1f' | '\x7f' => Shown::Escaped(octet_escape(c as u8)),
                c if is_hazard(c) => Shown::Escaped(format!("<U+{:04X}>", u32::from(c))),
                c => Shown::Plain(c),
            };
            take(at..at + c.len_utf8(), shown);
            at += c.len_utf8();
        }
        for octet in chunk.invalid() {
            take(at..at + 1, Shown::Escaped(octet_escape(*octet)));
            at += 1;
        }
    }
}

/// Disarms what only shows once the lines of a report are known, and drops blanks at line ends.
///
/// A second look at `##[` is part of it: two harmless strings may have met.
pub(crate) fn report(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for row in text.lines() {
        let visible = visible(row);
        if let Some(rest) = visible.strip_prefix("::") {
            let blanks = row.get(..row.len() - visible.len()).unwrap_or_default();
            push_row(&mut safe, &format!("{blanks}<3A>:{rest}"));
        } else {
            push_row(&mut safe, row);
        }
    }
    safe
}

/// Escapes in finished JSON what `serde_json` leaves as it is: DEL, C1, bidirectional and invisible characters, and the
/// `##[` of runner commands. All of it stands in strings, so that a parser reads the same value.
pub(crate) fn json(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let runner = c == '#' && opens_command(rest.as_bytes());
        if c == '\x7f' || runner || is_hazard(c) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                let _infallible = write!(safe, "\\u{unit:04x}");
            }
        } else {
            safe.push(c);
        }
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    safe
}

/// Returns a row from its first visible character on: behind blanks, and behind our own colours (sanitised text has no
/// ESC), which whoever keeps the log may strip.
fn visible(row: &str) -> &str {
    let mut rest = row;
    loop {
        rest = rest.trim_start();
        match rest.strip_prefix("\x1b[").and_then(|sequence| sequence.split_once('m')) {
            Some((_, behind)) => rest = behind,
            None => return rest,
        }
    }
}

fn push_row(safe: &mut String, row: &str) {
    let row = row.trim_end();
    if row.contains("##") {
        for (at, c) in row.char_indices() {
            match c {
                '#' if opens_command(row.as_bytes().get(at..).unwrap_or_default()) => safe.push_str("<23>"),
                c => safe.push(c),
            }
        }
    } else {
        safe.push_str(row);
    }
    safe.push('\n');
}

fn octet_escape(octet: u8) -> String {
    format!("<{octet:02X}>")
}

/// Tells whether a runner could take the text for a command: `##[` on GitHub and Azure, `##vso[`, `##teamcity[`.
fn opens_command(text: &[u8]) -> bool {
    let Some(rest) = text.strip_prefix(b"##") else { return false };
    let name = rest.iter().take_while(|octet| octet.is_ascii_alphabetic()).count();
    rest.get(name) == Some(&b'[')
}

/// Tells whether a character beyond ASCII acts on the text around it or cannot be seen: C1, bidirectional controls, line
/// and paragraph separators, interlinear annotation, and Unicode's `Default_Ignorable_Code_Point`.
fn is_hazard(c: char) -> bool {
    matches!(
        u32::from(c),
        0x80..=0x9F
            | 0xAD
            | 0x34F
            | 0x61C
            | 0x115F..=0x1160
            | 0x17B4..=0x17B5
            | 0x180B..=0x180F
            | 0x200B..=0x200F
            | 0x2028..=0x202E
            | 0x2060..=0x206F
            | 0x3164
            | 0xFE00..=0xFE0F
            | 0xFEFF
            | 0xFFA0
            | 0xFFF0..=0xFFFB
            | 0x1_BCA0..=0x1_BCA3
            | 0x1_D173..=0x1_D17A
            | 0xE_0000..=0xE_0FFF
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(octets: &[u8], shown: &str) {
        assert_eq!(bytes(octets), shown);
        if let Ok(text) = std::str::from_utf8(octets) {
            assert_eq!(line(text), shown);
        }
    }

    #[test]
    fn controls_and_invisible_characters_are_named() {
        case(b"plain \xc3\xa9 \xf0\x9f\x98\x80", "plain \u{e9} \u{1f600}");
        case(b"a\x1b[31mb\x07", "a<1B>[31mb<07>");
        case(b"\0\t\r\n\x7f", "<00><09><0D><0A><7F>");
        case(
            "a\u{9b}b\u{202e}c\u{2066}\u{200b}\u{feff}\u{61c}".as_bytes(),
            "a<U+009B>b<U+202E>c<U+2066><U+200B><U+FEFF><U+061C>",
        );
        case("\u{2028}\u{2029}\u{e0041}\u{ad}".as_bytes(), "<U+2028><U+2029><U+E0041><U+00AD>");
        case(b"\x9bx\xff\xe2\x80", "<9B>x<FF><E2><80>");
    }

    #[test]
    fn old_runner_commands_are_disarmed_anywhere() {
        case(b"x ##[error]y", "x <23>#[error]y");
        case(b"##vso[task]", "<23>#vso[task]");
        case(b"###[x", "#<23>#[x");
        case(b"## heading [x]", "## heading [x]");
    }

    #[test]
    fn new_runner_commands_are_disarmed_where_lines_start() {
        assert_eq!(report("a ::b\n ::error::x\n::add-mask::y  \n"), "a ::b\n <3A>:error::x\n<3A>:add-mask::y\n");
        assert_eq!(report("\u{3000}::error::x"), "\u{3000}<3A>:error::x\n");
        assert_eq!(report("\x1b[36m  \x1b[0m ::error::x"), "\x1b[36m  \x1b[0m <3A>:error::x\n");
        assert_eq!(report("a##[b\n"), "a<23>#[b\n");
    }

    #[test]
    fn json_keeps_its_value() {
        let raw = "\u{202e}\u{9b}\u{7f}\u{e0041} ##[x \u{1b} é";
        let safe = json(&serde_json::to_string(raw).unwrap());
        assert!(safe.chars().all(|c| !c.is_control() && !is_hazard(c)) && !safe.contains("##["), "{safe}");
        assert_eq!(serde_json::from_str::<String>(&safe).unwrap(), raw);
        assert_eq!(utf8(b"z\xff\x1b/\xc3\xa9"), "z<FF>\u{1b}/é");
    }
}
