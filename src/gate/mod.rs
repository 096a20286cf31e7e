//! The gate: the only module that knows all stages.
//!
//! Flows in: a [`Request`]: two snapshots, what to judge, the place on disk, who and when. Flows out: an
//! [`Outcome`] for the reports, or a [`GateError`] when nothing could be judged at all. `change` finds what there is to
//! judge, `pair` which zones of both sides belong together, `zone` judges one of them (`judged` is what it compares), `locked`
//! asks the lock sources, `changed` lists the records they protect.

mod change;
mod changed;
mod judged;
mod locked;
mod pair;
mod request;
mod zone;

use std::collections::{BTreeMap, BTreeSet};

use crate::config::{ConfigError, FILE_NAMES, Level, Policies, Policy};
use crate::discover::Texts;
use crate::finding::{self, Finding, Severity};
use crate::locks::{self, LockSource};
use crate::rules::{Check, Group, RepoCx, Rule, registry};
use crate::snapshot::{ReadFailure, RepoPath, Snapshot, SnapshotError};
use crate::source::{Loc, Side, SourceId, SourceMap, Span};
use crate::verdict::{self, LockSummary, NotJudged, Outcome, SideId, ZoneSummary};

pub use request::{Configuration, Disk, Request, Scope};

/// Why nothing could be judged: a problem of the run, exit code 2.
#[derive(Debug, thiserror::Error)]
pub enum GateError {
    /// The configuration is wrong.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A snapshot could not be read.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// The configuration exists and cannot be read.
    #[error("cannot read {path}: {why}")]
    ConfigUnreadable {
        /// The file.
        path: String,
        /// The reason.
        why: ReadFailure,
    },
}

/// Judges a change, or the zones asked for.
pub fn judge(request: &Request<'_>) -> Result<Outcome, GateError> {
    let mut run = Run::new(request)?;
    let plan = change::plan(&mut run);
    for pair in &plan.pairs {
        zone::judge(&mut run, pair);
    }
    for fragment in &plan.fragments {
        zone::judge_fragment(&mut run, fragment);
    }
    for (path, why) in &plan.unreadable {
        zone::report_unreadable(&mut run, path, why);
    }
    run.repo_rules();
    let nothing = plan.pairs.is_empty() && plan.fragments.is_empty() && plan.unreadable.is_empty();
    Ok(run.finish(nothing && request.asked() && !request.allow_empty))
}

/// One run under way.
struct Run<'a> {
    request: &'a Request<'a>,
    policies: Policies,
    /// The same for the files of the old side.
    old_policies: Policies,
    sources: SourceMap,
    head: Texts<'a>,
    base: Option<Texts<'a>>,
    findings: Vec<Finding>,
    /// Findings about text, by rule and place: a file that several zones include is reported once.
    seen: BTreeMap<&'static str, BTreeMap<Loc, Severity>>,
    zones: Vec<ZoneSummary>,
    locks: Vec<LockSummary>,
    /// Made once: they keep what they have seen.
    lock_sources: Vec<Box<dyn LockSource>>,
    without_origin: Vec<Loc>,
    judged: BTreeSet<SourceId>,
    not_judged: BTreeSet<NotJudged>,
}

impl<'a> Run<'a> {
    fn new(request: &'a Request<'a>) -> Result<Self, GateError> {
        let mut not_judged = BTreeSet::new();
        let policies = policies(request, &mut not_judged)?;
        Ok(Self {
            request,
            old_policies: policies.of_old_side(),
            policies,
            sources: SourceMap::default(),
            head: Texts::new(request.head),
            base: request.base.map(Texts::new),
            findings: Vec::new(),
            seen: BTreeMap::new(),
            zones: Vec::new(),
            locks: Vec::new(),
            lock_sources: locks::all(),
            without_origin: Vec::new(),
            judged: BTreeSet::new(),
            not_judged,
        })
    }

    /// Adds findings: the first, of which there may be a million, are taken over and not moved.
    fn add(&mut self, found: Vec<Finding>) {
        if self.findings.is_empty() {
            self.findings = found;
        } else {
            self.findings.extend(found);
        }
    }

    /// Notes a path that was not judged.
    fn skip(&mut self, path: &RepoPath, why: impl Into<String>) {
        self.not_judged.insert(NotJudged { path: self.request.head.display(path), why: why.into() });
    }

    /// Adds the path of something unreadable as an empty text, so that a finding can name it.
    fn empty_text(&mut self, path: &RepoPath) -> Loc {
        let shown = self.request.head.display(path);
        let source = self.sources.add(shown, self.request.head.side(), b"");
        Loc { source, span: Span::at(0) }
    }

    fn repo_rules(&mut self) {
        let context = RepoCx { sources: &self.sources, without_origin: &self.without_origin };
        let mut found = Vec::new();
        for rule in registry::ALL {
            if let Check::Repo(check) = rule.check {
                check(&context, &mut found);
            }
        }
        self.findings.extend(found);
    }

    /// Settles severities, puts everything in order and decides.
    fn finish(mut self, nothing: bool) -> Outcome {
        let mut findings = self.findings;
        findings.retain_mut(|finding| {
            let default = registry::find(finding.rule).and_then(|rule| rule.default);
            let settled = self.policies.settle(finding, default);
            finding.severity = settled.unwrap_or(finding.severity);
            settled.is_some()
        });
        tell_once(&mut findings);
        let sources = &self.sources;
        finding::sort(&mut findings, |id| sources.get(id).map_or(&[], |text| &text.path));
        let fail_on = self.request.fail_on.map_or(self.policies.fail_on(), |asked| asked.min(self.policies.fail_on()));
        let (verdict, exit) = verdict::decide(&findings, fail_on, nothing);
        self.zones.sort_by(|a, b| (&a.origin, &a.path).cmp(&(&b.origin, &b.path)));
        self.locks.sort_by(|a, b| a.zone.cmp(&b.zone));
        Outcome {
            verdict,
            exit,
            base: self.request.base.map(side_id),
            head: side_id(self.request.head),
            zones: self.zones,
            locks: self.locks,
            findings,
            judged: self.judged.len(),
            not_judged: self.not_judged.into_iter().collect(),
            not_checked: locked::not_checked(self.request),
            asked: self.request.asked(),
            sources: self.sources,
            now: self.request.now,
        }
    }
}

/// Drops what a rule about the change has told better: an SOA that is gone is missing too.
fn tell_once(findings: &mut Vec<Finding>) {
    let removed = findings.iter().filter(|finding| finding.rule == "soa-removed");
    let told: BTreeMap<_, _> = removed.map(|finding| (finding.zone.clone(), finding.severity)).collect();
    let is_told = |finding: &Finding| told.get(&finding.zone).is_some_and(|severity| *severity >= finding.severity);
    findings.retain(|finding| finding.rule != "soa-missing" || !is_told(finding));
}

fn side_id(snapshot: &dyn Snapshot) -> SideId {
    let kind = match snapshot.side() {
        Side::Worktree | Side::Disk => "worktree",
        Side::Index => "index",
        Side::Commit(_) => "commit",
    };
    SideId { kind, id: snapshot.id() }
}

/// Reads the policy of both sides.
fn policies(request: &Request<'_>, not_judged: &mut BTreeSet<NotJudged>) -> Result<Policies, GateError> {
    let head = head_policy(&request.configuration, request.head)?;
    // Where nothing was, nothing was gated: the configuration that comes with the first zones is theirs.
    let gated = |base: &&dyn Snapshot| !base.entries().is_empty();
    let in_snapshot = matches!(request.configuration, Configuration::InSnapshot);
    let Some(base) = request.base.filter(gated).filter(|_| in_snapshot) else {
        return Ok(Policies { head, base: None });
    };
    // An old side without a configuration was gated by the default one. One that cannot be read was never in force, and
    // repairing it has to be possible.
    let base = read_policy(base).unwrap_or_else(|error| {
        let why = format!("the old side's configuration is unusable, the default one applied beside the new: {error}");
        not_judged.insert(NotJudged { path: FILE_NAMES[0].into(), why });
        None
    });
    Ok(Policies { head, base: Some(base.unwrap_or_default()) })
}

/// Reads the policy of one side alone.
pub fn policies_of(configuration: &Configuration, snapshot: &dyn Snapshot) -> Result<Policies, GateError> {
    Ok(Policies { head: head_policy(configuration, snapshot)?, base: None })
}

fn head_policy(configuration: &Configuration, snapshot: &dyn Snapshot) -> Result<Policy, GateError> {
    match configuration {
        Configuration::Given { path, text } => Ok(Policy::parse(path, text, &may_set)?),
        Configuration::None => Ok(Policy::default()),
        Configuration::InSnapshot => Ok(read_policy(snapshot)?.unwrap_or_default()),
    }
}

fn read_policy(snapshot: &dyn Snapshot) -> Result<Option<Policy>, GateError> {
    for name in FILE_NAMES {
        match snapshot.read(&RepoPath::new(name.as_bytes())) {
            Ok(text) => return Ok(Some(Policy::parse(name, &text, &may_set)?)),
            Err(ReadFailure::NotFound) => {}
            Err(why) => return Err(GateError::ConfigUnreadable { path: name.to_owned(), why }),
        }
    }
    Ok(None)
}

/// Says whether the configuration may set a rule: it has to exist, and locks are never switched off.
fn may_set(name: &str, level: Level) -> Result<(), String> {
    let Some(rule) = registry::find(name) else {
        let near = registry::nearest(name);
        let hint = near.first().map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        return Err(format!("there is no rule `{name}`{hint}"));
    };
    if rule.group == Group::Lock && rule.default < Some(Severity::Error) && level == Level::Error {
        return Err(format!("`{name}` cannot block: it tells of locks that stand in nobody's way"));
    }
    let guards = rule.group == Group::Lock && rule.default == Some(Severity::Error);
    if guards && level != Level::Error {
        return Err(format!("`{name}` cannot be weakened: a gate that can be told to ignore locks is none"));
    }
    Ok(())
}

/// Runs the rules of one kind, but those that are off and that no policy asks for.
fn run_rules<C>(
    policies: &Policies,
    context: &C,
    pick: impl Fn(&Rule) -> Option<fn(&C, &mut Vec<Finding>)>,
) -> Vec<Finding> {
    let mut found = Vec::new();
    let wanted = registry::ALL.iter().filter(|rule| rule.default.is_some() || policies.asks_for(rule.name));
    for check in wanted.filter_map(|rule| pick(rule)) {
        check(context, &mut found);
    }
    found
}
