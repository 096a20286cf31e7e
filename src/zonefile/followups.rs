//! Problems whose cause has its own: one cause gives one problem (zonefile.md §10.7).
//!
//! Flows in: every problem of a load, and the texts. Flows out: those that a reader has to know. Three causes break text
//! that would be right without them: a control octet in a token, a CR alone in the middle of a line, and a group that was
//! never closed and so swallowed the entries behind it. Without such a cause nothing is looked at.

use std::collections::BTreeSet;
use std::ops::Range;

use super::problem::{Problem, ProblemKind};
use super::recovery;
use crate::source::{Loc, SourceId, SourceMap, Span};

/// Takes out the problems that follow from another one.
pub(super) fn swallow(problems: &mut Vec<Problem>, sources: &SourceMap) {
    let causes = Causes::of(problems, sources);
    if !causes.is_empty() {
        problems.retain(|problem| !causes.explain(problem));
    }
}

/// Places that spoil what stands there, each list in the order of its places.
#[derive(Default)]
struct Causes {
    /// Control octets.
    controls: Vec<Loc>,
    /// Stretches of text in which entries are none, joined where they meet.
    stretches: Vec<(SourceId, Range<u32>)>,
    /// Stray CRs: what ends at one was cut off there.
    returns: Vec<(SourceId, u32)>,
}

impl Causes {
    fn of(problems: &[Problem], sources: &SourceMap) -> Self {
        let mut causes = Self::default();
        // A file may be included any number of times; its octets are the same.
        let mut broken = BTreeSet::new();
        for problem in problems {
            match problem.kind {
                ProblemKind::ControlByte => causes.controls.push(problem.at),
                ProblemKind::LoneCr if broken.insert(problem.at.source) => {
                    causes.stray_returns(problem.at.source, sources);
                }
                ProblemKind::ParenthesisUnbalanced => causes.open_group(problem, sources),
                _ => {}
            }
        }
        causes.controls.sort_unstable();
        causes.returns.sort_unstable();
        causes.stretches.sort_unstable_by_key(|(source, range)| (*source, range.start));
        causes.stretches.dedup_by(|next, last| {
            let joins = next.0 == last.0 && next.1.start <= last.1.end;
            last.1.end = if joins { last.1.end.max(next.1.end) } else { last.1.end };
            joins
        });
        causes
    }

    fn is_empty(&self) -> bool {
        self.controls.is_empty() && self.stretches.is_empty() && self.returns.is_empty()
    }

    /// Notes the rest of each line that a CR broke in two, in a text whose lines end otherwise.
    fn stray_returns(&mut self, source: SourceId, sources: &SourceMap) {
        let text = sources.text(source);
        let stray = |at: &usize| text.get(at + 1) != Some(&b'\n');
        let returns = || memchr::memchr_iter(b'\r', text).filter(stray);
        if memchr::memchr_iter(b'\n', text).count() <= returns().count() {
            return;
        }
        for at in returns() {
            let rest = text.get(at + 1..).unwrap_or_default();
            // With the line end: there stands what is missing at the end of the line.
            let span = Span::new(at, at + 2 + recovery::physical_line(rest).len());
            self.returns.push((source, span.start));
            self.stretches.push((source, span.start..span.end));
        }
    }

    /// Notes the lines that an open group swallowed, from the first that would be an entry of the same owner.
    fn open_group(&mut self, problem: &Problem, sources: &SourceMap) {
        let Some(end) = problem.second.map(|second| second.span.end) else { return };
        let text = sources.text(problem.at.source).get(..end as usize).unwrap_or_default();
        let mut at = problem.at.span.start as usize;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            if recovery::inherits_owner(rest) {
                self.stretches.push((problem.at.source, Span::new(at, at).start..end));
                return;
            }
            at += recovery::whole_line(rest);
        }
    }

    /// Tells whether a problem is there because of one of the causes.
    fn explain(&self, problem: &Problem) -> bool {
        let of_entry = matches!(
            problem.kind,
            ProblemKind::Rdata(_) | ProblemKind::TypeUnknown | ProblemKind::TtlInvalid | ProblemKind::QuoteInsideToken
        );
        let Loc { source, span } = problem.at;
        of_entry
            && (self.spoils(problem.at)
                || self.returns.binary_search(&(source, span.end)).is_ok()
                || self.is_in_stretch(source, span.start))
    }

    /// Tells whether a control octet stands in a place.
    fn spoils(&self, at: Loc) -> bool {
        let first =
            self.controls.partition_point(|control| (control.source, control.span.start) < (at.source, at.span.start));
        self.controls.get(first).is_some_and(|control| control.source == at.source && control.span.end <= at.span.end)
    }

    /// Tells whether an offset is in a stretch; they do not overlap.
    fn is_in_stretch(&self, source: SourceId, offset: u32) -> bool {
        let behind = self.stretches.partition_point(|(other, range)| (*other, range.start) <= (source, offset));
        let last = behind.checked_sub(1).and_then(|at| self.stretches.get(at));
        last.is_some_and(|(other, range)| *other == source && range.contains(&offset))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::source::Side;
    use crate::zone::Name;
    use crate::zonefile::{Fact, NoIncludes, load};

    #[track_caller]
    fn case(text: &str, expected: &[&str]) {
        let mut sources = SourceMap::default();
        let source = sources.add("t", Side::Worktree, Arc::from(format!("$TTL 1\n{text}").as_bytes()));
        let loaded = load(source, Some(&Name::root()), &mut sources, &mut NoIncludes);
        let found: Vec<String> = loaded.problems.all().iter().map(|problem| format!("{:?}", problem.kind)).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn a_token_with_a_control_octet_is_that_problem_alone() {
        case("a \x1b[31mA 192.0.2.1\n", &["ControlByte"]);
        case("a MX 1\x010 b\n", &["ControlByte"]);
        case("a\x01 MX ten b\n", &["ControlByte", "Rdata(Invalid)"]);
        case("a MX ten b\x01\n", &["ControlByte", "Rdata(Invalid)"]);
    }

    #[test]
    fn a_line_that_a_carriage_return_broke_is_that_problem_alone() {
        case("a A\r 192.0.2.1\nb A 192.0.2.2\n", &["LoneCr"]);
        case("a A 192.0\r.2.1\nb A 192.0.2.256\n", &["LoneCr", "Rdata(AddressInvalid)"]);
        case(
            "a A\rb A\rc A\rd MX 10\r",
            &["LoneCr", "Rdata(Incomplete)", "Rdata(Incomplete)", "Rdata(Incomplete)", "Rdata(Incomplete)"],
        );
    }

    #[test]
    fn a_file_is_searched_for_carriage_returns_once() {
        let mut sources = SourceMap::default();
        let text = b"a A\r 192.0.2.1\nb A 192.0.2.2\n";
        let source = sources.add("t", Side::Worktree, Arc::from(&text[..]));
        let problem = Problem {
            kind: ProblemKind::LoneCr,
            at: Loc { source, span: Span::new(3, 4) },
            second: None,
            fact: Fact::None,
            portability: None,
            owner: String::new(),
            included_from: Vec::new(),
        };
        let causes = Causes::of(&vec![problem; 1000], &sources);
        assert_eq!((causes.returns.len(), causes.stretches.len()), (1, 1));
    }

    #[test]
    fn entries_in_a_group_that_was_left_open_are_that_problem_alone() {
        case("a MX ( 10 b\n  TXT c\nd A 192.0.2.1\n", &["ParenthesisUnbalanced"]);
        case("a MX ( ten b\n  300 IN TXT c\nd A 192.0.2.1\n", &["ParenthesisUnbalanced", "Rdata(Invalid)"]);
        case("a MX ( 10 b c\nd A 192.0.2.1\n", &["ParenthesisUnbalanced", "Rdata(ExtraToken)"]);
    }
}
