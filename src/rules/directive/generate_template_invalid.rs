//! `generate-template-invalid`: a template that cannot be expanded makes no record.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "generate-template-invalid",
    summary: "$GENERATE that lacks a field or has an unknown or unclosed ${...}",
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
    let text = cx.quote(problem.at);
    let message = match text.as_str() {
        "" => "$GENERATE ends too early".to_owned(),
        _ if expected.contains("one token") => format!("$GENERATE has extra input: `{text}`"),
        _ => format!("$GENERATE cannot expand `{text}`"),
    };
    let finding = RULE.finding(Label::new(problem.at, label), message).why("BIND refuses the zone").help(
        if text.contains('$') && !expected.contains("one token") {
            "`$` is the value, `${offset,width,base}` a changed one, `$$` a dollar sign; bases are d o x X n N"
        } else {
            "write it as $GENERATE start-stop[/step] owner [ttl] [class] type rdata"
        },
    );
    fact::second(finding, problem, "of this directive")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::GenerateTemplateInvalid, out, |problem| finding(cx, problem));
}
