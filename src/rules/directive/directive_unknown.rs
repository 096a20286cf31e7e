//! `directive-unknown`: names the nearest directive; the line is skipped.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact, words};
use crate::zonefile::{Problem, ProblemKind, Taken};

pub(crate) static RULE: Rule = Rule {
    name: "directive-unknown",
    summary: "directive that no server of the dialect knows",
    group: Group::Directive,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9655),
    card: include_str!("../../../rules/directive-unknown.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let text = cx.quote(problem.at);
    if !fact::text(problem).is_empty() {
        return foreign(problem, &text);
    }
    let skipped = problem.portability.is_some_and(|portability| portability.own != Taken::Refused);
    let why = if skipped { "Windows skips the line too, every other server refuses the zone" } else { REFUSED };
    let finding =
        RULE.finding(Label::new(problem.at, "this line was skipped"), format!("`{text}` is no directive")).why(why);
    match words::nearest(&text.to_ascii_uppercase(), &["$GENERATE", "$INCLUDE", "$ORIGIN", "$TTL"]) {
        Some(name) => finding.help(format!("write `{name}`, if that is meant")),
        None => {
            finding.help("directives are $ORIGIN, $TTL and $INCLUDE; an owner that starts with `$` is written `\\$`")
        }
    }
}

const REFUSED: &str = "every server refuses the zone at this line";

/// Words for a directive that other servers know.
fn foreign(problem: &Problem, text: &str) -> Finding {
    let server = fact::text(problem);
    let label = Label::new(problem.at, format!("not a directive of {server}"));
    RULE.finding(label, format!("{server} does not know `{text}`"))
        .why("the line was skipped, so that what it would make is not in the zone")
        .help("write the records out, or set the dialect of the zone in zonegate.toml")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::DirectiveUnknown, out, |problem| finding(cx, problem));
}
