//! The command line as data: `tests/cli/*.trycmd`, and the console blocks of the README and of `docs/`.
//!
//! `TRYCMD=overwrite cargo test --test cli` writes what the program says now into the files; read the difference. What
//! needs more than a command and its output stands below as code: files that are written, colours, odd octets.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test asks the world and stops at the first surprise"
)]

mod support;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use support::Sandbox;

const ZONEGATE: &str = env!("CARGO_BIN_EXE_zonegate");

/// Set in the process that runs the cases.
const SCRUBBED: &str = "ZONEGATE_TEST_SCRUBBED";

/// Cases inherit the environment, so this test runs itself again in one that holds nothing of the caller's: inside a
/// hook, git's variables would turn a plain directory into a repository.
#[test]
fn the_command_line_says_what_is_written() {
    if std::env::var_os(SCRUBBED).is_some() {
        return cases();
    }
    let filters = std::env::args_os().filter(|word| word.to_string_lossy().starts_with("trycmd="));
    let kept = ["PATH", "TMPDIR", "TRYCMD"].map(|name| (name, std::env::var_os(name)));
    let status = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "the_command_line_says_what_is_written", "--nocapture"])
        .args(filters)
        .env_clear()
        .envs(kept.into_iter().filter_map(|(name, value)| Some((name, value?))))
        .env(SCRUBBED, "1")
        .status();
    assert!(status.unwrap().success(), "the differences stand above");
}

fn cases() {
    trycmd::TestCases::new()
        .register_bin("zonegate", Path::new(ZONEGATE))
        .env("USER", "sam")
        .case("tests/cli/*.trycmd")
        .case("README.md")
        .case("docs/*.md");
}

/// Returns a directory that is no repository, with the estate of the examples in it.
fn estate(sandbox: &Sandbox) -> PathBuf {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/estate");
    let copied = Command::new("cp").arg("-R").arg(from).arg(sandbox.path("estate")).status().unwrap();
    assert!(copied.success());
    sandbox.path("estate")
}

fn run(sandbox: &Sandbox, directory: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = sandbox.command(ZONEGATE, directory);
    command.args(arguments).envs(environment.iter().copied()).output().unwrap()
}

fn text(octets: &[u8]) -> String {
    String::from_utf8(octets.to_vec()).unwrap()
}

#[test]
fn reports_go_to_standard_output_and_to_files_at_once() {
    let sandbox = Sandbox::new();
    let top = estate(&sandbox);
    let arguments = ["check", "zones/db.example.org", "--output-format", "full", "--output-format", "json:report.json"];
    let output = run(&sandbox, &top, &arguments, &[("FORCE_COLOR", "1")]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("3 errors in 1 of 1 zone"));
    let report = std::fs::read_to_string(top.join("report.json")).unwrap();
    assert!(report.starts_with('{') && report.contains("\"exit_code\": 1"), "{report}");
    assert!(std::fs::read_dir(&top).unwrap().all(|entry| {
        let name = entry.unwrap().file_name();
        !name.to_string_lossy().contains("zonegate-report")
    }));

    let full = ["check", "zones/db.example.org", "--output-format", "full:report.txt"];
    let output = run(&sandbox, &top, &full, &[("FORCE_COLOR", "1")]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    let report = std::fs::read_to_string(top.join("report.txt")).unwrap();
    assert!(report.contains("cname-and-other-data") && !report.contains('\u{1b}'), "a file is no terminal");
}

#[test]
fn a_report_that_cannot_be_written_keeps_no_other_back_and_is_no_pass() {
    let sandbox = Sandbox::new();
    let top = estate(&sandbox);
    let good = "zones/example.com.zone";
    for place in ["json:no/such/report.json", "json:zones"] {
        let output = run(&sandbox, &top, &["check", good, "--output-format", place, "--output-format", "full"], &[]);
        assert_eq!(output.status.code(), Some(2), "{place}");
        assert!(text(&output.stdout).contains("pass: 1 zone judged"));
        assert!(text(&output.stderr).starts_with("zonegate: cannot write "), "{}", text(&output.stderr));
    }
    let output = run(&sandbox, &top, &["check", good, "--output-format", "json:/dev/full"], &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!std::fs::metadata("/dev/full").unwrap().is_file());
}

#[test]
fn colour_is_for_terminals_and_the_environment_decides() {
    let sandbox = Sandbox::new();
    let top = estate(&sandbox);
    let colored = |environment: &[(&str, &str)]| {
        let output = run(&sandbox, &top, &["check", "zones/db.example.org"], environment);
        text(&output.stdout).contains("\u{1b}[")
    };
    assert!(!colored(&[]));
    assert!(!colored(&[("NO_COLOR", "1")]));
    assert!(colored(&[("FORCE_COLOR", "1")]));
    assert!(!colored(&[("FORCE_COLOR", "")]));
    assert!(colored(&[("FORCE_COLOR", "1"), ("NO_COLOR", "1")]));
}

#[test]
fn reports_are_as_wide_as_the_terminal_says() {
    let sandbox = Sandbox::new();
    let top = estate(&sandbox);
    let widest = |columns: &str| {
        let output = run(&sandbox, &top, &["check", "zones/example.net.zone", "--all"][..2], &[("COLUMNS", columns)]);
        text(&output.stdout).lines().map(|line| line.chars().count()).max().unwrap()
    };
    assert!(widest("60") <= 60);
    assert!(widest("80") <= 80);
    assert_eq!(widest("junk"), widest("100"));
    assert_eq!(widest("0"), widest("50"), "narrower than any frame");
}

#[test]
fn arguments_cannot_act_on_a_terminal_or_a_runner() {
    use std::os::unix::ffi::OsStringExt as _;
    let sandbox = Sandbox::new();
    let odd = OsString::from_vec(b"--\x1b[2J\n::error::\xff\n##[group]".to_vec());
    for arguments in [&["check"][..], &["explain"], &["lock", "acquire", "--reason", "x"], &["hook", "run"], &[]] {
        let mut command = sandbox.command(ZONEGATE, &sandbox.path(""));
        let output = command.args(arguments).arg(&odd).env("ZONEGATE_CONFIG", &odd).output().unwrap();
        let said = text(&[output.stdout, output.stderr].concat());
        assert_eq!(output.status.code(), Some(2), "{said}");
        let unsafe_line = |line: &str| line.trim_start().starts_with("::") || line.contains("##[");
        assert!(!said.lines().any(unsafe_line), "{said}");
        assert!(!said.chars().any(|c| c.is_control() && c != '\n'), "{said}");
    }
}

#[test]
fn a_lock_counts_wherever_the_program_is_called_from() {
    let sandbox = Sandbox::new();
    let top = estate(&sandbox);
    let locked = top.join("zones/example.net.zone");
    let (locked, free) = (locked.to_str().unwrap(), "zones/example.com.zone");
    let code = |directory: &Path, arguments: &[&str]| {
        let output = run(&sandbox, directory, &[&["check"], arguments].concat(), &[]);
        (output.status.code().unwrap(), text(&[output.stdout, output.stderr].concat()))
    };
    let everywhere = || {
        for directory in [&top, &top.join("zones"), &top.join("zones/includes"), &sandbox.path("home")] {
            let (code, said) = code(directory, &[locked]);
            assert!(code == 75 && said.contains("dana@example.net"), "{}: {code} {said}", directory.display());
        }
        assert_eq!(code(&top.join("zones"), &["example.net.zone", "example.com.zone"]).0, 75);
        let (code, said) = code(&top, &["zones"]);
        assert!(code == 1 && said.contains("locked: example.net."), "{said}");
    };
    everywhere();
    assert_eq!(code(&top, &[free]).0, 0);

    std::fs::create_dir(sandbox.path("other")).unwrap();
    std::fs::copy(top.join(free), sandbox.path("other/example.com.zone")).unwrap();
    let mixed = code(&top, &[free, "../other/example.com.zone"]);
    assert!(mixed.0 == 2 && mixed.1.contains("different repositories"), "{}", mixed.1);

    sandbox.repository("estate");
    everywhere();
    assert_eq!(code(&top, &[free, "../other/example.com.zone"]).0, 2);
    assert_eq!(code(&top, &["../other/example.com.zone", "--staged"]).0, 2);
}
