//! One set of ordinary and of hostile findings, for every format.

use jiff::Timestamp;
use zonegate::finding::{Caption, Finding, Label, Severity};
use zonegate::locks::{Document, Evidence, LockKind};
use zonegate::rules::{Check, Group, Rule};
use zonegate::source::{Loc, Octets, Side, SourceId, SourceMap, Span};
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

pub(crate) fn rules(name: &str) -> Option<&'static Rule> {
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
        self.sources.add(path, side, text.as_ref())
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
    let path = format!("zones/{origin}zone").into_bytes();
    ZoneSummary { origin: origin.into(), path, touched: true, records, added: 2, deleted: 1, changed: 1 }
}

/// The lock report of docs/reports.md: evidence in the lock's file, then both sides of the zone.
pub(crate) fn locked() -> Outcome {
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
    finding.arranged().lead = Some(lock);
    finding.arranged().captions = vec![
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
        text: Octets::from(LOCK.as_bytes()),
        fields: Vec::new(),
    });
    let lock = LockSummary { zone: "example.com.".into(), standing: Standing::Held, blocking: true, evidence };
    outcome.locks.push(lock);
    outcome
}

/// Two ordinary findings, as most runs have them.
pub(crate) fn ordinary() -> Outcome {
    let mut fixture = Fixture::default();
    let zone = fixture.text("zones/example.com.zone", Side::Index, ZONE);
    let old = fixture.text("zones/example.com.zone", Side::Commit("HEAD".into()), ZONE);
    let finding = Finding::new(
        "cname-and-other-data",
        Severity::Error,
        Label::new(fixture.find(zone, "CNAME"), "the alias"),
        "www.example.com. has a CNAME and 2 other records",
    )
    .about("example.com.", "www.example.com.", "CNAME")
    .why("RFC 1034 §3.6.2: an alias holds no other data; BIND, Knot and NSD refuse to load the zone")
    .help("remove the A records, or replace the CNAME by the address of web.example.com.")
    .also(fixture.find(zone, "www     IN A   192.0.2.80"), "this A record cannot live beside it");
    fixture.findings.push(finding);
    let mut finding = Finding::new(
        "serial-not-increased",
        Severity::Warning,
        Label::new(fixture.find(zone, "2026112201"), "the same as in HEAD"),
        "3 records changed and the SOA serial is still 2026112201",
    )
    .about("example.com.", "example.com.", "SOA")
    .why("secondaries compare serials, so they never fetch this change")
    .also(fixture.find(old, "2026112201"), "");
    finding.arranged().captions = vec![Caption { source: old, text: "the SOA before the change".into() }];
    fixture.findings.push(finding);
    let mut outcome = fixture.outcome();
    outcome.not_judged.push(NotJudged { path: b"zones/big.zone".to_vec(), why: "larger than 64 MiB".into() });
    outcome.not_checked.push("remote".into());
    outcome
}

/// What zones, lock files and paths can hold to fool a terminal, a runner or the drawing.
pub(crate) fn hostile() -> Outcome {
    let mut fixture = Fixture::default();
    let add = |fixture: &mut Fixture, source: SourceId, spans: &[(usize, usize)], text: &str| {
        let label = |&(start, end): &(usize, usize)| Label::new(Loc { source, span: Span::new(start, end) }, text);
        let mut finding = Finding::new("text-hostile", Severity::Warning, label(&spans[0]), text);
        finding.related = spans[1..].iter().map(label).collect();
        fixture.findings.push(finding.about("example.com.", text, "TXT").why(text).help(text).help(text));
    };
    let esc =
        fixture.text(b"zones/\x1b[2J\xff.zone".as_slice(), Side::Index, "a\x1b]8;;http://x\x07b\u{202e}c\u{9b}d\r\n");
    add(&mut fixture, esc, &[(1, 2), (14, 17)], "ESC \x1b[31m and \u{202e}bidi\u{2066} and\nnew\tline");
    let tabs = fixture.text("tabs", Side::Worktree, "@\tIN\tTXT\t\"日本語 \u{1f600}\"\n\n\nwww\tIN\tA\t1.2.3.4\n");
    add(&mut fixture, tabs, &[(9, 25), (37, 44)], "tabs and wide characters");
    let long =
        fixture.text("long", Side::Worktree, format!("k TXT \"{}\x1b{}\"\n", "p".repeat(600_000), "q".repeat(400_000)));
    add(&mut fixture, long, &[(600_007, 600_008), (0, 1), (1_000_008, 1_000_009)], "a megabyte in one line");
    add(&mut fixture, long, &[(7, 1_000_008)], "all of it");
    let tall = fixture.text("tall", Side::Worktree, "www IN A 192.0.2.1\n".repeat(1_000_001));
    add(&mut fixture, tall, &[(0, 3), (19_000_000, 19_000_003)], "a million lines apart");
    add(&mut fixture, tall, &[(19_000, 19_000_000)], "from here");
    add(&mut fixture, tall, &[(190, 190 + 19 * 3), (190, 193), (194, 208), (196, 198), (196, 198)], "over each other");
    add(&mut fixture, tall, &(0..12).map(|n| (n * 19, n * 19 + 3)).collect::<Vec<_>>(), "one of twelve");
    add(&mut fixture, tall, &[(40_000_000, 50_000_000)], "behind the end");
    let empty = fixture.text("zones/example.com.zone.jnl", Side::Disk, "");
    add(&mut fixture, empty, &[(0, 0)], "journal ends at serial 3, the zone file is at serial 2");
    let latin = fixture.text("latin1", Side::Worktree, b"a\xe9\xff\xfe TXT \0\0\n\xe2\x80\n".as_slice());
    add(&mut fixture, latin, &[(1, 2), (3, 4), (9, 11), (14, 14)], "no UTF-8 \u{e0041}");
    let lines = fixture.text("::error file=a::path", Side::Commit("::x".into()), "::error::text\r##[error]x\r\r::y::z");
    add(
        &mut fixture,
        lines,
        &[(0, 7), (14, 23)],
        "::error::a ##[warning]b ::error file=x,line=1::c ::add-mask::d ##vso[task.x]e",
    );
    add(
        &mut fixture,
        lines,
        &[(9, 60)],
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa ::set-output::x",
    );
    let mut outcome = fixture.outcome();
    outcome.not_judged.push(NotJudged { path: b"::error::\x1b".to_vec(), why: "##[error]\u{202e}".into() });
    outcome.not_checked.push("::stop-commands::\x07".into());
    outcome.zones[0].origin = "\u{202e}::x.".into();
    outcome
}

/// One rule 25 times in one file, and once in another; all with the same key.
pub(crate) fn many() -> Outcome {
    let mut fixture = Fixture::default();
    for (path, count) in [("a.zone", 25), ("b.zone", 1)] {
        let source = fixture.text(path, Side::Worktree, "www IN A 192.0.2.1\n");
        for at in 0..count {
            let label = Label::new(Loc { source, span: Span::at(at) }, "here");
            fixture.findings.push(Finding::new("serial-not-increased", Severity::Warning, label, "once more"));
        }
    }
    fixture.outcome()
}

/// One finding with these places, start and length, in this text; the words stand wherever words can.
pub(crate) fn drawable(text: &[u8], words: &str, spans: &[(usize, usize)]) -> Outcome {
    let mut fixture = Fixture::default();
    let source = fixture.text(words, Side::Commit(words.into()), text);
    let label = |&(start, length): &(usize, usize)| {
        Label::new(Loc { source, span: Span::new(start, start + length) }, if length % 3 == 0 { "" } else { words })
    };
    let mut finding = Finding::new("any", Severity::Warning, label(&spans[0]), words).why(words).help(words);
    finding.related = spans[1..].iter().map(label).collect();
    fixture.findings.push(finding);
    fixture.outcome()
}
