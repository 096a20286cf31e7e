//! Following symbolic links without leaving a snapshot.
//!
//! Flows in: a path, and a way to look at one path without following anything. Flows out: the path of a regular file
//! that no link leads away from, or why there is none. A link in the middle of a path counts as well as one at its end.

use super::{Entry, FileKind, ReadFailure, RepoPath};

/// How many links one path may lead through: what Linux allows (`path_resolution(7)`).
const MOST_LINKS: usize = 40;

/// The longest link target that is followed: `PATH_MAX` of Linux. A blob that claims to be a link may be of any size.
const LONGEST_TARGET: usize = 4096;

/// What stands at one path, nothing followed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Node {
    /// Nothing.
    Missing,
    /// A directory.
    Directory,
    /// A regular file.
    File,
    /// A submodule: its files belong to another repository.
    Submodule,
    /// A symbolic link to this target, relative to the link's own directory; absolute targets leave the snapshot.
    Link(Vec<u8>),
    /// A symbolic link to this target, relative to the root of the snapshot.
    LinkFromRoot(Vec<u8>),
}

/// Returns the path of the regular file that `path` stands for.
pub(crate) fn resolve(
    path: &RepoPath,
    mut look: impl FnMut(&RepoPath) -> Result<Node, ReadFailure>,
) -> Result<RepoPath, ReadFailure> {
    let mut walk = Walk { here: Vec::new(), ahead: Vec::new(), links: 0 };
    walk.go(path.as_bytes());
    while let Some(part) = walk.ahead.pop() {
        if !walk.enter(part)? {
            continue;
        }
        let at = walk.path();
        match look(&at)? {
            Node::Directory => {}
            Node::File if walk.ahead.is_empty() => return Ok(at),
            Node::File | Node::Missing => return Err(ReadFailure::NotFound),
            Node::Submodule => {
                return Err(ReadFailure::Unreadable(format!("{at} is a submodule; run zonegate inside it")));
            }
            Node::Link(target) => {
                walk.here.pop();
                walk.follow(&target)?;
            }
            Node::LinkFromRoot(target) => {
                walk.here.clear();
                walk.follow(&target)?;
            }
        }
    }
    Err(ReadFailure::Directory)
}

/// A walk along a path: the parts behind it, all of them directories, and the parts ahead, the next one last.
struct Walk {
    here: Vec<Vec<u8>>,
    ahead: Vec<Vec<u8>>,
    links: usize,
}

impl Walk {
    /// Takes one step; returns whether it entered something that must be looked at.
    fn enter(&mut self, part: Vec<u8>) -> Result<bool, ReadFailure> {
        match part.as_slice() {
            b"" | b"." => Ok(false),
            b".." => self.here.pop().map(|_| false).ok_or(ReadFailure::Outside),
            _ => {
                self.here.push(part);
                Ok(true)
            }
        }
    }

    fn follow(&mut self, target: &[u8]) -> Result<(), ReadFailure> {
        self.links += 1;
        if self.links > MOST_LINKS {
            return Err(ReadFailure::Unreadable("too many levels of symbolic links".to_owned()));
        }
        if target.len() > LONGEST_TARGET {
            return Err(ReadFailure::Unreadable("the target of a symbolic link is too long for a path".to_owned()));
        }
        match target.first() {
            None => Err(ReadFailure::NotFound),
            Some(b'/') => Err(ReadFailure::Outside),
            Some(_) => {
                self.go(target);
                Ok(())
            }
        }
    }

    fn go(&mut self, path: &[u8]) {
        self.ahead.extend(path.split(|&octet| octet == b'/').rev().map(<[u8]>::to_vec));
    }

    fn path(&self) -> RepoPath {
        RepoPath::new(self.here.join(&b'/'))
    }
}

/// Looks at one path of a sorted list of entries; `target` reads the target of a link.
pub(crate) fn look(
    entries: &[Entry],
    path: &RepoPath,
    target: impl FnOnce(&Entry) -> Result<Vec<u8>, ReadFailure>,
) -> Result<Node, ReadFailure> {
    let found = entries.binary_search_by(|entry| entry.path.cmp(path)).ok().and_then(|at| entries.get(at));
    match found.map(|entry| (entry, entry.kind)) {
        Some((_, FileKind::Regular)) => Ok(Node::File),
        Some((_, FileKind::Submodule)) => Ok(Node::Submodule),
        Some((entry, FileKind::Symlink)) => target(entry).map(Node::Link),
        None if is_directory(entries, path) => Ok(Node::Directory),
        None => Ok(Node::Missing),
    }
}

/// Tells whether any entry lies below `path`.
fn is_directory(entries: &[Entry], path: &RepoPath) -> bool {
    let below = [path.as_bytes(), b"/"].concat();
    let first = entries.partition_point(|entry| entry.path.as_bytes() < below.as_slice());
    entries.get(first).is_some_and(|entry| entry.path.as_bytes().starts_with(&below))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(links: &[(&str, &str)], path: &str, expected: Result<&str, ReadFailure>) {
        let got = resolve(&RepoPath::new(path.as_bytes()), |at| {
            let at = at.to_string();
            Ok(match (links.iter().find(|(from, _)| *from == at), at.as_str()) {
                (Some((_, target)), _) => match target.strip_prefix("root:") {
                    Some(target) => Node::LinkFromRoot(target.as_bytes().to_vec()),
                    None => Node::Link(target.as_bytes().to_vec()),
                },
                (None, "d" | "d/e") => Node::Directory,
                (None, "f" | "d/f" | "d/e/f") => Node::File,
                (None, "module") => Node::Submodule,
                (None, _) => Node::Missing,
            })
        });
        assert_eq!(got.map(|found| found.to_string()), expected.map(str::to_owned), "{path} with {links:?}");
    }

    #[test]
    fn plain_paths() {
        case(&[], "f", Ok("f"));
        case(&[], "d/e/f", Ok("d/e/f"));
        case(&[], "d/e", Err(ReadFailure::Directory));
        case(&[], "x", Err(ReadFailure::NotFound));
        case(&[], "f/x", Err(ReadFailure::NotFound));
        case(&[], "module/x", Err(ReadFailure::Unreadable("module is a submodule; run zonegate inside it".into())));
    }

    #[test]
    fn links_at_the_end_and_on_the_way() {
        case(&[("l", "f")], "l", Ok("f"));
        case(&[("d/l", "../f")], "d/l", Ok("f"));
        case(&[("l", "d")], "l/e/f", Ok("d/e/f"));
        case(&[("l", "d/e"), ("d/e/m", "./../f")], "l/m", Ok("d/f"));
        case(&[("d/l", "root:d/e")], "d/l/f", Ok("d/e/f"));
        case(&[("l", "f/")], "l", Err(ReadFailure::NotFound));
        case(&[("l", "gone/../f")], "l", Err(ReadFailure::NotFound));
        case(&[("l", "")], "l", Err(ReadFailure::NotFound));
        case(&[("l", "d")], "l", Err(ReadFailure::Directory));
    }

    #[test]
    fn links_that_leave_or_never_end() {
        let loops = || Err(ReadFailure::Unreadable("too many levels of symbolic links".into()));
        case(&[("l", "/f")], "l", Err(ReadFailure::Outside));
        case(&[("d/l", "../../f")], "d/l", Err(ReadFailure::Outside));
        case(&[("l", "l")], "l", loops());
        case(&[("l", "m"), ("m", "l/x")], "l", loops());
        let long = "x/".repeat(3000);
        case(
            &[("l", &long)],
            "l",
            Err(ReadFailure::Unreadable("the target of a symbolic link is too long for a path".into())),
        );
    }
}
