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

use std::collections::BTreeMap;

use super::{Options, Rules, sanitise};
use crate::finding::Finding;
use crate::verdict::Outcome;

use self::paint::Paint;

/// Findings of one rule in one file that are drawn; the others are counted.
const SHOWN: usize = 20;

/// Renders the report.
pub(super) fn render(outcome: &Outcome, options: Options, rules: Rules<'_>) -> String {
    let paint = Paint::new(options);
    let mut out = String::new();
    let mut seen: BTreeMap<(&[u8], &str), usize> = BTreeMap::new();
    for finding in &outcome.findings {
        let count = seen.entry((path(outcome, finding), finding.rule)).or_default();
        *count += 1;
        if *count <= SHOWN {
            block::write(&mut out, finding, &outcome.sources, rules, &paint);
            out.push('\n');
        }
    }
    if write_hidden(&mut out, &seen, &paint) {
        out.push('\n');
    }
    summary::write(&mut out, outcome, &paint);
    sanitise::report(&out)
}

fn path<'a>(outcome: &'a Outcome, finding: &Finding) -> &'a [u8] {
    outcome.sources.get(finding.primary.loc.source).map_or(&[], |source| &source.path)
}

/// Says how many findings were counted and not drawn.
fn write_hidden(out: &mut String, seen: &BTreeMap<(&[u8], &str), usize>, paint: &Paint) -> bool {
    let before = out.len();
    for ((path, rule), count) in seen {
        let hidden = count.saturating_sub(SHOWN);
        if hidden > 0 {
            let path = sanitise::bytes(path);
            let words = format!("and {hidden} more `{rule}` in {path} (--output-format json lists all)");
            wrap::push(out, "", &words, paint.width);
        }
    }
    out.len() > before
}
