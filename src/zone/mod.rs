//! Zones as data: names, serials, records, RRsets.
//!
//! Flows in: what `zonefile` read. Flows out: the compact [`Zone`] that `diff` compares and `rules` look at. Knows spans,
//! but no files, no git and no text syntax beyond the presentation form of names.

mod arena;
pub mod mixed_ttl;
mod model;
mod name;
mod names;
mod record;
mod serial;

pub use arena::RdataId;
pub use model::{Node, Zone, ZoneParts};
pub use name::{MAX_NAME, Name, NameError, NameErrorKind, parse_name_into};
pub(crate) use name::{is_absolute, wire_is_at_or_below};
pub use names::{NameId, NameList, Names};
pub use record::{Manner, Record, Rtype, Standing};
pub use serial::Serial;
