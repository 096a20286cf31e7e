//! Slips of the hand: one octet, word or line of a text is another, or stands otherwise.

use super::random::Random;

/// Octets that mean something in a zone file, and some that should not be there.
const OCTETS: &[u8] = b" \t\n\"();\\.,$@#*-_:|=+!'0129aAinx{}\r\0\x7f\xa0\xff";

/// Words that stand at the edge of what a field may be, or beyond.
const WORDS: &[&str] = &[
    "0",
    "255",
    "256",
    "65535",
    "65536",
    "4294967295",
    "4294967296",
    "-1",
    "+1",
    "0x1",
    "1.5",
    "1h",
    "1h30",
    "1y",
    "\"\"",
    "\"a\"",
    "\"a b\"",
    "'a'",
    "@",
    "\"@\"",
    ".",
    "..",
    "a..b",
    ".a",
    "a.b.",
    "\\",
    "\\.",
    "\\256",
    "\\06",
    "\\000",
    "\\# 0",
    "\\#",
    "(",
    ")",
    "()",
    "\"",
    ";",
    "*",
    "*.a",
    "$",
    "$TTL",
    "$ORIGIN",
    "IN",
    "CH",
    "CLASS1",
    "CLASS3",
    "TYPE0",
    "TYPE1",
    "TYPE65536",
    "A",
    "CNAME",
    "SOA",
    "TXT",
    "AXFR",
    "::",
    "::1",
    "1.2.3.4",
    "1.2.3",
    "1.2.3.256",
    "01.2.3.4",
    "AA==",
    "A===",
    "A",
    "=",
    "-",
    "abc",
    "ab",
    "xyz",
    "\u{e9}",
    "alpn=",
    "port=65536",
    "mandatory=port",
    "key65535=a",
    "key7",
];

/// Returns `text` with one slip.
pub(crate) fn slip(random: &mut Random, text: &[u8]) -> Vec<u8> {
    let mut octets = text.to_vec();
    let at = random.below(octets.len());
    match random.below(16) {
        0 => octets[at] = random.pick(OCTETS),
        1 => octets[at] ^= 1 << random.below(8),
        2 | 3 => octets.insert(at, random.pick(OCTETS)),
        4 => drop(octets.remove(at)),
        5 => octets.swap(at, (at + 1).min(text.len() - 1)),
        6 => return lines(random, text),
        7 => return words(random, text),
        8..=10 => return nasty(random, text),
        11 | 12 => return wrapped(random, text),
        13 => return escaped(text, at),
        14 => return joined(random, text),
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
    let mut words = split(text);
    let (a, b) = (random.below(words.len()), random.below(words.len()));
    match random.below(3) {
        0 => drop(words.remove(a)),
        1 => words.insert(b, words[a]),
        _ => words.swap(a, b),
    }
    words.concat()
}

/// Puts a word of [`WORDS`] before another one, or in its place.
fn nasty(random: &mut Random, text: &[u8]) -> Vec<u8> {
    let words = split(text);
    let at = random.below(words.len());
    let word = words[at];
    let end = if word.ends_with(b"\n") { &b"\n"[..] } else { b" " };
    let other = [random.pick(WORDS).as_bytes(), end].concat();
    let mut text = words[..at].concat();
    text.extend(other);
    if random.once_in(3) {
        text.extend(word);
    }
    text.extend(words[at + 1..].concat());
    text
}

/// Puts quotes, or parentheses with or without a comment, round one word or some.
fn wrapped(random: &mut Random, text: &[u8]) -> Vec<u8> {
    let words = split(text);
    let first = random.below(words.len());
    let behind = (first + 1 + random.below(3)).min(words.len());
    let (open, close) = random.pick(&[
        ("\"", "\""),
        ("(", ")"),
        ("( ", " )"),
        (" (\n", "\n)"),
        ("( ; comment )\n ", " ; (\n )"),
        ("", " ( )"),
        ("", " ;\n"),
    ]);
    let inside = words[first..behind].concat();
    let word = inside.trim_ascii_end();
    let parts = [&words[..first].concat(), open.as_bytes(), word, close.as_bytes(), &inside[word.len()..]];
    [&parts.concat()[..], &words[behind..].concat()].concat()
}

/// Writes an octet as an escape of itself, which means the same in some fields and nothing in others.
fn escaped(text: &[u8], at: usize) -> Vec<u8> {
    let escape = format!("\\{:03}", text[at]);
    [&text[..at], escape.as_bytes(), &text[at + 1..]].concat()
}

/// Joins a line with the next, or breaks one at a word.
fn joined(random: &mut Random, text: &[u8]) -> Vec<u8> {
    let (from, to) = random.pick(&[(b'\n', " "), (b'\n', ""), (b' ', "\n"), (b' ', "\n ")]);
    let places: Vec<usize> = (0..text.len()).filter(|at| text[*at] == from).collect();
    if places.is_empty() {
        return text.to_vec();
    }
    let at = random.pick(&places);
    [&text[..at], to.as_bytes(), &text[at + 1..]].concat()
}

/// Splits behind each blank and line end.
fn split(text: &[u8]) -> Vec<&[u8]> {
    text.split_inclusive(|octet| matches!(octet, b' ' | b'\t' | b'\n')).collect()
}
