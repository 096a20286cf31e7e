//! One set of hostile and ordinary findings through every format.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]

use std::sync::Arc;

use jiff::Timestamp;
use zonegate::finding::{Caption, Finding, Label, Severity};
use zonegate::locks::{Document, Evidence, LockKind};
use zonegate::report::{Format, Options, render};
use zonegate::rules::{Check, Group, Rule};
use zonegate::source::{Loc, Side, SourceId, SourceMap, Span};
use zonegate::verdict::{Exit, LockSummary, NotJudged, Outcome, SideId, Standing, Verdict, ZoneSummary};

const ZONE: &str = "\
$ORIGIN example.com.
@       IN SOA ns1 hostmaster (
            2026112201 ; serial
            7200 3600 1209600 3600 )
        IN NS  ns1
ns1     IN A   192.0.2.1
ns2     IN A   192.0.2.2
www     IN A   192.0.2.80
        IN A   192.0.2.81
mail    IN MX  10 mx1
mx1     IN A   192.0.2.25
www     IN CNAME web
";

const OLD: &str = "\
www     IN A   192.0.2.79
old     IN A   192.0.2.90
";

const LOCK: &str = "\
holder  = \"alice@example.com\"
host    = \"ns-primary-1\"
reason  = \"AXFR to secondaries for CHG-4711\"
created = 2026-11-22T09:58:00Z
expires = 2026-11-22T11:00:00Z
contact = \"https://chat.example.com/dns-oncall\"
";

static LOCKED: Rule = rule("zone-locked", Some(9607));
static COLLISION: Rule = rule("cname-and-other-data", Some(9709));
static PLAIN: Rule = rule("serial-not-increased", None);

const fn rule(name: &'static str, windows_code: Option<u16>) -> Rule {
    Rule {
        name,
        summary: "",
        group: Group::Record,
        default: None,
        since: "0.1.0",
        windows_code,
        card: "",
        check: Check::File(|_, _| {}),
    }
}

fn rules(name: &str) -> Option<&'static Rule> {
    [&LOCKED, &COLLISION, &PLAIN].into_iter().find(|rule| rule.name == name)
}

/// Texts and findings under construction.
#[derive(Default)]
struct Fixture {
    sources: SourceMap,
    findings: Vec<Finding>,
}

impl Fixture {
    fn text(&mut self, path: impl Into<Vec<u8>>, side: Side, text: impl AsRef<[u8]>) -> SourceId {
        self.sources.add(path, side, Arc::from(text.as_ref()))
    }

    /// Returns the place of the first `needle` in a text.
    fn find(&self, source: SourceId, needle: &str) -> Loc {
        let text = self.sources.text(source);
        let at = text.windows(needle.len()).position(|window| window == needle.as_bytes()).unwrap();
        Loc { source, span: Span::new(at, at + needle.len()) }
    }

    fn outcome(self) -> Outcome {
        Outcome {
            verdict: Verdict::Blocked,
            exit: Exit::Findings,
            base: Some(SideId { kind: "commit", id: "5c0ffee5c0ffee5c0ffee5c0ffee5c0ffee5c0ff".into() }),
            head: SideId { kind: "index", id: String::new() },
            zones: vec![zone("example.com.", 8), zone("example.net.", 0)],
            locks: Vec::new(),
            findings: self.findings,
            judged: 2,
            not_judged: Vec::new(),
            not_checked: Vec::new(),
            asked: false,
            sources: self.sources,
            now: "2026-11-22T10:13:00Z".parse::<Timestamp>().unwrap(),
        }
    }
}

fn zone(origin: &str, records: usize) -> ZoneSummary {
    let path = format!("zones/{}zone", origin).into_bytes();
    ZoneSummary { origin: origin.into(), path, touched: true, records, added: 2, deleted: 1, changed: 1 }
}

fn full(outcome: &Outcome, width: usize) -> String {
    render(outcome, Format::Full, Options { width, color: false, unicode: true }, &rules)
}

/// The lock report of docs/reports.md: evidence in the lock's file, then both sides of the zone.
fn locked() -> Outcome {
    let mut fixture = Fixture::default();
    let zone = fixture.text("zones/example.com.zone", Side::Index, ZONE);
    let old = fixture.text("zones/example.com.zone", Side::Commit("HEAD".into()), OLD);
    let lock = fixture.text("zones/example.com.zone.lock", Side::Disk, LOCK);
    let mut finding = Finding::new(
        "zone-locked",
        Severity::Error,
        Label::new(fixture.find(zone, "192.0.2.80"), "~ www A was 192.0.2.79"),
        "example.com. is locked by alice@example.com until 2026-11-22T11:00:00Z (in 47 min): commit refused",
    )
    .about("example.com.", "", "")
    .help("wait      zonegate check --staged --wait=1h && git commit")
    .help("ask       alice@example.com, https://chat.example.com/dns-oncall")
    .help("override  ZONEGATE_OVERRIDE=\"example.com: <reason>\" git commit   (recorded, warned in CI)")
    .also(fixture.find(zone, "192.0.2.81"), "+ www A 192.0.2.81")
    .also(fixture.find(zone, "mx1     IN A   192.0.2.25"), "+ mx1 A 192.0.2.25")
    .also(fixture.find(old, "old     IN A   192.0.2.90"), "- old A 192.0.2.90")
    .also(fixture.find(lock, "\"alice@example.com\""), "held by")
    .also(fixture.find(lock, "\"AXFR to secondaries for CHG-4711\""), "because")
    .also(fixture.find(lock, "2026-11-22T09:58:00Z"), "15 min ago")
    .also(fixture.find(lock, "2026-11-22T11:00:00Z"), "in 47 min");
    finding.lead = Some(lock);
    finding.captions = vec![
        Caption { source: zone, text: "this commit adds 2 and changes 1 record of the locked zone".into() },
        Caption { source: old, text: "and removes 1".into() },
    ];
    fixture.findings.push(finding);
    let mut outcome = fixture.outcome();
    outcome.exit = Exit::Locked;
    let mut evidence = Evidence::new("sidecar", LockKind::Transfer, "zones/example.com.zone.lock names a holder")
        .remedy("ask alice@example.com")
        .remedy("zonegate lock break example.com --id 7f3a");
    evidence.holder = Some("alice@example.com".into());
    evidence.expires = Some("2026-11-22T11:00:00Z".parse().unwrap());
    evidence.document = Some(Document {
        path: b"zones/example.com.zone.lock".to_vec(),
        side: Side::Disk,
        text: Arc::from(LOCK.as_bytes()),
        fields: Vec::new(),
    });
    let lock = LockSummary { zone: "example.com.".into(), standing: Standing::Held, blocking: true, evidence };
    outcome.locks.push(lock);
    outcome
}

#[test]
fn show() {
    for width in [50, 80, 120] {
        println!("{}", full(&locked(), width));
    }
    println!("{}", render(&locked(), Format::Json, Options::default(), &rules));
}
