//! `label-double-hyphen`: labels with hyphens in the third and fourth place are reserved (RFC 5890 §2.3.1).

use super::odd;
use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, Group, Rule, ZoneCx, quote};
use crate::zone::Record;

pub(crate) static RULE: Rule = Rule {
    name: "label-double-hyphen",
    summary: "-- in positions 3 and 4 of a label that is no A-label",
    group: Group::Name,
    default: Some(Severity::Advice),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/label-double-hyphen.md"),
    check: Check::Names(check),
};

fn finding(cx: &ZoneCx<'_>, record: &Record, at: usize, label: &[u8]) -> Finding {
    let owner = cx.owner(record);
    RULE.finding(
        Label::new(odd::label_loc(cx, record, at), "reserved"),
        format!("`{}` has hyphens in positions 3 and 4 and is no A-label", quote(label)),
    )
    .why("such labels are reserved for encodings like that of `xn--` (RFC 5890 §2.3.1); some registries and programs refuse them")
    .help("choose another label")
    .about(cx.origin, owner, cx.mnemonic(record.rtype))
}

fn check(cx: &ZoneCx<'_>, out: &mut Vec<Finding>) {
    odd::each_label(
        cx,
        |_, label| is_reserved(label),
        |record, at, label| cx.push(finding(cx, record, at, label), out),
    );
}

/// Tells whether a label of letters, digits and hyphens has two hyphens behind two octets other than `xn`.
fn is_reserved(label: &[u8]) -> bool {
    let ldh = label.iter().all(|octet| octet.is_ascii_alphanumeric() || *octet == b'-');
    ldh && label.get(2..4) == Some(b"--") && !label.starts_with(b"xn")
}

#[cfg(test)]
mod tests {
    use super::is_reserved;

    #[track_caller]
    fn case(label: &str, expected: bool) {
        assert_eq!(is_reserved(label.as_bytes()), expected, "{label:?}");
    }

    #[test]
    fn reserved_labels_have_hyphens_in_places_3_and_4() {
        case("ab--c", true);
        case("r3---sn", true);
        case("xn--bcher-kva", false);
        case("abc--d", false);
        case("a--b", false);
        case("_a--b", false);
        case("ab-", false);
    }
}
