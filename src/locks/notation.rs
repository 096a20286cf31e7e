//! The two notations of lock records, TOML and JSON, as one list of keys with the span of each value.
//!
//! Flows in: text. Flows out: the top-level entries that could be read, in the order of the text, and the first fault.
//! What the keys mean is asked in `record`.

use bstr::ByteSlice as _;
use toml::de::{DeTable, DeValue};

use crate::source::Span;

/// A top-level key and its value.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) value: Value,
    pub(crate) span: Span,
}

/// A value, as far as lock records use values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Text(String),
    Integer(i64),
    /// A TOML date-time, as written.
    Time(String),
    /// JSON's `null`: as good as absent.
    Null,
    /// Anything else: the name of its type.
    Other(&'static str),
}

impl Value {
    /// Returns the name of the type, for messages.
    pub(crate) fn type_name(&self) -> &'static str {
        match self {
            Self::Text(_) => "a string",
            Self::Integer(_) => "an integer",
            Self::Time(_) => "a date-time",
            Self::Null => "null",
            Self::Other(name) => name,
        }
    }
}

/// The place where text stops being a record, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong, one line.
    pub message: String,
    /// Where.
    pub span: Span,
}

/// Entries and the first fault.
pub(crate) type Reading = (Vec<Entry>, Option<Fault>);

/// Reads TOML; goes on behind an error, since a lock's zone is worth knowing even if the rest is broken.
pub(crate) fn read_toml(text: &[u8]) -> Reading {
    let (valid, fault) = valid_part(text);
    let (table, errors) = DeTable::parse_recoverable(valid);
    let mut entries: Vec<Entry> = table
        .get_ref()
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            value: from_toml(value.get_ref()),
            span: Span::new(value.span().start, value.span().end),
        })
        .collect();
    entries.sort_by_key(|entry| entry.span);
    let syntax = errors.first().map(|error| {
        let at = error.span().unwrap_or_default();
        // The parser's second line lists what it expected; a report has one line for this.
        let message = error.message().lines().next().unwrap_or("invalid TOML").to_owned();
        Fault { message, span: Span::new(at.start, at.end) }
    });
    // Where the text is cut off at an octet that is no UTF-8, the cut makes a syntax error too: the octet is the cause.
    let cause = match (syntax, fault) {
        (Some(syntax), Some(octet)) if syntax.span.start < octet.span.start => Some(syntax),
        (syntax, octet) => octet.or(syntax),
    };
    (entries, cause)
}

/// Returns the text up to the first octet that is no UTF-8, and the fault if there is one.
fn valid_part(text: &[u8]) -> (&str, Option<Fault>) {
    match text.to_str() {
        Ok(valid) => (valid, None),
        Err(error) => {
            let at = error.valid_up_to();
            let fault = Fault { message: format!("octet {at} is no UTF-8"), span: Span::new(at, at + 1) };
            (text.get(..at).and_then(|valid| valid.to_str().ok()).unwrap_or_default(), Some(fault))
        }
    }
}

fn from_toml(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).map_or(Value::Other("a huge integer"), Value::Integer)
        }
        DeValue::Datetime(time) => Value::Time(time.to_string()),
        DeValue::Float(_) => Value::Other("a float"),
        DeValue::Boolean(_) => Value::Other("a boolean"),
        DeValue::Array(_) => Value::Other("an array"),
        DeValue::Table(_) => Value::Other("a table"),
    }
}

/// Reads a JSON object; on a syntax error there are no entries.
pub(crate) fn read_json(text: &[u8]) -> Reading {
    if let Err(error) = serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(text) {
        let at = offset(text, error.line(), error.column());
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or("invalid JSON").to_owned();
        return (Vec::new(), Some(Fault { message, span: Span::at(at) }));
    }
    let mut entries: Vec<Entry> = Vec::new();
    let mut at = text.find_byte(b'{').map_or(text.len(), |brace| brace + 1);
    while let Some((key, _, colon)) = next_value(text, at)
        && let serde_json::Value::String(key) = key
        && let Some((value, span, end)) = next_value(text, colon)
    {
        if entries.iter().any(|entry| entry.key == key) {
            // Readers differ on which of the two counts.
            return (entries, Some(Fault { message: format!("key `{key}` occurs twice"), span }));
        }
        entries.push(Entry { key, value: from_json(value), span });
        at = end;
    }
    (entries, None)
}

/// Reads the value behind blanks, `,` and `:`; returns it, its span and where it ends. The text is known to be valid.
fn next_value(text: &[u8], at: usize) -> Option<(serde_json::Value, Span, usize)> {
    let blank = |octet: &u8| octet.is_ascii_whitespace() || b",:".contains(octet);
    let start = at + text.get(at..)?.iter().take_while(|&octet| blank(octet)).count();
    let mut stream = serde_json::Deserializer::from_slice(text.get(start..)?).into_iter();
    let value = stream.next()?.ok()?;
    let end = start + stream.byte_offset();
    Some((value, Span::new(start, end), end))
}

fn from_json(value: serde_json::Value) -> Value {
    match value {
        serde_json::Value::String(text) => Value::Text(text),
        serde_json::Value::Number(number) => number.as_i64().map_or(Value::Other("a number"), Value::Integer),
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(_) => Value::Other("a boolean"),
        serde_json::Value::Array(_) => Value::Other("an array"),
        serde_json::Value::Object(_) => Value::Other("an object"),
    }
}

/// Returns the octet offset of a line and a column, both counted from 1 in octets.
fn offset(text: &[u8], line: usize, column: usize) -> usize {
    let before: usize =
        text.split_inclusive(|&octet| octet == b'\n').take(line.saturating_sub(1)).map(<[u8]>::len).sum();
    (before + column.saturating_sub(1)).min(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(read: fn(&[u8]) -> Reading, text: &str, expected: &str) {
        let (entries, fault) = read(text.as_bytes());
        let mut shown: Vec<String> =
            entries.iter().map(|entry| format!("{}={}", entry.key, entry.span.of(text.as_bytes()).as_bstr())).collect();
        shown.extend(fault.map(|fault| format!("! {} at {}", fault.message, fault.span.start)));
        assert_eq!(shown.join(" "), expected, "{text:?}");
    }

    #[test]
    fn toml_values_keep_their_place() {
        case(
            read_toml,
            "zone = 'a'\nexpires = 2026-01-01T00:00:00Z # x\npid=7",
            "zone='a' expires=2026-01-01T00:00:00Z pid=7",
        );
        case(read_toml, "", "");
        case(read_toml, "a = 1\na = 2\n", "a=1 ! duplicate key at 6");
    }

    #[test]
    fn broken_toml_gives_up_what_it_can() {
        let (entries, fault) = read_toml(b"zone = \"a.b\"\nreason = \"x\nholder = \"y\"\n");
        assert!(fault.is_some());
        assert!(entries.iter().any(|entry| entry.key == "zone"));
        let (entries, fault) = read_toml(b"zone = \"a.b\"\nreason = \"\xff\"\n");
        assert_eq!(fault.unwrap().message, "octet 23 is no UTF-8");
        assert!(entries.iter().any(|entry| entry.key == "zone"));
    }

    #[test]
    fn json_values_keep_their_place() {
        case(
            read_json,
            r#" {"a" : "x\"}", "b":[1,{"c":2}],"n":null , "i":-5}"#,
            r#"a="x\"}" b=[1,{"c":2}] n=null i=-5"#,
        );
        case(read_json, "{}", "");
        case(read_json, r#"{"a":1,"a":2}"#, "a=1 ! key `a` occurs twice at 11");
        case(read_json, "{\"a\":1,\n}", "! trailing comma at 8");
        case(read_json, "[1]", "! invalid type: sequence, expected a map at 0");
    }

    #[test]
    fn binary_junk_is_a_fault() {
        for junk in [&b"\x00\x01\x02"[..], b"\xff\xfe", &[b'['; 5000], &[b'{'; 5000]] {
            assert!(read_toml(junk).1.is_some());
            assert!(read_json(junk).1.is_some());
        }
    }
}
