//! The end of a lock, as people write it: a duration from now, or a time.

use jiff::{Span, SpanRelativeTo, Timestamp};

/// Reads `2h`, `90m`, `1d`, `1h 30m` or an RFC 3339 time with an offset; the error is a sentence.
pub fn parse_until(text: &str, now: Timestamp) -> Result<Timestamp, String> {
    let text = text.trim();
    let end = match text.parse::<Timestamp>() {
        Ok(time) => time,
        Err(_) => after(text, now)?,
    };
    // Whole seconds: nobody reads more, and the record stays short.
    let end = Timestamp::from_second(end.as_second()).unwrap_or(end);
    if end > now { Ok(end) } else { Err(format!("`{text}` is not in the future")) }
}

fn after(text: &str, now: Timestamp) -> Result<Timestamp, String> {
    let wrong =
        || format!("`{text}` is neither a duration such as 2h, 90m or 1d nor a time such as 2026-01-31T18:00:00Z");
    let Ok(span) = text.parse::<Span>() else { return Err(wrong()) };
    // Days are 24 hours: a lock ends at an instant, in no time zone. Months and years have no such length.
    let Ok(duration) = span.to_duration(SpanRelativeTo::days_are_24_hours()) else { return Err(wrong()) };
    now.checked_add(duration).map_err(|_overflow| format!("`{text}` is too long"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, expected: &str) {
        let now = "2026-11-22T10:00:00.5Z".parse().unwrap();
        match parse_until(text, now) {
            Ok(end) => assert_eq!(end.to_string(), expected, "{text:?}"),
            Err(why) => assert!(!expected.is_empty() && why.contains(expected), "{text:?}: {why}"),
        }
    }

    #[test]
    fn durations_and_times_are_read() {
        case("2h", "2026-11-22T12:00:00Z");
        case("90m", "2026-11-22T11:30:00Z");
        case("1d", "2026-11-23T10:00:00Z");
        case("2w", "2026-12-06T10:00:00Z");
        case(" 1h 30m ", "2026-11-22T11:30:00Z");
        case("PT2H", "2026-11-22T12:00:00Z");
        case("2026-11-22T12:00:00+01:00", "2026-11-22T11:00:00Z");
    }

    #[test]
    fn everything_else_is_refused() {
        case("", "neither");
        case("5", "neither");
        case("tomorrow", "neither");
        case("1mo", "neither");
        case("2026-11-23", "neither");
        case("2026-11-23T00:00:00", "neither");
        case("-2h", "future");
        case("2h ago", "future");
        case("0s", "future");
        case("2020-01-01T00:00:00Z", "future");
        case("19000y", "neither");
        case("175000000h", "too long");
    }
}
