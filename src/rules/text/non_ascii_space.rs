//! `non-ascii-space`: looks blank to people and is part of a token to every server.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "non-ascii-space",
    summary: "Unicode space outside quotes",
    group: Group::Text,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9655),
    card: include_str!("../../../rules/non-ascii-space.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let octets = cx.sources.slice(problem.at);
    let name = space_name(octets);
    let (label, message, help) = if has_width(octets) {
        ("looks blank, is not", format!("{name} stands where a space belongs"), "type an ordinary space instead")
    } else {
        ("cannot be seen", format!("{name} stands in the text"), "delete it")
    };
    RULE.finding(Label::new(problem.at, label), message)
        .why("white space is SP and HT only (RFC 1035 §5.1): every server makes these octets part of a token")
        .help(help)
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::NonAsciiSpace, out, |problem| finding(cx, problem));
}

/// Tells whether a run of odd spaces takes room on a screen.
fn has_width(octets: &[u8]) -> bool {
    let chars = octets.utf8_chunks().flat_map(|chunk| chunk.valid().chars());
    chars.into_iter().any(|space| !matches!(space, '\u{200b}' | '\u{2060}' | '\u{feff}'))
}

/// Names the first character of a run of odd spaces.
fn space_name(octets: &[u8]) -> String {
    let first = octets.utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next());
    let Some(space) = first else { return "odd white space".to_owned() };
    let name = match space {
        '\u{85}' => "next-line character",
        '\u{a0}' => "no-break space",
        '\u{200b}' => "zero-width space",
        '\u{2028}' => "line separator",
        '\u{2029}' => "paragraph separator",
        '\u{202f}' => "narrow no-break space",
        '\u{2060}' => "word joiner",
        '\u{3000}' => "ideographic space",
        '\u{feff}' => "byte order mark",
        _ => "Unicode space",
    };
    format!("{name} (U+{:04X})", u32::from(space))
}

#[cfg(test)]
mod tests {
    use super::space_name;

    #[test]
    fn spaces_are_named() {
        assert_eq!(space_name("\u{a0}\u{a0}".as_bytes()), "no-break space (U+00A0)");
        assert_eq!(space_name("\u{2003}".as_bytes()), "Unicode space (U+2003)");
        assert_eq!(space_name(b"\xff"), "odd white space");
    }
}
