//! One framed snippet, drawn by miette.
//!
//! Flows in: a text and its marks. Flows out: the frame, the lines, the underlines and their words.

use std::fmt;

use miette::{Diagnostic, LabeledSpan, SourceCode};

use super::Paint;
use super::excerpt::{self, Excerpt};
use super::labels::Mark;
use super::paint::Tone;
use super::wrap;
use crate::finding::Severity;
use crate::source::SourceText;

/// Draws the marks; the finding's own place has the colour of its severity, others the colour of what helps.
pub(super) fn draw(source: &SourceText, marks: &[Mark], severity: Severity, paint: &Paint) -> String {
    if source.text.is_empty() || marks.is_empty() {
        return bare(source, marks, paint);
    }
    let excerpt = Excerpt::new(source, marks, paint);
    let tone = |primary: bool| if primary { Tone::Of(severity) } else { Tone::Side };
    let tones: Vec<Tone> = excerpt.spots().iter().map(|spot| tone(spot.primary)).collect();
    let mut drawn = String::new();
    let snippet = Snippet { excerpt: &excerpt };
    if paint.handler(&tones).render_report(&mut drawn, &snippet).is_err() {
        return bare(source, marks, paint);
    }
    // The first row is miette's headline, which the block writes itself.
    drawn.split_once('\n').map_or_else(String::new, |(_, frame)| frame.to_owned())
}

/// Draws a text that has no octets to show, such as an empty lock file: its path and what is said about it.
fn bare(source: &SourceText, marks: &[Mark], paint: &Paint) -> String {
    let [top, side, bottom] = paint.frame();
    let mut drawn = format!("   {top}[{}]\n", paint.tone(Tone::Path, &excerpt::name(source)));
    for mark in marks.iter().filter(|mark| !mark.words.is_empty()) {
        let lead = format!("   {side} ");
        for row in wrap::rows(&mark.words, paint.width - 5, paint.width - 5) {
            drawn.push_str(&lead);
            drawn.push_str(&row);
            drawn.push('\n');
        }
    }
    drawn + "   " + &bottom + "\n"
}

/// What miette asks for; it has no message, because the block around it says everything else.
#[derive(Debug)]
struct Snippet<'a> {
    excerpt: &'a Excerpt,
}

impl fmt::Display for Snippet<'_> {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Snippet<'_> {}

impl Diagnostic for Snippet<'_> {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.excerpt.spots().iter().map(|spot| {
            let words = (!spot.words.is_empty()).then(|| spot.words.clone());
            if spot.primary {
                LabeledSpan::new_primary_with_span(words, spot.drawn.clone())
            } else {
                LabeledSpan::new_with_span(words, spot.drawn.clone())
            }
        })))
    }
}
