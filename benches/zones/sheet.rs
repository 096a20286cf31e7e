//! The text of a zone as it grows, in one of two styles.

use std::fmt::Write as _;

use super::Made;

/// A zone with one record a line.
pub(crate) struct Sheet {
    pub(crate) origin: &'static str,
    ttl: u32,
    /// Whether every field stands on every line, names absolute.
    full: bool,
    text: String,
    pub(crate) records: usize,
}

impl Sheet {
    pub(crate) fn new(origin: &'static str, ttl: u32, full: bool) -> Self {
        let text = if full { String::new() } else { format!("$ORIGIN {origin}\n$TTL {ttl}\n") };
        Self { origin, ttl, full, text, records: 0 }
    }

    /// Returns a name below the origin as this style writes it in RDATA; `@` is the origin.
    pub(crate) fn name(&self, relative: &str) -> String {
        match (self.full, relative) {
            (false, _) => relative.to_owned(),
            (true, "@") => self.origin.to_owned(),
            (true, _) => format!("{relative}.{}", self.origin),
        }
    }

    /// Adds a record with the TTL of the zone.
    pub(crate) fn record(&mut self, owner: &str, rtype: &str, data: &str) {
        self.record_with_ttl(owner, None, rtype, data);
    }

    pub(crate) fn record_with_ttl(&mut self, owner: &str, ttl: Option<u32>, rtype: &str, data: &str) {
        self.records += 1;
        let written = match (self.full, ttl) {
            (true, _) => {
                let (owner, ttl) = (self.name(owner), ttl.unwrap_or(self.ttl));
                writeln!(self.text, "{owner}\t{ttl}\tIN\t{rtype}\t{data}")
            }
            (false, Some(ttl)) => writeln!(self.text, "{owner} {ttl} {rtype} {data}"),
            (false, None) => writeln!(self.text, "{owner} {rtype} {data}"),
        };
        written.unwrap();
    }

    pub(crate) fn made(self) -> Made {
        Made { origin: self.origin.to_owned(), text: self.text, records: self.records }
    }
}
