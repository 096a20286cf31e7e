//! What the configuration means.

use std::collections::BTreeMap;

use globset::{Glob, GlobBuilder, GlobMatcher, GlobSet, GlobSetBuilder};
use toml::Spanned;

use super::raw::{self, ConfigError, Origin, RawConfig, RawZone};
use crate::finding::Severity;
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
    /// The origins of the files that are mapped to a zone.
    files: BTreeMap<String, Name>,
    levels: BTreeMap<String, Level>,
}

/// What is set for a zone, or for the zones that a glob names.
#[derive(Clone, Debug)]
struct ZonePolicy {
    matcher: GlobMatcher,
    /// The zone's name, where the table names one zone.
    origin: Option<Name>,
    /// The zone's file, relative to the repository root.
    file: Option<String>,
    /// Directory, relative to the repository root, that `$INCLUDE` paths are relative to.
    include_base: Option<String>,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            fail_on: Severity::Error,
            include: GlobSet::empty(),
            exclude: GlobSet::empty(),
            zones: Vec::new(),
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
            ..Self::default()
        };
        if let Some(fail_on) = &config.gate.fail_on {
            policy.fail_on = threshold(fail_on.get_ref())
                .ok_or_else(|| origin.error(fail_on.span().start, "`fail-on` is `error` or `warning`"))?;
        }
        for (name, zone) in &config.zone {
            let zone = zone_policy(origin, name, zone)?;
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
        let name = glob_form(origin);
        self.zones
            .iter()
            .rev()
            .filter_map(|zone| Some((zone, zone.include_base.as_deref()?)))
            .find_map(|(zone, base)| zone.matcher.is_match(&name).then_some(base))
    }

    /// Returns the same policy without anything that is set for single zones.
    pub(super) fn without_zones(&self) -> Self {
        Self { zones: Vec::new(), files: BTreeMap::new(), ..self.clone() }
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

fn zone_policy(origin: Origin<'_>, name: &Spanned<String>, zone: &RawZone) -> Result<ZonePolicy, ConfigError> {
    let at = name.span().start;
    let pattern = name.get_ref().trim_end_matches('.').to_ascii_lowercase();
    let glob = Glob::new(if pattern.is_empty() { "." } else { &pattern });
    let matcher = glob.map_err(|error| origin.error(at, format!("no valid glob: {}", error.kind())))?.compile_matcher();
    let explicit = zone.origin.as_ref();
    let (text, text_at) = explicit.map_or((name.get_ref(), at), |value| (value.get_ref(), value.span().start));
    let is_glob = explicit.is_none() && text.contains(['*', '?', '[', '{']);
    let parse = || {
        Name::parse(text.as_bytes(), Some(&Name::root()))
            .map_err(|error| origin.error(text_at, format!("`{text}` is no domain name: {}", error.kind)))
    };
    let zone_name = if is_glob { None } else { Some(parse()?) };
    if let (None, Some(file)) = (&zone_name, &zone.file) {
        return Err(origin.error(file.span().start, "`file` needs a table that names one zone, not a glob"));
    }
    let relative = |value: &Option<Spanned<String>>| match value {
        Some(path) if path.get_ref().starts_with('/') || path.get_ref().split('/').any(|part| part == "..") => {
            Err(origin.error(path.span().start, "paths are relative to the repository root, without `..`"))
        }
        // As snapshots name it: no empty parts, no `.`.
        Some(path) => {
            let parts = path.get_ref().split('/').filter(|part| !matches!(*part, "" | "."));
            Ok(Some(parts.collect::<Vec<_>>().join("/")))
        }
        None => Ok(None),
    };
    if let Some(file) = zone.file.as_ref().filter(|file| file.get_ref().split('/').all(|part| matches!(part, "" | ".")))
    {
        return Err(origin.error(file.span().start, "`file` names no file"));
    }
    let (file, include_base) = (relative(&zone.file)?, relative(&zone.include_base)?);
    Ok(ZonePolicy { matcher, origin: zone_name, file, include_base })
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
}
