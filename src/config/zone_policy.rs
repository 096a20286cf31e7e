//! What a `[zone."GLOB"]` table means.
//!
//! Flows in: the table as written. Flows out: a [`ZonePolicy`], or the error at the value that is wrong.

use globset::{Glob, GlobMatcher};
use toml::Spanned;

use super::raw::{ConfigError, Origin, RawZone};
use crate::rdata::{Dialect, Dialects};
use crate::zone::Name;

/// What is set for a zone, or for the zones that a glob names.
#[derive(Clone, Debug)]
pub(super) struct ZonePolicy {
    pub(super) matcher: GlobMatcher,
    /// The zone's name, where the table names one zone.
    pub(super) origin: Option<Name>,
    /// The zone's file, relative to the repository root.
    pub(super) file: Option<String>,
    /// Directory, relative to the repository root, that `$INCLUDE` paths are relative to.
    pub(super) include_base: Option<String>,
    /// The server whose reading counts.
    pub(super) dialect: Option<Dialect>,
    /// Further servers that the text has to be good for.
    pub(super) portable_to: Option<Dialects>,
}

impl ZonePolicy {
    /// Reads a table; `name` is its glob.
    pub(super) fn read(origin: Origin<'_>, name: &Spanned<String>, zone: &RawZone) -> Result<Self, ConfigError> {
        let zone_name = zone_name(origin, name, zone)?;
        if let (None, Some(file)) = (&zone_name, &zone.file) {
            return Err(origin.error(file.span().start, "`file` needs a table that names one zone, not a glob"));
        }
        let names_nothing = |file: &&Spanned<String>| file.get_ref().split('/').all(|part| matches!(part, "" | "."));
        if let Some(file) = zone.file.as_ref().filter(names_nothing) {
            return Err(origin.error(file.span().start, "`file` names no file"));
        }
        Ok(Self {
            matcher: matcher(origin, name)?,
            origin: zone_name,
            file: relative(origin, zone.file.as_ref())?,
            include_base: relative(origin, zone.include_base.as_ref())?,
            dialect: dialect(origin, zone.dialect.as_ref())?,
            portable_to: portable_to(origin, zone.portable_to.as_deref())?,
        })
    }
}

/// Reads `dialect`.
pub(super) fn dialect(origin: Origin<'_>, word: Option<&Spanned<String>>) -> Result<Option<Dialect>, ConfigError> {
    let Some(word) = word else { return Ok(None) };
    let known = Dialect::from_keyword(word.get_ref());
    known.map(Some).ok_or_else(|| {
        let words: Vec<String> = Dialect::ALL.iter().map(|dialect| format!("`{}`", dialect.keyword())).collect();
        let (last, rest) =
            words.split_last().map_or((String::new(), String::new()), |(last, rest)| (last.clone(), rest.join(", ")));
        origin.error(word.span().start, format!("a dialect is {rest} or {last}"))
    })
}

/// Reads `portable-to`.
pub(super) fn portable_to(
    origin: Origin<'_>,
    words: Option<&[Spanned<String>]>,
) -> Result<Option<Dialects>, ConfigError> {
    let Some(words) = words else { return Ok(None) };
    let mut dialects = Dialects::default();
    for word in words {
        dialects = dialect(origin, Some(word))?.map_or(dialects, |dialect| dialects.with(dialect));
    }
    Ok(Some(dialects))
}

fn matcher(origin: Origin<'_>, name: &Spanned<String>) -> Result<GlobMatcher, ConfigError> {
    let pattern = name.get_ref().trim_end_matches('.').to_ascii_lowercase();
    let glob = Glob::new(if pattern.is_empty() { "." } else { &pattern });
    let compiled = glob.map_err(|error| origin.error(name.span().start, format!("no valid glob: {}", error.kind())));
    Ok(compiled?.compile_matcher())
}

/// Returns the name of the zone, `None` for a glob.
fn zone_name(origin: Origin<'_>, name: &Spanned<String>, zone: &RawZone) -> Result<Option<Name>, ConfigError> {
    let written = zone.origin.as_ref().unwrap_or(name);
    let text = written.get_ref();
    if zone.origin.is_none() && text.contains(['*', '?', '[', '{']) {
        return Ok(None);
    }
    let parsed = Name::parse(text.as_bytes(), Some(&Name::root()));
    parsed
        .map(Some)
        .map_err(|error| origin.error(written.span().start, format!("`{text}` is no domain name: {}", error.kind)))
}

/// Reads a path relative to the repository root, as snapshots name it: no empty parts, no `.`.
fn relative(origin: Origin<'_>, path: Option<&Spanned<String>>) -> Result<Option<String>, ConfigError> {
    let Some(path) = path else { return Ok(None) };
    if path.get_ref().starts_with('/') || path.get_ref().split('/').any(|part| part == "..") {
        return Err(origin.error(path.span().start, "paths are relative to the repository root, without `..`"));
    }
    let parts = path.get_ref().split('/').filter(|part| !matches!(*part, "" | "."));
    Ok(Some(parts.collect::<Vec<_>>().join("/")))
}
