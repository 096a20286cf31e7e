//! One large file, read on two threads.
//!
//! Flows in: a reader at the start of the zone's own file, and where to cut it. Flows out: the same reader behind the
//! second half, as if it had read that itself.
//!
//! A second reader begins at a line in the middle with what the head of the file, and the last `$ORIGIN` and `$TTL` before
//! that line, seem to leave in force. Nothing rests on this guess: once the first reader stands there, what really is in
//! force is compared with it. Where anything differs, or the second half asked for something that lines before it may have
//! left, that half is thrown away, and the first reader goes on alone.

use std::cell::Cell;
use std::num::NonZero;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;

use memchr::{memchr_iter, memrchr_iter};

use super::include::{IncludeFailure, Includes};
use super::line::Line;
use super::portability::Audience;
use super::problem::Problem;
use super::reader::{Reader, Reading, Text};
use super::scanner::Scanner;
use super::state::{Owner, State};
use super::{directive, recovery};
use crate::source::{Loc, SourceId, SourceMap};
use crate::zone::{Name, Rtype, ZoneParts};

/// Where a text is cut in two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Lines that begin before this offset are read before the second half is begun.
    pub head: usize,
    /// Offset of the line that the second half begins with. Only at a line with a plain owner is a text ever cut.
    pub at: usize,
}

/// Octets of the smallest text that is worth a thread.
const LARGE: usize = 2 << 20;

/// Octets that tell what is in force: they hold the SOA, and the first records without a TTL.
const HEAD: usize = 1 << 16;

/// Octets around the middle in which a line to cut at, and the last directives before it, are looked for.
const REACH: usize = 1 << 20;

/// Octets that the second half reads between two looks at whether it is still wanted.
const STEP: usize = 1 << 16;

impl Cut {
    /// Finds the cut of a large text, where there is a processor for each half.
    pub(super) fn of_large(text: &[u8]) -> Option<Self> {
        let middle = text.len() / 2;
        if text.len() < LARGE || thread::available_parallelism().map_or(1, NonZero::get) < 2 {
            return None;
        }
        let near = text.get(middle..middle + REACH)?;
        let mut starts = memchr_iter(b'\n', near).map(|end| middle + end + 1);
        let at = starts
            .find(|&at| has_plain_owner(text, at) && recovery::starts_entry(text.get(at..).unwrap_or_default()))?;
        Some(Self { head: HEAD, at })
    }
}

/// Tells whether a line begins with an owner that nothing is to be said about, however often it is there: what has one
/// states all that the line behind it starts with.
fn has_plain_owner(text: &[u8], at: usize) -> bool {
    let line = text.get(at..).unwrap_or_default();
    let plain = |octet: &u8| octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'_' | b'.' | b'*');
    let length = line.iter().take_while(|octet| plain(octet)).count();
    length > 0 && matches!(line.get(length), Some(b' ' | b'\t')) && recovery::line_start(text, at) == at
}

/// Reads a text as far as the second half, and that half with it if it can be used.
pub(super) fn read(reader: &mut Reader<'_>, reading: &mut Reading<'_>, cut: Cut) {
    let text = reading.text;
    reader.lines(reading, cut.head.min(text.octets.len()));
    if reading.scanner.pos >= cut.at || !has_plain_owner(text.octets, cut.at) {
        return;
    }
    let start = Start::of(reader);
    let (begun, guess) = mpsc::channel();
    let given_up = AtomicBool::new(false);
    let first = || {
        reader.lines(reading, cut.at);
        let guessed = guess.recv().is_ok_and(|guess| reader.state.reads_alike(&guess));
        let wanted = guessed && reader.leak.is_none() && reading.scanner.begins_afresh(cut.at);
        given_up.store(!wanted, Ordering::Relaxed);
        wanted
    };
    let half = beside(first, || start.read(text, cut.at, begun, &given_up)).flatten();
    if let Some(half) = half {
        // Memory is at its peak now, and hardly anything is left to be remembered for.
        reading.forget();
        if half.join(reader) {
            reading.scanner.pos = text.octets.len();
        }
    }
}

/// Runs `second` on another thread beside `first`, which says at its end whether the result counts. A panic of either is
/// one of the caller. `None` also where no thread is to be had.
fn beside<T: Send>(first: impl FnOnce() -> bool, second: impl FnOnce() -> T + Send) -> Option<T> {
    thread::scope(|scope| {
        let second = thread::Builder::new().spawn_scoped(scope, second);
        let wanted = first();
        let result = second.ok()?.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        wanted.then_some(result)
    })
}

/// What a reader has in force.
struct Start {
    audience: Audience,
    zone_origin: Option<Name>,
    state: State,
    sources: SourceMap,
}

impl Start {
    fn of(reader: &Reader<'_>) -> Self {
        Self {
            audience: reader.audience,
            zone_origin: reader.zone_origin.clone(),
            state: State { owner: Owner::None, owner_text: None, ..reader.state.clone() },
            sources: reader.sources.again(),
        }
    }

    /// Reads the second half of a text, `None` if it is of no use; `begun` is told what it begins with.
    fn read(mut self, text: Text<'_>, from: usize, begun: mpsc::Sender<State>, given_up: &AtomicBool) -> Option<Half> {
        let asked = Cell::new(false);
        let mut includes = Refusal(&asked);
        let origin = self.zone_origin.as_ref();
        let (audience, rest) = (self.audience, text.octets.len() - from);
        let mut reader = Reader::new(audience, text.source, origin, &mut self.sources, &mut includes, rest);
        reader.stack.push((text.source, None));
        reader.state = self.state;
        obey_last_directives(&mut reader, text, from);
        begun.send(reader.state.clone()).ok()?;
        // A panic before drops it as well: nobody waits for it in vain.
        drop(begun);
        let mut reading = Reading::new(text, from);
        reader.lines(&mut reading, from + 1);
        // What is wrong in its first line is told of the owner before.
        let mut useful = reader.problems.is_empty();
        loop {
            let looked_back = reader.looked_back || reader.generated > 0 || asked.get();
            useful &= !looked_back && !given_up.load(Ordering::Relaxed);
            if !useful || reading.scanner.pos >= text.octets.len() {
                return useful.then(|| Half::of(reader));
            }
            let limit = reading.scanner.pos + STEP;
            reader.lines(&mut reading, limit.min(text.octets.len()));
        }
    }
}

/// Obeys the last `$ORIGIN` and the last `$TTL` that stand not far before an offset.
fn obey_last_directives(reader: &mut Reader<'_>, text: Text<'_>, before: usize) {
    let from = before.saturating_sub(REACH);
    let near = text.octets.get(from..before).unwrap_or_default();
    for name in [&b"$ORIGIN"[..], b"$TTL"] {
        let is_one = |at: &usize| {
            let word = near.get(*at..at + name.len()).unwrap_or_default();
            word.eq_ignore_ascii_case(name) && near.get(at.wrapping_sub(1)) == Some(&b'\n')
        };
        let mut line = Line::default();
        if let Some(at) = memrchr_iter(b'$', near).find(is_one)
            && Scanner::new(text.octets, from + at).next(&mut line)
        {
            directive::obey(reader, text, &line);
        }
    }
    reader.look_at_origin();
}

/// Opens no file: what one holds, and leaves behind, is for the first reader.
struct Refusal<'a>(&'a Cell<bool>);

impl Includes for Refusal<'_> {
    fn open(&mut self, _: &mut SourceMap, _: SourceId, _: &[u8]) -> Result<SourceId, IncludeFailure> {
        self.0.set(true);
        Err(IncludeFailure::OutsideRepo)
    }
}

/// The second half of a text as it was read.
struct Half {
    parts: ZoneParts,
    problems: Vec<Problem>,
    soa_at: Option<Loc>,
    first_entry: Option<Loc>,
    complete: bool,
    unchecked: Vec<(Rtype, Loc)>,
}

impl Half {
    fn of(reader: Reader<'_>) -> Self {
        Self {
            parts: reader.parts,
            problems: reader.problems,
            soa_at: reader.soa_at,
            first_entry: reader.first_entry,
            complete: reader.complete,
            unchecked: reader.unchecked_at,
        }
    }

    /// Adds it all to the reader of the first half; false, with nothing added, if it does not fit.
    fn join(self, reader: &mut Reader<'_>) -> bool {
        if !reader.parts.append(self.parts) {
            return false;
        }
        reader.problems.extend(self.problems);
        reader.soa_at = reader.soa_at.or(self.soa_at);
        reader.first_entry = reader.first_entry.or(self.first_entry);
        reader.complete &= self.complete;
        for (rtype, at) in self.unchecked {
            reader.unchecked(rtype, at);
        }
        reader.in_halves = true;
        true
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::*;

    #[test]
    fn a_panic_of_either_half_is_one_of_the_reading() {
        let panics = |first: bool, wanted: bool| {
            let one = || if first { panic!("on purpose") } else { wanted };
            let other = || if first { 1 } else { panic!("on purpose") };
            catch_unwind(AssertUnwindSafe(|| beside(one, other))).is_err()
        };
        assert!(panics(true, true) && panics(false, true) && panics(false, false));
        assert_eq!(beside(|| true, || 1), Some(1));
        assert_eq!(beside(|| false, || 1), None);
    }

    /// `expected` is whether the text may be cut behind its first line.
    #[track_caller]
    fn case(line: &str, expected: bool) {
        let text = format!("a A 192.0.2.1\n{line}");
        assert_eq!(has_plain_owner(text.as_bytes(), 14), expected, "{line:?}");
    }

    #[test]
    fn lines_with_a_plain_owner_are_known() {
        case("www A 192.0.2.1\n", true);
        case("*._tcp.b-1.\tA 192.0.2.1\n", true);
        case(" A 192.0.2.1\n", false);
        case("@ A 192.0.2.1\n", false);
        case("$TTL 1\n", false);
        case("a\\.b A 192.0.2.1\n", false);
        case("\"a\" A 192.0.2.1\n", false);
        case("\u{e9} A 192.0.2.1\n", false);
        case("www\n", false);
        case("", false);
        assert!(!has_plain_owner(b"www A 192.0.2.1\n", 1));
    }

    #[test]
    fn large_texts_alone_are_cut_and_near_their_middle() {
        let lines = |count: usize| "h\nh A 192.0.2.1\n; a comment\n".repeat(count);
        let (small, large) = (lines(1000), lines(100_000));
        assert_eq!(Cut::of_large(small.as_bytes()), None);
        if let Some(cut) = Cut::of_large(large.as_bytes()) {
            assert!(
                large.as_bytes()[cut.at..].starts_with(b"h A ") && cut.at.abs_diff(large.len() / 2) < 100,
                "{cut:?}"
            );
        }
        assert_eq!(Cut::of_large(";\n".repeat(LARGE).as_bytes()), None);
    }
}
