//! Hooks installed into real repositories and run by real git.

use std::ffi::OsStr;
use std::process::{Command, Output};

use tempfile::TempDir;

use super::status::status_at;
use super::*;

/// A repository whose git sees nothing of the machine's configuration, and a program that stands for zonegate.
struct Place {
    _directory: TempDir,
    top: PathBuf,
}

impl Place {
    fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let top = directory.path().canonicalize().unwrap().join("it's a repository");
        std::fs::create_dir_all(top.join("home")).unwrap();
        let place = Self { _directory: directory, top };
        place.git(&["init", "--quiet"]);
        place
    }

    fn command(&self) -> Command {
        let mut command = Command::new("git");
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap()).env("HOME", self.top.join("home"));
        command.env("GIT_CONFIG_GLOBAL", self.top.join("home/config")).env("GIT_CONFIG_NOSYSTEM", "1");
        for who in ["GIT_AUTHOR", "GIT_COMMITTER"] {
            command.env(format!("{who}_NAME"), "Test").env(format!("{who}_EMAIL"), "test@example.com");
        }
        command.current_dir(&self.top);
        command
    }

    /// Runs git, once more where a hook was busy: a process that another test begins at that moment has the hook open for
    /// writing until it becomes a program of its own.
    fn try_git(&self, arguments: &[&str]) -> Output {
        loop {
            let output = self.command().args(arguments).output().unwrap();
            if !String::from_utf8_lossy(&output.stderr).contains("Text file busy") {
                return output;
            }
        }
    }

    #[track_caller]
    fn git(&self, arguments: &[&str]) {
        let output = self.try_git(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    fn site(&self) -> Site {
        Site::find(&self.top, &|| self.command()).unwrap()
    }

    /// Writes the stand-in, which notes its arguments and refuses.
    fn program(&self) -> PathBuf {
        let path = self.top.join("bin/zone gate");
        self.write("bin/zone gate", "#!/bin/sh\necho \"$@\" >>\"$(dirname \"$0\")/notes\"\nexit 75\n", 0o755);
        path
    }

    fn notes(&self) -> String {
        std::fs::read_to_string(self.top.join("bin/notes")).unwrap_or_default()
    }

    fn write(&self, name: &str, text: &str, mode: u32) {
        let path = self.top.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    }

    fn hook(&self, event: Event) -> PathBuf {
        self.top.join(".git/hooks").join(event.name())
    }

    fn install(&self) -> Result<Vec<String>, HookError> {
        install_at(&self.site(), &self.program(), &Event::ALL)
    }

    /// Returns the hooks that are there, without git's samples.
    fn hooks(&self) -> Vec<String> {
        let names = std::fs::read_dir(self.top.join(".git/hooks")).unwrap();
        let mut names: Vec<_> = names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.retain(|name| Path::new(name).extension() != Some(OsStr::new("sample")));
        names.sort();
        names
    }
}

#[track_caller]
fn says(lines: &[String], words: &str) {
    assert!(lines.iter().any(|line| line.contains(words)), "{words:?} is not in {lines:#?}");
}

#[test]
fn git_runs_what_was_installed_and_nothing_after_uninstall() {
    let place = Place::new();
    says(&place.install().unwrap(), "pre-commit: installed");
    assert_eq!(place.hooks(), ["pre-commit", "pre-merge-commit", "pre-push"]);
    assert!(status_at(&place.site()).1);
    assert!(!place.try_git(&["commit", "--allow-empty", "-m", "x"]).status.success());
    assert_eq!(place.notes(), "hook run pre-commit\n");
    says(&place.install().unwrap(), "pre-push: renewed");
    says(&uninstall_at(&place.site()).unwrap(), "removed");
    assert!(place.hooks().is_empty());
    place.git(&["commit", "--allow-empty", "-m", "x"]);
    says(&uninstall_at(&place.site()).unwrap(), "no hooks");
    assert!(!status_at(&place.site()).1);
}

#[test]
fn a_program_that_is_gone_stops_git() {
    let place = Place::new();
    place.install().unwrap();
    std::fs::remove_file(place.top.join("bin/zone gate")).unwrap();
    let output = place.try_git(&["commit", "--allow-empty", "-m", "x"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("zonegate: not found"), "{said}");
    let (lines, all) = status_at(&place.site());
    says(&lines, "is gone");
    assert!(!all);
}

#[test]
fn one_foreign_hook_and_none_is_written() {
    let place = Place::new();
    place.write(".git/hooks/pre-push", "#!/bin/sh\ngit lfs pre-push \"$@\"\n", 0o755);
    let error = place.install().unwrap_err();
    assert!(error.to_string().starts_with("not zonegate's") && error.to_string().ends_with("pre-push"), "{error}");
    says(&error.advice(), "hook run pre-push");
    assert_eq!(place.hooks(), ["pre-push"]);
    says(&uninstall_at(&place.site()).unwrap(), "left alone");
    says(&status_at(&place.site()).0, "pre-push: foreign");
    std::fs::remove_file(place.hook(Event::PrePush)).unwrap();
    std::os::unix::fs::symlink("nowhere", place.hook(Event::PrePush)).unwrap();
    assert!(matches!(place.install(), Err(HookError::Foreign { .. })));
    says(&status_at(&place.site()).0, "leads nowhere");
    assert_eq!(place.hooks(), ["pre-push"]);
}

#[test]
fn the_line_we_advise_works_and_counts() {
    let place = Place::new();
    place.git(&["init", "--quiet", "--bare", "remote"]);
    place.git(&["commit", "--allow-empty", "-m", "x"]);
    let rest = "cat >bin/rest\n";
    place.write(".git/hooks/pre-push", &format!("#!/bin/sh\n{rest}"), 0o755);
    let advice = place.install().unwrap_err().advice();
    let line = advice.iter().find(|line| line.contains("hook run pre-push")).unwrap().trim().to_owned();
    place.write("bin/zone gate", "#!/bin/sh\ncat >bin/refs\n", 0o755);
    place.write(".git/hooks/pre-push", &format!("#!/bin/sh\n# zonegate\n{line}\n{rest}"), 0o755);
    place.git(&["push", "--quiet", "remote", "HEAD:refs/heads/x"]);
    let read = |name: &str| std::fs::read_to_string(place.top.join(name)).unwrap();
    assert!(read("bin/refs").contains("refs/heads/x"));
    assert_eq!(read("bin/refs"), read("bin/rest"), "what follows in the script must get the refs too");
    place.write("bin/zone gate", "#!/bin/sh\nexit 75\n", 0o755);
    assert!(!place.try_git(&["push", "--quiet", "remote", "HEAD:refs/heads/y"]).status.success());

    place.write(".git/hooks/pre-push", "#!/bin/sh\n/x/zonegate hook run pre-push \"$@\" || exit $?\n", 0o755);
    says(&place.install().unwrap(), "pre-push: calls zonegate already");
    assert!(status_at(&place.site()).1);
}

#[test]
fn a_hook_that_is_not_executable_is_told() {
    let place = Place::new();
    place.install().unwrap();
    std::fs::set_permissions(place.hook(Event::PreCommit), Permissions::from_mode(0o644)).unwrap();
    let (lines, all) = status_at(&place.site());
    says(&lines, "pre-commit: not executable");
    let word = script::quoted(&place.hook(Event::PreCommit));
    says(&lines, &format!("chmod +x {}", String::from_utf8(word).unwrap()));
    assert!(!all);
    place.install().unwrap();
    assert!(status_at(&place.site()).1);
}

#[test]
fn edited_hooks_of_ours_are_kept_aside() {
    let place = Place::new();
    place.write(".git/hooks/pre-commit", "#!/bin/sh\n# zonegate-hook v0\nexit 0\n", 0o755);
    says(&status_at(&place.site()).0, "pre-commit: ours, but");
    says(&place.install().unwrap(), "kept the text that was there");
    assert!(place.hooks().contains(&"pre-commit.zonegate-old".to_owned()));
    assert!(status_at(&place.site()).1);
}

#[test]
fn hooks_path_is_where_git_looks() {
    let place = Place::new();
    place.install().unwrap();
    place.git(&["config", "core.hooksPath", "hooks of ours"]);
    let (lines, all) = status_at(&place.site());
    says(&lines, "shadowed");
    says(&lines, "core.hooksPath (local)");
    assert!(!all);
    says(&place.install().unwrap(), "core.hooksPath (local)");
    assert!(status_at(&place.site()).1 && place.top.join("hooks of ours/pre-push").is_file());
    place.git(&["config", "core.hooksPath", "/dev/null"]);
    assert!(matches!(place.install(), Err(HookError::NoDirectory(_))));
    assert!(!status_at(&place.site()).1);
}

#[test]
fn managers_that_own_the_hooks_get_a_snippet_instead() {
    for (file, manager, words) in
        [("lefthook.yml", "lefthook", "use_stdin: true"), (".husky/_/h", "husky", ".husky/pre-commit")]
    {
        let place = Place::new();
        place.write(file, "", 0o644);
        let error = place.install().unwrap_err();
        assert!(error.to_string().contains(manager), "{error}");
        says(&error.advice(), words);
        assert!(place.hooks().is_empty());
    }
    let place = Place::new();
    place.write(".pre-commit-config.yaml", "", 0o644);
    says(&place.install().unwrap(), "always_run: true");
    assert_eq!(place.hooks().len(), 3);
}

#[test]
fn husky_that_calls_the_gate_is_effective() {
    let place = Place::new();
    place.git(&["config", "core.hooksPath", ".husky/_"]);
    for event in Event::ALL {
        place.write(&format!(".husky/_/{}", event.name()), "#!/bin/sh\n. \"$(dirname \"$0\")/h\"\n", 0o755);
    }
    assert!(!status_at(&place.site()).1);
    for event in Event::ALL {
        place.write(&format!(".husky/{}", event.name()), &script::line_to_add("zonegate", event), 0o644);
    }
    assert!(status_at(&place.site()).1, "{:#?}", status_at(&place.site()).0);
}

#[test]
fn managers_whose_configuration_calls_the_gate_are_effective() {
    let cases = [
        (Manager::Lefthook, "lefthook.yml", "call_lefthook run \"pre-commit\" \"$@\"\n", &Event::ALL[..]),
        (
            Manager::PreCommit,
            ".pre-commit-config.yaml",
            "# File generated by pre-commit: https://pre-commit.com\n",
            &[Event::PreCommit, Event::PreMergeCommit],
        ),
    ];
    for (manager, configuration, hook, events) in cases {
        let place = Place::new();
        for event in Event::ALL {
            place.write(&format!(".git/hooks/{}", event.name()), &format!("#!/bin/sh\n{hook}"), 0o755);
        }
        place.write(configuration, "# zonegate hook run pre-commit\n", 0o644);
        let count = || status_at(&place.site()).0.iter().filter(|line| line.contains("effective: ")).count();
        assert_eq!(count(), 0);
        place.write(configuration, &manager.snippet(events).join("\n"), 0o644);
        assert_eq!(count(), events.len(), "{:#?}", status_at(&place.site()).0);
        if !manager.owns_hooks() {
            std::fs::remove_file(place.hook(Event::PrePush)).unwrap();
            says(&place.install().unwrap(), "pre-commit: calls zonegate already");
            assert!(status_at(&place.site()).1);
        }
    }
}

#[test]
fn linked_worktrees_share_the_hooks() {
    let place = Place::new();
    place.git(&["commit", "--allow-empty", "-m", "x"]);
    place.git(&["worktree", "add", "--quiet", "linked"]);
    let site = Site::find(&place.top.join("linked"), &|| place.command()).unwrap();
    install_at(&site, &place.program(), &[Event::PreCommit]).unwrap();
    assert_eq!(place.hooks(), ["pre-commit"]);
}

#[test]
fn outside_of_repositories_git_says_so() {
    let place = Place::new();
    let above = place.top.parent().unwrap().to_owned();
    let error = Site::find(&above, &|| place.command()).unwrap_err();
    assert!(error.to_string().contains("not a git repository") && !error.advice().is_empty(), "{error}");
}
