//! Real git repositories in temporary directories, and programs that see nothing of the machine they run on.
//!
//! Flows in: the steps of a test. Flows out: what git, or the program under test, printed. Every command gets an empty
//! environment but for what is listed in [`Sandbox::command`]: tests may run inside a hook, whose `GIT_*` variables would
//! send git to the wrong repository, and on machines whose users have configured git.

#![allow(dead_code, reason = "each test file is a crate of its own and uses a part of this")]

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// The configuration that every git command reads instead of the user's.
const GIT_CONFIG: &str = "\
[user]
    name = Test
    email = test@example.com
[init]
    defaultBranch = main
[protocol \"file\"]
    allow = always
[advice]
    detachedHead = false
[commit]
    gpgSign = false
";

/// A directory of its own with a home, a git configuration and nothing else.
pub(crate) struct Sandbox {
    directory: TempDir,
    top: PathBuf,
}

impl Sandbox {
    /// Makes one.
    pub(crate) fn new() -> Self {
        let directory = tempfile::Builder::new().prefix("zonegate-test-").tempdir().unwrap();
        // What libgit2 and git report is free of links; a temporary directory need not be.
        let top = directory.path().canonicalize().unwrap();
        std::fs::create_dir(top.join("home")).unwrap();
        std::fs::write(top.join("gitconfig"), GIT_CONFIG).unwrap();
        Self { directory, top }
    }

    /// Returns a path inside.
    pub(crate) fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.top.join(relative)
    }

    /// Prepares a program to run in `directory` with a scrubbed environment.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>, directory: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(directory).env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", self.path("home")).env("XDG_CONFIG_HOME", self.path("home/.config"));
        command.env("GIT_CONFIG_GLOBAL", self.path("gitconfig")).env("GIT_CONFIG_NOSYSTEM", "1");
        command.env("GIT_TERMINAL_PROMPT", "0").env("GIT_EDITOR", "true").env("LC_ALL", "C").env("TZ", "UTC");
        command.stdin(std::process::Stdio::null());
        command
    }

    /// Makes a repository in the directory `name`.
    pub(crate) fn repository(&self, name: &str) -> Repository<'_> {
        self.init(name, &[])
    }

    /// Makes a repository with further arguments of `git init`, such as `--bare`.
    pub(crate) fn init(&self, name: &str, arguments: &[&str]) -> Repository<'_> {
        let top = self.path(name);
        std::fs::create_dir_all(&top).unwrap();
        let repository = self.open(top);
        repository.git(&[&["init", "--quiet"], arguments].concat());
        repository
    }

    /// Takes a directory that is a working tree, or a git directory, already: a clone, a linked worktree, a submodule.
    pub(crate) fn open(&self, top: impl Into<PathBuf>) -> Repository<'_> {
        Repository { sandbox: self, top: top.into() }
    }
}

/// A repository in a sandbox.
pub(crate) struct Repository<'sandbox> {
    /// The sandbox it is in.
    pub(crate) sandbox: &'sandbox Sandbox,
    /// The top of the working tree.
    pub(crate) top: PathBuf,
}

impl Repository<'_> {
    /// Prepares a program to run at the top of the working tree.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        self.sandbox.command(program, &self.top)
    }

    /// Runs git, which must succeed, and returns what it printed, without the last line end.
    #[track_caller]
    pub(crate) fn git<A: AsRef<OsStr>>(&self, arguments: &[A]) -> String {
        let output = self.try_git(arguments);
        let shown: Vec<_> = arguments.iter().map(AsRef::as_ref).collect();
        assert!(output.status.success(), "git {shown:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
    }

    /// Runs git, whatever comes of it.
    pub(crate) fn try_git<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Output {
        self.command("git").args(arguments).output().unwrap()
    }

    /// Returns a path in the working tree; octets, because names need not be UTF-8.
    pub(crate) fn path(&self, path: impl AsRef<[u8]>) -> PathBuf {
        self.top.join(OsStr::from_bytes(path.as_ref()))
    }

    /// Writes a file and the directories above it.
    pub(crate) fn write(&self, path: impl AsRef<[u8]>, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Writes a file and adds it to the index.
    #[track_caller]
    pub(crate) fn add(&self, path: impl AsRef<[u8]>, text: impl AsRef<[u8]>) {
        self.write(&path, text);
        let path = OsString::from(OsStr::from_bytes(path.as_ref()));
        self.git(&["add".into(), "--force".into(), "--".into(), path]);
    }

    /// Commits what is staged and returns the commit's id.
    #[track_caller]
    pub(crate) fn commit(&self, message: &str) -> String {
        self.git(&["commit", "--quiet", "--allow-empty", "-m", message]);
        self.git(&["rev-parse", "HEAD"])
    }

    /// Writes an executable shell script to git's place for `event`.
    #[track_caller]
    pub(crate) fn hook(&self, event: &str, script: &str) {
        let hooks = PathBuf::from(self.git(&["rev-parse", "--path-format=absolute", "--git-path", "hooks"]));
        std::fs::create_dir_all(&hooks).unwrap();
        let hook = hooks.join(event);
        std::fs::write(&hook, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&hook, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
}
