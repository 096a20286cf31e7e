//! Answers that gdnsd computes: the plugin, and the resource that it is asked for.

use super::input::Input;
use super::kind::{Field, Kind, keep};
use super::{Fault, FaultKind};

/// `plugin` or `plugin!resource`, kept as it is written: it is gdnsd's alone and has no wire form.
pub(super) static PLUGIN: Kind = Kind {
    expected: "plugin!resource",
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

fn measure_plugin(_prior: &[u8], rest: &[u8]) -> Option<usize> {
    is_plugin(rest).then_some(rest.len())
}

fn present_plugin(_prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    text.push_str(std::str::from_utf8(octets).ok()?);
    Some(())
}
