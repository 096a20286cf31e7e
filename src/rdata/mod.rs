//! RDATA: presentation grammar per RR type to wire form, and back.
//!
//! Flows in: the tokens of one entry behind its type, and the origin they are relative to. Flows out: wire octets in
//! canonical form (names uncompressed, lower-cased), or a [`Fault`] that names the field and the octets at fault.
//!
//! `table` holds the types as data: one line a type, its fields in the words of the RFC. Each field has a `kind`: a
//! static value of small functions beside the code that serves it (`number`, `address`, `binary`, …). Three drivers walk
//! the fields: `text` reads presentation form, `wire` checks wire form (behind `\#`), `present` writes text. From the same
//! line the table makes a reader of RDATA as nearly all of it is written, which `text` asks first: straight through the
//! fields, without faults. A new type is a line in `table`; a new kind of field a static in one file. `names` finds the
//! names in wire form. `hickory` is the boundary to hickory-proto, which judges the wire form of types that the table does
//! not describe.

mod a6;
mod address;
mod apl;
mod atma;
mod base32hex;
mod base64;
mod binary;
mod bitmap;
mod caa;
mod class;
mod dialect;
mod digest;
mod fault;
mod gateway;
mod generic;
mod gpos;
mod hex;
mod hickory;
mod hip;
mod input;
mod kind;
mod knowledge;
mod loc;
mod marks;
mod name;
mod names;
mod nsap;
mod number;
mod nxt;
mod plugin;
mod present;
mod servers;
mod services;
mod shape;
mod spelling;
mod string;
mod svcb;
mod svckey;
mod svcparam;
mod symbol;
mod table;
mod text;
mod time;
mod token;
mod ttl;
mod types;
mod wins;
mod wire;
mod wks;

pub(crate) use address::is_address;
pub use class::parse_class;
pub use dialect::Dialect;
pub use fault::{Fault, FaultKind};
pub(crate) use generic::GENERIC;
pub use input::Context;
pub(crate) use knowledge::is_notable;
pub use knowledge::{is_checked, is_obsolete, known_since, known_to, may_stand};
pub use marks::Marks;
pub(crate) use marks::ends_in_mark;
pub use name::name_faults;
pub(crate) use name::without_brackets;
pub(crate) use names::{may_hold_names, names_in};
pub(crate) use plugin::push_least_ttl;
pub use present::present;
pub(crate) use present::present_typed;
pub use servers::{Server, Servers};
pub(crate) use shape::{Shape, base64_at, holds_text, shape};
pub use spelling::Spellings;
pub use string::unescape_text;
pub(crate) use string::{ESCAPE_EXPECTED, wrong_escape};
pub use text::parse;
pub(crate) use text::parse_right;
pub(crate) use time::is_time_stamp;
pub use token::Token;
pub(crate) use token::with_quotes;
pub(crate) use ttl::MAX_TTL;
pub use ttl::{Ttl, TtlError, TtlErrorKind, parse_ttl};
pub use types::{TypeClass, TypeName, is_described, lookup, mnemonic, mnemonic_in};
pub(crate) use types::{has_number, known};

#[cfg(test)]
mod tests;
