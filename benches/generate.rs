//! Writes a zone to measure with: `cargo bench --bench generate -- tld 1000000 tld.zone`.
//!
//! Prints the origin and the number of records; of `small`, a directory of zones, the number of files and of records.

mod zones;

use std::error::Error;
use std::fs;
use std::io::Write as _;
use std::path::Path;

const USAGE: &str = "usage: generate KIND RECORDS FILE [SEED]    KIND is tld, tldfull, signed or hosting
       generate small FILES DIRECTORY [SEED]   small zones, each of 30 records or a few more";

/// Records of a small zone, at least.
const SMALL: usize = 30;

fn main() -> Result<(), Box<dyn Error>> {
    // `cargo bench` adds an argument of its own.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let (kind, count, path, seed) = match arguments.as_slice() {
        [kind, count, path] => (kind, count, path, "1"),
        [kind, count, path, seed] => (kind, count, path, seed.as_str()),
        _ => return Err(USAGE.into()),
    };
    let (count, path, seed): (usize, _, u64) = (count.parse()?, Path::new(path), seed.parse()?);
    let (name, records) = if kind == "small" {
        (count.to_string(), small(count, path, seed)?)
    } else {
        let kind = zones::Kind::ALL.into_iter().find(|one| one.word() == kind).ok_or(USAGE)?;
        let made = kind.make(count, seed);
        fs::write(path, made.text)?;
        (made.origin, made.records)
    };
    writeln!(std::io::stdout(), "{name} {records}")?;
    Ok(())
}

/// Writes so many zones, each to the file of its name, and returns how many records they have.
fn small(count: usize, directory: &Path, seed: u64) -> std::io::Result<usize> {
    fs::create_dir_all(directory)?;
    let mut records = 0;
    for number in 0..count {
        let made = zones::small(number, SMALL, seed);
        fs::write(directory.join(format!("{}zone", made.origin)), made.text)?;
        records += made.records;
    }
    Ok(records)
}
