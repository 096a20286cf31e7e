//! What a file name says: may this be a zone file, and of which zone?
//!
//! Zones in git are called `db.X`, `X.zone`, `X.db`, bare `X`, `X.txt` and more, so names only sort out what is surely
//! none; the contents decide (`zonefile::outline`).

use crate::snapshot::RepoPath;
use crate::zone::Name;

/// How much a path looks like a zone file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// Named as zone files are: its text is judged even without an SOA.
    ZoneFile,
    /// May be one: an SOA as first record decides.
    Possible,
    /// Surely none: not read at all.
    Other,
}

/// Suffixes that only zone files have.
const ZONE_SUFFIXES: [&str; 5] = [".db", ".dns", ".rev", ".zone", ".zones"];

/// Suffixes of backups, editors, servers and locks: never zone text that anybody loads under that name.
const LEFT_OVER_SUFFIXES: [&str; 17] = [
    "#", "~", ".bak", ".jbk", ".jnl", ".jnw", ".lock", ".mkeys", ".new", ".old", ".orig", ".rej", ".save", ".signed",
    ".swo", ".swp", ".tmp",
];

/// Endings of other kinds of files.
const FOREIGN: &[&str] = &[
    "7z",
    "a",
    "adoc",
    "bash",
    "bat",
    "bin",
    "bz2",
    "c",
    "cer",
    "cfg",
    "class",
    "conf",
    "cpp",
    "crt",
    "css",
    "csv",
    "dll",
    "dockerfile",
    "docx",
    "erb",
    "exe",
    "gif",
    "go",
    "gz",
    "h",
    "hcl",
    "hpp",
    "htm",
    "html",
    "ico",
    "ini",
    "ipynb",
    "j2",
    "jar",
    "java",
    "jpeg",
    "jpg",
    "js",
    "json",
    "jsonnet",
    "jsx",
    "key",
    "kt",
    "log",
    "lua",
    "mak",
    "mjs",
    "mp3",
    "mp4",
    "nix",
    "o",
    "odt",
    "p12",
    "patch",
    "pdf",
    "pem",
    "php",
    "png",
    "private",
    "proto",
    "ps1",
    "rb",
    "rpm",
    "rst",
    "sass",
    "scala",
    "scss",
    "sql",
    "sqlite",
    "state",
    "svg",
    "swift",
    "tar",
    "tex",
    "tfvars",
    "tgz",
    "toml",
    "ts",
    "tsv",
    "tsx",
    "ttf",
    "vim",
    "vue",
    "wasm",
    "webp",
    "whl",
    "woff",
    "woff2",
    "xlsx",
    "xml",
    "xz",
    "yaml",
    "yml",
    "zst",
];

/// Endings of other kinds of files that are top-level domains too: `example.sh` may be a zone, in a directory that says so.
const FOREIGN_OR_DOMAIN: &[&str] =
    &["ai", "cc", "cs", "deb", "md", "mk", "mm", "mov", "pl", "ps", "pm", "py", "rs", "sh", "so", "st", "tf", "zip"];

/// Words in a directory's name that say what it holds.
const ZONE_DIRECTORIES: [&str; 8] = ["bind", "dns", "knot", "master", "named", "nsd", "primary", "zone"];

/// Judges a path.
pub(super) fn likeness(path: &[u8]) -> Likeness {
    let lower = String::from_utf8_lossy(path).to_ascii_lowercase();
    let (directory, file) = lower.rsplit_once('/').unwrap_or(("", &lower));
    if file.starts_with('.') || is_left_over(file) {
        return Likeness::Other;
    }
    if file.starts_with("db.") || ZONE_SUFFIXES.iter().any(|suffix| file.ends_with(suffix)) || is_reverse(file) {
        return Likeness::ZoneFile;
    }
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
    if FOREIGN.contains(&ending) {
        return Likeness::Other;
    }
    if FOREIGN_OR_DOMAIN.contains(&ending) && !says_zones(directory) { Likeness::Other } else { Likeness::Possible }
}

/// Tells whether a directory's name, in lower case, says that zones are in it.
fn says_zones(directory: &str) -> bool {
    ZONE_DIRECTORIES.iter().any(|word| directory.contains(word))
}

/// Tells whether a path that may be a zone file most likely is one: it has the name of a domain, in a directory of zones.
pub(super) fn is_likely(path: &RepoPath) -> bool {
    says_zones(&String::from_utf8_lossy(path.parent()).to_ascii_lowercase()) && origin(path.file_name()).is_some()
}

/// Tells backups and working files of editors and servers, numbered ones (`.save.1`) included.
fn is_left_over(file: &str) -> bool {
    let unnumbered = file.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('.');
    LEFT_OVER_SUFFIXES
        .iter()
        .any(|suffix| file.ends_with(suffix) || (unnumbered != file && unnumbered.ends_with(suffix)))
}

fn is_reverse(file: &str) -> bool {
    let name = file.trim_end_matches('.');
    name.ends_with("in-addr.arpa") || name.ends_with("ip6.arpa")
}

/// Returns the zone that a file name names: `db.X`, `X.zone`, `X.db`, `X.txt` and so on, or `X` itself.
pub(super) fn origin(file_name: &[u8]) -> Option<Name> {
    let file = std::str::from_utf8(file_name).ok()?;
    let lower = file.to_ascii_lowercase();
    let mut name = lower.trim_end_matches('.');
    let mut said = false;
    if let Some(rest) = name.strip_prefix("db.") {
        (name, said) = (rest, true);
    }
    for suffix in ZONE_SUFFIXES.iter().chain(&[".hosts", ".txt"]) {
        if let Some(rest) = name.strip_suffix(suffix) {
            (name, said) = (rest, true);
            break;
        }
    }
    let domain = |label: &str| {
        !label.is_empty() && label.bytes().all(|octet| octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'_'))
    };
    // A bare word may be anything; with a zone file's prefix or suffix it is a top-level or local zone.
    let plausible = name.split('.').all(domain) && (name.contains('.') || said);
    plausible.then(|| Name::parse(name.as_bytes(), Some(&Name::root())).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(path: &str, expected: Likeness) {
        assert_eq!(likeness(path.as_bytes()), expected, "{path}");
    }

    #[test]
    fn names_sort_out_what_is_surely_no_zone() {
        case("zones/example.com.zone", Likeness::ZoneFile);
        case("db.example.com", Likeness::ZoneFile);
        case("2.0.192.in-addr.arpa", Likeness::ZoneFile);
        case("zones/example.com", Likeness::Possible);
        case("zones/example.com.", Likeness::Possible);
        case("zones/example.sh", Likeness::Possible);
        case("zones/example.so", Likeness::Possible);
        case("lib/libexample.so", Likeness::Other);
        case("deploy.sh", Likeness::Other);
        case("README.md", Likeness::Other);
        case("src/main.c", Likeness::Other);
        case("zones/example.com.zone.bak", Likeness::Other);
        case("zones/example.com.zone.save.1", Likeness::Other);
        case("zones/example.com.zone~", Likeness::Other);
        case("zones/example.com.zone.jnl", Likeness::Other);
        case("zones/example.com.zone.lock", Likeness::Other);
        case(".dns/db.x", Likeness::ZoneFile);
        case("zones/.example.com.zone.swp", Likeness::Other);
        case("Makefile", Likeness::Possible);
    }

    #[track_caller]
    fn named(file: &str, expected: Option<&str>) {
        assert_eq!(origin(file.as_bytes()).map(|name| name.to_string()).as_deref(), expected, "{file}");
    }

    #[test]
    fn file_names_give_origins() {
        named("example.com.zone", Some("example.com."));
        named("db.example.com", Some("example.com."));
        named("Example.COM", Some("example.com."));
        named("example.com.", Some("example.com."));
        named("2.0.192.in-addr.arpa.zone", Some("2.0.192.in-addr.arpa."));
        named("db.local", Some("local."));
        named("com.zone", Some("com."));
        named("_msdcs.example.com.db", Some("_msdcs.example.com."));
        named("Makefile", None);
        named("my zone.zone", None);
        named("a..b.zone", None);
    }
}
