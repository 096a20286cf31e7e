//! `zonegate check`.
#![expect(clippy::disallowed_methods, reason = "reads the file given with --config and looks at paths given by hand")]

use std::fs;
use std::io::Write as _;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use super::Failure;
use super::args::{CheckArgs, Output};
use super::print::Printer;
use super::world::World;
use crate::gate::{self, Configuration, Disk, Request, Scope};
use crate::report::{self, Format};
use crate::rules::registry;
use crate::snapshot::Repository;
use crate::snapshot::Worktree;
use crate::snapshot::{RepoPath, Snapshot};
use crate::verdict::Outcome;
use crate::zone::Name;

/// Judges what the arguments name, prints the reports and returns the exit code.
pub(super) fn run(arguments: &CheckArgs, world: &World, printer: &mut Printer) -> Result<u8, Failure> {
    let sides = Sides::of(arguments, world)?;
    let request = Request {
        base: sides.base.as_deref(),
        head: sides.head.as_ref(),
        scope: sides.scope,
        origin: origin(arguments)?,
        configuration: configuration(arguments, world, sides.in_repository)?,
        disk: sides.disk,
        our_ids: world.our_ids(sides.git_dir.as_deref()),
        machine: world.machine.clone(),
        now: world.now,
        action: "change",
        fail_on: arguments.fail_on,
        allow_empty: arguments.allow_empty,
    };
    let outcome = gate::judge(&request)?;
    print(&outcome, &arguments.outputs, world, printer)?;
    Ok(outcome.exit.code())
}

/// Makes the reports asked for; without a wish the full one on standard output.
pub(super) fn print(
    outcome: &Outcome,
    outputs: &[Output],
    world: &World,
    printer: &mut Printer,
) -> Result<(), Failure> {
    let full = [Output { format: Format::Full, file: None }];
    for output in if outputs.is_empty() { &full } else { outputs } {
        let mut options = world.report_options();
        options.color &= output.file.is_none();
        let text = report::render(outcome, output.format, options, &registry::find);
        match &output.file {
            None => printer.text(&text),
            Some(file) => write_file(&world.cwd.join(file), &text)?,
        }
    }
    Ok(())
}

/// Writes a report to a file: all of it or nothing.
fn write_file(path: &Path, text: &str) -> Result<(), Failure> {
    let failure = |error: std::io::Error| Failure::new(format!("cannot write {}: {error}", path.display()), "");
    let directory = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(directory).map_err(failure)?;
    file.write_all(text.as_bytes()).map_err(failure)?;
    file.persist(path).map_err(|error| failure(error.error))?;
    Ok(())
}

fn origin(arguments: &CheckArgs) -> Result<Option<Name>, Failure> {
    let Some(text) = &arguments.origin else { return Ok(None) };
    if arguments.paths.len() != 1 {
        return Err(Failure::new("--origin names the zone of one file", "zonegate check PATH --origin NAME"));
    }
    Name::parse(text.as_bytes(), Some(&Name::root()))
        .map(Some)
        .map_err(|error| Failure::new(format!("`{text}` is no domain name: {}", error.kind), ""))
}

fn configuration(arguments: &CheckArgs, world: &World, in_repository: bool) -> Result<Configuration, Failure> {
    match &arguments.config {
        Some(path) => {
            let text = fs::read(world.cwd.join(path))
                .map_err(|error| Failure::new(format!("cannot read {}: {error}", path.display()), ""))?;
            Ok(Configuration::Given { path: path.display().to_string(), text })
        }
        None if in_repository => Ok(Configuration::InSnapshot),
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
    in_repository: bool,
}

impl Sides {
    fn of(arguments: &CheckArgs, world: &World) -> Result<Self, Failure> {
        let paths: Vec<PathBuf> =
            arguments.paths.iter().map(|path| real_path(&world.cwd, path)).collect::<Result<_, _>>()?;
        let Some(repository) = world.repository()? else {
            return Self::outside(arguments, world, &paths);
        };
        let root = repository.worktree_root();
        let inside = |root: &PathBuf| paths.iter().all(|path| path.starts_with(root));
        if !paths.is_empty() && !root.as_ref().is_some_and(inside) {
            if arguments.staged || arguments.base.is_some() {
                return Err(Failure::new("a path lies outside of the repository", "name files of the repository"));
            }
            return Self::outside(arguments, world, &paths);
        }
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
            in_repository: true,
        })
    }

    /// Files or one directory given by hand where no repository is, or outside of it.
    fn outside(arguments: &CheckArgs, world: &World, paths: &[PathBuf]) -> Result<Self, Failure> {
        if arguments.staged || arguments.base.is_some() {
            return Err(Failure::new("not inside a git repository", "run zonegate inside the repository"));
        }
        let directory = match paths {
            [] => Some(&world.cwd),
            [path] => fs::symlink_metadata(path).is_ok_and(|meta| meta.is_dir()).then_some(path),
            _ => None,
        };
        let lock_dir = arguments.lock_dir.as_ref().map(|dir| world.cwd.join(dir));
        let (head, scope, root) = if let Some(directory) = directory {
            (Worktree::directory(directory, &world.cwd)?, Scope::All, directory.clone())
        } else {
            let asked = paths.iter().map(|path| below(Path::new("/"), path)).collect();
            (Worktree::anywhere(&world.cwd, paths), Scope::Paths(asked), PathBuf::from("/"))
        };
        let disk = Disk { root: Some(root), lock_dir };
        Ok(Self { base: None, head: Box::new(head), scope, disk, git_dir: None, in_repository: false })
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
    let tracked = repository.index_snapshot()?;
    let paths: Vec<RepoPath> = tracked.entries().iter().map(|entry| entry.path.clone()).collect();
    Ok(Worktree::repository(&root, paths)?)
}

/// Returns where lock files of this repository are.
pub(super) fn disk(repository: &Repository, arguments: &CheckArgs, world: &World) -> Disk {
    let given = arguments.lock_dir.as_ref().map(|dir| world.cwd.join(dir));
    let own = || repository.common_dir().join("zonegate").join("locks");
    Disk { root: repository.worktree_root(), lock_dir: Some(given.unwrap_or_else(own)) }
}

/// Resolves a path given by hand: its directory for real, its last part as written (a link stays a link).
fn real_path(cwd: &Path, path: &Path) -> Result<PathBuf, Failure> {
    let joined = cwd.join(path);
    let missing = |error: std::io::Error| {
        Failure::new(format!("cannot read {}: {}", path.display(), plain(&error)), "name an existing file or directory")
    };
    fs::symlink_metadata(&joined).map_err(missing)?;
    match (joined.parent(), joined.file_name()) {
        (Some(parent), Some(name)) => Ok(parent.canonicalize().map_err(missing)?.join(name)),
        _ => joined.canonicalize().map_err(missing),
    }
}

fn plain(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "no such file or directory".to_owned(),
        _ => error.to_string(),
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
