//! The labels of one finding, by the text they stand in, and fit to be drawn.
//!
//! Flows in: a [`Finding`]. Flows out: for each text its marks: sanitised words, spans within the text, in order, at most
//! [`SHOWN`] of them, and none hiding another.

use std::cmp::Reverse;

use super::Paint;
use crate::finding::{Finding, Label};
use crate::report::sanitise;
use crate::source::{SourceId, SourceText, Span};

/// Labels drawn a text; the others are counted.
const SHOWN: usize = 5;

/// Lines that a span may have to be drawn as one; of a longer one its first line is underlined.
const TALL: usize = 8;

/// A label ready to be drawn.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    /// The octets underlined.
    pub span: Span,
    /// Where the label starts, for the position in the header; the underline may start later.
    pub at: u32,
    /// Sanitised words, in one line.
    pub words: String,
    /// Whether it is the finding's own place.
    pub primary: bool,
}

/// One text with the labels in it.
#[derive(Debug)]
pub(super) struct Place<'a> {
    /// The text.
    pub source: SourceId,
    /// What it shows; `None` where it continues the headline.
    pub caption: Option<&'a str>,
    /// The labels, the finding's own first.
    labels: Vec<(&'a Label, bool)>,
}

impl Place<'_> {
    /// Returns the marks to draw in `text`, and how many labels are left out.
    pub(super) fn marks(&self, text: &SourceText, paint: &Paint) -> (Vec<Mark>, usize) {
        let shown = self.labels.iter().take(SHOWN);
        let mut marks: Vec<Mark> = shown.map(|&(label, primary)| mark(label, primary, text, paint)).collect();
        separate(&mut marks, text);
        (marks, self.labels.len().saturating_sub(SHOWN))
    }
}

/// Returns the texts of a finding: the lead, then the primary label's, then others in the order of their labels.
pub(super) fn places(finding: &Finding) -> Vec<Place<'_>> {
    let mut places = Vec::new();
    let own = finding.primary.loc.source;
    let lead = finding.arrangement.as_ref().and_then(|arrangement| arrangement.lead);
    put(&mut places, finding, lead.unwrap_or(own), None);
    put(&mut places, finding, own, Some((&finding.primary, true)));
    for label in &finding.related {
        put(&mut places, finding, label.loc.source, Some((label, false)));
    }
    places
}

fn put<'a>(places: &mut Vec<Place<'a>>, finding: &'a Finding, source: SourceId, label: Option<(&'a Label, bool)>) {
    if let Some(place) = places.iter_mut().find(|place| place.source == source) {
        place.labels.extend(label);
        return;
    }
    let captions = finding.arrangement.as_ref().map_or(&[][..], |arrangement| &arrangement.captions);
    let caption = captions.iter().find(|caption| caption.source == source);
    // The headline is the lead's caption.
    let caption = caption.filter(|_| !places.is_empty()).map(|caption| caption.text.as_str());
    places.push(Place { source, caption, labels: label.into_iter().collect() });
}

fn mark(label: &Label, primary: bool, text: &SourceText, paint: &Paint) -> Mark {
    let octets = &text.text;
    let length = octets.len();
    let start = (label.loc.span.start as usize).min(length);
    let mut end = (label.loc.span.end as usize).clamp(start, length);
    while end > start && matches!(octets.get(end - 1), Some(b'\n' | b'\r')) {
        end -= 1;
    }
    let mut span = Span::new(start, end);
    let mut words = sanitise::line(&label.text).into_owned();
    let lines = text.lines();
    let (first, last) = (lines.line_of(span.start), lines.line_of(span.end));
    if last - first >= TALL {
        span.end = lines.line(octets, first).map_or(span.start, |line| line.end.max(span.start));
        let blank = if words.is_empty() { "" } else { " " };
        words = format!("{words}{blank}({} to line {})", paint.ellipsis(), last + 1);
    }
    Mark { span, at: span.start, words, primary }
}

/// Sorts marks and parts those that overlap on one line: the drawing puts one underline behind the other and would shift
/// the second one away from its text. The inner one keeps its place, the outer one ends or starts beside it.
fn separate(marks: &mut Vec<Mark>, text: &SourceText) {
    let line = |offset: u32| text.lines().line_of(offset);
    let one_line = |span: Span| (line(span.start) == line(span.end)).then(|| line(span.start));
    let mut at = 0;
    loop {
        marks.sort_by_key(|mark| (mark.span, Reverse(mark.primary)));
        let Some([left, right]) = marks.get_mut(at..at + 2).and_then(|pair| <&mut [Mark; 2]>::try_from(pair).ok())
        else {
            return;
        };
        let same_line = one_line(left.span).is_some() && one_line(left.span) == one_line(right.span);
        if left.span == right.span {
            let both = !left.words.is_empty() && !right.words.is_empty();
            left.words = [left.words.as_str(), if both { "; " } else { "" }, right.words.as_str()].concat();
            left.primary |= right.primary;
            marks.remove(at + 1);
        } else if same_line && right.span.start < left.span.end {
            if left.span.start < right.span.start {
                left.span.end = right.span.start;
            } else {
                right.span.start = left.span.end;
            }
        } else {
            at += 1;
        }
    }
}
