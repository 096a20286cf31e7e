//! `target-is-url`: a name that starts as a URL does, or goes on with a path.

use super::odd::Target;
use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, Group, Rule, ZoneCx, quote};
use crate::source::Loc;

pub(crate) static RULE: Rule = Rule {
    name: "target-is-url",
    summary: "URL or path where a name belongs",
    group: Group::Name,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9560),
    card: include_str!("../../../rules/target-is-url.md"),
    check: Check::Names(check),
};

fn finding(cx: &ZoneCx<'_>, target: &Target, at: Loc) -> Finding {
    let (owner, rtype) = (cx.owner(&target.record), cx.mnemonic(target.record.rtype));
    let text = cx.sources.slice(at);
    let host =
        host(text).map_or_else(String::new, |host| format!(": {}.", quote(host.strip_suffix(b".").unwrap_or(host))));
    RULE.finding(Label::new(at, "no name"), format!("{rtype} target `{}` is a URL", quote(text)))
        .why("DNS knows hosts and no pages: servers load this as a name, which nobody can resolve")
        .help(format!("write the name of the host alone{host}"))
        .about(cx.origin, owner, rtype)
}

fn check(cx: &ZoneCx<'_>, out: &mut Vec<Finding>) {
    let targets = cx.odd_names().targets.iter().filter(|target| target.is_of_host());
    for target in targets.filter(|target| target.wire(cx).contains(&b'/')) {
        let Some(at) = target.loc(cx) else { continue };
        // Names of RFC 2317 have slashes.
        if is_url(cx.sources.slice(at)) && !target.points_into_reverse(cx) {
            cx.push(finding(cx, target, at), out);
        }
    }
}

/// Tells whether text is a URL, or a host with a path. A slash between numbers divides networks (RFC 2317).
pub(super) fn is_url(text: &[u8]) -> bool {
    let Some(slash) = text.iter().position(|&octet| octet == b'/') else { return false };
    let (before, behind) = text.split_at_checked(slash).unwrap_or_default();
    let digits = |octet: Option<&u8>| octet.is_some_and(u8::is_ascii_digit);
    let network = digits(before.last()) && digits(behind.get(1));
    behind.starts_with(b"//") || (!network && !before.contains(&b'\\') && (before.is_empty() || before.contains(&b'.')))
}

/// Returns the host of a URL, with its final dot, if it has one that looks like a name.
fn host(text: &[u8]) -> Option<&[u8]> {
    let behind = text.windows(2).position(|pair| pair == b"//").map_or(0, |slashes| slashes + 2);
    let host = text.get(behind..)?.split(|octet| b"/:?#".contains(octet)).next()?;
    let name = host.iter().all(|octet| octet.is_ascii_alphanumeric() || b".-_".contains(octet));
    (name && host.contains(&b'.')).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, expected: bool, expected_host: Option<&str>) {
        let shown = host(text.as_bytes()).map(|host| String::from_utf8_lossy(host).into_owned());
        assert_eq!((is_url(text.as_bytes()), shown.as_deref()), (expected, expected_host), "{text:?}");
    }

    #[test]
    fn urls_and_paths_are_told_from_names() {
        case("https://www.example.com/a.html", true, Some("www.example.com"));
        case("http://www.example.com.", true, Some("www.example.com."));
        case("http://www.example.com:8080/", true, Some("www.example.com"));
        case("//www.example.com", true, Some("www.example.com"));
        case("www.example.com/path", true, Some("www.example.com"));
        case("www.example.com/", true, Some("www.example.com"));
        case("/index.html", true, None);
        case("http://localhost/", true, None);
        case("www.example.com", false, Some("www.example.com"));
        case("0/25", false, None);
        case("1.0/25.2.0.192.in-addr.arpa.", false, Some("1.0"));
        case("a/b", false, None);
        case("a.b\\/c", false, None);
    }
}
