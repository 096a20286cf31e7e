//! The configuration file as written: TOML, every unknown key refused.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

/// What is wrong with a configuration file; a problem of the run, exit code 2.
#[derive(Debug, thiserror::Error)]
#[error("{path}:{line}:{column}: {message}")]
pub struct ConfigError {
    /// The file.
    pub path: String,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in characters.
    pub column: usize,
    /// What is wrong, one line.
    pub message: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct RawConfig {
    pub(super) gate: RawGate,
    pub(super) zones: RawZones,
    pub(super) zone: BTreeMap<Spanned<String>, RawZone>,
    pub(super) rules: BTreeMap<Spanned<String>, Spanned<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct RawGate {
    pub(super) fail_on: Option<Spanned<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct RawZones {
    pub(super) include: Vec<Spanned<String>>,
    pub(super) exclude: Vec<Spanned<String>>,
    pub(super) dialect: Option<Spanned<String>>,
    pub(super) portable_to: Option<Vec<Spanned<String>>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct RawZone {
    pub(super) origin: Option<Spanned<String>>,
    pub(super) file: Option<Spanned<String>>,
    pub(super) include_base: Option<Spanned<String>>,
    pub(super) dialect: Option<Spanned<String>>,
    pub(super) portable_to: Option<Vec<Spanned<String>>>,
}

/// A file being read: turns octet offsets into lines and columns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin<'a> {
    pub(super) path: &'a str,
    pub(super) text: &'a str,
}

impl Origin<'_> {
    /// Builds the error at an octet offset.
    pub(super) fn error(self, offset: usize, message: impl Into<String>) -> ConfigError {
        let before = self.text.get(..offset).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        ConfigError {
            path: self.path.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
            message: message.into(),
        }
    }
}

/// Reads the file's TOML.
pub(super) fn read(origin: Origin<'_>) -> Result<RawConfig, ConfigError> {
    toml::from_str(origin.text).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        origin.error(offset, error.message().lines().next().unwrap_or("no valid TOML").to_owned())
    })
}
