//! Serial numbers and their circular order.

use std::cmp::Ordering;

/// An SOA serial. It has a partial order only: two serials exactly 2³¹ apart have none (RFC 1982 §3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Serial(pub u32);

impl PartialOrd for Serial {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match other.0.wrapping_sub(self.0) {
            0 => Some(Ordering::Equal),
            0x8000_0000 => None,
            distance if distance < 0x8000_0000 => Some(Ordering::Less),
            _ => Some(Ordering::Greater),
        }
    }
}

impl std::fmt::Display for Serial {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(a: u32, b: u32, expected: Option<Ordering>) {
        assert_eq!(Serial(a).partial_cmp(&Serial(b)), expected, "{a} against {b}");
    }

    #[test]
    fn order_is_that_of_rfc_1982() {
        case(1, 2, Some(Ordering::Less));
        case(2, 1, Some(Ordering::Greater));
        case(7, 7, Some(Ordering::Equal));
        case(u32::MAX, 0, Some(Ordering::Less));
        case(0, 0x7fff_ffff, Some(Ordering::Less));
        case(0, 0x8000_0000, None);
        case(0x8000_0000, 0, None);
        case(0, 0x8000_0001, Some(Ordering::Greater));
    }
}
