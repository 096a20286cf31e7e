//! What malformed text was probably meant to be, or what keeps it from being right.
//!
//! Flows in: the text at fault, or the token that it is a part of. Flows out: one line of help, where the mistake is one
//! of those that people make often.

use crate::finding::Finding;
use crate::source::{Loc, SourceMap, Span};
use crate::zonefile::ProblemKind;

/// Adds what no reader can see: a character that looks like ASCII, or like nothing, and is neither.
pub(crate) fn odd_character(finding: Finding, kind: ProblemKind, text: &[u8]) -> Finding {
    let of_words = matches!(kind, ProblemKind::TypeUnknown | ProblemKind::TtlInvalid | ProblemKind::Rdata(_));
    let odd = std::str::from_utf8(text).ok().and_then(|text| text.chars().find(|character| !character.is_ascii()));
    match odd.filter(|_| of_words) {
        Some(odd) => {
            finding.help(format!("it holds U+{:04X}, which is no ASCII character; type it anew", u32::from(odd)))
        }
        None => finding,
    }
}

/// Returns the token that a place is a part of.
pub(crate) fn token(sources: &SourceMap, at: Loc) -> Loc {
    let text = sources.text(at.source);
    let ends = |octet: &u8| matches!(octet, b' ' | b'\t' | b'\n' | b'\r' | b'(' | b')' | b'"' | b';');
    let (start, end) = (at.span.start as usize, at.span.end as usize);
    let before = text.get(..start).unwrap_or_default().iter().rev().take_while(|octet| !ends(octet)).count();
    let behind = text.get(end..).unwrap_or_default().iter().take_while(|octet| !ends(octet)).count();
    Loc { source: at.source, span: Span::new(start - before, end + behind) }
}

/// Returns the words of the line that a place is in, up to that place, and whether the line is indented.
pub(crate) fn words_before(sources: &SourceMap, at: Loc) -> (Vec<&[u8]>, bool) {
    let before = sources.text(at.source).get(..at.span.start as usize).unwrap_or_default();
    let line = before.rsplit(|octet| matches!(octet, b'\n' | b'\r')).next().unwrap_or_default();
    let blank = |octet: &u8| matches!(octet, b' ' | b'\t');
    (line.split(blank).filter(|word| !word.is_empty()).collect(), line.first().is_some_and(blank))
}

/// Says why a token is no IPv4 address; `part` is what is wrong in it.
pub(crate) fn ipv4(token: &[u8], part: &[u8]) -> Option<&'static str> {
    let (has, digits) = (|octet: u8| token.contains(&octet), part.iter().all(u8::is_ascii_digit));
    let quad = |octet: &u8| octet.is_ascii_digit() || *octet == b'.';
    Some(match (token, part) {
        _ if has(b'/') => "an address of a host has no prefix length",
        _ if has(b',') => "write one address here, and a record for each other one",
        _ if token.iter().filter(|octet| **octet == b':').nth(1).is_some() => {
            "an IPv6 address belongs into an AAAA record"
        }
        _ if has(b':') => "an address has no port; SRV and HTTPS records have one",
        (_, [b'0', _, ..]) if digits => "write it without leading zeros, which some programs read as octal",
        (_, [_, _, _, ..]) if digits => "each of the four numbers is at most 255",
        _ if token.iter().all(quad) => "an IPv4 address has four numbers with dots between them",
        _ if token.first().is_some_and(u8::is_ascii_alphabetic) && has(b'.') => "a name belongs into a CNAME record",
        _ => return None,
    })
}

/// Says why a token is no IPv6 address; `part` is what is wrong in it.
pub(crate) fn ipv6(token: &[u8], part: &[u8]) -> Option<&'static str> {
    let has = |octet: u8| token.contains(&octet);
    let groups = token.split(|octet| *octet == b':').count();
    Some(match part {
        _ if has(b'[') => "write it without brackets",
        _ if has(b'%') => "the interface behind `%` is known on one host only; write the address alone",
        _ if has(b'/') => "an address of a host has no prefix length",
        _ if has(b',') => "write one address here, and a record for each other one",
        _ if !has(b':') && has(b'.') && token.iter().all(|octet| octet.is_ascii_digit() || *octet == b'.') => {
            "an IPv4 address belongs into an A record"
        }
        b"::" => "`::` may stand once in an address",
        [_, _, _, _, _, ..] if part.iter().all(u8::is_ascii_hexdigit) => "each group has at most four digits",
        _ if part == token && groups != 8 => "an IPv6 address has eight groups, or `::` for those that are zero",
        _ => return None,
    })
}

/// Says why a token is no TTL.
pub(crate) fn ttl(token: &[u8], part: &[u8]) -> &'static str {
    match (token, part) {
        _ if token.iter().filter(|octet| matches!(octet, b'.' | b':')).nth(1).is_some() => {
            "if that is the data, write the type before it"
        }
        ([b'+' | b'-', ..], _) => "write the number without a sign",
        (_, [b'.' | b',', ..]) => "write whole numbers without separators",
        ([b'0', b'x' | b'X', ..], _) => "write the number in decimal digits",
        (_, part) if !part.is_empty() && part.iter().all(u8::is_ascii_digit) => {
            "the last number has no unit, as m in 1h30m"
        }
        (_, [first, ..]) if first.is_ascii_alphabetic() => "the units are w, d, h, m and s, each one letter",
        _ => "write seconds, for example 3600",
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::source::Side;

    #[track_caller]
    fn case(hint: Option<&str>, expected: &str) {
        assert!(hint.unwrap_or_default().contains(expected), "{hint:?} without {expected:?}");
    }

    #[test]
    fn wrong_addresses_are_told_apart() {
        case(ipv4(b"192.0.2.300", b"300"), "at most 255");
        case(ipv4(b"192.0.02.1", b"02"), "leading zeros");
        case(ipv4(b"192.0.2.1/24", b"1/24"), "prefix length");
        case(ipv4(b"192.0.2.1,", b"1,"), "one address");
        case(ipv4(b"192.0.2.1:80", b"1:80"), "no port");
        case(ipv4(b"2001:db8::1", b"2001:db8::1"), "AAAA");
        case(ipv4(b"192.0.2", b"192.0.2"), "four numbers");
        case(ipv4(b"web.example.com.", b"web.example.com."), "CNAME");
        assert_eq!(ipv4(b"foo", b"foo"), None);
        case(ipv6(b"192.0.2.1", b"192.0.2.1"), "into an A record");
        case(ipv6(b"[2001:db8::1]", b"[2001"), "brackets");
        case(ipv6(b"fe80::1%eth0", b"1%eth0"), "interface");
        case(ipv6(b"2001::db8::1", b"::"), "once");
        case(ipv6(b"2001:0db80::1", b"0db80"), "four digits");
        case(ipv6(b"1:2:3", b"1:2:3"), "eight groups");
        assert_eq!(ipv6(b"2001:db8::g", b"g"), None);
    }

    #[test]
    fn wrong_ttls_are_told_apart() {
        case(Some(ttl(b"192.0.2.$", b".")), "type before it");
        case(Some(ttl(b"-1", b"-")), "sign");
        case(Some(ttl(b"1.5h", b".")), "separators");
        case(Some(ttl(b"0x10", b"x")), "decimal");
        case(Some(ttl(b"1h30", b"30")), "no unit");
        case(Some(ttl(b"1y", b"y")), "units are");
        case(Some(ttl(b"36\xe2\x80\x93", b"\xe2\x80\x93")), "seconds");
    }

    #[test]
    fn tokens_and_the_words_before_them_are_found() {
        let mut sources = SourceMap::default();
        let source = sources.add("t", Side::Worktree, Arc::from(&b"a\n b IN (192.0.2.300)\n"[..]));
        let at = Loc { source, span: Span::new(17, 20) };
        assert_eq!(sources.slice(at), b"300");
        assert_eq!(sources.slice(token(&sources, at)), b"192.0.2.300");
        assert_eq!(words_before(&sources, token(&sources, at)), (vec![&b"b"[..], b"IN", b"("], true));
    }
}
