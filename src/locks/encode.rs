//! A zone's name as a file name (and as the last part of a git ref).
//!
//! Flows in: a [`Name`]. Flows out: text that is safe in any file system and in a ref, and the way back. No two names
//! share a text (locks.md §4).

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use crate::zone::{MAX_NAME, Name};

/// Beyond this length the text is a digest: loose refs allow 250 octets a component.
const LONGEST: usize = 200;
const ROOT: &str = "%root";

/// Writes a zone's name as a file name without extension.
///
/// Octets outside `[a-z0-9_-]` become `%XX`; the root is `%root`; a final label `lock` is `%6Cock`, since a ref must not
/// end in `.lock`; above 200 octets it is `%h` and the SHA-256 of the wire form. `%r` and `%h` are no hex escapes, so
/// neither collides with a name.
pub fn encode(zone: &Name) -> String {
    let mut text = String::new();
    for label in zone.labels() {
        if !text.is_empty() {
            text.push('.');
        }
        for &octet in label {
            push_octet(&mut text, octet);
        }
    }
    match text.as_str() {
        "" => ROOT.to_owned(),
        _ if text.len() > LONGEST => digest(zone),
        _ => spell_lock(text),
    }
}

fn push_octet(text: &mut String, octet: u8) {
    match octet {
        b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' => text.push(char::from(octet)),
        // Writing to a String cannot fail.
        _ => write!(text, "%{octet:02X}").unwrap_or_default(),
    }
}

fn spell_lock(text: String) -> String {
    match text.strip_suffix("lock") {
        Some(before) if before.is_empty() || before.ends_with('.') => format!("{before}%6Cock"),
        _ => text,
    }
}

fn digest(zone: &Name) -> String {
    let mut text = String::from("%h");
    for octet in Sha256::digest(zone.wire()) {
        write!(text, "{octet:02x}").unwrap_or_default();
    }
    text
}

/// Reads a file name without extension back; `None` for a digest and for what is no name.
///
/// Reads more than [`encode`] writes (upper case, needless escapes, a final dot): people name lock files by hand, and a
/// lock that is not understood must not be lost.
pub fn decode(stem: &[u8]) -> Option<Name> {
    if stem == ROOT.as_bytes() || stem == b"." {
        return Some(Name::root());
    }
    let mut wire = Vec::new();
    for part in stem.strip_suffix(b".").unwrap_or(stem).split(|&octet| octet == b'.') {
        let label = decode_label(part)?;
        wire.push(u8::try_from(label.len()).ok().filter(|length| (1..=63).contains(length))?);
        wire.extend_from_slice(&label);
    }
    wire.push(0);
    (wire.len() <= MAX_NAME).then(|| Name::from_wire(&wire))
}

fn decode_label(part: &[u8]) -> Option<Vec<u8>> {
    let mut label = Vec::new();
    let mut rest = part;
    while let Some((&octet, tail)) = rest.split_first() {
        if octet == b'%' {
            let (digits, after) = tail.split_at_checked(2)?;
            label.push(hex(digits)?.to_ascii_lowercase());
            rest = after;
        } else {
            label.push(octet.to_ascii_lowercase());
            rest = tail;
        }
    }
    Some(label)
}

fn hex(digits: &[u8]) -> Option<u8> {
    digits.iter().try_fold(0u8, |sum, &digit| {
        let value = char::from(digit).to_digit(16)?;
        Some(sum * 16 + u8::try_from(value).ok()?)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn name(text: &str) -> Name {
        Name::parse(text.as_bytes(), Some(&Name::root())).unwrap()
    }

    #[track_caller]
    fn case(zone: &str, expected: &str) {
        assert_eq!(encode(&name(zone)), expected, "{zone}");
        assert_eq!(decode(expected.as_bytes()), Some(name(zone)), "{expected}");
    }

    #[test]
    fn names_are_written_and_read_back() {
        case("example.com", "example.com");
        case("Example.COM.", "example.com");
        case(".", "%root");
        case("0/25.2.0.192.in-addr.arpa", "0%2F25.2.0.192.in-addr.arpa");
        case("*.in-addr.arpa", "%2A.in-addr.arpa");
        case("*", "%2A");
        case("build.lock", "build.%6Cock");
        case("lock", "%6Cock");
        case("padlock", "padlock");
        case("lock.example", "lock.example");
        case("a\\.b.example", "a%2Eb.example");
        case("\\000\\255.x", "%00%FF.x");
        case("root", "root");
    }

    #[test]
    fn very_long_names_become_a_digest() {
        let long = name(&format!("{0}.{0}.{0}.longer.example", "a".repeat(63)));
        let other = name(&format!("{0}.{0}.{0}.longer.examplf", "a".repeat(63)));
        assert_eq!(encode(&long).len(), 2 + 64);
        assert!(encode(&long).starts_with("%h"));
        assert_ne!(encode(&long), encode(&other));
        assert_eq!(decode(encode(&long).as_bytes()), None);
    }

    #[test]
    fn names_made_by_hand_are_read() {
        assert_eq!(decode(b"Example.com"), Some(name("example.com")));
        assert_eq!(decode(b"example.com."), Some(name("example.com")));
        assert_eq!(decode(b"%65xample.com"), Some(name("example.com")));
        for broken in [&b""[..], b"a..b", b".a", b"%zz", b"a%2", b"%", b"%hello"] {
            assert_eq!(decode(broken), None, "{}", broken.escape_ascii());
        }
        assert_eq!(decode(&[b'a'; 64]), None);
    }

    fn labels() -> impl Strategy<Value = Vec<Vec<u8>>> {
        let label = prop_oneof![
            proptest::collection::vec(any::<u8>(), 1..20),
            Just(b"lock".to_vec()),
            Just(b"%root".to_vec()),
            Just(b"root".to_vec()),
        ];
        proptest::collection::vec(label, 0..5)
    }

    fn from_labels(labels: &[Vec<u8>]) -> Name {
        let mut wire = Vec::new();
        for label in labels {
            wire.push(u8::try_from(label.len()).unwrap());
            wire.extend(label.to_ascii_lowercase());
        }
        wire.push(0);
        Name::from_wire(&wire)
    }

    proptest! {
        #[test]
        fn encoding_is_injective_and_safe(a in labels(), b in labels()) {
            let (a, b) = (from_labels(&a), from_labels(&b));
            let (x, y) = (encode(&a), encode(&b));
            prop_assert_eq!(a == b, x == y);
            prop_assert!(x.len() <= LONGEST + 2);
            prop_assert!(x.rsplit('.').next() != Some("lock") && !x.starts_with('.') && !x.ends_with('.'));
            prop_assert!(x.bytes().all(|o| o.is_ascii_alphanumeric() || b"._-%".contains(&o)));
            if !x.starts_with("%h") {
                prop_assert_eq!(decode(x.as_bytes()), Some(a));
            }
        }

        #[test]
        fn decoding_never_panics(stem in proptest::collection::vec(any::<u8>(), 0..300)) {
            if let Some(name) = decode(&stem) {
                prop_assert!(name.wire().len() <= MAX_NAME);
            }
        }
    }
}
