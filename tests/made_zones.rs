//! The zones that benchmarks are made with: the same from the same seed, and without a finding, so that what is measured
//! is the reading of a clean zone.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../benches/zones/mod.rs"]
mod zones;

use zonegate::finding::Finding;
use zonegate::rules::{Check, FileCx, ZoneCx, registry};
use zonegate::source::{Side, SourceMap};
use zonegate::zone::Name;
use zonegate::zonefile::{NoIncludes, load};
use zones::{Kind, Made};

/// Checks that a zone has the records that it says, and that no rule about a text or a zone finds anything.
#[track_caller]
fn is_clean(made: &Made) {
    let mut sources = SourceMap::default();
    let root = sources.add("zone", Side::Worktree, made.text.as_bytes());
    let origin = Name::parse(made.origin.as_bytes(), None).unwrap();
    let loaded = load(root, Some(&origin), &mut sources, &mut NoIncludes);
    assert_eq!(loaded.zone.len(), made.records, "{}", made.origin);
    let (origin, problems) = (origin.to_string(), &loaded.problems);
    let file = FileCx { sources: &sources, files: &loaded.files, zone: &origin, problems };
    let zone = ZoneCx::new(&sources, &loaded, &origin);
    let mut findings: Vec<Finding> = Vec::new();
    for rule in registry::ALL {
        match rule.check {
            _ if rule.default.is_none() => {}
            Check::File(check) => check(&file, &mut findings),
            Check::Zone(check) | Check::Names(check) => check(&zone, &mut findings),
            _ => {}
        }
    }
    assert!(findings.is_empty(), "{}: {:?}", made.origin, findings.first());
}

#[test]
fn zones_of_each_kind_are_clean() {
    for kind in Kind::ALL {
        for seed in 1..4 {
            let made = kind.make(2000, seed);
            assert!((2000..2020).contains(&made.records), "{kind:?}: {} records", made.records);
            is_clean(&made);
        }
    }
}

#[test]
fn small_zones_are_clean_and_have_names_of_their_own() {
    let made: Vec<Made> = (0..50).map(|number| zones::small(number, 30, 1)).collect();
    made.iter().for_each(is_clean);
    let mut names: Vec<&str> = made.iter().map(|made| made.origin.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), made.len());
}

#[test]
fn a_seed_gives_the_same_zone_and_another_seed_another() {
    for kind in Kind::ALL {
        assert_eq!(kind.make(500, 7).text, kind.make(500, 7).text, "{kind:?}");
        assert_ne!(kind.make(500, 7).text, kind.make(500, 8).text, "{kind:?}");
    }
    assert_eq!(zones::small(3, 30, 7).text, zones::small(3, 30, 7).text);
    assert_ne!(zones::small(3, 30, 7).text, zones::small(3, 30, 8).text);
}

#[test]
fn both_styles_of_a_registry_hold_the_same_records() {
    let dump = |kind: Kind| {
        let made = kind.make(2000, 1);
        let mut sources = SourceMap::default();
        let root = sources.add("zone", Side::Worktree, made.text.as_bytes());
        let origin = Name::parse(made.origin.as_bytes(), None).unwrap();
        let mut out = Vec::new();
        zonegate::canonical::write(&load(root, Some(&origin), &mut sources, &mut NoIncludes).zone, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    assert_eq!(dump(Kind::Tld), dump(Kind::TldFull));
}
