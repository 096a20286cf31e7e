//! What README.md shows and says, held against the program.
//!
//! `ZONEGATE_BLESS=1 cargo test --test readme` writes the report of `examples/try` into the README.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test asks the world and stops at the first surprise"
)]

mod support;

use std::path::{Path, PathBuf};
use std::process::Output;

use support::{Repository, Sandbox};

const ZONEGATE: &str = env!("CARGO_BIN_EXE_zonegate");
const OPEN: &str = "<!-- report -->\n";
const CLOSE: &str = "<!-- /report -->\n";

fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn readme() -> String {
    std::fs::read_to_string(package().join("README.md")).unwrap()
}

/// Returns the fenced blocks of one language.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    text.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

/// Makes the repository of `examples/try`.
fn estate(sandbox: &Sandbox) -> Repository<'_> {
    let repository = sandbox.repository("estate");
    let from = package().join("examples/estate/.");
    assert!(repository.command("cp").arg("-R").arg(from).arg(".").status().unwrap().success());
    repository.git(&["add", "--all"]);
    repository.commit("The estate");
    repository
}

fn zonegate(repository: &Repository<'_>, arguments: &[&str]) -> Output {
    repository.command(ZONEGATE).args(arguments).output().unwrap()
}

fn text(octets: &[u8]) -> String {
    String::from_utf8(octets.to_vec()).unwrap()
}

/// Runs the function of `examples/try` that edits the locked zone, so that there is one text of it.
fn edit_locked_zone(repository: &Repository<'_>) {
    let script = std::fs::read_to_string(package().join("examples/try")).unwrap();
    let (_, rest) = script.split_once("\nedit_locked_zone() {").unwrap();
    let (body, _) = rest.split_once("\n}\n").unwrap();
    let call =
        format!("set -eu\nscratch=$1\nedit_locked_zone() {{{body}\n}}\nedit_locked_zone zones/example.net.zone\n");
    let home = repository.sandbox.path("home");
    let status = repository.command("sh").args(["-c", &call, "sh"]).arg(home).status().unwrap();
    assert!(status.success());
}

/// Puts `<age>` for what depends on the day: "in 47 min", "22 days ago".
fn without_ages(report: &str) -> String {
    report.lines().map(|line| age_free(line) + "\n").collect()
}

fn age_free(line: &str) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    let number = |word: &str| !word.is_empty() && word.bytes().all(|octet| octet.is_ascii_digit());
    let unit = |word: &str| ["s", "min", "h", "days"].contains(&word.trim_end_matches([')', ':', ',']));
    let mut kept = Vec::new();
    let mut rest = words.as_slice();
    while let Some((&word, tail)) = rest.split_first() {
        rest = match (word, tail) {
            ("in" | "(in", [count, last, tail @ ..]) if number(count) && unit(last) => {
                kept.push(format!("{}<age>{}", word.replace("in", ""), last.trim_start_matches(char::is_alphabetic)));
                tail
            }
            (count, [last, "ago", tail @ ..]) if number(count) && unit(last) => {
                kept.push("<age>".to_owned());
                tail
            }
            _ => {
                kept.push(word.to_owned());
                tail
            }
        };
    }
    kept.join(" ")
}

#[test]
fn the_report_in_the_readme_is_what_the_commit_shows() {
    let sandbox = Sandbox::new();
    let repository = estate(&sandbox);
    assert!(zonegate(&repository, &["hook", "install"]).status.success());
    edit_locked_zone(&repository);
    let refused = repository.try_git(&["commit", "--quiet", "--all", "--message", "Move the CDN, add pay"]);
    assert!(!refused.status.success());
    let report = format!("```text\n{}```\n", text(&refused.stderr));

    let readme = readme();
    let (before, rest) = readme.split_once(OPEN).unwrap();
    let (shown, after) = rest.split_once(CLOSE).unwrap();
    if std::env::var_os("ZONEGATE_BLESS").is_some() {
        std::fs::write(package().join("README.md"), format!("{before}{OPEN}{report}{CLOSE}{after}")).unwrap();
        return;
    }
    assert!(without_ages(shown) == without_ages(&report), "it says now:\n{report}");
}

#[test]
fn ages_are_taken_out_and_nothing_else() {
    let cases = [
        (
            "until 2099-12-31 00:00 UTC (in 26698 days): commit refused",
            "until 2099-12-31 00:00 UTC (<age>): commit refused",
        ),
        ("    ·   ╰── 22 days ago", "    ·   ╰── <age>"),
        ("    ·   ╰── in 119 min", "    ·   ╰── <age>"),
        ("  5 │ held in 2 places", "  5 │ held in 2 places"),
        (" 10 │ IN A 192.0.2.1", " 10 │ IN A 192.0.2.1"),
    ];
    for (line, expected) in cases {
        assert_eq!(age_free(line), expected);
    }
}

#[test]
fn every_command_in_the_documents_is_one() {
    let sandbox = Sandbox::new();
    let mut documents: Vec<PathBuf> = vec![package().join("README.md"), package().join("CONTRIBUTING.md")];
    documents.extend(std::fs::read_dir(package().join("docs")).unwrap().map(|entry| entry.unwrap().path()));
    let mut commands = 0;
    for document in documents {
        for block in blocks(&std::fs::read_to_string(document).unwrap(), "sh") {
            for line in block.lines().filter(|line| line.starts_with("zonegate ")) {
                let command = line.split(" #").next().unwrap();
                let help = format!("\"$0\" {} --help", command.trim_start_matches("zonegate "));
                let output = sandbox.command("sh", &sandbox.path("")).args(["-c", &help, ZONEGATE]).output().unwrap();
                assert!(output.status.success(), "{command}: {}", text(&output.stderr));
                commands += 1;
            }
        }
    }
    assert!(commands > 10, "only {commands} commands were found");
}

#[test]
fn the_configuration_and_the_lock_record_of_the_readme_are_valid() {
    let sandbox = Sandbox::new();
    let repository = estate(&sandbox);
    let blocks = blocks(&readme(), "toml");
    let [record, configuration] = blocks.as_slice() else { unreachable!("two blocks of TOML, not {}", blocks.len()) };
    repository.write("zonegate.toml", configuration);
    let zones = zonegate(&repository, &["zones"]);
    assert_eq!(text(&zones.stderr), "");
    assert!(text(&zones.stdout).contains("example.org.  zones/db.example.org  (configuration, dialect knot)"));

    repository.write(".zonegate/locks/example.net.toml", record);
    let status = zonegate(&repository, &["lock", "status"]);
    let said = text(&status.stdout);
    assert!(status.status.success() && said.contains("dana@example.net") && said.contains("tree"), "{said}");
}

#[test]
fn every_exit_code_is_in_the_readme() {
    let sandbox = Sandbox::new();
    let help = text(&sandbox.command(ZONEGATE, &sandbox.path("")).arg("--help").output().unwrap().stdout);
    let codes = help.split("Exit codes:\n").nth(1).unwrap();
    let readme = readme();
    for line in codes.lines() {
        let code = line.split_whitespace().next().unwrap();
        assert!(readme.contains(&format!("| {code} | ")), "exit code {code} is not in README.md");
    }
}
