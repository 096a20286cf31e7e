//! One zone as read on both sides, and what the change does to it.

use super::pair::Pair;
use crate::diff::ZoneDiff;
use crate::zonefile::{LoadedZone, Problem, ProblemKind};

/// One zone read on both sides.
pub(super) struct Judged {
    /// Origin in presentation form; empty if unknown.
    pub(super) origin: String,
    pub(super) base: Option<LoadedZone>,
    pub(super) head: Option<LoadedZone>,
    pub(super) diff: ZoneDiff,
    /// Whether the change alters what is served, as far as can be told; what cannot be told counts as altered.
    pub(super) alters: bool,
}

impl Judged {
    /// Compares what was read of the two sides.
    pub(super) fn compare(origin: String, base: Option<LoadedZone>, head: Option<LoadedZone>, pair: &Pair) -> Self {
        let diff = match (&base, &head) {
            (Some(base), Some(head)) if pair.touched => ZoneDiff::between_loaded(base.as_loaded(), head.as_loaded()),
            _ => ZoneDiff::default(),
        };
        let known =
            |side: &Option<LoadedZone>| side.as_ref().is_some_and(|loaded| loaded.zone.is_complete() && clean(loaded));
        let both_known = known(&base) && known(&head);
        // Under another origin every record has another name, even where the text says the same.
        let renamed = pair.former.is_some();
        let alters = pair.touched && (renamed || !both_known || !diff.is_empty());
        Self { origin, base, head, diff, alters }
    }
}

/// Tells whether every record of a side was read whole, so that a difference of records is the whole difference.
fn clean(loaded: &LoadedZone) -> bool {
    !loaded.problems.all().iter().any(hides_records)
}

fn hides_records(problem: &Problem) -> bool {
    use ProblemKind as K;
    let harmless = matches!(
        problem.kind,
        K::ByteOrderMark
            | K::LoneCr
            | K::MixedLineEndings
            | K::CrlfLineEndings
            | K::FinalNewlineMissing
            | K::ParenthesisNested
            | K::ParenthesisBeforeOwner
            | K::QuoteInsideToken
            | K::DirectiveIndented
            | K::DirectiveLowercase
            | K::OriginRelative
            | K::TtlDirectiveLate
            | K::OwnerInheritedAfterOrigin
            | K::OwnerQuoted
            | K::TtlMissing
            | K::TtlFromPreviousRecord
            | K::ForeignComment
            | K::SingleQuotes
            | K::SmartQuotes
            | K::StringNotAscii
            | K::NameNotAscii
            | K::CommentCutsString
            | K::Base64SplitUnaligned
            | K::TypeNumericWithText
            | K::TypeNonportable
            | K::TypeObsolete
            | K::ClassNumeric
            | K::TtlUnitsCompound
            | K::TtlUnitsUnordered
            | K::IncludeDuplicate
            | K::IncludeBaseAmbiguous
            | K::IncludeLeaksState
    );
    !(problem.is_read() || harmless)
}
