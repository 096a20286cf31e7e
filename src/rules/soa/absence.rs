//! When the absence of a record means something.

use crate::rdata::FaultKind;
use crate::zone::Zone;
use crate::zonefile::{ProblemKind, Problems};

/// Tells whether the zone was read so far that a record which is not there is missing: every file was read, and no entry
/// or owner got lost in broken text, which has its own findings (zonefile.md §10).
pub(in crate::rules) fn is_conclusive(zone: &Zone, problems: &Problems) -> bool {
    zone.is_complete() && !problems.all().iter().any(|problem| !problem.is_read() && loses_entries(problem.kind))
}

fn loses_entries(kind: ProblemKind) -> bool {
    use ProblemKind as K;
    matches!(
        kind,
        K::ControlByte
            | K::MergeConflictMarker
            | K::QuoteUnterminated
            | K::ParenthesisUnbalanced
            | K::DirectiveUnknown
            | K::DirectiveArgumentInvalid
            | K::OwnerMissing
            | K::TypeUnknown
            | K::TypeNotInDialect
            | K::TypeMeta
            | K::Rdata(
                FaultKind::EscapeInvalid | FaultKind::LabelEmpty | FaultKind::LabelTooLong | FaultKind::NameTooLong
            )
    )
}
