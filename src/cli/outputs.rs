//! Where reports go: standard output or files.
//!
//! Flows in: the outcome, whose exit code is settled, and what was asked for with `--output-format`. Flows out: every
//! report that could be written, and the first failure.
#![expect(clippy::disallowed_methods, reason = "writes report files, and looks at what is in their place")]

use std::fs::{self, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use super::args::Output;
use super::print::Printer;
use super::world::World;
use super::{Failure, system_words};
use crate::report::{self, Format};
use crate::rules::registry;
use crate::verdict::Outcome;

/// Makes the reports asked for; without a wish the full one on standard output. One that cannot be written keeps none of
/// the others back.
pub(super) fn write(
    outcome: &Outcome,
    outputs: &[Output],
    world: &World,
    printer: &mut Printer,
) -> Result<(), Failure> {
    let full = [Output { format: Format::Full, file: None }];
    let mut result = Ok(());
    for output in if outputs.is_empty() { &full } else { outputs } {
        let mut options = world.report_options();
        options.color &= output.file.is_none();
        let text = report::render(outcome, output.format, options, &registry::find);
        match &output.file {
            None => printer.text(&text),
            Some(file) => result = result.and(write_file(file.as_ref(), &world.cwd, &text)),
        }
    }
    result
}

/// Refuses two reports for one place: the later one would replace the other, or they would be mixed.
pub(super) fn refuse_collisions(outputs: &[Output]) -> Result<(), Failure> {
    for (at, output) in outputs.iter().enumerate() {
        if outputs.iter().skip(at + 1).any(|other| other.file == output.file) {
            let place = output.file.as_ref().map_or("standard output".to_owned(), |file| file.display().to_string());
            let what = format!("two reports cannot both go to {place}");
            return Err(Failure::new(what, "name another file: --output-format FORMAT:FILE"));
        }
    }
    Ok(())
}

fn write_file(path: &Path, cwd: &Path, text: &str) -> Result<(), Failure> {
    write_whole(&cwd.join(path), text).map_err(|error| {
        let what = format!("cannot write {}: {}", path.display(), system_words(&error));
        Failure::new(what, "name a file that can be written: --output-format FORMAT:FILE")
    })
}

/// Writes a report to a file: all of it or nothing. What is no regular file, such as `/dev/stderr` or a pipe, is written
/// to and never replaced.
fn write_whole(path: &Path, text: &str) -> io::Result<()> {
    let (path, permissions) = match fs::metadata(path) {
        Ok(found) if found.is_file() => (path.canonicalize()?, found.permissions()),
        Ok(_) => return fs::OpenOptions::new().write(true).open(path)?.write_all(text.as_bytes()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => (path.to_owned(), Permissions::from_mode(0o666)),
        Err(error) => return Err(error),
    };
    let directory = path.parent().unwrap_or(Path::new("."));
    // The mode is subject to the umask, as that of any new file.
    let mut file =
        tempfile::Builder::new().prefix(".zonegate-report-").permissions(permissions).tempfile_in(directory)?;
    file.write_all(text.as_bytes())?;
    file.persist(path).map(drop).map_err(|error| error.error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_report_replaces_a_file_and_keeps_its_mode_and_the_links_to_it() {
        let directory = tempfile::tempdir().unwrap();
        let (file, link) = (directory.path().join("report.json"), directory.path().join("link"));
        write_whole(&file, "1").unwrap();
        assert_ne!(mode(&file) & 0o040, 0, "as readable as any new file");
        fs::set_permissions(&file, Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        write_whole(&link, "2").unwrap();
        assert_eq!((fs::read_to_string(&file).unwrap().as_str(), mode(&file)), ("2", 0o640));
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 2, "nothing is left beside it");
    }

    #[test]
    fn what_is_no_regular_file_is_never_replaced() {
        let directory = tempfile::tempdir().unwrap();
        let link = directory.path().join("null");
        std::os::unix::fs::symlink("/dev/null", &link).unwrap();
        write_whole(&link, "gone").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert!(write_whole(directory.path(), "x").is_err());
        assert!(write_whole(&directory.path().join("no/such"), "x").is_err());
    }
}
