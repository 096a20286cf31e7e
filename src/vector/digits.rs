//! Digits of base64 (RFC 4648 §4) and base32hex (§7), thirty-two at a time.
//!
//! Flows in: blocks of digits. Flows out: the octets that they are, or that one of them is no digit. `kernels` calls the
//! fast forms where the processor has their instructions; the tests hold them against the portable ones.

/// Digits in a block.
pub(crate) const DIGITS: usize = 32;
/// Octets that a block is in base64, and in base32hex.
pub(crate) const OCTETS: (usize, usize) = (24, 20);

/// Base64, of which `=` is no digit.
pub(crate) static BASE64: Alphabet =
    Alphabet::new(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", false);
/// Base32hex, in upper and lower case.
pub(crate) static BASE32HEX: Alphabet = Alphabet::new(b"0123456789abcdefghijklmnopqrstuv", true);

/// Digits and their values.
pub(crate) struct Alphabet {
    /// The value of each octet.
    values: [u8; 256],
    /// What the fast forms look up, once for each half of a vector. A row is what octets of the same upper half are; each
    /// has a bit, and those of octets above 127 the bit of row 0, which has no digits either.
    rows: [u8; DIGITS],
    /// For each lower half the rows in which it is no digit.
    rows_without: [u8; DIGITS],
    /// What to add to the digits of each row to get their values, and in place of row 1 to `/`: row 2 has two digits of
    /// base64, which are not at the same distance.
    distances: [u8; DIGITS],
}

/// The value of octets that are no digits: more than any, or values together.
const NO_DIGIT: u8 = 0xff;

impl Alphabet {
    /// `folds` tells whether letters stand for themselves in both cases.
    #[expect(clippy::indexing_slicing, reason = "evaluated at compile time only, where a wrong index does not build")]
    #[expect(clippy::cast_possible_truncation, reason = "there are at most 64 digits")]
    const fn new(digits: &[u8], folds: bool) -> Self {
        let mut all =
            Self { values: [NO_DIGIT; 256], rows: [1; DIGITS], rows_without: [0xff; DIGITS], distances: [0; DIGITS] };
        let mut half = 0;
        while half < DIGITS {
            let mut row = 0;
            while row < 8 {
                all.rows[half + row] = 1 << row;
                row += 1;
            }
            let mut value = 0;
            while value < digits.len() {
                let digit = digits[value];
                all.add(digit, value as u8, half);
                all.add(if folds { digit.to_ascii_uppercase() } else { digit }, value as u8, half);
                value += 1;
            }
            half += 16;
        }
        all
    }

    #[expect(clippy::indexing_slicing, reason = "evaluated at compile time only, where a wrong index does not build")]
    const fn add(&mut self, digit: u8, value: u8, half: usize) {
        self.values[digit as usize] = value;
        self.rows_without[half + digit as usize % 16] &= !(1 << (digit / 16));
        let row = if digit == b'/' { 1 } else { digit as usize / 16 };
        self.distances[half + row] = value.wrapping_sub(digit);
    }

    /// Returns the value of a digit.
    #[inline]
    pub(crate) fn value(&self, digit: u8) -> Option<u8> {
        self.values.get(usize::from(digit)).copied().filter(|&value| value != NO_DIGIT)
    }

    /// Decodes blocks, as many as there is room for: `D` digits are `N` octets. False if any octet is no digit.
    pub(super) fn decode<const D: usize, const N: usize, const ALL: usize>(
        &self,
        blocks: &[[u8; DIGITS]],
        octets: &mut [[u8; ALL]],
    ) -> bool {
        let mut seen = 0;
        for (block, octets) in blocks.iter().zip(octets) {
            for (group, octets) in block.as_chunks::<D>().0.iter().zip(octets.as_chunks_mut::<N>().0) {
                let mut bits = 0;
                for &digit in group {
                    let value = self.values.get(usize::from(digit)).copied().unwrap_or(NO_DIGIT);
                    seen |= value;
                    bits = bits << (8 * N / D) | u64::from(value);
                }
                octets.copy_from_slice(bits.to_be_bytes().last_chunk::<N>().map_or(&[0; N], |last| last));
            }
        }
        seen != NO_DIGIT
    }
}

#[cfg(target_arch = "x86_64")]
pub(super) mod avx2 {
    use std::arch::x86_64::{
        __m256i, _mm256_add_epi8, _mm256_add_epi64, _mm256_and_si256, _mm256_cmpeq_epi8, _mm256_extract_epi64,
        _mm256_madd_epi16, _mm256_maddubs_epi16, _mm256_mul_epu32, _mm256_or_si256, _mm256_permutevar8x32_epi32,
        _mm256_set1_epi8, _mm256_set1_epi16, _mm256_set1_epi32, _mm256_setzero_si256, _mm256_shuffle_epi8,
        _mm256_srli_epi32, _mm256_srli_epi64, _mm256_testz_si256,
    };

    use super::super::masks::avx2::load;
    use super::{Alphabet, BASE32HEX, BASE64, DIGITS, OCTETS};

    /// As [`Alphabet::decode`], in base64.
    #[target_feature(enable = "avx2")]
    pub(in super::super) fn decode_base64(blocks: &[[u8; DIGITS]], octets: &mut [[u8; OCTETS.0]]) -> bool {
        let mut wrong = _mm256_setzero_si256();
        for (block, octets) in blocks.iter().zip(octets) {
            let values = values(&BASE64, block, &mut wrong);
            for (octets, word) in octets.as_chunks_mut::<8>().0.iter_mut().zip(join_sixes(values)) {
                *octets = word.to_le_bytes();
            }
        }
        _mm256_testz_si256(wrong, wrong) == 1
    }

    /// As [`Alphabet::decode`], in base32hex.
    #[target_feature(enable = "avx2")]
    pub(in super::super) fn decode_base32hex(blocks: &[[u8; DIGITS]], octets: &mut [[u8; OCTETS.1]]) -> bool {
        let mut wrong = _mm256_setzero_si256();
        for (block, octets) in blocks.iter().zip(octets) {
            let values = values(&BASE32HEX, block, &mut wrong);
            for (octets, word) in octets.as_chunks_mut::<5>().0.iter_mut().zip(join_fives(values)) {
                let [_, _, _, low @ ..] = word.to_be_bytes();
                *octets = low;
            }
        }
        _mm256_testz_si256(wrong, wrong) == 1
    }

    /// Returns the values of digits; sets bits in `wrong` if any is none.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn values(alphabet: &Alphabet, block: &[u8; DIGITS], wrong: &mut __m256i) -> __m256i {
        let digits = load(block);
        let look_up = |table, places| _mm256_shuffle_epi8(load(table), places);
        let halves = _mm256_set1_epi8(0x0f);
        let upper = _mm256_and_si256(_mm256_srli_epi32::<4>(digits), halves);
        let lower = _mm256_and_si256(digits, halves);
        let strange = _mm256_and_si256(look_up(&alphabet.rows, upper), look_up(&alphabet.rows_without, lower));
        *wrong = _mm256_or_si256(*wrong, strange);
        let slash = _mm256_cmpeq_epi8(digits, _mm256_set1_epi8(b'/'.cast_signed()));
        _mm256_add_epi8(digits, look_up(&alphabet.distances, _mm256_add_epi8(upper, slash)))
    }

    /// Joins values of six bits to three words of octets, the first in the lowest bits.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn join_sixes(values: __m256i) -> [u64; 3] {
        /// The octets of numbers of three octets, the highest first, and then the fourth ones, which are zero.
        const BIG_ENDIAN: [u8; 32] = [
            2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, 3, 7, 11, 15, 2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, 3, 7, 11, 15,
        ];
        /// The numbers of the words of 32 bits that these are, the first three of each half.
        const JOINED: [u8; 32] =
            [0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0, 5, 0, 0, 0, 6, 0, 0, 0, 3, 0, 0, 0, 7, 0, 0, 0];
        let pairs = _mm256_maddubs_epi16(values, _mm256_set1_epi16(0x0140));
        let groups = _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x0001_1000));
        let octets = _mm256_shuffle_epi8(groups, load(&BIG_ENDIAN));
        let [first, second, third, _] = words(_mm256_permutevar8x32_epi32(octets, load(&JOINED)));
        [first, second, third]
    }

    /// Joins values of five bits to four numbers of five octets.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn join_fives(values: __m256i) -> [u64; 4] {
        let pairs = _mm256_maddubs_epi16(values, _mm256_set1_epi16(0x0120));
        let fours = _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x0001_0400));
        let upper = _mm256_mul_epu32(fours, _mm256_set1_epi32(1 << 20));
        words(_mm256_add_epi64(upper, _mm256_srli_epi64::<32>(fours)))
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn words(octets: __m256i) -> [u64; 4] {
        let words = [
            _mm256_extract_epi64::<0>(octets),
            _mm256_extract_epi64::<1>(octets),
            _mm256_extract_epi64::<2>(octets),
            _mm256_extract_epi64::<3>(octets),
        ];
        words.map(i64::cast_unsigned)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::kernels::{decode_base32hex, decode_base64};
    use super::*;

    type Decoder<const N: usize> = fn(&[[u8; DIGITS]], &mut [[u8; N]]) -> bool;

    /// Decodes with both, and each digit alone.
    #[track_caller]
    fn check<const N: usize>(blocks: &[[u8; DIGITS]], alphabet: &Alphabet, [fast, plain]: [Decoder<N>; 2]) {
        let (mut octets, mut plainly) = (vec![[7; N]; blocks.len()], vec![[9; N]; blocks.len()]);
        let good = fast(blocks, &mut octets);
        assert_eq!(good, plain(blocks, &mut plainly), "{blocks:?}");
        let values: Option<Vec<u8>> = blocks.as_flattened().iter().map(|&digit| alphabet.value(digit)).collect();
        assert_eq!(good, values.is_some(), "{blocks:?}");
        let Some(values) = values else { return };
        assert_eq!(octets, plainly, "{blocks:?}");
        let bit = |at: usize| octets.as_flattened()[at / 8] << (at % 8) & 0x80 != 0;
        let width = 8 * N / DIGITS;
        for (at, value) in values.into_iter().enumerate() {
            (0..width).for_each(|place| assert_eq!(bit(at * width + place), value >> (width - 1 - place) & 1 == 1));
        }
    }

    #[track_caller]
    fn agree(blocks: &[[u8; DIGITS]]) {
        check(blocks, &BASE64, [decode_base64, |blocks, octets| BASE64.decode::<4, 3, _>(blocks, octets)]);
        check(blocks, &BASE32HEX, [decode_base32hex, |blocks, octets| BASE32HEX.decode::<8, 5, _>(blocks, octets)]);
    }

    #[test]
    fn every_octet_is_judged_in_every_place() {
        for octet in 0..=u8::MAX {
            for place in 0..DIGITS {
                let mut block = *b"ABCDEFGHIJKLMNOPabcdefgh01234567";
                block[place] = octet;
                agree(&[block]);
            }
        }
    }

    #[test]
    fn digits_have_the_values_of_their_alphabets() {
        let values = |alphabet: &Alphabet, digits: &[u8]| digits.iter().map(|&digit| alphabet.value(digit)).collect();
        let found: Vec<Option<u8>> = values(&BASE64, b"AZaz09+/=-_\xc1");
        assert_eq!(found[..8], [0, 25, 26, 51, 52, 61, 62, 63].map(Some));
        assert_eq!(found[8..], [None; 4]);
        let found: Vec<Option<u8>> = values(&BASE32HEX, b"09AVavWw/\xb0");
        assert_eq!(found[..6], [0, 9, 10, 31, 10, 31].map(Some));
        assert_eq!(found[6..], [None; 4]);
    }

    #[test]
    fn blocks_without_room_are_left_out() {
        let (mut octets, blocks) = ([[7; OCTETS.0]; 2], [[b'A'; DIGITS], [b'!'; DIGITS]]);
        assert!(decode_base64(&blocks, &mut octets[..1]));
        assert_eq!(octets, [[0; OCTETS.0], [7; OCTETS.0]]);
        assert!(!decode_base64(&blocks, &mut octets));
    }

    proptest! {
        #[test]
        fn any_blocks_are_decoded_alike(text in "[A-Za-z0-9+/]{64}[0-9A-Va-v]{32}", hostile: [u8; DIGITS], at in 0usize..4) {
            let mut blocks = text.as_bytes().as_chunks::<DIGITS>().0.to_vec();
            agree(&blocks);
            agree(&blocks[2..]);
            blocks.insert(at, hostile);
            agree(&blocks);
        }
    }
}
