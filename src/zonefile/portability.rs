//! What each server makes of the constructs that not all of them read alike (zonefile.md §1 to §7), as data.
//!
//! Flows in: a construct, the dialect of the zone and the dialects it has to be portable to. Flows out: a
//! [`Portability`], which a problem carries and its rule takes severity and words from. Consulted only where such a
//! construct stands.

use super::problem::ProblemKind;
use crate::rdata::{Dialect, Server, Servers};

/// Text that some servers refuse or read otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Construct {
    CrlfLineEndings,
    FinalNewlineMissing,
    NameNotAscii,
    StringNotAscii,
    Base64SplitUnaligned,
    NewlineInQuote,
    StringTooLong,
    ParenthesisNested,
    ParenthesisBeforeOwner,
    /// `"a""b"`.
    QuotesTouching,
    /// `ab"cd"`.
    QuoteInsideToken,
    OwnerQuoted,
    /// `\ooo` where its octal and its decimal value are not the same.
    OctalEscape,
    /// A three-digit escape that is no octal number.
    EscapeNotOctal,
    /// A bit-string label, which RFC 6891 withdrew: `\[` is `[` to those that read it.
    BitStringLabel,
    /// Printable octets in a name, other than letters, digits, `-`, `_`, `*` and `/`, without a backslash.
    NameOctetBare,
    /// gdnsd's `@Z` and `@F`.
    OriginMark,
    /// A blank owner in the first record of the zone.
    OwnerInitial,
    /// A blank owner in the first record of an included file.
    OwnerOfIncluding,
    /// `[AGE:n]` behind the owner.
    AgeField,
    ClassNumeric,
    ClassRepeated,
    /// `CLASSnnn` with more than five digits.
    ClassNumberLong,
    /// `TYPEnnn` in other letters than capitals, or with leading zeros.
    TypeNumberOdd,
    /// `TYPEnnn` with more than five digits.
    TypeNumberLong,
    /// A type by number with the text form of its data.
    TypeNumericWithText,
    /// `\#` behind the name of a type that the server knows.
    GenericByName,
    /// `MAX/MIN` as TTL.
    TtlRange,
    /// Several units, each smaller than the one before.
    TtlUnitsDescending,
    /// Several units, each larger than the one before.
    TtlUnitsAscending,
    /// Several units in no such order.
    TtlUnitsMixed,
    /// `1h30`.
    TtlUnitlessEnd,
    /// `1y`.
    TtlYears,
    /// A record without TTL behind one that stated it.
    TtlRepeated,
    /// A record without TTL where nothing states one.
    TtlMissing,
    DirectiveLowercase,
    /// `"$ORIGIN"`.
    DirectiveQuoted,
    /// More text behind the argument of `$ORIGIN` or `$TTL`.
    DirectiveExtra,
    DirectiveUnknown,
    Date,
    OriginRelative,
    /// `$ORIGIN @`.
    OriginAtSign,
    IncludeOriginRelative,
    /// An escape in the path of an `$INCLUDE`.
    IncludeEscape,
    /// A `$TTL` of an included file that is needed behind it.
    IncludeTtl,
    /// The origin or the owner that an included file ended with.
    IncludeState,
    Generate,
    GenerateParentheses,
    /// Quoted text with blanks as RDATA of `$GENERATE`.
    GenerateBlanks,
    /// `${0,8,n}`.
    GenerateNibbles,
    /// `$$`.
    GenerateTwoDollars,
    /// A plain `$` behind a `${offset}`.
    GenerateOffsetKept,
    /// The same record twice.
    RecordDuplicate,
    /// TTLs that differ in an RRset.
    TtlMismatch,
    /// NS or DS at a wildcard.
    WildcardDelegation,
}

/// What becomes of a construct: who refuses it, and who accepts it and loads other data than the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Row {
    refuse: Servers,
    differ: Servers,
}

const fn row(refuse: &str, differ: &str) -> Row {
    Row { refuse: Servers::of(refuse), differ: Servers::of(differ) }
}

impl Construct {
    /// The table. A server without its letter reads the construct as it is meant.
    #[expect(clippy::match_same_arms, reason = "a table: one line a construct")]
    const fn row(self) -> Row {
        match self {
            Self::CrlfLineEndings => row("K", ""),
            Self::FinalNewlineMissing => row("G", ""),
            Self::NameNotAscii | Self::StringNotAscii | Self::Base64SplitUnaligned => row("K", ""),
            Self::NewlineInQuote => row("B K P W", ""),
            Self::StringTooLong => row("B N W", "K P G"),
            Self::ParenthesisNested => row("K N P G", ""),
            // To gdnsd the parenthesis is white space, so that the owner is inherited and stands where a type should.
            Self::ParenthesisBeforeOwner => row("K P G", ""),
            Self::QuotesTouching => row("K", "P"),
            Self::QuoteInsideToken => row("K P", ""),
            Self::OwnerQuoted => row("K N", ""),
            Self::OctalEscape => row("", "B K N P G"),
            Self::EscapeNotOctal => row("W", ""),
            Self::BitStringLabel => row("B K W", ""),
            Self::NameOctetBare => row("K", ""),
            Self::OriginMark => row("K", "B N P W"),
            Self::OwnerInitial => row("B K N P W", ""),
            Self::OwnerOfIncluding => row("K", ""),
            Self::AgeField => row("B K N P G", ""),
            Self::ClassNumeric => row("K P G", ""),
            Self::ClassRepeated => row("B K N G W", ""),
            Self::ClassNumberLong => row("B K P G", ""),
            Self::TypeNumberOdd => row("P", ""),
            Self::TypeNumberLong => row("B P", ""),
            Self::TypeNumericWithText => row("G", ""),
            Self::GenericByName => row("P G", ""),
            Self::TtlRange => row("B K N P W", ""),
            // NSD 4.12 has its test of the order the wrong way round.
            Self::TtlUnitsDescending | Self::TtlUnitsMixed => row("N P G", ""),
            Self::TtlUnitsAscending => row("P G", ""),
            Self::TtlUnitlessEnd => row("B K P G W", ""),
            Self::TtlYears => row("B K N G W", ""),
            Self::TtlRepeated => row("", "K G W"),
            Self::TtlMissing => row("", "K N P G"),
            Self::DirectiveQuoted => row("K N P G W", ""),
            Self::DirectiveLowercase => row("N", ""),
            Self::DirectiveExtra => row("B K N G W", ""),
            // Windows skips what it does not know.
            Self::DirectiveUnknown => row("B K N P G", ""),
            Self::Date => row("K N P G", ""),
            Self::OriginRelative => row("K N P", ""),
            Self::OriginAtSign => row("K", ""),
            Self::IncludeOriginRelative => row("K N", ""),
            Self::IncludeEscape => row("", "K G"),
            Self::IncludeTtl => row("", "K N G"),
            Self::IncludeState => row("", "P"),
            Self::Generate => row("K N G", "W"),
            Self::GenerateParentheses => row("B K N G", "W"),
            Self::RecordDuplicate | Self::TtlMismatch => row("P", ""),
            Self::GenerateBlanks | Self::GenerateNibbles | Self::GenerateTwoDollars | Self::GenerateOffsetKept => {
                row("", "P")
            }
            Self::WildcardDelegation => row("B G W", ""),
        }
    }

    /// Returns the construct that a kind of problem is about, where it is always the same one.
    pub(super) const fn of(kind: ProblemKind) -> Option<Self> {
        use ProblemKind as K;
        Some(match kind {
            K::CrlfLineEndings | K::MixedLineEndings => Self::CrlfLineEndings,
            K::FinalNewlineMissing => Self::FinalNewlineMissing,
            K::NameNotAscii => Self::NameNotAscii,
            // The quotes are raw octets.
            K::StringNotAscii | K::SmartQuotes => Self::StringNotAscii,
            K::Base64SplitUnaligned => Self::Base64SplitUnaligned,
            K::NewlineInQuote => Self::NewlineInQuote,
            K::ParenthesisNested => Self::ParenthesisNested,
            K::ParenthesisBeforeOwner => Self::ParenthesisBeforeOwner,
            K::QuoteInsideToken => Self::QuoteInsideToken,
            K::OwnerQuoted => Self::OwnerQuoted,
            K::OctalEscape => Self::OctalEscape,
            K::ClassNumeric => Self::ClassNumeric,
            K::TypeNumericWithText => Self::TypeNumericWithText,
            K::TtlUnitsCompound => Self::TtlUnitsDescending,
            K::TtlUnitsUnordered => Self::TtlUnitsMixed,
            K::TtlFromPreviousRecord => Self::TtlRepeated,
            K::TtlMissing => Self::TtlMissing,
            K::DirectiveLowercase => Self::DirectiveLowercase,
            K::DirectiveUnknown => Self::DirectiveUnknown,
            K::OriginRelative => Self::OriginRelative,
            K::IncludeDuplicate => Self::RecordDuplicate,
            _ => return None,
        })
    }
}

/// How the servers that count for a zone take what a problem is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Portability {
    /// The zone's own server.
    pub dialect: Dialect,
    /// What it does.
    pub own: Taken,
    /// Those of the servers the zone has to be portable to that refuse it.
    pub refused_by: Servers,
    /// Those of them that read it otherwise than the zone's own server.
    pub misread_by: Servers,
}

/// What a server does with a construct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Reads it as it is meant.
    Read,
    /// Accepts it and loads other data.
    Otherwise,
    /// Refuses the zone or drops the record.
    Refused,
}

impl Portability {
    /// Tells whether a server that the zone has to be portable to does not read the same.
    pub fn conflicts(&self) -> bool {
        !(self.refused_by.is_empty() && self.misread_by.is_empty())
    }
}

impl Portability {
    /// Returns the servers concerned that refuse it, the zone's own among them.
    pub(super) fn refusing(self) -> Servers {
        if self.own == Taken::Refused { self.refused_by.with(self.dialect) } else { self.refused_by }
    }
}

/// The servers that a zone is written for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Audience {
    /// The one whose reading decides what the text means.
    pub dialect: Dialect,
    /// Further ones that the text has to be good for.
    pub portable_to: Servers,
}

impl Audience {
    /// Leaves the zone's own server out of those that the zone has to be portable to.
    pub(super) fn without_own(self) -> Self {
        let own = Servers::default().with(self.dialect);
        Self { portable_to: self.portable_to.without(own), ..self }
    }

    /// Looks a construct up.
    pub(crate) fn takes(self, construct: Construct) -> Portability {
        let Row { refuse, differ } = construct.row();
        let own = match (refuse.contains(self.dialect), differ.contains(self.dialect)) {
            (true, _) => Taken::Refused,
            (false, true) => Taken::Otherwise,
            (false, false) => Taken::Read,
        };
        let others = self.portable_to.without(refuse);
        let misread_by = if own == Taken::Otherwise { others.without(differ) } else { others.and(differ) };
        Portability { dialect: self.dialect, own, refused_by: self.portable_to.and(refuse), misread_by }
    }

    /// As [`Self::takes`] for what certain servers read and all others refuse.
    pub(super) fn takes_only(self, readers: Servers) -> Portability {
        let own = if readers.contains(self.dialect) { Taken::Read } else { Taken::Refused };
        let refused_by = self.portable_to.without(readers);
        Portability { dialect: self.dialect, own, refused_by, misread_by: Servers::default() }
    }

    /// Tells whether one of the servers concerned is this one.
    pub(super) fn has(self, dialect: Dialect) -> bool {
        self.dialect == dialect || self.portable_to.contains(Server::from(dialect))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(construct: Construct, dialect: Dialect, portable_to: &str, expected: (Taken, &str, &str)) {
        let found = Audience { dialect, portable_to: Servers::of(portable_to) }.takes(construct);
        let (own, refused_by, misread_by) = expected;
        let sets = (Servers::of(refused_by), Servers::of(misread_by));
        assert_eq!((found.own, (found.refused_by, found.misread_by)), (own, sets), "{construct:?} {dialect:?}");
    }

    #[test]
    fn each_server_takes_a_construct_in_its_way() {
        use Taken::{Otherwise, Read, Refused};
        case(Construct::OriginRelative, Dialect::Bind, "", (Read, "", ""));
        case(Construct::OriginRelative, Dialect::Bind, "B K G", (Read, "K", ""));
        case(Construct::OriginRelative, Dialect::Nsd, "B", (Refused, "", ""));
        case(Construct::StringTooLong, Dialect::Knot, "P N", (Otherwise, "N", ""));
        case(Construct::GenerateTwoDollars, Dialect::Pdns, "B", (Otherwise, "", "B"));
        case(Construct::GenerateTwoDollars, Dialect::Bind, "P W", (Read, "", "P"));
        case(Construct::OriginMark, Dialect::Bind, "G N", (Otherwise, "", "G"));
        case(Construct::OriginMark, Dialect::Gdnsd, "G N", (Read, "", "N"));
    }

    #[test]
    fn no_server_both_refuses_and_reads() {
        for construct in [Construct::StringTooLong, Construct::ParenthesisBeforeOwner, Construct::Generate] {
            let Row { refuse, differ } = construct.row();
            assert!(refuse.and(differ).is_empty(), "{construct:?}");
        }
    }
}
