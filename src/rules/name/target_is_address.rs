//! `target-is-address`: a name of numbers, relative to the origin where it has no final dot.

use super::odd::Target;
use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, Group, Rule, ZoneCx, quote};
use crate::source::Loc;

pub(crate) static RULE: Rule = Rule {
    name: "target-is-address",
    summary: "target of CNAME, NS, MX, SRV or PTR written as an IP address",
    group: Group::Name,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9561),
    card: include_str!("../../../rules/target-is-address.md"),
    check: Check::Names(check),
};

fn finding(cx: &ZoneCx<'_>, target: &Target, at: Loc) -> Finding {
    let (owner, rtype) = (cx.owner(&target.record), cx.mnemonic(target.record.rtype));
    let address = quote(cx.sources.slice(at));
    RULE.finding(Label::new(at, "a name to servers"), format!("{rtype} target `{address}` is an IP address"))
        .why("a name belongs here (RFC 1035 §3.3): servers load this one as a name, which nobody can resolve")
        .help("write the name of the host; it needs an A or AAAA record of its own")
        .about(cx.origin, owner, rtype)
}

fn check(cx: &ZoneCx<'_>, out: &mut Vec<Finding>) {
    let may_be = |wire: &[u8]| wire.contains(&b':') || wire.get(1).is_some_and(u8::is_ascii_digit);
    let targets = cx.odd_names().targets.iter().filter(|target| target.is_of_host());
    for target in targets.filter(|target| may_be(target.wire(cx))) {
        let Some(at) = target.loc(cx) else { continue };
        let text = cx.sources.slice(at);
        // Below a reverse zone numbers are names: nibbles, and the octets of RFC 2317.
        let relative_in_reverse = !text.ends_with(b".") && target.is_in_reverse(cx);
        if is_address(text) && !relative_in_reverse {
            cx.push(finding(cx, target, at), out);
        }
    }
}

/// Tells whether text is an address: four numbers, or an IPv6 address, in brackets or not.
pub(super) fn is_address(text: &[u8]) -> bool {
    let text = text.strip_suffix(b".").unwrap_or(text);
    let numbers: Vec<&[u8]> = text.split(|&octet| octet == b'.').collect();
    let number = |part: &&[u8]| (1..=3).contains(&part.len()) && part.iter().all(u8::is_ascii_digit);
    let inside = text.strip_prefix(b"[").and_then(|text| text.strip_suffix(b"]")).unwrap_or(text);
    let is_ip6 = || std::str::from_utf8(inside).is_ok_and(|text| text.parse::<std::net::Ipv6Addr>().is_ok());
    (numbers.len() == 4 && numbers.iter().all(number)) || is_ip6()
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[track_caller]
    fn case(text: &str, expected: bool) {
        assert_eq!(is_address(text.as_bytes()), expected, "{text:?}");
    }

    #[test]
    fn addresses_are_told_from_names() {
        case("192.0.2.1", true);
        case("192.0.2.1.", true);
        case("192.0.2.300", true);
        case("2001:db8::1", true);
        case("[2001:db8::1]", true);
        case("::1.", true);
        case("1.2.3.4.5", false);
        case("2.0.192", false);
        case("1.2.0.192.in-addr.arpa.", false);
        case("192.0.2.a", false);
        case("1921.0.2.1", false);
        case("a:b", false);
        case("", false);
    }
}
