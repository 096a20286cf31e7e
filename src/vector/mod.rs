//! Many octets at once: masks of a text, case folding, base64, hashing.
//!
//! Flows in: octets. Flows out: bits, folded octets, sums. Depends on nothing.

mod base64;
mod hash;
mod kernels;

pub(crate) use base64::{CHARACTERS, OCTETS, base64_value};
pub(crate) use hash::{hash, high, low, sample};
pub(crate) use kernels::{
    BLOCK, Folded, Masks, STEP, ShortWord, classify, decode_base64, fold, short_word, short_words, words,
};
