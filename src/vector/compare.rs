//! Equality of a few octets, without a call.

/// Tells whether octets are the same, as `==` does. Most words and names are too short to be worth a call.
#[inline]
pub(crate) fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    // Two overlapping looks see every octet of what is at most twice as long.
    match a.len() {
        16..=32 => ends(a).map(u128::from_le_bytes) == ends(b).map(u128::from_le_bytes),
        8..16 => ends(a).map(u64::from_le_bytes) == ends(b).map(u64::from_le_bytes),
        4..8 => ends(a).map(u32::from_le_bytes) == ends(b).map(u32::from_le_bytes),
        _ => a == b,
    }
}

/// Returns the first and the last octets of a text that has as many.
#[inline]
fn ends<const N: usize>(octets: &[u8]) -> [[u8; N]; 2] {
    let first = octets.first_chunk().copied().unwrap_or([0; N]);
    [first, octets.last_chunk().copied().unwrap_or([0; N])]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_octet_and_the_length_count() {
        for length in 0..70 {
            let text: Vec<u8> = (0..length).collect();
            assert!(same(&text, &text.clone()));
            for at in 0..text.len() {
                let mut other = text.clone();
                other[at] ^= 0x20;
                assert!(!same(&text, &other), "{at} of {length}");
                assert!(!same(&text, &text[..at]), "{at} of {length}");
            }
        }
    }
}
