//! Rust source as text: what remains without comments, literals and tests, and which paths it names.

use std::fs;
use std::path::{Path, PathBuf};

/// One file below `src/`.
pub(crate) struct SourceFile {
    /// Path below `src/`, with `/`.
    pub(crate) path: String,
    /// As written.
    pub(crate) text: String,
    /// The same length and lines, with comments, literals and `#[cfg(test)]` items blanked out.
    pub(crate) code: String,
}

/// A path that leads into the package: `crate::rules::Rule` has the segments `rules` and `Rule`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct CratePath {
    /// The line it starts in, from 1.
    pub(crate) line: usize,
    /// What stands behind the package's root; at most two segments matter.
    pub(crate) segments: Vec<String>,
}

impl SourceFile {
    fn new(path: String, text: String) -> Self {
        let code = without_tests(&without_comments_and_literals(&text));
        Self { path, text, code }
    }

    /// Returns the room: the first part of the path, without `.rs`.
    pub(crate) fn room(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// Returns the module's path inside the package.
    fn module(&self) -> Vec<String> {
        let stem = self.path.strip_suffix(".rs").unwrap_or(&self.path);
        let mut parts: Vec<String> = stem.split('/').map(str::to_owned).collect();
        if matches!(parts.last().map(String::as_str), Some("mod" | "lib" | "main")) {
            parts.pop();
        }
        parts
    }

    /// Returns the lines that name an external crate: `name::…`, `use name;` or `use name as`.
    pub(crate) fn lines_with_crate(&self, name: &str) -> Vec<usize> {
        let starts_path = |at: &usize| {
            let (before, rest) = self.code.split_at(*at);
            let after = rest.strip_prefix(name).unwrap_or_default().trim_start();
            let imported = before.trim_end().trim_end_matches("::").trim_end().ends_with("use")
                && (after.starts_with(';') || after.starts_with("as "));
            !continues_path(before) && (after.starts_with("::") || imported)
        };
        words(&self.code, name).into_iter().filter(starts_path).map(|at| line_of(&self.code, at)).collect()
    }
}

/// Returns every source file, sorted by path.
pub(crate) fn source_files() -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    collect(&root, &mut found);
    found.sort();
    let file = |path: PathBuf| {
        let below = path.strip_prefix(&root).map(Path::to_path_buf).unwrap_or_default();
        let below = below.to_string_lossy().replace('\\', "/");
        SourceFile::new(below, fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
    };
    found.into_iter().map(file).collect()
}

fn collect(directory: &Path, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(directory).unwrap_or_else(|error| panic!("{}: {error}", directory.display()));
    for path in entries.map(|entry| entry.unwrap_or_else(|error| panic!("{error}")).path()) {
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Resolves every `crate::…`, `super::…` and `package::…` path of a file, with `{…}` groups taken apart.
pub(crate) fn paths_of(file: &SourceFile, package: &str) -> Vec<CratePath> {
    let mut found = Vec::new();
    let module = file.module();
    for (keyword, base) in [("crate", Vec::new()), (package, Vec::new()), ("super", parent(&module))] {
        for at in words(&file.code, keyword) {
            let (before, rest) = file.code.split_at(at);
            let Some(tree) = rest.strip_prefix(keyword).and_then(|rest| rest.trim_start().strip_prefix("::")) else {
                continue;
            };
            if !continues_path(before) {
                let line = line_of(&file.code, at);
                expand(tree, base.clone(), &mut |segments| found.push(CratePath { line, segments }));
            }
        }
    }
    found
}

fn parent(module: &[String]) -> Vec<String> {
    module.split_last().map_or_else(Vec::new, |(_, parent)| parent.to_vec())
}

/// Walks one use tree behind its `::` and hands out each full path; returns the rest of the text.
fn expand<'a>(tree: &'a str, mut path: Vec<String>, out: &mut dyn FnMut(Vec<String>)) -> &'a str {
    let mut rest = tree.trim_start();
    loop {
        if let Some(group) = rest.strip_prefix('{') {
            return expand_group(group, &path, out);
        }
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '*')).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        match word {
            "super" => path.truncate(path.len().saturating_sub(1)),
            "self" | "" => {}
            _ => path.push(word.to_owned()),
        }
        rest = after.trim_start();
        match rest.strip_prefix("::") {
            // `Type::<…>`: the path ends at the turbofish.
            Some(next) if !next.trim_start().starts_with('<') => rest = next.trim_start(),
            _ => {
                out(path);
                return rest;
            }
        }
    }
}

fn expand_group<'a>(group: &'a str, path: &[String], out: &mut dyn FnMut(Vec<String>)) -> &'a str {
    let mut rest = group.trim_start();
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('}') {
            return after;
        }
        rest = expand(rest, path.to_vec(), out);
        // Behind a tree stands `,`, `}` or `as name`.
        let end = rest.find([',', '}']).unwrap_or(rest.len());
        let (_, after) = rest.split_at(end);
        rest = after.strip_prefix(',').unwrap_or(after).trim_start();
    }
    rest
}

/// Returns where a whole word stands.
fn words(code: &str, word: &str) -> Vec<usize> {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    let whole = |&(at, _): &(usize, &str)| {
        let (before, rest) = code.split_at(at);
        !before.ends_with(part) && !rest.strip_prefix(word).unwrap_or_default().starts_with(part)
    };
    code.match_indices(word).filter(whole).map(|(at, _)| at).collect()
}

/// Tells whether what follows is a later segment of a path and not its start; `pub(in crate::x)` is no use.
fn continues_path(before: &str) -> bool {
    let before = before.trim_end();
    let later = |before: &str| before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '>');
    before.strip_suffix("::").is_some_and(later) || before.ends_with("(in")
}

fn line_of(code: &str, at: usize) -> usize {
    code.split_at(at).0.matches('\n').count() + 1
}

/// Blanks out comments, strings and characters; keeps every line end.
fn without_comments_and_literals(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let skipped = comment(rest).or_else(|| literal(rest, &out)).unwrap_or(0);
        if skipped == 0 {
            let mut chars = rest.chars();
            out.extend(chars.next());
            rest = chars.as_str();
        } else {
            let (blank, after) = rest.split_at(skipped);
            out.extend(blank.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
            rest = after;
        }
    }
    out
}

/// Returns the length of the comment that starts here.
fn comment(rest: &str) -> Option<usize> {
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    rest.strip_prefix("/*")?;
    let mut depth = 0_usize;
    let mut at = 0;
    while at < rest.len() {
        let here = rest.get(at..).unwrap_or_default();
        if here.starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if here.starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return Some(at);
            }
        } else {
            at += here.chars().next().map_or(1, char::len_utf8);
        }
    }
    Some(rest.len())
}

/// Returns the length of the string or character literal that starts here; `before` tells `r"` from the end of a name.
fn literal(rest: &str, before: &str) -> Option<usize> {
    if let Some(inside) = rest.strip_prefix('"') {
        return Some(1 + closed_by(inside, '"'));
    }
    if let Some(inside) = rest.strip_prefix('\'') {
        // A lifetime has no second quote behind its first character.
        let length = inside.chars().next().map_or(0, char::len_utf8);
        let character = inside.starts_with('\\') || inside.get(length..).is_some_and(|rest| rest.starts_with('\''));
        return character.then(|| 1 + closed_by(inside, '\''));
    }
    let raw = rest.strip_prefix("br").or_else(|| rest.strip_prefix("cr")).or_else(|| rest.strip_prefix('r'))?;
    let hashes = raw.len() - raw.trim_start_matches('#').len();
    let inside = raw.trim_start_matches('#').strip_prefix('"')?;
    if before.ends_with(|c: char| c.is_alphanumeric() || c == '_') {
        return None;
    }
    let end = format!("\"{}", "#".repeat(hashes));
    let length = inside.find(&end).map_or(inside.len(), |at| at + end.len());
    Some(rest.len() - inside.len() + length)
}

/// Returns the length up to and with the closing quote; a backslash protects what follows it.
fn closed_by(inside: &str, quote: char) -> usize {
    let mut protected = false;
    for (at, c) in inside.char_indices() {
        match c {
            _ if protected => protected = false,
            '\\' => protected = true,
            _ if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    inside.len()
}

/// Blanks out every item under `#[cfg(test)]`.
fn without_tests(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(at) = rest.find("#[cfg(test)]") {
        let (keep, tail) = rest.split_at(at);
        let (item, after) = tail.split_at(item_length(tail));
        out.push_str(keep);
        out.extend(item.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        rest = after;
    }
    out + rest
}

/// Returns the length of an item with its attributes: up to the first `;` outside braces, or its closing brace.
fn item_length(item: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in item.char_indices() {
        match c {
            '{' | '[' | '(' => depth += 1,
            '}' | ']' | ')' => {
                depth = depth.saturating_sub(1);
                if depth == 0 && c == '}' {
                    return at + 1;
                }
            }
            ';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    item.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn leads_to(path: &str, code: &str, expected: &[(usize, &str)]) {
        let file = SourceFile::new(path.to_owned(), code.to_owned());
        let mut found: Vec<(usize, String)> =
            paths_of(&file, "zonegate").into_iter().map(|path| (path.line, path.segments.join("::"))).collect();
        found.sort();
        let found: Vec<(usize, &str)> = found.iter().map(|(line, path)| (*line, path.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn groups_are_taken_apart() {
        leads_to(
            "gate.rs",
            "use crate::{diff, rules::{Rule, Check as C}};\n",
            &[(1, "diff"), (1, "rules::Check"), (1, "rules::Rule")],
        );
        leads_to(
            "gate.rs",
            "\nfn f() -> crate::zone::Name { zonegate::zone::x() }",
            &[(2, "zone::Name"), (2, "zone::x")],
        );
        leads_to("gate.rs", "use crate::rules::*; type T = crate::zone::V::<u8>;", &[(1, "rules::*"), (1, "zone::V")]);
    }

    #[test]
    fn super_climbs_from_the_module() {
        leads_to("locks/flock.rs", "use super::Query;", &[(1, "locks::Query")]);
        leads_to("locks/flock.rs", "use super::super::zone::Name;", &[(1, "zone::Name")]);
        leads_to("locks/mod.rs", "use super::zone::Name;", &[(1, "zone::Name")]);
        leads_to("rules/soa/x.rs", "use super::super::Rule;", &[(1, "rules::Rule")]);
    }

    #[test]
    fn comments_literals_and_tests_do_not_count() {
        leads_to("gate.rs", "// crate::a\n/* /* crate::b */ crate::c */ \"crate::d \\\" crate::e\"\n", &[]);
        leads_to("gate.rs", "const A: &str = r#\"crate::a\"#; const Q: char = '\"'; use crate::b;", &[(1, "b")]);
        leads_to("gate.rs", "fn f<'a>(x: &'a u8) -> crate::a::B<'a> {}", &[(1, "a::B")]);
        leads_to("gate.rs", "#[cfg(test)]\nmod tests { use crate::a; fn f() {} }\nuse crate::b;", &[(3, "b")]);
        leads_to("gate.rs", "#[cfg(test)]\nmod tests;\nuse crate::b; pub(in crate::c) fn f() {}", &[(3, "b")]);
    }

    #[track_caller]
    fn names(code: &str, expected: &[usize]) {
        let file = SourceFile::new("gate.rs".to_owned(), code.to_owned());
        assert_eq!(file.lines_with_crate("toml"), expected);
    }

    #[test]
    fn crates_are_seen_where_a_path_starts() {
        names("use toml::Value;\nuse ::toml as t;\nfn f(x: toml::Table) {}", &[1, 2, 3]);
        names("use crate::config::toml::X; let toml = 1; fn toml() {} my_toml::f();", &[]);
        names("#[derive(toml::D)]\nuse toml;\n// toml::x\n", &[1, 2]);
    }
}
