//! Octets of names in lower case.
//!
//! Flows in: words of octets. Flows out: the same folded, and where dots and backslashes stand. `kernels`
//! calls the fast form where the processor has its instructions; the tests hold it against the portable one.

use super::words::STEP;

/// Sixteen octets in lower case (ASCII only, RFC 4343 §3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Folded {
    pub(crate) lower: [u8; STEP],
    /// One bit an octet, the lowest for the first.
    pub(crate) dots: u64,
    /// Whether a backslash is among them.
    pub(crate) escapes: bool,
}

#[cfg(target_arch = "x86_64")]
pub(super) mod sse2 {
    use std::arch::x86_64::{
        _mm_and_si128, _mm_cmpeq_epi8, _mm_cmpgt_epi8, _mm_cvtsi128_si64, _mm_movemask_epi8, _mm_or_si128,
        _mm_set_epi64x, _mm_set1_epi8, _mm_unpackhi_epi64,
    };

    use super::Folded;

    #[inline]
    #[target_feature(enable = "sse2")]
    pub(in crate::vector) fn fold(low: u64, high: u64) -> Folded {
        let octets = _mm_set_epi64x(high.cast_signed(), low.cast_signed());
        let each = |octet: u8| _mm_set1_epi8(octet.cast_signed());
        // Signed: octets of 0x80 and above are below `A` and so no letters.
        let letters = _mm_and_si128(_mm_cmpgt_epi8(octets, each(b'A' - 1)), _mm_cmpgt_epi8(each(b'Z' + 1), octets));
        let lower = _mm_or_si128(octets, _mm_and_si128(letters, each(0x20)));
        let mask = |octet: u8| _mm_movemask_epi8(_mm_cmpeq_epi8(octets, each(octet)));
        let (first, last) = (_mm_cvtsi128_si64(lower), _mm_cvtsi128_si64(_mm_unpackhi_epi64(lower, lower)));
        Folded {
            lower: super::join(first.cast_unsigned(), last.cast_unsigned()),
            dots: u64::from(mask(b'.').cast_unsigned()),
            escapes: mask(b'\\') != 0,
        }
    }
}

#[inline]
fn join(low: u64, high: u64) -> [u8; STEP] {
    (u128::from(low) | u128::from(high) << 64).to_le_bytes()
}

#[cfg_attr(all(target_arch = "x86_64", not(test)), expect(dead_code, reason = "for other processors, and the tests"))]
pub(super) fn fold_portably(low: u64, high: u64) -> Folded {
    // The multiplication moves the mark of each octet to its place in the top octet.
    let bits = |marks: u64| (marks >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    Folded {
        lower: join(lower(low), lower(high)),
        dots: bits(equal(low, b'.')) | bits(equal(high, b'.')) << 8,
        escapes: equal(low, b'\\') | equal(high, b'\\') != 0,
    }
}

const EACH: u64 = 0x0101_0101_0101_0101;

/// Lower-cases eight octets at once.
fn lower(word: u64) -> u64 {
    let low = word & (EACH * 0x7f);
    let from_a = low + EACH * u64::from(0x80 - b'A');
    let behind_z = low + EACH * u64::from(0x7f - b'Z');
    let letters = (from_a ^ behind_z) & !word & (EACH * 0x80);
    word | letters >> 2
}

/// Marks the octets of a word that equal `octet` by their top bits.
fn equal(word: u64, octet: u8) -> u64 {
    let differs = word ^ (EACH * u64::from(octet));
    !(((differs & (EACH * 0x7f)) + EACH * 0x7f) | differs) & (EACH * 0x80)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::words::{short_words, words};
    use super::*;
    use crate::vector::fold;

    #[track_caller]
    fn check(octets: [u8; STEP]) {
        let (low, high) = words(&octets);
        let folded = fold(low, high);
        assert_eq!(folded, fold_portably(low, high));
        assert_eq!(folded.lower, octets.map(|octet| octet.to_ascii_lowercase()));
        assert_eq!(folded.escapes, octets.contains(&b'\\'));
        for (bit, octet) in octets.iter().enumerate() {
            assert_eq!(folded.dots >> bit & 1 == 1, *octet == b'.');
        }
        for length in 0..STEP {
            let text = &octets[..length];
            let mut padded = [0; STEP];
            padded[..length].copy_from_slice(text);
            assert_eq!(short_words(text), words(&padded), "{length}");
        }
    }

    proptest! {
        #[test]
        fn octets_are_folded_alike(octets: [u8; STEP]) {
            check(octets);
        }
    }

    #[test]
    fn every_octet_is_folded_in_every_place() {
        for octet in 0..=255 {
            for place in 0..STEP {
                let mut octets = *b"aZ.\\@[0-az_\xe9zz.z";
                octets[place] = octet;
                check(octets);
            }
        }
    }
}
