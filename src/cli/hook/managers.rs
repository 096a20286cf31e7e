//! Hook managers, and how each of them is made to call the gate.
//!
//! Flows in: the top of a working tree. Flows out: the managers configured there, and for each the text to put into its
//! configuration. husky moves git's hook directory and lefthook replaces the hooks in it, so a hook of ours would be gone
//! with their next run, without a word.

use super::Event;
use super::script;
use super::site::Site;

/// A tool that manages hooks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manager {
    /// husky.
    Husky,
    /// lefthook.
    Lefthook,
    /// The pre-commit framework, and prek.
    PreCommit,
}

/// The names lefthook looks for.
const LEFTHOOK: [&str; 8] = [
    "lefthook.yml",
    "lefthook.yaml",
    ".lefthook.yml",
    ".lefthook.yaml",
    ".config/lefthook.yml",
    ".config/lefthook.yaml",
    "lefthook.toml",
    "lefthook.json",
];

/// Returns the managers of a working tree.
pub(super) fn detect(site: &Site) -> Vec<Manager> {
    let Some(top) = site.top() else { return Vec::new() };
    let there = |name: &str| std::fs::symlink_metadata(top.join(name)).is_ok();
    let mut managers = Vec::new();
    if there(".husky") {
        managers.push(Manager::Husky);
    }
    if LEFTHOOK.into_iter().any(there) {
        managers.push(Manager::Lefthook);
    }
    if there(".pre-commit-config.yaml") {
        managers.push(Manager::PreCommit);
    }
    managers
}

impl Manager {
    /// Returns the tool's name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Husky => "husky",
            Self::Lefthook => "lefthook",
            Self::PreCommit => "pre-commit",
        }
    }

    /// Tells whether hooks that are not its own stop working: pre-commit alone goes on calling them.
    pub(super) fn owns_hooks(self) -> bool {
        matches!(self, Self::Husky | Self::Lefthook)
    }

    /// Returns what to put into the tool's configuration, line by line.
    pub(super) fn snippet(self, events: &[Event]) -> Vec<String> {
        match self {
            Self::Husky => husky(events),
            Self::Lefthook => lefthook(events),
            Self::PreCommit => pre_commit(events),
        }
    }
}

fn husky(events: &[Event]) -> Vec<String> {
    let lines = events.iter().flat_map(|&event| {
        [
            format!("put this line into .husky/{}:", event.name()),
            format!("    {}", script::line_to_add("zonegate", event)),
        ]
    });
    lines.collect()
}

fn lefthook(events: &[Event]) -> Vec<String> {
    let mut lines = vec!["put this into lefthook.yml, then run lefthook install:".to_owned()];
    // Without it a clone that has no lefthook commits without any check.
    lines.push("    assert_lefthook_installed: true".to_owned());
    for &event in events {
        lines.push(format!("    {}:", event.name()));
        lines.push("      commands:".to_owned());
        lines.push("        zonegate:".to_owned());
        match event {
            Event::PreCommit | Event::PreMergeCommit => {
                lines.push(format!("          run: zonegate hook run {}", event.name()));
            }
            Event::PrePush => {
                lines.push(format!("          run: zonegate hook run {} {{1}} {{2}}", event.name()));
                lines.push("          use_stdin: true".to_owned());
            }
        }
    }
    lines
}

fn pre_commit(events: &[Event]) -> Vec<String> {
    let stages: Vec<&str> = events.iter().filter(|event| **event != Event::PrePush).map(|event| event.name()).collect();
    let mut lines = Vec::new();
    if !stages.is_empty() {
        lines.push("put this under `repos:` in .pre-commit-config.yaml:".to_owned());
        // always_run: a commit that only deletes zones has no files to pass, and would be skipped.
        let hook = "- repo: local\n  hooks:\n  - id: zonegate\n    name: zonegate\n    language: system\n    \
            entry: zonegate hook run pre-commit\n    always_run: true\n    pass_filenames: false\n    require_serial: true";
        lines.extend(hook.lines().map(|line| format!("    {line}")));
        lines.push(format!("        stages: [{}]", stages.join(", ")));
        let types: Vec<String> = stages.iter().map(|stage| format!("-t {stage}")).collect();
        lines.push(format!("then run pre-commit install {}", types.join(" ")));
    }
    if stages.len() < events.len() {
        lines.push(
            "keep the pre-push hook out of pre-commit: it looks at the first of several pushed refs only".to_owned(),
        );
    }
    lines
}
