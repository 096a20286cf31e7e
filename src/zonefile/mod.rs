//! Zone text to zones: octets in, records with spans and [`Problem`]s out.
//!
//! Flows in: the octets of a zone file, its origin, and an [`Includes`] that opens `$INCLUDE`d files from the judged
//! snapshot. Flows out: a [`LoadedZone`]: the zone, every file it was read from, and everything that is wrong in the
//! text, sorted by kind. `scanner` makes tokens, `entry` records, `directive` obeys `$…`, `load` drives them. One run reports every
//! error of a file; one cause gives one problem.

mod problem;

pub use problem::{Fact, Problem, ProblemKind, Problems};
