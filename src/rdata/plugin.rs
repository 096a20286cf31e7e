//! Answers that gdnsd computes: the plugin, and the resource that it is asked for.

use super::input::Input;
use super::kind::{Field, Kind, keep, leave};
use super::{Fault, FaultKind};

/// `plugin` or `plugin!resource`, kept as it is written: it is gdnsd's alone and has no wire form. The least TTL, where one
/// is stated, follows behind a zero octet ([`push_least_ttl`]).
pub(super) static PLUGIN: Kind = Kind {
    expected: "plugin!resource",
    take: leave,
    parse: parse_plugin,
    measure: measure_plugin,
    canonical: keep,
    present: present_plugin,
};

fn is_plugin(octets: &[u8]) -> bool {
    let plain = |octet: &u8| octet.is_ascii_graphic() && !b"\"();\\".contains(octet);
    let mut sides = octets.splitn(2, |&octet| octet == b'!');
    sides.all(|side| !side.is_empty()) && octets.iter().all(plain)
}

fn parse_plugin(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let word = input.bare(field)?;
    if !is_plugin(word.octets) {
        return Err(field.fault(FaultKind::Invalid, word.span));
    }
    out.extend_from_slice(word.octets);
    Ok(())
}

/// Appends the least TTL of a computed answer to its RDATA, so that another one is another record.
pub(crate) fn push_least_ttl(seconds: u32, out: &mut Vec<u8>) {
    out.push(0);
    out.extend_from_slice(&seconds.to_be_bytes());
}

fn measure_plugin(_prior: &[u8], rest: &[u8]) -> Option<usize> {
    let text = match rest.split_last_chunk::<5>() {
        Some((text, [0, ..])) => text,
        _ => rest,
    };
    is_plugin(text).then_some(rest.len())
}

fn present_plugin(_prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    // A least TTL has no text in RDATA.
    let plugin = Some(octets).filter(|octets| is_plugin(octets))?;
    text.push_str(std::str::from_utf8(plugin).ok()?);
    Some(())
}
