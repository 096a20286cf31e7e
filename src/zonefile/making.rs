//! The records that a `$GENERATE` makes.
//!
//! Flows in: the directive's templates, compiled, and the values of its range. Flows out: records, each at the directive.
//! What there is to say of one is said of all, and one wrong record is one problem, however many there are.

use super::directive::Directive;
use super::entry::{self, Head};
use super::line::Line;
use super::problem::{Fact, Problem, ProblemKind};
use super::reader::{Reader, Text};
use super::scanner::Scanner;
use super::template::Template;
use crate::rdata::Token;
use crate::source::Span;
use crate::zone::Name;

/// What records are made of.
pub(super) struct Templates {
    /// Where the range stands.
    pub(super) range: Span,
    pub(super) owner: Token,
    pub(super) rdata: Token,
    /// Whether the RDATA is the inside of one string.
    pub(super) one_string: bool,
    pub(super) owner_template: Template,
    pub(super) rdata_template: Template,
}

/// Makes a record of each value.
pub(super) fn make(
    reader: &mut Reader<'_>,
    directive: &Directive<'_>,
    head: Head,
    values: impl Iterator<Item = u64>,
    templates: &Templates,
) {
    let before = (reader.state.owner, reader.state.owner_inside);
    let whole = directive.at.span.to(Span::at(directive.end));
    let mut text = Vec::new();
    let mut made_so_far = Making::default();
    for value in values {
        text.clear();
        let expanded = templates.owner_template.expand(value, &mut text).and_then(|()| {
            let owner_end = text.len();
            let quote: &[u8] = if templates.one_string { b"\"" } else { b"" };
            text.push(b' ');
            text.extend_from_slice(quote);
            templates.rdata_template.expand(value, &mut text)?;
            text.extend_from_slice(quote);
            Some(owner_end)
        });
        let Some(owner_end) = expanded else {
            let at = directive.text.loc(templates.rdata.span);
            let fact = Fact::Text(format!("at {value} the number is too large"));
            reader.problem(ProblemKind::GenerateTemplateInvalid, at, Some(directive.at), fact);
            reader.complete = false;
            break;
        };
        let made = Text { source: directive.text.source, octets: &text, made_by: Some(whole) };
        if let Err(expected) = one(reader, made, owner_end, head, &mut made_so_far) {
            let made = Made { value, text: &text, owner_end };
            invalid(reader, directive, templates, &made, expected);
            reader.complete = false;
            break;
        }
    }
    (reader.state.owner, reader.state.owner_inside) = before;
}

/// What is kept from record to record.
#[derive(Default)]
struct Making {
    /// Room for the tokens of one.
    line: Line,
    /// What was told. Every record made stands at the directive: what there is to say of one is said of all.
    told: Vec<ProblemKind>,
}

/// Makes one record. Where it is malformed, its own problems are taken back, and the error says what was expected.
fn one(
    reader: &mut Reader<'_>,
    made: Text<'_>,
    owner_end: usize,
    head: Head,
    making: &mut Making,
) -> Result<(), String> {
    let owner = Token {
        span: Span::new(0, owner_end),
        quoted: false,
        escaped: made.octets.get(..owner_end).is_some_and(|octets| octets.contains(&b'\\')),
        spaced: true,
        odd: false,
    };
    let mut scanner = Scanner::new(made.octets, owner_end);
    making.line.tokens.clear();
    scanner.next(&mut making.line);
    let count = reader.problem_count();
    entry::generated(reader, made, head, owner, &making.line.tokens);
    let wrong = |problem: &Problem| matches!(problem.kind, ProblemKind::Rdata(_)) && !problem.is_read();
    let problems = reader.take_back(count);
    if let Some(problem) = problems.iter().find(|problem| wrong(problem)) {
        return Err(expectation(&problem.fact));
    }
    if !scanner.defects.is_empty() {
        return Err(String::new());
    }
    let news: Vec<_> = problems.into_iter().filter(|problem| !making.told.contains(&problem.kind)).collect();
    for problem in news {
        making.told.push(problem.kind);
        reader.note(problem.kind, problem.at, problem.second, problem.fact, problem.portability);
    }
    Ok(())
}

/// Returns what would have been right in the place of a wrong field, empty if nobody knows.
fn expectation(fact: &Fact) -> String {
    match fact {
        Fact::Field { fault, .. } => format!("{} as {}", fault.expected, fault.field),
        _ => String::new(),
    }
}

/// The text that a value made.
struct Made<'a> {
    value: u64,
    text: &'a [u8],
    owner_end: usize,
}

/// Reports the first record that went wrong, at the expression that made it.
fn invalid(
    reader: &mut Reader<'_>,
    directive: &Directive<'_>,
    templates: &Templates,
    &Made { value, text, owner_end }: &Made<'_>,
    expected: String,
) {
    let owner_is_name = Name::parse(text.get(..owner_end).unwrap_or_default(), Some(&Name::root()));
    let (token, template, shown) = match owner_is_name {
        Ok(_) => (templates.rdata, &templates.rdata_template, text.get(owner_end + 1..)),
        Err(_) => (templates.owner, &templates.owner_template, text.get(..owner_end)),
    };
    let span = match template.first_expression() {
        Some((from, to)) => Span::new(token.span.start as usize + from, token.span.start as usize + to),
        None => token.span,
    };
    let shown = format!("at {value}: {}", String::from_utf8_lossy(shown.unwrap_or_default()));
    let fact = Fact::List(vec![shown, expected]);
    let range = directive.text.loc(templates.range);
    reader.problem(ProblemKind::GenerateRecordInvalid, directive.text.loc(span), Some(range), fact);
}
