//! `utf16-text`: an editor's encoding in which every second octet is NUL; nothing else is said about such a file.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "utf16-text",
    summary: "UTF-16 or UTF-32 text",
    group: Group::Text,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9655),
    card: include_str!("../../../rules/utf16-text.md"),
    check: Check::File(check),
};

fn finding(problem: &Problem) -> Finding {
    RULE.finding(Label::new(problem.at, ""), "file is UTF-16 or UTF-32 text, which no server reads")
        .why("a zone file is a sequence of octets in ASCII (RFC 1035 §5.1); nothing in this file was judged")
        .help("save the file as UTF-8 without a byte order mark: iconv -f UTF-16 -t UTF-8 OLD > NEW")
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::Utf16Text, out, finding);
}
