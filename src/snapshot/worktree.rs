//! Files on disk: the working tree of a repository, a directory outside of any, or a few files named by hand.
//!
//! Flows in: a directory, and for a repository the paths its index knows. Flows out: a [`Snapshot`] of what is there now.

use std::ffi::OsStr;
use std::fs::Metadata;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::path::{Path, PathBuf};

use super::disk::{absolute, failure, on_disk, path_below, read_regular, regular, stat_id};
use super::links::{Node, resolve};
use super::recent::Recent;
use super::refusal::refusal;
use super::remedies::unreadable;
use super::{Entry, FileKind, ReadFailure, RepoPath, Snapshot, SnapshotError, walk};
use crate::source::{Octets, Side};

/// Files on disk below one directory.
#[derive(Debug)]
pub struct Worktree {
    root: PathBuf,
    entries: Vec<Entry>,
    shown: Shown,
    recent: Recent<RepoPath>,
}

/// How paths are shown, and with it what kind of place this is.
#[derive(Debug)]
enum Shown {
    /// As they are: relative to the top of a repository. Absolute links lead out of it, as they do in git's trees.
    FromRoot,
    /// Relative to the working directory where they are below it, else absolute.
    From(PathBuf),
}

impl Worktree {
    /// Lists the working tree of a repository: what git does not ignore, and what is tracked although ignored.
    ///
    /// `tracked` are the paths of the index. Other repositories inside are left out, as git leaves them out.
    pub fn repository(root: &Path, tracked: impl IntoIterator<Item = RepoPath>) -> Result<Self, SnapshotError> {
        let entries = walk::repository(root, tracked)?;
        Ok(Self { root: root.to_owned(), entries, shown: Shown::FromRoot, recent: Recent::default() })
    }

    /// Lists a directory outside of any repository: every file below it.
    pub fn directory(directory: &Path, cwd: &Path) -> Result<Self, SnapshotError> {
        let root = cwd.join(directory).canonicalize().map_err(|error| {
            unreadable(&directory.display().to_string(), &error.to_string(), "name a zone file or a directory")
        })?;
        let entries = walk::directory(&root)?;
        Ok(Self { root, entries, shown: Shown::From(cwd.to_owned()), recent: Recent::default() })
    }

    /// Takes files named by hand, wherever they are, and whatever they include.
    pub fn anywhere<P: AsRef<Path>>(cwd: &Path, files: impl IntoIterator<Item = P>) -> Self {
        let below_root = |file: P| path_below(Path::new("/"), &absolute(file.as_ref(), cwd));
        let mut paths: Vec<RepoPath> = files.into_iter().filter_map(below_root).collect();
        paths.sort();
        paths.dedup();
        let entries = paths.into_iter().map(named_by_hand).collect();
        Self { root: PathBuf::from("/"), entries, shown: Shown::From(cwd.to_owned()), recent: Recent::default() }
    }

    /// Returns the path inside this snapshot of a file as the user named it, `None` if it lies elsewhere.
    pub fn path_of(&self, file: &Path, cwd: &Path) -> Option<RepoPath> {
        let file = absolute(file, cwd);
        path_below(&self.root, &file).or_else(|| {
            // The user may have come through a link to the root, which itself holds none.
            let directory = file.parent()?.canonicalize().ok()?;
            path_below(&self.root, &directory.join(file.file_name()?))
        })
    }

    /// Returns the directory that paths count from.
    pub fn root(&self) -> &Path {
        &self.root
    }

    fn look(&self, path: &RepoPath) -> Result<Node, ReadFailure> {
        let file = on_disk(&self.root, path);
        let found = match std::fs::symlink_metadata(&file) {
            Ok(found) => found,
            Err(error) => match failure(&error) {
                ReadFailure::NotFound => return Ok(Node::Missing),
                other => return Err(other),
            },
        };
        if found.is_symlink() {
            let target = std::fs::read_link(&file).map_err(|error| failure(&error))?.into_os_string().into_vec();
            return self.link(target);
        }
        if found.is_dir() {
            let submodule = self.entry(path).is_some_and(|entry| entry.kind == FileKind::Submodule);
            return Ok(if submodule { Node::Submodule } else { Node::Directory });
        }
        regular(&found).map(|()| Node::File)
    }

    /// Sorts a link's target: an absolute one is followed where the place knows no repository and it stays inside.
    fn link(&self, target: Vec<u8>) -> Result<Node, ReadFailure> {
        if target.first() != Some(&b'/') {
            return Ok(Node::Link(target));
        }
        match (&self.shown, Path::new(OsStr::from_bytes(&target)).strip_prefix(&self.root)) {
            (Shown::From(_), Ok(below)) => Ok(Node::LinkFromRoot(below.as_os_str().as_bytes().to_vec())),
            (Shown::From(_), Err(_)) | (Shown::FromRoot, _) => Err(ReadFailure::Outside),
        }
    }
}

impl Snapshot for Worktree {
    fn side(&self) -> Side {
        Side::Worktree
    }

    fn id(&self) -> String {
        String::new()
    }

    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, path: &RepoPath) -> Result<Octets, ReadFailure> {
        let file = resolve(path, |at| self.look(at))?;
        let text = self.recent.get_or_read(&file, || read_regular(&on_disk(&self.root, &file)))?;
        refusal(&text).map_or(Ok(text), Err)
    }

    fn absolute(&self, path: &[u8]) -> Option<RepoPath> {
        // Outside of any repository there is nothing to climb out of: an absolute `$INCLUDE` means what it says.
        if self.root != Path::new("/") {
            return None;
        }
        RepoPath::join(&[], path.strip_prefix(b"/")?)
    }

    fn display(&self, path: &RepoPath) -> Vec<u8> {
        match &self.shown {
            Shown::FromRoot => path.as_bytes().to_vec(),
            Shown::From(cwd) => {
                let file = on_disk(&self.root, path);
                file.strip_prefix(cwd).unwrap_or(&file).as_os_str().as_bytes().to_vec()
            }
        }
    }
}

/// Describes a file named by hand; it is listed even if it is not there, so that reading it says so.
fn named_by_hand(path: RepoPath) -> Entry {
    let found = std::fs::symlink_metadata(on_disk(Path::new("/"), &path)).ok();
    let kind = if found.as_ref().is_some_and(Metadata::is_symlink) { FileKind::Symlink } else { FileKind::Regular };
    let content = found.map_or_else(|| "stat:none".to_owned(), |found| stat_id(&found));
    Entry { path, kind, content }
}

#[cfg(test)]
mod tests {
    use std::fs::Permissions;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    /// Makes a directory with files, links (`->target`) and named pipes (`|`).
    fn place(files: &[(&str, &str)]) -> (tempfile::TempDir, PathBuf) {
        let directory = tempfile::tempdir().unwrap();
        let top = directory.path().canonicalize().unwrap();
        for (name, text) in files {
            let path = top.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            match text.strip_prefix("->") {
                Some(target) => symlink(target, path).unwrap(),
                None if *text == "|" => {
                    assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
                }
                None => std::fs::write(path, text).unwrap(),
            }
        }
        (directory, top)
    }

    fn names(worktree: &Worktree) -> Vec<String> {
        worktree.entries().iter().map(|entry| entry.path.to_string()).collect()
    }

    fn read(worktree: &Worktree, path: &str) -> Result<String, ReadFailure> {
        let text = worktree.read(&RepoPath::new(path.as_bytes()))?;
        Ok(String::from_utf8_lossy(&text).into_owned())
    }

    #[test]
    fn a_repository_lists_what_git_does_not_ignore_and_what_is_tracked() {
        let (_guard, top) = place(&[
            (".git/config", ""),
            (".git/info/exclude", "excluded\n"),
            (".gitignore", "*.tmp\n/build/\n"),
            (".hidden/a", "1"),
            ("a", "1"),
            ("excluded", "1"),
            ("gone/.keep", ""),
            ("link", "->a"),
            ("other/.git/HEAD", ""),
            ("other/x", "1"),
            ("pipe", "|"),
            ("build/tracked", "1"),
            ("build/not", "1"),
            ("x.tmp", "1"),
            ("y.tmp", "1"),
            ("through", "->build"),
        ]);
        let tracked = ["a", "x.tmp", "build/tracked", "deleted", "gone", "other", "through/tracked", "pipe"];
        let tracked = tracked.map(|path| RepoPath::new(path.as_bytes()));
        let worktree = Worktree::repository(&top, tracked).unwrap();
        let expected = ".gitignore .hidden/a a build/tracked gone/.keep link other pipe through x.tmp";
        assert_eq!(names(&worktree).join(" "), expected);
        assert_eq!(worktree.entry(&RepoPath::new(*b"other")).unwrap().kind, FileKind::Submodule);
        assert_eq!(worktree.display(&RepoPath::new(*b"build/tracked")), b"build/tracked");
    }

    #[test]
    fn files_are_read_links_followed_inside_only_and_pipes_never_opened() {
        let (_guard, top) = place(&[
            ("d/a", "1"),
            ("d/up", "->../l"),
            ("l", "->d"),
            ("out", "->../x"),
            ("absolute", "->/etc/hostname"),
            ("loop", "->loop"),
            ("pipe", "|"),
        ]);
        symlink(top.join("d"), top.join("inside")).unwrap();
        let worktree = Worktree::repository(&top, []).unwrap();
        assert_eq!(read(&worktree, "d/a"), Ok("1".into()));
        assert_eq!(read(&worktree, "l/a"), Ok("1".into()));
        assert_eq!(read(&worktree, "d/up"), Err(ReadFailure::Directory));
        assert_eq!(read(&worktree, "gone"), Err(ReadFailure::NotFound));
        assert_eq!(read(&worktree, "d/a/x"), Err(ReadFailure::NotFound));
        assert_eq!(read(&worktree, "out"), Err(ReadFailure::Outside));
        assert_eq!(read(&worktree, "absolute"), Err(ReadFailure::Outside));
        assert_eq!(read(&worktree, "inside/a"), Err(ReadFailure::Outside), "git's trees know no absolute path");
        assert!(matches!(read(&worktree, "loop"), Err(ReadFailure::Unreadable(why)) if why.contains("too many")));
        assert!(matches!(read(&worktree, "pipe"), Err(ReadFailure::Unreadable(why)) if why.contains("named pipe")));
        let directory = Worktree::directory(Path::new("."), &top).unwrap();
        assert_eq!(read(&directory, "inside/a"), Ok("1".into()));
        assert_eq!(read(&directory, "absolute"), Err(ReadFailure::Outside));
    }

    #[test]
    fn a_directory_outside_of_repositories_is_listed_whole() {
        let (_guard, top) = place(&[("z/.gitignore", "*"), ("z/a.zone", "1"), ("z/.b/c", "1"), ("other", "")]);
        let worktree = Worktree::directory(Path::new("z"), &top).unwrap();
        assert_eq!(names(&worktree), [".b/c", ".gitignore", "a.zone"]);
        assert_eq!(worktree.display(&RepoPath::new(*b"a.zone")), b"z/a.zone");
        assert_eq!(worktree.path_of(Path::new("z/../z/a.zone"), &top), Some(RepoPath::new(*b"a.zone")));
        assert_eq!(worktree.path_of(Path::new("other"), &top), None);
        assert!(Worktree::directory(Path::new("gone"), &top).is_err());
        assert!(Worktree::directory(Path::new("other"), &top).is_err());
    }

    #[test]
    fn files_named_by_hand_are_read_wherever_they_are() {
        let (_guard, top) = place(&[("in/a", "1"), ("b", "2"), ("in/l", "->../b")]);
        let cwd = top.join("in");
        let worktree = Worktree::anywhere(&cwd, ["a", "../b", "gone", "a"]);
        let shown: Vec<Vec<u8>> = worktree.entries().iter().map(|entry| worktree.display(&entry.path)).collect();
        assert_eq!(shown, [top.join("b").as_os_str().as_bytes(), b"a", b"gone"]);
        let at = |name: &str| worktree.path_of(Path::new(name), &cwd).unwrap();
        assert_eq!(worktree.read(&at("a")).as_deref(), Ok(b"1".as_slice()));
        assert_eq!(worktree.read(&at("l")).as_deref(), Ok(b"2".as_slice()));
        assert_eq!(worktree.read(&at("gone")), Err(ReadFailure::NotFound));
        assert_eq!(worktree.read(&at(".")), Err(ReadFailure::Directory));
    }

    #[test]
    fn a_written_file_has_another_id() {
        let (_guard, top) = place(&[("a", "1")]);
        let id = || Worktree::repository(&top, []).unwrap().entries().first().unwrap().content.clone();
        let before = id();
        assert_eq!(before, id());
        std::fs::write(top.join("b"), "2").unwrap();
        std::fs::rename(top.join("b"), top.join("a")).unwrap();
        assert_ne!(before, id());
        assert!(before.starts_with("stat:"));
    }

    #[test]
    fn what_may_not_be_read_is_an_error() {
        let (_guard, top) = place(&[("closed/a", "1"), ("b", "1")]);
        let close = |name: &str, mode| std::fs::set_permissions(top.join(name), Permissions::from_mode(mode)).unwrap();
        close("closed", 0o000);
        // The superuser reads everything: nothing to see then.
        let listed = Worktree::repository(&top, []);
        let all_powerful = rustix::process::geteuid().is_root();
        close("closed", 0o755);
        assert!(all_powerful || listed.is_err());
        let worktree = Worktree::repository(&top, []).unwrap();
        close("b", 0o000);
        let closed = ReadFailure::Unreadable("permission denied".to_owned());
        assert!(all_powerful || read(&worktree, "b") == Err(closed));
    }
}
