//! RR types by name and number.

use std::fmt::Write as _;

use super::Dialect;
use super::knowledge::is_type;
use super::number::decimal;
use super::table::{Entry, TYPES};
use crate::vector::{ShortWord, short_word};
use crate::zone::Rtype;

/// A type as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypeName {
    /// Its number. Words of file formats that mean no type (ANAME, DYNA, DYNC) have one from the range of questions.
    pub rtype: Rtype,
    /// Whether it may stand in a zone file.
    pub class: TypeClass,
    /// Whether it was written `TYPEnnn`.
    pub numeric: bool,
}

/// What a type is to a zone file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeClass {
    /// A type of data, known by name or not.
    Ordinary,
    /// A type of questions and messages: no zone holds it.
    Meta,
    /// MD and MF (RFC 973 §3).
    Withdrawn,
    /// A word of one server's file format; the number behind it, if any, is from the private range.
    ForeignDialect,
}

/// Reads a type: a mnemonic without case, or `TYPEnnn` (RFC 3597 §5). `None` if it is no type.
///
/// ```
/// use zonegate::rdata::lookup;
///
/// assert_eq!(lookup(b"aaaa").map(|found| found.rtype.0), Some(28));
/// assert_eq!(lookup(b"TYPE028").map(|found| found.numeric), Some(true));
/// assert_eq!(lookup(b"AAAAA"), None);
/// ```
pub fn lookup(mnemonic: &[u8]) -> Option<TypeName> {
    short_word(mnemonic).and_then(known).or_else(|| numeric(mnemonic))
}

/// Finds a word in lower case among the mnemonics.
#[inline]
pub(crate) fn known(word: ShortWord) -> Option<TypeName> {
    let mut place = place(word);
    loop {
        let at = SLOTS.get(place % SLOTS.len()).copied().unwrap_or_default();
        let name = WORDS.get(usize::from(at.checked_sub(1)?))?;
        if name.short == word {
            return Some(TypeName { rtype: Rtype(name.number), class: name.class, numeric: false });
        }
        place += 1;
    }
}

#[cold]
fn numeric(mnemonic: &[u8]) -> Option<TypeName> {
    let (prefix, digits) = mnemonic.split_at_checked(4)?;
    if !prefix.eq_ignore_ascii_case(b"TYPE") {
        return None;
    }
    let number = decimal(digits, u16::MAX.into()).ok().filter(|&number| number > 0)?;
    let rtype = Rtype(u16::try_from(number).ok()?);
    Some(TypeName { rtype, class: class_by_number(rtype), numeric: true })
}

/// Numbers of questions and messages (RFC 6895 §3.1): BIND refuses a record of any of them, assigned or not.
const META: std::ops::RangeInclusive<u16> = 128..=255;

/// Tells whether the type of a record has a number on the wire; a word of a file format that means no type has none.
pub(crate) fn has_number(rtype: Rtype) -> bool {
    !META.contains(&rtype.0)
}

/// Returns what a type is that is written by its number.
pub(super) fn class_by_number(rtype: Rtype) -> TypeClass {
    match entry(rtype).map(|entry| entry.class) {
        _ if META.contains(&rtype.0) => TypeClass::Meta,
        // The private number behind a foreign word is anybody's, so by number it is an ordinary type.
        None | Some(TypeClass::ForeignDialect) => TypeClass::Ordinary,
        Some(class) => class,
    }
}

/// Returns the mnemonic of a type, `TYPEnnn` if it has none.
///
/// ```
/// use zonegate::{rdata::mnemonic, zone::Rtype};
///
/// assert_eq!(mnemonic(Rtype(28)), "AAAA");
/// assert_eq!(mnemonic(Rtype(65280)), "TYPE65280");
/// ```
pub fn mnemonic(rtype: Rtype) -> String {
    name(rtype).map_or_else(|| format!("TYPE{}", rtype.0), str::to_owned)
}

/// Returns the mnemonic of a type in a dialect: private numbers that another server has a word for are written `TYPEnnn`.
///
/// ```
/// use zonegate::{rdata::{Dialect, mnemonic_in}, zone::Rtype};
///
/// assert_eq!(mnemonic_in(Rtype::ALIAS, Dialect::Pdns), "ALIAS");
/// assert_eq!(mnemonic_in(Rtype::ALIAS, Dialect::Bind), "TYPE65401");
/// ```
pub fn mnemonic_in(rtype: Rtype, dialect: Dialect) -> String {
    let known = entry(rtype).filter(|entry| is_type(entry, dialect));
    known.map_or_else(|| format!("TYPE{}", rtype.0), |entry| entry.mnemonic.to_owned())
}

/// Tells whether the RDATA of a type is checked in every dialect: false for numbers without mnemonic, and for those that
/// only some servers have a word for.
pub fn is_described(rtype: Rtype) -> bool {
    entry(rtype).is_some_and(|entry| entry.class != TypeClass::ForeignDialect)
}

/// Returns the mnemonic of a type known by name.
pub(super) fn name(rtype: Rtype) -> Option<&'static str> {
    entry(rtype).map(|entry| entry.mnemonic)
}

/// Writes a type as every server reads it: words of file formats by number.
pub(super) fn write_mnemonic(rtype: Rtype, text: &mut String) {
    let known = entry(rtype).filter(|entry| entry.class != TypeClass::ForeignDialect);
    let written = match known {
        Some(entry) => text.write_str(entry.mnemonic),
        None => write!(text, "TYPE{}", rtype.0),
    };
    debug_assert!(written.is_ok(), "writing to a String cannot fail");
}

/// Returns the table's line for a type.
#[inline]
pub(super) fn entry(rtype: Rtype) -> Option<&'static Entry> {
    let at = match BY_NUMBER.get(usize::from(rtype.0)) {
        Some(at) => usize::from(at.checked_sub(1)?),
        None => TYPES.binary_search_by_key(&rtype.0, |entry| entry.number).ok()?,
    };
    TYPES.get(at)
}

/// For each number below 320, where all registered types but two are, its line of the table counted from 1.
static BY_NUMBER: [u8; 320] = by_number();

/// Further words that mean a type of the table.
const FURTHER_NAMES: [(&str, u16, TypeClass); 1] = [("WINS-R", 65282, TypeClass::ForeignDialect)];

/// A word that means a type.
#[derive(Clone, Copy)]
struct Word {
    short: ShortWord,
    number: u16,
    class: TypeClass,
}

/// All words, in the order of the table.
static WORDS: [Word; TYPES.len() + FURTHER_NAMES.len()] = words();

/// The number of a word of [`WORDS`], counted from 1, at its place or the next free one behind it.
static SLOTS: [u8; 512] = slots();

/// Returns where to look for a word first.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "the top nine bits, then the lower and the upper half")]
const fn place(ShortWord(word): ShortWord) -> usize {
    let folded = (word as u64) ^ ((word >> 64) as u64);
    (folded.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 55) as usize
}

#[expect(clippy::indexing_slicing, reason = "evaluated at compile time only, where a wrong index does not build")]
const fn words() -> [Word; TYPES.len() + FURTHER_NAMES.len()] {
    let mut all = [Word { short: ShortWord(0), number: 0, class: TypeClass::Ordinary }; _];
    let mut at = 0;
    while at < all.len() {
        let (name, number, class) = if at < TYPES.len() {
            (TYPES[at].mnemonic, TYPES[at].number, TYPES[at].class)
        } else {
            FURTHER_NAMES[at - TYPES.len()]
        };
        all[at] = Word { short: ShortWord::of(name), number, class };
        at += 1;
    }
    all
}

#[expect(clippy::indexing_slicing, reason = "evaluated at compile time only, where a wrong index does not build")]
#[expect(clippy::cast_possible_truncation, reason = "there are fewer than 255 words")]
const fn slots() -> [u8; 512] {
    let (mut slots, words) = ([0; 512], words());
    let mut at = 0;
    while at < words.len() {
        let mut place = place(words[at].short);
        while slots[place % slots.len()] != 0 {
            place += 1;
        }
        at += 1;
        slots[place % slots.len()] = at as u8;
    }
    slots
}

#[expect(clippy::indexing_slicing, reason = "evaluated at compile time only, where a wrong index does not build")]
#[expect(clippy::cast_possible_truncation, reason = "there are fewer than 255 types")]
const fn by_number() -> [u8; 320] {
    let mut lines = [0; 320];
    let mut at = 0;
    while at < TYPES.len() {
        let number = TYPES[at].number as usize;
        at += 1;
        if number < lines.len() {
            lines[number] = at as u8;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &[u8], expected: Option<(u16, TypeClass, bool)>) {
        let found = lookup(text).map(|found| (found.rtype.0, found.class, found.numeric));
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn names_are_found_without_case() {
        case(b"A", Some((1, TypeClass::Ordinary, false)));
        case(b"aAaA", Some((28, TypeClass::Ordinary, false)));
        case(b"nsec3param", Some((51, TypeClass::Ordinary, false)));
        case(b"NSAP-PTR", Some((23, TypeClass::Ordinary, false)));
        case(b"any", Some((255, TypeClass::Meta, false)));
        case(b"MD", Some((3, TypeClass::Withdrawn, false)));
        case(b"alias", Some((65401, TypeClass::ForeignDialect, false)));
        case(b"wins-r", Some((65282, TypeClass::ForeignDialect, false)));
        case(b"DYNC", Some((242, TypeClass::ForeignDialect, false)));
        case(b"", None);
        case(b"AA", None);
        case(b"\0A", None);
        case(b"NSEC3PARAMNSEC3PARAM", None);
    }

    #[test]
    fn numbers_are_read_up_to_16_bits() {
        case(b"TYPE1", Some((1, TypeClass::Ordinary, true)));
        case(b"type0065280", Some((65280, TypeClass::Ordinary, true)));
        case(b"TYPE0000000000000000000028", Some((28, TypeClass::Ordinary, true)));
        case(b"TYPE255", Some((255, TypeClass::Meta, true)));
        case(b"TYPE200", Some((200, TypeClass::Meta, true)));
        case(b"TYPE242", Some((242, TypeClass::Meta, true)));
        case(b"TYPE3", Some((3, TypeClass::Withdrawn, true)));
        case(b"TYPE65401", Some((65401, TypeClass::Ordinary, true)));
        case(b"TYPE0", None);
        case(b"TYPE65536", None);
        case(b"TYPE", None);
        case(b"TYPE-1", None);
        case(b"TYPE1x", None);
    }

    #[test]
    fn the_table_is_sorted_and_every_line_is_found_by_its_name() {
        assert!(TYPES.windows(2).all(|pair| pair[0].number < pair[1].number));
        for entry in TYPES {
            case(entry.mnemonic.as_bytes(), Some((entry.number, entry.class, false)));
            assert_eq!(mnemonic(Rtype(entry.number)), entry.mnemonic);
        }
    }
}
