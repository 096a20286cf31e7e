//! The masks that the scanner of zone text steps by, the case folding of names, and the way to `digits`.
//!
//! Each function has a portable form, which other processors use and the tests hold the fast one against.
//!
//! This is the one file with `unsafe`, and all of it is the call of a function that needs certain vector instructions. The
//! masks and digits need AVX2, and are asked for right behind the question whether this processor has it; the folding
//! needs SSE2, which is part of x86-64. The functions themselves, loads and stores included, are safe code.

#![expect(
    unsafe_code,
    reason = "calls of functions whose only demand, vector instructions, is met where they are called"
)]

use super::digits::{self, BASE32HEX, BASE64, DIGITS, OCTETS};

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
pub(crate) fn classify(blocks: &[[u8; BLOCK]], masks: &mut [Masks]) {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        // SAFETY: `avx2` is a safe function but for its need of AVX2, which this processor has.
        unsafe { avx2::classify(blocks, masks) };
        return;
    }
    classify_portably(blocks, masks);
}

fn classify_portably(blocks: &[[u8; BLOCK]], masks: &mut [Masks]) {
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
    pub(super) fn classify(blocks: &[[u8; BLOCK]], masks: &mut [Masks]) {
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

/// Decodes blocks of base64, as many as there is room for; false if any octet is no digit, which `=` is not.
#[inline]
pub(crate) fn decode_base64(blocks: &[[u8; DIGITS]], octets: &mut [[u8; OCTETS.0]]) -> bool {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        // SAFETY: `decode_base64` is a safe function but for its need of AVX2, which this processor has.
        return unsafe { digits::avx2::decode_base64(blocks, octets) };
    }
    BASE64.decode::<4, 3, _>(blocks, octets)
}

/// Decodes blocks of base32hex, as many as there is room for; false if any octet is no digit.
#[inline]
pub(crate) fn decode_base32hex(blocks: &[[u8; DIGITS]], octets: &mut [[u8; OCTETS.1]]) -> bool {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        // SAFETY: `decode_base32hex` is a safe function but for its need of AVX2, which this processor has.
        return unsafe { digits::avx2::decode_base32hex(blocks, octets) };
    }
    BASE32HEX.decode::<8, 5, _>(blocks, octets)
}

/// Octets looked at together.
pub(crate) const STEP: usize = 16;

/// Sixteen octets in lower case (ASCII only, RFC 4343 §3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Folded {
    pub(crate) lower: [u8; STEP],
    /// One bit an octet, the lowest for the first.
    pub(crate) dots: u64,
    /// Whether a backslash is among them.
    pub(crate) escapes: bool,
}

/// Folds sixteen octets, the first eight of them in `low`, the first octet of each word in its lowest bits.
#[inline]
pub(crate) fn fold(low: u64, high: u64) -> Folded {
    #[cfg(target_arch = "x86_64")]
    {
        // SAFETY: `sse2::fold` is a safe function but for its need of SSE2, which every x86-64 processor has.
        unsafe { sse2::fold(low, high) }
    }
    #[cfg(not(target_arch = "x86_64"))]
    fold_portably(low, high)
}

/// Splits sixteen octets into the words that [`fold`] takes.
#[inline]
pub(crate) fn words(octets: &[u8; STEP]) -> (u64, u64) {
    let word = |octets: Option<&[u8; 8]>| octets.map_or(0, |octets| u64::from_le_bytes(*octets));
    (word(octets.first_chunk()), word(octets.last_chunk()))
}

/// Makes the words of fewer than sixteen octets, NUL behind them.
#[inline]
pub(crate) fn short_words(text: &[u8]) -> (u64, u64) {
    let unused = |room: usize| 8 * u32::try_from(room - text.len()).unwrap_or_default();
    if let (Some(first), Some(last)) = (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        let high = u64::from_le_bytes(*last).checked_shr(unused(STEP)).unwrap_or_default();
        return (u64::from_le_bytes(*first), high);
    }
    if let (Some(first), Some(last)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        let high = u64::from(u32::from_le_bytes(*last).checked_shr(unused(8)).unwrap_or_default());
        return (u64::from(u32::from_le_bytes(*first)) | high << 32, 0);
    }
    // Up to three octets: the first, the one in the middle and the last are all there are.
    let octet = |at: usize| text.get(at).map_or(0, |&octet| u64::from(octet) << (8 * at));
    (octet(0) | octet(text.len() / 2) | octet(text.len().saturating_sub(1)), 0)
}

/// A word of fewer than sixteen octets, NUL behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ShortWord(pub(crate) u128);

impl ShortWord {
    /// As [`short_word`], for words of the program, also in lower case (ASCII only).
    ///
    /// # Panics
    /// If the word is longer, which does not build where it is evaluated at compile time.
    pub(crate) const fn of(word: &str, lower: bool) -> Self {
        let mut octets = [0; STEP];
        let mut rest = word.as_bytes();
        assert!(rest.len() < STEP, "a short word");
        while let Some((last, before)) = rest.split_last() {
            #[expect(clippy::indexing_slicing, reason = "the word is shorter than the array")]
            {
                octets[before.len()] = if lower { last.to_ascii_lowercase() } else { *last };
            }
            rest = before;
        }
        Self(u128::from_le_bytes(octets))
    }

    /// Returns the word in lower case (ASCII only).
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "the two halves")]
    pub(crate) fn lower(self) -> Self {
        Self(u128::from_le_bytes(fold(self.0 as u64, (self.0 >> 64) as u64).lower))
    }
}

/// Makes a short word of text; `None` for longer text, and for text that ends in NUL.
#[inline]
pub(crate) fn short_word(text: &[u8]) -> Option<ShortWord> {
    if text.len() >= STEP || text.last().is_none_or(|&last| last == 0) {
        return None;
    }
    let (low, high) = short_words(text);
    Some(ShortWord(u128::from(low) | u128::from(high) << 64))
}

#[cfg(target_arch = "x86_64")]
mod sse2 {
    use std::arch::x86_64::{
        _mm_and_si128, _mm_cmpeq_epi8, _mm_cmpgt_epi8, _mm_cvtsi128_si64, _mm_movemask_epi8, _mm_or_si128,
        _mm_set_epi64x, _mm_set1_epi8, _mm_unpackhi_epi64,
    };

    use super::Folded;

    #[inline]
    #[target_feature(enable = "sse2")]
    pub(super) fn fold(low: u64, high: u64) -> Folded {
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
fn fold_portably(low: u64, high: u64) -> Folded {
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
