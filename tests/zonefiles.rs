//! Zone text with many mistakes: each is found once, at the smallest octets at fault, in one run.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use zonegate::rdata::FaultKind as F;
use zonegate::source::{Side, SourceMap};
use zonegate::zone::{Name, Standing};
use zonegate::zonefile::{LoadedZone, NoIncludes, ProblemKind as K, load};

fn read(text: &[u8]) -> (SourceMap, LoadedZone) {
    let mut sources = SourceMap::default();
    let id = sources.add("example.com.zone", Side::Worktree, text);
    let origin = Name::parse(b"example.com.", None).unwrap();
    let loaded = load(id, Some(&origin), &mut sources, &mut NoIncludes);
    (sources, loaded)
}

/// Returns every problem as `(kind, line, column, octets at fault)`, in the order of the text.
fn problems(text: &[u8]) -> Vec<(K, u32, u32, String)> {
    let (sources, loaded) = read(text);
    let mut found: Vec<_> = loaded
        .problems
        .all()
        .iter()
        .map(|problem| {
            let position = sources.get(problem.at.source).unwrap().position(problem.at.span.start);
            let octets = String::from_utf8_lossy(sources.slice(problem.at)).into_owned();
            (problem.kind, position.line, position.column, octets)
        })
        .collect();
    found.sort_by_key(|(kind, line, column, _)| (*line, *column, *kind));
    found
}

#[track_caller]
fn case(text: impl AsRef<[u8]>, expected: &[(K, u32, u32, &str)]) {
    let found = problems(text.as_ref());
    let expected: Vec<_> = expected.iter().map(|(k, l, c, octets)| (*k, *l, *c, (*octets).to_owned())).collect();
    assert_eq!(found, expected, "in:\n{}", String::from_utf8_lossy(text.as_ref()));
}

const HEAD: &str = "$TTL 1h\n@ SOA ns1 h 1 2 3 4 5\n";

#[track_caller]
fn after_head(text: &str, expected: &[(K, u32, u32, &str)]) {
    case(format!("{HEAD}{text}"), expected);
}

#[test]
fn every_mistake_of_the_reference_zone_is_found_where_it_is() {
    let long = "a".repeat(66);
    let text = format!(
        "$ORIGIN example.com.\n\
         $TTL 1h\n\
         @     IN SOA ns1 hostmaster (\n\
         \x20            2026051101 ; serial\n\
         \x20            7200 36oo  ; refresh, retry\n\
         \x20            1209600 3600 )\n\
         \x20      IN NS  ns1\n\
         \x20      IN NS  ns2.example.net\n\
         ns1      A   192.0.2.300\n\
         www      CNAME web\n\
         web      A   192.0.2.11\n\
         www      A   192.0.2.10\n\
         mail     MX  ten mx\n\
         m2       MX  10 mx extra\n\
         m3       MX  10\n\
         h        HTTPS 1 . alpn=h2 prt=8443\n\
         k        TXT \"a\\256b\"\n\
         long.{long} A 192.0.2.1\n\
         $GENERATE 250-257 d$ A 192.0.2.$\n\
         $INCLUDE inc/none.zone sub\n\
         txt      TXT ( \"v=DKIM1; k=rsa\"\n\
         \x20               \"p=MIIB\n\
         mx       A   192.0.2.25\n"
    );
    case(
        &text,
        &[
            (K::Rdata(F::Invalid), 5, 19, "36oo"),
            (K::Rdata(F::AddressInvalid), 9, 22, "300"),
            (K::Rdata(F::Invalid), 13, 14, "ten"),
            (K::Rdata(F::ExtraToken), 14, 20, "extra"),
            (K::Rdata(F::Incomplete), 15, 16, ""),
            (K::Rdata(F::SvcparamInvalid), 16, 28, "prt"),
            (K::Rdata(F::EscapeInvalid), 17, 16, "\\256"),
            (K::Rdata(F::LabelTooLong), 18, 6, &long),
            (K::GenerateRecordInvalid, 19, 32, "$"),
            (K::IncludeNotFound, 20, 10, "inc/none.zone"),
            (K::OriginRelative, 20, 24, "sub"),
            (K::ParenthesisUnbalanced, 21, 14, "("),
            (K::QuoteUnterminated, 22, 17, "\""),
        ],
    );
    // The records that are right were read all the same.
    let (_, loaded) = read(text.as_bytes());
    let whole = loaded.zone.records().filter(|record| record.standing == Standing::Loaded).count();
    assert_eq!(whole, 2 + 3 + 6 + 1 + 1, "two NS, three addresses, d250-d255, the TXT, mx");
    assert!(!loaded.zone.is_complete());
}

#[test]
fn entries_say_what_is_missing_or_too_much() {
    after_head("x\n", &[(K::Rdata(F::Incomplete), 3, 2, "")]);
    after_head("x IN IN A 192.0.2.1\n", &[(K::ClassOrTtlRepeated, 3, 6, "IN")]);
    after_head("x 1 2 A 192.0.2.1\n", &[(K::ClassOrTtlRepeated, 3, 5, "2")]);
    after_head("x CH A 192.0.2.1\n", &[(K::ClassNotIn, 3, 3, "CH")]);
    after_head("a b A 192.0.2.1\n", &[(K::TypeUnknown, 3, 3, "b")]);
    after_head("x ANY\n", &[(K::ClassNotIn, 3, 3, "ANY"), (K::Rdata(F::Incomplete), 3, 6, "")]);
    after_head("x AXFR 1\n", &[(K::TypeMeta, 3, 3, "AXFR")]);
    after_head("x MD y\n", &[(K::TypeWithdrawn, 3, 3, "MD")]);
    after_head("x 1h30 A 192.0.2.1\n", &[(K::TtlInvalid, 3, 5, "30")]);
    after_head("x 2147483648 A 192.0.2.1\n", &[(K::TtlTooLarge, 3, 3, "2147483648")]);
    after_head("x 1h IN TYPE1 \\# 4 C0000201\n", &[]);
    after_head("a..b A 192.0.2.1\n", &[(K::Rdata(F::LabelEmpty), 3, 3, ".")]);
    after_head("\"www\" A 192.0.2.1\n", &[(K::OwnerQuoted, 3, 1, "\"www\"")]);
}

#[test]
fn a_wrong_owner_costs_its_records_and_nothing_else() {
    let (_, loaded) = read(format!("{HEAD}a..b A 192.0.2.1\n  AAAA 2001:db8::1\nc A 192.0.2.2\n").as_bytes());
    assert_eq!(loaded.zone.records().len(), 2, "the SOA and c");
    case("  A 192.0.2.1\n", &[(K::OwnerMissing, 1, 3, "A"), (K::TtlUndefined, 1, 3, "A 192.0.2.1")]);
}

#[test]
fn directives_are_checked() {
    after_head("$FOO x\n", &[(K::DirectiveUnknown, 3, 1, "$FOO")]);
    after_head("$ORIGIN\n", &[(K::DirectiveArgumentInvalid, 3, 8, "")]);
    after_head("$ORIGIN a. b c\n", &[(K::DirectiveArgumentInvalid, 3, 12, "b c")]);
    after_head("$TTL 1x\nx A 192.0.2.1\n", &[(K::TtlInvalid, 3, 7, "x")]);
    after_head(" $ORIGIN sub.example.com.\n", &[(K::DirectiveIndented, 3, 2, "$ORIGIN")]);
    after_head("$origin sub\n", &[(K::DirectiveLowercase, 3, 1, "$origin"), (K::OriginRelative, 3, 9, "sub")]);
    after_head("$ORIGIN a..b\nx CNAME y\n", &[(K::Rdata(F::LabelEmpty), 3, 11, ".")]);
    after_head(
        "w A 192.0.2.1\n$ORIGIN sub.example.com.\n  A 192.0.2.2\n",
        &[(K::OwnerInheritedAfterOrigin, 5, 3, "A")],
    );
    after_head("$GENERATE 3-1 a$ A 192.0.2.$\n", &[(K::GenerateRangeInvalid, 3, 11, "3-1")]);
    after_head("$GENERATE 1-2 a${ A 192.0.2.1\n", &[(K::GenerateTemplateInvalid, 3, 16, "${")]);
    after_head("$GENERATE 1-2000000 a$ A 192.0.2.1\n", &[(K::GenerateTooLarge, 3, 11, "1-2000000")]);
    after_head("$GENERATE 1-2 a$ MX \"10 m$\"\n", &[]);
}

#[test]
fn ttls_come_from_where_bind_takes_them() {
    let ttls = |text: &str| read(text.as_bytes()).1.zone.records().map(|r| r.ttl).collect::<Vec<_>>();
    assert_eq!(ttls("$TTL 1h\n@ SOA a b 1 2 3 4 5\n@ 60 NS a\n@ NS b\n"), [3600, 60, 3600]);
    assert_eq!(ttls("@ SOA a b 1 2 3 4 5\n@ NS b\n"), [5, 5], "the SOA's MINIMUM");
    assert_eq!(ttls("@ SOA a b 1 2 3 4 5\n@ 60 NS b\n@ NS c\n"), [5, 60, 5], "the SOA's MINIMUM from there on");
    assert_eq!(ttls("@ SOA a b 1 2 3 4 2147483648\n"), [0], "a MINIMUM that is no TTL");
    assert_eq!(ttls("@ 60 SOA a b 1 2 3 4 5\n@ NS b\n"), [60, 60], "the last stated one");
    case("@ SOA a b 1 2 3 4 5\n@ NS b\n", &[(K::TtlMissing, 1, 1, "@ SOA a b 1 2 3 4 5")]);
    case("@ 60 SOA a b 1 2 3 4 5\n@ NS b\n", &[(K::TtlFromPreviousRecord, 2, 1, "@ NS b")]);
    case("@ SOA a b 1 2 3 4 5\n$TTL 60\n", &[(K::TtlDirectiveLate, 2, 1, "$TTL")]);
}

#[test]
fn odd_octets_are_named_once_and_reading_goes_on() {
    case(b"\xef\xbb\xbf$TTL 1h\n@ SOA a b 1 2 3 4 5\n", &[(K::ByteOrderMark, 1, 1, "\u{feff}")]);
    case(b"\xff\xfe@\0", &[(K::Utf16Text, 1, 1, "\u{fffd}\u{fffd}")]);
    after_head("x\u{a0}A 192.0.2.1\n", &[(K::NonAsciiSpace, 3, 2, "\u{a0}")]);
    after_head("x\u{b}A 192.0.2.1\n", &[(K::ControlByte, 3, 2, "\u{b}")]);
    after_head("x A 192.0.2.1\n\u{1a}", &[(K::ControlByte, 4, 1, "\u{1a}")]);
    after_head(
        "# note\n// note\n#h A 192.0.2.1\n",
        &[(K::ForeignComment, 3, 1, "# note"), (K::ForeignComment, 4, 1, "// note")],
    );
    after_head(
        "<<<<<<< HEAD\nx A 192.0.2.1\n=======\nx A 192.0.2.300\n>>>>>>> b\n",
        &[(K::MergeConflictMarker, 3, 1, "<<<<<<<")],
    );
    after_head("x A 192.0.2.1", &[(K::FinalNewlineMissing, 3, 14, "")]);
}

#[test]
fn quotes_and_parentheses_recover_at_the_next_entry() {
    after_head("x TXT \"a\ny A 192.0.2.1\n", &[(K::QuoteUnterminated, 3, 7, "\"")]);
    after_head("x TXT \"a\nb\"\n", &[(K::NewlineInQuote, 3, 7, "\"a\nb\"")]);
    after_head("x TXT ( \"a\"\ny A 192.0.2.1\n", &[(K::ParenthesisUnbalanced, 3, 7, "(")]);
    after_head("x TXT a )\n", &[(K::ParenthesisUnbalanced, 3, 9, ")")]);
    after_head("x TXT ( ( a ) b )\n", &[(K::ParenthesisNested, 3, 9, "(")]);
    after_head("( x A 192.0.2.1 )\n", &[(K::ParenthesisBeforeOwner, 3, 1, "(")]);
    after_head("x TXT \"a\"\"b\"\n", &[(K::QuoteInsideToken, 3, 10, "\"")]);
    after_head("x TXT a\"b\"\n", &[(K::QuoteInsideToken, 3, 8, "\"")]);
    after_head("x TXT \"a\"b\n", &[(K::QuoteInsideToken, 3, 9, "\"")]);
    after_head("x HTTPS 1 . alpn=\"h2,h3\"\n", &[]);
    after_head("x TXT a ; \" ( \ny A 192.0.2.1\n", &[]);
    after_head("x TXT \"a;b(c\"\n", &[]);
}

#[test]
fn junk_neither_panics_nor_passes() {
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    for length in 0..400 {
        let junk: Vec<u8> = (0..length)
            .map(|_| {
                seed ^= seed << 13;
                seed ^= seed >> 7;
                seed ^= seed << 17;
                u8::try_from(seed & 0xff).unwrap()
            })
            .collect();
        let (sources, loaded) = read(&junk);
        assert!(loaded.zone.soa().is_none());
        for problem in loaded.problems.all() {
            let text = sources.text(problem.at.source);
            assert!(problem.at.span.end as usize <= text.len(), "{:?} of {} octets", problem, text.len());
        }
        // Longer junk holds something that is no zone text.
        assert!(length < 40 || !loaded.problems.all().is_empty(), "{junk:?}");
    }
}
