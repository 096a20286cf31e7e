//! Addresses: IPv4, IPv6, the hextets of ILNP, EUI-48 and EUI-64.

use std::fmt::Write as _;
use std::net::{Ipv4Addr, Ipv6Addr};

use super::hex::hex_digit;
use super::input::{Input, Tokens, Word};
use super::kind::{Field, Kind, exactly, keep, leave};
use super::spelling::Spelling;
use super::{Fault, FaultKind};
use crate::vector::{STEP, fold, short_words};

/// An IPv4 address: four decimal octets without leading zeros.
pub(super) static IPV4: Kind = Kind {
    expected: "an IPv4 address such as 192.0.2.1",
    take: take_ipv4,
    parse: parse_ipv4,
    measure: exactly::<4>,
    canonical: keep,
    present: present_ipv4,
};
/// An IPv6 address (RFC 4291 §2.2), without zone index.
pub(super) static IPV6: Kind = Kind {
    expected: "an IPv6 address such as 2001:db8::1",
    take: take_ipv6,
    parse: parse_ipv6,
    measure: exactly::<16>,
    canonical: keep,
    present: present_ipv6,
};
/// The node identifier and 64-bit locator of ILNP (RFC 6742 §2): four hextets, no `::`.
pub(super) static HEXTETS: Kind = Kind {
    expected: "four groups of hexadecimal digits such as 2001:db8:0:1",
    take: leave,
    parse: parse_hextets,
    measure: exactly::<8>,
    canonical: keep,
    present: present_hextets,
};
/// A 48-bit hardware address (RFC 7043 §3).
pub(super) static EUI48: Kind = Kind {
    expected: "six pairs of hexadecimal digits such as 00-00-5e-00-53-2a",
    take: leave,
    parse: parse_eui::<6>,
    measure: exactly::<6>,
    canonical: keep,
    present: present_eui,
};
/// A 64-bit hardware address (RFC 7043 §4).
pub(super) static EUI64: Kind = Kind {
    expected: "eight pairs of hexadecimal digits such as 00-00-5e-ef-10-00-00-2a",
    take: leave,
    parse: parse_eui::<8>,
    measure: exactly::<8>,
    canonical: keep,
    present: present_eui,
};

/// Tells whether text is an address, IPv4 or IPv6.
pub(crate) fn is_address(text: &[u8]) -> bool {
    // Most of what is asked about has neither dot nor colon.
    text.iter().any(|octet| matches!(octet, b'.' | b':')) && (ipv4(text).is_some() || ipv6(text).is_some())
}

/// Reads an IPv4 address: what [`Ipv4Addr`] reads, in less than half of the time.
pub(super) fn ipv4(text: &[u8]) -> Option<[u8; 4]> {
    if text.len() >= STEP {
        return None;
    }
    let (low, high) = short_words(text);
    let mut dots = fold(low, high).dots;
    // Four octets more than there are, so that each part is the beginning of four.
    let mut padded = [0; STEP + 4];
    let [first, second, ..] = padded.as_chunks_mut().0 else { return None };
    (*first, *second) = (low.to_le_bytes(), high.to_le_bytes());
    let (mut octets, mut start) = ([0; 4], 0);
    for octet in &mut octets {
        let end = (dots.trailing_zeros() as usize).min(text.len());
        let digits = u32::from_le_bytes(*padded.get(start..)?.first_chunk()?);
        *octet = decimal_octet(digits, end.checked_sub(start)?)?;
        (start, dots) = (end + 1, dots & dots.wrapping_sub(1));
    }
    (start == text.len() + 1).then_some(octets)
}

/// Reads a decimal octet of one to three digits without leading zeros, of which the first is in the lowest bits.
#[inline]
fn decimal_octet(digits: u32, length: usize) -> Option<u8> {
    const EACH: u32 = 0x0101_0101;
    let unused = match length {
        1 => 24,
        2 => 16,
        3 => 8,
        _ => return None,
    };
    let values = (digits ^ (EACH * 0x30)) << unused;
    // Six more than nine is the first that reaches the upper half; an octet that carries into the next has one itself.
    let others = (values | values.wrapping_add(EACH * 6)) & (EACH * 0xf0);
    if others != 0 || (length > 1 && digits & 0xff == u32::from(b'0')) {
        return None;
    }
    u8::try_from((values >> 8 & 0xff) * 100 + (values >> 16 & 0xff) * 10 + (values >> 24)).ok()
}

/// Reads an IPv6 address: what [`Ipv6Addr`] reads, in a quarter of the time.
pub(super) fn ipv6(text: &[u8]) -> Option<[u8; 16]> {
    let (mut bits, mut count, mut gap) = (0u128, 0, None);
    let mut rest = text;
    if let Some(behind) = rest.strip_prefix(b"::") {
        (gap, rest) = (Some((0, 0)), behind);
    }
    while !rest.is_empty() {
        let (value, behind) = hextet(rest)?;
        if behind.first() == Some(&b'.') {
            bits = bits << 32 | u128::from(u32::from_be_bytes(ipv4(rest)?));
            count += 2;
            break;
        }
        bits = bits << 16 | u128::from(value);
        count += 1;
        rest = match behind {
            [] => break,
            [b':', b':', behind @ ..] if gap.replace((bits, count)).is_none() => {
                bits = 0;
                behind
            }
            [b':', behind @ ..] if !matches!(behind, [] | [b':', ..]) => behind,
            _ => return None,
        };
    }
    // The gap stands for one hextet at least; what stands before it moves to the beginning.
    match gap {
        Some((before, start)) if count < 8 => bits |= before.checked_shl(128 - 16 * start).unwrap_or(0),
        None if count == 8 => {}
        _ => return None,
    }
    Some(bits.to_be_bytes())
}

/// Reads one to four hexadecimal digits, all of them at once; also returns what stands behind them.
#[inline]
fn hextet(text: &[u8]) -> Option<(u16, &[u8])> {
    const EACH: u32 = 0x0101_0101;
    let word = match text.first_chunk() {
        Some(octets) => u32::from_le_bytes(*octets),
        // Up to three octets: the lower half has them.
        None => u32::try_from(short_words(text).0).ok()?,
    };
    // The top bit of each octet says whether it is at least the first and behind the last of a range.
    let low = word & (EACH * 0x7f);
    let folded = low | (EACH * 0x20);
    let digits = (low + EACH * 0x50) & !(low + EACH * 0x46);
    let letters = (folded + EACH * 0x1f) & !(folded + EACH * 0x19);
    let others = !((digits | letters) & !word) & (EACH * 0x80);
    let count = others.trailing_zeros() / 8;
    // Zeros before the digits; none of them shifts all out.
    let values = (word & (EACH * 0x0f)) + (word >> 6 & EACH) * 9;
    let [a, b, c, d] = values.checked_shl(32 - 8 * count)?.to_le_bytes().map(u16::from);
    Some((a << 12 | b << 8 | c << 4 | d, text.get(count as usize..)?))
}

/// Returns which octets of `text`, which is no IPv4 address, are at fault.
pub(super) fn ipv4_fault(text: &[u8]) -> (usize, usize) {
    let bad = |part: &[u8]| {
        let zero_led = part.len() > 1 && part.first() == Some(&b'0');
        zero_led || part.len() > 3 || super::number::decimal(part, 255).is_err()
    };
    let mut parts = text.split(|&octet| octet == b'.');
    // A name of four labels is no address with a wrong octet.
    if parts.clone().count() == 4 && !parts.all(bad) { first_part(text, b'.', bad) } else { (0, text.len()) }
}

/// Returns which octets of `text`, which is no IPv6 address, are at fault.
pub(super) fn ipv6_fault(text: &[u8]) -> (usize, usize) {
    if !text.contains(&b':') {
        return (0, text.len());
    }
    let bad = |part: &[u8]| part.len() > 4 || !part.iter().all(u8::is_ascii_hexdigit);
    let (start, end) = first_part(text, b':', |part| bad(part) && !(part.contains(&b'.') && ipv4(part).is_some()));
    let part = text.get(start..end).unwrap_or_default();
    if (start, end) != (0, text.len()) {
        let (from, to) = if part.contains(&b'.') { ipv4_fault(part) } else { (0, part.len()) };
        return (start + from, start + to);
    }
    // Each hextet is well-formed: their number is wrong, or a second `::` stands among them.
    let mut gaps = text.windows(2).enumerate().filter(|(_, pair)| *pair == b"::").map(|(at, _)| at);
    match (gaps.next(), gaps.next()) {
        (Some(_), Some(second)) => (second, second + 2),
        _ => (0, text.len()),
    }
}

/// Returns the first part between separators that is `bad`, the whole text if none is or if the part is empty.
fn first_part(text: &[u8], separator: u8, bad: impl Fn(&[u8]) -> bool) -> (usize, usize) {
    let mut start = 0;
    for part in text.split(|&octet| octet == separator) {
        if bad(part) && !part.is_empty() {
            return (start, start + part.len());
        }
        start += part.len() + 1;
    }
    (0, text.len())
}

/// Appends the IPv4 address that a word is.
pub(super) fn push_ipv4(word: &Word<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let Some(octets) = ipv4(word.octets) else {
        let (start, end) = ipv4_fault(word.octets);
        return Err(field.fault_with(FaultKind::AddressInvalid, word.part(start, end), IPV4.expected));
    };
    out.extend_from_slice(&octets);
    Ok(())
}

/// Reads an IPv6 address that has zeros before the four digits of a group, where the dialect's server does.
#[cold]
fn ipv6_with_zeros(text: &[u8], input: &Input<'_>) -> Option<[u8; 16]> {
    let mut shortened = Vec::with_capacity(text.len());
    for (at, group) in text.split(|&octet| octet == b':').enumerate() {
        let zeros = group.len().saturating_sub(4);
        let (zeros, digits) = group.split_at_checked(if group.contains(&b'.') { 0 } else { zeros })?;
        if at > 0 {
            shortened.push(b':');
        }
        if !zeros.iter().all(|&octet| octet == b'0') {
            return None;
        }
        shortened.extend_from_slice(digits);
    }
    ipv6(&shortened).filter(|_| input.reads(Spelling::LongHextet))
}

/// Appends the IPv6 address that a word is.
pub(super) fn push_ipv6(word: &Word<'_>, input: &Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let Some(octets) = ipv6(word.octets).or_else(|| ipv6_with_zeros(word.octets, input)) else {
        let (start, end) = ipv6_fault(word.octets);
        return Err(field.fault_with(FaultKind::AddressInvalid, word.part(start, end), IPV6.expected));
    };
    out.extend_from_slice(&octets);
    Ok(())
}

fn take_ipv4(tokens: &mut Tokens<'_>, out: &mut Vec<u8>) -> bool {
    tokens.take(ipv4).map(|octets| out.extend_from_slice(&octets)).is_some()
}

fn take_ipv6(tokens: &mut Tokens<'_>, out: &mut Vec<u8>) -> bool {
    tokens.take(ipv6).map(|octets| out.extend_from_slice(&octets)).is_some()
}

fn parse_ipv4(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    push_ipv4(&input.bare(field)?, field, out)
}

fn parse_ipv6(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    push_ipv6(&input.bare(field)?, input, field, out)
}

/// Writes an IPv4 address.
pub(super) fn present_ipv4(_prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    write!(text, "{}", Ipv4Addr::from(<[u8; 4]>::try_from(octets).ok()?)).ok()
}

/// Writes an IPv6 address.
pub(super) fn present_ipv6(_prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    write!(text, "{}", Ipv6Addr::from(<[u8; 16]>::try_from(octets).ok()?)).ok()
}

fn parse_hextets(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let word = input.bare(field)?;
    let mut start = 0;
    let mut count = 0;
    for part in word.octets.split(|&octet| octet == b':') {
        let end = start + part.len();
        let value = part.iter().try_fold(0u16, |sum, &digit| Some((sum << 4) | u16::from(hex_digit(digit)?)));
        match value {
            Some(value) if (1..=4).contains(&part.len()) => out.extend_from_slice(&value.to_be_bytes()),
            _ => return Err(part_fault(field, &word, start, end)),
        }
        start = end + 1;
        count += 1;
    }
    if count == 4 { Ok(()) } else { Err(field.fault(FaultKind::Invalid, word.span)) }
}

/// Builds the fault of one part between separators; of the whole word where the part is empty.
#[cold]
fn part_fault(field: &Field, word: &Word<'_>, start: usize, end: usize) -> Fault {
    let span = if start == end { word.span } else { word.part(start, end) };
    field.fault(FaultKind::Invalid, span)
}

fn present_hextets(_prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    for (index, hextet) in octets.chunks(2).enumerate() {
        let colon = if index > 0 { ":" } else { "" };
        write!(text, "{colon}{:x}", super::number::big_endian(hextet)).ok()?;
    }
    Some(())
}

fn parse_eui<const N: usize>(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let word = input.bare(field)?;
    let mut start = 0;
    let mut count = 0;
    for part in word.octets.split(|&octet| octet == b'-') {
        let end = start + part.len();
        match *part {
            [high, low] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                out.push(hex_digit(high).unwrap_or(0) << 4 | hex_digit(low).unwrap_or(0));
            }
            _ => return Err(part_fault(field, &word, start, end)),
        }
        start = end + 1;
        count += 1;
    }
    if count == N { Ok(()) } else { Err(field.fault(FaultKind::Invalid, word.span)) }
}

fn present_eui(_prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    for (index, octet) in octets.iter().enumerate() {
        let hyphen = if index > 0 { "-" } else { "" };
        write!(text, "{hyphen}{octet:02x}").ok()?;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn as_the_library(text: &str) {
        let (four, six) = (text.parse::<Ipv4Addr>().ok(), text.parse::<Ipv6Addr>().ok());
        assert_eq!(ipv4(text.as_bytes()), four.map(|address| address.octets()), "{text:?}");
        assert_eq!(ipv6(text.as_bytes()), six.map(|address| address.octets()), "{text:?}");
    }

    #[test]
    fn addresses_are_read_as_the_library_reads_them() {
        for text in "0.0.0.0 255.255.255.255 256.1.1.1 1.2.3 1.2.3.4.5 1.2.3.4. 01.2.3.4 1.2.3.04 1..3.4 1.2.3.1234 00.0.0.0
            :: ::1 1:: ::: 1:::2 1::2::3 1:2:3:4:5:6:7:8 1:2:3:4:5:6:7:: ::2:3:4:5:6:7:8 1:2:3:4:5:6:7:8:: ::1:2:3:4:5:6:7:8
            1:2:3:4:5:6:7 1:2:3:4:5:6:7: :1:2:3:4:5:6:7:8 12345::1 ABCD:ef01::0001 ::1.2.3.4 1:2:3:4:5:6:1.2.3.4 1.2.3.4::
            1:2:3:4:5:6:7:1.2.3.4 1:2:3:4:5::1.2.3.4 1:2:3:4:5:6::1.2.3.4 ::1.2.3.256 ::1.2.3.4:5 ::a.2.3.4 ::1.2.3.4. fe80::1%eth0
            ::ffff:192.0.2.1 1:2:3:4::5:6:7 g:: : . ::1.2.3"
            .split_ascii_whitespace()
        {
            as_the_library(text);
        }
        as_the_library("");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_as_the_library_reads_it(text in "([0-9]{1,3}[.]){2,4}[0-9]{1,3}|(:|::)?([0-9a-fA-F]{1,4}(:|::)?){1,8}([0-9.]{7,9})?|[0-9a-g:.]{0,20}") {
            as_the_library(&text);
        }
    }
}
