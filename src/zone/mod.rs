//! Zones as data: names, serials, records, RRsets.
//!
//! Flows in: what `zonefile` read. Flows out: the compact [`Zone`] that `diff` compares and `rules` look at. Knows spans,
//! but no files, no git and no text syntax beyond the presentation form of names.

mod arena;
mod grouping;
pub mod mixed_ttl;
mod model;
mod name;
mod name_text;
mod names;
mod record;
mod serial;

pub use arena::RdataId;
pub use model::{Node, Zone, ZoneParts};
pub(crate) use name::wire_is_at_or_below;
pub use name::{MAX_NAME, Name, NameError, NameErrorKind};
pub(crate) use name_text::is_absolute;
pub use name_text::{further_name_errors, parse_name_into};
pub use names::{NameId, NameList, Names};
pub use record::{Manner, Record, Rtype, Standing};
pub use serial::Serial;
