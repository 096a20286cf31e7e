//! The way to what needs certain instructions: `masks`, `folding` and `digits`, each with a portable form for other
//! processors.
//!
//! This is the one file with `unsafe`, and all of it is the call of a function that needs certain vector instructions. The
//! masks and digits need AVX2, and are asked for right behind the question whether this processor has it; the folding
//! needs SSE2, which is part of x86-64. The functions themselves, loads and stores included, are safe code.

#![expect(
    unsafe_code,
    reason = "calls of functions whose only demand, vector instructions, is met where they are called"
)]

use super::digits::{self, BASE32HEX, BASE64, DIGITS, OCTETS};
use super::folding::{self, Folded};
use super::masks::{self, BLOCK, Masks};

/// Sets the masks of blocks, as many as there is room for.
pub(crate) fn classify(blocks: &[[u8; BLOCK]], masks: &mut [Masks]) {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        // SAFETY: `classify` is a safe function but for its need of AVX2, which this processor has.
        unsafe { masks::avx2::classify(blocks, masks) };
        return;
    }
    masks::classify_portably(blocks, masks);
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

/// Folds sixteen octets, the first eight of them in `low`, the first octet of each word in its lowest bits.
#[inline]
pub(crate) fn fold(low: u64, high: u64) -> Folded {
    #[cfg(target_arch = "x86_64")]
    {
        // SAFETY: `fold` is a safe function but for its need of SSE2, which every x86-64 processor has.
        unsafe { folding::sse2::fold(low, high) }
    }
    #[cfg(not(target_arch = "x86_64"))]
    folding::fold_portably(low, high)
}
