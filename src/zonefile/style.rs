//! Text that servers read, and people mean otherwise: quotes of the wrong kind, a comment in the middle of a string, raw
//! octets, broken base64, sums of TTL units.
//!
//! Flows in: records and names that were read without a fault. Flows out: problems. Everything here stands behind one of
//! the scanner's marks, so that ordinary records pay nothing for it.

use super::line::Line;
use super::portability::Construct;
use super::problem::{Fact, ProblemKind};
use super::reader::{Reader, Text};
use super::{recovery, remark};
use crate::rdata::{self, Shape, Token, Ttl};
use crate::source::Span;
use crate::zone::Rtype;

/// Tells whether a record has something to look at.
#[inline]
pub(super) fn is_due(text: &[u8], line: &Line, rtype: Rtype, rdata: &[Token]) -> bool {
    let starts_with_apostrophe = || rdata.first().is_some_and(|first| first.span.of(text).starts_with(b"'"));
    let splits_base64 = || rdata::base64_at(rtype).is_some_and(|at| rdata.len() > at + 1);
    let cut = line.commented && rdata::holds_text(rtype);
    line.unusual || cut || (rdata.len() > 1 && splits_base64()) || starts_with_apostrophe()
}

/// Looks at a record whose RDATA is right.
#[cold]
pub(super) fn check(reader: &mut Reader<'_>, text: Text<'_>, rtype: Rtype, rdata: &[Token]) {
    if remark::opens_generic(text, rdata.first()) {
        return;
    }
    let is = |at: usize, wanted: Shape| rdata::shape(rtype, at) == wanted;
    if rdata::holds_text(rtype) {
        let texts = rdata.iter().enumerate().filter(|&(at, _)| is(at, Shape::Text));
        strings(reader, text, &texts.map(|(_, token)| *token).collect::<Vec<_>>());
    }
    for (_, token) in rdata.iter().enumerate().filter(|&(at, token)| token.odd && is(at, Shape::Name)) {
        name(reader, text, *token);
    }
    if let Some(tokens) = rdata::base64_at(rtype).and_then(|at| rdata.get(at..)) {
        base64(reader, text, tokens);
    }
}

fn strings(reader: &mut Reader<'_>, text: Text<'_>, strings: &[Token]) {
    if let Some(span) = enclosed(text.octets, strings, &SINGLE) {
        reader.problem(ProblemKind::SingleQuotes, text.loc(span), None, Fact::None);
    } else if let Some(span) = enclosed(text.octets, strings, &TYPOGRAPHIC) {
        reader.problem(ProblemKind::SmartQuotes, text.loc(span), None, Fact::None);
    } else {
        for string in strings.iter().filter(|string| string.odd) {
            not_ascii(reader, text, *string);
        }
    }
    cut(reader, text, strings);
}

/// Pairs of quotes that are none to servers.
struct Quotes {
    opening: &'static [&'static str],
    closing: &'static [&'static str],
}

const SINGLE: Quotes = Quotes { opening: &["'"], closing: &["'"] };

/// The pairs of the languages that have them, which are not told apart: text processors choose by their own settings.
const TYPOGRAPHIC: Quotes = Quotes {
    opening: &["\u{201c}", "\u{201d}", "\u{201e}", "\u{201f}", "\u{ab}", "\u{bb}", "\u{2018}", "\u{201a}", "\u{ff02}"],
    closing: &["\u{201d}", "\u{201c}", "\u{bb}", "\u{ab}", "\u{2019}", "\u{2018}", "\u{ff02}"],
};

/// Returns the span of bare strings that such pairs enclose as a whole; a quote inside of text is text.
fn enclosed(text: &[u8], strings: &[Token], quotes: &Quotes) -> Option<Span> {
    let mut open = false;
    for string in strings {
        let word = string.span.of(text);
        let mut rest = word;
        if !open {
            rest = quotes.opening.iter().find_map(|quote| word.strip_prefix(quote.as_bytes()))?;
        }
        let closed = quotes.closing.iter().any(|quote| rest.ends_with(quote.as_bytes()));
        open = !closed;
        if string.quoted || (closed && rest.ends_with(b"\\'")) {
            return None;
        }
    }
    (!open).then_some(strings.first()?.span.to(strings.last()?.span))
}

/// Reports the first run of raw octets in a string: those of 0x80 and above, and in quotes control octets. Outside of
/// quotes these, and line ends inside, have findings of their own.
fn not_ascii(reader: &mut Reader<'_>, text: Text<'_>, string: Token) {
    let word = string.span.of(text.octets);
    let raw = |octet: &u8| match octet {
        b'\t' | b'\n' | b'\r' => false,
        0x80.. => true,
        ..0x20 | 0x7f => string.quoted,
        _ => false,
    };
    let Some(start) = word.iter().position(raw) else { return };
    let length = word.iter().skip(start).take_while(|octet| raw(octet)).count();
    let at = string.span.start as usize + start;
    let count = word.iter().filter(|octet| raw(octet)).count();
    let fact = Fact::Number(u64::try_from(count).unwrap_or(u64::MAX));
    reader.problem(ProblemKind::StringNotAscii, text.loc(Span::new(at, at + length)), None, fact);
}

/// Reports a `;` that ends a string whose text goes on behind it: tags as in SPF, DKIM and DMARC stand before or behind.
fn cut(reader: &mut Reader<'_>, text: Text<'_>, strings: &[Token]) {
    let versioned = strings.first().is_some_and(|first| first.span.of(text.octets).starts_with(b"v="));
    for string in strings.iter().filter(|string| !string.quoted) {
        let end = string.span.end as usize;
        let (blanks, behind) = without_blanks(text.octets.get(end..).unwrap_or_default());
        // Only then is the line passed over: it may hold any number of strings.
        let Some((b';', comment)) = behind.split_first() else { continue };
        let (_, comment) = without_blanks(recovery::physical_line(comment));
        let (before, goes_on) = (is_tag(string.span.of(text.octets)), is_tag(comment));
        // Behind a blank it may be a comment that looks so; `v=` begins texts that are made of tags.
        let cuts = match blanks {
            0 => (before || goes_on) && !comment.is_empty(),
            _ => versioned && before && goes_on,
        };
        if cuts {
            let at = end + blanks;
            let second = Some(text.loc(string.span));
            reader.problem(ProblemKind::CommentCutsString, text.loc(Span::new(at, at + 1)), second, Fact::None);
        }
    }
}

fn without_blanks(text: &[u8]) -> (usize, &[u8]) {
    let blanks = text.iter().take_while(|octet| matches!(octet, b' ' | b'\t')).count();
    (blanks, text.get(blanks..).unwrap_or_default())
}

/// Tells whether text starts as a tag does (RFC 6376 §3.2): a word and `=`.
fn is_tag(text: &[u8]) -> bool {
    let word = text.iter().take_while(|octet| octet.is_ascii_alphanumeric() || matches!(octet, b'_' | b'-')).count();
    word > 0 && text.first().is_some_and(u8::is_ascii_alphabetic) && text.get(word) == Some(&b'=')
}

/// Reports every label of a name that has a raw octet of 0x80 and above.
#[cold]
pub(super) fn name(reader: &mut Reader<'_>, text: Text<'_>, token: Token) {
    let word = token.span.of(text.octets);
    let mut start = token.span.start as usize;
    for label in word.split(|&octet| octet == b'.') {
        if !label.is_ascii() {
            let span = Span::new(start, start + label.len());
            reader.problem(ProblemKind::NameNotAscii, text.loc(span), None, Fact::None);
        }
        start += label.len() + 1;
    }
}

/// Reports the first token of base64 that ends inside a group of four, unless it is the last.
fn base64(reader: &mut Reader<'_>, text: Text<'_>, tokens: &[Token]) {
    let Some((_, before_last)) = tokens.split_last() else { return };
    let Some(broken) = before_last.iter().find(|token| token.span.len() % 4 != 0) else { return };
    let left_over = broken.span.len() % 4;
    let end = broken.span.end as usize;
    reader.problem(ProblemKind::Base64SplitUnaligned, text.loc(Span::new(end - left_over, end)), None, Fact::None);
}

/// Reports a TTL that is a sum of several units.
#[cold]
pub(super) fn units(reader: &mut Reader<'_>, text: Text<'_>, token: Token, ttl: Ttl) {
    let (kind, construct) = match (ttl.unordered, ttl.rising) {
        (false, _) => (ProblemKind::TtlUnitsCompound, Construct::TtlUnitsDescending),
        (true, true) => (ProblemKind::TtlUnitsUnordered, Construct::TtlUnitsAscending),
        (true, false) => (ProblemKind::TtlUnitsUnordered, Construct::TtlUnitsMixed),
    };
    reader.construct(construct, kind, text.loc(token.span), None, Fact::Number(ttl.seconds));
}

/// Reports quotes that are not at a token's boundary. In SVCB and HTTPS `key="value"` is one parameter (RFC 9460 §2.1).
#[cold]
pub(super) fn glued_quotes(reader: &mut Reader<'_>, text: Text<'_>, rtype: Rtype, tokens: &[Token]) {
    let mut places = Vec::new();
    let mut inside = false;
    for (before, token) in tokens.iter().zip(tokens.iter().skip(1)) {
        let parameter =
            matches!(rtype, Rtype::SVCB | Rtype::HTTPS) && before.span.of(text.octets).ends_with(b"=") && token.quoted;
        if !token.spaced && !parameter {
            // The quote that touches the other token: the one that opens this token, or that closed the one before.
            let quote = if token.quoted { token.span.start.saturating_sub(1) } else { before.span.end } as usize;
            inside |= !(token.quoted && before.quoted);
            places.push(text.loc(Span::new(quote, quote + 1)));
        }
    }
    // A quote inside of a quoted string makes two such places: one cause, one problem.
    let Some((&at, further)) = places.split_first() else { return };
    let construct = if inside { Construct::QuoteInsideToken } else { Construct::QuotesTouching };
    reader.construct(construct, ProblemKind::QuoteInsideToken, at, further.last().copied(), Fact::None);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Token> {
        let mut at = 0;
        let mut tokens = Vec::new();
        for word in text.split(' ') {
            let span = Span::new(at, at + word.len());
            tokens.push(Token { span, quoted: false, escaped: false, spaced: true, odd: !word.is_ascii() });
            at += word.len() + 1;
        }
        tokens
    }

    #[track_caller]
    fn quotes(text: &str, single: bool, typographic: bool) {
        let found = |quotes| enclosed(text.as_bytes(), &words(text), quotes).is_some();
        assert_eq!((found(&SINGLE), found(&TYPOGRAPHIC)), (single, typographic), "{text:?}");
    }

    #[test]
    fn quotes_of_the_wrong_kind_enclose_the_whole_field() {
        quotes("'v=spf1 -all'", true, false);
        quotes("'a'", true, false);
        quotes("''", true, false);
        quotes("' a '", true, false);
        quotes("'a b' 'c'", true, false);
        quotes("'", false, false);
        quotes("'a", false, false);
        quotes("a'", false, false);
        quotes("'a' b", false, false);
        quotes("a 'b'", false, false);
        quotes("'tis Bob's", false, false);
        quotes("'a\\'", false, false);
        quotes("\u{201c}v=spf1 -all\u{201d}", false, true);
        quotes("\u{201e}a\u{201c}", false, true);
        quotes("\u{ab}a\u{bb}", false, true);
        quotes("\u{2018}a b\u{2019}", false, true);
        quotes("\u{201d}a\u{201d}", false, true);
        quotes("a \u{201c}b\u{201d}", false, false);
        quotes("Bob\u{2019}s", false, false);
    }

    #[track_caller]
    fn tag(text: &str, expected: bool) {
        assert_eq!(is_tag(text.as_bytes()), expected, "{text:?}");
    }

    #[test]
    fn tags_are_words_before_an_equals_sign() {
        tag("v=DKIM1", true);
        tag("google-site-verification=x", true);
        tag("k=", true);
        tag("=x", false);
        tag("1=x", false);
        tag("k = x", false);
        tag("abc", false);
        tag("", false);
    }
}
