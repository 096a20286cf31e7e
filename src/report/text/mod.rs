//! The full report: one block a finding, then what was not judged, then the verdict.
//!
//! Flows in: an [`Outcome`]. Flows out: text at most as wide as asked, with paths and nothing else allowed to be wider.
//! Every foreign octet passes `sanitise` where it enters a block, and the whole passes it once more at the end.

mod block;
mod cells;
mod cut;
mod excerpt;
mod labels;
mod paint;
mod snippet;
mod summary;
mod wrap;

use std::collections::{BTreeMap, BTreeSet};

use super::{Options, Rules, sanitise};
use crate::finding::Finding;
use crate::verdict::Outcome;

use self::paint::Paint;

/// Findings of one rule in one file that are drawn; the others are counted.
const SHOWN: usize = 20;

/// Findings of one rule in all files that are drawn: ten thousand files may be wrong in the same way.
const SHOWN_IN_ALL: usize = 100;

/// Renders the report.
pub(super) fn render(outcome: &Outcome, options: Options, rules: Rules<'_>) -> String {
    let paint = Paint::new(options);
    let mut out = String::new();
    let mut drawn: BTreeMap<&str, Drawn<'_>> = BTreeMap::new();
    for finding in &outcome.findings {
        if drawn.entry(finding.rule).or_default().admits(path(outcome, finding)) {
            block::write(&mut out, finding, &outcome.sources, rules, &paint);
            out.push('\n');
        }
    }
    if write_hidden(&mut out, &drawn, &paint) {
        out.push('\n');
    }
    summary::write(&mut out, outcome, &paint);
    sanitise::report(&out)
}

fn path<'a>(outcome: &'a Outcome, finding: &Finding) -> &'a [u8] {
    outcome.sources.get(finding.primary.loc.source).map_or(&[], |source| &source.path)
}

/// How many findings of one rule are drawn, and how many are not.
#[derive(Default)]
struct Drawn<'a> {
    in_all: usize,
    by_path: BTreeMap<&'a [u8], usize>,
    hidden: usize,
    hidden_in: BTreeSet<&'a [u8]>,
}

impl<'a> Drawn<'a> {
    /// Tells whether one more is drawn, and counts it.
    fn admits(&mut self, path: &'a [u8]) -> bool {
        let here = self.by_path.entry(path).or_default();
        let admitted = *here < SHOWN && self.in_all < SHOWN_IN_ALL;
        if admitted {
            *here += 1;
            self.in_all += 1;
        } else {
            self.hidden += 1;
            self.hidden_in.insert(path);
        }
        admitted
    }
}

/// Says how many findings were counted and not drawn.
fn write_hidden(out: &mut String, drawn: &BTreeMap<&str, Drawn<'_>>, paint: &Paint) -> bool {
    let before = out.len();
    for (rule, Drawn { hidden, hidden_in, .. }) in drawn {
        let place = match (hidden_in.len(), hidden_in.first()) {
            (1, Some(path)) => sanitise::bytes(path),
            (0, _) => continue,
            (files, _) => format!("{files} files"),
        };
        let words = format!("and {hidden} more `{rule}` in {place} (--output-format json lists all)");
        wrap::push(out, "", &words, paint.width);
    }
    out.len() > before
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_of_one_rule_are_drawn_up_to_a_number() {
        let mut drawn = Drawn::default();
        let one = (0..30).filter(|_| drawn.admits(b"a")).count();
        let names: Vec<String> = (0..500).map(|at| at.to_string()).collect();
        let many = names.iter().filter(|name| drawn.admits(name.as_bytes())).count();
        assert_eq!((one, many, drawn.hidden, drawn.hidden_in.len()), (20, 80, 430, 421));
        let mut out = String::new();
        let paint = Paint::new(Options::default());
        assert!(write_hidden(&mut out, &BTreeMap::from([("x", drawn)]), &paint));
        assert_eq!(out, "and 430 more `x` in 421 files (--output-format json lists all)\n");
    }
}
