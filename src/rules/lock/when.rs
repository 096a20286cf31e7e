//! Points in time as people say them.
//!
//! Flows in: a time and the present. Flows out: "in 47 min", "15 min ago", "11:00 UTC".

use jiff::Timestamp;

/// Returns how far a time is from now: `in 47 min`, `15 min ago`, `now`. Rounded down, so that a lock never seems to end
/// later than it does.
pub(super) fn relative(now: Timestamp, then: Timestamp) -> String {
    let seconds = then.as_second().saturating_sub(now.as_second());
    match seconds {
        0 => "now".to_owned(),
        1.. => format!("in {}", span(seconds.unsigned_abs())),
        _ => format!("{} ago", span(seconds.unsigned_abs())),
    }
}

/// Returns a time in UTC, with its date only where that is not today.
pub(super) fn clock(now: Timestamp, then: Timestamp) -> String {
    let day = |time: Timestamp| time.as_second().div_euclid(86_400);
    let form = if day(now) == day(then) { "%H:%M UTC" } else { "%Y-%m-%d %H:%M UTC" };
    then.strftime(form).to_string()
}

/// Returns the end of a lock for a headline.
pub(super) fn until(now: Timestamp, end: Option<Timestamp>) -> String {
    match end {
        Some(end) => format!("until {} ({})", clock(now, end), relative(now, end)),
        None => "until it is released".to_owned(),
    }
}

fn span(seconds: u64) -> String {
    match seconds {
        0..60 => format!("{seconds} s"),
        60..7_200 => format!("{} min", seconds / 60),
        7_200..172_800 => format!("{} h", seconds / 3_600),
        172_800..63_072_000 => format!("{} days", seconds / 86_400),
        // Of 365 days: who locks for that long does not count leap days.
        _ => format!("{} years", seconds / 31_536_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-11-22T10:13:00Z";

    #[track_caller]
    fn case(then: &str, expected_relative: &str, expected_clock: &str) {
        let (now, then): (Timestamp, Timestamp) = (NOW.parse().unwrap(), then.parse().unwrap());
        assert_eq!((relative(now, then).as_str(), clock(now, then).as_str()), (expected_relative, expected_clock));
    }

    #[test]
    fn times_are_said_as_people_say_them() {
        case("2026-11-22T11:00:00Z", "in 47 min", "11:00 UTC");
        case("2026-11-22T11:00:59Z", "in 47 min", "11:00 UTC");
        case("2026-11-22T09:58:00Z", "15 min ago", "09:58 UTC");
        case("2026-11-22T10:13:00Z", "now", "10:13 UTC");
        case("2026-11-22T10:13:07Z", "in 7 s", "10:13 UTC");
        case("2026-11-22T07:00:00Z", "3 h ago", "07:00 UTC");
        case("2026-11-22T12:12:59Z", "in 119 min", "12:12 UTC");
        case("2026-11-23T10:13:00Z", "in 24 h", "2026-11-23 10:13 UTC");
        case("2026-11-25T10:00:00Z", "in 2 days", "2026-11-25 10:00 UTC");
        case("1969-12-31T23:59:59Z", "56 years ago", "1969-12-31 23:59 UTC");
    }
}
