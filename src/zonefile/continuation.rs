//! Lines that go on with a record whose group is not open: `(` was forgotten, stands on the next line, or was closed too
//! early. To a server each of them is an entry of its own.
//!
//! Flows in: every problem of a load, and the texts. Flows out: those that a reader has to know: of a run of such lines the
//! first, and none where the record before them breaks off or a `)` without partner ends them; of the head of one entry,
//! TTL, class and type, what went wrong first.

use std::collections::BTreeSet;

use super::problem::{Fact, Problem, ProblemKind};
use super::recovery;
use crate::rdata::FaultKind;
use crate::source::{Loc, SourceId, SourceMap};
use crate::zone::Rtype;

/// Takes out the problems that follow from another one.
pub(super) fn swallow(problems: &mut Vec<Problem>, sources: &SourceMap) {
    let mut heads: Vec<&Problem> = problems.iter().filter(|problem| is_of_head(problem)).collect();
    if heads.is_empty() {
        return;
    }
    heads.sort_by_key(|problem| (problem.at, problem.kind));
    let records = Records::of(problems, sources);
    let mut explained = records.cut_short;
    let mut seen = None;
    let mut reported = BTreeSet::new();
    let lines = lines_of(heads.iter().map(|problem| problem.at), sources);
    let heads: Vec<(Line, &Problem)> = lines.into_iter().zip(heads).collect();
    for on_line in heads.chunk_by(|(one, _), (next, _)| one == next) {
        let Some(&(line, _)) = on_line.first() else { continue };
        let follows = record_before(sources, line, &mut seen).is_some_and(|record| {
            // In column 1 such a line may be an owner without its data.
            records.break_off.contains(&record) || (is_indented(sources, line) && !reported.insert(record))
        });
        let head = Head::of(on_line);
        let follow = on_line.iter().filter(|(_, problem)| follows || head.explains(problem));
        explained.extend(follow.map(|(_, problem)| (problem.kind, problem.at)));
    }
    problems.retain(|problem| !explained.contains(&(problem.kind, problem.at)));
}

/// The place of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    source: SourceId,
    start: usize,
}

/// Returns the lines of places, which are sorted, so that a long line is passed over once.
fn lines_of(places: impl Iterator<Item = Loc>, sources: &SourceMap) -> Vec<Line> {
    let mut last: Option<(Line, usize)> = None;
    let line = |Loc { source, span }| {
        let (text, at) = (sources.text(source), span.start as usize);
        if let Some((line, _)) = last.filter(|(line, end)| line.source == source && at <= *end) {
            return line;
        }
        let start = recovery::line_start(text, at);
        let line = Line { source, start };
        last = Some((line, start + recovery::physical_line(text.get(start..).unwrap_or_default()).len()));
        line
    };
    places.map(line).collect()
}

/// Tells whether a problem is about TTL, class and type, which a line of data does not have.
fn is_of_head(problem: &Problem) -> bool {
    match &problem.fact {
        Fact::Field { rtype: Rtype(0), fault, .. } => fault.field == "type",
        _ => matches!(
            problem.kind,
            ProblemKind::TypeUnknown
                | ProblemKind::TtlInvalid
                | ProblemKind::TtlTooLarge
                | ProblemKind::TtlUnitsCompound
                | ProblemKind::TtlUnitsUnordered
                | ProblemKind::ClassOrTtlRepeated
                | ProblemKind::OwnerQuoted
        ),
    }
}

/// What went wrong in the head of one entry: where the type is missing or a TTL is malformed, a number behind it is hardly
/// meant as a second TTL, and a third TTL is no news.
struct Head {
    /// Whether something else is wrong than that TTL or class are repeated.
    is_wrong: bool,
    first_ttl: Option<Loc>,
    repeated: BTreeSet<Loc>,
}

impl Head {
    fn of(on_line: &[(Line, &Problem)]) -> Self {
        let wrong = |kind| matches!(kind, ProblemKind::TypeUnknown | ProblemKind::TtlInvalid | ProblemKind::Rdata(_));
        let of = |kind| on_line.iter().filter(move |(_, problem)| problem.kind == kind).map(|(_, problem)| problem.at);
        Self {
            is_wrong: on_line.iter().any(|(_, problem)| wrong(problem.kind)),
            first_ttl: of(ProblemKind::TtlInvalid).next(),
            repeated: of(ProblemKind::ClassOrTtlRepeated).collect(),
        }
    }

    /// Tells whether a problem follows from another one of the same head.
    fn explains(&self, problem: &Problem) -> bool {
        match problem.kind {
            ProblemKind::ClassOrTtlRepeated => {
                self.is_wrong || problem.second.is_some_and(|earlier| self.repeated.contains(&earlier))
            }
            ProblemKind::TtlInvalid => self.first_ttl.is_some_and(|first| first < problem.at),
            _ => false,
        }
    }
}

/// Records that may go on in the lines behind them.
struct Records {
    /// The first lines of those that break off.
    break_off: BTreeSet<Line>,
    /// What is missing in those whose end is marked by a `)` without partner.
    cut_short: BTreeSet<(ProblemKind, Loc)>,
}

impl Records {
    fn of(problems: &[Problem], sources: &SourceMap) -> Self {
        const MISSING: ProblemKind = ProblemKind::Rdata(FaultKind::Incomplete);
        const MALFORMED: ProblemKind = ProblemKind::Rdata(FaultKind::Invalid);
        let mut break_off = before_strays(problems, sources);
        let of_data = |problem: &&Problem| matches!(&problem.fact, Fact::Field { rtype, .. } if rtype.0 != 0);
        let broken = problems.iter().filter(|problem| matches!(problem.kind, MISSING | MALFORMED)).filter(of_data);
        let mut broken: Vec<(Loc, ProblemKind)> = broken.map(|problem| (problem.at, problem.kind)).collect();
        broken.sort_unstable();
        let lines = lines_of(broken.iter().map(|(at, _)| *at), sources);
        let missing =
            lines.iter().zip(&broken).filter(|(line, (_, kind))| *kind == MISSING && break_off.contains(line));
        let cut_short = missing.map(|(_, (at, kind))| (*kind, *at)).collect();
        break_off.extend(lines);
        Self { break_off, cut_short }
    }
}

/// Returns the lines of the records that were meant to end at a `)` without partner on a later line.
fn before_strays(problems: &[Problem], sources: &SourceMap) -> BTreeSet<Line> {
    let stray = |problem: &&Problem| problem.kind == ProblemKind::ParenthesisUnbalanced && problem.second.is_none();
    let mut places: Vec<Loc> = problems.iter().filter(stray).map(|problem| problem.at).collect();
    places.sort_unstable();
    let mut lines = lines_of(places.into_iter(), sources);
    lines.dedup();
    let mut seen = None;
    lines.into_iter().filter_map(|line| record_before(sources, line, &mut seen)).collect()
}

/// The line looked at last, and the record that it goes on with.
struct Seen {
    line: Line,
    record: Option<Line>,
}

/// How many lines of data may stand behind their record.
const MAX_LINES: usize = 1000;

/// Returns the first line of the record that a line goes on with; `None` where it is an entry by its looks.
fn record_before(sources: &SourceMap, line: Line, seen: &mut Option<Seen>) -> Option<Line> {
    let text = sources.text(line.source);
    let from = |at: usize| text.get(at..).unwrap_or_default();
    if !recovery::continues_data(from(line.start)) {
        return None;
    }
    let (mut at, mut record) = (line, None);
    for _ in 0..MAX_LINES {
        if let Some(known) = seen.as_ref().filter(|seen| seen.line == at) {
            record = known.record;
            break;
        }
        let Some(start) = recovery::previous_line(text, at.start) else { break };
        at.start = start;
        if !recovery::is_void(from(start)) && !recovery::continues_data(from(start)) {
            record = Some(at);
            break;
        }
    }
    *seen = Some(Seen { line, record });
    record
}

fn is_indented(sources: &SourceMap, line: Line) -> bool {
    matches!(sources.text(line.source).get(line.start), Some(b' ' | b'\t'))
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::source::Side;
    use crate::zone::Name;
    use crate::zonefile::{NoIncludes, load};

    #[track_caller]
    fn case(text: &str, expected: &[(&str, &str)]) {
        let mut sources = SourceMap::default();
        let source = sources.add("t", Side::Worktree, format!("$TTL 1\n{text}").as_bytes());
        let loaded = load(source, Some(&Name::root()), &mut sources, &mut NoIncludes);
        let problems = loaded.problems.all().iter();
        let found: Vec<(String, String)> = problems
            .map(|problem| {
                (format!("{:?}", problem.kind), String::from_utf8_lossy(sources.slice(problem.at)).into_owned())
            })
            .collect();
        let expected: Vec<_> = expected.iter().map(|&(kind, text)| (kind.to_owned(), text.to_owned())).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    const INCOMPLETE: (&str, &str) = ("Rdata(Incomplete)", "");

    #[test]
    fn a_record_without_its_parenthesis_is_one_problem() {
        case("@ SOA a b\n  1 ; serial\n\n  7200\n  3600 1209600\n  3600\n", &[INCOMPLETE]);
        case("@ SOA a b\n (\n  1 7200 3600\n 1209600 3600 )\n", &[INCOMPLETE]);
        case("@ SOA a b {\n 1 7200 3600 1209600 3600 }\n", &[("Rdata(Invalid)", "{")]);
        case("@ SOA a b\n1\n7200\n", &[INCOMPLETE]);
        case("a A\n  192.0.2.1\nb A\n 192.0.2.1\n", &[INCOMPLETE, INCOMPLETE]);
    }

    #[test]
    fn a_parenthesis_that_closes_nothing_is_one_problem() {
        case("@ SOA a b\n 1 7200 3600\n 1209600 3600 )\n", &[("ParenthesisUnbalanced", ")")]);
        case("a TXT ( \"b\" )\n \"c\"\n \"d\" )\n", &[("ParenthesisUnbalanced", ")")]);
        case("a TXT \"b\" )\n \"c\"\n", &[("ParenthesisUnbalanced", ")"), ("Rdata(Invalid)", "\"c\"")]);
        case("a MX 10\nb A 192.0.2.1 )\n", &[("ParenthesisUnbalanced", ")"), INCOMPLETE]);
    }

    #[test]
    fn a_run_of_lines_behind_a_whole_record_is_one_problem() {
        case(
            "a TXT \"b\"\n \"c\"\n ; x\n \"d\"\ne TXT f\n \"g\"\n",
            &[("Rdata(Invalid)", "\"c\""), ("Rdata(Invalid)", "\"g\"")],
        );
        case("a A 192.0.2.1\n  AAA x\n  AAA y\n", &[("TypeUnknown", "AAA"), ("TypeUnknown", "AAA")]);
        case("a A\n  300 AAA x\n", &[("TypeUnknown", "AAA"), INCOMPLETE]);
        case("1 A 192.0.2.1\n2\n3\n", &[INCOMPLETE, INCOMPLETE]);
    }

    #[test]
    fn a_head_is_one_problem() {
        case("a 1 2 3 A 192.0.2.1\n", &[("ClassOrTtlRepeated", "2")]);
        case("a IN 1 IN 2 A 192.0.2.1\n", &[("ClassOrTtlRepeated", "IN"), ("ClassOrTtlRepeated", "2")]);
        case("a 10 20 5060 sip\n", &[("TypeUnknown", "sip")]);
        case("@@ -1,3 +1,3 @@\n", &[("TtlInvalid", "-")]);
        case("a IN 1y 2 A 192.0.2.1\n", &[("TtlInvalid", "y")]);
    }
}
