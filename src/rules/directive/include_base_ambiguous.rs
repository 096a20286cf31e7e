//! `include-base-ambiguous`: both files exist and differ, so that servers load different zones.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule, fact};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "include-base-ambiguous",
    summary: "included path is two different files, by server",
    group: Group::Directive,
    default: Some(Severity::Warning),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/include-base-ambiguous.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let (path, other) = (cx.quote(problem.at), fact::text(problem));
    RULE.finding(Label::new(problem.at, "two files"), format!("`{path}` is another file to other servers"))
        .why("BIND and NSD start at a directory of their configuration, Knot and gdnsd at the including file, PowerDNS at the zone file")
        .help(format!("others read {other}, which differs: rename one of the two"))
        .help("the base of this zone is set by `include-base` in zonegate.toml")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::IncludeBaseAmbiguous, out, |problem| finding(cx, problem));
}
