//! `at-sign-in-name`: an unescaped `@` inside of a name is an octet of a label.

use super::odd::{self, Target};
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
    check: Check::Names(check),
};

fn finding(cx: &ZoneCx<'_>, record: &Record, at: Loc) -> Finding {
    let owner = cx.owner(record);
    let text = cx.sources.slice(at);
    let help = match text.strip_prefix(b"@") {
        Some(name) => format!("write `{}`, or `\\@` if it is meant", quote(name)),
        None => format!("write `{}` for a mailbox, or `\\@` if it is meant", quote(&mailbox_name(text))),
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
            cx.push(finding(cx, &record, at), out);
        }
    }
    // The mailbox of the SOA has a rule of its own.
    let holds_at_sign = |target: &&Target| target.wire(cx).contains(&b'@') && !target.is_rname();
    for target in cx.odd_names().targets.iter().filter(holds_at_sign) {
        let written = target.loc(cx).filter(|&at| is_mailbox(cx.sources.slice(at)));
        if let Some(at) = written {
            cx.push(finding(cx, &target.record, at), out);
        }
    }
}

/// Tells whether text is a name with an `@` in it that is not escaped.
pub(in crate::rules) fn is_mailbox(text: &[u8]) -> bool {
    text.len() > 1 && !text.iter().any(|octet| matches!(octet, b' ' | b'\t')) && bare(text, b'@').next().is_some()
}

/// Returns the name for a mailbox that is written as a mail address: a dot in place of the `@`, and the dots of the part
/// before it escaped (RFC 1035 §8). A domain of several labels is absolute.
pub(in crate::rules) fn mailbox_name(address: &[u8]) -> Vec<u8> {
    let at_sign = bare(address, b'@').next().unwrap_or(address.len());
    let (local, domain) = address.split_at_checked(at_sign).unwrap_or_default();
    let domain = domain.strip_prefix(b"@").unwrap_or_default();
    let mut name = Vec::new();
    let mut copied = 0;
    for dot in bare(local, b'.') {
        name.extend_from_slice(local.get(copied..dot).unwrap_or_default());
        name.push(b'\\');
        copied = dot;
    }
    name.extend_from_slice(local.get(copied..).unwrap_or_default());
    name.push(b'.');
    name.extend_from_slice(domain);
    if domain.contains(&b'.') && !domain.ends_with(b".") {
        name.push(b'.');
    }
    name
}

/// Iterates over the places of an octet that no backslash stands before.
fn bare(text: &[u8], wanted: u8) -> impl Iterator<Item = usize> {
    let mut escaped = false;
    text.iter().enumerate().filter_map(move |(at, &octet)| {
        let found = octet == wanted && !escaped;
        escaped = octet == b'\\' && !escaped;
        found.then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::{is_mailbox, mailbox_name};

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

    #[track_caller]
    fn name(address: &str, expected: &str) {
        assert_eq!(String::from_utf8_lossy(&mailbox_name(address.as_bytes())), expected, "{address}");
    }

    #[test]
    fn the_name_of_a_mailbox_has_dots_in_place_of_the_at_sign() {
        name("admin@example.com.", "admin.example.com.");
        name("admin@example.com", "admin.example.com.");
        name("admin@host", "admin.host");
        name("john.q.doe@example.com.", "john\\.q\\.doe.example.com.");
        name("john\\.doe@example.com.", "john\\.doe.example.com.");
        name("a\\@b@example.com.", "a\\@b.example.com.");
    }
}
