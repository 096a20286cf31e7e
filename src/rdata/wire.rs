//! RDATA on the wire, checked field by field.

use super::kind::Field;

/// The octets of RDATA that are not what the field should be.
#[derive(Clone, Copy, Debug)]
pub(super) struct WireFault {
    /// First octet.
    pub(super) start: usize,
    /// One past the last octet.
    pub(super) end: usize,
    /// The field, `None` for octets behind the last one.
    pub(super) field: Option<&'static Field>,
}

/// Checks the fields of RDATA and brings it into canonical form in place.
pub(super) fn check(fields: &'static [Field], rdata: &mut [u8]) -> Result<(), WireFault> {
    let end = rdata.len();
    let mut start = 0;
    for field in fields {
        let fault = WireFault { start, end, field: Some(field) };
        let (prior, rest) = rdata.split_at_mut_checked(start).ok_or(fault)?;
        let length = (field.kind.measure)(prior, rest).ok_or(fault)?;
        (field.kind.canonical)(prior, rest.get_mut(..length).ok_or(fault)?);
        start += length;
    }
    if start == end { Ok(()) } else { Err(WireFault { start, end, field: None }) }
}
