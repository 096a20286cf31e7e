//! `at-sign-in-name`: an unescaped `@` inside of a name is an octet of a label.

use super::odd;
use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, Group, Rule, ZoneCx, quote};
use crate::source::Loc;
use crate::zone::Record;

pub(crate) static RULE: Rule = Rule {
    name: "at-sign-in-name",
    summary: "@ inside of a name, as in a mail address",
    group: Group::Name,
    default: Some(Severity::Warning),
    since: "0.1.0",
    windows_code: Some(9560),
    card: include_str!("../../../rules/at-sign-in-name.md"),
    check: Check::Zone(check),
};

fn finding(cx: &ZoneCx<'_>, record: &Record, at: Loc) -> Finding {
    let owner = cx.zone.owner(record).to_string();
    let text = cx.sources.slice(at);
    let dotted: Vec<u8> = text.iter().map(|&octet| if octet == b'@' { b'.' } else { octet }).collect();
    let help = match text.strip_prefix(b"@") {
        Some(name) => format!("write `{}`, or `\\@` if it is meant", quote(name)),
        None => format!("write `{}` for a mailbox, or `\\@` if it is meant", quote(&dotted)),
    };
    let finding = RULE
        .finding(Label::new(at, "`@` is an octet of this name"), format!("name `{}` holds `@`", quote(text)))
        .why("`@` means the origin only where it stands alone; in mailboxes a dot stands for it (RFC 1035 §8); Knot refuses the name")
        .help(help)
        .about(cx.origin, owner, cx.mnemonic(record.rtype));
    odd::settle(cx, finding, at)
}

fn check(cx: &ZoneCx<'_>, out: &mut Vec<Finding>) {
    let owners = cx.odd_names().owners.iter().filter(|&&owner| cx.zone.name_wire(owner).contains(&b'@'));
    for record in owners.filter_map(|&owner| odd::first_record(cx, owner)) {
        let at = odd::owner_loc(cx, &record);
        if !record.generated && is_mailbox(cx.sources.slice(at)) {
            out.push(finding(cx, &record, at));
        }
    }
    for target in cx.odd_names().targets.iter().filter(|target| target.wire(cx).contains(&b'@')) {
        let written = target.loc(cx).filter(|&at| is_mailbox(cx.sources.slice(at)));
        out.extend(written.map(|at| finding(cx, &target.record, at)));
    }
}

/// Tells whether text is a name with an `@` in it that is not escaped.
pub(super) fn is_mailbox(text: &[u8]) -> bool {
    let mut escaped = false;
    text.len() > 1
        && !text.iter().any(|octet| matches!(octet, b' ' | b'\t'))
        && text.iter().any(|octet| {
            let found = *octet == b'@' && !escaped;
            escaped = *octet == b'\\' && !escaped;
            found
        })
}

#[cfg(test)]
mod tests {
    use super::is_mailbox;

    #[track_caller]
    fn case(text: &str, expected: bool) {
        assert_eq!(is_mailbox(text.as_bytes()), expected, "{text:?}");
    }

    #[test]
    fn mailboxes_have_an_at_sign_that_is_not_escaped() {
        case("admin@example.com", true);
        case("a\\.b@example.com.", true);
        case("@example.com", true);
        case("a\\\\@b", true);
        case("@", false);
        case("a\\@b", false);
        case("a\\064b", false);
        case("www", false);
    }
}
