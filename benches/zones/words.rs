//! Labels, host names and addresses that look like those of people.

use super::random::Random;

const WORDS: &[&str] = &[
    "acorn", "anchor", "apron", "arch", "barley", "basil", "bell", "bicycle", "bramble", "brick", "bridge", "bronze",
    "cabin", "candle", "canvas", "carpet", "castle", "chalk", "cherry", "chimney", "cider", "clay", "clover", "cobalt",
    "compass", "cotton", "cradle", "crane", "dairy", "dock", "drum", "easel", "engine", "fable", "feather", "ferry",
    "fiddle", "flour", "foundry", "garlic", "gravel", "guild", "hammer", "harvest", "hinge", "honey", "inkwell",
    "kettle", "kiln", "ladder", "lantern", "lathe", "lemon", "linen", "loom", "mason", "meander", "mill", "mortar",
    "needle", "nutmeg", "oar", "orchard", "oven", "paper", "parcel", "pepper", "piano", "pier", "plough", "pottery",
    "press", "quarry", "rafter", "ribbon", "rope", "rowan", "saddle", "saffron", "sail", "spindle", "spoon", "station",
    "tailor", "tannery", "thimble", "thyme", "timber", "tower", "tram", "turnip", "vault", "vinegar", "wagon",
    "walnut", "weaver", "wharf", "wheel", "window", "wool",
];

pub(crate) fn word(random: &mut Random) -> &'static str {
    random.pick(WORDS)
}

/// Returns a label that no other number has.
pub(crate) fn label(random: &mut Random, number: usize) -> String {
    let first = word(random);
    match random.below(10) {
        0..=3 => format!("{first}{}{number}", word(random)),
        4..=6 => format!("{first}-{}-{number}", word(random)),
        _ => format!("{first}{number}"),
    }
}

pub(crate) fn ipv4(random: &mut Random) -> String {
    // Below 10.0.0.0/8 and above loopback: addresses that no rule has a word about.
    let first = 11 + random.below(100);
    format!("{first}.{}.{}.{}", random.below(256), random.below(256), 1 + random.below(254))
}

pub(crate) fn ipv6(random: &mut Random) -> String {
    let [a, b, c] = [random.below(0x10000), random.below(0x10000), 1 + random.below(0xffff)];
    if random.percent(30) {
        format!("2001:db8:{a:x}:{b:x}:0:0:0:{c:x}")
    } else {
        format!("2001:db8:{a:x}:{b:x}::{c:x}")
    }
}

/// Servers of a company outside of the zone; few of the companies have most of the customers.
pub(crate) struct Companies(Vec<String>);

impl Companies {
    pub(crate) fn new(random: &mut Random, count: usize) -> Self {
        Self((0..count).map(|at| format!("{}{}{at}.net.", word(random), word(random))).collect())
    }

    pub(crate) fn pick(&self, random: &mut Random) -> &str {
        let limit = 1 + random.below(self.0.len());
        &self.0[random.below(limit)]
    }
}
