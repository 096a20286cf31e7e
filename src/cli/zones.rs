//! `zonegate zones`: which files are zones, why, and what they include.

use std::path::Path;

use serde::Serialize;

use super::place::Place;
use super::print::{self, Printer};
use super::world::World;
use super::{Failure, check};
use crate::discover::{FoundZone, Outlines, Survey};
use crate::gate;
use crate::rdata::Dialect;
use crate::snapshot::Snapshot;
use crate::snapshot::Worktree;
use crate::verdict::Exit;

#[derive(Serialize)]
struct Listed {
    origin: Option<String>,
    path: String,
    because: &'static str,
    dialect: &'static str,
    includes: Vec<String>,
}

/// Lists the zones of the working tree, by path.
pub(super) fn run(json: bool, config: Option<&Path>, world: &World, printer: &mut Printer) -> Result<u8, Failure> {
    let snapshot: Box<dyn Snapshot> = match Place::of(&[], world)? {
        Place::Repository(repository) => Box::new(check::worktree(&repository)?),
        Place::Directory(top) => Box::new(Worktree::directory(&top, &world.cwd)?),
        Place::Nowhere => Box::new(Worktree::directory(&world.cwd, &world.cwd)?),
    };
    let policies = gate::policies_of(&check::configuration(config, world, true)?, snapshot.as_ref())?;
    let found = Survey::new(snapshot.as_ref(), &policies).discover(&mut Outlines::default());
    let listed: Vec<Listed> = found.zones.iter().map(|zone| describe(snapshot.as_ref(), zone)).collect();
    if json {
        printer.json(&listed)?;
        return Ok(if listed.is_empty() { Exit::Nothing.code() } else { 0 });
    }
    for zone in &listed {
        let origin = zone.origin.as_deref().unwrap_or("?");
        // The standard goes without saying.
        let dialect = Some(zone.dialect).filter(|dialect| *dialect != Dialect::default().keyword());
        let dialect = dialect.map_or(String::new(), |dialect| format!(", dialect {dialect}"));
        printer.line(&format!("{origin}  {}  ({}{dialect})", zone.path, zone.because));
        for path in &zone.includes {
            printer.line(&format!("    includes {path}"));
        }
    }
    for fragment in &found.fragments {
        printer.line(&format!("-  {}  (no SOA, and no zone includes it)", fragment.path));
    }
    for (path, why) in &found.unreadable {
        printer.line(&format!("!  {path}  ({why})"));
    }
    if listed.is_empty() {
        print::note("no zone file found; name them in zonegate.toml: [zones] include = [\"dns/**\"]");
        return Ok(Exit::Nothing.code());
    }
    Ok(0)
}

fn describe(snapshot: &dyn Snapshot, zone: &FoundZone) -> Listed {
    let shown = |path| String::from_utf8_lossy(&snapshot.display(path)).into_owned();
    Listed {
        origin: zone.origin.as_ref().map(ToString::to_string),
        path: shown(&zone.path),
        because: zone.because.words(),
        dialect: zone.dialect.keyword(),
        includes: zone.includes.iter().map(shown).collect(),
    }
}
