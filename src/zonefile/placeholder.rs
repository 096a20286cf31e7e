//! Text that a template engine makes zones from: such a file is judged only after rendering (zonefile.md §1).
//!
//! Flows in: the octets of a file. Flows out: its first placeholder. `{{ … }}`, `{% … %}` and `$UNIXTIME` count where they
//! stand in an entry: in a comment or in quotes they break nothing, and servers take them for what they are.

use memchr::memchr2_iter;
use memchr::memmem;

use super::line::Line;
use super::recovery;
use super::scanner::Scanner;
use crate::rdata::Token;
use crate::source::Span;

const UNIXTIME: &[u8] = b"$UNIXTIME";

/// Finds the first placeholder of a text that starts at `start`.
pub(super) fn find(text: &[u8], start: usize) -> Option<Span> {
    if mentions_one(text) { first(text, start) } else { None }
}

/// Tells whether a placeholder may be in a text: one search, since nearly no zone holds a brace.
fn mentions_one(text: &[u8]) -> bool {
    memchr2_iter(b'{', b'$', text).any(|at| match text.get(at..) {
        Some([b'{', b'{' | b'%', ..]) => true,
        Some(rest) => rest.get(..UNIXTIME.len()).is_some_and(|word| word.eq_ignore_ascii_case(UNIXTIME)),
        None => false,
    })
}

#[cold]
fn first(text: &[u8], start: usize) -> Option<Span> {
    // What closes nowhere is looked for once, not behind every brace.
    let last = Last { braces: memmem::rfind(text, b"}}"), percent: memmem::rfind(text, b"%}") };
    let mut scanner = Scanner::new(text, start);
    let mut line = Line::default();
    while scanner.next(&mut line) {
        scanner.defects.clear();
        if let Some(span) = line.tokens.iter().find_map(|token| in_token(text, token, last)) {
            return Some(span);
        }
    }
    None
}

/// Where the last marks that close placeholders stand.
#[derive(Clone, Copy)]
struct Last {
    braces: Option<usize>,
    percent: Option<usize>,
}

fn in_token(text: &[u8], token: &Token, last: Last) -> Option<Span> {
    let word = token.span.of(text);
    if token.quoted {
        return None;
    }
    if word.eq_ignore_ascii_case(UNIXTIME) {
        return Some(token.span);
    }
    let at = word.windows(2).position(|pair| matches!(pair, b"{{" | b"{%"))?;
    let (close, last) = if word.get(at + 1) == Some(&b'%') { (b"%}", last.percent) } else { (b"}}", last.braces) };
    let start = token.span.start as usize + at;
    let rest = text.get(start..).filter(|_| last.is_some_and(|last| last > start))?;
    let length = memmem::find(rest, close)? + close.len();
    // What it says may run over many lines, of which the first is shown.
    Some(Span::new(start, start + length.min(recovery::physical_line(rest).len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `expected` is the first placeholder.
    #[track_caller]
    fn case(text: &str, expected: Option<&str>) {
        let found = find(text.as_bytes(), 0).map(|span| String::from_utf8_lossy(span.of(text.as_bytes())).into_owned());
        assert_eq!(found.as_deref(), expected, "{text:?}");
    }

    #[test]
    fn placeholders_are_found_where_they_stand_in_an_entry() {
        case("www A {{ address }}\n", Some("{{ address }}"));
        case("{{name}}.x. A {{ address }}\n", Some("{{name}}"));
        case("a-{{name}}-b A 192.0.2.1\n", Some("{{name}}"));
        case("{% for a in b -%} ; comment\n", Some("{% for a in b -%}"));
        case("{%- set a = [\n 1 ] %}\n", Some("{%- set a = ["));
        case("@ SOA ns h (\n  {{ serial }} ; serial\n 1 2 3 4 )\n", Some("{{ serial }}"));
        case("@ SOA ns h $UNIXTIME 1 2 3 4\n", Some("$UNIXTIME"));
        case("a TXT \"{{ quoted }}\" {{ \"bare\" }}\n", Some("{{ \"bare\" }}"));
    }

    #[test]
    fn data_and_comments_with_braces_are_no_templates() {
        case("a TXT \"{{ quoted }}\" ; {{ comment }}\n", None);
        case("; {{ managed }}\na A 192.0.2.1\n", None);
        case("a TXT {{ never closed\n", None);
        case("a TXT {% never closed }}\n", None);
        case("a TXT { { apart } }\n", None);
        case("a SVCB 1 . dohpath=/dns-query{?dns}\n", None);
        case("a TXT \\{\\{ escaped }}\n", None);
        case("a TXT $UNIXTIMES x$UNIXTIME \"$UNIXTIME\"\n", None);
        case("$TTL 300\n$ORIGIN x.\n", None);
        case("", None);
    }
}
