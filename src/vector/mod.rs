//! Many octets at once: masks of a text, case folding, digits, hashing.
//!
//! Flows in: octets. Flows out: bits, folded octets, sums. Depends on nothing.

mod compare;
mod digits;
mod hash;
mod kernels;

pub(crate) use compare::same;
pub(crate) use digits::{BASE32HEX, BASE64, DIGITS, OCTETS};
pub(crate) use hash::{hash, high, low, pair};
pub(crate) use kernels::{
    BLOCK, Masks, STEP, ShortWord, classify, decode_base32hex, decode_base64, fold, short_word, short_words, words,
};
