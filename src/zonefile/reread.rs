//! RDATA that the zone's own server reads, read once more as the servers do that the zone has to be portable to.
//!
//! Flows in: the tokens of one RDATA that holds a spelling which not all servers read. Flows out: a problem for each field
//! that one of them refuses.

use super::gdnsd;
use super::portability::{Portability, Taken};
use super::problem::ProblemKind;
use super::reader::{Reader, Text};
use crate::rdata::{self, Fault, FaultKind, Servers, Token};
use crate::zone::Rtype;

/// Reports what other servers refuse; tells whether there was something.
#[cold]
pub(super) fn for_others(
    reader: &mut Reader<'_>,
    text: Text<'_>,
    rtype: Rtype,
    (tokens, end): (&[Token], u32),
) -> bool {
    let refused = refused(reader, text, rtype, (tokens, end));
    let found = !refused.is_empty();
    for (fault, refused_by) in refused {
        let (dialect, own, misread_by) = (reader.audience.dialect, Taken::Read, Servers::default());
        let portability = Portability { dialect, own, refused_by, misread_by };
        let (kind, at) = (ProblemKind::Rdata(fault.kind), text.loc(fault.span));
        reader.note(kind, at, None, reader.field(rtype, fault), Some(portability));
    }
    found
}

/// Returns the faults, each with the servers that find it. Servers that do not know the type have been told of.
fn refused(reader: &Reader<'_>, text: Text<'_>, rtype: Rtype, (tokens, end): (&[Token], u32)) -> Vec<(Fault, Servers)> {
    let mut refused: Vec<(Fault, Servers)> = Vec::new();
    let known = rdata::known_to(rtype);
    let numeric = known.is_empty();
    for server in reader.audience.portable_to.iter().filter(|&server| numeric || known.contains(server)) {
        let Some(dialect) = server.dialect() else { continue };
        let context = rdata::Context {
            text: text.octets,
            origin: reader.state.origin.as_deref(),
            marks: gdnsd::marks(reader.audience, reader.zone_origin.as_ref(), &reader.state),
            dialect,
        };
        let faults = rdata::parse(rtype, &context, tokens, end, &mut Vec::new()).err().unwrap_or_default();
        // Of long strings `long_string` tells.
        for fault in faults.into_iter().filter(|fault| fault.kind != FaultKind::StringTooLong) {
            match refused.iter_mut().find(|(other, _)| (other.kind, other.span) == (fault.kind, fault.span)) {
                Some((_, servers)) => *servers = servers.with(server),
                None => refused.push((fault, Servers::default().with(server))),
            }
        }
    }
    refused
}
