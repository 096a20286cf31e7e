//! Reads a zone file a number of times and does nothing else: `cargo bench --bench load -- FILE ORIGIN [TIMES]`.
//!
//! Prints the records, and the nanoseconds a record of the fastest and the median reading: reading from memory to the
//! loaded zone, without rules, report and files.
#![expect(clippy::disallowed_methods, reason = "reads its arguments, a file and the clock")]

use std::error::Error;
use std::hint::black_box;
use std::io::Write as _;
use std::time::{Duration, Instant};

use zonegate::snapshot::{Snapshot as _, Worktree};
use zonegate::source::{Side, SourceMap};
use zonegate::zone::Name;
use zonegate::zonefile::{LoadedZone, NoIncludes, load};

fn main() -> Result<(), Box<dyn Error>> {
    // `cargo bench` adds an argument of its own.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let (path, origin, times) = match arguments.as_slice() {
        [path, origin] => (path, origin, 1),
        [path, origin, times] => (path, origin, times.parse()?),
        _ => return Err("usage: load FILE ORIGIN [TIMES]".into()),
    };
    let origin = Name::parse(origin.as_bytes(), Some(&Name::root())).map_err(|error| error.kind.to_string())?;
    let cwd = std::env::current_dir()?;
    let place = Worktree::anywhere(&cwd, [path]);
    let file = place.path_of(path.as_ref(), &cwd).ok_or("it is no path of a file")?;
    let text = place.read(&file).map_err(|failure| format!("{path}: {failure}"))?;
    let mut spent = Vec::new();
    let mut records = 0;
    for _ in 0..times {
        let mut sources = SourceMap::default();
        let root = sources.add(path.as_str(), Side::Worktree, text.clone());
        let before = Instant::now();
        let loaded = black_box(load(root, Some(&origin), &mut sources, &mut NoIncludes));
        spent.push(before.elapsed());
        records = sound(&loaded)?;
    }
    spent.sort_unstable();
    let fastest = nanoseconds(spent.first(), records);
    let median = nanoseconds(spent.get(spent.len() / 2), records);
    writeln!(std::io::stdout(), "{records} records, {fastest:.1} ns a record, median {median:.1}")?;
    Ok(())
}

/// Returns the number of records; a text with problems measures something else than reading.
fn sound(loaded: &LoadedZone) -> Result<usize, Box<dyn Error>> {
    match loaded.problems.all().iter().next() {
        Some(problem) => Err(format!("the text has problems, the first at octet {}", problem.at.span.start).into()),
        None => Ok(loaded.zone.len()),
    }
}

fn nanoseconds(spent: Option<&Duration>, records: usize) -> f64 {
    let nanoseconds = spent.map_or(0.0, |spent| spent.as_secs_f64() * 1e9);
    #[expect(clippy::cast_precision_loss, reason = "a number of records is far below 2⁵²")]
    let records = records.max(1) as f64;
    nanoseconds / records
}
