//! Octets as text: base16, base64 and base32hex (RFC 4648).

const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const BASE32HEX: &[u8; 32] = b"0123456789abcdefghijklmnopqrstuv";

pub(crate) fn hex(octets: &[u8]) -> String {
    octets
        .iter()
        .flat_map(|octet| [octet >> 4, octet & 15])
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}

pub(crate) fn base64(octets: &[u8]) -> String {
    let mut text = groups(octets, 6, BASE64);
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}

/// Without padding, as NSEC3 writes it (RFC 5155 §3.3).
pub(crate) fn base32hex(octets: &[u8]) -> String {
    groups(octets, 5, BASE32HEX)
}

/// Writes the bits in groups of `width`, the last one filled with zero bits.
fn groups(octets: &[u8], width: usize, alphabet: &[u8]) -> String {
    let mut text = String::with_capacity(octets.len() * 8 / width + 1);
    let (mut bits, mut held) = (0_usize, 0);
    let mut push = |index: usize| text.push(char::from(alphabet[index & (alphabet.len() - 1)]));
    for &octet in octets {
        bits = bits << 8 | usize::from(octet);
        held += 8;
        while held >= width {
            held -= width;
            push(bits >> held);
        }
        bits &= (1 << held) - 1;
    }
    if held > 0 {
        push(bits << (width - held));
    }
    text
}
