//! The lock record: who holds what, why, until when.
//!
//! Flows in: the text of a record, TOML or JSON, ours or that of another tool. Flows out: a [`LockRecord`], always: what
//! is not understood is a [`Fault`] in it, and a record with a fault is a lock that does not end by itself (design.md).

use std::fmt::Write as _;

use jiff::Timestamp;

use super::meaning::{Values, foreign_meaning, kind_of, our_meaning};
pub use super::notation::Fault;
use super::notation::{Entry, Reading, Value, read_json, read_toml};
use super::{Field, LockKind};
use crate::source::Span;

/// One lock, as its record tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct LockRecord {
    /// The lock's nonce: a lock is ours only by it.
    pub id: Option<String>,
    /// The zone or glob protected, as written.
    pub zone: Option<String>,
    /// What the lock is for.
    pub kind: LockKind,
    /// Who holds it.
    pub holder: Option<String>,
    /// On which host it was taken.
    pub host: Option<String>,
    /// The boot of that host; with `pid` and `pid_start` the identity of a process.
    pub boot_id: Option<String>,
    /// The process that holds it; a standing lock has none.
    pub pid: Option<i32>,
    /// The start time of that process, in clock ticks since the boot.
    pub pid_start: Option<u64>,
    /// The command that took it.
    pub operation: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// Whom to ask.
    pub contact: Option<String>,
    /// The change or incident it belongs to.
    pub ticket: Option<String>,
    /// Since when.
    pub created: Option<Timestamp>,
    /// Until when; `None`: until released.
    pub expires: Option<Timestamp>,
    /// Keys that this version does not know, kept for rewriting.
    pub extra: toml::Table,
    /// The places of the values that a report points at, in the order of the text.
    pub fields: Vec<(Field, Span)>,
    /// The first thing that was not understood.
    pub fault: Option<Fault>,
}

impl Default for LockRecord {
    fn default() -> Self {
        Self {
            id: None,
            zone: None,
            kind: LockKind::Unknown,
            holder: None,
            host: None,
            boot_id: None,
            pid: None,
            pid_start: None,
            operation: None,
            reason: None,
            contact: None,
            ticket: None,
            created: None,
            expires: None,
            extra: toml::Table::new(),
            fields: Vec::new(),
            fault: None,
        }
    }
}

impl LockRecord {
    /// Reads a record in TOML.
    pub fn parse_toml(text: &[u8]) -> Self {
        let mut record = Self::from_reading(read_toml(text), our_meaning);
        if record.fault.is_none()
            && let Some(table) = std::str::from_utf8(text).ok().and_then(|text| text.parse::<toml::Table>().ok())
        {
            record.extra = table.into_iter().filter(|(key, _)| our_meaning(key).is_none()).collect();
        }
        record
    }

    /// Reads a record in JSON: our keys, or those of Terraform and branch-deploy.
    pub fn parse_json(text: &[u8]) -> Self {
        Self::from_reading(read_json(text), |key| our_meaning(key).or_else(|| foreign_meaning(key)))
    }

    /// Tells whether any key of a lock record was found.
    pub fn says_something(&self) -> bool {
        let texts = [&self.id, &self.zone, &self.holder, &self.host, &self.operation, &self.reason, &self.contact];
        texts.into_iter().any(Option::is_some)
            || self.pid.is_some()
            || self.created.is_some()
            || self.expires.is_some()
            || self.kind != LockKind::Unknown
    }

    /// Tells whether it is over. A record with a fault never is: its end may be what was not understood.
    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.fault.is_none() && self.expires.is_some_and(|expires| expires <= now)
    }

    /// Writes the record as TOML, keys in the order of design.md, unknown keys last.
    pub fn to_toml(&self) -> String {
        let mut text = String::from("version = 1\n");
        let mut line = |key: &str, value: Option<String>| {
            if let Some(value) = value {
                // Writing to a String cannot fail.
                writeln!(text, "{key} = {value}").unwrap_or_default();
            }
        };
        let string = |value: &Option<String>| value.clone().map(|value| toml::Value::String(value).to_string());
        line("id", string(&self.id));
        line("zone", string(&self.zone));
        line("kind", Some(format!("\"{}\"", self.kind.word())));
        line("holder", string(&self.holder));
        line("host", string(&self.host));
        line("boot_id", string(&self.boot_id));
        line("pid", self.pid.map(|pid| pid.to_string()));
        line("pid_start", self.pid_start.map(|start| start.to_string()));
        line("operation", string(&self.operation));
        line("reason", string(&self.reason));
        line("contact", string(&self.contact));
        line("ticket", string(&self.ticket));
        line("created", self.created.map(|time| time.to_string()));
        line("expires", self.expires.map(|time| time.to_string()));
        text + &self.extra.to_string()
    }

    fn from_reading((entries, fault): Reading, meaning: fn(&str) -> Option<&'static str>) -> Self {
        let mut record = Self::default();
        let mut values = Values::new(fault.clone());
        for entry in &entries {
            if let Some(meaning) = meaning(&entry.key) {
                record.take(meaning, entry, &mut values);
            }
        }
        record.fault = values.fault;
        if let Some(fault) = fault {
            // Behind a syntax error a value may belong to another key: only the zone is worth the risk.
            let zone = record.zone.take();
            record = Self { zone, fault: Some(fault), ..Self::default() };
        }
        record.fields.extend(record.fault.as_ref().map(|fault| (Field::Error, fault.span)));
        record.fields.sort_by_key(|&(_, span)| span);
        record
    }

    fn take(&mut self, meaning: &'static str, entry: &Entry, values: &mut Values) {
        if !values.first(meaning, entry) {
            return;
        }
        let field = match meaning {
            "holder" => Some(Field::Holder),
            "reason" => Some(Field::Reason),
            "created" => Some(Field::Created),
            "expires" => Some(Field::Expires),
            _ => None,
        };
        match meaning {
            "version" => values.version(entry),
            "kind" => self.kind = values.text(entry).map_or(LockKind::Unknown, |word| kind_of(&word)),
            "pid" => self.pid = values.number(entry),
            "pid_start" => self.pid_start = values.number(entry),
            "created" => self.created = values.time(entry),
            "expires" => self.expires = values.time(entry),
            _ => {
                if let Some(slot) = self.slot(meaning) {
                    *slot = values.text(entry);
                }
            }
        }
        if !matches!(entry.value, Value::Null) && values.fault.is_none() {
            self.fields.extend(field.map(|field| (field, entry.span)));
        }
    }

    /// Returns the place of a value that is text.
    fn slot(&mut self, meaning: &str) -> Option<&mut Option<String>> {
        match meaning {
            "id" => Some(&mut self.id),
            "zone" => Some(&mut self.zone),
            "holder" => Some(&mut self.holder),
            "host" => Some(&mut self.host),
            "boot_id" => Some(&mut self.boot_id),
            "operation" => Some(&mut self.operation),
            "reason" => Some(&mut self.reason),
            "contact" => Some(&mut self.contact),
            "ticket" => Some(&mut self.ticket),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FULL: &str = r#"version = 1
id = "0123456789abcdef0123456789abcdef"
zone = "example.com"
kind = "deploy"
holder = "alice@example.com"
host = "ns-primary-1"
boot_id = "b"
pid = 4711
pid_start = 99
operation = "zonegate run"
reason = "AXFR to \"secondaries\""
contact = "https://chat.example.com/dns"
ticket = "CHG-1"
created = 2026-11-22T09:58:00Z
expires = 2026-11-22T11:00:00Z
colour = "red"

[more]
a = 1
"#;

    #[test]
    fn a_full_record_is_read_and_written_back_unchanged() {
        let record = LockRecord::parse_toml(FULL.as_bytes());
        assert_eq!(record.fault, None);
        assert_eq!((record.kind, record.pid, record.pid_start), (LockKind::Deploy, Some(4711), Some(99)));
        assert_eq!(record.extra.len(), 2);
        let spans: Vec<_> = record.fields.iter().map(|(f, s)| (*f, s.of(FULL.as_bytes()))).collect();
        assert_eq!(spans[0], (Field::Holder, &b"\"alice@example.com\""[..]));
        assert_eq!(spans[3], (Field::Expires, &b"2026-11-22T11:00:00Z"[..]));
        let again = LockRecord::parse_toml(record.to_toml().as_bytes());
        assert_eq!(LockRecord { fields: Vec::new(), ..again }, LockRecord { fields: Vec::new(), ..record });
    }

    #[test]
    fn odd_text_survives_writing() {
        for text in ["it's \"so\"", "two\nlines\r\n", "\u{1b}[31m\u{0}", "'''\"\"\"", "\\", "snow ☃"] {
            let record = LockRecord { reason: Some(text.trim().to_owned()), ..LockRecord::default() };
            let again = LockRecord::parse_toml(record.to_toml().as_bytes());
            assert_eq!((again.fault, again.reason), (None, record.reason), "{text:?}");
        }
    }

    #[track_caller]
    fn fault(text: &str, expected: &str) {
        let record = LockRecord::parse_toml(text.as_bytes());
        let message = record.fault.clone().map(|fault| fault.message).unwrap_or_default();
        assert!(message.contains(expected), "{text:?}: {message:?}");
        assert!(!record.is_expired(Timestamp::MAX), "{text:?}");
        assert!(record.fields.iter().any(|(field, _)| *field == Field::Error), "{text:?}");
    }

    #[test]
    fn what_is_not_understood_is_a_fault_and_never_expires() {
        fault("expires = 5", "not a time");
        fault("expires = 2020-01-01", "offset");
        fault("expires = 2020-01-01T00:00:00", "offset");
        fault("expires = \"yesterday\"", "offset");
        fault("expires = 2020-01-01T00:00:00Z\nholder = 5", "not a string");
        fault("version = 2\nexpires = 2020-01-01T00:00:00Z", "version 2");
        fault("pid = -1\nexpires = 2020-01-01T00:00:00Z", "positive");
        fault("holder = \"a\"\nexpires = 2020-01-01T00:00:00Z\nreason = \"open", "");
    }

    #[test]
    fn a_record_with_a_syntax_error_tells_its_zone_and_no_holder() {
        let record = LockRecord::parse_toml(b"zone = \"*\"\nholder = \"bob\"\nreason = \"open\n");
        assert_eq!((record.zone.as_deref(), record.holder), (Some("*"), None));
        assert!(record.fault.is_some());
    }

    #[test]
    fn records_of_other_tools_are_read() {
        let terraform = br#"{"ID":"u-1","Operation":"OperationTypeApply","Info":"","Who":"bob@ci","Version":"1.9.0",
            "Created":"2026-11-22T09:58:00.5Z","Path":"x"}"#;
        let record = LockRecord::parse_json(terraform);
        assert_eq!(record.fault, None);
        assert_eq!((record.holder.as_deref(), record.id.as_deref()), (Some("bob@ci"), Some("u-1")));
        assert_eq!((record.reason.as_deref(), record.expires), (None, None));
        let deploy = br#"{"schema_version":"2.0.0","claim_id":"c","reason":"r","created_at":"2026-11-22T09:58:00Z","created_by":"eve","sticky":true,"link":"https://l"}"#;
        let record = LockRecord::parse_json(deploy);
        assert_eq!((record.holder.as_deref(), record.contact.as_deref()), (Some("eve"), Some("https://l")));
        let doubtful = br#"{"expires":"2020-01-01T00:00:00Z","expires_at":"2030-01-01T00:00:00Z"}"#;
        assert!(LockRecord::parse_json(doubtful).fault.unwrap().message.contains("say the same"));
        let both = LockRecord::parse_toml(b"contact = \"a\"\nlink = \"b\"\n");
        assert_eq!((both.fault, both.contact.as_deref(), both.extra.len()), (None, Some("a"), 1));
    }
}
