//! What is wrong in zone text, as data: rules turn it into findings.

use std::sync::Arc;

use super::portability::{Portability, Taken};
use crate::rdata::{Dialect, Fault, FaultKind};
use crate::source::Loc;
use crate::zone::Rtype;

/// A defect of zone text. Each kind belongs to one rule of the groups text, directive, record, name or ttl.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each kind is named like its rule; the rule's card says what it means")]
pub enum ProblemKind {
    FileUnreadable,
    ByteOrderMark,
    Utf16Text,
    ControlByte,
    LoneCr,
    MixedLineEndings,
    CrlfLineEndings,
    NonAsciiSpace,
    MergeConflictMarker,
    ForeignComment,
    FinalNewlineMissing,
    QuoteUnterminated,
    NewlineInQuote,
    ParenthesisUnbalanced,
    ParenthesisNested,
    ParenthesisBeforeOwner,
    QuoteInsideToken,
    SingleQuotes,
    SmartQuotes,
    StringNotAscii,
    CommentCutsString,
    OctalEscape,
    Base64SplitUnaligned,
    NameNotAscii,
    DirectiveUnknown,
    DirectiveArgumentInvalid,
    DirectiveIndented,
    DirectiveLowercase,
    DirectiveNonportable,
    OriginRelative,
    TtlDirectiveLate,
    IncludeNotFound,
    IncludeLoop,
    IncludeDuplicate,
    IncludeBaseAmbiguous,
    IncludeLeaksState,
    IncludeOutsideRepo,
    GenerateRangeInvalid,
    GenerateTemplateInvalid,
    GenerateRecordInvalid,
    GenerateTooLarge,
    OwnerMissing,
    OwnerInheritedAfterOrigin,
    OwnerQuoted,
    TypeUnknown,
    TypeNotInDialect,
    TypeMeta,
    TypeWithdrawn,
    TypeNonportable,
    TypeObsolete,
    TypeNumericWithText,
    ClassNumeric,
    ClassNotIn,
    ClassOrTtlRepeated,
    TtlInvalid,
    TtlTooLarge,
    TtlUndefined,
    TtlMissing,
    TtlFromPreviousRecord,
    TtlUnitsCompound,
    TtlUnitsUnordered,
    PlaceholderLeft,
    /// A wrong RDATA field or name: the fault's own kind picks the rule.
    Rdata(FaultKind),
}

/// The evidence of a problem beside its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// The place says it all.
    None,
    /// A few words whose meaning the kind fixes: the character's name, the directive, the inherited owner.
    Text(String),
    /// Several texts: the places an include was looked for, the chain of a loop.
    List(Vec<String>),
    /// Where an included file was looked for.
    Places {
        /// The places that were tried.
        tried: Vec<String>,
        /// Where servers with another idea of the base find it.
        elsewhere: Option<String>,
        /// Whether there is a directory in the last of these places.
        is_directory: bool,
    },
    /// A count: entries swallowed, octets too many.
    Number(u64),
    /// An inherited owner.
    Owner {
        /// The owner in presentation form.
        owner: String,
        /// The present origin, empty if it is not known.
        origin: String,
        /// Where the owner was stated.
        stated: Loc,
    },
    /// A field of a record of this type.
    Field {
        /// The record's type.
        rtype: Rtype,
        /// The dialect of the zone, which says what the type is called.
        dialect: Dialect,
        /// What is wrong with it. The fault's span repeats the problem's place.
        fault: Fault,
    },
}

/// One defect in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Which defect.
    pub kind: ProblemKind,
    /// The smallest text at fault.
    pub at: Loc,
    /// The second place, where one is involved: the line end an open quote was closed at, the earlier class.
    pub second: Option<Loc>,
    /// The evidence.
    pub fact: Fact,
    /// How servers take it, where they do not all do the same.
    pub portability: Option<Portability>,
    /// The owner of the entry concerned in presentation form, empty if there is none.
    pub owner: Arc<str>,
    /// The `$INCLUDE` lines that led to the file, innermost first; empty in the zone file itself.
    pub included_from: Vec<Loc>,
}

impl Problem {
    /// Tells whether the zone's own server reads the text all the same, in whatever way: it was read that way.
    pub fn is_read(&self) -> bool {
        self.portability.is_some_and(|portability| portability.own != Taken::Refused)
    }
}

/// All problems of one load, sorted by kind and place.
#[derive(Clone, Debug, Default)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// Sorts what a reader collected.
    pub fn new(mut all: Vec<Problem>) -> Self {
        all.sort_by_key(|problem| (problem.kind, problem.at));
        Self(all)
    }

    /// Returns the problems of one kind in the order of their places; costs nothing where there are none.
    pub fn of(&self, kind: ProblemKind) -> &[Problem] {
        let start = self.0.partition_point(|problem| problem.kind < kind);
        let rest = self.0.get(start..).unwrap_or_default();
        let count = rest.partition_point(|problem| problem.kind == kind);
        rest.get(..count).unwrap_or_default()
    }

    /// Returns all problems.
    pub fn all(&self) -> &[Problem] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_million_problems_are_some_hundred_megabytes() {
        assert_eq!(size_of::<Problem>(), 144);
    }
}
