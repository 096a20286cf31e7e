//! Base64 (RFC 4648 §4), thirty-two characters at a time.
//!
//! Flows in: blocks of characters. Flows out: the octets that they are, or that one of them is no base64 character. `kernels`
//! calls the fast form where the processor has its instructions; the tests hold it against the portable one.

/// Characters in a block.
pub(crate) const CHARACTERS: usize = 32;
/// Octets that a block is.
pub(crate) const OCTETS: usize = 24;

/// Decodes blocks, as many as there is room for; false if any character is none of base64, which `=` is not.
pub(super) fn decode_portably(blocks: &[[u8; CHARACTERS]], octets: &mut [[u8; OCTETS]]) -> bool {
    let mut seen = 0;
    for (block, octets) in blocks.iter().zip(octets) {
        for (group, octets) in block.as_chunks::<4>().0.iter().zip(octets.as_chunks_mut::<3>().0) {
            let mut bits = 0;
            for &character in group {
                let value = VALUES.get(usize::from(character)).copied().unwrap_or(NO_CHARACTER);
                seen |= value;
                bits = bits << 6 | u32::from(value);
            }
            let [_, first, second, third] = bits.to_be_bytes();
            *octets = [first, second, third];
        }
    }
    seen < 64
}

/// What stands in [`VALUES`] for octets that are no characters: more than values together.
const NO_CHARACTER: u8 = 0xff;

/// The value of each octet as base64 character.
static VALUES: [u8; 256] = values();

#[expect(clippy::indexing_slicing, reason = "evaluated at compile time only, where a wrong index does not build")]
const fn values() -> [u8; 256] {
    let mut values = [NO_CHARACTER; 256];
    let mut octet = u8::MAX;
    while octet > 0 {
        octet -= 1;
        if let Some(value) = base64_value(octet) {
            values[octet as usize] = value;
        }
    }
    values
}

/// Returns the value of a base64 character.
pub(crate) const fn base64_value(character: u8) -> Option<u8> {
    Some(match character {
        b'A'..=b'Z' => character - b'A',
        b'a'..=b'z' => character - b'a' + 26,
        b'0'..=b'9' => character - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

#[cfg(target_arch = "x86_64")]
pub(super) mod avx2 {
    use std::arch::x86_64::{
        __m256i, _mm256_add_epi8, _mm256_and_si256, _mm256_cmpeq_epi8, _mm256_extract_epi64, _mm256_madd_epi16,
        _mm256_maddubs_epi16, _mm256_or_si256, _mm256_permutevar8x32_epi32, _mm256_set1_epi8, _mm256_set1_epi16,
        _mm256_set1_epi32, _mm256_setzero_si256, _mm256_shuffle_epi8, _mm256_srli_epi32, _mm256_testz_si256,
    };

    use super::super::kernels::avx2::load;
    use super::{CHARACTERS, OCTETS, base64_value};

    #[target_feature(enable = "avx2")]
    pub(in super::super) fn decode(blocks: &[[u8; CHARACTERS]], octets: &mut [[u8; OCTETS]]) -> bool {
        let mut wrong = _mm256_setzero_si256();
        for (block, octets) in blocks.iter().zip(octets) {
            let characters = load(block);
            // The octets were moved beyond their places; the low half of each is what is left of them.
            let low_halves = _mm256_set1_epi8(0x0f);
            let upper = _mm256_and_si256(_mm256_srli_epi32::<4>(characters), low_halves);
            let lower = _mm256_and_si256(characters, low_halves);
            let strange = _mm256_and_si256(look_up(&ROW_CLASS, upper), look_up(&CLASSES_WITHOUT, lower));
            wrong = _mm256_or_si256(wrong, strange);
            // Row 2 has two characters that are not at the same distance from their values: `/` counts as of row 1.
            let slash = _mm256_cmpeq_epi8(characters, _mm256_set1_epi8(b'/'.cast_signed()));
            let values = _mm256_add_epi8(characters, look_up(&DISTANCE, _mm256_add_epi8(upper, slash)));
            for (octets, word) in octets.as_chunks_mut::<8>().0.iter_mut().zip(join(values)) {
                *octets = word.to_le_bytes();
            }
        }
        _mm256_testz_si256(wrong, wrong) == 1
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn look_up(table: &[u8; 32], places: __m256i) -> __m256i {
        _mm256_shuffle_epi8(load(table), places)
    }

    /// Joins values of six bits to three words of octets.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn join(values: __m256i) -> [u64; 3] {
        let pairs = _mm256_maddubs_epi16(values, _mm256_set1_epi16(0x0140));
        let groups = _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x0001_1000));
        let packed = _mm256_shuffle_epi8(groups, load(&BIG_ENDIAN));
        let joined = _mm256_permutevar8x32_epi32(packed, load(&JOINED));
        [_mm256_extract_epi64::<0>(joined), _mm256_extract_epi64::<1>(joined), _mm256_extract_epi64::<2>(joined)]
            .map(i64::cast_unsigned)
    }

    /// The octets of four numbers of three octets each, the highest first, without the fourth octets, which are zero.
    const BIG_ENDIAN: [u8; 32] = twice([2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, 3, 3, 3, 3]);
    /// The numbers of the words of four octets that these are, the first three of each half.
    const JOINED: [u8; 32] = words([0, 1, 2, 4, 5, 6, 3, 7]);

    /// The classes of the rows of sixteen octets: rows of a class have the same columns in base64.
    const ROW_CLASS: [u8; 32] = twice([16, 16, 1, 2, 4, 8, 4, 8, 16, 16, 16, 16, 16, 16, 16, 16]);
    /// For each column the classes of rows whose octet there is no character.
    const CLASSES_WITHOUT: [u8; 32] = twice(classes_without());
    /// What to add to the characters of each row, and in place of row 1 to `/`, to get their values.
    const DISTANCE: [u8; 32] = twice(distance());

    #[expect(clippy::indexing_slicing, reason = "evaluated at compile time only, where a wrong index does not build")]
    const fn classes_without() -> [u8; 16] {
        let mut classes = [0; 16];
        let mut octet = 0;
        while octet < 128 {
            if base64_value(octet).is_none() {
                classes[octet as usize % 16] |= ROW_CLASS[octet as usize / 16];
            }
            octet += 1;
        }
        classes
    }

    #[expect(clippy::indexing_slicing, reason = "evaluated at compile time only, where a wrong index does not build")]
    const fn distance() -> [u8; 16] {
        let mut distances = [0; 16];
        let mut octet = 0;
        while octet < 128 {
            if let Some(value) = base64_value(octet) {
                let row = if octet == b'/' { 1 } else { octet / 16 };
                distances[row as usize] = value.wrapping_sub(octet);
            }
            octet += 1;
        }
        distances
    }

    /// What is to be looked up, once for each half of a vector.
    #[expect(clippy::indexing_slicing, reason = "evaluated at compile time only, where a wrong index does not build")]
    const fn twice(table: [u8; 16]) -> [u8; 32] {
        let mut octets = [0; 32];
        let mut at = 0;
        while at < octets.len() {
            octets[at] = table[at % 16];
            at += 1;
        }
        octets
    }

    /// The octets of words of four.
    #[expect(clippy::indexing_slicing, reason = "evaluated at compile time only, where a wrong index does not build")]
    const fn words(numbers: [u8; 8]) -> [u8; 32] {
        let mut octets = [0; 32];
        let mut at = 0;
        while at < numbers.len() {
            octets[4 * at] = numbers[at];
            at += 1;
        }
        octets
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::kernels::decode_base64;
    use super::*;

    /// Decodes with both, and each character alone.
    #[track_caller]
    fn agree(blocks: &[[u8; CHARACTERS]]) {
        let (mut fast, mut plain) = (vec![[7; OCTETS]; blocks.len()], vec![[9; OCTETS]; blocks.len()]);
        let good = decode_base64(blocks, &mut fast);
        assert_eq!(good, decode_portably(blocks, &mut plain), "{blocks:?}");
        let values: Option<Vec<u8>> = blocks.as_flattened().iter().map(|&character| base64_value(character)).collect();
        assert_eq!(good, values.is_some(), "{blocks:?}");
        let Some(values) = values else { return };
        assert_eq!(fast, plain, "{blocks:?}");
        let bit = |at: usize| fast.as_flattened()[at / 8] << (at % 8) & 0x80 != 0;
        for (at, value) in values.into_iter().enumerate() {
            (0..6).for_each(|place| assert_eq!(bit(at * 6 + place), value << place & 0x20 != 0, "{blocks:?}"));
        }
    }

    #[test]
    fn every_octet_is_judged_in_every_place() {
        for octet in 0..=u8::MAX {
            for place in 0..CHARACTERS {
                let mut block = *b"ABCDEFGHIJKLMNOPabcdefgh0123456+";
                block[place] = octet;
                agree(&[block]);
            }
        }
    }

    #[test]
    fn blocks_without_room_are_left_out() {
        let (mut octets, blocks) = ([[7; OCTETS]; 2], [[b'A'; CHARACTERS], [b'!'; CHARACTERS]]);
        assert!(decode_base64(&blocks, &mut octets[..1]));
        assert_eq!(octets, [[0; OCTETS], [7; OCTETS]]);
        assert!(!decode_base64(&blocks, &mut octets));
    }

    proptest! {
        #[test]
        fn any_blocks_are_decoded_alike(text in "[A-Za-z0-9+/]{96}", hostile: [u8; CHARACTERS], at in 0usize..4) {
            let mut blocks = text.as_bytes().as_chunks::<CHARACTERS>().0.to_vec();
            agree(&blocks);
            blocks.insert(at, hostile);
            agree(&blocks);
        }
    }
}
