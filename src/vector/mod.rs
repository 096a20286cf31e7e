//! Many octets at once: masks of a text, case folding, hashing.
//!
//! Flows in: octets. Flows out: bits, folded octets, sums. Depends on nothing.

mod hash;
mod kernels;

pub(crate) use hash::{hash, high, low};
pub(crate) use kernels::{BLOCK, Folded, Masks, STEP, ShortWord, classify, fold, short_word, short_words, words};
