//! Generated RDATA: what is written is read back, and nothing read or written panics.

use proptest::prelude::*;

use super::super::table::{Grammar, TYPES};
use super::{hex, read};
use crate::rdata::present;
use crate::zone::Rtype;

/// Brings random octets into the form of a field by trying shorter and simpler openings of it.
fn field(kind: &super::super::kind::Kind, prior: &[u8], seed: &[u8]) -> Option<Vec<u8>> {
    let mut tries: Vec<Vec<u8>> = Vec::new();
    for length in (0..=seed.len().min(80)).rev() {
        let part = &seed[..length];
        tries.push(part.to_vec());
        // A length octet, a label and the root, a prefix item, a window of types, a service parameter.
        let octet = u8::try_from(length).unwrap_or(0);
        tries.push([&[octet], part].concat());
        tries.push([&[octet.min(63)], &part[..length.min(63)], &[0]].concat());
        tries.push([&[0, 1, 24, octet], part].concat());
        tries.push([&[0, octet], part].concat());
        tries.push([&[255, 0, 0, octet], part].concat());
        tries.push([&[0, 1, 0, octet.wrapping_add(1), octet], part].concat());
        tries.push([&[octet, 2, 0, octet], part, part].concat());
    }
    let digits: Vec<u8> = seed.iter().take(20).map(|octet| b'0' + octet % 10).collect();
    tries.push([&[u8::try_from(digits.len()).unwrap()], digits.as_slice()].concat());
    tries.push([&[0, 0x12, 0x16, 0x13], &seed[..12.min(seed.len())]].concat());
    let start = usize::from(seed.first().copied().unwrap_or(0)) * 7 % tries.len().max(1);
    tries.rotate_left(start);
    tries.into_iter().find_map(|mut octets| {
        let length = (kind.measure)(prior, &octets)?;
        octets.truncate(length);
        (kind.canonical)(prior, &mut octets);
        Some(octets)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn written_rdata_is_read_back(seeds in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..90), 9)) {
        for entry in TYPES {
            let Grammar::Fields(fields, _) = entry.grammar else { continue };
            let mut wire = Vec::new();
            let whole = fields.iter().zip(&seeds).all(|(one, seed)| {
                field(one.kind, &wire, seed).map(|octets| wire.extend(octets)).is_some()
            });
            if !whole {
                continue;
            }
            let text = present(Rtype(entry.number), &wire);
            let back = read(Rtype(entry.number), text.as_bytes());
            prop_assert_eq!(back.as_ref().map(|wire| hex(wire)), Ok(hex(&wire)), "{} {}", entry.mnemonic, text);
        }
    }

    #[test]
    fn no_text_panics(text in "[ -~]{0,60}", octets in prop::collection::vec(any::<u8>(), 0..60)) {
        for entry in TYPES {
            let rtype = Rtype(entry.number);
            if let Ok(wire) = read(rtype, text.as_bytes()) {
                let shown = present(rtype, &wire);
                prop_assert_eq!(read(rtype, shown.as_bytes()), Ok(wire), "{} {}", entry.mnemonic, shown);
            }
            let _read_or_not = read(rtype, &octets);
            let generic = format!("\\# {} {}", octets.len(), hex(&octets));
            if let Ok(wire) = read(rtype, generic.trim_end().as_bytes()) {
                prop_assert_eq!(read(rtype, present(rtype, &wire).as_bytes()), Ok(wire), "{} {}", entry.mnemonic, generic);
            }
        }
    }
}
