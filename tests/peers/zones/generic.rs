//! RDATA by its octets (RFC 3597).

use std::fmt::Write as _;

use zonegate::rdata;
use zonegate::zone::{Name, Rtype};

use super::wire;

/// Returns `TYPEnnn` for a mnemonic.
pub(crate) fn number(mnemonic: &str) -> String {
    format!("TYPE{}", rtype(mnemonic).0)
}

/// Returns RDATA in the form `\# length digits`; `None` if it names an origin, or zonegate does not read its text.
pub(crate) fn rdata(mnemonic: &str, text: &str) -> Option<String> {
    let rtype = rtype(mnemonic);
    if !rdata::is_described(rtype) {
        return None;
    }
    let origin = Name::parse(b"example.com.", None).unwrap();
    let octets = wire::parse(rtype, text.as_bytes(), Some(&origin)).ok()?;
    let mut generic = format!("\\# {} ", octets.len());
    for octet in octets {
        write!(generic, "{octet:02x}").unwrap();
    }
    Some(generic.trim_end().to_owned())
}

fn rtype(mnemonic: &str) -> Rtype {
    rdata::lookup(mnemonic.as_bytes()).unwrap().rtype
}
