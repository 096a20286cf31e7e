//! What holds for every text: usual records are read as any record is; its tokens stand in their order, and with comments, parentheses and quotes, and what was
//! reported, they are all there is but white space.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::include::NoIncludes;
use super::line::Line;
use super::load::finish;
use super::octets;
use super::portability::Audience;
use super::problem::ProblemKind;
use super::reader::Reader;
use super::recovery;
use super::scanner::{Defect, Scanner};
use crate::rdata::{Dialect, with_quotes};
use crate::source::{Side, SourceMap, Span};
use crate::zone::Name;

/// Returns the octets that a defect alone accounts for: what is white space for the rest, and skipped lines.
fn accounted(text: &[u8], defect: &Defect) -> Option<Span> {
    match defect.kind {
        ProblemKind::ControlByte | ProblemKind::NonAsciiSpace | ProblemKind::ForeignComment => Some(defect.span),
        ProblemKind::MergeConflictMarker => {
            let last = defect.second.unwrap_or(defect.span).start as usize;
            Some(defect.span.to(Span::at(last + recovery::physical_line(&text[last..]).len())))
        }
        _ => None,
    }
}

/// Marks every octet that belongs to a token or to what [`accounted`] tells.
fn marks(text: &[u8], start: usize) -> Vec<bool> {
    let mut marks = vec![false; text.len()];
    marks[..start].fill(true);
    let mut scanner = Scanner::new(text, start);
    let mut line = Line::default();
    let mut last = start;
    while scanner.next(&mut line) {
        assert!(last <= line.start && line.start <= line.end, "line {}..{} behind {last}", line.start, line.end);
        last = last.max(line.start);
        for token in &line.tokens {
            let span = if token.quoted { with_quotes(token.span, text) } else { token.span };
            assert!(last <= span.start as usize && span.start < span.end, "{span:?} behind {last}");
            last = span.end as usize;
            marks[span.start as usize..last].fill(true);
        }
        assert_eq!(last, line.end, "the end of the last token");
    }
    for span in scanner.defects.iter().filter_map(|defect| accounted(text, defect)) {
        marks[span.start as usize..span.end as usize].fill(true);
    }
    marks
}

/// Checks that what is left of a text is white space, parentheses and comments.
#[track_caller]
fn nothing_is_lost(text: &[u8]) {
    let (_, Some(start)) = octets::check(text) else { return };
    let marks = marks(text, start);
    let mut at = start;
    while let Some(&octet) = text.get(at) {
        match octet {
            _ if marks[at] => at += 1,
            b' ' | b'\t' | b'\r' | b'\n' | b'(' | b')' => at += 1,
            b';' => {
                let end = at + recovery::physical_line(&text[at..]).len();
                assert!(!marks[at..end].contains(&true), "a token in the comment at {at}");
                at = end;
            }
            _ => panic!("octet {at}, {octet:#04x}, is in no token of {:?}", bstr::BStr::new(text)),
        }
    }
}

#[test]
fn nothing_is_lost_of_texts_with_trouble() {
    for text in [
        "",
        "a",
        "a A 1.2.3.4 ; x ( \"\n b",
        "a TXT ( \"x;y\" ; \"z\"\n \"open\nb A 1\n",
        "a TXT \"over\nlines\" ) )x(y\"z\"\"\"",
        "<<<<<<< x y\na\n=======\nb\n>>>>>>> z ; w\nc\n",
        "<<<<<<< x y\na\n",
        "# x ; y\n// z\n#a A 1\n",
        "\u{feff}a\u{a0}b\u{200b}\u{3000} c\x0b\x0cd\x01\x02e\x1a\n\x1a",
        "a\\\nb\\",
        "a\rb\r\nc\n\r",
        "\"",
    ] {
        nothing_is_lost(text.as_bytes());
    }
}

/// Returns all that is read of a text, as text; `usual` says whether usual records are read as such.
fn read(text: &str, dialect: Dialect, usual: bool) -> String {
    let mut sources = SourceMap::default();
    let root = sources.add("t", Side::Worktree, text.as_bytes());
    let origin = Name::parse(b"example.", None).unwrap();
    let audience = Audience { dialect, ..Audience::default() };
    let mut includes = NoIncludes;
    let mut reader = Reader::new(audience, root, Some(&origin), &mut sources, &mut includes, 0);
    assert!(reader.usual);
    reader.usual = usual;
    reader.file(root);
    let loaded = finish(reader, root);
    let zone = &loaded.zone;
    let records: Vec<String> = zone
        .records()
        .map(|record| {
            format!("{} {} {:?} {:02x?}\n", record.at, zone.owner(&record), record.manner, zone.rdata(&record))
        })
        .collect();
    format!("{} {:#?} {:?} {:?}", records.concat(), loaded.problems, loaded.anchor, loaded.unchecked)
}

#[track_caller]
fn usual_records_are_read_as_any(text: &str) {
    for dialect in [Dialect::Bind, Dialect::Knot, Dialect::Nsd] {
        assert_eq!(read(text, dialect, true), read(text, dialect, false), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(1035),
        cases: 500,
        ..ProptestConfig::default()
    })]

    #[test]
    fn nothing_is_lost_of_any_octets(octets in proptest::collection::vec(any::<u8>(), 0..200)) {
        nothing_is_lost(&octets);
    }

    #[test]
    fn nothing_is_lost_of_what_looks_like_a_zone(
        text in "([ \t\n\r()\";\\\\$@.#<\u{a0}\u{feff}\x01\x0c]|[a-z0-9]{1,9}|IN |A |TXT |\n\\$TTL |\n<<<<<<< |\n>>>>>>> |\n=======\n|\n// ){0,80}"
    ) {
        nothing_is_lost(text.as_bytes());
    }

    #[test]
    fn usual_records_are_read_as_any_record_is(
        lines in proptest::collection::vec(
            "(@|\\*|[A-Za-z0-9-]{1,12}|a\\.b|[a-z.]{1,40}|[a-z]{66}|\"q\"|\\$TTL|\\$ORIGIN|x\\\\.y|IN|A)?[ \t]{1,3}\
             ((IN|in|CH|CLASS1|300|1h|08|4294967296|9999999999|IN IN|1 2|x|[0-9]{1,10})[ \t]{1,2}){0,2}\
             ((A|a) 192\\.0\\.2\\.[0-9]{1,3}|AAAA 2001:db8::[0-9a-g]{1,4}|(NS|cname|MD|DNAME)  ?[a-z.]{1,12}|MX 10\t[a-z]|\
             TXT ('a'|'a b'|v=spf1|v=spf1 ; a=b|[a-z ]{1,9})|DS 1 13 2 [0-9A-F]{64}( [0-9A-F]{2})?|KEY 256 3 13 AQAB|\
             DNSKEY 256 3 13 [A-Za-z0-9+/]{4,20}( [A-Z]{1,4}|=)?|SOA ns1 host 1 2 3 4 5|TYPE1 192\\.0\\.2\\.1|SRV 1 2 3 a|LOC 1 N 2 E 3m|\
             (A|NS|TXT|TYPE65280|ALIAS|SPF|CAA|AAAAA|RRSIG|300)\
             ([ \t]{1,2}([a-z]{1,8}|[a-z.]{1,30}\\.|10|\"b c\"|;|\\(|\\)|[a-z]{64}|\\\\#|20260201000000)){0,6})[ \t]?(;c)?",
            1..24
        )
    ) {
        usual_records_are_read_as_any(&lines.join("\n"));
    }
    /// The lead of a line is that of the line before, or nearly so.
    #[test]
    fn records_behind_the_same_lead_are_read_as_any_record_is(
        lead in "[ \t]{1,2}((IN|300|1h|CLASS1)[ \t]{1,9}){0,2}(A|NS|TXT|DS|DNSKEY 256 3 13|MX|[A-Z]{1,5})[ \t]{1,20}",
        lines in proptest::collection::vec(
            ("(w|[a-z]{1,40})?", 0..12usize, 0..40usize, " ?(192\\.0\\.2\\.1|a|A 1|'a'|10 a|AQAB|AQ AB|1 13 2 [0-9A-F]{64}|)( ;c)?"),
            4..16
        )
    ) {
        let line = |(owner, change, at, data): &(String, usize, usize, String)| {
            let mut octets = lead.clone().into_bytes();
            let at = at % octets.len();
            match change {
                0 => { octets.remove(at); }
                1 => octets[at] = b' ',
                2 => octets[at] = b'A',
                3 => octets.insert(at, b'\t'),
                _ => {}
            }
            format!("{owner}{}{data}", String::from_utf8(octets).unwrap())
        };
        let lines: Vec<String> = lines.iter().map(line).collect();
        usual_records_are_read_as_any(&lines.join("\n"));
    }
}
