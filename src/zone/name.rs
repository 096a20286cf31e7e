//! Domain names: wire form, lower-cased, and the presentation form people read.
//!
//! Names compare without case (RFC 4343), so the stored form is lower case; the case that was written stays in the
//! source text.

use std::fmt;

use super::name_text::parse_name_into;

/// The longest name on the wire, root octet included (RFC 1035 §2.3.4).
pub const MAX_NAME: usize = 255;

/// An absolute name in uncompressed wire form, ASCII letters lower-cased.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(Box<[u8]>);

/// What keeps text from being a name, and where in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameError {
    /// What is wrong.
    pub kind: NameErrorKind,
    /// First octet of the text at fault.
    pub start: usize,
    /// One past the last octet at fault.
    pub end: usize,
}

/// The ways in which text is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameErrorKind {
    /// A label without octets: `a..b`, `.www`.
    LabelEmpty,
    /// A label above 63 octets; carries its length.
    LabelTooLong(usize),
    /// More than 255 octets on the wire; carries the length.
    NameTooLong(usize),
    /// `\DDD` above 255 or with fewer digits, `\` at the end, `\[`.
    EscapeInvalid,
    /// A relative name where no origin is known.
    OriginUnknown,
}

impl fmt::Display for NameErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LabelEmpty => f.write_str("empty label"),
            Self::LabelTooLong(length) => write!(f, "a label has {length} octets, at most 63 are allowed"),
            Self::NameTooLong(length) => write!(f, "the name has {length} octets, at most 255 are allowed"),
            Self::EscapeInvalid => f.write_str("invalid escape"),
            Self::OriginUnknown => f.write_str("the name is relative"),
        }
    }
}

impl Name {
    /// Returns the root.
    pub fn root() -> Self {
        Self(Box::from([0]))
    }

    /// Takes a wire form that is already valid and lower-case, as [`parse_name_into`] and the arenas hold it.
    pub fn from_wire(wire: &[u8]) -> Self {
        Self(wire.into())
    }

    /// Reads presentation form; a name without a final dot is relative to `origin`.
    pub fn parse(text: &[u8], origin: Option<&Self>) -> Result<Self, NameError> {
        let mut wire = Vec::new();
        parse_name_into(text, origin.map(Self::wire), &mut wire)?;
        Ok(Self(wire.into()))
    }

    /// Returns the wire form.
    pub fn wire(&self) -> &[u8] {
        &self.0
    }

    /// Iterates over the labels, leftmost first, without the root.
    pub fn labels(&self) -> impl Iterator<Item = &[u8]> {
        labels(&self.0)
    }

    /// Tells whether the name is `ancestor` or below it.
    pub fn is_at_or_below(&self, ancestor: &Self) -> bool {
        wire_is_at_or_below(&self.0, &ancestor.0)
    }
}

/// Tells whether wire-form `name` is `ancestor` or below it.
pub(crate) fn wire_is_at_or_below(name: &[u8], ancestor: &[u8]) -> bool {
    let mut rest = name;
    while rest.len() > ancestor.len() {
        let Some((&len, tail)) = rest.split_first() else { return false };
        rest = tail.get(usize::from(len)..).unwrap_or_default();
    }
    rest == ancestor
}

fn labels(wire: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = wire;
    std::iter::from_fn(move || {
        let (&len, tail) = rest.split_first()?;
        let (label, after) = tail.split_at_checked(usize::from(len))?;
        rest = after;
        (len > 0).then_some(label)
    })
}

impl fmt::Display for Name {
    /// Writes the absolute presentation form with its final dot, escaped as in a zone file.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut empty = true;
        for label in self.labels() {
            empty = false;
            for &octet in label {
                match octet {
                    b'.' | b';' | b'\\' | b'"' | b'(' | b')' | b'@' | b'$' => write!(f, "\\{}", char::from(octet))?,
                    0x21..=0x7e => write!(f, "{}", char::from(octet))?,
                    _ => write!(f, "\\{octet:03}")?,
                }
            }
            f.write_str(".")?;
        }
        if empty { f.write_str(".") } else { Ok(()) }
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Name({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, expected: &str) {
        let origin = Name::parse(b"example.com.", None).unwrap();
        let shown = match Name::parse(text.as_bytes(), Some(&origin)) {
            Ok(name) => name.to_string(),
            Err(error) => format!("{:?} {}-{}", error.kind, error.start, error.end),
        };
        assert_eq!(shown, expected, "{text:?}");
    }

    #[test]
    fn presentation_form_is_read_and_written() {
        case("www", "www.example.com.");
        case("WWW.Example.ORG.", "www.example.org.");
        case("@", "example.com.");
        case(".", ".");
        case("a\\.b", "a\\.b.example.com.");
        case("a\\065", "aa.example.com.");
        case("a\\ b", "a\\032b.example.com.");
        case("x\\.", "x\\..example.com.");
        case("x\\\\.", "x\\\\.");
        case("\\@", "\\@.example.com.");
    }

    #[test]
    fn errors_point_at_the_octets_at_fault() {
        case("a..b", "LabelEmpty 2-3");
        case(".www", "LabelEmpty 0-1");
        case("a.\\256", "EscapeInvalid 2-6");
        case("a\\06", "EscapeInvalid 1-4");
        case("a\\06b", "EscapeInvalid 1-4");
        case("a\\", "EscapeInvalid 1-2");
        case("\\[b1", "EscapeInvalid 0-2");
        let long = format!("x.{}.y", "a".repeat(64));
        case(&long, "LabelTooLong(64) 2-66");
        let endless = "abcdefg.".repeat(40);
        case(&endless, "NameTooLong(321) 0-320");
    }

    #[test]
    fn at_or_below_compares_whole_labels() {
        let name = |text: &str| Name::parse(text.as_bytes(), None).unwrap();
        assert!(name("a.b.c.").is_at_or_below(&name("b.c.")));
        assert!(name("b.c.").is_at_or_below(&name("b.c.")));
        assert!(name("b.c.").is_at_or_below(&Name::root()));
        assert!(!name("ab.c.").is_at_or_below(&name("b.c.")));
        assert!(!name("c.").is_at_or_below(&name("b.c.")));
    }
}
