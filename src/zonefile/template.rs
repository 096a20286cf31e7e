//! The templates of `$GENERATE`: `$`, `$$`, `\$` and `${offset[,width[,base]]}`.
//!
//! As BIND reads them, a plain `$` behind a `${offset…}` in the same token keeps that offset. `PowerDNS` does not keep it,
//! expands `$$` as two iterators, and writes nibbles as a decimal number.

use super::portability::Construct;
use crate::rdata::Dialect;

/// A template, read once and expanded for every value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Template {
    parts: Vec<Part>,
    /// What servers expand in different ways, and where in the template.
    constructs: Vec<(Construct, usize, usize)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// Octets taken as they are.
    Text(Vec<u8>),
    /// The iterator.
    Value { offset: i64, width: usize, base: Base, from: usize, to: usize },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Base {
    Decimal,
    Octal,
    Hex {
        upper: bool,
    },
    /// Hexadecimal digits from the lowest up, joined by dots.
    Nibbles {
        upper: bool,
    },
}

/// What is wrong with a template, and where in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TemplateError {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) expected: &'static str,
}

/// Digits of one number; BIND's buffer holds no more.
const MAX_DIGITS: usize = 127;
/// The largest value BIND's `int` holds; above it BIND wraps.
pub(super) const MAX_VALUE: u32 = 2_147_483_647;

/// Reads a template. In quotes a backslash before a quote is gone once they are: what is inside may have quotes of its own.
pub(super) fn compile(text: &[u8], quoted: bool, dialect: Dialect) -> Result<Template, TemplateError> {
    let pdns = dialect == Dialect::Pdns;
    let (mut parts, mut constructs) = (Vec::new(), Vec::new());
    let mut literal = Vec::new();
    let mut offset = 0;
    let mut at = 0;
    while let Some(&octet) = text.get(at) {
        match (octet, text.get(at + 1)) {
            (b'$', Some(b'$')) => {
                constructs.push((Construct::GenerateTwoDollars, at, at + 2));
                if pdns {
                    parts.push(Part::Text(std::mem::take(&mut literal)));
                    parts.extend([Part::iterator(at), Part::iterator(at + 1)]);
                } else {
                    literal.push(b'$');
                }
                at += 2;
            }
            (b'\\', Some(b'$')) => {
                literal.push(b'$');
                at += 2;
            }
            (b'\\', Some(b'"')) if quoted => {
                literal.push(b'"');
                at += 2;
            }
            (b'\\', Some(&next)) => {
                literal.extend([b'\\', next]);
                at += 2;
            }
            (b'$', next) => {
                let braces = next == Some(&b'{');
                let (mut value, to) = if braces { modifier(text, at)? } else { (Modifier::plain(offset), at + 1) };
                if !braces && offset != 0 {
                    constructs.push((Construct::GenerateOffsetKept, at, to));
                }
                if let Base::Nibbles { .. } = value.base {
                    constructs.push((Construct::GenerateNibbles, at, to));
                    value.base = if pdns { Base::Decimal } else { value.base };
                }
                // What is told is BIND's offset, also where it is not kept.
                offset = value.offset;
                if !braces && pdns {
                    value.offset = 0;
                }
                parts.push(Part::Text(std::mem::take(&mut literal)));
                let Modifier { offset, width, base } = value;
                parts.push(Part::Value { offset, width, base, from: at, to });
                at = to;
            }
            _ => {
                literal.push(octet);
                at += 1;
            }
        }
    }
    parts.push(Part::Text(literal));
    Ok(Template { parts, constructs })
}

impl Part {
    /// A plain `$`.
    fn iterator(at: usize) -> Self {
        Self::Value { offset: 0, width: 0, base: Base::Decimal, from: at, to: at + 1 }
    }
}

struct Modifier {
    offset: i64,
    width: usize,
    base: Base,
}

impl Modifier {
    fn plain(offset: i64) -> Self {
        Self { offset, width: 0, base: Base::Decimal }
    }
}

/// Reads `${offset[,width[,base]]}` at `at`; returns it and the offset behind its brace.
fn modifier(text: &[u8], at: usize) -> Result<(Modifier, usize), TemplateError> {
    let rest = text.get(at..).unwrap_or_default();
    let Some(length) = rest.iter().position(|&octet| octet == b'}') else {
        return Err(TemplateError { start: at, end: text.len(), expected: "`}` behind `${`" });
    };
    let end = at + length + 1;
    let error = |expected| Err(TemplateError { start: at, end, expected });
    let inside = rest.get(2..length).and_then(|inside| std::str::from_utf8(inside).ok());
    let mut fields = inside.unwrap_or_default().split(',');
    let (offset, width, base) = (fields.next(), fields.next(), fields.next());
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|octet| octet.is_ascii_digit());
    let offset = match offset.map(|text| (text, text.strip_prefix('-').unwrap_or(text))) {
        Some((text, plain)) if digits(plain) => {
            text.parse::<i64>().ok().filter(|value| value.abs() <= MAX_VALUE.into())
        }
        _ => None,
    };
    let Some(offset) = offset else { return error("`${offset[,width[,base]]}` with a decimal offset") };
    let width = match width {
        None => Some(0),
        Some(text) if digits(text) => text.parse::<usize>().ok().filter(|width| *width <= MAX_DIGITS),
        Some(_) => None,
    };
    let Some(width) = width else { return error("a width from 0 to 127") };
    let base = match base {
        None | Some("d") => Base::Decimal,
        Some("o") => Base::Octal,
        Some("x") => Base::Hex { upper: false },
        Some("X") => Base::Hex { upper: true },
        Some("n") => Base::Nibbles { upper: false },
        Some("N") => Base::Nibbles { upper: true },
        Some(_) => return error("a base d, o, x, X, n or N"),
    };
    if fields.next().is_some() {
        return error("`${offset,width,base}` and nothing more");
    }
    Ok((Modifier { offset, width, base }, end))
}

impl Template {
    /// Returns what servers expand in different ways, and where in the template.
    pub(super) fn constructs(&self) -> &[(Construct, usize, usize)] {
        &self.constructs
    }

    /// Appends the text for one value; `None` if a number is too large for BIND.
    pub(super) fn expand(&self, value: u64, out: &mut Vec<u8>) -> Option<()> {
        for part in &self.parts {
            match part {
                Part::Text(text) => out.extend_from_slice(text),
                &Part::Value { offset, width, base, from: _, to: _ } => {
                    let sum = i64::try_from(value).ok()?.checked_add(offset).filter(|sum| *sum <= MAX_VALUE.into())?;
                    out.extend_from_slice(shown(sum, width, base)?.as_bytes());
                }
            }
        }
        Some(())
    }

    /// Returns how many octets one expansion has at most: a number without a width has 15 at most, eight nibbles and dots.
    pub(super) fn longest(&self) -> u64 {
        let length = |part: &Part| match part {
            Part::Text(text) => text.len(),
            &Part::Value { width, offset: _, base: _, from: _, to: _ } => width.max(15),
        };
        self.parts
            .iter()
            .map(length)
            .fold(0, |sum, length| sum.saturating_add(u64::try_from(length).unwrap_or(u64::MAX)))
    }

    /// Returns where the first `$` expression stands in the template.
    pub(super) fn first_expression(&self) -> Option<(usize, usize)> {
        self.parts.iter().find_map(|part| match part {
            &Part::Value { from, to, offset: _, width: _, base: _ } => Some((from, to)),
            Part::Text(_) => None,
        })
    }
}

/// Writes a number; below 0 only in base d, as BIND's `%d` does and its unsigned conversions do not.
fn shown(value: i64, width: usize, base: Base) -> Option<String> {
    let unsigned = u32::try_from(value & 0xffff_ffff).ok()?;
    Some(match base {
        Base::Decimal => format!("{value:0width$}"),
        Base::Octal => format!("{unsigned:0width$o}"),
        Base::Hex { upper: false } => format!("{unsigned:0width$x}"),
        Base::Hex { upper: true } => format!("{unsigned:0width$X}"),
        Base::Nibbles { upper } => nibbles(unsigned, width, upper),
    })
}

/// Writes hexadecimal digits from the lowest up, joined by dots. `width` counts digits and dots; an even one ends in a dot.
fn nibbles(mut value: u32, width: usize, upper: bool) -> String {
    let mut text = String::new();
    loop {
        let digit = char::from_digit(value & 15, 16).unwrap_or('0');
        text.push(if upper { digit.to_ascii_uppercase() } else { digit });
        value >>= 4;
        if value == 0 && text.len() >= width {
            return text;
        }
        text.push('.');
        if value == 0 && text.len() >= width {
            return text;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(template: &str, value: u64, expected: &str) {
        read_by(Dialect::Bind, template, value, expected);
    }

    #[track_caller]
    fn read_by(dialect: Dialect, template: &str, value: u64, expected: &str) {
        let mut out = Vec::new();
        let shown = match compile(template.as_bytes(), true, dialect) {
            Ok(template) => match template.expand(value, &mut out) {
                Some(()) => String::from_utf8(out).unwrap(),
                None => "too large".to_owned(),
            },
            Err(error) => format!("{}-{} {}", error.start, error.end, error.expected),
        };
        assert_eq!(shown, expected, "{template} at {value}");
    }

    #[test]
    fn templates_expand_as_in_bind() {
        case("host$", 7, "host7");
        case("a$$b", 1, "a$b");
        case("a\\$b", 1, "a$b");
        case("a\\.$", 1, "a\\.1");
        case("${10}", 1, "11");
        case("${-1}", 1, "0");
        case("${-5}", 1, "-4");
        case("${0,3}", 7, "007");
        case("${0,3,x}", 255, "0ff");
        case("${0,0,X}", 255, "FF");
        case("${0,0,o}", 8, "10");
        case("a${10}b$", 1, "a11b11");
        case("plain", 1, "plain");
        case(r#"x \"$ z\" \\\"w"#, 1, r#"x "1 z" \\"w"#);
        let bare = compile(br#"x\"$"#, false, Dialect::Bind).unwrap();
        let mut out = Vec::new();
        bare.expand(1, &mut out).unwrap();
        assert_eq!(out, br#"x\"1"#);
    }

    #[test]
    fn power_dns_expands_in_its_own_way() {
        read_by(Dialect::Pdns, "a$$b", 1, "a11b");
        read_by(Dialect::Pdns, "a\\$b", 1, "a$b");
        read_by(Dialect::Pdns, "a${10}b$", 1, "a11b1");
        read_by(Dialect::Pdns, "${0,3,n}", 10, "010");
        let found = compile(b"${1}$$ $${0,1,n}", false, Dialect::Bind).unwrap();
        let places: Vec<_> = found.constructs().iter().map(|&(what, from, to)| (what, from, to)).collect();
        let expected = [(Construct::GenerateTwoDollars, 4, 6), (Construct::GenerateTwoDollars, 7, 9)];
        assert_eq!(places, expected);
        let found = compile(b"${1}-$${0,1,n}-$", false, Dialect::Bind).unwrap();
        assert_eq!(found.constructs().len(), 2, "the brace behind two dollars is text, the last `$` an iterator");
    }

    #[test]
    fn nibbles_count_digits_and_dots() {
        case("${0,0,n}", 10, "a");
        case("${0,1,n}", 10, "a");
        case("${0,3,n}", 10, "a.0");
        case("${0,7,n}", 10, "a.0.0.0");
        case("${0,2,n}", 10, "a.");
        case("${0,3,N}", 171, "B.A");
    }

    #[test]
    fn wrong_templates_say_where() {
        case("a${", 1, "1-3 `}` behind `${`");
        case("a${x}", 1, "1-5 `${offset[,width[,base]]}` with a decimal offset");
        case("${0,200}", 1, "0-8 a width from 0 to 127");
        case("${0,1,q}", 1, "0-8 a base d, o, x, X, n or N");
        case("${0,1,d,x}", 1, "0-10 `${offset,width,base}` and nothing more");
        case("${2147483647}", 1, "too large");
    }
}
