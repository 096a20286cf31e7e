//! One finding, from the rule's name to the last further place.
//!
//! ```text
//! rule-name  DNS_ERROR_… 9607 (0x2587)
//!
//!   × headline
//!    ╭─[path:line:column]      the lead, then texts without a caption
//!    …
//!    why: the consequence
//!   help: what to do, one line each
//!
//!   ☞ caption                  one part a further text
//!    ╭─[…]
//! ```

use super::labels::{Place, places};
use super::paint::{Paint, Tone};
use super::{Rules, snippet, wrap};
use crate::finding::{Finding, Severity};
use crate::report::{sanitise, windows};
use crate::source::SourceMap;

/// Column in which the consequence and the advice start.
const INDENT: usize = 8;

/// Writes the block.
pub(super) fn write(out: &mut String, finding: &Finding, sources: &SourceMap, rules: Rules<'_>, paint: &Paint) {
    out.push_str(&title(finding, rules, paint));
    out.push_str("\n\n");
    headline(out, finding.severity, &finding.message, paint);
    let places = places(finding);
    let (captioned, plain): (Vec<_>, Vec<_>) = places.iter().partition(|place| place.caption.is_some());
    for place in plain {
        draw(out, place, finding.severity, sources, paint);
    }
    advise(out, finding, paint);
    for place in captioned {
        out.push('\n');
        headline(out, Severity::Advice, place.caption.unwrap_or_default(), paint);
        draw(out, place, finding.severity, sources, paint);
    }
}

/// Returns the rule's name, and the name and number of the same situation on Windows; below it where both are too wide.
fn title(finding: &Finding, rules: Rules<'_>, paint: &Paint) -> String {
    let name = paint.tone(Tone::Of(finding.severity), finding.rule);
    let Some(value) = rules(finding.rule).and_then(|rule| rule.windows_code) else { return name };
    let alias = format!("{} {value} (0x{value:04X})", windows::name(value).unwrap_or("DNS_ERROR"));
    let gap = if finding.rule.len() + 2 + alias.len() > paint.width { "\n  " } else { "  " };
    format!("{name}{gap}{}", paint.tone(Tone::Quiet, &alias))
}

fn headline(out: &mut String, severity: Severity, text: &str, paint: &Paint) {
    let mark = paint.tone(Tone::Of(severity), paint.mark(severity));
    wrap::push_painted(out, &format!("  {mark} "), 4, &sanitise::line(text), paint.width);
}

fn draw(out: &mut String, place: &Place<'_>, severity: Severity, sources: &SourceMap, paint: &Paint) {
    let Some(source) = sources.get(place.source) else { return };
    let (marks, hidden) = place.marks(source, paint);
    out.push_str(&snippet::draw(source, &marks, severity, paint));
    if hidden > 0 {
        out.push_str(&paint.tone(Tone::Quiet, &format!("     and {hidden} more in this file")));
        out.push('\n');
    }
}

fn advise(out: &mut String, finding: &Finding, paint: &Paint) {
    let mut line = |word: &str, text: &str| {
        let lead = if word.is_empty() { " ".repeat(INDENT) } else { paint.tone(Tone::Side, word) + " " };
        wrap::push_painted(out, &lead, INDENT, &sanitise::line(text), paint.width);
    };
    if let Some(why) = &finding.why {
        line("   why:", why);
    }
    for (at, text) in finding.help.iter().enumerate() {
        line(if at == 0 { "  help:" } else { "" }, text);
    }
}
