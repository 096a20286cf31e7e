//! The two readers of text beside each other: that of usual RDATA, and that of any.

use proptest::prelude::*;

use super::super::text::{parse_any, parse_right};
use super::super::{Context, Dialect, Spellings, Token};
use super::{rtype, tokens};
use crate::zone::Name;

/// Reads RDATA as usual; tells whether that could be done, and then it has to be what the other reader makes of it.
#[track_caller]
fn is_usual(dialect: Dialect, mnemonic: &str, text: &str) -> bool {
    let origin = Name::parse(b"example.com.", None).unwrap();
    // Numbers at the very end of a text are not usual.
    let more = [text, "; what follows"].concat();
    let read = |text: &str, words: &[Token], origin| {
        let context = Context { text: text.as_bytes(), origin, dialect, marks: None };
        let (mut usual, mut any) = (b"before".to_vec(), b"before".to_vec());
        let right = parse_right(rtype(mnemonic), &context, words, &mut usual);
        if right {
            let outcome = parse_any(rtype(mnemonic), &context, words, 0, &mut any);
            assert_eq!((outcome, any), (Ok(Spellings::default()), usual), "{mnemonic} {text}");
        } else {
            assert_eq!(usual, b"before", "nothing is appended: {mnemonic} {text}");
        }
        right
    };
    let words = tokens(text.as_bytes());
    [(text, Some(origin.wire())), (&more, None), (&more, Some(origin.wire()))]
        .map(|(text, origin)| read(text, &words, origin))
        .contains(&true)
}

const SHA1: &str = "0P9MHAVEQVM6T7VBL5LOP2U3T2RP3TOM";
const SHA256: &str = "02b4289326e185cc74a2ef8e93efa18473eb89cb41e33714ff00c457c05147cc";
const GROUPS: &str = "voSF+56SlQ4PF3WwLBLhDjc2p+4Pbv1ynrwyY78wXRzdSl+DqMbumMh9hy4aj+x2+8v08AVad63+u7vwkm/kdw==";

/// Usual RDATA, from which others are made by exchanging tokens.
fn samples() -> Vec<(&'static str, String)> {
    let signature = format!("A 13 2 3600 20260201000000 20260101000000 58948 example.com. {GROUPS}");
    let texts = [
        ("A", "192.0.2.1"),
        ("AAAA", "2001:db8::1"),
        ("NS", "ns1.example.net."),
        ("MX", "10 mail.example.net."),
        ("SRV", "10 60 5060 www.example.net."),
        ("TXT", "\"v=spf1 mx -all\" more"),
        ("NAPTR", "100 10 \"U\" \"E2U+sip\" \"!^.*$!sip:a@example.net!\" ."),
        ("CSYNC", "66 3 A NS AAAA"),
        ("NSEC", "a.example.com. A RRSIG NSEC"),
        ("SOA", "ns1.example.net. a.example.net. 20260101 7200 3600 1209600 900"),
        ("L32", "10 192.0.2.1"),
    ];
    let mut all: Vec<(&str, String)> = texts.map(|(mnemonic, text)| (mnemonic, text.to_owned())).to_vec();
    all.extend([
        ("RRSIG", signature),
        ("DNSKEY", format!("257 3 13 {GROUPS}")),
        ("DS", format!("58948 13 2 {SHA256}")),
        ("TLSA", format!("3 1 1 {SHA256}")),
        ("SSHFP", format!("4 2 {SHA256}")),
        ("NSEC3", format!("1 0 0 - {SHA1} A RRSIG")),
        ("NSEC3PARAM", "1 0 0 -".to_owned()),
    ]);
    all
}

#[test]
fn usual_rdata_is_read_as_any_is() {
    for (mnemonic, text) in samples() {
        assert!(is_usual(Dialect::Bind, mnemonic, &text), "{mnemonic} {text}");
    }
}

#[test]
fn what_only_some_servers_read_is_not_usual() {
    let cases = [
        ("DS", format!("58948 13 SHA-256 {SHA256}")),
        ("DNSKEY", format!("ZONE|KSK 3 13 {GROUPS}")),
        ("URI", "10 1 https://example.net/".to_owned()),
        ("NS", "a\\[b.example.net.".to_owned()),
        ("SOA", "a. b. 1 1h30m 3600 1209600 900".to_owned()),
        ("AAAA", "2001:0db8:00001::1".to_owned()),
        ("NS", "\\# 1 00".to_owned()),
        ("NS", "\\#".to_owned()),
        ("TXT", "\\#".to_owned()),
        ("ALIAS", "example.net.".to_owned()),
    ];
    for (mnemonic, text) in cases {
        assert!(!is_usual(Dialect::Bind, mnemonic, &text), "{mnemonic} {text}");
    }
    assert!(is_usual(Dialect::Pdns, "ALIAS", "example.net."));
}

/// A token as some field may have it, right or nearly so.
fn token() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9]{0,11}",
        "[1-2][0-9]{3}[01][0-9][0-3][0-9]([0-9]{6})?",
        "[A-Za-z0-9+/]{0,40}={0,2}",
        "([A-Za-z0-9+/]{4}){0,30}[A-Za-z0-9+/]{2}[AQgw]=",
        "[0-9a-fA-F]{0,66}",
        "[0-9a-vA-V]{32}",
        "[a-z]{0,9}(\\.[A-Z]{0,9}){0,4}\\.?",
        "([0-9]{1,3}\\.){3}[0-9]{1,3}",
        "([0-9a-f]{1,5}::?){0,8}[0-9a-f]{0,4}",
        "(TYPE)?[0-9]{1,5}|A|ns|CAA|DNSKEY|ALIAS|ANY|SHA-256|RSASHA256",
        "\"[a-z \\\\]{0,9}\"|\"[a-z]{250,260}\"",
        "[-.@#]|\\\\#|\\\\[a-z0-9]{1,4}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn rdata_with_other_tokens_is_read_alike_or_not_as_usual(
        sample in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        other in token(),
        change in 0..4u8,
    ) {
        let samples = samples();
        let (mnemonic, text) = sample.get(&samples);
        let mut words: Vec<&str> = text.split(' ').collect();
        let at = at.index(words.len());
        match change {
            0 => drop(words.remove(at)),
            1 => words.insert(at, &other),
            _ => words[at] = &other,
        }
        for dialect in Dialect::ALL {
            is_usual(dialect, mnemonic, &words.join(" "));
        }
    }
}
