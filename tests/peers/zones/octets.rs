//! Fields of octets: hex and base64, apart or not.

use std::fmt::Write as _;

use super::fields::{Field, Maker};

const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

impl Maker<'_> {
    fn digits(&mut self, octets: usize) -> String {
        (0..octets).fold(String::new(), |mut text, _| {
            let octet = self.random.below(256);
            let form = if self.random.once_in(2) { format!("{octet:02x}") } else { format!("{octet:02X}") };
            write!(text, "{form}").unwrap();
            text
        })
    }

    /// Digits of a last field, apart or not.
    fn parted(&mut self, octets: usize) -> String {
        let digits = self.digits(octets);
        if digits.len() < 4 || !self.random.once_in(3) {
            return digits;
        }
        let (head, tail) = digits.split_at(2 * (1 + self.random.below(octets - 1)));
        format!("{head} {tail}")
    }

    pub(super) fn hexadecimal(&mut self, field: Field) -> String {
        let octets = self.random.below(12);
        match field {
            Field::Generic => format!("\\# {octets} {}", self.parted(octets)).trim_end().to_owned(),
            Field::Salt if octets == 0 => "-".to_owned(),
            Field::Hash => {
                self.random.pick(&["2t7b4g4vsa5smi47k61mv5bv1a22bojr", "2T7B4G4VSA5SMI47K61MV5BV1A22BOJR"]).to_owned()
            }
            Field::Hex => self.parted(octets + 1),
            _ => self.digits(octets + 1),
        }
    }

    /// Knot wants breaks at multiples of four digits, the others any.
    pub(super) fn base64(&mut self, field: Field) -> String {
        if matches!(field, Field::DataOrHyphen) && self.random.once_in(2) {
            return "-".to_owned();
        }
        let groups = 1 + self.random.below(12);
        let mut text: String = (0..4 * groups).map(|_| char::from(self.random.pick(ALPHABET))).collect();
        match self.random.below(4) {
            0 => text.replace_range(text.len() - 2.., "=="),
            1 => text.replace_range(text.len() - 1.., "="),
            _ => {}
        }
        // The bits that padding leaves over are zero.
        if text.ends_with('=') {
            let at = text.find('=').unwrap_or(text.len());
            text.replace_range(at - 1..at, "A");
        }
        if !matches!(field, Field::Base64) || !self.random.once_in(3) || groups < 2 {
            return text;
        }
        let step = if self.audience.all("BNL") { 1 } else { 4 };
        text.insert(step * (1 + self.random.below(4 * (groups - 1) / step)), ' ');
        text
    }

    pub(super) fn digest(&mut self, field: Field) -> String {
        let (kind, octets) = match field {
            Field::Digest => self
                .audience
                .one(self.random, &[("BKNL", (1, 20)), ("BKNL", (2, 32)), ("BKNL", (4, 48)), ("BNL", (200, 7))]),
            Field::Match => self.random.pick(&[(0, 9), (1, 32), (2, 64)]),
            Field::Fingerprint => self.random.pick(&[(1, 20), (2, 32)]),
            _ => self.random.pick(&[(1, 48), (2, 64), (240, 12)]),
        };
        let digits = self.parted(octets);
        // Certificates have a selector before their matching type as other digests have none.
        format!("{kind} {digits}")
    }
}
