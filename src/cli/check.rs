//! `zonegate check`.
#![expect(clippy::disallowed_methods, reason = "reads the file given with --config and looks at paths given by hand")]

use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use super::args::CheckArgs;
use super::place::Place;
use super::print::Printer;
use super::world::World;
use super::{Failure, outputs, system_words};
use crate::gate::{self, Configuration, Disk, Request, Scope};
use crate::snapshot::{RepoPath, Repository, Snapshot, Worktree};
use crate::zone::Name;

/// Judges what the arguments name, prints the reports and returns the exit code.
pub(super) fn run(arguments: &CheckArgs, world: &World, printer: &mut Printer) -> Result<u8, Failure> {
    outputs::refuse_collisions(&arguments.outputs)?;
    let sides = Sides::of(arguments, world)?;
    let request = Request {
        base: sides.base.as_deref(),
        head: sides.head.as_ref(),
        scope: sides.scope,
        origin: origin(arguments, world)?,
        configuration: configuration(arguments.config.as_deref(), world, sides.whole_tree)?,
        disk: sides.disk,
        our_ids: world.our_ids(sides.git_dir.as_deref()),
        machine: world.machine.clone(),
        now: world.now,
        action: "change",
        fail_on: arguments.fail_on,
        allow_empty: arguments.allow_empty,
    };
    let outcome = gate::judge(&request)?;
    outputs::write(&outcome, &arguments.outputs, world, printer)?;
    Ok(outcome.exit.code())
}

fn origin(arguments: &CheckArgs, world: &World) -> Result<Option<Name>, Failure> {
    let Some(text) = &arguments.origin else { return Ok(None) };
    let one_file = |path: &PathBuf| !fs::metadata(world.cwd.join(path)).is_ok_and(|found| found.is_dir());
    if arguments.paths.len() != 1 || !arguments.paths.iter().all(one_file) {
        return Err(Failure::new("--origin names the zone of one file", "zonegate check FILE --origin NAME"));
    }
    Name::parse(text.as_bytes(), Some(&Name::root())).map(Some).map_err(|error| {
        Failure::new(format!("`{text}` is no domain name: {}", error.kind), "write it as in --origin example.com")
    })
}

/// Says where the configuration comes from; `given` is `--config`.
pub(super) fn configuration(given: Option<&Path>, world: &World, whole_tree: bool) -> Result<Configuration, Failure> {
    match given {
        Some(path) => {
            let text = fs::read(world.cwd.join(path)).map_err(|error| {
                let what = format!("cannot read {}: {}", path.display(), system_words(&error));
                Failure::new(what, "--config (or ZONEGATE_CONFIG) names a TOML file")
            })?;
            Ok(Configuration::Given { path: path.display().to_string(), text })
        }
        None if whole_tree => Ok(Configuration::InSnapshot),
        None => Ok(Configuration::None),
    }
}

/// The two sides and what of them is judged.
struct Sides {
    base: Option<Box<dyn Snapshot>>,
    head: Box<dyn Snapshot>,
    scope: Scope,
    disk: Disk,
    git_dir: Option<PathBuf>,
    /// Whether the new side is a whole tree, so that a configuration may stand at its top.
    whole_tree: bool,
}

impl Sides {
    fn of(arguments: &CheckArgs, world: &World) -> Result<Self, Failure> {
        let paths: Vec<PathBuf> =
            arguments.paths.iter().map(|path| real_path(&world.cwd, path)).collect::<Result<_, _>>()?;
        let repository = match Place::of(&paths, world)? {
            Place::Repository(repository) => repository,
            Place::Directory(top) => return Self::outside(arguments, world, &paths, Some(top)),
            Place::Nowhere => return Self::outside(arguments, world, &paths, None),
        };
        let root = repository.worktree_root();
        let (base, head) = revisions(arguments, &repository)?;
        let scope = match &root {
            Some(root) if !paths.is_empty() => within(root, &paths),
            _ if arguments.all || !(arguments.staged || arguments.base.is_some()) => Scope::All,
            _ => Scope::Touched,
        };
        Ok(Self {
            base,
            head,
            scope,
            disk: disk(&repository, arguments, world),
            git_dir: Some(repository.git_dir()),
            whole_tree: true,
        })
    }

    /// What no repository holds: below `top` if there are locks or a configuration, else one directory, or files.
    fn outside(arguments: &CheckArgs, world: &World, paths: &[PathBuf], top: Option<PathBuf>) -> Result<Self, Failure> {
        if arguments.staged || arguments.base.is_some() {
            return Err(Failure::new("not inside a git repository", "run zonegate inside the repository"));
        }
        let directory = top.or_else(|| match paths {
            [] => Some(world.cwd.clone()),
            [path] => fs::symlink_metadata(path).is_ok_and(|meta| meta.is_dir()).then(|| path.clone()),
            _ => None,
        });
        let whole_tree = directory.is_some();
        let root = directory.unwrap_or_else(|| PathBuf::from("/"));
        let scope = if paths.is_empty() { Scope::All } else { within(&root, paths) };
        let head =
            if whole_tree { Worktree::directory(&root, &world.cwd)? } else { Worktree::anywhere(&world.cwd, paths) };
        let lock_dir = world.lock_dir(arguments.lock_dir.as_deref(), None);
        let disk = Disk { root: Some(root), lock_dir };
        Ok(Self { base: None, head: Box::new(head), scope, disk, git_dir: None, whole_tree })
    }
}

type Pair = (Option<Box<dyn Snapshot>>, Box<dyn Snapshot>);

/// Picks the sides that the arguments name.
fn revisions(arguments: &CheckArgs, repository: &Repository) -> Result<Pair, Failure> {
    if let Some(base) = &arguments.base {
        let head = arguments.head.as_deref().unwrap_or("HEAD");
        let old = repository.commit_snapshot(base, base)?;
        return Ok((Some(Box::new(old)), Box::new(repository.commit_snapshot(head, head)?)));
    }
    if arguments.staged {
        return staged(repository);
    }
    let head = worktree(repository)?;
    // Named by hand or asked for as a whole, nothing is compared: everything counts as touched.
    if arguments.all || !arguments.paths.is_empty() {
        return Ok((None, Box::new(head)));
    }
    Ok((Some(head_or_empty(repository)?), Box::new(head)))
}

/// Returns HEAD and the index.
pub(super) fn staged(repository: &Repository) -> Result<Pair, Failure> {
    let index = repository.index_snapshot()?;
    Ok((Some(head_or_empty(repository)?), Box::new(index)))
}

fn head_or_empty(repository: &Repository) -> Result<Box<dyn Snapshot>, Failure> {
    Ok(match repository.head_snapshot()? {
        Some(head) => Box::new(head),
        None => Box::new(repository.empty_snapshot("HEAD")),
    })
}

/// Returns the working tree: what git does not ignore, and what is tracked although ignored.
pub(super) fn worktree(repository: &Repository) -> Result<Worktree, Failure> {
    let root = repository.worktree_root().ok_or_else(|| {
        Failure::new("a bare repository has no working tree", "name two sides: --base REF --head REF")
    })?;
    Ok(Worktree::repository(&root, repository.tracked_paths()?)?)
}

/// Returns where lock files of this repository are.
pub(super) fn disk(repository: &Repository, arguments: &CheckArgs, world: &World) -> Disk {
    Disk { root: repository.worktree_root(), lock_dir: world.lock_dir(arguments.lock_dir.as_deref(), Some(repository)) }
}

/// Resolves a path given by hand: its directory for real, its last part as written (a link stays a link).
fn real_path(cwd: &Path, path: &Path) -> Result<PathBuf, Failure> {
    let joined = cwd.join(path);
    let missing = |error: std::io::Error| {
        Failure::new(
            format!("cannot read {}: {}", path.display(), system_words(&error)),
            "name an existing file or directory",
        )
    };
    fs::symlink_metadata(&joined).map_err(missing)?;
    match (joined.parent(), joined.file_name()) {
        (Some(parent), Some(name)) => Ok(parent.canonicalize().map_err(missing)?.join(name)),
        _ => joined.canonicalize().map_err(missing),
    }
}

/// Turns paths below the root into the scope; the root itself means everything.
fn within(root: &Path, paths: &[PathBuf]) -> Scope {
    if paths.iter().any(|path| path == root) {
        return Scope::All;
    }
    Scope::Paths(paths.iter().map(|path| below(root, path)).collect())
}

fn below(root: &Path, path: &Path) -> RepoPath {
    RepoPath::new(path.strip_prefix(root).unwrap_or(path).as_os_str().as_bytes())
}
