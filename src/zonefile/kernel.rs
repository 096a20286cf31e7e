//! Octet classes of a text as bit masks, 64 octets at a time: what lets the scanner step from token to token.
//!
//! Flows in: blocks of 64 octets. Flows out: [`Masks`], one bit an octet, the lowest for the first. Two kernels give the
//! same masks: AVX2, chosen at run time, and a portable one, which is also what the tests hold the other against.
//!
//! This is the one file with `unsafe`: a call of a function that needs AVX2, right behind the question whether this
//! processor has it. Everything else, the loads included, is safe code.

#![expect(
    unsafe_code,
    reason = "one call of a function that needs AVX2, guarded by the question whether AVX2 is there"
)]

/// Octets in a block.
pub(super) const BLOCK: usize = 64;

/// What the scanner asks about the octets of one block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Masks {
    /// Space and tab.
    pub(super) blank: u64,
    /// What may end a bare token or needs a look inside one: everything but printable ASCII without `"();\`.
    pub(super) stop: u64,
    /// What may end a quoted string or needs a look inside one: `"`, `\`, octets of 0x80 and above, and control octets
    /// but tab.
    pub(super) string: u64,
}

/// Classifies the octets of whole blocks; the shorter of the two arguments decides how many.
pub(super) fn classify(blocks: &[[u8; BLOCK]], masks: &mut [Masks]) {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        // SAFETY: `avx2` is a safe function but for its need of AVX2, which this processor has.
        unsafe { avx2::classify(blocks, masks) };
        return;
    }
    portable(blocks, masks);
}

fn portable(blocks: &[[u8; BLOCK]], masks: &mut [Masks]) {
    for (block, masks) in blocks.iter().zip(masks) {
        *masks = Masks::default();
        let (words, _) = block.as_chunks::<8>();
        for (octets, at) in words.iter().zip((0..).step_by(8)) {
            masks.blank |= gather(octets.map(is_blank)) << at;
            masks.stop |= gather(octets.map(is_stop)) << at;
            masks.string |= gather(octets.map(is_string_stop)) << at;
        }
    }
}

fn is_blank(octet: u8) -> bool {
    matches!(octet, b' ' | b'\t')
}

fn is_stop(octet: u8) -> bool {
    !matches!(octet, 0x21..=0x7e) || matches!(octet, b'"' | b'(' | b')' | b';' | b'\\')
}

fn is_string_stop(octet: u8) -> bool {
    matches!(octet, b'"' | b'\\' | 0x7f.. | ..0x20) && octet != b'\t'
}

/// Collects eight answers in the low eight bits. The multiplication moves bit 0 of each octet to its place in the top one.
fn gather(answers: [bool; 8]) -> u64 {
    u64::from_le_bytes(answers.map(u8::from)).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

#[cfg(target_arch = "x86_64")]
mod avx2 {
    use std::arch::x86_64::{
        __m256i, _mm256_and_si256, _mm256_andnot_si256, _mm256_cmpeq_epi8, _mm256_cmpgt_epi8, _mm256_min_epu8,
        _mm256_movemask_epi8, _mm256_or_si256, _mm256_set_epi64x, _mm256_set1_epi8,
    };

    use super::{BLOCK, Masks};

    #[target_feature(enable = "avx2")]
    pub(super) fn classify(blocks: &[[u8; BLOCK]], masks: &mut [Masks]) {
        for (block, masks) in blocks.iter().zip(masks) {
            let ([low, high], _) = block.as_chunks::<32>() else { continue };
            let (low, high) = (half(load(low)), half(load(high)));
            *masks = Masks {
                blank: join(low.blank, high.blank),
                stop: join(low.stop, high.stop),
                string: join(low.string, high.string),
            };
        }
    }

    /// Builds a vector from its octets; compilers make one unaligned load of it.
    #[target_feature(enable = "avx2")]
    fn load(octets: &[u8; 32]) -> __m256i {
        let (words, _) = octets.as_chunks::<8>();
        match words {
            &[a, b, c, d] => {
                let word = |octets| i64::from_le_bytes(octets);
                _mm256_set_epi64x(word(d), word(c), word(b), word(a))
            }
            _ => _mm256_set1_epi8(0),
        }
    }

    struct Half {
        blank: i32,
        stop: i32,
        string: i32,
    }

    #[target_feature(enable = "avx2")]
    fn half(octets: __m256i) -> Half {
        let is = |octet: u8| _mm256_cmpeq_epi8(octets, _mm256_set1_epi8(octet.cast_signed()));
        let or = |a, b| _mm256_or_si256(a, b);
        let mask = |answers| _mm256_movemask_epi8(answers);
        let space = is(b' ');
        let tab = is(b'\t');
        let escape_or_quote = or(is(b'"'), is(b'\\'));
        // Unsigned `octet <= 0x1f`; signed, octets of 0x80 and above are below zero, so that 0x7e is the only bound above.
        let control = _mm256_cmpeq_epi8(_mm256_min_epu8(octets, _mm256_set1_epi8(0x1f)), octets);
        let high = or(_mm256_cmpgt_epi8(_mm256_set1_epi8(0), octets), is(0x7f));
        let parenthesis = _mm256_cmpeq_epi8(_mm256_and_si256(octets, _mm256_set1_epi8(!1)), _mm256_set1_epi8(0x28));
        let rare = or(or(escape_or_quote, parenthesis), is(b';'));
        Half {
            blank: mask(or(space, tab)),
            stop: mask(or(or(rare, space), or(control, high))),
            string: mask(_mm256_andnot_si256(tab, or(escape_or_quote, or(control, high)))),
        }
    }

    fn join(low: i32, high: i32) -> u64 {
        u64::from(low.cast_unsigned()) | u64::from(high.cast_unsigned()) << 32
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_octet_is_classified_alike_in_every_place() {
        for octet in 0..=255u8 {
            let mut block = [b'a'; BLOCK];
            for place in 0..BLOCK {
                block[place] = octet;
                agree(&[block]);
                block[place] = b'a';
            }
        }
    }

    #[track_caller]
    fn agree(blocks: &[[u8; BLOCK]]) {
        let mut fast = vec![Masks::default(); blocks.len()];
        let mut plain = fast.clone();
        classify(blocks, &mut fast);
        portable(blocks, &mut plain);
        assert_eq!(fast, plain);
        for (block, masks) in blocks.iter().zip(&plain) {
            for (at, &octet) in block.iter().enumerate() {
                let bit = |mask: u64| mask >> at & 1 == 1;
                assert_eq!(bit(masks.blank), is_blank(octet), "{octet:#04x}");
                assert_eq!(bit(masks.stop), is_stop(octet), "{octet:#04x}");
                assert_eq!(bit(masks.string), is_string_stop(octet), "{octet:#04x}");
            }
        }
    }

    proptest! {
        #[test]
        fn the_kernels_agree(octets in proptest::collection::vec(any::<u8>(), BLOCK * 3)) {
            agree(octets.as_chunks::<BLOCK>().0);
        }
    }
}
