//! `nsd.conf`: `zonesdir:` of the server, `name:` and `zonefile:` of the zones.

use super::Statements;
use crate::zone::Name;

/// Reads a file in the format of `nsd.conf`: lines of `key: value`; a key without value begins a clause.
pub(super) fn read(text: &[u8]) -> Statements {
    let mut found = Statements::default();
    let mut clause = Clause::default();
    for line in text.split(|octet| *octet == b'\n') {
        let Some((key, value)) = key_value(line) else { continue };
        match (key, value) {
            (b"zonesdir", value) if !value.is_empty() => found.directory = Some(value.to_vec()),
            (b"name", value) => clause.name = value.to_vec(),
            (b"zonefile", value) => clause.file = value.to_vec(),
            (b"request-xfr", _) => clause.secondary = true,
            (clause_name, b"") => {
                let before =
                    std::mem::replace(&mut clause, Clause { is_zone: clause_name == b"zone", ..Clause::default() });
                found.zones.extend(before.zone());
            }
            _ => {}
        }
    }
    found.zones.extend(clause.zone());
    found
}

/// The part of the file that belongs to one zone, key or pattern.
#[derive(Default)]
struct Clause {
    is_zone: bool,
    name: Vec<u8>,
    file: Vec<u8>,
    /// Its records come from another server.
    secondary: bool,
}

impl Clause {
    fn zone(self) -> Option<(Name, Vec<u8>)> {
        let named = self.is_zone && !self.secondary && !self.name.is_empty() && !self.file.is_empty();
        let name = Name::parse(&self.name, Some(&Name::root())).ok().filter(|_| named)?;
        Some((name, super::with_zone_name(&self.file, &self.name)))
    }
}

/// Splits a line; comments begin with `#`, values may be quoted.
fn key_value(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let line = line.split(|octet| *octet == b'#').next().unwrap_or_default().trim_ascii();
    let at = line.iter().position(|octet| *octet == b':')?;
    let value = line.get(at + 1..).unwrap_or_default().trim_ascii();
    let unquoted = value.strip_prefix(b"\"").and_then(|value| value.strip_suffix(b"\""));
    Some((line.get(..at).unwrap_or_default(), unquoted.unwrap_or(value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directory_and_primary_zones_are_read() {
        let found = read(
            b"server:\n\tzonesdir: \"/etc/nsd\" # x\nzone:\n  name: a.example\n  zonefile: \"zones/%s.zone\"\n\
              zone:\n  name: b.example\n  zonefile: b\n  request-xfr: 192.0.2.1 NOKEY\npattern:\n  name: p\n  zonefile: q\n",
        );
        assert_eq!(found.directory.as_deref(), Some(&b"/etc/nsd"[..]));
        let name = Name::parse(b"a.example.", None).unwrap();
        assert_eq!(found.zones, [(name, b"zones/a.example.zone".to_vec())]);
    }
}
