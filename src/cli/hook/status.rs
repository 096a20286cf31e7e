//! `zonegate hook status`: would git run the gate?
//!
//! Flows in: what is at git's place for each event. Flows out: a line for each event, and whether all of them work. This is
//! what finds a hook that another tool replaced, or that git passes over.

use std::path::Path;

use super::managers::{self, Manager};
use super::script::{self, OwnScript};
use super::site::{self, Foreign, Hook, Site, is_executable};
use super::{Event, HookError};

/// Says for each event whether git would run the gate, and whether it would for all of them.
pub(crate) fn status(repo_cwd: &Path) -> Result<(Vec<String>, bool), HookError> {
    Ok(status_at(&Site::find(repo_cwd, &site::git)?))
}

pub(super) fn status_at(site: &Site) -> (Vec<String>, bool) {
    let managers = managers::detect(site);
    let found = Event::ALL.map(|event| (event, state(site, &managers, event)));
    let all = found.iter().all(|(_, state)| state.effective);
    let mut lines: Vec<String> =
        found.into_iter().map(|(event, state)| format!("{}: {}", event.name(), state.words)).collect();
    lines.extend(site.remark());
    if !all {
        lines.extend(managers.iter().map(|manager| format!("{} is configured here", manager.name())));
        lines.push("zonegate hook install puts the gate where it is missing, or says how".to_owned());
    }
    (lines, all)
}

/// What would happen at one event.
struct State {
    effective: bool,
    words: String,
}

impl State {
    fn works(words: String) -> Self {
        Self { effective: true, words }
    }

    fn fails(words: String) -> Self {
        Self { effective: false, words }
    }
}

fn state(site: &Site, managers: &[Manager], event: Event) -> State {
    let path = site.path(event);
    let place = path.display();
    let hook = site.hook(event);
    if matches!(hook, Hook::Ours(_) | Hook::Foreign(Foreign::File { .. })) && !is_executable(&path) {
        let word = String::from_utf8_lossy(&script::quoted(&path)).into_owned();
        return State::fails(format!("not executable, so git ignores it without a word; chmod +x {word}"));
    }
    match hook {
        Hook::Missing => match site.shadowed(event) {
            Some(ours) => State::fails(format!("shadowed: {} is ours, but git looks for {place}", ours.display())),
            None => State::fails(format!("missing: there is no {place}")),
        },
        Hook::Ours(own) => ours(&own, &path, event),
        Hook::Foreign(Foreign::File { calls: true }) => {
            State::works(format!("effective: {place}, another tool's, has a line that calls zonegate"))
        }
        Hook::Foreign(Foreign::File { calls: false }) => {
            if let Some(manager) = managers.iter().find(|manager| manager.calls(site, event)) {
                return State::works(format!("effective: {} calls zonegate, as it is configured", manager.name()));
            }
            State::fails(format!("foreign: {place} is another tool's and does not call zonegate itself"))
        }
        Hook::Foreign(Foreign::Dangling) => {
            State::fails(format!("foreign: {place} is a link that leads nowhere, so git ignores it without a word"))
        }
        Hook::Foreign(Foreign::Unreadable(why)) => State::fails(format!("foreign: {place} cannot be read: {why}")),
    }
}

fn ours(own: &OwnScript, path: &Path, event: Event) -> State {
    let place = path.display();
    match &own.program {
        Some(program) if is_executable(program) => State::works(format!("effective: {place}")),
        Some(program) => State::fails(format!(
            "ours, but {} is gone; the hook takes `zonegate` from PATH or stops git; zonegate hook install renews it",
            program.display()
        )),
        None if std::fs::read(path).is_ok_and(|text| script::calls(&text, event)) => {
            State::works(format!("effective: {place}, of another version or edited"))
        }
        None => {
            State::fails(format!("ours, but {place} is of another version or edited; zonegate hook install renews it"))
        }
    }
}
