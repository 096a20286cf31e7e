//! What the keys of a lock record mean, ours and those of other tools, and what their values have to be.
//!
//! Flows in: keys and values as `notation` read them. Flows out: the meaning of a key, the value that it wants, and the
//! first fault.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::LockKind;
use super::notation::{Entry, Fault, Value};

/// The keys of our own records (design.md).
const KEYS: [&str; 15] = [
    "version",
    "id",
    "zone",
    "kind",
    "holder",
    "host",
    "boot_id",
    "pid",
    "pid_start",
    "operation",
    "reason",
    "contact",
    "ticket",
    "created",
    "expires",
];

pub(super) fn our_meaning(key: &str) -> Option<&'static str> {
    KEYS.into_iter().find(|&known| known == key)
}

/// Returns our key for a key of Terraform (locks.md G10) or of branch-deploy (G11), which write JSON.
pub(super) fn foreign_meaning(key: &str) -> Option<&'static str> {
    Some(match key {
        "ID" | "claim_id" => "id",
        "Who" | "created_by" => "holder",
        "Operation" => "operation",
        "Info" => "reason",
        "link" => "contact",
        "Created" | "created_at" => "created",
        "expires_at" => "expires",
        _ => return None,
    })
}

/// Returns the kind of a word; a word that this version does not know is a lock all the same.
pub(super) fn kind_of(word: &str) -> LockKind {
    let known = [
        LockKind::Edit,
        LockKind::Deploy,
        LockKind::Transfer,
        LockKind::Freeze,
        LockKind::Signing,
        LockKind::Journal,
        LockKind::Process,
    ];
    known.into_iter().find(|kind| kind.word().eq_ignore_ascii_case(word)).unwrap_or(LockKind::Unknown)
}

/// Turns values into what their key wants, and keeps the first fault.
pub(super) struct Values {
    pub(super) fault: Option<Fault>,
    seen: BTreeMap<&'static str, String>,
}

impl Values {
    /// Starts with what the notation found.
    pub(super) fn new(fault: Option<Fault>) -> Self {
        Self { fault, seen: BTreeMap::new() }
    }

    fn complain(&mut self, entry: &Entry, message: String) {
        self.fault.get_or_insert(Fault { message, span: entry.span });
    }

    /// Of two keys of one meaning (`contact` and `link`) the first counts; for the id and the end that would be a guess.
    pub(super) fn first(&mut self, meaning: &'static str, entry: &Entry) -> bool {
        if let Some(other) = self.seen.get(meaning) {
            if !matches!(meaning, "id" | "expires") {
                return false;
            }
            let message = format!("`{}` and `{other}` say the same thing", entry.key);
            self.complain(entry, message);
            return false;
        }
        self.seen.insert(meaning, entry.key.clone());
        true
    }

    pub(super) fn text(&mut self, entry: &Entry) -> Option<String> {
        match &entry.value {
            Value::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Value::Null => None,
            other => {
                self.complain(entry, format!("`{}` is {}, not a string", entry.key, other.type_name()));
                None
            }
        }
    }

    pub(super) fn number<N: TryFrom<i64>>(&mut self, entry: &Entry) -> Option<N> {
        match &entry.value {
            &Value::Integer(number) if number > 0 => {
                if let Ok(number) = N::try_from(number) {
                    return Some(number);
                }
                self.complain(entry, format!("`{}` is out of range", entry.key));
            }
            Value::Null => {}
            other => {
                let message = format!("`{}` is {}, not a positive integer", entry.key, other.type_name());
                self.complain(entry, message);
            }
        }
        None
    }

    pub(super) fn time(&mut self, entry: &Entry) -> Option<Timestamp> {
        let text = match &entry.value {
            Value::Text(text) | Value::Time(text) => text,
            Value::Null => return None,
            other => {
                self.complain(entry, format!("`{}` is {}, not a time", entry.key, other.type_name()));
                return None;
            }
        };
        let time = text.trim().parse::<Timestamp>();
        if time.is_err() {
            let message = format!("`{}` is no time with an offset, such as 2026-01-31T18:00:00Z", entry.key);
            self.complain(entry, message);
        }
        time.ok()
    }

    /// Ours is the integer 1; other tools put their own version here, as text.
    pub(super) fn version(&mut self, entry: &Entry) {
        if let Value::Integer(number) = &entry.value
            && *number != 1
        {
            self.complain(entry, format!("version {number} of lock records is not known"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_read_without_case_and_unknown_ones_are_locks() {
        assert_eq!(kind_of("Freeze"), LockKind::Freeze);
        assert_eq!(kind_of("holiday"), LockKind::Unknown);
    }
}
