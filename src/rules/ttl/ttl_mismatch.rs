//! `ttl-mismatch`: the TTLs of an RRset have to agree (RFC 2181 §5.2); says what each server makes of them.

use std::collections::BTreeSet;

use crate::finding::{Finding, Label, Severity};
use crate::rules::last_directive::LastDirective;
use crate::rules::{Check, Group, Rule, ZoneCx};
use crate::source::{Loc, Span};
use crate::zone::mixed_ttl::{self, Member, MixedTtl};
use crate::zone::{Record, Zone};
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

fn finding(cx: &ZoneCx<'_>, set: &[Member], directives: &mut LastDirective) -> Option<Finding> {
    let first = &set.first()?.record;
    let other = &set.iter().find(|member| member.record.ttl != first.ttl)?.record;
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
    let mut directives = LastDirective::new(b"$TTL");
    for set in mixed_ttl::rrsets(cx.zone).filter(|set| differ(cx.zone, set)) {
        if let Some(finding) = finding(cx, &set, &mut directives) {
            cx.push(finding, out);
        }
    }
}

/// Tells whether records of different data have different TTLs; of equal data, `record-duplicate` tells.
fn differ(zone: &Zone, set: &[Member]) -> bool {
    let mut seen = BTreeSet::new();
    let mut distinct = set.iter().filter(|member| seen.insert(zone.rdata(&member.record)));
    let first = distinct.next().map(|member| member.record.ttl);
    distinct.any(|member| Some(member.record.ttl) != first)
}

/// TTLs that a message lists.
const MAX_LISTED: usize = 5;

fn listed(set: &[Member]) -> String {
    let distinct: BTreeSet<u32> = set.iter().map(|member| member.record.ttl).collect();
    let shown: Vec<String> = distinct.iter().take(MAX_LISTED).map(u32::to_string).collect();
    match shown.split_last() {
        Some(_) if distinct.len() > shown.len() => format!("{} and more", shown.join(", ")),
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => shown.concat(),
    }
}

/// Says what servers load: BIND the first TTL of the last run, Knot the last TTL.
fn loaded(set: &[Member]) -> String {
    let bind = MixedTtl::FirstOfLastRun.pick(set).unwrap_or_default();
    let knot = MixedTtl::Last.pick(set).unwrap_or_default();
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

    use super::*;
    use crate::source::{Side, SourceMap};
    use crate::zone::Name;
    use crate::zonefile::{NoIncludes, load};

    /// Shows what is said of every RRset: the end of the message, what is underlined, what the other label is on.
    #[track_caller]
    fn case(text: &str, expected: &[&str]) {
        let text = format!("$TTL 3600\n{text}");
        let mut sources = SourceMap::default();
        let source = sources.add("t", Side::Worktree, text.as_bytes());
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
