//! Small pieces of messages: counts, line numbers, octets, near misses.
//!
//! Flows in: numbers, octets and places. Flows out: words. Knows nothing of any rule.

use crate::source::{Loc, SourceId, SourceMap};

/// Returns `1 record` or `2 records`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// Returns `A, B and C`, `None` if there is nothing to list.
pub(crate) fn list(names: &[&str]) -> Option<String> {
    let (last, rest) = names.split_last()?;
    Some(if rest.is_empty() { (*last).to_owned() } else { format!("{} and {last}", rest.join(", ")) })
}

/// Returns the path of a text, decoded lossily; reports sanitise it.
pub(crate) fn path(sources: &SourceMap, id: SourceId) -> String {
    sources.get(id).map_or_else(String::new, |source| String::from_utf8_lossy(&source.path).into_owned())
}

/// Returns the line number, from 1, of a place.
pub(crate) fn line(sources: &SourceMap, at: Loc) -> u32 {
    sources.get(at.source).map_or(0, |source| source.position(at.span.start).line)
}

/// Shows octets as `<0C><00>`, at most 8 of them.
pub(crate) fn hex(octets: &[u8]) -> String {
    let mut shown: Vec<String> = octets.iter().take(8).map(|octet| format!("<{octet:02X}>")).collect();
    if octets.len() > shown.len() {
        shown.push("…".to_owned());
    }
    shown.concat()
}

/// Returns the number of octets that escaped text stands for (RFC 1035 §5.1: `\DDD`, `\X`).
pub(crate) fn decoded_len(text: &[u8]) -> usize {
    let mut rest = text;
    let mut length = 0;
    while let Some((&octet, tail)) = rest.split_first() {
        let skip = match (octet, tail) {
            (b'\\', [b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', ..]) => 3,
            (b'\\', [_, ..]) => 1,
            _ => 0,
        };
        rest = tail.get(skip..).unwrap_or_default();
        length += 1;
    }
    length
}

/// Returns the candidate that `word` most likely was meant to be: at most a third of its letters differ.
pub(crate) fn nearest<'a>(word: &str, candidates: &[&'a str]) -> Option<&'a str> {
    let near = candidates.iter().map(|&candidate| (distance(word, candidate), candidate));
    let (steps, best) = near.min_by_key(|&(steps, _)| steps)?;
    (steps <= (word.len() / 3).max(1) && steps < word.len()).then_some(best)
}

/// Returns the number of insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
/// Bounded: words above 64 octets are far from everything.
pub(crate) fn distance(from: &str, to: &str) -> usize {
    if from.len() > 64 || to.len() > 64 {
        return usize::MAX;
    }
    let (from, to) = (from.as_bytes(), to.as_bytes());
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=to.len()).collect();
    for (i, &a) in from.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &b) in to.iter().enumerate() {
            let at = |row: &[usize], index: usize| row.get(index).copied().unwrap_or(usize::MAX - 1);
            let mut best = (at(&above, j) + usize::from(a != b)).min(at(&above, j + 1) + 1).min(at(&row, j) + 1);
            let swapped = j > 0 && i > 0 && from.get(i - 1) == Some(&b) && to.get(j - 1) == Some(&a);
            if swapped {
                best = best.min(at(&before, j - 1) + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_agree() {
        assert_eq!(count(1, "record"), "1 record");
        assert_eq!(count(0, "record"), "0 records");
        assert_eq!(count(12, "octet"), "12 octets");
    }

    #[track_caller]
    fn decoded(text: &str, expected: usize) {
        assert_eq!(decoded_len(text.as_bytes()), expected, "{text:?}");
    }

    #[test]
    fn escapes_count_as_the_octet_they_stand_for() {
        decoded("", 0);
        decoded("abc", 3);
        decoded("a\\065c", 3);
        decoded("a\\.c", 3);
        decoded("a\\06", 3);
        decoded("a\\", 2);
    }

    #[track_caller]
    fn near(word: &str, expected: Option<&str>) {
        assert_eq!(nearest(word, &["$ORIGIN", "$TTL", "CNAME", "A"]), expected, "{word:?}");
    }

    #[test]
    fn near_misses_are_found_and_others_are_not() {
        near("$ORIGN", Some("$ORIGIN"));
        near("$TLT", Some("$TTL"));
        near("CNMAE", Some("CNAME"));
        near("$FOOBAR", None);
        near("X", None);
        near("", None);
        near(&"x".repeat(500), None);
    }

    #[test]
    fn octets_are_shown_in_hex_and_cut() {
        assert_eq!(hex(b"\x0c\x00"), "<0C><00>");
        assert_eq!(hex(&[1; 9]), "<01><01><01><01><01><01><01><01>…");
    }
}
