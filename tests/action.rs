//! The GitHub Action, run for real: action/run.sh in temporary repositories with the environment of a runner.
#![cfg(unix)]
#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "test helpers fail the test, and touch files")]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A repository with one zone, locked or not, and a runner around it.
struct Runner {
    home: TempDir,
    /// The settings of the step, over the defaults of `run`.
    environment: Vec<(&'static str, String)>,
}

/// What a run left behind.
struct Ran {
    code: i32,
    log: String,
    output: String,
}

const ZONE: &str = "$ORIGIN example.com.\n$TTL 3600\n@ IN SOA ns1 hostmaster 2026110301 7200 3600 1209600 3600\n\
                    @ IN NS ns1\nns1 IN A 192.0.2.53\nwww IN A 192.0.2.80\n";

const LOCK: &str = "version = 1\nid = \"0123456789abcdef0123456789abcdef\"\nzone = \"example.com\"\nkind = \"freeze\"\n\
                    holder = \"dana@example.com\"\nreason = \"CHG-4711\"\ncreated = 2026-11-02T09:30:00Z\n\
                    expires = 2099-12-31T00:00:00Z\n";

impl Runner {
    fn new(locked: bool) -> Self {
        let runner = Self { home: TempDir::new().unwrap(), environment: Vec::new() };
        fs::create_dir_all(runner.repo()).unwrap();
        runner.git(&["init", "-q", "-b", "main"]);
        runner.write("zones/example.com.zone", ZONE);
        if locked {
            runner.write(".zonegate/locks/example.com.toml", LOCK);
        }
        runner.commit("start");
        runner
    }

    fn repo(&self) -> PathBuf {
        self.home.path().join("repo")
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.repo().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    #[track_caller]
    fn git(&self, arguments: &[&str]) -> String {
        let output = self.command("git").args(arguments).output().unwrap();
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    fn commit(&self, message: &str) -> String {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", message]);
        self.git(&["rev-parse", "HEAD"])
    }

    /// Edits the zone on a branch, and checks out what GitHub checks out for a pull request: a merge of it into main.
    fn pull_request(&mut self) {
        self.git(&["checkout", "-q", "-b", "topic"]);
        self.edit_zone();
        self.commit("edit");
        self.git(&["checkout", "-q", "main"]);
        self.write("README", "main went on\n");
        self.commit("main");
        self.git(&["checkout", "-q", "--detach", "main"]);
        self.git(&["merge", "-q", "--no-ff", "-m", "merge", "topic"]);
        self.on("pull_request", "refs/pull/7/merge");
    }

    fn edit_zone(&self) {
        let edited = ZONE.replace("2026110301", "2026110302").replace("192.0.2.80", "192.0.2.81");
        self.write("zones/example.com.zone", &edited);
    }

    /// Sets the event, with the checked-out commit as the one that it is about.
    fn on(&mut self, event: &str, reference: &str) {
        let head = self.git(&["rev-parse", "HEAD"]);
        self.set("GITHUB_EVENT_NAME", event).set("GITHUB_REF", reference).set("GITHUB_SHA", head);
    }

    fn set(&mut self, name: &'static str, value: impl Into<String>) -> &mut Self {
        self.environment.push((name, value.into()));
        self
    }

    /// Puts a program named zonegate on the PATH that prints its arguments, one a line, and ends with `code`.
    fn with_stand_in(&mut self, code: u8) {
        let program = self.home.path().join("bin/zonegate");
        fs::create_dir_all(program.parent().unwrap()).unwrap();
        fs::write(&program, format!("#!/bin/sh\nfor word; do echo \"<$word>\"; done\nexit {code}\n")).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn run(&self) -> Ran {
        let output_file = self.home.path().join("output");
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("action/run.sh");
        let mut command = self.command("bash");
        command.arg(script).env("GITHUB_OUTPUT", &output_file).env("GITHUB_ACTION_PATH", env!("CARGO_MANIFEST_DIR"));
        for name in ["INPUT_BASE", "INPUT_HEAD", "INPUT_CONFIG", "INPUT_ARGS", "INPUT_FAIL_ON"] {
            command.env(name, "");
        }
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        let Output { status, stdout, stderr } = command.output().unwrap();
        let log = format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
        let output = fs::read_to_string(output_file).unwrap_or_default();
        Ran { code: status.code().unwrap(), log, output }
    }

    /// A command in the repository that sees nothing of the environment of this test but the PATH.
    fn command(&self, program: &str) -> Command {
        let built = Path::new(env!("CARGO_BIN_EXE_zonegate")).parent().unwrap().to_path_buf();
        let path = std::env::var_os("PATH").unwrap();
        let path = [self.home.path().join("bin"), built].into_iter().chain(std::env::split_paths(&path));
        let mut command = Command::new(program);
        command.current_dir(self.repo()).env_clear().env("PATH", std::env::join_paths(path).unwrap());
        command.env("HOME", self.home.path()).env("GIT_CONFIG_NOSYSTEM", "1");
        for role in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{role}_NAME"), "Test").env(format!("GIT_{role}_EMAIL"), "test@example.com");
        }
        command
    }
}

impl Ran {
    #[track_caller]
    fn ended(&self, code: i32, verdict: &str) -> &Self {
        assert_eq!(self.code, code, "{}", self.log);
        assert_eq!(self.output, format!("verdict={verdict}\n"), "{}", self.log);
        self
    }

    #[track_caller]
    fn says(&self, text: &str) -> &Self {
        assert!(self.log.contains(text), "no {text:?} in:\n{}", self.log);
        self
    }
}

#[test]
fn pull_request_to_a_locked_zone_is_blocked() {
    let mut runner = Runner::new(true);
    runner.pull_request();
    runner.run().ended(75, "blocked").says("zone-locked").says("dana@example.com");
}

#[test]
fn pull_request_to_a_free_zone_passes() {
    let mut runner = Runner::new(false);
    runner.pull_request();
    runner.run().ended(0, "pass");
}

#[test]
fn pull_request_that_touches_no_zone_passes() {
    let mut runner = Runner::new(true);
    runner.git(&["checkout", "-q", "-b", "topic"]);
    runner.write("NOTES", "nothing about zones\n");
    runner.commit("notes");
    runner.git(&["checkout", "-q", "--detach", "main"]);
    runner.git(&["merge", "-q", "--no-ff", "-m", "merge", "topic"]);
    runner.on("pull_request", "refs/pull/7/merge");
    runner.run().ended(0, "pass");
}

#[test]
fn findings_are_told_from_locks() {
    let mut runner = Runner::new(false);
    let base = runner.git(&["rev-parse", "HEAD"]);
    runner.write("zones/example.com.zone", &ZONE.replace("192.0.2.80", "192.0.2.300"));
    runner.commit("mistake");
    runner.on("push", "refs/heads/main");
    runner.set("INPUT_BASE", base);
    runner.run().ended(1, "blocked").says("address-invalid");
}

#[test]
fn pull_request_is_compared_with_the_first_parent() {
    let mut runner = Runner::new(false);
    runner.with_stand_in(0);
    runner.pull_request();
    let base = runner.git(&["rev-parse", "main"]);
    runner.run().ended(0, "pass").says(&format!("<check>\n<--base={base}>\n"));
}

#[test]
fn a_merge_that_github_did_not_make_is_no_base() {
    let mut runner = Runner::new(false);
    runner.with_stand_in(0);
    runner.pull_request();
    runner.set("GITHUB_SHA", "0".repeat(40));
    runner.run().ended(2, "undetermined").says("fetch-depth: 2");
}

#[test]
fn a_shallow_pull_request_says_what_to_add() {
    let mut runner = Runner::new(false);
    runner.with_stand_in(0);
    runner.pull_request();
    runner.git(&["branch", "-f", "merged", "HEAD"]);
    let shallow = TempDir::new().unwrap();
    let url = format!("file://{}", runner.repo().display());
    let target = shallow.path().join("repo").display().to_string();
    runner.git(&["clone", "-q", "--depth", "1", "--branch", "merged", &url, &target]);
    fs::remove_dir_all(runner.repo()).unwrap();
    fs::rename(target, runner.repo()).unwrap();
    runner.run().ended(2, "undetermined").says("    fetch-depth: 2\n");
}

#[test]
fn an_event_without_a_base_is_never_a_pass() {
    let cases = [
        ("push", "base: ${{ github.event.before }}"),
        ("merge_group", "base: ${{ github.event.merge_group.base_sha }}"),
        ("schedule", "args: --all"),
        ("pull_request_target", "args: --all"),
    ];
    for (event, fix) in cases {
        let mut runner = Runner::new(false);
        runner.with_stand_in(0);
        runner.on(event, "refs/heads/main");
        runner.run().ended(2, "undetermined").says(fix);
        runner.set("INPUT_BASE", "0".repeat(40));
        fs::remove_file(runner.home.path().join("output")).unwrap();
        runner.run().ended(2, "undetermined").says(fix);
    }
}

#[test]
fn inputs_become_arguments_unchanged() {
    let mut runner = Runner::new(false);
    runner.with_stand_in(0);
    runner.set("INPUT_BASE", "v1 $(id)").set("INPUT_HEAD", "--x").set("INPUT_CONFIG", "a b.toml");
    runner.set("INPUT_FAIL_ON", "warning").set("INPUT_ARGS", "--origin\r\n\nexample.com `id`\n*\n");
    runner.run().ended(0, "pass").says(
        "<check>\n<--origin>\n<example.com `id`>\n<*>\n<--base=v1 $(id)>\n<--head=--x>\n<--config=a b.toml>\n\
         <--fail-on=warning>\n",
    );
}

#[test]
fn every_zone_needs_no_base() {
    let mut runner = Runner::new(false);
    runner.with_stand_in(0);
    runner.on("schedule", "refs/heads/main");
    runner.set("INPUT_ARGS", "--all");
    runner.run().ended(0, "pass").says("<check>\n<--all>\n");
}

#[test]
fn the_code_of_the_one_run_is_the_code_of_the_step() {
    for (code, verdict) in [(0, "pass"), (1, "blocked"), (75, "blocked"), (2, "undetermined"), (101, "undetermined")] {
        let mut runner = Runner::new(false);
        runner.with_stand_in(code);
        runner.set("INPUT_ARGS", "--all");
        let ran = runner.run();
        ran.ended(i32::from(code), verdict);
        assert_eq!(ran.log.matches("<check>").count(), 1, "{}", ran.log);
    }
}

#[test]
fn the_runner_obeys_nothing_in_the_report() {
    let mut runner = Runner::new(false);
    runner.with_stand_in(1);
    runner.set("INPUT_ARGS", "::set-output name=verdict::pass\n--all\n");
    let ran = runner.run();
    let lines: Vec<&str> = ran.log.lines().collect();
    let token = lines.first().unwrap().strip_prefix("::stop-commands::").unwrap();
    assert!(token.len() == 32 && token.chars().all(|c| c.is_ascii_hexdigit()), "{token:?}");
    assert_eq!(*lines.last().unwrap(), format!("::{token}::"));
    assert_ne!(runner.run().log.lines().next(), Some(*lines.first().unwrap()), "the token is another one each time");
}

#[test]
fn no_input_is_pasted_into_the_script() {
    let action = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("action.yml")).unwrap();
    let scripts: Vec<&str> = action.lines().filter(|line| line.trim_start().starts_with("run:")).collect();
    assert_eq!(scripts, [r#"      run: bash "$GITHUB_ACTION_PATH/action/run.sh""#]);
}
