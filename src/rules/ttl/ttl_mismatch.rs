//! `ttl-mismatch`: the TTLs of an RRset have to agree (RFC 2181 §5.2); says what each server makes of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Finding, Label, Severity};
use crate::rules::last_directive::LastDirective;
use crate::rules::{Check, Group, Rule, ZoneCx};
use crate::source::{Loc, Span};
use crate::zone::{Node, Record, Rtype, Standing, Zone};
use crate::zonefile::{Construct, places};

pub(crate) static RULE: Rule = Rule {
    name: "ttl-mismatch",
    summary: "TTLs differ inside of an RRset",
    group: Group::Ttl,
    default: Some(Severity::Warning),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/ttl-mismatch.md"),
    check: Check::Zone(check),
};

/// A record and the number of the run that it is in: the records of one name that stand together in one file.
type InRun = (usize, Record);

fn finding(cx: &ZoneCx<'_>, set: &[InRun], directives: &mut LastDirective) -> Option<Finding> {
    let (_, first) = set.first()?;
    let (_, other) = set.iter().find(|(_, record)| record.ttl != first.ttl)?;
    let (owner, rtype) = (cx.zone.owner(first).to_string(), cx.mnemonic(first.rtype));
    let (ours, theirs) = (source_of_ttl(cx, other, directives), source_of_ttl(cx, first, directives));
    // A TTL that is written beside a record is what somebody wrote differently; `$TTL` is for all.
    let (primary, related) = if theirs.stated && !ours.stated { (theirs, ours) } else { (ours, theirs) };
    let message = format!("{owner} {rtype} has the TTLs {}: {}", listed(set), loaded(set));
    let finding = RULE
        .finding(Label::new(primary.at, primary.words), message)
        .why("the TTLs of an RRset have to agree (RFC 2181 §5.2): which one is loaded depends on the server and on the order of the lines; PowerDNS refuses the zone")
        .help("write the same TTL for all of them")
        .also(related.at, related.words);
    Some(cx.settle(finding, Construct::TtlMismatch).about(cx.origin, owner, rtype))
}

fn check(cx: &ZoneCx<'_>, out: &mut Vec<Finding>) {
    let varied = varied(cx.zone);
    if varied.is_empty() {
        return;
    }
    let mut directives = LastDirective::new(b"$TTL");
    for node in cx.zone.nodes().filter(|node| may_differ(node, &varied)) {
        for set in sets(cx.zone, &node) {
            if differ(cx.zone, &set) {
                out.extend(finding(cx, &set, &mut directives));
            }
        }
    }
}

/// Returns the types that have several TTLs in the zone: mostly none, which what records have in common tells at once.
fn varied(zone: &Zone) -> BTreeSet<Rtype> {
    let mut first = BTreeMap::new();
    let counts = zone.manners().iter().filter(|manner| manner.standing == Standing::Loaded && manner.ttl_known);
    counts.filter(|manner| *first.entry(manner.rtype).or_insert(manner.ttl) != manner.ttl).map(|m| m.rtype).collect()
}

/// Records of one name that are compared each with each.
const FEW: usize = 8;

/// Tells whether a name may have an RRset with several TTLs: certain for a few records, found out without allocation.
fn may_differ(node: &Node<'_>, varied: &BTreeSet<Rtype>) -> bool {
    let ttl = node.records().next().map(|first| first.ttl);
    if node.records().all(|record| Some(record.ttl) == ttl) {
        return false;
    }
    let differ = |a: &Record, b: &Record| a.rtype == b.rtype && a.ttl != b.ttl && varied.contains(&a.rtype);
    let mut pairs = (1..).zip(node.records());
    node.records().nth(FEW).is_some()
        || pairs.any(|(behind, record)| node.records().skip(behind).any(|other| differ(&record, &other)))
}

/// Returns the RRsets of a name, each in the order of the text. Signatures belong to the RRset that they cover, each with
/// its TTL (RFC 4034 §3).
fn sets(zone: &Zone, node: &Node<'_>) -> Vec<Vec<InRun>> {
    let covered = |record: &Record| match (record.rtype, zone.rdata(record).first_chunk::<2>()) {
        (Rtype::RRSIG | Rtype(24), Some(covered)) => u16::from_be_bytes(*covered),
        _ => 0,
    };
    let mut sets: BTreeMap<(Rtype, u16), Vec<InRun>> = BTreeMap::new();
    let (mut run, mut last) = (0, None);
    for (number, record) in node.numbered() {
        let joined = last.is_some_and(|(before, source)| before + 1 == number && source == record.source);
        run += usize::from(!joined);
        last = Some((number, record.source));
        if record.standing == Standing::Loaded && record.ttl_known {
            sets.entry((record.rtype, covered(&record))).or_default().push((run, record));
        }
    }
    sets.into_values().collect()
}

/// Tells whether records of different data have different TTLs; of equal data, `record-duplicate` tells.
fn differ(zone: &Zone, set: &[InRun]) -> bool {
    let mut seen = BTreeSet::new();
    let mut distinct = set.iter().filter(|(_, record)| seen.insert(zone.rdata(record)));
    let first = distinct.next().map(|(_, record)| record.ttl);
    distinct.any(|(_, record)| Some(record.ttl) != first)
}

/// TTLs that a message lists.
const MAX_LISTED: usize = 5;

fn listed(set: &[InRun]) -> String {
    let distinct: BTreeSet<u32> = set.iter().map(|(_, record)| record.ttl).collect();
    let shown: Vec<String> = distinct.iter().take(MAX_LISTED).map(u32::to_string).collect();
    match shown.split_last() {
        Some(_) if distinct.len() > shown.len() => format!("{} and more", shown.join(", ")),
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => shown.concat(),
    }
}

/// Says what servers load: BIND the first TTL of the last run, Knot the last TTL.
fn loaded(set: &[InRun]) -> String {
    let last_run = set.iter().rev().take_while(|(run, _)| set.last().is_some_and(|(last, _)| last == run));
    let bind = last_run.last().map_or(0, |(_, record)| record.ttl);
    let knot = set.last().map_or(0, |(_, record)| record.ttl);
    if bind == knot {
        format!("BIND and Knot load {bind}, NSD keeps each")
    } else {
        format!("BIND loads {bind}, Knot {knot}, NSD keeps each")
    }
}

/// Where a record has its TTL from.
struct TtlSource {
    at: Loc,
    words: String,
    /// Whether it is written in the record.
    stated: bool,
}

fn source_of_ttl(cx: &ZoneCx<'_>, record: &Record, directives: &mut LastDirective) -> TtlSource {
    let text = cx.sources.text(record.source);
    let places = places(text, record);
    let loc = |span: Span| Loc { source: record.source, span };
    let ttl = record.ttl;
    let mut by_directive = || directives.before(record.source, text, record.at as usize);
    match places.ttl {
        Some(span) => TtlSource { at: loc(span), words: format!("{ttl} here"), stated: true },
        None if record.generated => TtlSource { at: loc(places.entry), words: format!("{ttl} here"), stated: true },
        None => match by_directive() {
            Some(span) => TtlSource { at: loc(span), words: format!("{ttl} by this $TTL"), stated: false },
            None => TtlSource { at: loc(places.entry), words: format!("{ttl} here"), stated: false },
        },
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::source::{Side, SourceMap};
    use crate::zone::Name;
    use crate::zonefile::{NoIncludes, load};

    /// Shows what is said of every RRset: the end of the message, what is underlined, what the other label is on.
    #[track_caller]
    fn case(text: &str, expected: &[&str]) {
        let text = format!("$TTL 3600\n{text}");
        let mut sources = SourceMap::default();
        let source = sources.add("t", Side::Worktree, Arc::from(text.as_bytes()));
        let loaded = load(source, Some(&Name::root()), &mut sources, &mut NoIncludes);
        let mut found = Vec::new();
        check(&ZoneCx::new(&sources, &loaded, "."), &mut found);
        let words = |loc: Loc| String::from_utf8_lossy(sources.slice(loc)).into_owned();
        let shown: Vec<String> = found
            .iter()
            .map(|finding| {
                let related = finding.related.iter().map(|label| words(label.loc)).collect::<Vec<_>>().concat();
                format!("{} [{}] [{related}]", finding.message, words(finding.primary.loc))
            })
            .collect();
        assert_eq!(shown, expected, "{text:?}");
    }

    #[test]
    fn each_server_loads_what_was_measured() {
        case(
            "a 600 A 1.1.1.1\na 72 A 1.1.1.2\n",
            &["a. A has the TTLs 72 and 600: BIND loads 600, Knot 72, NSD keeps each [72] [600]"],
        );
        case(
            "a 600 A 1.1.1.1\na TXT x\na 72 A 1.1.1.2\n",
            &["a. A has the TTLs 72 and 600: BIND loads 600, Knot 72, NSD keeps each [72] [600]"],
        );
        case(
            "a 600 A 1.1.1.1\nb TXT x\na 72 A 1.1.1.2\n",
            &["a. A has the TTLs 72 and 600: BIND and Knot load 72, NSD keeps each [72] [600]"],
        );
        case(
            "a 600 A 1.1.1.1\nb TXT x\na 72 A 1.1.1.2\na 30 A 1.1.1.3\n",
            &["a. A has the TTLs 30, 72 and 600: BIND loads 72, Knot 30, NSD keeps each [72] [600]"],
        );
    }

    #[test]
    fn the_ttl_that_is_written_is_underlined() {
        let message =
            |ttls, bind, knot| format!("a. A has the TTLs {ttls}: BIND loads {bind}, Knot {knot}, NSD keeps each");
        let later = message("600 and 3600", 3600, 600);
        case("a A 1.1.1.1\na 600 IN A 1.1.1.2\n", &[&format!("{later} [600] [3600]")]);
        let earlier = message("600 and 3600", 600, 3600);
        case("a IN 600 A 1.1.1.1\na A 1.1.1.2\n", &[&format!("{earlier} [600] [3600]")]);
        case("a A 1.1.1.1\n$TTL 600\na A 1.1.1.2\n", &[&format!("{later} [600] [3600]")]);
    }

    #[test]
    fn one_ttl_or_one_datum_is_no_mismatch() {
        case("a 600 A 1.1.1.1\na 600 A 1.1.1.2\n", &[]);
        case("a 600 A 1.1.1.1\na 60 A 1.1.1.1\n", &[]);
        case("a 600 A 1.1.1.1\na 60 TXT x\nb 60 A 1.1.1.1\n", &[]);
        let signature = "3 600 20260201000000 20260101000000 1 . AQID";
        case(&format!("a 600 RRSIG A 8 {signature}\na 60 RRSIG TXT 8 {signature}\n"), &[]);
        case("a 600 A 1.1.1.1\na 60 A x\n", &[]);
    }
}
