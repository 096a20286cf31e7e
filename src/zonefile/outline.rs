//! What a file is, without reading its records: does it hold an SOA, of which zone, and what does it include?
//!
//! Discovery asks this of every file that may be a zone, so text without the letters `SOA` or `$INCLUDE` costs one
//! search each.

use memchr::memchr_iter;
use memchr::memmem::Finder;

use super::recovery;
use super::scanner::{Line, Scanner};
use crate::rdata;
use crate::zone::{Name, Rtype};

/// The outline of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The SOA, if there is one.
    pub soa: Option<SoaOutline>,
    /// The paths of its `$INCLUDE`s as written, decoded. May hold more than the reader will obey (an `$INCLUDE` inside a
    /// string), never less.
    pub includes: Vec<Vec<u8>>,
}

/// An SOA as discovery sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoaOutline {
    /// Its owner, if the file itself says it absolutely.
    pub owner: Option<Name>,
    /// Whether it is the first record, with nothing but directives and comments before it: the mark of a zone file, even
    /// under a name that does not look like one.
    pub first: bool,
}

/// Makes the outline of a file.
pub fn outline(text: &[u8]) -> Outline {
    let includes = includes(text);
    let soa = if mentions_soa(text) { find_soa(text) } else { None };
    Outline { soa, includes }
}

fn mentions_soa(text: &[u8]) -> bool {
    Finder::new("SOA").find(text).is_some()
        || Finder::new("soa").find(text).is_some()
        || Finder::new("TYPE6").find(text).is_some()
        || memchr::memchr2_iter(b'S', b's', text)
            .any(|at| text.get(at..at + 3).is_some_and(|word| word.eq_ignore_ascii_case(b"SOA")))
}

/// Finds the first SOA and the owner that the file itself gives it.
fn find_soa(text: &[u8]) -> Option<SoaOutline> {
    let start = if text.starts_with(&[0xef, 0xbb, 0xbf]) { 3 } else { 0 };
    let mut scanner = Scanner::new(text, start);
    let mut line = Line::default();
    let mut origin: Option<Name> = None;
    let mut owner: Option<Name> = None;
    let mut first = true;
    while scanner.next(&mut line) {
        // A `#!` line, a merge conflict or prose before the SOA is no mark of a zone file.
        let clean = scanner.defects.is_empty();
        scanner.defects.clear();
        let word = |at: usize| line.tokens.get(at).map_or(&[][..], |token| token.span.of(text));
        if word(0).first() == Some(&b'$') {
            if word(0).eq_ignore_ascii_case(b"$ORIGIN") {
                origin = Name::parse(word(1), origin.as_ref()).ok();
            }
            continue;
        }
        if !line.blank_start {
            owner = Name::parse(word(0), origin.as_ref()).ok();
        }
        if is_soa(&line, text) {
            return Some(SoaOutline { owner, first: first && clean });
        }
        first = false;
    }
    None
}

/// Tells whether a line is `[owner] [TTL] [class] SOA` with at least two names behind it.
fn is_soa(line: &Line, text: &[u8]) -> bool {
    let fields = line.tokens.get(usize::from(!line.blank_start)..).unwrap_or_default();
    let skip = |word: &[u8]| rdata::parse_ttl(word).is_ok() || rdata::parse_class(word).is_some();
    let at = fields.iter().take(3).position(|token| !skip(token.span.of(text)));
    let Some(rest) = at.and_then(|at| fields.get(at..)) else { return false };
    let rtype = rest.first().and_then(|token| rdata::lookup(token.span.of(text)));
    rtype.is_some_and(|name| name.rtype == Rtype::SOA) && rest.len() >= 3
}

/// Collects the paths of `$INCLUDE` lines.
fn includes(text: &[u8]) -> Vec<Vec<u8>> {
    let mut paths = Vec::new();
    for at in memchr_iter(b'$', text) {
        let rest = text.get(at..).unwrap_or_default();
        let before = text.get(..at).unwrap_or_default();
        let line_start = before.iter().rev().find(|octet| !matches!(octet, b' ' | b'\t'));
        let leads = matches!(line_start, None | Some(b'\n' | b'\r')) || before == [0xef, 0xbb, 0xbf];
        if leads && rest.get(..8).is_some_and(|word| word.eq_ignore_ascii_case(b"$INCLUDE")) {
            let own_line = recovery::physical_line(rest);
            let mut scanner = Scanner::new(own_line, 0);
            let mut line = Line::default();
            if scanner.next(&mut line)
                && let Some(path) = line.tokens.get(1)
            {
                paths.push(rdata::unescape_text(path.span.of(own_line)).into_owned());
            }
        }
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn soa(text: &str, expected: Option<(&str, bool)>) {
        let found = outline(text.as_bytes()).soa;
        let shown = found.map(|soa| (soa.owner.map_or(String::new(), |name| name.to_string()), soa.first));
        assert_eq!(shown, expected.map(|(owner, first)| (owner.to_owned(), first)), "{text:?}");
    }

    #[test]
    fn the_soa_and_its_owner_are_found() {
        soa("@ IN SOA ns h 1 2 3 4 5\n", Some(("", true)));
        soa("$TTL 1h\nexample.com. 300 IN soa ns h (\n1 2 3 4 5)\n", Some(("example.com.", true)));
        soa("$ORIGIN example.com.\n@ SOA ns h 1 2 3 4 5\n", Some(("example.com.", true)));
        soa("$ORIGIN com.\nexample SOA ns h 1 2 3 4 5\n", Some(("example.com.", true)));
        soa("a A 192.0.2.1\n@ SOA ns h 1 2 3 4 5\n", Some(("", false)));
        soa("#!/bin/sh\ncat <<E\n@ SOA ns h 1 2 3 4 5\n", Some(("", false)));
        soa("the SOA record\n", None);
        soa("; @ SOA ns h 1\n", None);
        soa("", None);
    }

    #[test]
    fn includes_are_collected_wherever_a_line_starts_with_one() {
        let text = b"$include \"a b\"\n  $INCLUDE c.inc sub ; x\nx TXT \"$INCLUDE no\"\n$INCLUDE d\\032e\n";
        assert_eq!(outline(text).includes, [&b"a b"[..], b"c.inc", b"d e"]);
    }
}
