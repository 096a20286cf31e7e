//! `directive-nonportable`: the zone loads, and other servers lack the directive or make other records of it.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "directive-nonportable",
    summary: "directive or spelling that servers read differently",
    group: Group::Directive,
    default: Some(Severity::Advice),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/directive-nonportable.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let text = cx.quote(problem.at);
    let (label, message, why, help) = words(fact::text(problem), &text);
    let finding = RULE.finding(Label::new(problem.at, label), message).why(why).help(help);
    fact::second(finding, problem, "in this directive")
}

/// Returns label, message, reason and help for what the reader found.
fn words(what: &str, text: &str) -> (&'static str, String, &'static str, &'static str) {
    match what {
        "offset" => (
            "keeps the offset before it, or not",
            "plain `$` behind a `${offset}` in the same field".to_owned(),
            "BIND adds the earlier offset to it (`a${10}b$` gives `a11b11` at 1), PowerDNS does not",
            "write the offset of each iterator: `${0}`, or `${10}` once more",
        ),
        "nibbles" => (
            "not nibbles everywhere",
            format!("`{text}` writes nibbles in BIND and a decimal number in PowerDNS"),
            "PowerDNS knows no nibble mode and says nothing",
            "write the records out, or generate them with another program",
        ),
        "dollars" => (
            "a dollar sign, or two iterators",
            "`$$` is a dollar sign in BIND and two iterators in PowerDNS".to_owned(),
            "neither says so",
            "write `\\$` for a dollar sign, `${0}${0}` for two iterators",
        ),
        "blanks" => (
            "several strings, or one",
            "quoted RDATA of $GENERATE is several strings in BIND and one in PowerDNS".to_owned(),
            "BIND takes the quotes away before it reads the strings",
            "write the records out, or generate them with another program",
        ),
        "path" => (
            "another file, or the same",
            format!("`{text}` is another path where servers decode the escapes in it"),
            "Knot and gdnsd decode `\\DDD` and `\\X` in the path of an $INCLUDE, BIND, NSD and PowerDNS open it as it is written",
            "give the file a name without backslashes, and write its blanks in quotes",
        ),
        "mark" => (
            "an origin to gdnsd only",
            format!("`{text}` is a mark for an origin to gdnsd and a plain label to all others"),
            "`@Z` and `@F` are gdnsd's own",
            "write the name absolute",
        ),
        "range" => (
            "two TTLs",
            format!("TTL `{text}` is a range, which only gdnsd reads"),
            "the least TTL is gdnsd's own",
            "leave the zone to gdnsd, or write one TTL and a type that all servers know",
        ),
        "age" => (
            "a time stamp of Windows",
            format!("`{text}` is the time stamp of a dynamic record, which only Windows reads"),
            "other servers find no type there",
            "delete it: it says nothing about the data",
        ),
        _ => (
            "not a directive everywhere",
            format!("not every server knows `{text}`"),
            "BIND and PowerDNS know $GENERATE, only BIND knows $DATE",
            "write the records out, or generate them with another program",
        ),
    }
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::DirectiveNonportable, out, |problem| finding(cx, problem));
}
