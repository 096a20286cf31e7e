//! Pass or blocked: the one place that decides the verdict and the exit code.
//!
//! Flows in: findings whose severity is settled, lock states, what was judged and what was not. Flows out: an
//! [`Outcome`], plain data that every report prints and no report changes.

use jiff::Timestamp;

use crate::finding::{Finding, Severity};
use crate::locks::Evidence;
use crate::source::SourceMap;

/// The verdict of one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing stands in the way.
    Pass,
    /// A finding or a lock stands in the way.
    Blocked,
    /// Something could not be read, parsed or asked: blocks too.
    Undetermined,
}

impl Verdict {
    /// Returns the word used in every format.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Blocked => "blocked",
            Self::Undetermined => "undetermined",
        }
    }
}

/// The exit code: the first that holds of 2, 1, 75, 3, 0 (`README.md`, Exit codes).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// 0: pass.
    Pass,
    /// 1: blocked by findings at or above the threshold.
    Findings,
    /// 2: could not judge.
    Undetermined,
    /// 3: nothing to check although something was asked for.
    Nothing,
    /// 75 (`EX_TEMPFAIL`): blocked only by a lock or a transfer; waiting may help.
    Locked,
}

impl Exit {
    /// Returns the number the process ends with.
    pub fn code(self) -> u8 {
        match self {
            Self::Pass => 0,
            Self::Findings => 1,
            Self::Undetermined => 2,
            Self::Nothing => 3,
            Self::Locked => 75,
        }
    }

    /// Returns the one of two that counts, for a run that judged several ranges.
    #[must_use]
    pub fn worst(self, other: Self) -> Self {
        let rank = |exit| match exit {
            Self::Undetermined => 4,
            Self::Findings => 3,
            Self::Locked => 2,
            Self::Nothing => 1,
            Self::Pass => 0,
        };
        if rank(other) > rank(self) { other } else { self }
    }
}

/// Which two sides were compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideId {
    /// `index`, `worktree` or `commit`.
    pub kind: &'static str,
    /// The commit's id; empty for the index and the working tree.
    pub id: String,
}

/// One judged zone.
#[derive(Clone, Debug)]
pub struct ZoneSummary {
    /// Origin in presentation form.
    pub origin: String,
    /// The zone's file, as reports name it.
    pub path: Vec<u8>,
    /// Whether the change touches it; without a base side every judged zone counts as touched.
    pub touched: bool,
    /// Records loaded on the new side.
    pub records: usize,
    /// Records added by the change.
    pub added: usize,
    /// Records deleted by the change.
    pub deleted: usize,
    /// Records whose RDATA or TTL the change replaced.
    pub changed: usize,
}

/// How a lock stands to this run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Somebody else holds the zone.
    Held,
    /// The lock is over.
    Stale,
    /// Could not be read.
    Unknown,
    /// Held by this run.
    Ours,
}

impl Standing {
    /// Returns the word used in every format.
    pub fn word(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Stale => "stale",
            Self::Unknown => "unknown",
            Self::Ours => "ours",
        }
    }
}

/// One lock on one zone.
#[derive(Clone, Debug)]
pub struct LockSummary {
    /// Origin of the zone asked about.
    pub zone: String,
    /// How it stands to this run.
    pub standing: Standing,
    /// Whether it blocks this change.
    pub blocking: bool,
    /// What the source saw.
    pub evidence: Evidence,
}

/// A path that was not judged, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NotJudged {
    /// The path as reports name it.
    pub path: Vec<u8>,
    /// The reason.
    pub why: String,
}

/// Everything a report says.
#[derive(Debug)]
pub struct Outcome {
    /// The verdict.
    pub verdict: Verdict,
    /// The exit code.
    pub exit: Exit,
    /// The old side, if there was one.
    pub base: Option<SideId>,
    /// The new side.
    pub head: SideId,
    /// The zones judged, by origin.
    pub zones: Vec<ZoneSummary>,
    /// The locks seen on them.
    pub locks: Vec<LockSummary>,
    /// The findings in their one order.
    pub findings: Vec<Finding>,
    /// Files judged: zones and the files they include.
    pub judged: usize,
    /// What was not judged.
    pub not_judged: Vec<NotJudged>,
    /// Lock sources that are not configured or make no sense here.
    pub not_checked: Vec<String>,
    /// Whether the run asked for something in particular (paths, `--all`).
    pub asked: bool,
    /// The texts that findings point into.
    pub sources: SourceMap,
    /// The time of the run, for "in 47 min".
    pub now: Timestamp,
}

/// Decides verdict and exit code from the settled findings.
///
/// `nothing` says that no zone was found although one was asked for.
pub fn decide(findings: &[Finding], fail_on: Severity, nothing: bool) -> (Verdict, Exit) {
    let errors_of = |rules: &[&str]| {
        findings.iter().any(|finding| finding.severity == Severity::Error && rules.contains(&finding.rule))
    };
    let undetermined = errors_of(UNDETERMINED_RULES);
    let locked = errors_of(LOCK_RULES);
    let blocks = |finding: &Finding| {
        let from = if NEVER_IN_THE_WAY.contains(&finding.rule) { Severity::Error } else { fail_on };
        finding.severity >= from && !LOCK_RULES.contains(&finding.rule)
    };
    let found = findings.iter().any(blocks);
    if undetermined {
        (Verdict::Undetermined, Exit::Undetermined)
    } else if found {
        (Verdict::Blocked, Exit::Findings)
    } else if locked {
        (Verdict::Blocked, Exit::Locked)
    } else if nothing {
        (Verdict::Undetermined, Exit::Nothing)
    } else {
        (Verdict::Pass, Exit::Pass)
    }
}

/// The rules whose errors mean that something could not be judged (2).
const UNDETERMINED_RULES: &[&str] = &["file-unreadable", "lock-unreadable", "origin-unknown"];

/// The rules about locks that hold nobody up (promise 2): whatever blocks otherwise, they block only where the policy
/// names them an error.
const NEVER_IN_THE_WAY: &[&str] = &["lock-expired", "lock-is-ours"];

/// The rules whose errors mean "wait" (75) and not "mend" (1).
const LOCK_RULES: &[&str] = &["lock-removed-in-change", "zone-locked"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Label;
    use crate::source::{Loc, Side, Span};

    #[track_caller]
    fn case(found: &[(&'static str, Severity)], fail_on: Severity, expected: (Verdict, Exit)) {
        let source = SourceMap::default().add("z", Side::Index, b"");
        let at = Loc { source, span: Span::at(0) };
        let finding =
            |&(rule, severity): &(&'static str, Severity)| Finding::new(rule, severity, Label::new(at, ""), "");
        let findings: Vec<Finding> = found.iter().map(finding).collect();
        assert_eq!(decide(&findings, fail_on, false), expected, "{found:?}");
    }

    #[test]
    fn the_first_of_2_1_75_counts() {
        use Severity::{Advice, Error, Warning};
        let (pass, blocked) = ((Verdict::Pass, Exit::Pass), (Verdict::Blocked, Exit::Findings));
        let locked = (Verdict::Blocked, Exit::Locked);
        let undetermined = (Verdict::Undetermined, Exit::Undetermined);
        case(&[], Error, pass);
        case(&[("soa-missing", Warning)], Error, pass);
        case(&[("soa-missing", Warning)], Warning, blocked);
        case(&[("zone-locked", Error)], Error, locked);
        case(&[("zone-locked", Advice)], Warning, pass);
        case(&[("zone-locked", Error), ("soa-missing", Error)], Error, blocked);
        case(&[("zone-locked", Error), ("soa-missing", Error), ("lock-unreadable", Error)], Error, undetermined);
        case(&[("file-unreadable", Warning)], Error, pass);
    }

    #[test]
    fn a_lock_that_is_over_or_ours_blocks_only_where_the_policy_names_it_an_error() {
        let pass = (Verdict::Pass, Exit::Pass);
        case(&[("lock-expired", Severity::Warning)], Severity::Warning, pass);
        case(&[("lock-is-ours", Severity::Advice)], Severity::Advice, pass);
        case(&[("lock-expired", Severity::Error)], Severity::Error, (Verdict::Blocked, Exit::Findings));
    }
}
