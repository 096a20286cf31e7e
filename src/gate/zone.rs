//! One zone through all stages: read both sides, compare, lint, ask for locks.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::judged::Judged;
use super::pair::Pair;
use super::{Run, locked, run_rules};
use crate::discover::{FoundZone, Texts};
use crate::finding::{Finding, Severity};
use crate::rdata;
use crate::rules::{ChangeCx, Check, FileCx, ZoneCx};
use crate::snapshot::{ReadFailure, RepoPath};
use crate::source::{Loc, SourceId, SourceMap, Span};
use crate::verdict::{NotJudged, ZoneSummary};
use crate::zone::Name;
use crate::zonefile::{Audience, Chains, Fact, LoadedZone, Problem, ProblemKind, Problems, load_for, load_fragment};

/// Judges one zone.
pub(super) fn judge(run: &mut Run<'_>, pair: &Pair) {
    let Some(shown) = pair.head.as_ref().or(pair.base.as_ref()) else { return };
    let origin = shown.origin.as_ref().map(ToString::to_string).unwrap_or_default();
    let head = pair.head.as_ref().and_then(|found| match read(&mut run.sources, &mut run.head, found) {
        Ok(loaded) => Some(loaded),
        Err(failure) => {
            report_unreadable(run, &found.path, &failure.to_string());
            None
        }
    });
    let base =
        pair.base.as_ref().zip(run.base.as_mut()).and_then(|(found, texts)| read(&mut run.sources, texts, found).ok());
    let judged = Judged::compare(origin, base, head, pair);
    if let (Some(head), Some(found)) = (&judged.head, &pair.head) {
        lint(run, &judged.origin, head, found);
    }
    summarise(run, &judged, shown, pair);
    if run.request.base.is_some() && pair.touched && (judged.head.is_some() || pair.deleted) {
        change_rules(run, &judged);
    }
    locked::judge(run, pair, &judged);
}

fn read(sources: &mut SourceMap, texts: &mut Texts<'_>, found: &FoundZone) -> Result<LoadedZone, ReadFailure> {
    texts.set_include_base(found.base.clone());
    let root = texts.read(sources, &found.path)?;
    let audience = Audience { dialect: found.dialect, portable_to: found.portable_to };
    Ok(load_for(audience, root, found.origin.as_ref(), sources, texts))
}

/// Runs the rules about text and zone on the new side.
fn lint(run: &mut Run<'_>, origin: &str, head: &LoadedZone, found: &FoundZone) {
    run.judged.extend(&head.files);
    text_rules(run, origin, &head.files, &head.problems);
    for &(rtype, at) in &head.unchecked {
        let path = run.sources.get(at.source).map(|text| text.path.clone()).unwrap_or_default();
        let why = format!(
            "RDATA of type {} is not looked into by this version",
            rdata::mnemonic_in(rtype, head.audience.dialect)
        );
        run.not_judged.insert(NotJudged { path, why });
    }
    if found.origin.is_none() {
        run.without_origin.push(head.anchor);
        run.skip(&found.path, "nothing gives its origin: only its text was judged, and no lock was asked for");
        // Its names are judged as those of a part of some zone: as they are written.
        if let Ok(part) = read_fragment(run, found) {
            names_of_fragment(run, &part);
        }
        return;
    }
    let context = ZoneCx::new(&run.sources, head, origin);
    let found = run_rules(&run.policies, &context, |rule| match rule.check {
        Check::Zone(check) | Check::Names(check) => Some(check),
        _ => None,
    });
    run.findings.extend(found.into_iter().map(|finding| with_chain(finding, &head.chains)));
}

/// Adds the `$INCLUDE` lines that led to each file that a finding about a lock points at.
pub(super) fn with_chains(finding: Finding, judged: &Judged) -> Finding {
    let places = std::iter::once(&finding.primary).chain(&finding.related);
    let files: BTreeSet<SourceId> = places.map(|label| label.loc.source).collect();
    let sides = || judged.head.iter().chain(&judged.base);
    // Files within one file were led to by the same lines.
    let to = |source: SourceId| sides().flat_map(move |loaded| loaded.chains.to(source, None));
    let mut lines: Vec<Loc> = Vec::new();
    for line in files.into_iter().flat_map(to) {
        if !lines.contains(&line.path) {
            lines.push(line.path);
        }
    }
    lines.into_iter().fold(finding, Finding::included_from)
}

/// Adds the `$INCLUDE` lines that led to the file a finding about records is in.
fn with_chain(finding: Finding, chains: &Chains) -> Finding {
    let owner = finding.owner.as_ref().and_then(|owner| Name::parse(owner.as_bytes(), None).ok());
    let lines = chains.to(finding.primary.loc.source, owner.as_ref());
    lines.into_iter().fold(finding, |finding, line| finding.included_from(line.path))
}

fn text_rules(run: &mut Run<'_>, origin: &str, files: &[SourceId], problems: &Problems) -> bool {
    for unread in problems.of(ProblemKind::PlaceholderLeft) {
        let path = run.sources.get(unread.at.source).map(|text| text.path.clone()).unwrap_or_default();
        run.not_judged.insert(NotJudged { path, why: "template text: judged only after rendering".to_owned() });
    }
    let context = FileCx { sources: &run.sources, files, zone: origin, problems };
    let mut found: Vec<Finding> = run_rules(&run.policies, &context, |rule| match rule.check {
        Check::File(check) => Some(check),
        _ => None,
    });
    // What one zone's server refuses is told although another zone's reads it.
    found.retain(|finding| {
        let before = run.seen.entry(finding.rule).or_default().insert(finding.primary.loc, finding.severity);
        before.is_none_or(|before| before < finding.severity)
    });
    let broken = found.iter().any(|finding| finding.severity == Severity::Error);
    run.add(found);
    broken
}

fn change_rules(run: &mut Run<'_>, judged: &Judged) {
    let base_name = run.request.base.map_or_else(String::new, |base| match base.side() {
        crate::source::Side::Commit(name) => name,
        other => other.words().unwrap_or("the old side").to_owned(),
    });
    let context = ChangeCx {
        sources: &run.sources,
        origin: &judged.origin,
        base: judged.base.as_ref().map(|loaded| &loaded.zone),
        head: judged.head.as_ref().map(|loaded| &loaded.zone),
        diff: &judged.diff,
        base_name: &base_name,
        head_problems: judged.head.as_ref().map(|loaded| &loaded.problems),
        base_anchor: judged.base.as_ref().map(|loaded| loaded.anchor),
    };
    let found = run_rules(&run.policies, &context, |rule| match rule.check {
        Check::Change(check) => Some(check),
        _ => None,
    });
    // A file has another number on each side, so that only one of them knows it.
    let sides = [&judged.head, &judged.base];
    let chained = found.into_iter().map(|finding| {
        sides.into_iter().flatten().fold(finding, |finding, loaded| with_chain(finding, &loaded.chains))
    });
    run.findings.extend(chained);
}

fn summarise(run: &mut Run<'_>, judged: &Judged, found: &FoundZone, pair: &Pair) {
    let records = |side: &Option<LoadedZone>| side.as_ref().map_or(0, |loaded| loaded.zone.len());
    let diff = &judged.diff;
    let (mut added, mut deleted) = (diff.added.len(), diff.deleted.len());
    if run.request.base.is_some() && judged.base.is_none() {
        added = records(&judged.head);
    } else if pair.deleted {
        deleted = records(&judged.base);
    } else if judged.head.is_none() {
        return;
    }
    run.zones.push(ZoneSummary {
        origin: judged.origin.clone(),
        path: run.request.head.display(&found.path),
        touched: pair.touched,
        records: records(&judged.head),
        added,
        deleted,
        changed: diff.changed.len() + diff.ttl_changed.len() + usize::from(diff.soa_changed.is_some()),
    });
}

/// Judges the text of a file that is no zone and that no zone includes.
pub(super) fn judge_fragment(run: &mut Run<'_>, found: &FoundZone) {
    match read_fragment(run, found) {
        Ok(loaded) => {
            run.judged.extend(&loaded.files);
            let broken = text_rules(run, "", &loaded.files, &loaded.problems);
            if !(broken | names_of_fragment(run, &loaded)) {
                run.skip(&found.path, "no SOA, and no zone includes it: only its text was judged");
            }
        }
        Err(failure) => report_unreadable(run, &found.path, &failure.to_string()),
    }
}

fn read_fragment(run: &mut Run<'_>, found: &FoundZone) -> Result<LoadedZone, ReadFailure> {
    run.head.set_include_base(found.base.clone());
    let root = run.head.read(&mut run.sources, &found.path)?;
    let audience = Audience { dialect: found.dialect, portable_to: found.portable_to };
    Ok(load_fragment(audience, root, &mut run.sources, &mut run.head))
}

/// Runs the rules about names as they are written; tells whether one found an error.
fn names_of_fragment(run: &mut Run<'_>, loaded: &LoadedZone) -> bool {
    let context = ZoneCx::new(&run.sources, loaded, "");
    let mut found = run_rules(&run.policies, &context, |rule| match rule.check {
        Check::Names(check) => Some(check),
        _ => None,
    });
    for finding in &mut found {
        // Nobody knows the whole name.
        finding.owner = None;
    }
    let broken = found.iter().any(|finding| finding.severity == Severity::Error);
    run.findings.extend(found.into_iter().map(|finding| with_chain(finding, &loaded.chains)));
    broken
}

/// Reports a zone file that has no text.
pub(super) fn report_unreadable(run: &mut Run<'_>, path: &RepoPath, why: &str) {
    let at = run.empty_text(path);
    let problem = Problem {
        kind: ProblemKind::FileUnreadable,
        at: Loc { source: at.source, span: Span::at(0) },
        second: None,
        fact: Fact::Text(why.to_owned()),
        portability: None,
        owner: Arc::default(),
        included_from: Vec::new(),
    };
    text_rules(run, "", &[], &Problems::new(vec![problem]));
    run.skip(path, why.to_owned());
}
