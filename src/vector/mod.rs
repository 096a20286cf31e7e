//! Many octets at once: masks of a text, case folding, digits, hashing.
//!
//! Flows in: octets. Flows out: bits, folded octets, sums. Depends on nothing.

mod compare;
mod digits;
mod folding;
mod hash;
mod kernels;
mod masks;
mod words;

pub(crate) use compare::same;
pub(crate) use digits::{BASE32HEX, BASE64, DIGITS, OCTETS};
pub(crate) use hash::{hash, high, low, pair};
pub(crate) use kernels::{classify, decode_base32hex, decode_base64, fold};
pub(crate) use masks::{BLOCK, Masks};
pub(crate) use words::{STEP, ShortWord, short_word, short_words, words};
