//! The boundary to hickory-proto: its opinion on wire form that the table does not describe.

use hickory_proto::rr::{RData, RecordType};
use hickory_proto::serialize::binary::{BinDecoder, Restrict};

use crate::zone::Rtype;

/// First number of the range for private use (RFC 6895 §3.1): what it holds is nobody's business but the zone's.
const FIRST_PRIVATE: u16 = 65280;

/// Tells whether RDATA may be the wire form of a type: false only where hickory-proto knows the type and cannot read it.
pub(super) fn accepts(rtype: Rtype, wire: &[u8]) -> bool {
    let known = RecordType::from(rtype.0);
    if rtype.0 >= FIRST_PRIVATE || matches!(known, RecordType::Unknown(_)) {
        return true;
    }
    let Ok(length) = u16::try_from(wire.len()) else { return false };
    let mut decoder = BinDecoder::new(wire);
    RData::read(&mut decoder, known, Restrict::new(length)).is_ok() && decoder.is_empty()
}
