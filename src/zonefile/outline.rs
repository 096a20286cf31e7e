//! What a file is, without reading its records: does it hold an SOA, of which zone, and what does it include?
//!
//! Discovery asks this of every file that may be a zone, so text without the letters `SOA` or `$INCLUDE` costs a few
//! searches. Other text is scanned as the reader scans it: an include that discovery missed would leave a zone untouched.

use memchr::memchr2_iter;
use memchr::memmem::Finder;

use super::before_type::type_behind;
use super::include::IncludePath;
use super::line::Line;
use super::scanner::Scanner;
use super::{directive, msdns, octets};
use crate::zone::{Name, Rtype};

/// The outline of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The SOA, if there is one.
    pub soa: Option<SoaOutline>,
    /// The paths of its `$INCLUDE`s: all that the reader will obey.
    pub includes: Vec<IncludePath>,
    /// Whether one of them has nothing but directives, comments and records before it: then the SOA may come from there.
    pub opens_with_include: bool,
    /// Whether its first comment is that of a file which the DNS server of Windows wrote.
    pub windows_export: bool,
}

/// An SOA as discovery sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoaOutline {
    /// Its owner, if the file itself says it absolutely.
    pub owner: Option<Name>,
    /// Whether nothing but directives, comments and records stands before it: the mark of a zone file, even under a name
    /// that does not look like one.
    pub in_zone_text: bool,
}

/// Makes the outline of a file.
pub fn outline(text: &[u8]) -> Outline {
    if octets::is_utf16(text) {
        // Nothing is read in it, which is an error; without its NUL octets it shows what it was meant to be.
        let folded: Vec<u8> = text.iter().copied().filter(u8::is_ascii).filter(|&octet| octet != 0).collect();
        return Outline { includes: Vec::new(), ..plain_outline(&folded) };
    }
    plain_outline(text)
}

fn plain_outline(text: &[u8]) -> Outline {
    // `TYPE6` is SOA (RFC 3597 §5), with zeros in front too.
    let may_hold_soa = [&b"SOA"[..], b"TYPE6", b"TYPE0"].iter().any(|word| mentions(text, word));
    let may_include = mentions(text, INCLUDE);
    let outline = if may_hold_soa || may_include { read(text, may_include) } else { Outline::default() };
    Outline { windows_export: msdns::is_export(text), ..outline }
}

const INCLUDE: &[u8] = b"$INCLUDE";

/// Tells whether a text holds an ASCII word in whatever case.
fn mentions(text: &[u8], word: &[u8]) -> bool {
    let Some(&first) = word.first() else { return true };
    let here = |at: usize| text.get(at..at + word.len()).is_some_and(|found| found.eq_ignore_ascii_case(word));
    Finder::new(word).find(text).is_some()
        || memchr2_iter(first.to_ascii_uppercase(), first.to_ascii_lowercase(), text).any(here)
}

/// Reads the lines of a text as the reader of zones does, up to the SOA, or to the end where includes may follow.
fn read(text: &[u8], to_the_end: bool) -> Outline {
    let start = if text.starts_with(&[0xef, 0xbb, 0xbf]) { 3 } else { 0 };
    let mut scanner = Scanner::new(text, start);
    let mut line = Line::default();
    let mut outline = Outline::default();
    let mut before = Before { origin: None, owner: None, prose: false };
    while (to_the_end || outline.soa.is_none()) && scanner.next(&mut line) {
        // Wrong text is still the text of a zone, a script is none.
        before.prose |= scanner.defects.drain(..).any(|defect| defect.span.of(text).starts_with(b"#!"));
        outline.take(text, &line, &mut before);
    }
    outline
}

/// What stands before a line.
struct Before {
    origin: Option<Name>,
    owner: Option<Name>,
    /// Anything that is no directive, comment or record.
    prose: bool,
}

impl Outline {
    fn take(&mut self, text: &[u8], line: &Line, before: &mut Before) {
        let word = |at: usize| line.tokens.get(at).map_or(&[][..], |token| token.span.of(text));
        let Some(first) = line.tokens.first() else { return };
        if directive::opens(*first, text, line.blank_start) {
            if word(0).eq_ignore_ascii_case(b"$ORIGIN") {
                before.origin = Name::parse(word(1), before.origin.as_ref()).ok();
            } else if word(0).eq_ignore_ascii_case(INCLUDE)
                && let Some(path) = line.tokens.get(1)
            {
                self.includes.push(IncludePath { written: word(1).to_vec(), quoted: path.quoted });
                self.opens_with_include |= !before.prose;
            }
            return;
        }
        if !line.blank_start {
            before.owner = Name::parse(word(0), before.origin.as_ref()).ok();
        }
        match type_of(line, text) {
            Some(Rtype::SOA) if self.soa.is_none() => {
                self.soa = Some(SoaOutline { owner: before.owner.clone(), in_zone_text: !before.prose });
            }
            found => before.prose |= found.is_none(),
        }
    }
}

/// Returns the type of a record: a line of `[owner] [TTL] [class] type` and RDATA. `None` if it is none; an SOA has at least
/// two words behind its type.
fn type_of(line: &Line, text: &[u8]) -> Option<Rtype> {
    let fields = line.tokens.get(usize::from(!line.blank_start)..)?;
    let mut words = fields.iter().map(|token| token.span.of(text));
    // However often TTL and class are repeated, which is an error, it is a record.
    let rtype = type_behind(&mut words, usize::MAX)?.rtype;
    (words.len() >= if rtype == Rtype::SOA { 2 } else { 1 }).then_some(rtype)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn soa(text: &str, expected: Option<(&str, bool)>) {
        let found = outline(text.as_bytes()).soa;
        let shown = found.map(|soa| (soa.owner.map_or(String::new(), |name| name.to_string()), soa.in_zone_text));
        assert_eq!(shown, expected.map(|(owner, in_zone_text)| (owner.to_owned(), in_zone_text)), "{text:?}");
    }

    #[test]
    fn the_soa_and_its_owner_are_found() {
        soa("@ IN SOA ns h 1 2 3 4 5\n", Some(("", true)));
        soa("$TTL 1h\nexample.com. 300 IN soa ns h (\n1 2 3 4 5)\n", Some(("example.com.", true)));
        soa("$ORIGIN example.com.\n@ SOA ns h 1 2 3 4 5\n", Some(("example.com.", true)));
        soa("$ORIGIN com.\nexample SOA ns h 1 2 3 4 5\n", Some(("example.com.", true)));
        soa("a A 192.0.2.1\n@ SOA ns h 1 2 3 4 5\n", Some(("", true)));
        soa("# a comment\n<<<<<<< x\n@ SOA ns h 1 2 3 4 5\n", Some(("", true)));
        soa("a zone file starts so:\n@ SOA ns h 1 2 3 4 5\n", Some(("", false)));
        soa("#!/bin/sh\ncat <<E\n@ SOA ns h 1 2 3 4 5\n", Some(("", false)));
        soa("@ IN 300 IN SOA ns h 1 2 3 4 5\n", Some(("", true)));
        soa("example.com. type6 \\# 1 00\n", Some(("example.com.", true)));
        soa("@ TYPE006 \\# 1 00\n", Some(("", true)));
        soa("$INCLUDE x\n@ SOA ns h 1 2 3 4 5\n", Some(("", true)));
        soa("the SOA record\n", None);
        soa("; @ SOA ns h 1\n", None);
        soa("", None);
    }

    #[test]
    fn utf16_text_shows_what_it_was_meant_to_be() {
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let found = outline(&wide("$ORIGIN example.com.\n@ IN SOA ns h 1 2 3 4 5\n")).soa.unwrap();
        assert_eq!((found.owner.unwrap().to_string().as_str(), found.in_zone_text), ("example.com.", true));
        assert_eq!(outline(&wide("nothing of interest here\n")), Outline::default());
    }

    #[track_caller]
    fn includes(text: &str, expected: &[&str], opens: bool) {
        let found = outline(text.as_bytes());
        let paths: Vec<_> =
            found.includes.iter().map(|path| String::from_utf8_lossy(&path.written).into_owned()).collect();
        assert_eq!(
            (paths.as_slice(), found.opens_with_include),
            (&expected.iter().map(|&path| path.to_owned()).collect::<Vec<String>>()[..], opens),
            "{text:?}"
        );
    }

    #[test]
    fn every_include_that_the_reader_obeys_is_collected() {
        includes("$include \"a b\"\n  $INCLUDE c.inc sub ; x\n$INCLUDE d\\032e\n", &["a b", "c.inc", "d\\032e"], true);
        includes("$TTL 1\nx TXT \"$INCLUDE no\"\n$INCLUDE a\n", &["a"], true);
        includes("$INCLUDE (\n a )\n($INCLUDE b\n)\n\x0c$INCLUDE c\n\u{a0}$INCLUDE d\n", &["a", "b", "c", "d"], true);
        includes("\"$INCLUDE\" a\n \"$INCLUDE\" b\n", &["a"], true);
        includes("x TXT \"over\nlines\" \n$INCLUDE a", &["a"], true);
        includes("#!/bin/sh\n$INCLUDE a\n", &["a"], false);
        includes("Use it like this:\n$INCLUDE a\n", &["a"], false);
        includes("$INCLUDE\n", &[], false);
    }
}
