//! The report for programs: the contract of `schema/report.schema.json`, version 1.
//!
//! Flows in: an [`Outcome`]. Flows out: one JSON object, two blanks an indent, a line end behind it. Strings are raw, as
//! JSON carries every character; what could act on a terminal is written as `\u…`, and an octet that is no valid UTF-8 as
//! `<FF>`. A finding's consequence and its advice are one string, `help`, line by line.

mod fingerprint;

use serde::Serialize;

use self::fingerprint::Fingerprints;
use super::{Rules, sanitise, windows};
use crate::finding::{Finding, Label};
use crate::source::SourceMap;
use crate::verdict::{LockSummary, NotJudged, Outcome, SideId, ZoneSummary};

/// Version of the contract; a field is added without a new one, none is removed or changed.
const VERSION: u32 = 1;

/// Renders the report.
pub(super) fn render(outcome: &Outcome, rules: Rules<'_>) -> String {
    let report = Report::new(outcome, rules);
    // Nothing here can fail: no map has other keys than strings, and no type serialises by hand.
    let text = serde_json::to_string_pretty(&report).unwrap_or_default();
    sanitise::json(&text) + "\n"
}

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    tool: Tool,
    verdict: &'static str,
    exit_code: u8,
    base: Option<Side<'a>>,
    head: Side<'a>,
    zones: Vec<Zone<'a>>,
    locks: Vec<Lock<'a>>,
    findings: Vec<Found<'a>>,
    coverage: Coverage<'a>,
    not_checked: &'a [String],
}

impl<'a> Report<'a> {
    fn new(outcome: &'a Outcome, rules: Rules<'_>) -> Self {
        let mut fingerprints = Fingerprints::default();
        let found = |finding| Found::new(finding, &outcome.sources, rules, &mut fingerprints);
        Self {
            version: VERSION,
            tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
            verdict: outcome.verdict.word(),
            exit_code: outcome.exit.code(),
            base: outcome.base.as_ref().map(Side::new),
            head: Side::new(&outcome.head),
            zones: outcome.zones.iter().map(Zone::new).collect(),
            locks: outcome.locks.iter().map(Lock::new).collect(),
            findings: outcome.findings.iter().map(found).collect(),
            coverage: Coverage::new(outcome),
            not_checked: &outcome.not_checked,
        }
    }
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Side<'a> {
    kind: &'static str,
    id: &'a str,
}

impl<'a> Side<'a> {
    fn new(side: &'a SideId) -> Self {
        Self { kind: side.kind, id: &side.id }
    }
}

#[derive(Serialize)]
struct Zone<'a> {
    origin: &'a str,
    path: String,
    touched: bool,
    records: usize,
    changes: Changes,
}

#[derive(Serialize)]
struct Changes {
    added: usize,
    deleted: usize,
    changed: usize,
}

impl<'a> Zone<'a> {
    fn new(zone: &'a ZoneSummary) -> Self {
        Self {
            origin: &zone.origin,
            path: sanitise::utf8(&zone.path),
            touched: zone.touched,
            records: zone.records,
            changes: Changes { added: zone.added, deleted: zone.deleted, changed: zone.changed },
        }
    }
}

#[derive(Serialize)]
struct Lock<'a> {
    zone: &'a str,
    state: &'static str,
    kind: &'static str,
    source: &'static str,
    blocking: bool,
    holder: Option<&'a str>,
    host: Option<&'a str>,
    reason: Option<&'a str>,
    created: Option<String>,
    expires: Option<String>,
    contact: Option<&'a str>,
    id: Option<&'a str>,
    observed: &'a str,
    remedy: String,
    path: Option<String>,
}

impl<'a> Lock<'a> {
    fn new(lock: &'a LockSummary) -> Self {
        let evidence = &lock.evidence;
        Self {
            zone: &lock.zone,
            state: lock.standing.word(),
            kind: evidence.kind.word(),
            source: evidence.source,
            blocking: lock.blocking,
            holder: evidence.holder.as_deref(),
            host: evidence.host.as_deref(),
            reason: evidence.reason.as_deref(),
            created: evidence.created.map(|time| time.to_string()),
            expires: evidence.expires.map(|time| time.to_string()),
            contact: evidence.contact.as_deref(),
            id: evidence.id.as_deref(),
            observed: &evidence.observed,
            remedy: evidence.remedy.join("\n"),
            path: evidence.document.as_ref().map(|document| sanitise::utf8(&document.path)),
        }
    }
}

#[derive(Serialize)]
struct Found<'a> {
    rule: &'static str,
    severity: &'static str,
    message: &'a str,
    help: Option<String>,
    dns_error: Option<DnsError>,
    zone: Option<&'a str>,
    owner: Option<&'a str>,
    #[serde(rename = "type")]
    rtype: Option<&'a str>,
    primary: Place<'a>,
    related: Vec<Place<'a>>,
    fix: Option<Never>,
    suppressed: Option<Never>,
    fingerprint: String,
}

/// What the contract has a place for and this version never gives.
#[derive(Serialize)]
enum Never {}

impl<'a> Found<'a> {
    fn new(finding: &'a Finding, sources: &SourceMap, rules: Rules<'_>, fingerprints: &mut Fingerprints) -> Self {
        let help: Vec<&str> = finding.why.iter().chain(&*finding.help).map(|line| &**line).collect();
        Self {
            rule: finding.rule,
            severity: finding.severity.word(),
            message: &finding.message,
            help: (!help.is_empty()).then(|| help.join("\n")),
            dns_error: rules(finding.rule).and_then(|rule| rule.windows_code).map(DnsError::new),
            zone: finding.zone.as_deref(),
            owner: finding.owner.as_deref(),
            rtype: finding.rtype.as_deref(),
            primary: Place::new(&finding.primary, sources),
            related: finding.related.iter().map(|label| Place::new(label, sources)).collect(),
            fix: None,
            suppressed: None,
            fingerprint: fingerprints.next(finding),
        }
    }
}

#[derive(Serialize)]
struct DnsError {
    name: &'static str,
    value: u16,
}

impl DnsError {
    fn new(value: u16) -> Self {
        Self { name: windows::name(value).unwrap_or_default(), value }
    }
}

#[derive(Serialize)]
struct Place<'a> {
    path: String,
    start: Position,
    end: Position,
    label: &'a str,
}

#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
    byte: u32,
}

impl<'a> Place<'a> {
    fn new(label: &'a Label, sources: &SourceMap) -> Self {
        let source = sources.get(label.loc.source);
        let length = u32::try_from(sources.text(label.loc.source).len()).unwrap_or(u32::MAX);
        let position = |offset: u32| {
            let offset = offset.min(length);
            let at = source.map(|source| source.position(offset));
            Position { line: at.map_or(1, |at| at.line), column: at.map_or(1, |at| at.column), byte: offset }
        };
        Self {
            path: source.map_or_else(String::new, |source| sanitise::utf8(&source.path)),
            start: position(label.loc.span.start),
            end: position(label.loc.span.end),
            label: &label.text,
        }
    }
}

#[derive(Serialize)]
struct Coverage<'a> {
    judged: usize,
    not_judged: Vec<Skipped<'a>>,
}

#[derive(Serialize)]
struct Skipped<'a> {
    path: String,
    why: &'a str,
}

impl<'a> Coverage<'a> {
    fn new(outcome: &'a Outcome) -> Self {
        let skipped = |entry: &'a NotJudged| Skipped { path: sanitise::utf8(&entry.path), why: &entry.why };
        Self { judged: outcome.judged, not_judged: outcome.not_judged.iter().map(skipped).collect() }
    }
}
