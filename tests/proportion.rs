//! Time grows with the text and no faster (zonefile.md §10.8): texts of one construct, again and again.
//!
//! The processor's time is all there is to count with, so each text is compared with one that is much shorter, and one good
//! try of several is enough: what grows with the square of the text fails every time.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]

#[path = "language/mod.rs"]
mod language;

use std::time::Duration;

use language::judge::judge;

/// Octets of the shorter text, and how many times as long the longer one is.
const SHORT: usize = 6_000;
const TIMES: u32 = 16;
/// How many times as long as the length says the longer text may take: for the square it were [`TIMES`].
const SLACK: u32 = 3;
const TRIES: u32 = 6;

const HEAD: &str = "$TTL 1h\n@ SOA ns1 h 1 1h 1h 1h 1h\n@ NS ns1\nns1 A 192.0.2.53\n";

fn now() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::try_from(now).unwrap()
}

fn time(text: &str) -> Duration {
    let start = now();
    drop(judge(text.as_bytes()));
    now().saturating_sub(start)
}

/// Compares a text of `length` octets with a longer one of the same kind.
#[track_caller]
fn compare(what: &str, text: impl Fn(usize) -> String) {
    let (short, long) = (text(SHORT), text(SHORT * TIMES as usize));
    let limit = |short: Duration| (short + Duration::from_millis(1)) * TIMES * SLACK;
    let mut tries = (0..TRIES).map(|_| (time(&short), time(&long)));
    let mut seen = Vec::new();
    let good = tries.any(|(short, long)| {
        seen.push((short, long));
        long < limit(short)
    });
    assert!(good, "{what}: {seen:?}");
}

/// Repeats what `line` makes of the numbers from 0 on.
fn repeated(length: usize, line: impl Fn(usize) -> String) -> String {
    let mut text = String::from(HEAD);
    for number in 0.. {
        if text.len() >= length {
            break;
        }
        text.push_str(&line(number));
    }
    text
}

/// Compares many lines with more of them; `#` in a line is its number.
#[track_caller]
fn lines(line: &str) {
    compare(line, |length| repeated(length, |number| line.replace('#', &number.to_string())));
}

/// Compares many parts between a head and a tail with more of them.
#[track_caller]
fn parts(head: &str, part: &str, tail: &str) {
    compare(part, |length| {
        let middle = part.repeat(length / part.len());
        format!("{HEAD}{head}{middle}{tail}\n")
    });
}

#[test]
fn wrong_lines() {
    lines("x A 1\n");
    lines("x\n");
    lines("\"\n");
    lines("(\n");
    lines(")\n");
    lines("\\\n");
    lines("x TXT \"a\n");
    lines("x TXT \"a\\\"\n");
    lines("x TXT (\n");
    lines("x TXT (\ny A 192.0.2.1\n");
    lines("x TXT (\n  TXT a\n");
    lines("<<<<<<<\n");
    lines("=======\n");
    lines("<<<<<<<\na\n>>>>>>>\n");
    lines("// c\n");
    lines("x\u{1} A 192.0.2.1\n");
    lines("x\u{a0}A 192.0.2.1\n");
    lines("x A\r 192.0.2.1\ny A 192.0.2.2\n");
    lines("\u{1a}\n");
    lines("{{ x }}\n");
    lines("x FOO y\n");
    lines("x CH A 192.0.2.1\n");
}

#[test]
fn parts_of_one_line() {
    parts("x TXT a ", "(", "");
    parts("x TXT a ", ")", "");
    parts("x TXT a ", "()", "");
    parts("x TXT ", "\"a\"", "");
    parts("x TXT ", "\"", "");
    parts("x TXT ", "\\", "");
    parts("x HINFO ", "a ", "");
    parts("x 1 ", "2 ", "A 192.0.2.1");
    parts("x TXT a", "\u{1}", "");
    parts("x TXT ", "a\u{1}", "");
    parts("x TXT ", "'a ", "");
    parts("x TXT ", "\u{201c}a\u{201d} ", "");
    parts("x A ", "\u{a0}", "192.0.2.1");
    parts("", ";", "");
    parts("", "a.", " A 192.0.2.1");
    parts("", "\\065", " A 192.0.2.1");
    parts("x ", "1h", " A 192.0.2.1");
    parts("x ", "IN ", "A 192.0.2.1");
    parts("x NSEC y ", "A FOO ", "");
    parts("x APL ", "1:192.0.2.0/24 ", "");
    parts("x SVCB 1 y ", "alpn=h2 ", "");
    parts("x SVCB 1 y alpn=", "h2,", "h2");
    parts("x SVCB 1 y mandatory=", "key9,", "key9");
    parts("x DNSKEY 256 3 8 ", "AQI D", "AQID");
    parts("x CAA 0 issue \"a.b; ", "a=b; ", "\"");
    parts("$GENERATE 1-3 x", "${0}", " A 192.0.2.1");
    parts("$GENERATE 1-3 x", "${0,", " A 192.0.2.1");
    parts("$INCLUDE ", "a/", "");
    parts("$ORIGIN ", "a.", "");
}

#[test]
fn directives() {
    lines("$ORIGIN a\n");
    lines("$ORIGIN x.example.com.\n  A 192.0.2.1\n");
    lines("$ORIGIN other#.\nx A 192.0.2.1\n");
    lines("$TTL 1\n");
    lines("$TTL x\nx A 192.0.2.1\n");
    lines("$FOO\n");
    lines("$INCLUDE none\n");
    lines("$INCLUDE loop\n");
    lines("$INCLUDE plain\n");
    lines("$GENERATE #-# a$ A 192.0.2.1\n");
    lines("$GENERATE 1-2 a$ A 192.0.2.\n");
}

#[test]
fn records_of_one_name() {
    lines("x TXT a#\n");
    lines("x TXT a\n");
    lines("x # TXT a#\n");
    lines("x CNAME y#\n");
    lines("x CNAME y\nx A 192.0.2.1\n");
    lines("@ SOA ns1 h # 1 1 1 1\n");
    lines("@ NS n#\n");
    lines("x MX 1 y#\n");
    lines("x TXT a#\ny# A 192.0.2.1\n");
}

#[test]
fn records_of_many_names() {
    lines("x#a_b A 192.0.2.1\n");
    lines("xn--a#-kva A 192.0.2.1\n");
    lines("\u{fc}# A 192.0.2.1\n");
    lines("x#.other. A 192.0.2.1\n");
    lines("c# CNAME d#.example.com\n");
    lines("x# NS ns.x#\nns.x# A 192.0.2.1\n");
    lines("d# DNAME e#\na.d# A 192.0.2.1\n");
    lines("a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.x# A 192.0.2.1\n");
    compare("a chain", |length| repeated(length, |number| format!("c{number} CNAME c{}\n", number + 1)));
}

#[test]
fn what_a_generate_directive_makes() {
    for template in ["a$ A 192.0.2.1", "a$.other. A 192.0.2.1", "a_$ CNAME b$", "a A 192.0.2.1"] {
        compare(template, |length| format!("{HEAD}$GENERATE 1-{} {template}\n", length / 10));
    }
}

#[test]
fn files_that_are_included_behind_many_wrong_lines() {
    // Each time the problem of an end without line end is taken back for a worse one; text is short beside what it takes.
    let include = "$INCLUDE unended\n";
    compare(include, |length| {
        let wrong = repeated(length * 2, |_| "x A 1\n".to_owned());
        wrong + &include.repeat(length * 2 / include.len())
    });
}

#[test]
fn what_clashes_by_generate_directives_is_found_once() {
    for (second, rule) in [("a$ TXT c", "cname-and-other-data"), ("a$ CNAME b", "record-duplicate")] {
        let text = format!("{HEAD}$GENERATE 1-20000 a$ CNAME b\n$GENERATE 1-20000 {second}\n");
        let found: Vec<_> = judge(text.as_bytes()).findings;
        let [finding] = &found[..] else { panic!("{} findings", found.len()) };
        assert_eq!((finding.rule, finding.owner.as_deref()), (rule, Some("a1.example.com.")));
        assert!(finding.message.ends_with("; 19999 more names likewise"), "{}", finding.message);
    }
}

#[test]
fn white_space_behind_wrong_records() {
    for octet in ["\n", "\u{1a}"] {
        compare(octet, |length| format!("{}{}", repeated(length / 2, |_| "x A 1\n".to_owned()), octet.repeat(length)));
    }
}
