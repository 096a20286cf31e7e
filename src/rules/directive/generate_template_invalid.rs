//! `generate-template-invalid`: a template that cannot be expanded makes no record.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "generate-template-invalid",
    summary: "$GENERATE template with an unknown or unclosed ${...}",
    group: Group::Directive,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9655),
    card: include_str!("../../../rules/generate-template-invalid.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let expected = fact::text(problem);
    let label = if expected.starts_with("at ") { expected.to_owned() } else { format!("expected {expected}") };
    let finding = RULE
        .finding(Label::new(problem.at, label), format!("$GENERATE cannot expand `{}`", cx.quote(problem.at)))
        .why("BIND refuses the zone")
        .help("`$` is the value, `${offset,width,base}` a changed one, `$$` a dollar sign; bases are d o x X n N");
    fact::second(finding, problem, "the template of this directive")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::GenerateTemplateInvalid, out, |problem| finding(cx, problem));
}
