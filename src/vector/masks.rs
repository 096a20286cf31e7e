//! What the octets of a text are to its scanner.
//!
//! Flows in: blocks of octets. Flows out: masks of them. `kernels` calls the fast form where the processor has its
//! instructions; the tests hold it against the portable one.

/// Octets in a block.
pub(crate) const BLOCK: usize = 64;

/// What the scanner asks about the octets of a block: one bit an octet, the lowest for the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Masks {
    /// Space and tab.
    pub(crate) blank: u64,
    /// What may end a bare token or needs a look inside one: everything but printable ASCII without `"();\`.
    pub(crate) stop: u64,
    /// What may end a quoted string or needs a look inside one: `"`, `\`, octets of 0x80 and above, and control octets
    /// but tab.
    pub(crate) string: u64,
    /// LF.
    pub(crate) newline: u64,
}

/// Sets the masks of blocks, as many as there is room for.
pub(super) fn classify_portably(blocks: &[[u8; BLOCK]], masks: &mut [Masks]) {
    for (block, masks) in blocks.iter().zip(masks) {
        let (words, _) = block.as_chunks::<8>();
        *masks = Masks::default();
        for (octets, shift) in words.iter().zip((0..).step_by(8)) {
            masks.blank |= gather(octets.map(is_blank)) << shift;
            masks.stop |= gather(octets.map(is_stop)) << shift;
            masks.string |= gather(octets.map(is_string_stop)) << shift;
            masks.newline |= gather(octets.map(|octet| octet == b'\n')) << shift;
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
pub(super) mod avx2 {
    use std::arch::x86_64::{
        __m256i, _mm256_and_si256, _mm256_cmpeq_epi8, _mm256_movemask_epi8, _mm256_or_si256, _mm256_set_epi64x,
        _mm256_set1_epi8, _mm256_setzero_si256, _mm256_shuffle_epi8, _mm256_srli_epi16,
    };

    use super::{BLOCK, Masks};

    #[target_feature(enable = "avx2")]
    pub(in crate::vector) fn classify(blocks: &[[u8; BLOCK]], masks: &mut [Masks]) {
        for (block, masks) in blocks.iter().zip(masks) {
            if let ([low, high], _) = block.as_chunks::<32>() {
                let (low, high) = (half(load(low)), half(load(high)));
                *masks = Masks {
                    blank: join(low[0], high[0]),
                    stop: join(low[1], high[1]),
                    string: join(low[2], high[2]),
                    newline: join(low[3], high[3]),
                };
            }
        }
    }

    /// Builds a vector from its octets; compilers make one unaligned load of it.
    #[inline]
    #[target_feature(enable = "avx2")]
    pub(in super::super) fn load(octets: &[u8; 32]) -> __m256i {
        let (words, _) = octets.as_chunks::<8>();
        match words {
            &[a, b, c, d] => {
                let word = |octets| i64::from_le_bytes(octets);
                _mm256_set_epi64x(word(d), word(c), word(b), word(a))
            }
            _ => _mm256_set1_epi8(0),
        }
    }

    /// Kinds of octets that are stops, a bit each. Each is one set of upper halves of octets with one set of lower halves,
    /// so that two look-ups in tables of sixteen and an AND find them all.
    mod kind {
        /// Tab, space, `(` and `)`; NUL and backspace are controls too.
        pub(super) const BETWEEN: i8 = 1;
        pub(super) const SEMICOLON: i8 = 1 << 1;
        /// Control octets below 0x10 but tab.
        pub(super) const CONTROL: i8 = 1 << 2;
        /// Those from 0x10 on, and octets of 0x80 and above.
        pub(super) const HIGH: i8 = 1 << 3;
        pub(super) const QUOTE: i8 = 1 << 4;
        pub(super) const BACKSLASH: i8 = 1 << 5;
        pub(super) const DELETE: i8 = 1 << 6;
        /// Those that a string stops at.
        pub(super) const STRING: i8 = CONTROL | HIGH | QUOTE | BACKSLASH | DELETE;
        const ANY: i8 = CONTROL | HIGH;

        pub(super) const BY_UPPER_HALF: [i8; 16] = [
            BETWEEN | CONTROL,
            HIGH,
            BETWEEN | QUOTE,
            SEMICOLON,
            0,
            BACKSLASH,
            0,
            DELETE,
            HIGH,
            HIGH,
            HIGH,
            HIGH,
            HIGH,
            HIGH,
            HIGH,
            HIGH,
        ];
        pub(super) const BY_LOWER_HALF: [i8; 16] = [
            ANY | BETWEEN,
            ANY,
            ANY | QUOTE,
            ANY,
            ANY,
            ANY,
            ANY,
            ANY,
            ANY | BETWEEN,
            HIGH | BETWEEN,
            ANY,
            ANY | SEMICOLON,
            ANY | BACKSLASH,
            ANY,
            ANY,
            ANY | DELETE,
        ];
    }

    /// Makes a vector of a table, twice.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn table(entries: [i8; 16]) -> __m256i {
        let word = |at: usize| {
            let half = if at == 0 { entries.first_chunk::<8>() } else { entries.last_chunk() };
            half.map_or(0, |octets| i64::from_le_bytes(octets.map(i8::cast_unsigned)))
        };
        _mm256_set_epi64x(word(1), word(0), word(1), word(0))
    }

    /// Returns the masks of 32 octets: blank, stop, string, newline.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn half(octets: __m256i) -> [i32; 4] {
        let is = |octet: u8| _mm256_cmpeq_epi8(octets, _mm256_set1_epi8(octet.cast_signed()));
        let half = _mm256_set1_epi8(0x0f);
        let upper = _mm256_and_si256(_mm256_srli_epi16::<4>(octets), half);
        let upper = _mm256_shuffle_epi8(table(kind::BY_UPPER_HALF), upper);
        let lower = _mm256_shuffle_epi8(table(kind::BY_LOWER_HALF), _mm256_and_si256(octets, half));
        let kinds = _mm256_and_si256(upper, lower);
        let some = |kinds| !_mm256_movemask_epi8(_mm256_cmpeq_epi8(kinds, _mm256_setzero_si256()));
        let blank = _mm256_movemask_epi8(_mm256_or_si256(is(b' '), is(b'\t')));
        let string = some(_mm256_and_si256(kinds, _mm256_set1_epi8(kind::STRING)));
        [blank, some(kinds), string, _mm256_movemask_epi8(is(b'\n'))]
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn join(low: i32, high: i32) -> u64 {
        u64::from(low.cast_unsigned()) | u64::from(high.cast_unsigned()) << 32
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::vector::classify;

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
        let (mut fast, mut plain) = ([Masks::default(); 3], [Masks::default(); 3]);
        classify(blocks, &mut fast);
        classify_portably(blocks, &mut plain);
        assert_eq!(fast, plain);
        for (block, masks) in blocks.iter().zip(plain) {
            for (bit, &octet) in block.iter().enumerate() {
                let has = |mask: u64| mask >> bit & 1 == 1;
                assert_eq!(has(masks.blank), is_blank(octet), "{octet:#04x}");
                assert_eq!(has(masks.stop), is_stop(octet), "{octet:#04x}");
                assert_eq!(has(masks.string), is_string_stop(octet), "{octet:#04x}");
                assert_eq!(has(masks.newline), octet == b'\n', "{octet:#04x}");
            }
        }
    }

    proptest! {
        #[test]
        fn the_kernels_agree(octets in proptest::collection::vec(any::<u8>(), BLOCK * 3)) {
            agree(octets.as_chunks::<BLOCK>().0);
        }
    }

    #[test]
    fn blocks_without_room_are_left_out() {
        let mut masks = [Masks::default(); 2];
        classify(&[[b' '; BLOCK]; 3], &mut masks[..1]);
        assert_eq!((masks[0].blank, masks[1].blank), (u64::MAX, 0));
    }
}
