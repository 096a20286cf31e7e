//! What the configuration means.

use std::collections::BTreeMap;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use toml::Spanned;

use super::raw::{self, ConfigError, Origin, RawConfig};
use super::zone_policy::{self, ZonePolicy};
use crate::finding::Severity;
use crate::rdata::{Dialect, Servers};
use crate::zone::Name;

/// What a rule's findings count as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Not shown.
    Off,
    /// Shown, does not block.
    Warn,
    /// Blocks.
    Error,
}

/// The validated configuration of one side.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The least severity that blocks.
    pub fail_on: Severity,
    include: GlobSet,
    exclude: GlobSet,
    zones: Vec<ZonePolicy>,
    /// For the zones about which no table says another one.
    dialect: Option<Dialect>,
    portable_to: Option<Servers>,
    /// The origins of the files that are mapped to a zone.
    files: BTreeMap<String, Name>,
    levels: BTreeMap<String, Level>,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            fail_on: Severity::Error,
            include: GlobSet::empty(),
            exclude: GlobSet::empty(),
            zones: Vec::new(),
            dialect: None,
            portable_to: None,
            files: BTreeMap::new(),
            levels: BTreeMap::new(),
        }
    }
}

impl Policy {
    /// Reads a configuration file. `path` names it in errors; `may_set` says whether a rule exists and may be set to a
    /// level, or why not.
    pub fn parse(
        path: &str,
        text: &[u8],
        may_set: &dyn Fn(&str, Level) -> Result<(), String>,
    ) -> Result<Self, ConfigError> {
        let text = std::str::from_utf8(text).map_err(|error| {
            let valid = text.get(..error.valid_up_to()).unwrap_or_default();
            let valid = std::str::from_utf8(valid).unwrap_or_default();
            Origin { path, text: valid }.error(valid.len(), "the configuration is not UTF-8 text")
        })?;
        let origin = Origin { path, text };
        Self::validate(origin, &raw::read(origin)?, may_set)
    }

    fn validate(
        origin: Origin<'_>,
        config: &RawConfig,
        may_set: &dyn Fn(&str, Level) -> Result<(), String>,
    ) -> Result<Self, ConfigError> {
        let mut policy = Self {
            include: globs(origin, &config.zones.include)?,
            exclude: globs(origin, &config.zones.exclude)?,
            dialect: zone_policy::dialect(origin, config.zones.dialect.as_ref())?,
            portable_to: zone_policy::portable_to(origin, config.zones.portable_to.as_deref())?,
            ..Self::default()
        };
        if let Some(fail_on) = &config.gate.fail_on {
            policy.fail_on = threshold(fail_on.get_ref())
                .ok_or_else(|| origin.error(fail_on.span().start, "`fail-on` is `error` or `warning`"))?;
        }
        for (name, zone) in &config.zone {
            let zone = ZonePolicy::read(origin, name, zone)?;
            if let (Some(file), Some(name)) = (&zone.file, &zone.origin) {
                policy.files.entry(file.clone()).or_insert_with(|| name.clone());
            }
            policy.zones.push(zone);
        }
        for (name, level) in &config.rules {
            let value = level_of(level.get_ref())
                .ok_or_else(|| origin.error(level.span().start, "a level is `off`, `warn` or `error`"))?;
            may_set(name.get_ref(), value).map_err(|why| origin.error(name.span().start, why))?;
            policy.levels.insert(name.get_ref().clone(), value);
        }
        Ok(policy)
    }

    /// Says whether the configuration makes a path a zone file (`Some(true)`), forbids it (`Some(false)`), or leaves it
    /// to discovery.
    pub fn is_zone_file(&self, path: &[u8]) -> Option<bool> {
        // A name that is no UTF-8 matches as it is shown.
        let shown = String::from_utf8_lossy(path);
        if self.file_origin(path).is_some() || self.include.is_match(&*shown) {
            return Some(true);
        }
        self.exclude.is_match(&*shown).then_some(false)
    }

    /// Returns the origin that the configuration gives a file.
    pub fn file_origin(&self, path: &[u8]) -> Option<&Name> {
        self.files.get(std::str::from_utf8(path).ok()?)
    }

    /// Returns the files that the configuration maps to a zone.
    pub fn mapped_files(&self) -> impl Iterator<Item = (&str, &Name)> {
        self.files.iter().map(|(file, origin)| (file.as_str(), origin))
    }

    /// Returns the include base of a zone; the last table that matches and has one counts.
    pub fn include_base(&self, origin: &Name) -> Option<&str> {
        self.of_zone(origin, |zone| zone.include_base.as_deref())
    }

    /// Returns the dialect set for a zone, or for all of them.
    pub fn dialect(&self, origin: Option<&Name>) -> Option<Dialect> {
        origin.and_then(|origin| self.of_zone(origin, |zone| zone.dialect)).or(self.dialect)
    }

    /// Returns the further dialects that a zone has to be good for.
    pub fn portable_to(&self, origin: Option<&Name>) -> Servers {
        let own = origin.and_then(|origin| self.of_zone(origin, |zone| zone.portable_to));
        own.or(self.portable_to).unwrap_or_default()
    }

    /// Returns what the last table that matches a zone and has it says.
    fn of_zone<'a, T>(&'a self, origin: &Name, pick: impl Fn(&'a ZonePolicy) -> Option<T>) -> Option<T> {
        let name = glob_form(origin);
        let mut set = self.zones.iter().rev().filter_map(|zone| Some((zone, pick(zone)?)));
        set.find_map(|(zone, value)| zone.matcher.is_match(&name).then_some(value))
    }

    /// Returns the same policy without anything that says which zones there are and how they are read.
    pub(super) fn without_zones(&self) -> Self {
        Self { zones: Vec::new(), files: BTreeMap::new(), dialect: None, portable_to: None, ..self.clone() }
    }

    /// Returns the level set for a rule.
    pub fn level(&self, rule: &str) -> Option<Level> {
        self.levels.get(rule).copied()
    }
}

/// Returns the form of a name that globs are matched against: lower case, no final dot.
fn glob_form(origin: &Name) -> String {
    let mut text = origin.to_string();
    if text.len() > 1 {
        text.pop();
    }
    text
}

fn globs(origin: Origin<'_>, patterns: &[Spanned<String>]) -> Result<GlobSet, ConfigError> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        let glob = GlobBuilder::new(pattern.get_ref()).literal_separator(true).build();
        let at = pattern.span().start;
        set.add(glob.map_err(|error| origin.error(at, format!("no valid glob: {}", error.kind())))?);
    }
    set.build().map_err(|error| origin.error(0, error.to_string()))
}

fn threshold(text: &str) -> Option<Severity> {
    match text {
        "error" => Some(Severity::Error),
        "warning" => Some(Severity::Warning),
        _ => None,
    }
}

fn level_of(text: &str) -> Option<Level> {
    match text {
        "off" => Some(Level::Off),
        "warn" => Some(Level::Warn),
        "error" => Some(Level::Error),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Policy, ConfigError> {
        Policy::parse("zonegate.toml", text.as_bytes(), &|name, _| {
            if name == "known" { Ok(()) } else { Err(format!("there is no rule `{name}`")) }
        })
    }

    #[track_caller]
    fn refused(text: &str, expected: &str) {
        assert_eq!(parse(text).unwrap_err().to_string(), expected);
    }

    #[test]
    fn errors_point_at_the_value() {
        refused("[gate]\nfail-on = \"never\"\n", "zonegate.toml:2:11: `fail-on` is `error` or `warning`");
        refused("[rules]\nknwon = \"off\"\n", "zonegate.toml:2:1: there is no rule `knwon`");
        refused("[rules]\nknown = \"loud\"\n", "zonegate.toml:2:9: a level is `off`, `warn` or `error`");
        refused(
            "[zone.\"*.arpa\"]\nfile = \"a\"\n",
            "zonegate.toml:2:8: `file` needs a table that names one zone, not a glob",
        );
        refused(
            "[zone.\"a.example\"]\nfile = \"../a\"\n",
            "zonegate.toml:2:8: paths are relative to the repository root, without `..`",
        );
        refused("[zone.\"a.example\"]\nfile = \"./\"\n", "zonegate.toml:2:8: `file` names no file");
        let dialects = "a dialect is `bind`, `knot`, `nsd`, `pdns`, `gdnsd` or `msdns`";
        refused("[zones]\ndialect = \"BIND\"\n", &format!("zonegate.toml:2:11: {dialects}"));
        refused(
            "[zone.\"a.example\"]\nportable-to = [\"nsd\", \"unbound\"]\n",
            &format!("zonegate.toml:2:23: {dialects}"),
        );
        refused("[zone.\"a..b\"]\n", "zonegate.toml:1:7: `a..b` is no domain name: empty label");
        assert!(parse("[zones]\nincldue = []\n").unwrap_err().message.contains("incldue"));
        assert!(parse("\u{0}").is_err());
        let octets = Policy::parse("zonegate.toml", b"[gate]\n# caf\xe9\n", &|_, _| Ok(())).unwrap_err();
        assert_eq!(octets.to_string(), "zonegate.toml:2:6: the configuration is not UTF-8 text");
    }

    #[test]
    fn zones_are_named_included_and_excluded() {
        let policy = parse(
            "[zones]\ninclude = [\"dns/**\"]\nexclude = [\"zones/old/*\"]\n\
             [zone.\"Example.COM.\"]\nfile = \"zones/main\"\n[zone.\"*.arpa\"]\ninclude-base = \"etc/\"\n",
        )
        .unwrap();
        assert_eq!(policy.is_zone_file(b"dns/a/b"), Some(true));
        assert_eq!(policy.is_zone_file(b"zones/main"), Some(true));
        assert_eq!(policy.is_zone_file(b"zones/old/x"), Some(false));
        assert_eq!(policy.is_zone_file(b"zones/x"), None);
        assert_eq!(policy.file_origin(b"zones/main").unwrap().to_string(), "example.com.");
        let reverse = Name::parse(b"2.0.192.in-addr.arpa.", None).unwrap();
        assert_eq!(policy.include_base(&reverse), Some("etc"));
        let policy = parse("[zone.\"a.example\"]\nfile = \"./zones//./main\"\ninclude-base = \".\"\n").unwrap();
        let origin = policy.file_origin(b"zones/main").unwrap();
        assert_eq!(policy.include_base(origin), Some(""));
    }

    #[test]
    fn dialects_are_set_for_all_zones_and_for_some() {
        let policy = parse(
            "[zones]\ndialect = \"nsd\"\nportable-to = [\"bind\"]\n[zone.\"*.example\"]\ndialect = \"knot\"\n\
             [zone.\"b.example\"]\nportable-to = [\"pdns\", \"knot\"]\n",
        )
        .unwrap();
        let name = |text: &str| Name::parse(text.as_bytes(), None).unwrap();
        let of = |text| (policy.dialect(Some(&name(text))), policy.portable_to(Some(&name(text))));
        let bind = Servers::default().with(Dialect::Bind);
        assert_eq!(of("example."), (Some(Dialect::Nsd), bind));
        assert_eq!(of("a.example."), (Some(Dialect::Knot), bind));
        assert_eq!(of("b.example."), (Some(Dialect::Knot), Servers::default().with(Dialect::Pdns).with(Dialect::Knot)));
        assert_eq!((policy.dialect(None), policy.portable_to(None)), (Some(Dialect::Nsd), bind));
        assert_eq!(parse("").unwrap().dialect(None), None);
    }
}
