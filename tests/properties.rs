//! What holds for every text: spans lie in it and in their order, nothing panics, a dump reads back, and a difference is
//! one of records only.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed; texts are cut where they are known to be long enough"
)]

#[path = "language/mod.rs"]
mod language;
#[path = "peers/zones/mod.rs"]
mod zones;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use language::judge::{Judged, judge};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use zonegate::diff::ZoneDiff;
use zonegate::rdata;
use zonegate::source::{Loc, Span};
use zonegate::zone::{Record, Standing, Zone};
use zonegate::zonefile::places;
use zones::audience::Audience;
use zones::random::Random;
use zones::{generator, mutation};

/// Checks that every place lies in its text and the smaller ones in the larger.
fn places_are_sound(judged: &Judged) {
    let inside = |at: Loc| {
        let length = judged.sources.text(at.source).len();
        assert!(at.span.start <= at.span.end && at.span.end as usize <= length, "{at:?} of {length} octets");
    };
    for problem in judged.loaded.problems.all() {
        inside(problem.at);
        problem.second.into_iter().chain(problem.included_from.iter().copied()).for_each(inside);
    }
    for finding in &judged.findings {
        inside(finding.primary.loc);
        finding.related.iter().for_each(|label| inside(label.loc));
    }
    inside(judged.loaded.anchor);
    entries_stand_in_their_order(judged);
}

/// Checks that entries follow each other, what `$GENERATE` makes at its directive, and that their parts lie in them.
fn entries_stand_in_their_order(judged: &Judged) {
    let within = |outer: Span, inner: Span| outer.start <= inner.start && inner.end <= outer.end;
    let is_alone = judged.loaded.files.len() == 1;
    let mut last = Span::at(0);
    for record in judged.loaded.zone.records() {
        let text = judged.sources.text(record.source);
        let places = places(text, &record);
        let entry = places.entry;
        assert!(entry.start < entry.end && entry.end as usize <= text.len(), "{entry:?} of {record:?}");
        let parts = places.rdata.iter().chain(&places.ttl).chain([&places.owner]);
        assert!(parts.into_iter().all(|part| within(entry, *part)), "parts of {record:?}");
        assert!(places.rdata.windows(2).all(|pair| pair[0].end <= pair[1].start), "fields of {record:?}");
        let follows = last.end <= entry.start || (record.generated && last == entry);
        assert!(follows || !is_alone, "{record:?} at {entry:?} behind {last:?}");
        last = entry;
    }
}

/// Writes the same records in another way: other lines first, other case, white space, comments and parentheses.
///
/// `text` has one record on each line, with owner, TTL, class and type.
fn rewrite(random: &mut Random, text: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    for at in (1..lines.len()).rev() {
        lines.swap(at, random.below(at + 1));
    }
    let mut out = String::from(random.pick(&["", "; comment\n\n", "$TTL 77\n"]));
    for line in lines {
        let fields: Vec<&str> = line.splitn(5, ' ').collect();
        let (owner, ttl, class, rtype, rdata) = (fields[0], fields[1], fields[2], fields[3], fields[4]);
        let case = |random: &mut Random, word: &str| {
            if random.once_in(2) { word.to_ascii_lowercase() } else { word.to_owned() }
        };
        let (class, rtype) = (case(random, class), case(random, rtype));
        let blank = random.pick(&[" ", "\t", "  "]);
        let (open, close) = random.pick(&[("", ""), ("(", ")"), ("( ; comment\n", "\n )"), ("(\n\n ", ";)\n)")]);
        let head = if random.once_in(2) { [ttl, &class] } else { [&class, ttl] }.join(blank);
        let end = random.pick(&["\n", " ; comment\n", "\r\n", "\n\n"]);
        write!(out, "{owner}{blank}{head} {rtype} {open}{rdata}{blank}{close}{end}").unwrap();
    }
    out
}

/// Writes a zone as its records in canonical form, one a line, each once.
fn canonical(zone: &Zone) -> String {
    let mut seen = BTreeSet::new();
    let line = |record: Record| {
        let rdata = rdata::present(record.rtype, zone.rdata(&record));
        format!("{} {} IN {} {rdata}\n", zone.owner(&record), record.ttl, rdata::mnemonic(record.rtype))
    };
    let mut first = |record: &Record| seen.insert((record.owner, record.rtype, zone.rdata(record)));
    zone.records().filter(|record| rdata::is_described(record.rtype) && first(record)).map(line).collect()
}

fn dump(zone: &Zone) -> Vec<u8> {
    let mut text = Vec::new();
    zonegate::canonical::write(zone, &mut text).unwrap();
    text
}

fn generated(seed: u64) -> String {
    let audience = Audience::EVERY[usize::try_from(seed).unwrap_or_default() % Audience::EVERY.len()];
    generator::zone(&mut Random::new(seed), audience, 12)
}

/// Returns the numbers of changes: added, deleted, changed, other TTL, SOA.
fn counts(diff: &ZoneDiff) -> [usize; 5] {
    let soa = usize::from(diff.soa_changed.is_some());
    [diff.added.len(), diff.deleted.len(), diff.changed.len(), diff.ttl_changed.len(), soa]
}

fn swapped(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut pairs: Vec<_> = pairs.iter().map(|&(a, b)| (b, a)).collect();
    pairs.sort_unstable();
    pairs
}

fn sorted(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut pairs = pairs.to_vec();
    pairs.sort_unstable();
    pairs
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: RngSeed::Fixed(1034), cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_octets_are_read_without_panic(octets in proptest::collection::vec(any::<u8>(), 0..400)) {
        places_are_sound(&judge(&octets));
    }

    #[test]
    fn any_zone_like_octets_are_read_without_panic(text in "([ \\t\\n()\";\\\\$@.*#]|[a-zA-Z0-9]{1,4}|IN |A |TXT |\\$TTL |\\$ORIGIN |\\$GENERATE 1-3 |\\$INCLUDE loop){0,60}") {
        places_are_sound(&judge(text.as_bytes()));
    }

    #[test]
    fn slips_are_read_without_panic(seed in any::<u64>(), count in 1..6_usize) {
        let mut random = Random::new(seed);
        let mut text = generated(seed).into_bytes();
        for _ in 0..count {
            text = mutation::slip(&mut random, &text);
            if text.is_empty() {
                break;
            }
        }
        places_are_sound(&judge(&text));
    }

    #[test]
    fn the_canonical_form_holds_the_same_records(seed in any::<u64>()) {
        let first = judge(generated(seed).as_bytes());
        let second = judge(canonical(&first.loaded.zone).as_bytes());
        let third = judge(canonical(&second.loaded.zone).as_bytes());
        prop_assert!(ZoneDiff::between(&second.loaded.zone, &third.loaded.zone).is_empty());
        let opaque = |zone: &Zone| {
            zone.records().filter(|record| !rdata::is_described(record.rtype)).count()
        };
        let diff = ZoneDiff::between(&first.loaded.zone, &second.loaded.zone);
        prop_assert_eq!(counts(&diff), [0, opaque(&first.loaded.zone), 0, 0, 0]);
    }

    #[test]
    fn a_dump_reads_back_as_the_same_dump(seed in any::<u64>(), count in 0..4_usize) {
        let mut random = Random::new(seed);
        let mut text = generated(seed).into_bytes();
        for _ in 0..count {
            text = mutation::slip(&mut random, &text);
        }
        let first = dump(&judge(&text).loaded.zone);
        let again = judge(&first);
        prop_assert_eq!(dump(&again.loaded.zone), first);
        prop_assert!(again.loaded.zone.records().all(|record| record.standing == Standing::Loaded));
    }

    #[test]
    fn another_way_of_writing_is_no_difference(seed in any::<u64>()) {
        let text = canonical(&judge(generated(seed).as_bytes()).loaded.zone);
        let other = rewrite(&mut Random::new(seed), &text);
        let (old, new) = (judge(text.as_bytes()), judge(other.as_bytes()));
        prop_assert_eq!(new.errors().count(), 0, "{:?}\n{}", new.places(), other);
        let diff = ZoneDiff::between(&old.loaded.zone, &new.loaded.zone);
        prop_assert!(diff.is_empty(), "{:?}\n{}\n{}", diff, text, other);
    }

    #[test]
    fn a_difference_seen_from_the_other_side_is_its_mirror(seed in any::<u64>(), count in 0..5_usize) {
        let mut random = Random::new(seed);
        let text = generated(seed);
        let mut other = text.clone().into_bytes();
        for _ in 0..count {
            other = mutation::slip(&mut random, &other);
        }
        let (old, new) = (judge(text.as_bytes()), judge(&other));
        let (old, new) = (&old.loaded.zone, &new.loaded.zone);
        let (there, back) = (ZoneDiff::between(old, new), ZoneDiff::between(new, old));
        prop_assert_eq!(&there.added, &back.deleted);
        prop_assert_eq!(&there.deleted, &back.added);
        prop_assert_eq!(sorted(&there.changed), swapped(&back.changed));
        prop_assert_eq!(sorted(&there.ttl_changed), swapped(&back.ttl_changed));
        prop_assert_eq!(there.soa_changed, back.soa_changed.map(|(a, b)| (b, a)));
        prop_assert!(ZoneDiff::between(old, old).is_empty());
        let unique = |zone: &Zone| {
            let key = |record: Record| {
                (record.owner, record.rtype, zone.rdata(&record).to_vec())
            };
            let whole = zone.records().filter(|record| record.standing != Standing::Broken);
            whole.map(key).collect::<BTreeSet<_>>().len()
        };
        prop_assert_eq!(unique(old) + there.added.len(), unique(new) + there.deleted.len());
    }
}
