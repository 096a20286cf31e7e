//! `trailing-whitespace`: means nothing to servers and shows in every difference. Off, so that nobody pays for the search.

use crate::finding::{Finding, Label};
use crate::rules::{Check, FileCx, Group, Rule};
use crate::source::{Loc, SourceId, Span};

pub(crate) static RULE: Rule = Rule {
    name: "trailing-whitespace",
    summary: "space or tab before a line end",
    group: Group::Text,
    default: None,
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/trailing-whitespace.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, at: Loc) -> Finding {
    RULE.finding(Label::new(at, ""), "white space before the line end")
        .why("it means nothing to servers, and some editors take it out, so that it comes and goes in changes")
        .help("delete it")
        .about(cx.zone, "", "")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    for &source in cx.files {
        out.extend(trailing(source, cx.sources.text(source)).map(|at| finding(cx, at)));
    }
}

/// Iterates over the white space before line ends and before the end of the text.
fn trailing(source: SourceId, text: &[u8]) -> impl Iterator<Item = Loc> {
    let mut start = 0;
    text.split_inclusive(|octet| matches!(octet, b'\n' | b'\r')).filter_map(move |line| {
        let here = start;
        start += line.len();
        let end = line.len() - line.iter().rev().take_while(|octet| matches!(octet, b'\n' | b'\r')).count();
        let blanks = line.iter().take(end).rev().take_while(|octet| matches!(octet, b' ' | b'\t')).count();
        (blanks > 0).then(|| Loc { source, span: Span::new(here + end - blanks, here + end) })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, expected: &[(u32, u32)]) {
        let found: Vec<_> = trailing(SourceId::FIRST, text.as_bytes()).map(|at| (at.span.start, at.span.end)).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn blanks_before_line_ends_are_found() {
        case("a \nb\t \r\nc\n", &[(1, 2), (4, 6)]);
        case("a b\n", &[]);
        case("a\n  \n", &[(2, 4)]);
        case("a ; b  ", &[(5, 7)]);
        case("", &[]);
    }
}
