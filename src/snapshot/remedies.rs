//! What to do when a repository cannot be read.
//!
//! Flows in: libgit2's words. Flows out: one line of advice for the reader of the report, and the errors that carry it.

use super::SnapshotError;

/// Builds the error of a run that cannot go on.
pub(crate) fn unreadable(what: &str, why: &str, fix: &str) -> SnapshotError {
    SnapshotError::Unreadable { what: what.to_owned(), why: why.to_owned(), fix: fix.to_owned() }
}

/// Advises about a repository that belongs to somebody else; libgit2 names it in quotes.
pub(crate) fn foreign_owner(words: &str) -> String {
    let directory = words.split('\'').nth(1).map_or("DIRECTORY", |path| path.trim_end_matches('/'));
    format!("if you trust it: git config --global --add safe.directory '{directory}'")
}

/// Advises about a repository that does not open.
pub(crate) fn closed_repository(words: &str) -> &'static str {
    let unsupported = ["unknown object format", "unsupported extension", "unsupported repository version"];
    if unsupported.iter().any(|start| words.contains(start)) {
        "this repository format needs the git command back end, which this version does not have yet"
    } else {
        "see whether git status works here; give GIT_DIR and GIT_WORK_TREE as absolute paths"
    }
}

/// Advises about an index that cannot be read.
pub(crate) fn closed_index(words: &str) -> &'static str {
    if words.contains("'link'") {
        "a split index is not supported yet: git update-index --no-split-index"
    } else if words.contains("'sdir'") {
        "a sparse index is not supported yet: git sparse-checkout reapply --no-sparse-index"
    } else {
        "git fsck shows what is damaged; git reset builds the index again from HEAD"
    }
}

/// Builds the error for a revision that this clone does not have.
pub(crate) fn missing_revision(name: &str, is_oid: bool, shallow: bool) -> SnapshotError {
    const IN_CI: &str = "in CI actions/checkout with fetch-depth: 0, GitLab GIT_DEPTH: \"0\"";
    let fix = match (is_oid, shallow) {
        (true, _) => format!("git fetch --depth=1 origin {name}; {IN_CI}"),
        (false, true) => format!("git fetch --unshallow; {IN_CI}"),
        (false, false) => "git fetch, or look the name up with git branch --all".to_owned(),
    };
    SnapshotError::RevisionMissing { name: name.to_owned(), shallow, fix }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_advice_for_a_foreign_owner_names_the_directory() {
        let words = "repository path '/srv/it's/dns/' is not owned by current user";
        assert!(foreign_owner("repository path '/srv/dns/' is not owned").ends_with("safe.directory '/srv/dns'"));
        assert!(foreign_owner(words).contains("safe.directory"));
        assert!(foreign_owner("nothing quoted").ends_with("'DIRECTORY'"));
    }

    #[test]
    fn the_advice_for_a_missing_revision_can_be_pasted() {
        let oid = "52d27d6000000000000000000000000000000000";
        assert!(missing_revision(oid, true, true).fix().starts_with(&format!("git fetch --depth=1 origin {oid}")));
        assert!(missing_revision("HEAD^", false, true).fix().starts_with("git fetch --unshallow"));
        assert_eq!(missing_revision("x", false, true).to_string(), "revision `x` is not in this clone (shallow)");
        assert_eq!(missing_revision("x", false, false).to_string(), "revision `x` is not in this clone");
    }
}
