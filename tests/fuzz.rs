//! The fuzz targets on stable Rust: their corpus, the wrong zones, and mutations of both from fixed seeds.
//!
//! Whatever is done to a text, reading it ends soon, with findings or a zone. CR-LF instead of LF changes no record.
#![expect(clippy::disallowed_methods, reason = "reads the corpus of this package, and watches the clock")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a helper that fails, fails the test that calls it")]

#[path = "../fuzz/src/bodies.rs"]
#[expect(
    clippy::expect_used,
    unreachable_pub,
    reason = "a body panics where something does not hold; a crate of its own"
)]
mod bodies;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use bstr::ByteSlice as _;
use zonegate::source::{Side, SourceMap};
use zonegate::zone::{Name, Record, Standing};
use zonegate::zonefile::{LoadedZone, NoIncludes, ProblemKind, load};

/// A body may take this long on one small input, in a debug build on a busy machine.
const SOON: Duration = Duration::from_secs(20);

/// Reads all files of a directory of this package in the order of their names.
fn files(directory: &str) -> Vec<Vec<u8>> {
    let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(directory)).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let is_text = |path: &&std::path::PathBuf| path.is_file() && path.extension().is_none_or(|end| end != "report");
    let texts: Vec<Vec<u8>> = paths.iter().filter(is_text).map(|path| fs::read(path).unwrap()).collect();
    assert!(!texts.is_empty(), "{directory} is empty");
    texts
}

/// Numbers from a seed (splitmix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }
}

/// What an editor, a merge or a disk may do to a text; `other` is a text to take from.
fn mutate(random: &mut Random, text: &mut Vec<u8>, other: &[u8]) {
    let (at, length) = (random.below(text.len() + 1), random.below(12));
    let end = (at + length).min(text.len());
    match random.below(8) {
        0 => text.truncate(at),
        1 => drop(text.drain(at..end)),
        2 => text.insert(at, u8::try_from(random.below(256)).unwrap()),
        3 => {
            let special = b"\"\"()\\;\n\r\t $.@\0\x0c#<=>";
            text.insert(at, special[random.below(special.len())]);
        }
        4 => {
            if let Some(octet) = text.get_mut(at) {
                *octet ^= 1 << random.below(8);
            }
        }
        5 => {
            let from = random.below(other.len() + 1);
            let to = (from + random.below(60)).min(other.len());
            drop(text.splice(at..end, other[from..to].iter().copied()));
        }
        6 => {
            let mut lines: Vec<&[u8]> = text.split_inclusive(|&octet| octet == b'\n').collect();
            let (one, another) = (random.below(lines.len()), random.below(lines.len()));
            if one < lines.len() && another < lines.len() {
                lines.swap(one, another);
            }
            *text = lines.concat();
        }
        _ => {
            let again = text[at..end].to_vec();
            drop(text.splice(at..at, again));
        }
    }
}

/// Runs a body over texts and over mutations of each.
fn replay(body: fn(&[u8]), seeds: &[Vec<u8>], rounds: usize) {
    let run = |text: &[u8]| {
        let start = Instant::now();
        body(text);
        assert!(start.elapsed() < SOON, "{} octets took {:?}:\n{:?}", text.len(), start.elapsed(), text.as_bstr());
    };
    let mut random = Random(20_260_511);
    for seed in seeds {
        run(seed);
        let mut text = seed.clone();
        for round in 0..rounds {
            if round % 8 == 0 {
                text.clone_from(seed);
            }
            let other = &seeds[random.below(seeds.len())];
            mutate(&mut random, &mut text, other);
            run(&text);
        }
    }
}

/// The wrong zones that are read in no time: a slip in a `$GENERATE` may ask for a million records.
fn small_zones() -> Vec<Vec<u8>> {
    let is_small = |text: &Vec<u8>| text.len() < 4096 && !text.contains_str("$GENERATE");
    files("tests/zones/invalid").into_iter().filter(is_small).collect()
}

#[test]
fn any_mutation_of_a_zone_is_read() {
    replay(bodies::scanner, &[files("fuzz/corpus/scanner"), small_zones()].concat(), 60);
}

#[test]
fn data_of_every_type_is_read_and_written_back() {
    replay(bodies::rdata, &files("fuzz/corpus/rdata"), 800);
}

#[test]
fn any_generate_directive_is_read() {
    replay(bodies::generate, &files("fuzz/corpus/generate"), 300);
}

#[test]
fn any_includes_are_read() {
    replay(bodies::include, &files("fuzz/corpus/include"), 600);
}

fn read(text: &[u8]) -> LoadedZone {
    let mut sources = SourceMap::default();
    let source = sources.add("example.com.zone", Side::Worktree, text);
    let origin = Name::parse(b"example.com.", None).unwrap();
    load(source, Some(&origin), &mut sources, &mut NoIncludes)
}

/// Returns everything about the records but their places.
fn records(loaded: &LoadedZone) -> Vec<(String, u16, u32, Standing, &[u8])> {
    let zone = &loaded.zone;
    let shown = |record: Record| {
        (zone.owner(&record).to_string(), record.rtype.0, record.ttl, record.standing, zone.rdata(&record))
    };
    zone.records().map(shown).collect()
}

/// Returns the kinds of the problems but those about line ends.
fn kinds(loaded: &LoadedZone) -> Vec<ProblemKind> {
    let of_line_ends = [ProblemKind::CrlfLineEndings, ProblemKind::MixedLineEndings, ProblemKind::LoneCr];
    loaded.problems.all().iter().map(|problem| problem.kind).filter(|kind| !of_line_ends.contains(kind)).collect()
}

#[test]
fn lines_that_end_in_cr_lf_say_the_same() {
    let mut random = Random(7);
    let seeds = small_zones();
    for seed in &seeds {
        for round in 0..16 {
            let mut text = seed.clone();
            for _ in 0..round {
                mutate(&mut random, &mut text, &seeds[0]);
            }
            text.retain(|&octet| octet != b'\r');
            let unix = read(&text);
            // A line end in quotes is an octet of the string.
            if kinds(&unix).iter().any(|kind| matches!(kind, ProblemKind::NewlineInQuote | ProblemKind::Utf16Text)) {
                continue;
            }
            let dos = read(&text.replace("\n", "\r\n"));
            assert_eq!(records(&unix), records(&dos), "{:?}", text.as_bstr());
            assert_eq!(kinds(&unix), kinds(&dos), "{:?}", text.as_bstr());
        }
    }
}
