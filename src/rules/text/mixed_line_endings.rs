//! `mixed-line-endings`: a sign of two editors at one file; Knot refuses it.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "mixed-line-endings",
    summary: "CR-LF and LF line ends in one file",
    group: Group::Text,
    default: Some(Severity::Warning),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/mixed-line-endings.md"),
    check: Check::File(check),
};

fn finding(problem: &Problem) -> Finding {
    let finding = RULE
        .finding(Label::new(problem.at, "first line that ends otherwise"), "file mixes CR-LF and LF line ends")
        .why("Knot refuses CR-LF; the others load the file, but diffs and editors see lines that nobody changed")
        .help("write LF everywhere, and `*.zone text eol=lf` into .gitattributes");
    fact::second(finding, problem, "the lines before it end like this one")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::MixedLineEndings, out, finding);
}
