//! What stands between the owner and the RDATA of a record, when it is what stood there lately.
//!
//! Flows in: where it begins. Flows out: the TTL and type that were read from the same octets before. Neighbours differ in
//! their owners and data; TTL, class and type repeat, blanks included, for whole stretches of most zones.

use super::words::Words;
use crate::rdata;
use crate::source::Span;
use crate::zone::Rtype;

/// Octets of the longest lead that is remembered.
const LONGEST: usize = 32;

/// Records of one type in a row, but for the first, that make a lead worth remembering: to remember costs as much as ten
/// looks.
const ENOUGH: u32 = 3;

/// TTL, class and type, that is, all that a record says before its RDATA.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lead {
    pub(super) ttl: Option<u32>,
    pub(super) rtype: Rtype,
    /// Where the type stands.
    pub(super) type_span: Span,
    /// Whether nothing about a line hangs on its type: its RDATA holds neither strings nor base64.
    pub(super) settled: bool,
}

/// The lead that was remembered last.
#[derive(Debug)]
pub(super) struct LastLead {
    octets: [u64; LONGEST / 8],
    /// Which of these count.
    mask: [u64; LONGEST / 8],
    /// How many they are; 0 if none was remembered.
    length: u32,
    /// How many words they are.
    words: usize,
    /// What was read from them, if they stood at the beginning of a text.
    lead: Lead,
    /// The type of the last record that had another lead, and how many before it were of this type in a row.
    others: (Rtype, u32),
}

impl LastLead {
    pub(super) fn new() -> Self {
        let lead = Lead { ttl: None, rtype: Rtype(0), type_span: Span::at(0), settled: false };
        Self { octets: [0; 4], mask: [0; 4], length: 0, words: 0, lead, others: (Rtype(0), 0) }
    }

    /// Returns the lead that begins at `from`, and the words behind it, if it is the one remembered; `words` are those of
    /// the record but for its owner.
    #[inline]
    pub(super) fn find<W: Words>(&self, text: &[u8], from: u32, words: W) -> Option<(Lead, W)> {
        let octets = octets(text.get(from as usize..)?.first_chunk()?);
        let differ = octets.iter().zip(&self.octets).zip(&self.mask);
        let differ = differ.fold(0, |sum, ((octets, known), mask)| sum | ((octets ^ known) & mask));
        if differ != 0 || self.length == 0 {
            return None;
        }
        let words = words.skip(from.wrapping_add(self.length), self.words);
        let Span { start, end } = self.lead.type_span;
        let type_span = Span { start: from.wrapping_add(start), end: from.wrapping_add(end) };
        Some((Lead { type_span, ..self.lead }, words))
    }

    /// Remembers a lead that ends at `end`, once enough records in a row were of its type. `all` and `data` are the words of
    /// the record but for its owner, and of its RDATA.
    #[inline]
    pub(super) fn learn<W: Words>(&mut self, text: &[u8], (from, end): (u32, u32), (all, data): (&W, &W), lead: Lead) {
        let (rtype, count) = self.others;
        self.others = (lead.rtype, if rtype == lead.rtype { count + 1 } else { 0 });
        if self.others.1 >= ENOUGH {
            self.remember(text, (from, end), all.len() - data.len(), lead);
        }
    }

    #[inline(never)]
    fn remember(&mut self, text: &[u8], (from, end): (u32, u32), words: usize, lead: Lead) {
        let written = Span { start: from, end }.of(text);
        let Span { start, end } = lead.type_span;
        let type_span = Span { start: start.wrapping_sub(from), end: end.wrapping_sub(from) };
        let (mut known, mut mask) = ([0; LONGEST], [0; LONGEST]);
        let (Some(place), Some(counts)) = (known.get_mut(..written.len()), mask.get_mut(..written.len())) else {
            return;
        };
        place.copy_from_slice(written);
        counts.fill(u8::MAX);
        (self.octets, self.mask) = (octets(&known), octets(&mask));
        (self.length, self.words) = (u32::try_from(written.len()).unwrap_or_default(), words);
        let settled = !rdata::holds_text(lead.rtype) && rdata::base64_at(lead.rtype).is_none();
        self.lead = Lead { type_span, settled, ..lead };
        self.others.1 = 0;
    }
}

#[inline]
fn octets(octets: &[u8; LONGEST]) -> [u64; LONGEST / 8] {
    let (words, _) = octets.as_chunks();
    let mut all = [0; LONGEST / 8];
    for (word, octets) in all.iter_mut().zip(words) {
        *word = u64::from_le_bytes(*octets);
    }
    all
}
