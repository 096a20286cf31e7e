//! Zone text to zones: octets in, records with spans and [`Problem`]s out.
//!
//! Flows in: the octets of a zone file, its origin, and an [`Includes`] that opens `$INCLUDE`d files from the judged
//! snapshot. Flows out: a [`LoadedZone`]: the zone, every file it was read from, and everything that is wrong in the
//! text, sorted by kind. `octets` looks at the file as a whole, `placeholder` for template text, `scanner` makes a
//! `line` of `tokens`, or of `words` (by the masks of `blocks`; `recovery` where text went wrong, `foreign` where it
//! is none of a zone file's), `entry` records (`usual` those that most are like, `owner` says whose they are, `lead`
//! and `memo` remember what stood there lately, `remark` what there is to say of their types), `directive` obeys `$…`
//! (`inclusion` reads the files of `$INCLUDE`, `generate` and `template` what `making` makes the records of
//! `$GENERATE` of), `reader` drives them: `state` is what it carries from entry to entry, `noting` takes what is
//! wrong, `halves` has a second one read half of a large file, `load` gives it all out. Where servers differ,
//! `portability` is the table of who refuses what and who reads it otherwise; `default_ttl`, `long_string`, `gdnsd`
//! and `msdns` read as the zone's own server does, `reread` as the others. `chains` remembers which includes led to a
//! file, `before_type` knows what stands before a type. `followups` takes out what only follows from another problem,
//! `continuation` what follows from a group that was not opened. `places` finds the parts of a record again; `outline`
//! finds an SOA and includes without reading records. One run reports every error of a file; one cause gives one
//! problem.

mod before_type;
mod blocks;
mod chains;
mod continuation;
mod default_ttl;
mod directive;
mod entry;
mod followups;
mod foreign;
mod gdnsd;
mod generate;
mod halves;
mod include;
mod inclusion;
mod lead;
mod line;
mod load;
mod long_string;
mod making;
mod memo;
mod msdns;
mod noting;
mod octets;
mod outline;
mod owner;
mod placeholder;
mod places;
mod portability;
mod problem;
mod reader;
mod recovery;
mod remark;
mod reread;
mod scanner;
mod state;
mod style;
mod template;
#[cfg(test)]
mod tests;
mod tokens;
mod usual;
mod words;

pub use chains::{Chains, IncludeLine};
pub use halves::Cut;
pub use include::{IncludeFailure, IncludePath, Includes, NoIncludes};
pub use load::{LoadedZone, load, load_cut, load_for, load_fragment};
pub use outline::{Outline, SoaOutline, outline};
pub use places::{Places, entry_loc, places, rdata_field, serial_loc};
pub(crate) use portability::Construct;
pub use portability::{Audience, Portability, Taken};
pub use problem::{Fact, Problem, ProblemKind, Problems};
