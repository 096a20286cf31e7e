//! What the texts have in common that an exception is kept to.

use crate::zones::generic;
use crate::zones::types::TYPES;

/// Tells whether the octets of `part` stand in a text, in any case.
pub(super) fn has(text: &[u8], part: &str) -> bool {
    text.windows(part.len()).any(|window| window.eq_ignore_ascii_case(part.as_bytes()))
}

/// Tells whether one of these words stands in a text, in any case.
pub(super) fn word(text: &[u8], of: &[&str]) -> bool {
    words(text).any(|word| of.iter().any(|other| word.eq_ignore_ascii_case(other.as_bytes())))
}

fn words(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|octet| octet.is_ascii_whitespace() || b"()".contains(octet)).filter(|word| !word.is_empty())
}

/// Tells whether a type of this mnemonic stands in a text, by name or by number.
pub(super) fn rtype(text: &[u8], mnemonics: &[&str]) -> bool {
    mnemonics.iter().any(|mnemonic| word(text, &[mnemonic, &generic::number(mnemonic)]))
}

/// Tells whether a type stands in a text that the peer of this letter does not read.
pub(super) fn foreign_type(text: &[u8], letter: char) -> bool {
    TYPES.iter().any(|row| !row.known_by.contains(letter) && word(text, &[row.mnemonic]))
}

/// Tells whether a line of a text, without its line end, is one that `of` means.
pub(super) fn line(text: &[u8], of: fn(&[u8]) -> bool) -> bool {
    text.split(|octet| *octet == b'\n').any(of)
}

/// Tells whether an octet stands in a text that is not of ASCII, or controls.
pub(super) fn raw_octets(text: &[u8]) -> bool {
    text.iter().any(|octet| !matches!(octet, b' '..=b'~' | b'\t' | b'\n'))
}

/// Tells whether a control octet stands in a text that is no white space, or an octet that ends its line to some.
pub(super) fn controls(text: &[u8]) -> bool {
    text.iter().any(|octet| octet.is_ascii_control() && !matches!(octet, b'\t' | b'\n'))
}

/// Tells whether the first entry behind an `$INCLUDE` has a blank owner.
pub(super) fn inherits_behind_include(text: &[u8]) -> bool {
    let is_text = |line: &&[u8]| !matches!(line.trim_ascii().first(), None | Some(b';'));
    let lines: Vec<&[u8]> = text.split(|octet| *octet == b'\n').filter(is_text).collect();
    let includes = (1..).zip(&lines).filter(|(_, line)| has(line, "$INCLUDE"));
    let entries = includes.filter_map(|(behind, _)| lines[behind..].iter().find(|line| !line.starts_with(b"$")));
    entries.into_iter().any(|entry| entry.starts_with(b" ") || entry.starts_with(b"\t") || entry.starts_with(b"("))
}

/// Tells whether a text has a service binding of priority 0, by its text or by its octets.
pub(super) fn alias_mode(text: &[u8]) -> bool {
    let all: Vec<&[u8]> = words(text).collect();
    let is_zero = |word: &[u8]| word.iter().all(|octet| *octet == b'0') || word == b"\\#";
    all.windows(2).any(|pair| rtype(pair[0], &["SVCB", "HTTPS"]) && is_zero(pair[1]))
}

/// Tells whether a class stands before a TTL.
pub(super) fn class_before_ttl(text: &[u8]) -> bool {
    let all: Vec<&[u8]> = words(text).collect();
    all.windows(2).any(|pair| {
        let is_class = pair[0].eq_ignore_ascii_case(b"IN") || pair[0].eq_ignore_ascii_case(b"CLASS1");
        is_class && pair[1].first().is_some_and(u8::is_ascii_digit)
    })
}

/// Tells whether no `$TTL` stands before a record.
pub(super) fn no_default_ttl(text: &[u8]) -> bool {
    !text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case(b"$TTL"))
}

/// Tells whether an entry has a parenthesis before all else.
pub(super) fn leading_parenthesis(text: &[u8]) -> bool {
    line(text, |line| line.trim_ascii_start().starts_with(b"("))
}

/// Tells whether a closing parenthesis stands right behind a word.
pub(super) fn tight_parenthesis(text: &[u8]) -> bool {
    text.windows(2).any(|pair| pair[1] == b')' && !pair[0].is_ascii_whitespace())
}

/// Tells whether `@` stands somewhere else than for an owner, or begins a label.
pub(super) fn at_in_data(text: &[u8]) -> bool {
    text.windows(2).any(|pair| pair[1] == b'@' && matches!(pair[0], b' ' | b'\t' | b'(' | b'.'))
}

/// Tells whether a CR stands before something else than a line feed.
pub(super) fn lone_cr(text: &[u8]) -> bool {
    text.ends_with(b"\r") || text.windows(2).any(|pair| pair[0] == b'\r' && pair[1] != b'\n')
}

/// Tells whether a text has more than one SOA.
pub(super) fn several_soa(text: &[u8]) -> bool {
    words(text).filter(|word| word.eq_ignore_ascii_case(b"SOA") || word.eq_ignore_ascii_case(b"TYPE6")).count() > 1
}

/// Tells whether `\\#` stands where no type is before it.
pub(super) fn hash_in_data(text: &[u8]) -> bool {
    let all: Vec<&[u8]> = words(text).collect();
    all.windows(2).any(|pair| pair[1] == b"\\#" && zonegate::rdata::lookup(pair[0]).is_none())
}

/// Tells whether a line has a quote too many; escaped ones do not count.
pub(super) fn odd_quotes(text: &[u8]) -> bool {
    line(text, |line| {
        let (mut quotes, mut escaped) = (0, false);
        for octet in line {
            quotes += usize::from(*octet == b'"' && !escaped);
            escaped = *octet == b'\\' && !escaped;
        }
        quotes % 2 == 1
    })
}

/// Tells whether a quote stands inside of a word, but not behind `key=`.
pub(super) fn quote_inside(text: &[u8]) -> bool {
    text.windows(2).any(|pair| pair[1] == b'"' && !pair[0].is_ascii_whitespace() && !b"(=".contains(&pair[0]))
}

/// Tells whether a parenthesis stands between two octets of words.
pub(super) fn parenthesis_inside(text: &[u8]) -> bool {
    text.windows(3).any(|three| {
        b"()".contains(&three[1]) && !three[0].is_ascii_whitespace() && !b";\r\n \t".contains(&three[2])
            || three[1] == b'(' && !three[0].is_ascii_whitespace()
    })
}

/// Tells whether a parameter stands where the target of SVCB or HTTPS should.
pub(super) fn parameter_for_target(text: &[u8]) -> bool {
    line(text, |line| {
        let mut words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
        let of_service = words.any(|word| word.eq_ignore_ascii_case(b"SVCB") || word.eq_ignore_ascii_case(b"HTTPS"));
        of_service && words.nth(1).is_some_and(|target| target.contains(&b'=') || target == b"no-default-alpn")
    })
}
