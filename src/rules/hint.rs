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

/// Says what is wrong with a part of an address.
pub(crate) fn part_of_address(part: &[u8], v6: bool) -> Option<&'static str> {
    let digits = part.iter().all(u8::is_ascii_digit);
    match part {
        b"::" => Some("`::` may stand once in an address"),
        [_, _, _, _, _, ..] if v6 && part.iter().all(u8::is_ascii_hexdigit) => {
            Some("each group has at most four digits")
        }
        [b'0', _, ..] if digits => Some("write it without leading zeros, which some programs read as octal"),
        [_, _, _, ..] if digits => Some("each of the four numbers is at most 255"),
        _ => None,
    }
}

/// Says what the whole of an A or AAAA record's address was meant to be.
pub(crate) fn whole_address(token: &[u8], v6: bool) -> Option<&'static str> {
    let has = |octet: u8| token.contains(&octet);
    let quad = token.iter().all(|octet| octet.is_ascii_digit() || *octet == b'.');
    let groups = token.split(|octet| *octet == b':').count();
    Some(match v6 {
        _ if has(b'/') => "the address of a host has no prefix length",
        _ if has(b',') => "write one address here, and a record for each other one",
        true if has(b'[') => "write it without brackets",
        true if has(b'%') => "the interface behind `%` is known on one host only; write the address alone",
        true if quad => "an IPv4 address belongs into an A record",
        true if groups > 8 || (groups != 8 && !token.windows(2).any(|pair| pair == b"::")) => {
            "an IPv6 address has eight groups, or `::` for those that are zero"
        }
        false if groups > 2 => "an IPv6 address belongs into an AAAA record",
        false if has(b':') => "an address has no port; SRV and HTTPS records have one",
        false if quad => "an IPv4 address has four numbers with dots between them",
        false if token.first().is_some_and(u8::is_ascii_alphabetic) && has(b'.') => {
            "a name belongs into a CNAME record"
        }
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

    use super::*;
    use crate::source::Side;

    #[track_caller]
    fn case(hint: Option<&str>, expected: &str) {
        assert!(hint.unwrap_or_default().contains(expected), "{hint:?} without {expected:?}");
    }

    #[test]
    fn wrong_addresses_are_told_apart() {
        case(part_of_address(b"300", false), "at most 255");
        case(part_of_address(b"02", false), "leading zeros");
        case(part_of_address(b"0db80", true), "four digits");
        case(part_of_address(b"::", true), "once");
        assert_eq!(part_of_address(b"g", true), None);
        case(whole_address(b"192.0.2.1/24", false), "prefix length");
        case(whole_address(b"192.0.2.1,", false), "one address");
        case(whole_address(b"192.0.2.1:80", false), "no port");
        case(whole_address(b"2001:db8::1", false), "AAAA");
        case(whole_address(b"192.0.2", false), "four numbers");
        case(whole_address(b"web.example.com.", false), "CNAME");
        assert_eq!(whole_address(b"foo", false), None);
        case(whole_address(b"192.0.2.1", true), "into an A record");
        case(whole_address(b"[2001:db8::1]", true), "brackets");
        case(whole_address(b"fe80::1%eth0", true), "interface");
        case(whole_address(b"1:2:3", true), "eight groups");
        case(whole_address(b"1:2:3:4:5:6:7:8:9", true), "eight groups");
        assert_eq!(whole_address(b"2001:db8::g", true), None);
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
        let source = sources.add("t", Side::Worktree, b"a\n b IN (192.0.2.300)\n");
        let at = Loc { source, span: Span::new(17, 20) };
        assert_eq!(sources.slice(at), b"300");
        assert_eq!(sources.slice(token(&sources, at)), b"192.0.2.300");
        assert_eq!(words_before(&sources, token(&sources, at)), (vec![&b"b"[..], b"IN", b"("], true));
    }
}
