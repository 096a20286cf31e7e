//! Many octets at once: masks of a text, case folding, hashing.
//!
//! Flows in: octets. Flows out: bits, folded octets, sums. Depends on nothing.

mod compare;
mod hash;
mod kernels;

pub(crate) use compare::same;
pub(crate) use hash::{hash, high, low, pair};
pub(crate) use kernels::{BLOCK, Masks, STEP, ShortWord, classify, fold, short_word, short_words, words};
