//! `rdata-invalid`: a number, name, service, time stamp, base64 or hex that is none.

use crate::finding::{Finding, Label, Severity};
use crate::rdata::FaultKind;
use crate::rules::{Check, FileCx, Group, Rule, fact, hint};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "rdata-invalid",
    summary: "RDATA field of the wrong form",
    group: Group::Record,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9702),
    card: include_str!("../../../rules/rdata-invalid.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let text = cx.quote(problem.at);
    let finding = RULE
        .finding(
            Label::new(problem.at, fact::unquoted_expectation(problem, &text)),
            format!("malformed {}: `{text}`", fact::subject(problem)),
        )
        .why(why(problem, &text))
        .about("", "", fact::rtype(problem));
    match help(cx, problem, &text) {
        Some(help) => finding.help(help),
        None => finding,
    }
}

/// Says what servers make of the field: some of what nobody means is none to them.
fn why(problem: &Problem, text: &str) -> &'static str {
    match fact::field(problem).map_or("", |(_, fault)| fault.field) {
        "directive" => "BIND obeys it all the same; to other servers it is an owner, which stands before no type",
        "target name" if !text.starts_with('"') => {
            "BIND and NSD take it for a name, and clients look for the service there; Knot refuses the record"
        }
        _ => "servers refuse the record, and most of them the zone",
    }
}

/// Says what to do about mistakes that people make often.
fn help(cx: &FileCx<'_>, problem: &Problem, text: &str) -> Option<&'static str> {
    let of_type = fact::field(problem).is_some_and(|(rtype, fault)| rtype.0 == 0 && fault.field == "type");
    if of_type && hint::words_before(cx.sources, problem.at) == (Vec::new(), true) {
        return Some("if it goes on with the record above, put the data of that into parentheses");
    }
    if of_type {
        let is_word = text.trim_matches('"').bytes().all(|octet| octet.is_ascii_alphanumeric());
        return Some(if is_word {
            "write it without quotes"
        } else {
            "write the type before the data, which may stand in quotes"
        });
    }
    match text.get(..1)? {
        "{" | "[" => Some("a record goes on over line ends between `(` and `)`"),
        "#" => Some("start comments with `;`"),
        "/" if text.starts_with("//") || text.starts_with("/*") => Some("start comments with `;`"),
        _ => None,
    }
}

/// Text for a template engine, of which servers can make nothing.
fn unfilled(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    RULE.finding(
        Label::new(problem.at, "nothing was put in here"),
        format!("template text: placeholder `{}`", cx.quote(problem.at)),
    )
    .why("servers read zone files, not templates; nothing else in this file was judged")
    .help("judge the file that is made from it; templates themselves go into `exclude` under [zones] in zonegate.toml")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::PlaceholderLeft, out, |problem| unfilled(cx, problem));
    cx.report(ProblemKind::Rdata(FaultKind::Invalid), out, |problem| finding(cx, problem));
}
