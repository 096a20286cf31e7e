//! A zone text through reader and rules.

use zonegate::finding::{Finding, Severity};
use zonegate::rules::{Check, FileCx, Group, ZoneCx, registry};
use zonegate::source::{Side, SourceId, SourceMap};
use zonegate::zone::Name;
use zonegate::zonefile::{Audience, IncludeFailure, Includes, LoadedZone, load_for};

use super::directives::FILES;
use super::row::Place;

/// What zonegate says about a text.
pub(crate) struct Judged {
    /// The texts.
    pub(crate) sources: SourceMap,
    /// What was read.
    pub(crate) loaded: LoadedZone,
    /// The findings in the order of their places.
    pub(crate) findings: Vec<Finding>,
}

/// Judges the text of a zone `example.com` by every rule about texts and zones.
pub(crate) fn judge(octets: &[u8]) -> Judged {
    judge_for(Audience::default(), octets)
}

/// Judges the text of a zone that is for certain servers.
pub(crate) fn judge_for(audience: Audience, octets: &[u8]) -> Judged {
    let mut sources = SourceMap::default();
    let root = sources.add("example.com.zone", Side::Worktree, octets);
    let origin = Name::parse(b"example.com.", None).unwrap();
    let loaded = load_for(audience, root, Some(&origin), &mut sources, &mut Files::default());
    let origin = origin.to_string();
    let problems = &loaded.problems;
    let file = FileCx { sources: &sources, files: &loaded.files, zone: &origin, problems };
    let zone = ZoneCx::new(&sources, &loaded, &origin);
    let mut findings = Vec::new();
    for rule in registry::ALL {
        match rule.check {
            _ if rule.default.is_none() => {}
            Check::File(check) => check(&file, &mut findings),
            Check::Zone(check) | Check::Names(check) => check(&zone, &mut findings),
            _ => {}
        }
    }
    findings.sort_by_key(|finding| (finding.primary.loc, finding.rule));
    Judged { sources, loaded, findings }
}

impl Judged {
    /// Returns rule and octets of every finding.
    pub(crate) fn places(&self) -> Vec<Place> {
        let place = |finding: &Finding| {
            let span = finding.primary.loc.span;
            (finding.rule.to_owned(), span.start as usize, span.end as usize)
        };
        self.findings.iter().map(place).collect()
    }

    /// Returns the findings that block.
    pub(crate) fn errors(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.severity == Severity::Error)
    }

    /// Returns the group of a finding's rule.
    pub(crate) fn group(finding: &Finding) -> Group {
        registry::find(finding.rule).unwrap().group
    }
}

/// Opens [`FILES`], each once.
#[derive(Default)]
pub(crate) struct Files(Vec<(Vec<u8>, SourceId)>);

impl Includes for Files {
    fn open(&mut self, sources: &mut SourceMap, _: SourceId, target: &[u8]) -> Result<SourceId, IncludeFailure> {
        if let Some((_, id)) = self.0.iter().find(|(name, _)| name == target) {
            return Ok(*id);
        }
        let file = FILES.iter().find(|(name, _)| name.as_bytes() == target);
        let (_, text) = file.ok_or_else(|| IncludeFailure::NotFound(vec!["nowhere".to_owned()]))?;
        let id = sources.add(target, Side::Worktree, text.as_bytes());
        self.0.push((target.to_vec(), id));
        Ok(id)
    }
}
