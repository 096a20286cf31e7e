//! `$GENERATE range owner [TTL] [class] type rdata`: many records from one line, as BIND makes them.
//!
//! Flows in: the arguments of the directive. Flows out: what `making` makes records of, or what is wrong with them. Owner
//! and RDATA are one token each; quotes around the RDATA are stripped and what was in them is read as several tokens.

use super::directive::Directive;
use super::entry::{self, Head};
use super::making::{self, Templates};
use super::portability::{Construct, Taken};
use super::problem::{Fact, ProblemKind};
use super::reader::Reader;
use super::template::{self, Template};
use crate::rdata::{self, Token};
use crate::source::{Loc, Span};

/// Records that the `$GENERATE`s of one zone may make: bounded before any is made.
const MAX_GENERATED: u64 = 1_000_000;
/// Octets of text that they may have together.
const MAX_GENERATED_OCTETS: u64 = 1 << 28;

/// Obeys a `$GENERATE`.
pub(super) fn obey(reader: &mut Reader<'_>, directive: &Directive<'_>) {
    // Until the records are made the zone lacks them.
    let was_complete = std::mem::replace(&mut reader.complete, false);
    let Some((range_token, rest)) = directive.arguments.split_first() else {
        return misfit(reader, directive, Span::at(directive.end), "a range such as 1-10");
    };
    // First: where it has blanks, nothing behind it is what it seems to be.
    let Some(range) = range(range_token.span.of(directive.text.octets)) else {
        let at = directive.text.loc(range_token.span);
        return reader.problem(ProblemKind::GenerateRangeInvalid, at, Some(directive.at), Fact::None);
    };
    let Some((owner, fields)) = rest.split_first() else {
        return misfit(reader, directive, Span::at(directive.end), "an owner behind the range");
    };
    if !may_be_grouped(reader, directive) {
        return;
    }
    // BIND reads no quotes but those around the RDATA.
    if let Some(quoted) = [range_token, owner].into_iter().find(|token| token.quoted) {
        let span = rdata::with_quotes(quoted.span, directive.text.octets);
        directive.refuse(reader, span, "a range and an owner without quotes");
        return;
    }
    let Some(head) = entry::head(reader, directive.text, fields, directive.end) else { return };
    let Some(rdata) = only_rdata(reader, directive, fields.get(head.type_at + 1..).unwrap_or_default()) else { return };
    reader.generated = reader.generated.saturating_add(range.count());
    if reader.generated > MAX_GENERATED {
        let at = directive.text.loc(range_token.span);
        reader.problem(ProblemKind::GenerateTooLarge, at, Some(directive.at), Fact::Number(reader.generated));
        return;
    }
    let templates = (compile(reader, directive, *owner), compile(reader, directive, rdata));
    if let (Some(owner_template), Some(rdata_template)) = templates {
        let longest = owner_template.longest().saturating_add(rdata_template.longest());
        reader.generated_octets = reader.generated_octets.saturating_add(range.count().saturating_mul(longest));
        if reader.generated_octets > MAX_GENERATED_OCTETS {
            let at = directive.text.loc(range_token.span);
            let fact = Fact::Number(reader.generated);
            return reader.problem(ProblemKind::GenerateTooLarge, at, Some(directive.at), fact);
        }
        let one_string = stays_quoted(reader, directive, head, rdata);
        let tokens =
            Templates { range: range_token.span, owner: *owner, rdata, one_string, owner_template, rdata_template };
        reader.complete = was_complete;
        making::make(reader, directive, head, range.values(), &tokens);
    }
}

/// Reports what is missing, or too much.
fn misfit(reader: &mut Reader<'_>, directive: &Directive<'_>, span: Span, expected: &str) {
    let fact = Fact::Text(expected.to_owned());
    reader.problem(ProblemKind::GenerateTemplateInvalid, directive.text.loc(span), Some(directive.at), fact);
}

/// Reports parentheses, unless no server concerned minds; false where the zone's own refuses them.
fn may_be_grouped(reader: &mut Reader<'_>, directive: &Directive<'_>) -> bool {
    let taken = reader.audience.takes(Construct::GenerateParentheses);
    if taken.own != Taken::Refused && !taken.conflicts() {
        return true;
    }
    let gap = |before: u32, next: &Token| {
        let (start, end) = (before as usize, next.span.start as usize);
        let text = directive.text.octets.get(start..end).unwrap_or_default();
        memchr::memchr(b'(', text).map(|found| Span::new(start + found, start + found + 1))
    };
    let ends = std::iter::once(directive.at.span.end).chain(directive.arguments.iter().map(|token| token.span.end));
    let Some(open) = ends.zip(directive.arguments).find_map(|(before, next)| gap(before, next)) else { return true };
    let (kind, fact) = (ProblemKind::DirectiveArgumentInvalid, Fact::Text("no parentheses in $GENERATE".to_owned()));
    reader.construct(Construct::GenerateParentheses, kind, directive.text.loc(open), Some(directive.at), fact);
    taken.own != Taken::Refused
}

/// Tells whether quoted RDATA stays one string to the zone's own server; reports what is one to some servers only.
fn stays_quoted(reader: &mut Reader<'_>, directive: &Directive<'_>, head: Head, rdata: Token) -> bool {
    let octets = rdata.span.of(directive.text.octets);
    if !rdata.quoted || !head.holds_text() || memchr::memchr2(b' ', b'\t', octets).is_none() {
        return false;
    }
    nonportable(reader, Construct::GenerateBlanks, directive.text.loc(rdata.span), directive.at);
    reader.audience.takes(Construct::GenerateBlanks).own == Taken::Otherwise
}

/// Returns the single RDATA token.
fn only_rdata(reader: &mut Reader<'_>, directive: &Directive<'_>, tokens: &[Token]) -> Option<Token> {
    match tokens {
        [rdata] => Some(*rdata),
        [] => {
            misfit(reader, directive, Span::at(directive.end), "RDATA behind the type");
            None
        }
        [_, extra @ ..] => {
            let span = extra.first()?.span.to(extra.last()?.span);
            misfit(reader, directive, span, "RDATA as one token; quote it where it holds spaces");
            None
        }
    }
}

/// `start-stop[/step]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Range {
    start: u64,
    stop: u64,
    step: u64,
}

impl Range {
    fn count(self) -> u64 {
        (self.stop - self.start) / self.step + 1
    }

    fn values(self) -> impl Iterator<Item = u64> {
        (0..self.count()).map(move |at| self.start + at * self.step)
    }
}

fn range(text: &[u8]) -> Option<Range> {
    let text = std::str::from_utf8(text).ok()?;
    let (span, step) = text.split_once('/').map_or((text, "1"), |(span, step)| (span, step));
    let (start, stop) = span.split_once('-')?;
    let number = |digits: &str| {
        let plain = !digits.is_empty() && digits.bytes().all(|octet| octet.is_ascii_digit());
        plain.then(|| digits.parse::<u64>().ok()).flatten().filter(|value| *value <= template::MAX_VALUE.into())
    };
    let range = Range { start: number(start)?, stop: number(stop)?, step: number(step)? };
    (range.start <= range.stop && range.step > 0).then_some(range)
}

fn compile(reader: &mut Reader<'_>, directive: &Directive<'_>, token: Token) -> Option<Template> {
    let place = |start, end| {
        let base = token.span.start as usize;
        directive.text.loc(Span::new(base + start, base + end))
    };
    match template::compile(token.span.of(directive.text.octets), token.quoted, reader.audience.dialect) {
        Ok(template) => {
            for &(construct, start, end) in template.constructs() {
                nonportable(reader, construct, place(start, end), directive.at);
            }
            Some(template)
        }
        Err(error) => {
            let (at, fact) = (place(error.start, error.end), Fact::Text(error.expected.to_owned()));
            reader.problem(ProblemKind::GenerateTemplateInvalid, at, Some(directive.at), fact);
            None
        }
    }
}

/// Reports an expression that servers expand in different ways; what few know is told to all, the rest to those concerned.
fn nonportable(reader: &mut Reader<'_>, construct: Construct, at: Loc, directive: Loc) {
    let taken = reader.audience.takes(construct);
    if construct == Construct::GenerateOffsetKept || taken.own == Taken::Otherwise || taken.conflicts() {
        let what = match construct {
            Construct::GenerateNibbles => "nibbles",
            Construct::GenerateTwoDollars => "dollars",
            Construct::GenerateBlanks => "blanks",
            _ => "offset",
        };
        let fact = Fact::Text(what.to_owned());
        reader.construct(construct, ProblemKind::DirectiveNonportable, at, Some(directive), fact);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, expected: Option<(u64, u64, u64)>) {
        let found = range(text.as_bytes()).map(|range| (range.start, range.stop, range.step));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn ranges_are_read_strictly() {
        case("1-4", Some((1, 4, 1)));
        case("0-10/3", Some((0, 10, 3)));
        case("7-7", Some((7, 7, 1)));
        case("4-1", None);
        case("1-4/0", None);
        case("-1-4", None);
        case("+1-4", None);
        case("1", None);
        case("1-", None);
        case("1-4294967296", None);
        case("0-2147483647", Some((0, 2_147_483_647, 1)));
        assert_eq!(range(b"0-10/3").unwrap().values().collect::<Vec<_>>(), [0, 3, 6, 9]);
    }
}
