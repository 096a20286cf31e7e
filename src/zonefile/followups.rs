//! Problems whose cause has its own: one cause gives one problem (zonefile.md §10.7).
//!
//! Flows in: every problem of a load, and the texts. Flows out: those that a reader has to know. Some causes break text
//! that would be right without them: a control octet in a token, a CR or another character that ends lines elsewhere in the
//! middle of a line, a quote that was never closed, and a group that was never closed and so swallowed the entries behind
//! it. Without such a cause nothing is looked at. `continuation` knows the lines whose group was never opened.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::problem::{Problem, ProblemKind};
use super::{continuation, recovery};
use crate::source::{Loc, SourceId, SourceMap, Span};

/// Takes out the problems that follow from another one.
pub(super) fn swallow(problems: &mut Vec<Problem>, sources: &SourceMap) {
    let causes = Causes::of(problems, sources);
    if !causes.is_empty() {
        problems.retain(|problem| !causes.explain(problem));
    }
    join_markers(problems, sources);
    continuation::swallow(problems, sources);
}

/// Makes one problem of the markers that a half resolved conflict left: each follows from the one before, until one comes
/// that stands no later in a conflict.
fn join_markers(problems: &mut Vec<Problem>, sources: &SourceMap) {
    let rank = |at: Loc| b"<|=>".iter().position(|octet| sources.slice(at).first() == Some(octet));
    let is_left_over = |problem: &Problem| problem.kind == ProblemKind::MergeConflictMarker && problem.second.is_none();
    let mut markers: Vec<Loc> =
        problems.iter().filter(|problem| is_left_over(problem)).map(|problem| problem.at).collect();
    markers.sort_unstable();
    // The last marker of each conflict, by its first; `None` for those between.
    let mut last = BTreeMap::new();
    for conflict in markers.chunk_by(|one, next| one.source == next.source && rank(*one) < rank(*next)) {
        if let Some((first, further)) = conflict.split_first() {
            last.extend(further.iter().map(|at| (*at, None)));
            last.extend(further.last().map(|end| (*first, Some(*end))));
        }
    }
    problems.retain_mut(|problem| {
        let known = last.get(&problem.at).filter(|_| is_left_over(problem));
        problem.second = problem.second.or(known.copied().flatten());
        known.is_none_or(Option::is_some)
    });
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
    /// Quotes never closed that hold what would have closed a group.
    closers: Vec<Loc>,
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
                ProblemKind::QuoteUnterminated => causes.open_quote(problem, sources),
                ProblemKind::NonAsciiSpace => causes.line_separator(problem.at, sources),
                _ => {}
            }
        }
        causes.controls.sort_unstable();
        causes.returns.sort_unstable();
        causes.closers.sort_unstable();
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

    /// Notes what a character swallowed that ends lines for people and is a blank to nobody.
    fn line_separator(&mut self, at: Loc, sources: &SourceMap) {
        let known =
            self.stretches.last().is_some_and(|(source, range)| *source == at.source && range.contains(&at.span.start));
        if !known && matches!(sources.slice(at), [0xc2, 0x85, ..] | [0xe2, 0x80, 0xa8 | 0xa9, ..]) {
            let rest = sources.text(at.source).get(at.span.end as usize..).unwrap_or_default();
            let end = Span::at(at.span.end as usize + recovery::physical_line(rest).len()).end;
            self.stretches.push((at.source, at.span.end..end + 1));
        }
    }

    /// Notes the string that a quote opened, to the end that it was given: there stands what is missing behind it.
    fn open_quote(&mut self, problem: &Problem, sources: &SourceMap) {
        let Loc { source, span } = problem.at;
        let Some(end) = problem.second.map(|second| second.span.end) else { return };
        self.stretches.push((source, span.start..end + 1));
        let string = Loc { source, span: Span { start: span.start, end } };
        if sources.slice(string).contains(&b')') {
            self.closers.push(string);
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
        if problem.kind == ProblemKind::ParenthesisUnbalanced {
            return problem.second.is_some_and(|end| self.closes_in_quote(problem.at, end.span.end));
        }
        of_entry
            && (self.spoils(problem.at)
                || self.returns.binary_search(&(source, span.end)).is_ok()
                || self.is_in_stretch(source, span.start))
    }

    /// Tells whether what would have closed a group, taken as closed at `end`, stands in a quote that was left open.
    fn closes_in_quote(&self, open: Loc, end: u32) -> bool {
        let first = self.closers.partition_point(|string| *string < open);
        self.closers.get(first).is_some_and(|string| string.source == open.source && string.span.end <= end)
    }

    /// Tells whether a control octet stands in a place, or directly before one where something is missing.
    fn spoils(&self, at: Loc) -> bool {
        let start = at.span.start;
        let behind =
            |control: &Loc| (control.source, control.span.end) < (at.source, start + u32::from(!at.span.is_empty()));
        let first = self.controls.partition_point(behind);
        self.controls.get(first).is_some_and(|control| {
            control.source == at.source
                && control.span.end <= at.span.end
                && (control.span.start >= start || at.span.is_empty())
        })
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

    use super::*;
    use crate::source::Side;
    use crate::zone::Name;
    use crate::zonefile::{Fact, NoIncludes, load};
    use std::sync::Arc;

    #[track_caller]
    fn case(text: &str, expected: &[&str]) {
        let mut sources = SourceMap::default();
        let source = sources.add("t", Side::Worktree, format!("$TTL 1\n{text}").as_bytes());
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
        case("a A 192.0.2.1\n\x01\x01\n", &["ControlByte"]);
        case("a A 192.0.2.1\nb\x01 MX\n", &["ControlByte", "Rdata(Incomplete)"]);
    }

    #[test]
    fn a_line_that_another_line_separator_joined_is_that_problem_alone() {
        case("a A 192.0.2.1\u{85}b A 192.0.2.2\n", &["NonAsciiSpace"]);
        case("a A 192.0.2.1\u{2028}b A 192.0.2.2\nc MX ten d\n", &["NonAsciiSpace", "Rdata(Invalid)"]);
        case("a A 192.0.2.1\u{a0}b\n", &["NonAsciiSpace", "Rdata(ExtraToken)"]);
    }

    #[test]
    fn what_an_open_quote_swallowed_is_that_problem_alone() {
        case("a NAPTR 1 1 \"u\" \"E\" \"!x! .\nb A 192.0.2.1\n", &["QuoteUnterminated"]);
        case("a TXT v=spf1\"\nb A 192.0.2.1\n", &["QuoteUnterminated"]);
        case("a TXT ( \"b\"\n \"c )\nd A 192.0.2.1\n", &["QuoteUnterminated"]);
        case("a TXT ( \"b\"\n \"c\nd A 192.0.2.1\n", &["QuoteUnterminated", "ParenthesisUnbalanced"]);
        case("a TXT ( \"b\n \"c\"\n \"d\" )\ne A 192.0.2.1\n", &["QuoteUnterminated"]);
        case("a TXT \"b )\nc TXT ( d\ne A 192.0.2.1\n", &["QuoteUnterminated", "ParenthesisUnbalanced"]);
    }

    #[test]
    fn the_markers_of_one_conflict_are_one_problem() {
        let conflict = ["<<<<<<< 1\n", "||||||| 2\n", "=======\n", ">>>>>>> 3\n"];
        case(&conflict[2..].concat(), &["MergeConflictMarker"]);
        case(&conflict[..3].concat(), &["MergeConflictMarker"]);
        case(&[conflict[3], conflict[2]].concat(), &["MergeConflictMarker", "MergeConflictMarker"]);
        case(&[conflict[2], conflict[2]].concat(), &["MergeConflictMarker", "MergeConflictMarker"]);
        case(&[&conflict[..], &conflict[2..]].concat().concat(), &["MergeConflictMarker", "MergeConflictMarker"]);
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
        let source = sources.add("t", Side::Worktree, &text[..]);
        let problem = Problem {
            kind: ProblemKind::LoneCr,
            at: Loc { source, span: Span::new(3, 4) },
            second: None,
            fact: Fact::None,
            portability: None,
            owner: Arc::default(),
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
