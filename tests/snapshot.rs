//! Snapshots of real repositories, made by real git.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::string_slice,
    reason = "a test asks the world and stops at the first surprise; object ids are ASCII"
)]

mod support;

use std::path::Path;

use support::{Repository, Sandbox};
use zonegate::snapshot::{
    FileKind, GitEnvironment, GitSnapshot, ReadFailure, RepoPath, Repository as Opened, Snapshot, SnapshotError,
    Worktree,
};

fn opened(repository: &Repository<'_>) -> Opened {
    Opened::open_at(&repository.top, &GitEnvironment::plain(&repository.top)).unwrap()
}

fn index(repository: &Repository<'_>) -> Result<GitSnapshot, SnapshotError> {
    opened(repository).index_snapshot()
}

fn path(octets: impl AsRef<[u8]>) -> RepoPath {
    RepoPath::new(octets.as_ref())
}

/// Lists a snapshot as `path=text` words; what cannot be read as `path!`.
fn listing(snapshot: &dyn Snapshot) -> String {
    let show = |path: &RepoPath| match snapshot.read(path) {
        Ok(text) => format!("{path}={}", String::from_utf8_lossy(&text)),
        Err(_) => format!("{path}!"),
    };
    snapshot.entries().iter().map(|entry| show(&entry.path)).collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn unreadable(error: &SnapshotError, words: &str) {
    assert!(matches!(error, SnapshotError::Unreadable { .. }), "{error:?}");
    assert!(error.to_string().contains(words), "{error}");
    assert!(!error.fix().is_empty(), "no advice: {error}");
}

#[track_caller]
fn no_text(snapshot: &dyn Snapshot, file: impl AsRef<[u8]>, words: &str) {
    match snapshot.read(&path(file)) {
        Err(ReadFailure::Unreadable(why)) => assert!(why.contains(words), "{why}"),
        other => assert!(matches!(other, Err(ReadFailure::Unreadable(_))), "{other:?}"),
    }
}

#[test]
fn index_and_commit_hold_what_was_staged_and_committed() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("zones");
    repository.add("b/two", "2");
    repository.add("a", "1");
    let first = repository.commit("first");
    repository.add("a", "staged");
    repository.write("a", "in the working tree");
    repository.write("untracked", "x");
    let opened = opened(&repository);
    assert_eq!(listing(&opened.index_snapshot().unwrap()), "a=staged b/two=2");
    let head = opened.head_snapshot().unwrap().unwrap();
    assert_eq!(listing(&head), "a=1 b/two=2");
    assert_eq!((head.id(), head.side().words().map(str::to_owned)), (first, Some("HEAD".to_owned())));
    assert_eq!(opened.index_snapshot().unwrap().id(), "");
    let blob = repository.git(&["rev-parse", ":a"]);
    assert_eq!(opened.index_snapshot().unwrap().entry(&path("a")).unwrap().content, blob);
    assert_eq!(head.read(&path("b")), Err(ReadFailure::Directory));
    assert_eq!(head.read(&path("c")), Err(ReadFailure::NotFound));
    assert_eq!(listing(&opened.empty_snapshot("nothing")), "");
}

#[test]
fn before_the_first_commit_there_is_no_head() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("zones");
    assert!(opened(&repository).head_snapshot().unwrap().is_none());
    assert_eq!(listing(&index(&repository).unwrap()), "");
    repository.add("a", "1");
    assert_eq!(listing(&index(&repository).unwrap()), "a=1");
}

#[test]
fn a_broken_head_is_not_taken_for_a_first_commit() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("zones");
    repository.add("a", "1");
    let commit = repository.commit("first");
    repository.write(".git/refs/heads/main", "ffffffffffffffffffffffffffffffffffffffff\n");
    assert!(opened(&repository).head_snapshot().is_err());
    repository.write(".git/refs/heads/main", "no object id\n");
    assert!(opened(&repository).head_snapshot().is_err());
    repository.write(".git/HEAD", format!("{commit}\n"));
    assert_eq!(opened(&repository).head_snapshot().unwrap().unwrap().id(), commit);
}

#[test]
fn a_missing_index_is_an_error_once_there_are_commits() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("zones");
    repository.add("a", "1");
    repository.commit("first");
    std::fs::remove_file(repository.path(".git/index")).unwrap();
    unreadable(&index(&repository).unwrap_err(), "there is no index file");
}

#[test]
fn the_index_file_that_git_names_is_the_one_that_is_read() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("zones");
    repository.add("a", "1");
    repository.commit("first");
    std::fs::copy(repository.path(".git/index"), repository.path(".git/other")).unwrap();
    repository.add("a", "staged");
    let with = |cwd: &Path, file: &str| {
        let environment = GitEnvironment { index_file: Some(file.into()), ..GitEnvironment::plain(cwd) };
        Opened::open_at(&repository.top, &environment).unwrap().index_snapshot()
    };
    assert_eq!(listing(&with(&repository.top, ".git/other").unwrap()), "a=1");
    assert_eq!(listing(&with(&repository.top, ".git/index").unwrap()), "a=staged");
    let elsewhere = with(&sandbox.path("home"), ".git/index").unwrap_err();
    unreadable(&elsewhere, "GIT_INDEX_FILE=.git/index does not exist from");
    assert!(elsewhere.fix().contains("repository top"));
}

#[test]
fn before_the_first_commit_only_the_usual_index_may_be_missing() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("zones");
    let with = |cwd: &Path| {
        let environment = GitEnvironment { index_file: Some(".git/index".into()), ..GitEnvironment::plain(cwd) };
        Opened::open_at(&repository.top, &environment).unwrap().index_snapshot()
    };
    assert_eq!(listing(&with(&repository.top).unwrap()), "");
    unreadable(&with(&sandbox.path("home")).unwrap_err(), "does not exist");
}

#[test]
fn a_damaged_index_is_an_error() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("zones");
    repository.add("a", "1");
    for junk in ["", "DIRC", "no index at all, but long enough to look like one to somebody"] {
        repository.write(".git/index", junk);
        let read = index(&repository);
        // git takes an index file of no octets for an empty index.
        assert!(read.is_err() || junk.is_empty() && read.unwrap().entries().is_empty(), "{junk:?}");
    }
}

#[test]
fn conflicts_are_named() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("zones");
    repository.add("a", "base");
    repository.commit("base");
    repository.git(&["checkout", "--quiet", "-b", "side"]);
    repository.add("a", "side");
    repository.commit("side");
    repository.git(&["checkout", "--quiet", "main"]);
    repository.add("a", "main");
    repository.commit("main");
    assert!(!repository.try_git(&["merge", "side"]).status.success());
    unreadable(&index(&repository).unwrap_err(), "`a` has unresolved conflicts");
    repository.add("a", "both");
    assert_eq!(listing(&index(&repository).unwrap()), "a=both");
}

#[test]
fn files_that_are_only_announced_are_not_there() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("zones");
    repository.add("a", "1");
    repository.write("later", "x");
    repository.git(&["add", "--intent-to-add", "later"]);
    assert_eq!(listing(&index(&repository).unwrap()), "a=1");
}

#[test]
fn links_are_followed_inside_the_snapshot_only() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("zones");
    repository.add("real/a", "1");
    for (link, target) in [
        ("near", "real/a"),
        ("directory", "real"),
        ("real/up", "../near"),
        ("loop", "loop"),
        ("dangling", "gone"),
        ("outside", "../home/x"),
        ("absolute", "/etc/passwd"),
    ] {
        std::os::unix::fs::symlink(target, repository.path(link)).unwrap();
    }
    repository.git(&["add", "--all"]);
    let commit = repository.commit("links");
    // The working tree must not matter.
    std::fs::remove_dir_all(repository.path("real")).unwrap();
    let opened = opened(&repository);
    for snapshot in [opened.index_snapshot().unwrap(), opened.commit_snapshot(&commit, "it").unwrap()] {
        let read = |name: &str| snapshot.read(&path(name));
        assert_eq!(snapshot.entry(&path("near")).unwrap().kind, FileKind::Symlink);
        for good in ["near", "directory/a", "real/up"] {
            assert_eq!(read(good).as_deref(), Ok(b"1".as_slice()), "{good}");
        }
        assert_eq!(read("directory"), Err(ReadFailure::Directory));
        assert_eq!(read("dangling"), Err(ReadFailure::NotFound));
        assert_eq!(read("outside"), Err(ReadFailure::Outside));
        assert_eq!(read("absolute"), Err(ReadFailure::Outside));
        no_text(&snapshot, "loop", "too many levels");
    }
}

#[test]
fn names_are_octets() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("zones");
    repository.git(&["config", "core.ignorecase", "true"]);
    let names: [&[u8]; 5] = [b"B\xffdir/\xfe.zone", b"Zones/A.zone", b"line\nend", b"with space", b"zones/a.zone"];
    for name in names {
        let blob = repository.sandbox.path("blob");
        std::fs::write(&blob, name).unwrap();
        let oid = repository.git(&["hash-object", "-w", blob.to_str().unwrap()]);
        let mut info = format!("100644,{oid},").into_bytes();
        info.extend_from_slice(name);
        let info = <std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(&info);
        // Under core.ignorecase git itself would take the second spelling for the first.
        repository.git(&[
            "-c".as_ref(),
            "core.ignorecase=false".as_ref(),
            "update-index".as_ref(),
            "--add".as_ref(),
            "--cacheinfo".as_ref(),
            info,
        ]);
    }
    let commit = repository.commit("names");
    let opened = opened(&repository);
    for snapshot in [opened.index_snapshot().unwrap(), opened.commit_snapshot(&commit, "it").unwrap()] {
        let found: Vec<&[u8]> = snapshot.entries().iter().map(|entry| entry.path.as_bytes()).collect();
        assert_eq!(found, names);
        for name in names {
            assert_eq!(snapshot.read(&path(name)).as_deref(), Ok(name));
        }
    }
}

#[test]
fn contents_that_are_no_text_are_refused() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("zones");
    repository.add("lfs", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n");
    repository.add("crypt", b"\0GITCRYPT\0\x01\x02\x03");
    let snapshot = index(&repository).unwrap();
    no_text(&snapshot, "lfs", "Git LFS pointer");
    no_text(&snapshot, "crypt", "git-crypt");
}

#[test]
fn a_missing_object_is_named() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("zones");
    repository.add("sub/a", "1");
    repository.commit("first");
    let object = |oid: &str| repository.path(format!(".git/objects/{}/{}", &oid[..2], &oid[2..]));
    let blob = repository.git(&["rev-parse", "HEAD:sub/a"]);
    std::fs::remove_file(object(&blob)).unwrap();
    no_text(&index(&repository).unwrap(), "sub/a", &format!("object {blob} is missing here"));
    let tree = repository.git(&["rev-parse", "HEAD:sub"]);
    std::fs::remove_file(object(&tree)).unwrap();
    unreadable(&opened(&repository).head_snapshot().unwrap_err(), &format!("object {tree} is missing here"));
}

#[test]
fn submodules_are_entries_without_text() {
    let sandbox = Sandbox::new();
    let inner = sandbox.repository("inner");
    inner.add("a", "1");
    let commit = inner.commit("inner");
    let repository = sandbox.repository("zones");
    repository.git(&["submodule", "--quiet", "add", inner.top.to_str().unwrap(), "module"]);
    let snapshot = index(&repository).unwrap();
    let entry = snapshot.entry(&path("module")).unwrap();
    assert_eq!((entry.kind, entry.content.as_str()), (FileKind::Submodule, commit.as_str()));
    no_text(&snapshot, "module/a", "module is a submodule");
    let tracked: Vec<RepoPath> = snapshot.entries().iter().map(|entry| entry.path.clone()).collect();
    let worktree = Worktree::repository(&repository.top, tracked).unwrap();
    assert_eq!(worktree.entry(&path("module")).unwrap().kind, FileKind::Submodule);
    no_text(&worktree, "module/a", "module is a submodule");
    // Inside, the submodule is a repository like any other.
    assert_eq!(listing(&index(&sandbox.open(repository.path("module"))).unwrap()), "a=1");
}

#[test]
fn revisions_are_found_or_named_as_missing() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("zones");
    repository.add("a", "1");
    let first = repository.commit("first");
    repository.git(&["tag", "--annotate", "-m", "one", "v1"]);
    repository.git(&["tag", "of-a-file", "HEAD:a"]);
    repository.add("a", "2");
    repository.commit("second");
    let opened = opened(&repository);
    for rev in ["v1", "HEAD^", "main~1", first.as_str(), first.get(..10).unwrap()] {
        let snapshot = opened.commit_snapshot(rev, "the base").unwrap();
        assert_eq!((snapshot.id().as_str(), listing(&snapshot).as_str()), (first.as_str(), "a=1"), "{rev}");
    }
    for missing in ["no-such-branch", "HEAD~7", &"ab".repeat(20), &"0".repeat(40)] {
        let error = opened.commit_snapshot(missing, "the base").unwrap_err();
        assert!(
            matches!(&error, SnapshotError::RevisionMissing { name, shallow: false, .. } if name == missing),
            "{error}"
        );
    }
    for (wrong, words) in [("HEAD:a", "HEAD:a"), ("of-a-file", "of-a-file"), ("a..b", "a..b"), ("", "revision ``")] {
        unreadable(&opened.commit_snapshot(wrong, "the base").unwrap_err(), words);
    }
}

#[test]
fn full_object_ids_are_peeled_to_commits() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("zones");
    repository.add("a", "1");
    let first = repository.commit("first");
    repository.git(&["tag", "--annotate", "-m", "one", "v1"]);
    let (tag, blob) = (repository.git(&["rev-parse", "v1"]), repository.git(&["rev-parse", "HEAD:a"]));
    assert_ne!(tag, first);
    let opened = opened(&repository);
    assert_eq!(opened.peel_to_commit(&tag).unwrap(), Some(first.clone()));
    assert_eq!(opened.peel_to_commit(&first).unwrap(), Some(first.clone()));
    assert_eq!(opened.peel_to_commit(&blob).unwrap(), None);
    assert!(opened.has_commit(&first) && opened.has_commit(&tag) && !opened.has_commit(&blob));
    for wrong in ["", "abc", "HEAD", &"0".repeat(40), &"0".repeat(64), &first[..39], &"g".repeat(40)] {
        assert!(opened.peel_to_commit(wrong).is_err() && !opened.has_commit(wrong), "{wrong}");
    }
}

#[test]
fn the_cut_of_a_shallow_clone_is_told() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("zones");
    repository.add("a", "1");
    let first = repository.commit("first");
    repository.add("a", "2");
    repository.commit("second");
    let url = format!("file://{}", repository.top.display());
    repository.git(&["clone", "--quiet", "--depth=1", &url, sandbox.path("clone").to_str().unwrap()]);
    let clone = opened(&sandbox.open(sandbox.path("clone")));
    assert!(clone.is_shallow() && !opened(&repository).is_shallow());
    assert!(!clone.has_commit(&first));
    let error = clone.commit_snapshot("HEAD^", "the base").unwrap_err();
    assert!(
        error.to_string().ends_with("(shallow)") && error.fix().contains("--unshallow"),
        "{error}: {}",
        error.fix()
    );
    let error = clone.commit_snapshot(&first, "the base").unwrap_err();
    assert!(error.fix().contains(&format!("git fetch --depth=1 origin {first}")), "{}", error.fix());
}

#[test]
fn a_bare_repository_has_commits_but_no_index() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("zones");
    repository.add("a", "1");
    repository.commit("first");
    let top = sandbox.path("bare.git");
    repository.git(&["clone", "--quiet", "--bare", ".", top.to_str().unwrap()]);
    let bare = opened(&sandbox.open(top));
    assert!(bare.is_bare() && bare.worktree_root().is_none());
    unreadable(&bare.index_snapshot().unwrap_err(), "bare repository");
    assert_eq!(listing(&bare.head_snapshot().unwrap().unwrap()), "a=1");
}

#[test]
fn directories_of_a_linked_worktree() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("zones");
    repository.add("a", "1");
    repository.commit("first");
    let linked = sandbox.open(sandbox.path("linked"));
    repository.git(&["worktree", "add", "--quiet", linked.top.to_str().unwrap()]);
    linked.add("a", "staged in the linked one");
    let opened = opened(&linked);
    assert_eq!(opened.git_dir(), repository.path(".git/worktrees/linked"));
    assert_eq!(opened.common_dir(), repository.path(".git"));
    assert_eq!(opened.worktree_root().as_ref(), Some(&linked.top));
    assert_eq!(listing(&opened.index_snapshot().unwrap()), "a=staged in the linked one");
    assert_eq!(listing(&index(&repository).unwrap()), "a=1");
}

#[test]
fn the_top_of_the_working_tree_is_the_one_git_means() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("zones");
    let elsewhere = sandbox.path("home");
    let top = |git_dir: Option<&str>, work_tree: Option<&str>| {
        let plain = GitEnvironment::plain(&elsewhere);
        let environment =
            GitEnvironment { git_dir: git_dir.map(Into::into), work_tree: work_tree.map(Into::into), ..plain };
        Opened::open_at(&repository.top, &environment).unwrap().worktree_root().unwrap()
    };
    assert_eq!(top(None, None), repository.top);
    assert_eq!(top(Some("../zones/.git"), None), elsewhere);
    assert_eq!(top(Some("../zones/.git"), Some(".")), elsewhere);
    assert_eq!(top(Some("../zones/.git"), Some("/abs")), Path::new("/abs"));
    repository.git(&["config", "core.worktree", "../../other"]);
    std::fs::create_dir(sandbox.path("other")).unwrap();
    assert_eq!(top(Some("../zones/.git"), None), sandbox.path("other"));
}

#[test]
fn merge_base_with_a_remote() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("zones");
    repository.add("a", "1");
    let first = repository.commit("first");
    repository.git(&["clone", "--quiet", ".", sandbox.path("clone").to_str().unwrap()]);
    let clone = sandbox.open(sandbox.path("clone"));
    clone.git(&["update-ref", "refs/remotes/origin/feature/x", &first]);
    clone.add("a", "2");
    let pushed = clone.commit("pushed");
    clone.git(&["update-ref", "refs/remotes/origin/topic", &pushed]);
    clone.add("a", "3");
    let tip = clone.commit("new");
    let opened = opened(&clone);
    assert_eq!(opened.merge_base_with_remote("origin", &tip).unwrap(), Some(pushed));
    assert_eq!(opened.merge_base_with_remote("origin", &first).unwrap(), Some(first));
    assert_eq!(opened.merge_base_with_remote("orig", &tip).unwrap(), None);
    assert_eq!(opened.merge_base_with_remote("https://example.com/zones.git", &tip).unwrap(), None);
    clone.git(&["checkout", "--quiet", "--orphan", "fresh"]);
    let orphan = clone.commit("unrelated");
    assert_eq!(opened.merge_base_with_remote("origin", &orphan).unwrap(), None);
    assert!(opened.merge_base_with_remote("origin", "abc").is_err());
}

#[test]
fn formats_libgit2_does_not_know_are_refused_with_advice() {
    let sandbox = Sandbox::new();
    let open = |repository: &Repository<'_>| {
        Opened::open_at(&repository.top, &GitEnvironment::plain(&repository.top)).unwrap_err()
    };
    let sha256 = sandbox.init("sha256", &["--object-format=sha256"]);
    unreadable(&open(&sha256), "sha256");
    let reftable = sandbox.init("reftable", &["--ref-format=reftable"]);
    unreadable(&open(&reftable), "refstorage");
    assert!(open(&reftable).fix().contains("git command back end"));
    let nothing = sandbox.open(sandbox.path("home"));
    assert!(matches!(open(&nothing), SnapshotError::NoRepository(_)));
    let split = sandbox.repository("split");
    split.add("a", "1");
    split.git(&["update-index", "--split-index"]);
    let error = index(&split).unwrap_err();
    unreadable(&error, "link");
    assert!(error.fix().contains("--no-split-index"));
}

#[test]
fn crafted_trees_are_refused() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("zones");
    repository.add("a", "1");
    repository.commit("first");
    let blob = repository.git(&["rev-parse", "HEAD:a"]);
    let raw: Vec<u8> = (0..20).map(|at| u8::from_str_radix(&blob[2 * at..2 * at + 2], 16).unwrap()).collect();
    let entry = |name: &str| [format!("100644 {name}\0").as_bytes(), &raw].concat();
    for (tree, words) in [
        (entry(".."), "no path"),
        (entry("."), "no path"),
        (entry("a/b"), ""),
        ([entry("a"), entry("a")].concat(), "there twice"),
        (entry("a").split_off(3), ""),
    ] {
        std::fs::write(sandbox.path("tree"), tree).unwrap();
        let file = sandbox.path("tree");
        let tree = repository.git(&["hash-object", "-t", "tree", "--literally", "-w", file.to_str().unwrap()]);
        let commit = repository.git(&["commit-tree", "-m", "crafted", &tree]);
        let read = opened(&repository).commit_snapshot(&commit, "it");
        // A name with a slash is taken for the path it looks like, which is what a checkout would make of it.
        assert!(words.is_empty() || read.as_ref().is_err_and(|error| error.to_string().contains(words)), "{read:?}");
    }
}

/// Not a test by itself: the hooks below call it, so that it sees the environment that git gives to hooks.
#[test]
#[ignore = "called by hooks of other tests"]
fn print_snapshots() {
    let environment = GitEnvironment {
        cwd: std::env::current_dir().unwrap(),
        git_dir: std::env::var_os("GIT_DIR"),
        index_file: std::env::var_os("GIT_INDEX_FILE"),
        work_tree: std::env::var_os("GIT_WORK_TREE"),
    };
    let repository = Opened::open(&environment).unwrap();
    let head = repository.head_snapshot().unwrap();
    println!("index: {}", listing(&repository.index_snapshot().unwrap()));
    println!("head: {}", head.map_or_else(|| "none".to_owned(), |head| listing(&head)));
    println!("top: {}", repository.worktree_root().unwrap().display());
    println!("git: {}", repository.git_dir().display());
}

/// Makes a hook that notes what it sees, and returns what one git command makes it note.
#[track_caller]
fn seen(repository: &Repository<'_>, event: &str, command: &[&str]) -> Vec<String> {
    let notes = repository.sandbox.path("notes");
    let program = std::env::current_exe().unwrap();
    let run = "--exact print_snapshots --ignored --nocapture";
    repository.hook(event, &format!("'{}' {run} >'{}' 2>&1", program.display(), notes.display()));
    let output = repository.try_git(command);
    let notes = std::fs::read_to_string(notes).unwrap();
    assert!(output.status.success(), "{command:?}: {notes}{}", String::from_utf8_lossy(&output.stderr));
    notes.lines().filter(|line| line.contains(": ") && !line.starts_with("test ")).map(str::to_owned).collect()
}

#[track_caller]
fn saw(seen: &[String], line: &str) {
    assert!(seen.iter().any(|other| other == line), "{line:?} is not in {seen:?}");
}

#[test]
fn hooks_see_exactly_what_is_being_committed() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("zones");
    saw(&seen(&repository, "pre-commit", &["commit", "--allow-empty", "-m", "first"]), "index: ");
    repository.add("a", "1");
    repository.add("b", "1");
    saw(&seen(&repository, "pre-commit", &["commit", "-m", "plain"]), "index: a=1 b=1");
    repository.write("a", "2");
    saw(&seen(&repository, "pre-commit", &["commit", "-a", "-m", "all"]), "index: a=2 b=1");
    repository.write("a", "3");
    repository.add("b", "staged, but not named");
    let partial = seen(&repository, "pre-commit", &["commit", "-m", "path", "--", "a"]);
    saw(&partial, "index: a=3 b=1");
    saw(&partial, "head: a=2 b=1");
    repository.write("a", "4");
    let included = seen(&repository, "pre-commit", &["commit", "-m", "include", "-i", "a"]);
    saw(&included, "index: a=4 b=staged, but not named");
    saw(&seen(&repository, "pre-commit", &["commit", "--amend", "-m", "again"]), "head: a=4 b=staged, but not named");
}

#[test]
fn hooks_of_worktrees_submodules_and_split_places() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("zones");
    repository.add("a", "1");
    repository.commit("first");
    let linked = sandbox.open(sandbox.path("linked"));
    repository.git(&["worktree", "add", "--quiet", linked.top.to_str().unwrap()]);
    linked.add("a", "linked");
    let notes = seen(&linked, "pre-commit", &["commit", "-m", "linked"]);
    saw(&notes, "index: a=linked");
    saw(&notes, &format!("top: {}", linked.top.display()));
    saw(&notes, &format!("git: {}", repository.path(".git/worktrees/linked").display()));

    let outer = sandbox.repository("outer");
    outer.git(&["submodule", "--quiet", "add", repository.top.to_str().unwrap(), "zones"]);
    let inner = sandbox.open(outer.path("zones"));
    inner.write("a", "inner");
    let notes = seen(&inner, "pre-commit", &["commit", "-a", "-m", "inner"]);
    saw(&notes, "index: a=inner");
    saw(&notes, &format!("top: {}", inner.top.display()));

    let tree = sandbox.open(sandbox.path("tree"));
    std::fs::create_dir(&tree.top).unwrap();
    tree.write("a", "apart");
    let (git_dir, work_tree) =
        (format!("--git-dir={}", repository.path(".git").display()), format!("--work-tree={}", tree.top.display()));
    let notes = seen(&repository, "pre-commit", &[&git_dir, &work_tree, "commit", "-a", "-m", "apart"]);
    saw(&notes, "index: a=apart");
    saw(&notes, &format!("top: {}", tree.top.display()));
}

#[test]
fn the_merge_hook_sees_the_merge() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("zones");
    repository.add("a", "1");
    repository.commit("first");
    repository.git(&["checkout", "--quiet", "-b", "side"]);
    repository.add("b", "side");
    repository.commit("side");
    repository.git(&["checkout", "--quiet", "main"]);
    repository.add("a", "main");
    repository.commit("main");
    let notes = seen(&repository, "pre-merge-commit", &["merge", "--no-edit", "side"]);
    saw(&notes, "index: a=main b=side");
    saw(&notes, "head: a=main");
}
