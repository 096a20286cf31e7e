//! A card as data: title, header, summary, sections, and the examples in them.
//!
//! Markdown in, [`Card`] out. Code fences that follow each other are one example; prose between them starts another.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::example::Example;

#[derive(Debug, Default)]
pub(crate) struct Card {
    pub(crate) title: String,
    /// The table below the title, as written.
    pub(crate) header: String,
    /// The first paragraph.
    pub(crate) summary: String,
    pub(crate) sections: Vec<Section>,
    /// What was not understood.
    pub(crate) problems: Vec<String>,
}

#[derive(Debug, Default)]
pub(crate) struct Section {
    pub(crate) title: String,
    pub(crate) prose: String,
    pub(crate) examples: Vec<Example>,
}

/// What a fence holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Zone,
    Lockfile,
    Config,
    Report,
}

#[derive(Clone, Debug)]
pub(crate) struct Fence {
    pub(crate) kind: Kind,
    /// The words behind the kind: `before`, `path=…`.
    pub(crate) attributes: Vec<String>,
    pub(crate) text: String,
    /// The line of the card on which the text starts, from 1.
    pub(crate) line: usize,
    /// The octets of the card between the fence's two lines.
    range: Range<usize>,
}

impl Card {
    pub(crate) fn parse(name: &str, markdown: &str) -> Self {
        let mut reader = Reader { name, markdown, card: Self::default(), text: String::new(), joined: false };
        let mut fence = None;
        for (event, range) in Parser::new_ext(markdown, Options::ENABLE_TABLES).into_offset_iter() {
            match event {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                    fence = Some(info.to_string());
                    reader.text.clear();
                }
                Event::End(TagEnd::CodeBlock) => reader.fence(&fence.take().unwrap_or_default(), &range),
                Event::Start(Tag::Table(_)) => reader.table(&range),
                Event::Start(Tag::Heading { .. } | Tag::Paragraph) => reader.text.clear(),
                Event::End(TagEnd::Heading(level)) => reader.heading(level as usize),
                Event::End(TagEnd::Paragraph) => reader.paragraph(),
                Event::Text(text) => reader.text.push_str(&text),
                Event::Code(code) => reader.text.push_str(&code),
                Event::SoftBreak => reader.text.push(' '),
                _ => {}
            }
        }
        reader.card
    }

    /// Returns the examples of a section.
    pub(crate) fn examples<'a>(&'a self, section: &'a str) -> impl Iterator<Item = &'a Example> {
        self.sections.iter().filter(move |other| other.title == section).flat_map(|section| &section.examples)
    }

    pub(crate) fn fences(&self) -> impl Iterator<Item = &Fence> {
        self.sections.iter().flat_map(|section| &section.examples).flat_map(|example| &example.fences)
    }
}

struct Reader<'a> {
    name: &'a str,
    markdown: &'a str,
    card: Card,
    text: String,
    /// Whether the next fence belongs to the example before it.
    joined: bool,
}

impl Reader<'_> {
    fn heading(&mut self, level: usize) {
        let title = std::mem::take(&mut self.text);
        self.joined = false;
        match level {
            1 => self.card.title = title,
            _ => self.card.sections.push(Section { title, ..Section::default() }),
        }
    }

    fn paragraph(&mut self) {
        let text = std::mem::take(&mut self.text);
        self.joined = false;
        match self.card.sections.last_mut() {
            Some(section) => section.prose += &text,
            None => self.card.summary += &text,
        }
    }

    fn table(&mut self, range: &Range<usize>) {
        if self.card.sections.is_empty() {
            self.card.header = self.markdown.get(range.clone()).unwrap_or_default().trim_end().to_owned() + "\n";
        }
    }

    fn fence(&mut self, info: &str, range: &Range<usize>) {
        let line = self.markdown.get(..range.start).unwrap_or_default().matches('\n').count() + 2;
        let mut words = info.split_ascii_whitespace().map(str::to_owned);
        let kind = match (words.next().as_deref(), info.contains(" config")) {
            (Some("zone"), _) => Kind::Zone,
            (Some("lockfile"), _) => Kind::Lockfile,
            (Some("toml"), true) => Kind::Config,
            (Some("report"), _) => Kind::Report,
            _ => return self.card.problems.push(format!("rules/{}.md:{line}: unknown fence `{info}`", self.name)),
        };
        let attributes: Vec<String> = words.collect();
        for attribute in attributes.iter().filter(|attribute| !known(attribute)) {
            self.card.problems.push(format!("rules/{}.md:{line}: unknown attribute `{attribute}`", self.name));
        }
        let whole = self.markdown.get(range.clone()).unwrap_or_default();
        let start = range.start + whole.find('\n').map_or(whole.len(), |at| at + 1);
        let text = std::mem::take(&mut self.text);
        let fence = Fence { kind, attributes, range: start..start + text.len(), text, line };
        let Some(section) = self.card.sections.last_mut() else { return };
        match section.examples.last_mut().filter(|_| self.joined) {
            Some(example) => example.fences.push(fence),
            None => section.examples.push(Example { fences: vec![fence] }),
        }
        self.joined = true;
    }
}

/// Tells whether a word of a fence's info string has a meaning.
fn known(attribute: &str) -> bool {
    let flags = ["after", "before", "both", "config", "octets", "ours", "unterminated"];
    flags.contains(&attribute) || attribute.starts_with("path=") || attribute.starts_with("now=")
}

impl Fence {
    pub(crate) fn has(&self, flag: &str) -> bool {
        self.attributes.iter().any(|attribute| attribute == flag)
    }

    /// Returns the value of `name=value`.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find_map(|attribute| attribute.strip_prefix(name)?.strip_prefix('='))
    }

    /// Returns the card's text with another text in this fence.
    pub(crate) fn replaced(&self, card: &str, text: &str) -> String {
        let (before, after) = (card.get(..self.range.start).unwrap(), card.get(self.range.end..).unwrap());
        format!("{before}{}\n{after}", text.trim_end())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "# x\n\n| a |\n|---|\n| b |\n\nSum `m`\nary.\n\n## Why\n\nBecause.\n\n## Bad\n\n\
        ```zone before\n@ A 1\n```\n```zone after\n@ A 2 ;~ error\n```\n```report\n```\n\nor\n\n```zone\n@ A 3\n```\n";

    #[test]
    fn cards_are_read() {
        let card = Card::parse("x", SAMPLE);
        assert_eq!((card.title.as_str(), card.summary.as_str()), ("x", "Sum m ary."));
        assert_eq!(card.header, "| a |\n|---|\n| b |\n");
        let examples: Vec<&Example> = card.examples("Bad").collect();
        assert_eq!(examples.iter().map(|example| example.fences.len()).collect::<Vec<_>>(), [3, 1]);
        assert_eq!(card.fences().map(|fence| fence.line).collect::<Vec<_>>(), [17, 20, 23, 28]);
        assert!(card.problems.is_empty());
    }

    #[test]
    fn a_report_is_put_into_its_fence() {
        let card = Card::parse("x", SAMPLE);
        let fence = card.examples("Bad").next().and_then(Example::report).unwrap();
        let blessed = fence.replaced(SAMPLE, "new\n\n");
        assert_eq!(blessed, SAMPLE.replace("```report\n", "```report\nnew\n"));
        let again = Card::parse("x", &blessed);
        let fence = again.examples("Bad").next().and_then(Example::report).unwrap();
        assert_eq!(fence.replaced(&blessed, "newer"), SAMPLE.replace("```report\n", "```report\nnewer\n"));
    }

    #[test]
    fn unknown_words_are_told() {
        let card = Card::parse("x", "## Bad\n\n```zone befor\n```\n```sh\n```\n");
        assert_eq!(card.problems.len(), 2, "{:?}", card.problems);
    }
}
