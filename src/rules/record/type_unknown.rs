//! `type-unknown`: says which of the four usual mistakes it looks like: an owner with a space, a type left out, a wrong
//! TTL, a misspelt type.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact, hint, words};
use crate::source::Loc;
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "type-unknown",
    summary: "token where a type has to stand is no type, class or TTL",
    group: Group::Record,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9704),
    card: include_str!("../../../rules/type-unknown.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let text = cx.quote(problem.at);
    let (label, help) = match fact::text(problem) {
        "" => guess(cx, problem.at, &text),
        nearest => ("not a type".to_owned(), format!("write `{nearest}`, if that is meant")),
    };
    RULE.finding(Label::new(problem.at, label), format!("`{text}` is not a record type"))
        .why("every server refuses the record; a type without a mnemonic is written TYPEnnn (RFC 3597 §5)")
        .help(help)
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::TypeUnknown, out, |problem| finding(cx, problem));
}

/// Types that people write by hand, for near misses and for what follows an owner with a space.
const COMMON: &[&str] = &[
    "A", "AAAA", "CAA", "CNAME", "DNAME", "DNSKEY", "DS", "HINFO", "HTTPS", "LOC", "MX", "NAPTR", "NS", "PTR", "SOA",
    "SRV", "SSHFP", "SVCB", "TLSA", "TXT",
];

/// What comments start with elsewhere, beside the `#` and `//` that have a rule of their own.
const COMMENTS: &[&[u8]] = &[b"/*", b"/**", b"*", b"*/", b"--", b"<!--", b"!", b"%", b"REM", b"rem", b"'", b"dnl"];

/// What lines of a diff start with that are no lines of the file.
const PATCHES: &[&[u8]] = &[b"---", b"+++", b"@@", b"diff", b"index"];

/// Returns the label and the help for the mistake that the text looks like.
fn guess(cx: &FileCx<'_>, at: Loc, text: &str) -> (String, String) {
    let (before, indented) = hint::words_before(cx.sources, at);
    if before.first().is_some_and(|first| !indented && COMMENTS.contains(first)) {
        return ("looks like a comment".to_owned(), "start comments with `;`".to_owned());
    }
    if before.first().is_some_and(|first| !indented && PATCHES.contains(first)) {
        return ("looks like a line of a diff".to_owned(), "apply the diff, or delete its lines".to_owned());
    }
    let next = next_word(cx, at).to_ascii_uppercase();
    let known = |word: &str| word == "IN" || COMMON.contains(&word);
    let digits = text.get(4..).filter(|_| text.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("TYPE")));
    if digits.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|octet| octet.is_ascii_digit())) {
        return ("no number of a type".to_owned(), "type numbers go from 1 to 65535".to_owned());
    }
    if text.starts_with(|first: char| first.is_ascii_digit()) && !text.contains(['.', ':']) {
        return ("looks like a mistyped TTL".to_owned(), "write the TTL in seconds, then the type".to_owned());
    }
    let is_number = |word: &&[u8]| word.iter().all(u8::is_ascii_digit);
    if matches!(text, "w" | "d" | "h" | "m" | "s") && before.last().is_some_and(is_number) {
        return (
            "looks like the unit of the TTL before it".to_owned(),
            "write number and unit without a space".to_owned(),
        );
    }
    if known(&next) && before.is_empty() && indented {
        let help = "start it in column 1: behind white space the owner is that of the record above";
        return ("looks like an owner that is indented".to_owned(), help.to_owned());
    }
    if known(&next) && !before.is_empty() && !indented {
        let label = "looks like the second half of an owner with a space".to_owned();
        return (label, format!("write the owner as one token; `\\032{text}` would keep the space"));
    }
    if text.contains(['.', ':', '@', '"', '=']) && !text.ends_with(':') {
        let owner = before.first().map(|owner| crate::rules::quote(owner)).filter(|_| !indented).unwrap_or_default();
        let help = if known(&owner.to_ascii_uppercase()) {
            format!(
                "`{owner}` in column 1 is the owner; if it is meant as the type, put the owner or a space before it"
            )
        } else if indented && text.contains('=') {
            "write the type before the data; if it goes on with the record above, put that into parentheses".to_owned()
        } else {
            "write the type before the data".to_owned()
        };
        return ("looks like data without a type before it".to_owned(), help);
    }
    match words::nearest(&text.to_ascii_uppercase(), COMMON) {
        Some(name) => ("looks like a misspelt type".to_owned(), format!("write `{name}`, if that is meant")),
        None => ("a type has to stand here".to_owned(), "write the type, for example A, AAAA, MX or TXT".to_owned()),
    }
}

/// Returns the word behind a place on its line, empty if there is none.
fn next_word(cx: &FileCx<'_>, at: Loc) -> String {
    let rest = cx.sources.text(at.source).get(at.span.end as usize..).unwrap_or_default();
    let line = rest.split(|octet| matches!(octet, b'\n' | b'\r' | b';')).next().unwrap_or_default();
    let mut words = line.split(|octet| matches!(octet, b' ' | b'\t' | b'(')).filter(|word| !word.is_empty());
    crate::rules::quote(words.next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Side, SourceMap, Span};
    use crate::zonefile::Problems;

    #[track_caller]
    fn case(line: &str, token: &str, expected: &str) {
        let mut sources = SourceMap::default();
        let source = sources.add("t", Side::Worktree, line.as_bytes());
        let start = line.find(token).unwrap();
        let at = Loc { source, span: Span::new(start, start + token.len()) };
        let cx = FileCx { sources: &sources, files: &[], zone: "", problems: &Problems::default() };
        assert_eq!(guess(&cx, at, token).0, expected, "{line:?}");
    }

    #[test]
    fn the_usual_mistakes_are_told_apart() {
        case("a b A 192.0.2.1", "b", "looks like the second half of an owner with a space");
        case("a b IN A 192.0.2.1", "b", "looks like the second half of an owner with a space");
        case("  type: x", "type:", "a type has to stand here");
        case(" www A 192.0.2.1", "www", "looks like an owner that is indented");
        case("www 1 h A 192.0.2.1", "h", "looks like the unit of the TTL before it");
        case("  p=MIIB", "p=MIIB", "looks like data without a type before it");
        case("www 192.0.2.1", "192.0.2.1", "looks like data without a type before it");
        case("A 192.0.2.1", "192.0.2.1", "looks like data without a type before it");
        case("/* web servers */", "web", "looks like a comment");
        case("REM A web", "web", "looks like a comment");
        case("www 36oo A 192.0.2.1", "36oo", "looks like a mistyped TTL");
        case("www 1h30 TTXT x", "1h30", "looks like a mistyped TTL");
        case("www CNMAE web", "CNMAE", "looks like a misspelt type");
        case("www FOOBAR web", "FOOBAR", "a type has to stand here");
    }
}
