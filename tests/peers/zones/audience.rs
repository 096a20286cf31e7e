//! Who a text is written for.

use super::random::Random;

/// The letters of the peers that have to know all of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Audience(pub(crate) &'static str);

impl Audience {
    /// All audiences: each peer with what it alone knows, and those that know much together.
    pub(crate) const EVERY: [Self; 8] =
        [Self("BKNL"), Self("B"), Self("BN"), Self("K"), Self("BL"), Self("N"), Self("BNL"), Self("L")];

    /// Tells whether the whole audience is among `letters`.
    pub(crate) fn all(self, letters: &str) -> bool {
        self.0.chars().all(|letter| letters.contains(letter))
    }

    /// Picks something that the whole audience knows; each stands behind the letters of who does.
    pub(crate) fn one<T: Copy>(self, random: &mut Random, from: &[(&str, T)]) -> T {
        let known: Vec<T> = from.iter().filter(|(letters, _)| self.all(letters)).map(|(_, value)| *value).collect();
        random.pick(&known)
    }
}
