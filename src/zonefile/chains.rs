//! Which `$INCLUDE` lines led to a file (zonefile.md §11).
//!
//! Flows in: each `$INCLUDE` that was obeyed. Flows out: for a record in an included file, the lines from the one that
//! asked for its file up to the zone's own. Records do not say which of several inclusions made them; their owners do,
//! where these have different origins.

use std::collections::BTreeMap;

use crate::source::{Loc, SourceId};
use crate::zone::Name;

/// The `$INCLUDE` lines of a zone.
#[derive(Clone, Debug, Default)]
pub struct Chains {
    /// The first line that included a file at an origin, which is in wire form; empty for an unknown one.
    lines: BTreeMap<(SourceId, Vec<u8>), IncludeLine>,
}

/// An `$INCLUDE` line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IncludeLine {
    /// The path on it.
    pub path: Loc,
    /// The origin on it, if it states one.
    pub origin: Option<Loc>,
}

impl Chains {
    /// Notes the `$INCLUDE` that a file is read for, and the origin it starts with.
    pub(super) fn note(&mut self, source: SourceId, origin: Option<&[u8]>, line: IncludeLine) {
        self.lines.entry((source, origin.unwrap_or_default().to_vec())).or_insert(line);
    }

    /// Returns the lines that led to a file, innermost first; none for the zone's own. `owner` is that of the record
    /// concerned.
    pub fn to(&self, mut source: SourceId, owner: Option<&Name>) -> Vec<IncludeLine> {
        let mut lines: Vec<IncludeLine> = Vec::new();
        while let Some(line) = self.line(source, owner) {
            // A file that several others include may be in a loop of what is known about it.
            if lines.contains(&line) {
                break;
            }
            lines.push(line);
            source = line.path.source;
        }
        lines
    }

    fn line(&self, source: SourceId, owner: Option<&Name>) -> Option<IncludeLine> {
        let nearest = || owner.into_iter().flat_map(ancestors).find_map(|origin| self.lines.get(&(source, origin)));
        let (_, first) = self.lines.range((source, Vec::new())..).next().filter(|((found, _), _)| *found == source)?;
        Some(*nearest().unwrap_or(first))
    }
}

/// Iterates over a name and the names above it, in wire form.
fn ancestors(name: &Name) -> impl Iterator<Item = Vec<u8>> {
    let mut rest = Some(name.wire());
    std::iter::from_fn(move || {
        let here = rest?;
        rest = here
            .split_first()
            .filter(|(length, _)| **length > 0)
            .and_then(|(length, tail)| tail.get(usize::from(*length)..));
        Some(here.to_vec())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Side, SourceMap, Span};

    #[test]
    fn the_origin_of_an_inclusion_tells_which_one_made_a_record() {
        let mut sources = SourceMap::default();
        let mut text = |path: &str| sources.add(path, Side::Worktree, b"");
        let (zone, middle, inner) = (text("zone"), text("middle"), text("inner"));
        let name = |text: &str| Name::parse(text.as_bytes(), None).unwrap();
        let line = |source, at| IncludeLine { path: Loc { source, span: Span::at(at) }, origin: None };
        let mut chains = Chains::default();
        chains.note(middle, Some(name("example.").wire()), line(zone, 1));
        chains.note(inner, Some(name("a.example.").wire()), line(middle, 2));
        chains.note(inner, Some(name("b.example.").wire()), line(zone, 3));
        chains.note(inner, Some(name("b.example.").wire()), line(zone, 4));
        let to = |source, owner: &str| chains.to(source, Some(&name(owner)));
        assert_eq!(to(zone, "example."), []);
        assert_eq!(to(middle, "x.example."), [line(zone, 1)]);
        assert_eq!(to(inner, "x.a.example."), [line(middle, 2), line(zone, 1)]);
        assert_eq!(to(inner, "b.example."), [line(zone, 3)]);
        // A record that its `$ORIGIN` moved elsewhere.
        assert_eq!(to(inner, "x.other."), [line(middle, 2), line(zone, 1)]);
        assert_eq!(chains.to(inner, None), [line(middle, 2), line(zone, 1)]);
    }
}
