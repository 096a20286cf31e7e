//! Which locks are ours: by their ids, never by a user's name (design.md, Lock scopes).
#![expect(clippy::disallowed_methods, reason = "an edge module: the ids of this worktree lie in its git directory")]

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use super::Evidence;

/// The ids of the locks that are ours.
#[derive(Clone, Debug, Default)]
pub struct OurIds {
    ids: BTreeSet<String>,
}

impl OurIds {
    /// Takes the value of `ZONEGATE_LOCK_ID` (one id, or several with commas or blanks between) and the ids that
    /// `lock acquire --kind edit` put into this worktree's git directory.
    ///
    /// Ids that cannot be read are none of ours: the lock then blocks, which is the safe side.
    pub fn new(variable: Option<&str>, git_dir: Option<&Path>) -> Self {
        let kept = git_dir.and_then(|dir| std::fs::read_to_string(ids_file(dir)).ok()).unwrap_or_default();
        let words = variable.unwrap_or_default().split([',', ' ', '\t', '\n']).chain(kept.lines());
        Self { ids: words.map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect() }
    }

    /// Tells whether the lock behind this evidence is ours.
    pub fn is_ours(&self, evidence: &Evidence) -> bool {
        evidence.id.as_deref().is_some_and(|id| self.contains(id))
    }

    /// Tells whether an id is ours.
    pub fn contains(&self, id: &str) -> bool {
        self.ids.contains(id)
    }
}

/// Keeps an id in the worktree's git directory.
pub(crate) fn remember(git_dir: &Path, id: &str) -> io::Result<()> {
    rewrite(git_dir, |ids| ids.push(id.to_owned()))
}

/// Drops an id from the worktree's git directory.
pub(crate) fn forget(git_dir: &Path, id: &str) -> io::Result<()> {
    rewrite(git_dir, |ids| ids.retain(|kept| kept != id))
}

fn rewrite(git_dir: &Path, change: impl FnOnce(&mut Vec<String>)) -> io::Result<()> {
    let path = ids_file(git_dir);
    let before = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error),
    };
    let mut ids: Vec<String> = before.lines().map(str::to_owned).collect();
    change(&mut ids);
    let after: String = ids.iter().flat_map(|id| [id.as_str(), "\n"]).collect();
    if after == before { Ok(()) } else { super::store::write_atomically(&path, after.as_bytes()) }
}

fn ids_file(git_dir: &Path) -> PathBuf {
    git_dir.join("zonegate").join("ids")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locks::LockKind;

    #[test]
    fn a_lock_is_ours_by_its_id_only() {
        let dir = tempfile::tempdir().unwrap();
        remember(dir.path(), "kept").unwrap();
        remember(dir.path(), "gone").unwrap();
        forget(dir.path(), "gone").unwrap();
        let ours = OurIds::new(Some("a, b"), Some(dir.path()));
        let evidence = |id: Option<&str>| Evidence {
            id: id.map(str::to_owned),
            holder: Some("me".to_owned()),
            ..Evidence::new("local", LockKind::Edit, "")
        };
        for (id, expected) in [
            (Some("a"), true),
            (Some("b"), true),
            (Some("kept"), true),
            (Some("gone"), false),
            (Some(""), false),
            (None, false),
        ] {
            assert_eq!(ours.is_ours(&evidence(id)), expected, "{id:?}");
        }
        assert!(!OurIds::new(None, None).is_ours(&evidence(Some(""))));
    }
}
