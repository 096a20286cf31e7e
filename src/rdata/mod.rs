//! RDATA: presentation grammar per RR type to wire form, and back.
//!
//! Flows in: the tokens of one entry behind its type, and the origin they are relative to. Flows out: wire octets in
//! canonical form (names uncompressed, lower-cased), or a [`Fault`] that names the field and the octets at fault. The
//! types are data (`types`), the field grammars are few (`field`), `wire` walks the same fields over wire form.
//! This is the boundary to hickory-proto, which checks the wire form of types that the table does not describe.

mod fault;
mod stub;
mod token;
pub use stub::*;

pub use fault::{Fault, FaultKind};
pub use token::Token;
