//! Width, colours and characters of the full report.

use miette::{GraphicalReportHandler, GraphicalTheme};

use super::Options;
use crate::finding::Severity;

/// The narrowest report that is still readable.
const NARROWEST: usize = 50;

/// What text means, for its colour.
#[derive(Clone, Copy, Debug)]
pub(super) enum Tone {
    /// Something of this severity.
    Of(Severity),
    /// All is well.
    Good,
    /// A word that introduces: `help:`, a further place.
    Side,
    /// Present, and not meant to be read first.
    Quiet,
    /// A path.
    Path,
}

impl Tone {
    /// Place in the palette that [`Paint::new`] builds.
    fn index(self) -> usize {
        match self {
            Self::Of(Severity::Error) => 0,
            Self::Of(Severity::Warning) => 1,
            Self::Of(Severity::Advice) => 2,
            Self::Good => 3,
            Self::Side => 4,
            Self::Quiet => 5,
            Self::Path => 6,
        }
    }
}

/// How to draw.
#[derive(Debug)]
pub(super) struct Paint {
    /// Columns.
    pub width: usize,
    /// Its highlights are the palette, one style a [`Tone`]: miette does not re-export the style's type.
    theme: GraphicalTheme,
}

impl Paint {
    pub(super) fn new(options: Options) -> Self {
        let mut theme = match (options.unicode, options.color) {
            (true, true) => GraphicalTheme::unicode(),
            (true, false) => GraphicalTheme::unicode_nocolor(),
            (false, true) => GraphicalTheme::ascii(),
            (false, false) => GraphicalTheme::none(),
        };
        let styles = &mut theme.styles;
        let good = styles.highlights.last().copied().unwrap_or(styles.help);
        styles.highlights =
            vec![styles.error, styles.warning, styles.advice, good, styles.help, styles.linum, styles.link];
        Self { width: options.width.max(NARROWEST), theme }
    }

    /// Colours a text.
    pub(super) fn tone(&self, tone: Tone, text: &str) -> String {
        let style = self.theme.styles.highlights.get(tone.index());
        style.map_or_else(|| text.to_owned(), |style| style.style(text).to_string())
    }

    /// Returns the mark before a headline.
    pub(super) fn mark(&self, severity: Severity) -> &str {
        let characters = &self.theme.characters;
        match severity {
            Severity::Error => &characters.error,
            Severity::Warning => &characters.warning,
            Severity::Advice => &characters.advice,
        }
    }

    /// Returns the upper, the middle and the lower left piece of a frame, with the bars that belong to them.
    pub(super) fn frame(&self) -> [String; 3] {
        let characters = &self.theme.characters;
        let bar = characters.hbar.to_string();
        [
            format!("{}{bar}", characters.ltop),
            characters.vbar_break.to_string(),
            format!("{}{}", characters.lbot, bar.repeat(4)),
        ]
    }

    /// Returns what stands for text that is left out.
    pub(super) fn ellipsis(&self) -> &'static str {
        if self.theme.characters.hbar.is_ascii() { "..." } else { "…" }
    }

    /// Returns the drawing of snippets, with one tone a label in the order of their places.
    pub(super) fn handler(&self, tones: &[Tone]) -> GraphicalReportHandler {
        let mut theme = self.theme.clone();
        if !tones.is_empty() {
            let palette = &self.theme.styles.highlights;
            theme.styles.highlights = tones.iter().filter_map(|tone| palette.get(tone.index()).copied()).collect();
        }
        GraphicalReportHandler::new_themed(theme)
            .with_width(self.width)
            .with_context_lines(super::excerpt::CONTEXT)
            .with_links(false)
            .without_cause_chain()
            .without_syntax_highlighting()
    }
}
