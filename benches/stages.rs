//! The stages one by one: `cargo bench --bench stages [-- FILTER]`.
//!
//! Zones are made in memory from a fixed seed. `load` is text to zone, `rdata` the tokens of one record to wire form,
//! `names` reading and finding names, `diff` two sides with a hundred changes, `canonical` the sorted text.

mod zones;

use std::hint::black_box;
use std::io;

use criterion::{BatchSize, Criterion, Throughput};
use zonegate::canonical;
use zonegate::diff::ZoneDiff;
use zonegate::rdata::{self, Context, Dialect, Token};
use zonegate::source::{Octets, Side, SourceMap, Span};
use zonegate::zone::{Name, Zone};
use zonegate::zonefile::{NoIncludes, load};
use zones::{Kind, Made};

const RECORDS: usize = 20_000;
const SEED: u64 = 1;

/// One record of each type that zones are full of.
const DATA: &[(&str, &str)] = &[
    ("A", "198.51.100.27"),
    ("AAAA", "2001:db8:7a1:12::c0de"),
    ("CAA", "0 issue \"ca.example.net\""),
    ("DNSKEY", "257 3 13 wVwCiewtCpFn7I5loY3rvl5VMvvuopP4C8lC7pCGwXG5tQHR2FS7cYACFZD/C03DpTw212zsmeB1hScSD7vnhQ=="),
    ("DS", "40789 13 2 0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF"),
    ("HTTPS", "1 . alpn=h2,h3 ipv4hint=198.51.100.27 ipv6hint=2001:db8::27"),
    ("MX", "10 mail.example.net."),
    ("NAPTR", "100 10 \"U\" \"E2U+sip\" \"!^.*$!sip:info@example.net!\" ."),
    ("NS", "ns1.saddlespindle133.net."),
    ("NSEC3", "1 0 0 - 0015f20fdjf8iutqffpcpis1qdn2uvg8 A NS SOA RRSIG DNSKEY NSEC3PARAM"),
    (
        "RRSIG",
        "A 13 3 3600 20370101000000 20260101000000 40789 signed.example. wVwCiewtCpFn7I5loY3rvl5VMvvuopP4C8lC7pCGwXG5tQHR2FS7cYACFZD/C03DpTw212zsmeB1hScSD7vnhQ==",
    ),
    ("SOA", "ns1.example.net. hostmaster.example.net. 2026010101 7200 3600 1209600 900"),
    ("SRV", "10 60 5060 sip.example.net."),
    ("TLSA", "3 1 1 0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF"),
    ("TXT", "\"v=spf1 ip4:198.51.100.0/24 mx -all\""),
];

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    loading(&mut criterion);
    fields(&mut criterion);
    names(&mut criterion);
    differences(&mut criterion);
    dump(&mut criterion);
    criterion.final_summary();
}

fn read(origin: &str, text: &Octets) -> Zone {
    let mut sources = SourceMap::default();
    let root = sources.add("zone", Side::Worktree, text.clone());
    load(root, Some(&name(origin)), &mut sources, &mut NoIncludes).zone
}

fn zone_of(made: &Made) -> Zone {
    read(&made.origin, &Octets::from(made.text.as_bytes()))
}

fn name(text: &str) -> Name {
    Name::parse(text.as_bytes(), None).unwrap_or_else(|_error| Name::root())
}

fn elements(count: usize) -> Throughput {
    Throughput::Elements(u64::try_from(count).unwrap_or(u64::MAX))
}

fn loading(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("load");
    for kind in Kind::ALL {
        let made = kind.make(RECORDS, SEED);
        let text = Octets::from(made.text.as_bytes());
        group.throughput(elements(made.records));
        group.bench_function(kind.word(), |bencher| bencher.iter_with_large_drop(|| read(&made.origin, &text)));
    }
    // Little but owners: a distinct one on each line.
    let owners: Vec<String> = (0..RECORDS).map(|number| format!("host{number}.example.")).collect();
    let text = addresses_at(&owners);
    group.throughput(elements(RECORDS));
    group.bench_function("owners", |bencher| bencher.iter_with_large_drop(|| read("example.", &text)));
    group.finish();
}

/// Returns the text of a zone with one record at each owner.
fn addresses_at(owners: &[String]) -> Octets {
    let lines: Vec<String> = owners.iter().map(|owner| format!("{owner} 60 A 198.51.100.27")).collect();
    Octets::from(lines.join("\n").as_bytes())
}

fn fields(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("rdata");
    group.throughput(Throughput::Elements(1));
    for (mnemonic, text) in DATA {
        let Some(found) = rdata::lookup(mnemonic.as_bytes()) else { continue };
        let (tokens, context) =
            (tokens(text), Context { text: text.as_bytes(), origin: None, dialect: Dialect::Bind, marks: None });
        let mut out = Vec::with_capacity(1024);
        group.bench_function(*mnemonic, |bencher| {
            bencher.iter(|| {
                out.clear();
                let read = rdata::parse(found.rtype, &context, black_box(&tokens), 0, &mut out);
                assert!(read.is_ok(), "{mnemonic} {text}: {read:?}");
                out.len()
            });
        });
    }
    group.finish();
}

/// Takes text apart at its blanks; a token in quotes holds none here that matters.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    for (part, piece) in text.split('"').enumerate() {
        let quoted = part % 2 == 1;
        let words: Vec<&str> = if quoted { vec![piece] } else { piece.split(' ').collect() };
        let mut start = at;
        for word in words {
            if quoted || !word.is_empty() {
                let span = Span::new(start, start + word.len());
                tokens.push(Token { span, quoted, escaped: false, spaced: true, odd: false });
            }
            start += word.len() + 1;
        }
        at += piece.len() + 1;
    }
    tokens
}

fn names(criterion: &mut Criterion) {
    let texts: Vec<String> = (0..RECORDS).map(|number| format!("Host{number}.sub.example.")).collect();
    let zone = read("example.", &addresses_at(&texts));
    let parsed: Vec<Name> = texts.iter().map(|text| name(text)).collect();
    let mut group = criterion.benchmark_group("names");
    group.throughput(elements(texts.len()));
    let length = |text: &String| name(text).wire().len();
    group.bench_function("parse", |bencher| bencher.iter(|| black_box(&texts).iter().map(length).sum::<usize>()));
    group.bench_function("find", |bencher| {
        bencher.iter(|| black_box(&parsed).iter().map(|name| zone.at(name).count()).sum::<usize>());
    });
    group.finish();
}

fn differences(criterion: &mut Criterion) {
    let made = Kind::Tld.make(RECORDS, SEED);
    let distance = made.records / 100;
    let other = made.text.lines().enumerate().map(|(number, line)| match number % distance {
        1 => format!("{line}\nadded{number} NS ns1.added.net.\n"),
        _ => format!("{line}\n"),
    });
    let (old, new) = (zone_of(&made), read(&made.origin, &Octets::from(other.collect::<String>().as_bytes())));
    let mut group = criterion.benchmark_group("diff");
    group.throughput(elements(made.records));
    group.bench_function("tld", |bencher| bencher.iter(|| ZoneDiff::between(black_box(&old), &new)));
    group.finish();
}

fn dump(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("canonical");
    for kind in [Kind::Tld, Kind::Signed, Kind::Hosting] {
        let made = kind.make(RECORDS, SEED);
        let zone = zone_of(&made);
        group.throughput(elements(made.records));
        group.bench_function(kind.word(), |bencher| {
            let sink = || Vec::with_capacity(made.text.len() * 3);
            bencher.iter_batched_ref(sink, |out| written(&zone, out), BatchSize::LargeInput);
        });
    }
    group.finish();
}

fn written(zone: &Zone, out: &mut impl io::Write) -> usize {
    canonical::write(zone, out).map_or(0, |tally| tally.written)
}
