//! A hash of a few octets, as fast as they can be read.

/// Odd numbers with an irregular pattern of bits: the fractions of the square roots of 2 and 3.
const MULTIPLIERS: [u64; 2] = [0x6a09_e667_f3bc_c909, 0xbb67_ae85_84ca_a73b];

/// Returns a hash whose low and high bits are equally good. `seed` keeps crafted names from colliding.
///
/// Eight octets at a time are folded by one multiplication into twice the width. No more is asked of it than few
/// collisions: who uses it compares octets.
#[inline]
pub(crate) fn hash(octets: &[u8], seed: u64) -> u64 {
    let (words, tail) = octets.as_chunks::<8>();
    let mut sum = seed ^ (octets.len() as u64).wrapping_mul(MULTIPLIERS[1]);
    for word in words {
        sum = fold(sum ^ u64::from_le_bytes(*word), MULTIPLIERS[0]);
    }
    fold(sum ^ last_word(octets, tail), MULTIPLIERS[1])
}

/// Returns a hash of two pairs of words, of which no collisions are feared.
#[inline]
pub(crate) fn pair(first: [u64; 2], second: [u64; 2]) -> u64 {
    let sum = fold(first[0] ^ MULTIPLIERS[1], first[1] ^ MULTIPLIERS[0]);
    fold(sum ^ second[0], second[1] ^ MULTIPLIERS[1])
}

/// Returns the last octets as a word: overlapping the word before where there is one.
#[inline]
fn last_word(octets: &[u8], tail: &[u8]) -> u64 {
    match octets.last_chunk::<8>() {
        Some(word) => u64::from_le_bytes(*word),
        None => tail.iter().rev().fold(0, |sum, &octet| sum << 8 | u64::from(octet)),
    }
}

/// The half of a hash that chooses a place in a table.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "the lower half")]
pub(crate) fn low(sum: u64) -> usize {
    sum as u32 as usize
}

/// The half of a hash that tells apart what chose the same place.
#[inline]
pub(crate) fn high(sum: u64) -> u32 {
    (sum >> 32) as u32
}

#[inline]
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    #[expect(clippy::cast_possible_truncation, reason = "the two halves of the product")]
    let (low, high) = (product as u64, (product >> 64) as u64);
    low ^ high
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn octets_lengths_and_seeds_make_a_difference() {
        let mut seen: Vec<u64> = Vec::new();
        for length in 0..40 {
            for at in 0..=length {
                let mut octets = vec![0u8; length];
                if let Some(octet) = octets.get_mut(at) {
                    *octet = 1;
                }
                seen.extend([hash(&octets, 7), hash(&octets, 8)]);
            }
        }
        let all = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), all);
    }
}
