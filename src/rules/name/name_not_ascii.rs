//! `name-not-ascii`: servers keep the octets; programs that look the name up send its A-label.

use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, FileCx, Group, Rule};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "name-not-ascii",
    summary: "raw octet of 0x80 and above in a name",
    group: Group::Name,
    default: Some(Severity::Warning),
    since: "0.1.0",
    windows_code: Some(9560),
    card: include_str!("../../../rules/name-not-ascii.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let label = cx.sources.slice(problem.at);
    let help = match a_label(label) {
        Some(a_label) => format!("write its A-label: {a_label}"),
        None => "write the name in ASCII; one that is meant for people, as A-label".to_owned(),
    };
    RULE.finding(Label::new(problem.at, "not ASCII"), format!("label `{}` holds octets outside of ASCII", cx.quote(problem.at)))
        .why("BIND and NSD publish these octets, which nobody asks for: resolvers look for the A-label (RFC 5891 §4.4); Knot refuses the name")
        .help(help)
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::NameNotAscii, out, |problem| finding(cx, problem));
}

/// Returns the A-label of text in UTF-8, if it has one.
fn a_label(label: &[u8]) -> Option<String> {
    if label.contains(&b'\\') {
        return None;
    }
    let ascii = idna::domain_to_ascii_cow(label, idna::AsciiDenyList::EMPTY).ok()?;
    ascii.starts_with("xn--").then(|| ascii.into_owned())
}

#[cfg(test)]
mod tests {
    use super::a_label;

    #[track_caller]
    fn case(label: &[u8], expected: Option<&str>) {
        assert_eq!(a_label(label).as_deref(), expected, "{label:?}");
    }

    #[test]
    fn a_labels_are_of_text_in_utf_8() {
        case("b\u{fc}cher".as_bytes(), Some("xn--bcher-kva"));
        case("B\u{dc}CHER".as_bytes(), Some("xn--bcher-kva"));
        case("\u{65e5}\u{672c}".as_bytes(), Some("xn--wgv71a"));
        case("_b\u{fc}".as_bytes(), Some("xn--_b-yka"));
        case(b"b\xfccher", None);
        case("b\\u{fc}".as_bytes(), None);
        case("\u{200b}".as_bytes(), None);
        case("\u{ff41}".as_bytes(), None);
    }
}
