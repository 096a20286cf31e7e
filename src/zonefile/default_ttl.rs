//! The TTL of a record without its own: which of the defaults applies, by dialect (zonefile.md §5).
//!
//! Flows in: the state of the reader. Flows out: seconds, and a problem where servers take different ones.

use super::places::places;
use super::portability::{Audience, Construct};
use super::problem::{Fact, ProblemKind};
use super::reader::Reader;
use super::state::State;
use crate::rdata::{self, Dialect};
use crate::source::Loc;
use crate::zone::mixed_ttl::MixedTtl;

/// A default TTL as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DefaultTtl {
    /// `$TTL` not seen.
    Absent,
    /// `$TTL` seen and unreadable.
    Unknown,
    /// `$TTL` in force.
    Seconds(u32),
    /// An included file has set it, and that file has ended: in force for some servers only.
    Leaked {
        /// What it set, or an earlier one.
        kept: Known,
        /// What was in force before it.
        restored: Known,
        /// The `$TTL` in the included file.
        set_at: Loc,
    },
}

/// A `$TTL` that can be read, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    Absent,
    Seconds(u32),
}

impl DefaultTtl {
    /// Returns what a server has in force that keeps what an included file set, `None` if nobody knows.
    fn kept(self) -> Option<Known> {
        match self {
            Self::Absent => Some(Known::Absent),
            Self::Unknown => None,
            Self::Seconds(seconds) => Some(Known::Seconds(seconds)),
            Self::Leaked { kept, .. } => Some(kept),
        }
    }

    /// The same for a server that restores what was in force before.
    fn restored(self) -> Option<Known> {
        match self {
            Self::Leaked { restored, .. } => Some(restored),
            other => other.kept(),
        }
    }
}

/// Whether a record had to do without `$TTL`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WithoutTtl {
    /// None so far.
    Never,
    /// What was told about the first one, and its place.
    Told(ProblemKind, Loc),
    /// One had to, and it was told that a `$TTL` came behind it.
    Late,
}

/// TTL in seconds that Knot, NSD and `PowerDNS` take where there is none; the reader goes on with it where BIND refuses.
const WITHOUT: u32 = 3600;
/// What gdnsd takes, unless its configuration says otherwise.
const WITHOUT_GDNSD: u32 = 86_400;

/// Returns the TTL of a record that states none, and whether it is known.
#[inline]
pub(super) fn of_record(reader: &mut Reader<'_>, at: Loc) -> (u32, bool) {
    match reader.state.ttl {
        DefaultTtl::Seconds(seconds) => (seconds, true),
        _ => without_directive(reader, at),
    }
}

/// As [`of_record`], where no `$TTL` of this file applies.
#[cold]
fn without_directive(reader: &mut Reader<'_>, at: Loc) -> (u32, bool) {
    match reader.state.ttl {
        DefaultTtl::Seconds(seconds) => return (seconds, true),
        DefaultTtl::Unknown => return (0, false),
        DefaultTtl::Leaked { kept, restored, set_at } => {
            let own = if keeps(reader.audience.dialect) { kept } else { restored };
            reader.state.ttl = match own {
                Known::Absent => DefaultTtl::Absent,
                Known::Seconds(seconds) => DefaultTtl::Seconds(seconds),
            };
            let fact = Fact::Text("$TTL".to_owned());
            reader.construct(Construct::IncludeTtl, ProblemKind::IncludeLeaksState, at, Some(set_at), fact);
            return of_record(reader, at);
        }
        DefaultTtl::Absent => reader.looked_back = true,
    }
    let Some((kind, seconds)) = fallback(&reader.state, reader.audience, reader.soa_at.is_some()) else {
        // An SOA that could not be read would have given its MINIMUM: the fault has its finding already.
        return (0, false);
    };
    if kind == ProblemKind::TtlMissing && takes_minimum(reader.audience.dialect) {
        // To BIND this is the default from here on, also behind records that state another.
        reader.state.ttl = DefaultTtl::Seconds(seconds);
    }
    // Once a zone: the first record stands for all.
    if reader.state.without_ttl == WithoutTtl::Never {
        reader.state.without_ttl = WithoutTtl::Told(kind, at);
        let second = if kind == ProblemKind::TtlFromPreviousRecord { last_stated(reader) } else { None };
        let fact = Fact::Number(u64::from(seconds));
        // Whatever this server makes of it, others repeat the TTL of the record before.
        match reader.state.last_ttl {
            Some(_) => reader.construct(Construct::TtlRepeated, kind, at, second, fact),
            None => reader.problem(kind, at, second, fact),
        }
    }
    (seconds, true)
}

/// Returns the place of the TTL that the last record states: the first record without one stands behind it.
fn last_stated(reader: &Reader<'_>) -> Option<Loc> {
    let last = reader.parts.last()?;
    let span = places(reader.sources.text(last.source), &last).ttl?;
    Some(Loc { source: last.source, span })
}

/// Looks at a `$TTL` that stands in `directive`: behind a record that had to do without, both are one problem.
pub(super) fn comes(reader: &mut Reader<'_>, directive: Loc) {
    let WithoutTtl::Told(kind, first) = reader.state.without_ttl else { return };
    reader.state.without_ttl = WithoutTtl::Late;
    let included_from = reader.included_from();
    let Some(problem) = reader.noted(kind, first) else { return };
    if kind == ProblemKind::TtlUndefined {
        // The zone is not loaded, whatever comes behind.
        problem.second = Some(directive);
    } else {
        (problem.kind, problem.at, problem.second) = (ProblemKind::TtlDirectiveLate, directive, Some(first));
        problem.included_from = included_from;
    }
}

/// Picks the default where there is no `$TTL`; `None` where an SOA that could not be read would say it.
fn fallback(state: &State, audience: Audience, soa_seen: bool) -> Option<(ProblemKind, u32)> {
    let repeats = !matches!(audience.dialect, Dialect::Knot | Dialect::Gdnsd | Dialect::Msdns);
    if let Some(last) = state.last_ttl.filter(|_| repeats) {
        return Some((ProblemKind::TtlFromPreviousRecord, last));
    }
    match (audience.dialect, state.minimum) {
        (Dialect::Knot | Dialect::Nsd | Dialect::Pdns, _) => Some((ProblemKind::TtlMissing, WITHOUT)),
        (Dialect::Gdnsd, _) => Some((ProblemKind::TtlMissing, WITHOUT_GDNSD)),
        // As for a TTL that is too large.
        (Dialect::Bind, Some(minimum)) if u64::from(minimum) > rdata::MAX_TTL => Some((ProblemKind::TtlMissing, 0)),
        (Dialect::Bind | Dialect::Msdns, Some(minimum)) => Some((ProblemKind::TtlMissing, minimum)),
        (Dialect::Bind | Dialect::Msdns, None) if soa_seen => None,
        (Dialect::Bind | Dialect::Msdns, None) => Some((ProblemKind::TtlUndefined, WITHOUT)),
    }
}

fn takes_minimum(dialect: Dialect) -> bool {
    matches!(dialect, Dialect::Bind | Dialect::Msdns)
}

/// Returns which TTL a server loads for an RRset whose records have several; for those where nobody knows, each its own.
pub(super) fn of_rrset(dialect: Dialect) -> MixedTtl {
    match dialect {
        Dialect::Bind => MixedTtl::FirstOfLastRun,
        Dialect::Knot => MixedTtl::Last,
        Dialect::Nsd | Dialect::Pdns | Dialect::Gdnsd | Dialect::Msdns => MixedTtl::Each,
    }
}

/// Returns what a server loads for a TTL above 31 bits that 32 bits hold: BIND 0 (RFC 2181 §8), the others the number.
pub(super) fn too_large(dialect: Dialect, seconds: u64) -> Option<u32> {
    let seconds = u32::try_from(seconds).ok()?;
    Some(if dialect == Dialect::Bind { 0 } else { seconds })
}

/// Reads a TTL that is none to most servers, as the zone's own server does: `1y` in `PowerDNS`, `1h30` in NSD.
#[cold]
pub(super) fn as_own_server(dialect: Dialect, text: &[u8]) -> Option<(Construct, u64)> {
    match dialect {
        Dialect::Pdns => {
            let years = text.strip_suffix(b"y").or_else(|| text.strip_suffix(b"Y"))?;
            let years = rdata::parse_ttl(years).ok().filter(|_| years.iter().all(u8::is_ascii_digit))?;
            Some((Construct::TtlYears, years.seconds.saturating_mul(YEAR)))
        }
        Dialect::Nsd => {
            let digits = text.iter().rev().take_while(|octet| octet.is_ascii_digit()).count();
            let (units, seconds) = text.split_at_checked(text.len() - digits)?;
            let (units, seconds) = (rdata::parse_ttl(units).ok()?, rdata::parse_ttl(seconds).ok()?);
            let ordered = !units.compound || units.rising;
            ordered.then_some((Construct::TtlUnitlessEnd, units.seconds.saturating_add(seconds.seconds)))
        }
        Dialect::Bind | Dialect::Knot | Dialect::Gdnsd | Dialect::Msdns => None,
    }
}

/// Seconds of a year to `PowerDNS`.
const YEAR: u64 = 365 * 86_400;

/// Tells whether a `$TTL` of an included file stays in force behind it.
fn keeps(dialect: Dialect) -> bool {
    matches!(dialect, Dialect::Bind | Dialect::Pdns | Dialect::Msdns)
}

/// Settles `$TTL` at the end of an included file; `before` is what was in force at its `$INCLUDE`.
pub(super) fn leave_include(state: &mut State, dialect: Dialect, before: DefaultTtl) {
    let Some(set_at) = state.ttl_set_at else { return };
    let (inside, own) = (state.ttl, if keeps(dialect) { state.ttl } else { before });
    state.ttl = match (inside.kept(), before.restored()) {
        (Some(kept), Some(restored)) if kept != restored => DefaultTtl::Leaked { kept, restored, set_at },
        _ => own,
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(dialect: Dialect, last: Option<u32>, minimum: Option<u32>, expected: Option<(ProblemKind, u32)>) {
        let mut state = State::new(None);
        (state.last_ttl, state.minimum) = (last, minimum);
        let audience = Audience { dialect, ..Audience::default() };
        assert_eq!(fallback(&state, audience, minimum.is_some()), expected, "{dialect:?} {last:?} {minimum:?}");
    }

    #[test]
    fn each_server_has_its_default() {
        use ProblemKind::{TtlFromPreviousRecord, TtlMissing, TtlUndefined};
        case(Dialect::Bind, Some(5), Some(9), Some((TtlFromPreviousRecord, 5)));
        case(Dialect::Bind, None, Some(9), Some((TtlMissing, 9)));
        case(Dialect::Bind, None, Some(1 << 31), Some((TtlMissing, 0)));
        case(Dialect::Bind, None, None, Some((TtlUndefined, 3600)));
        case(Dialect::Knot, Some(5), Some(9), Some((TtlMissing, 3600)));
        case(Dialect::Knot, None, None, Some((TtlMissing, 3600)));
        case(Dialect::Nsd, Some(5), Some(9), Some((TtlFromPreviousRecord, 5)));
        case(Dialect::Nsd, None, Some(9), Some((TtlMissing, 3600)));
        case(Dialect::Pdns, None, None, Some((TtlMissing, 3600)));
        case(Dialect::Gdnsd, Some(5), Some(9), Some((TtlMissing, 86_400)));
        case(Dialect::Msdns, Some(5), Some(9), Some((TtlMissing, 9)));
        case(Dialect::Msdns, Some(5), None, Some((TtlUndefined, 3600)));
    }

    #[test]
    fn two_servers_read_more_than_the_others() {
        let read = |dialect, text: &str| as_own_server(dialect, text.as_bytes()).map(|(_, seconds)| seconds);
        assert_eq!(read(Dialect::Pdns, "2y"), Some(63_072_000));
        assert_eq!(read(Dialect::Pdns, "1h2y"), None);
        assert_eq!(read(Dialect::Pdns, "y"), None);
        assert_eq!(read(Dialect::Nsd, "1h30"), Some(3630));
        assert_eq!(read(Dialect::Nsd, "1m1h30"), Some(3690));
        assert_eq!(read(Dialect::Nsd, "1h1m30"), None);
        assert_eq!(read(Dialect::Nsd, "x30"), None);
        assert_eq!(read(Dialect::Bind, "2y"), None);
        assert_eq!(read(Dialect::Bind, "1h30"), None);
    }

    #[test]
    fn only_bind_loads_zero_for_a_ttl_that_is_too_large() {
        assert_eq!(too_large(Dialect::Bind, 1 << 31), Some(0));
        assert_eq!(too_large(Dialect::Knot, 1 << 31), Some(1 << 31));
        assert_eq!(too_large(Dialect::Knot, 1 << 32), None);
    }
}
