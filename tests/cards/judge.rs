//! One example through the whole gate.

use std::fs;
use std::path::Path;

use zonegate::gate::{self, Configuration, Disk, Request, Scope};
use zonegate::locks::{Machine, OurIds};
use zonegate::report::{self, Format, Options};
use zonegate::rules::registry;
use zonegate::snapshot::{MemorySnapshot, Snapshot};
use zonegate::source::Side;
use zonegate::verdict::Outcome;

use crate::example::{Example, File, Place, Seen};

/// What the gate says about an example.
pub(crate) struct Judged {
    /// The findings, sorted.
    pub(crate) seen: Vec<Seen>,
    /// The full report, 80 columns wide, without colour.
    pub(crate) report: String,
}

/// Judges an example: the change between its two sides, or all its zones where it has no old side.
pub(crate) fn judge(example: &Example) -> Judged {
    let files = example.files();
    let disk = disk(&files);
    let base = example.has_base().then(|| side(Side::Commit("HEAD".to_owned()), &files, Place::Base));
    let head_side = if base.is_some() { Side::Index } else { Side::Worktree };
    let head = side(head_side, &files, Place::Head);
    let request = Request {
        base: base.as_ref().map(|base| base as &dyn Snapshot),
        head: &head,
        scope: if base.is_some() { Scope::Touched } else { Scope::All },
        origin: None,
        configuration: Configuration::InSnapshot,
        disk: Disk { root: Some(disk.path().to_owned()), lock_dir: None },
        our_ids: OurIds::new(Some(&example.our_ids().join(",")), None),
        machine: Machine { host: "card".to_owned(), boot_id: String::new() },
        now: example.now().parse().unwrap(),
        action: if base.is_some() { "commit" } else { "change" },
        fail_on: None,
        allow_empty: true,
    };
    let outcome = gate::judge(&request).unwrap_or_else(|error| panic!("example on line {}: {error}", example.line()));
    let options = Options { width: 80, color: false, unicode: true };
    let report = report::render(&outcome, Format::Full, options, &registry::find);
    Judged { seen: seen(&outcome), report }
}

fn side(side: Side, files: &[File], place: Place) -> MemorySnapshot {
    let here = files.iter().filter(|file| file.place == place);
    MemorySnapshot::new(side, here.map(|file| (file.path.clone(), file.octets.clone())))
}

fn disk(files: &[File]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    for file in files.iter().filter(|file| file.place == Place::Disk) {
        let path = root.path().join(&file.path);
        fs::create_dir_all(path.parent().unwrap_or_else(|| Path::new("."))).unwrap();
        fs::write(path, &file.octets).unwrap();
    }
    root
}

fn seen(outcome: &Outcome) -> Vec<Seen> {
    let mut all: Vec<Seen> = outcome
        .findings
        .iter()
        .map(|finding| {
            let text = outcome.sources.get(finding.primary.loc.source).unwrap();
            Seen {
                place: match text.side {
                    Side::Commit(_) => Place::Base,
                    Side::Disk => Place::Disk,
                    Side::Index | Side::Worktree => Place::Head,
                },
                path: String::from_utf8_lossy(&text.path).into_owned(),
                line: text.position(finding.primary.loc.span.start).line,
                severity: finding.severity,
                rule: finding.rule.to_owned(),
            }
        })
        .collect();
    all.sort();
    all
}
