//! Addresses: IPv4, IPv6, the hextets of ILNP, EUI-48 and EUI-64.

use std::fmt::Write as _;
use std::net::{Ipv4Addr, Ipv6Addr};

use super::hex::hex_digit;
use super::input::{Input, Tokens, Word};
use super::kind::{Field, Kind, exactly, keep, leave};
use super::spelling::Spelling;
use super::{Fault, FaultKind};

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

/// Reads an IPv4 address: what [`Ipv4Addr`] reads, in a quarter of the time.
pub(super) fn ipv4(text: &[u8]) -> Option<[u8; 4]> {
    let mut octets = [0; 4];
    let mut rest = text;
    for (place, octet) in octets.iter_mut().enumerate() {
        if place > 0 {
            rest = rest.strip_prefix(b".")?;
        }
        (*octet, rest) = decimal_octet(rest)?;
    }
    rest.is_empty().then_some(octets)
}

/// Reads a decimal octet without leading zeros; also returns what stands behind it.
#[inline]
fn decimal_octet(text: &[u8]) -> Option<(u8, &[u8])> {
    let digit = |octet: u8| Some(u32::from(octet.wrapping_sub(b'0'))).filter(|&digit| digit <= 9);
    let (&first, mut rest) = text.split_first()?;
    let mut value = digit(first)?;
    // A zero is the only digit.
    for _ in 0..if value == 0 { 0 } else { 2 } {
        let Some((digit, behind)) = rest.split_first().and_then(|(&next, behind)| Some((digit(next)?, behind))) else {
            break;
        };
        (value, rest) = (value * 10 + digit, behind);
    }
    Some((u8::try_from(value).ok()?, rest))
}

/// Reads an IPv6 address: what [`Ipv6Addr`] reads, in a quarter of the time.
pub(super) fn ipv6(text: &[u8]) -> Option<[u8; 16]> {
    let mut hextets = [0; 8];
    let (mut count, mut gap) = (0, None);
    let mut rest = text;
    if let Some(behind) = rest.strip_prefix(b"::") {
        (gap, rest) = (Some(0), behind);
    }
    while !rest.is_empty() {
        let (value, behind) = hextet(rest)?;
        if behind.first() == Some(&b'.') {
            let [a, b, c, d] = ipv4(rest)?;
            *hextets.get_mut(count)? = u16::from_be_bytes([a, b]);
            *hextets.get_mut(count + 1)? = u16::from_be_bytes([c, d]);
            count += 2;
            break;
        }
        *hextets.get_mut(count)? = value;
        count += 1;
        rest = match behind {
            [] => break,
            [b':', b':', behind @ ..] if gap.replace(count).is_none() => behind,
            [b':', behind @ ..] if !matches!(behind, [] | [b':', ..]) => behind,
            _ => return None,
        };
    }
    // The gap stands for one hextet at least; what stands behind it moves to the end.
    match gap {
        Some(start) if count < 8 => hextets.get_mut(start..)?.rotate_right(8 - count),
        None if count == 8 => {}
        _ => return None,
    }
    let mut octets = [0; 16];
    for (pair, hextet) in octets.as_chunks_mut::<2>().0.iter_mut().zip(hextets) {
        *pair = hextet.to_be_bytes();
    }
    Some(octets)
}

/// Reads one to four hexadecimal digits; also returns what stands behind them.
#[inline]
fn hextet(text: &[u8]) -> Option<(u16, &[u8])> {
    let digit = |octet: &u8| hex_digit(*octet).map(u16::from);
    let (mut value, mut rest) = (0, text);
    for place in 0..4 {
        match rest.split_first().and_then(|(octet, behind)| Some((digit(octet)?, behind))) {
            Some((digit, behind)) => (value, rest) = (value << 4 | digit, behind),
            None if place == 0 => return None,
            None => break,
        }
    }
    Some((value, rest))
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
