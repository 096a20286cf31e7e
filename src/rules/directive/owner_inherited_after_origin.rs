//! `owner-inherited-after-origin`: `$ORIGIN` sets no owner: the record still belongs to the name before it, whatever the indent suggests.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact, quote};
use crate::source::{Loc, Span};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "owner-inherited-after-origin",
    summary: "blank owner directly after $ORIGIN or $INCLUDE",
    group: Group::Directive,
    default: Some(Severity::Warning),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/owner-inherited-after-origin.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let owner = match fact::text(problem) {
        "" if problem.owner.is_empty() => "the owner before",
        "" => problem.owner.as_str(),
        owner => owner,
    };
    let directive = directive_before(cx, problem.at);
    let text = directive.map(|line| cx.sources.slice(line)).unwrap_or_default();
    let mut words = text.split(|octet| matches!(octet, b' ' | b'\t')).filter(|word| !word.is_empty());
    let name = words.next().map_or("a directive".to_owned(), |word| quote(word).to_ascii_uppercase());
    let not_to = words.next().filter(|word| name == "$ORIGIN" && word.ends_with(b"."));
    let not_to = not_to.map_or_else(String::new, |origin| format!(", not to {}", quote(origin)));
    let finding = RULE
        .finding(
            Label::new(problem.at, "inherits the earlier owner"),
            format!("record with blank owner after {name} belongs to {owner}{not_to}"),
        )
        .why("$ORIGIN and $INCLUDE set no owner: a blank one still means the last that was stated (RFC 1035 §5.1)")
        .help("write the owner, `@` for the origin");
    let finding = fact::second(finding, problem, "the owner was stated here");
    match directive {
        Some(line) => finding.also(first_word(cx, line), "this sets no owner"),
        None => finding,
    }
}

/// Returns the line of the directive before an entry, if one stands in the same file.
fn directive_before(cx: &FileCx<'_>, at: Loc) -> Option<Loc> {
    let before = cx.sources.text(at.source).get(..at.span.start as usize)?;
    let mut end = before.len();
    // The first of them is the start of the entry's own line.
    for line in before.rsplit(|octet| matches!(octet, b'\n' | b'\r')) {
        let start = end - line.len();
        if line.trim_ascii_start().starts_with(b"$") {
            return Some(Loc { source: at.source, span: Span::new(start, end) });
        }
        if !line.trim_ascii_start().is_empty() && !line.trim_ascii_start().starts_with(b";") {
            return None;
        }
        end = start.saturating_sub(1);
    }
    None
}

fn first_word(cx: &FileCx<'_>, line: Loc) -> Loc {
    let text = cx.sources.slice(line);
    let start = line.span.start as usize + text.len() - text.trim_ascii_start().len();
    let length = text.trim_ascii_start().iter().take_while(|octet| !octet.is_ascii_whitespace()).count();
    Loc { source: line.source, span: Span::new(start, start + length) }
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::OwnerInheritedAfterOrigin, out, |problem| finding(cx, problem));
}
