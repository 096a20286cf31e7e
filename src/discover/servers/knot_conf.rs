//! `knot.conf`: `storage:` and `file:` of templates, `domain:` of the zones.

use super::Statements;
use crate::zone::Name;

/// Reads a file in the format of `knot.conf`: YAML of sections, items and `key: value`. Templates other than `default`
/// count for the zones that name them.
pub(super) fn read(text: &[u8]) -> Statements {
    let mut found = Statements::default();
    let mut section: &[u8] = b"";
    let mut items: Vec<Item<'_>> = Vec::new();
    for line in text.split(|octet| *octet == b'\n') {
        let line = line.split(|octet| *octet == b'#').next().unwrap_or_default();
        let (begins_item, pair) = match line.trim_ascii().strip_prefix(b"-") {
            Some(rest) => (true, rest.trim_ascii()),
            None => (false, line.trim_ascii()),
        };
        let Some((key, value)) = key_value(pair) else { continue };
        if line.first().is_some_and(u8::is_ascii_alphabetic) {
            section = key;
            continue;
        }
        if begins_item {
            items.push(Item { section, ..Item::default() });
        }
        if let Some(item) = items.last_mut() {
            item.set(key, value);
        }
    }
    let template = |id: &[u8]| items.iter().find(|item| item.section == b"template" && item.id == Some(id));
    found.directory = template(b"default").and_then(|item| item.storage).map(<[u8]>::to_vec);
    let zones = items.iter().filter(|item| item.section == b"zone" && !item.secondary);
    found.zones.extend(zones.filter_map(|zone| zone.zone(template(zone.template.unwrap_or(b"default")))));
    found
}

/// One item of a list: a zone, a template, a key.
#[derive(Clone, Copy, Default)]
struct Item<'a> {
    section: &'a [u8],
    id: Option<&'a [u8]>,
    domain: Option<&'a [u8]>,
    template: Option<&'a [u8]>,
    storage: Option<&'a [u8]>,
    file: Option<&'a [u8]>,
    /// Its records come from another server.
    secondary: bool,
}

impl<'a> Item<'a> {
    fn set(&mut self, key: &[u8], value: &'a [u8]) {
        match key {
            b"id" => self.id = Some(value),
            b"domain" => self.domain = Some(value),
            b"template" => self.template = Some(value),
            b"storage" => self.storage = Some(value),
            b"file" => self.file = Some(value),
            b"master" => self.secondary = true,
            _ => {}
        }
    }

    /// Returns the zone and its file, `%s.zone` in the storage unless something else is said.
    fn zone(&self, template: Option<&Self>) -> Option<(Name, Vec<u8>)> {
        let domain = self.domain?;
        let name = Name::parse(domain, Some(&Name::root())).ok()?;
        let file = self.file.or(template.and_then(|item| item.file)).unwrap_or(b"%s.zone");
        let file = super::with_zone_name(file, domain);
        Some((
            name,
            match self.storage.or(template.and_then(|item| item.storage)) {
                Some(storage) if !file.starts_with(b"/") => [storage, b"/", &file].concat(),
                _ => file,
            },
        ))
    }
}

fn key_value(pair: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = pair.iter().position(|octet| *octet == b':')?;
    let value = pair.get(at + 1..).unwrap_or_default().trim_ascii();
    let unquoted = value.strip_prefix(b"\"").and_then(|value| value.strip_suffix(b"\""));
    Some((pair.get(..at).unwrap_or_default().trim_ascii(), unquoted.unwrap_or(value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn storage_and_primary_zones_are_read() {
        let found = read(
            b"template:\n  - id: default\n    storage: /var/lib/knot # x\n  - id: t\n    file: \"t/%s\"\n\
              zone:\n  - domain: a.example\n  - domain: b.example.\n    template: t\n    storage: /srv\n  \
              - domain: c.example\n    master: other\n",
        );
        assert_eq!(found.directory.as_deref(), Some(&b"/var/lib/knot"[..]));
        let shown: Vec<String> =
            found.zones.iter().map(|(name, file)| format!("{name} {}", String::from_utf8_lossy(file))).collect();
        assert_eq!(shown, ["a.example. /var/lib/knot/a.example.zone", "b.example. /srv/t/b.example"]);
    }
}
