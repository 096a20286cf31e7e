//! What a lock protects: one zone, or the zones that a glob covers.
//!
//! Flows in: the text of a record's `zone`, a command's argument, or a decoded file name. Flows out: does it cover this
//! zone, and do two overlap.

use std::fmt;

use super::encode::encode;
use crate::zone::Name;

/// A zone's name, or a glob: a name with `*` in it, which stands for any octets, dots included.
///
/// `*` covers every zone; `*.in-addr.arpa` covers what lies below `in-addr.arpa`, not the name itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ZonePattern(Name);

impl ZonePattern {
    /// Reads a name or a glob, with or without its final dot; the error is a sentence without the text itself.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text == "@" {
            return Err("`@` stands for an origin, and there is none here".to_owned());
        }
        if let Some(odd) = text.chars().find(|c| c.is_whitespace() || c.is_control() || !c.is_ascii()) {
            let hint = if odd.is_ascii() { "" } else { "; write an internationalised name in its xn-- form" };
            return Err(format!("a zone's name cannot hold {odd:?}{hint}"));
        }
        Name::parse(text.as_bytes(), Some(&Name::root())).map(Self).map_err(|error| error.kind.to_string())
    }

    /// Takes a name; one with a `*` in it is a glob.
    pub fn from_name(name: Name) -> Self {
        Self(name)
    }

    /// Returns the glob over every zone.
    pub fn everything() -> Self {
        Self(Name::from_wire(b"\x01*\x00"))
    }

    /// Tells whether this is a glob.
    pub fn is_glob(&self) -> bool {
        self.0.labels().any(|label| label.contains(&b'*'))
    }

    /// Tells whether it covers `zone`.
    pub fn covers(&self, zone: &Name) -> bool {
        self.0 == *zone || (self.is_glob() && wildcard(&flat(&self.0), &flat(zone)))
    }

    /// Tells whether a zone may be covered by both.
    pub fn overlaps(&self, other: &Self) -> bool {
        match (self.is_glob(), other.is_glob()) {
            (true, true) => share_a_text(&flat(&self.0), &flat(&other.0)),
            (_, false) => self.covers(&other.0),
            (false, true) => other.covers(&self.0),
        }
    }

    /// Returns the file name of its lock without extension.
    pub fn stem(&self) -> String {
        encode(&self.0)
    }

    /// Returns the number of labels.
    pub(crate) fn depth(&self) -> usize {
        self.0.labels().count()
    }

    /// Returns the text as a shell argument.
    pub(crate) fn shell(&self) -> String {
        quote(&self.to_string())
    }
}

impl fmt::Display for ZonePattern {
    /// Writes the name without its final dot, as commands take it; the root is `.`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.0.to_string();
        f.write_str(text.strip_suffix('.').filter(|short| !short.is_empty()).unwrap_or(&text))
    }
}

/// Quotes a word for a POSIX shell where it needs quotes.
pub(crate) fn quote(word: &str) -> String {
    let plain = |octet: u8| octet.is_ascii_alphanumeric() || b"._-/+:@%".contains(&octet);
    if !word.is_empty() && word.bytes().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// Joins the labels with dots; the root is empty.
fn flat(name: &Name) -> Vec<u8> {
    name.labels().collect::<Vec<_>>().join(&b'.')
}

/// Matches `text` against `pattern`, where `*` stands for any octets. Linear but for the last star: no blow-up.
fn wildcard(pattern: &[u8], text: &[u8]) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while let Some(&octet) = text.get(t) {
        match pattern.get(p) {
            Some(b'*') => {
                retry = Some((p + 1, t));
                p += 1;
            }
            Some(&wanted) if wanted == octet => {
                p += 1;
                t += 1;
            }
            _ => {
                let Some((after_star, from)) = retry else { return false };
                retry = Some((after_star, from + 1));
                p = after_star;
                t = from + 1;
            }
        }
    }
    pattern.get(p..).unwrap_or_default().iter().all(|&octet| octet == b'*')
}

/// Tells whether some text matches both patterns: row by row from the end, a row for what is left of `a`, a cell for
/// what is left of `b`.
fn share_a_text(a: &[u8], b: &[u8]) -> bool {
    const STAR: u8 = b'*';
    let mut row = vec![true];
    for &y in b.iter().rev() {
        row.push(y == STAR && row.last() == Some(&true));
    }
    for &x in a.iter().rev() {
        let below = row;
        let mut here = x == STAR && below.first() == Some(&true);
        row = vec![here];
        for (&y, cells) in b.iter().rev().zip(below.windows(2)) {
            let &[diagonal, under] = cells else { break };
            here = if x == STAR || y == STAR { under || here } else { x == y && diagonal };
            row.push(here);
        }
    }
    row.last() == Some(&true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(pattern: &str, zone: &str, expected: bool) {
        let zone = Name::parse(zone.as_bytes(), Some(&Name::root())).unwrap();
        assert_eq!(ZonePattern::parse(pattern).unwrap().covers(&zone), expected, "{pattern} on {zone}");
    }

    #[test]
    fn names_and_globs_cover_zones() {
        case("example.com", "example.com.", true);
        case("EXAMPLE.com.", "example.com.", true);
        case("example.com", "www.example.com.", false);
        case("*", "example.com.", true);
        case("*", ".", true);
        case("*.in-addr.arpa", "2.0.192.in-addr.arpa.", true);
        case("*.in-addr.arpa", "in-addr.arpa.", false);
        case("*.in-addr.arpa", "xin-addr.arpa.", false);
        case("*.in-addr.arpa", "2.0.192.in-addr.arpa.example.", false);
        case("prod-*.example", "prod-eu.example.", true);
        case("prod-*.example", "test-eu.example.", false);
        case("example.*", "example.net.", true);
        case("*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac.", false);
        case(".", ".", true);
        case(".", "com.", false);
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for text in ["", "@", "a..b", "a b", "a\tb", "münchen.de", "a\\", &"x".repeat(64)] {
            assert!(ZonePattern::parse(text).is_err(), "{text:?}");
        }
        assert!(ZonePattern::parse("münchen.de").unwrap_err().contains("xn--"));
    }

    #[test]
    fn overlap_is_symmetric() {
        let pattern = |text: &str| ZonePattern::parse(text).unwrap();
        for (a, b, expected) in [
            ("*", "example.com", true),
            ("*.arpa", "*.in-addr.arpa", true),
            ("*.com", "*.net", false),
            ("*.com", "example.*", true),
            ("a*b", "*c*", true),
            ("a*b", "b*", false),
            ("*a", "*b", false),
            ("*a*", "*b*", true),
            ("*", "*", true),
            ("x*", "xy*z", true),
            ("*.example", "*", true),
            ("example.com", "example.com", true),
            ("example.com", "example.net", false),
        ] {
            assert_eq!(pattern(a).overlaps(&pattern(b)), expected, "{a} {b}");
            assert_eq!(pattern(b).overlaps(&pattern(a)), expected, "{b} {a}");
        }
    }

    #[test]
    fn text_is_fit_for_a_shell() {
        assert_eq!(ZonePattern::parse("Example.com.").unwrap().shell(), "example.com");
        assert_eq!(ZonePattern::parse("*.arpa").unwrap().shell(), "'*.arpa'");
        assert_eq!(ZonePattern::parse(".").unwrap().shell(), ".");
        assert_eq!(quote("it's"), "'it'\\''s'");
    }
}
