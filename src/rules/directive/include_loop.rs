//! `include-loop`: told once, with the chain; servers open the file until they have no more handles.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "include-loop",
    summary: "file that includes itself, or includes nested too deeply",
    group: Group::Directive,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9655),
    card: include_str!("../../../rules/include-loop.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let text = cx.quote(problem.at);
    let chain = fact::list(problem);
    let (message, label) = match chain.split_last() {
        Some((last, before)) if before.contains(last) => (format!("`{text}` includes itself"), "is being read already"),
        Some(_) => (format!("`{text}` is more than 10 includes deep"), "one level too many"),
        None => (
            format!("with `{text}` the zone includes more than 100000 files or 1 GiB of text, repetitions counted"),
            "not read",
        ),
    };
    let finding = RULE
        .finding(Label::new(problem.at, label), message)
        .why("BIND and validns open the file again and again until the system has no more handles, NSD stops after 10 levels");
    let finding =
        if chain.is_empty() { finding } else { finding.help(format!("the chain is {}", chain.join(" → "))) };
    finding.help("take one $INCLUDE out of the chain")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::IncludeLoop, out, |problem| finding(cx, problem));
}
