//! `type-nonportable`: the mnemonic is registered, but the server that loads the zone does not know it yet, or never will.

use crate::finding::{Finding, Label, Severity};
use crate::rdata::{Server, known_since, known_to, lookup};
use crate::rules::{Check, FileCx, Group, Rule, fact, words};
use crate::zone::Rtype;
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "type-nonportable",
    summary: "registered type that the server does not know by name",
    group: Group::Record,
    default: Some(Severity::Warning),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/type-nonportable.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let text = cx.quote(problem.at);
    let names: Vec<&str> = fact::list(problem).iter().map(String::as_str).collect();
    let server = words::list(&names).unwrap_or_default();
    let (does, refuses) = if names.len() == 1 { ("does", "refuses") } else { ("do", "refuse") };
    let (rtype, numeric) = lookup(text.as_bytes()).map_or((Rtype(0), false), |found| (found.rtype, found.numeric));
    if numeric {
        let headline = format!("{server} {does} not read `{text}` as a number of a type");
        return RULE
            .finding(Label::new(problem.at, format!("unknown to {server}")), headline)
            .why("RFC 3597 §5 says nothing about zeros and takes the word in any case; PowerDNS wants capitals and no leading zeros, BIND at most five digits")
            .help(format!("write `TYPE{}`", rtype.0))
            .about("", "", text);
    }
    let label = Label::new(problem.at, format!("not known to {server}"));
    RULE.finding(label, format!("{server} {does} not know the type `{text}` by name"))
        .why(format!("{server} {refuses} the record as an unknown type; {}", readers(rtype)))
        .help(format!("write `TYPE{}` with the data as \\# LENGTH HEX, which every server reads", rtype.0))
        .about("", "", text)
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::TypeNonportable, out, |problem| finding(cx, problem));
}

/// Says who reads the mnemonic, and since which release where that matters.
fn readers(rtype: Rtype) -> String {
    let with_release = |server: Server| match known_since(rtype, server) {
        Some(release) if !release.is_empty() => format!("{} {release}", server.name()),
        _ => server.name().to_owned(),
    };
    let names: Vec<String> = known_to(rtype).iter().map(with_release).collect();
    format!("it is read by {}", names.join(", "))
}
