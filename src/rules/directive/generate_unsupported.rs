//! `generate-unsupported`: records that were not expanded were not judged, and what is not judged is not passed.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "generate-unsupported",
    summary: "$GENERATE, which this version does not expand",
    group: Group::Directive,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/generate-unsupported.md"),
    check: Check::File(check),
};

fn finding(problem: &Problem) -> Finding {
    RULE.finding(Label::new(problem.at, "not expanded"), "$GENERATE is not expanded by this version of zonegate")
        .why("the records it makes could not be judged or compared, so the zone is not passed")
        .help("write the records out, for example with the output of: named-compilezone")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::GenerateUnsupported, out, finding);
}
