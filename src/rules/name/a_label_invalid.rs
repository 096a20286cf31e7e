//! `a-label-invalid`: decoded as programs decode it before they show or send a name (UTS 46).

use super::odd;
use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, Group, Rule, ZoneCx, quote};
use crate::zone::Record;

pub(crate) static RULE: Rule = Rule {
    name: "a-label-invalid",
    summary: "label with xn-- that does not decode to a name",
    group: Group::Name,
    default: Some(Severity::Warning),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/a-label-invalid.md"),
    check: Check::Names(check),
};

fn finding(cx: &ZoneCx<'_>, record: &Record, at: usize, label: &[u8]) -> Finding {
    let owner = cx.owner(record);
    RULE.finding(
        Label::new(odd::label_loc(cx, record, at), "does not decode"),
        format!("`{}` looks like an A-label and is none", quote(label)),
    )
    .why("behind `xn--` stands a name in Punycode (RFC 5890 §2.3.2.1): browsers and mail programs refuse one that decodes to nothing that IDNA allows")
    .help("encode the name anew")
    .about(cx.origin, owner, cx.mnemonic(record.rtype))
}

fn check(cx: &ZoneCx<'_>, out: &mut Vec<Finding>) {
    odd::each_label(
        cx,
        |_, label| label.starts_with(b"xn--") && !decodes(label),
        |record, at, label| cx.push(finding(cx, record, at, label), out),
    );
}

fn decodes(label: &[u8]) -> bool {
    idna::domain_to_ascii_cow(label, idna::AsciiDenyList::EMPTY).is_ok()
}

#[cfg(test)]
mod tests {
    use super::decodes;

    #[track_caller]
    fn case(label: &str, expected: bool) {
        assert_eq!(decodes(label.as_bytes()), expected, "{label:?}");
    }

    #[test]
    fn a_labels_decode_to_what_idna_allows() {
        case("xn--bcher-kva", true);
        case("xn--wgv71a", true);
        case("xn--mgbaam7a8h", true);
        case("xn--strae-oqa", true);
        case("xn--bcher-kv", false);
        case("xn--", false);
        case("xn--a", false);
        case("xn--99999999999999", false);
        // A-labels of what is ASCII already, and of a capital letter.
        case("xn--abc-", false);
        case("xn--bcher-2pa", false);
    }
}
