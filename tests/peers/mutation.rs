//! Slips of the hand: one octet, word or line of a text is another.

use super::random::Random;

/// Octets that mean something in a zone file, and some that should not be there.
const OCTETS: &[u8] = b" \t\n\"();\\.,$@#*-_:|=+!'0129aAinx{}\0\x7f\xa0\xff";

/// Returns `text` with one slip.
pub(crate) fn slip(random: &mut Random, text: &[u8]) -> Vec<u8> {
    let mut octets = text.to_vec();
    let at = random.below(octets.len());
    match random.below(9) {
        0 | 1 => octets[at] = random.pick(OCTETS),
        2 | 3 => octets.insert(at, random.pick(OCTETS)),
        4 => drop(octets.remove(at)),
        5 => octets.swap(at, (at + 1).min(text.len() - 1)),
        6 => return lines(random, text),
        7 => return words(random, text),
        _ => octets.truncate(at.max(1)),
    }
    octets
}

/// Deletes, repeats or swaps lines.
fn lines(random: &mut Random, text: &[u8]) -> Vec<u8> {
    let mut lines: Vec<&[u8]> = text.split_inclusive(|octet| *octet == b'\n').collect();
    let (a, b) = (random.below(lines.len()), random.below(lines.len()));
    match random.below(3) {
        0 => drop(lines.remove(a)),
        1 => lines.insert(b, lines[a]),
        _ => lines.swap(a, b),
    }
    lines.concat()
}

/// Deletes, repeats or swaps words of one text.
fn words(random: &mut Random, text: &[u8]) -> Vec<u8> {
    let mut words: Vec<&[u8]> = text.split_inclusive(|octet| matches!(octet, b' ' | b'\t' | b'\n')).collect();
    let (a, b) = (random.below(words.len()), random.below(words.len()));
    match random.below(3) {
        0 => drop(words.remove(a)),
        1 => words.insert(b, words[a]),
        _ => words.swap(a, b),
    }
    words.concat()
}
