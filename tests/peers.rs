//! The readers of four servers as further opinions: the same texts refused, and the same records from the rest.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test that cannot go on has failed; it writes files for servers and says which are missing"
)]

#[path = "peers/claims.rs"]
mod claims;
#[path = "peers/disagreement.rs"]
mod disagreement;
#[path = "peers/exceptions/mod.rs"]
mod exceptions;
#[path = "peers/knot.rs"]
mod knot;
#[path = "language/mod.rs"]
mod language;
#[path = "peers/ldns.rs"]
mod ldns;
#[path = "peers/named.rs"]
mod named;
#[path = "peers/nsd.rs"]
mod nsd;
#[path = "peers/peer.rs"]
mod peer;
#[path = "peers/printed.rs"]
mod printed;
#[path = "peers/process.rs"]
mod process;
#[path = "peers/records.rs"]
mod records;
#[path = "peers/room.rs"]
mod room;
#[path = "peers/zones/mod.rs"]
mod zones;

use std::ops::Range;

use disagreement::Disagreement;
use language::dialects;
use language::judge::{judge, judge_for};
use peer::Peer;
use room::Room;
use zonegate::rdata::Dialect;
use zonegate::zonefile;
use zones::audience::Audience;
use zones::random::Random;
use zones::{fields, generator, mutation, types};

/// What zonegate and the peers make of a text.
struct Compared {
    /// The lines in which zonegate and a peer disagree and no exception says why.
    unexplained: Vec<String>,
    /// The peers that refuse the text.
    refused_by: Vec<(Peer, String)>,
}

fn compared(room: &Room, letters: &str, octets: &[u8]) -> Compared {
    let judged = judge(octets);
    let mut compared = Compared { unexplained: Vec::new(), refused_by: Vec::new() };
    for peer in room.peers(letters) {
        let answer = room.ask(peer, octets);
        compared.refused_by.extend(answer.as_ref().err().map(|said| (peer, said.join("\n"))));
        for found in disagreement::between(&judged, &answer) {
            if exceptions::of_disagreement(peer, &found, octets).is_none() {
                compared.unexplained.push(format!("{peer:?}: {found}"));
            }
        }
    }
    compared
}

/// Returns the seeds that are tried instead of the usual ones: `ZONEGATE_PEERS_TIMES` as many, from
/// `ZONEGATE_PEERS_FROM` on.
fn seeds(usual: &Range<u64>) -> Range<u64> {
    let number = |name: &str, otherwise: u64| {
        let number = std::env::var(name).ok();
        number.map_or(otherwise, |number| number.parse().unwrap_or_else(|_| panic!("{name} is no number: {number}")))
    };
    let count = (usual.end - usual.start) * number("ZONEGATE_PEERS_TIMES", 1);
    let first = usual.start + number("ZONEGATE_PEERS_FROM", 0);
    first..first + count
}

/// Compares texts made from seeds by `make`, and tells of all that differ at once.
#[track_caller]
fn compare(seeds: Range<u64>, make: impl Fn(&mut Random, Audience) -> Vec<u8>, all_load: bool) {
    let room = Room::open();
    let mut differences = Vec::new();
    for seed in self::seeds(&seeds) {
        let mut random = Random::new(seed);
        let audience = Audience::EVERY[usize::try_from(seed).unwrap() % Audience::EVERY.len()];
        let text = make(&mut random, audience);
        let Compared { unexplained: mut lines, refused_by } = compared(&room, audience.0, &text);
        if all_load && !refused_by.is_empty() {
            lines.push(format!("refused by {refused_by:?}"));
        }
        if !lines.is_empty() {
            let text = String::from_utf8_lossy(&text);
            differences.push(format!("seed {seed} for {}: {}\n{text}", audience.0, lines.join("\n")));
        }
    }
    assert!(differences.is_empty(), "{} texts:\n{}", differences.len(), differences.join("\n----\n"));
}

#[test]
fn peers_read_the_same_records_from_generated_zones() {
    compare(0..160, |random, audience| generator::zone(random, audience, 40).into_bytes(), true);
}

fn slipped(random: &mut Random, audience: Audience) -> Vec<u8> {
    let text = generator::zone(random, audience, 6);
    mutation::slip(random, text.as_bytes())
}

#[test]
fn peers_refuse_the_same_slips() {
    compare(0..700, slipped, false);
}

#[test]
fn peers_refuse_the_same_further_slips() {
    compare(1_000_000..1_000_700, slipped, false);
}

#[test]
fn peers_decide_as_the_rows_say() {
    let room = Room::open();
    let mut differences = Vec::new();
    for row in language::ROWS.iter().copied().flatten() {
        let (octets, _) = row.read();
        let lines = compared(&room, "BKNL", &octets).unexplained;
        if !lines.is_empty() {
            differences.push(format!("{:?}\n  {}", row.text, lines.join("\n  ")));
        }
    }
    assert!(differences.is_empty(), "{} rows:\n{}", differences.len(), differences.join("\n"));
}

/// Returns the peer that a dialect is named for, where there is one to ask.
fn server_of(dialect: Dialect) -> Option<Peer> {
    match dialect {
        Dialect::Bind => Some(Peer::Bind),
        Dialect::Knot => Some(Peer::Knot),
        Dialect::Nsd => Some(Peer::Nsd),
        Dialect::Pdns | Dialect::Gdnsd | Dialect::Msdns => None,
    }
}

#[test]
fn servers_decide_as_the_rows_of_their_dialects_say() {
    let room = Room::open();
    let mut differences = Vec::new();
    for spoken in dialects::TABLE.iter().filter(|spoken| spoken.portable_to.is_empty()) {
        let Some(peer) = server_of(spoken.dialect).filter(|peer| room.peers("BKNL").contains(peer)) else { continue };
        for row in spoken.rows {
            let (octets, _) = row.read();
            let audience = zonefile::Audience { dialect: spoken.dialect, ..Default::default() };
            let found = disagreement::between(&judge_for(audience, &octets), &room.ask(peer, &octets));
            if found.is_empty() != row.unlike_bind.is_empty() {
                let lines: Vec<String> = found.iter().map(ToString::to_string).collect();
                differences.push(format!("{peer:?}: {:?} {:?}\n  {}", row.text, row.unlike_bind, lines.join("\n  ")));
            }
        }
    }
    assert!(differences.is_empty(), "{} rows:\n{}", differences.len(), differences.join("\n"));
}

#[test]
fn peers_load_what_the_tables_claim() {
    let room = Room::open();
    let mut differences = Vec::new();
    for claim in claims::CLAIMS {
        let octets = [language::row::HEAD.as_bytes(), claim.text.as_bytes()].concat();
        let Compared { unexplained: mut lines, refused_by } = compared(&room, "BKNL", &octets);
        for (peer, mark) in Peer::ALL.into_iter().zip(claim.marks.chars()) {
            let said = refused_by.iter().find(|(by, _)| *by == peer).map(|(_, said)| said);
            if room.peers("BKNL").contains(&peer) && said.is_some() != (mark == 'E') {
                lines.push(format!("{peer:?} is marked {mark}: {said:?}"));
            }
        }
        if !lines.is_empty() {
            differences.push(format!("{:?}\n  {}", claim.text, lines.join("\n  ")));
        }
    }
    assert!(differences.is_empty(), "{} claims:\n{}", differences.len(), differences.join("\n"));
}

/// Returns a record of a type in the spelling that its peers know.
fn record_of(row: &types::Type, seed: u64) -> String {
    let mut random = Random::new(seed);
    let fields = row.fields.iter().map(|field| fields::text(*field, &mut random, Audience(row.known_by)));
    format!("{}x {} {}\n", language::row::HEAD, row.mnemonic, fields.collect::<Vec<_>>().join(" "))
}

#[test]
fn peers_read_the_types_that_the_table_says() {
    let room = Room::open();
    let mut differences = Vec::new();
    for row in types::TYPES {
        for peer in room.peers("BKNL") {
            let agree = |seed| {
                let text = record_of(row, seed);
                let answer = room.ask(peer, text.as_bytes());
                let found = disagreement::between(&judge(text.as_bytes()), &answer);
                answer.is_ok() && found.iter().all(|found| matches!(found, Disagreement::Ttl(..)))
            };
            let known = row.known_by.contains(peer.letter());
            // One text of a type that is not known may say the same in another way.
            if known != (0..4).all(agree) {
                differences.push(format!("{peer:?} {} known: {known}: {}", row.mnemonic, record_of(row, 0)));
            }
        }
    }
    assert!(differences.is_empty(), "{} types:\n{}", differences.len(), differences.join("\n"));
}

#[test]
fn every_exception_is_needed() {
    let room = Room::open();
    let mut idle = Vec::new();
    for peer in room.peers("BKNL") {
        for exception in exceptions::of(peer) {
            let octets = exception.example();
            let found = disagreement::between(&judge(&octets), &room.ask(peer, &octets));
            let mut covering = found.iter().filter_map(|found| exceptions::of_disagreement(peer, found, &octets));
            if !covering.any(|covering| covering.name == exception.name) {
                idle.push(format!("{peer:?}: {}: {found:?}", exception.name));
            }
        }
    }
    assert!(idle.is_empty(), "{} exceptions:\n{}", idle.len(), idle.join("\n"));
}

#[test]
fn exceptions_have_names_and_reasons() {
    for peer in Peer::ALL {
        let mut names: Vec<&str> = exceptions::of(peer).iter().map(|exception| exception.name).collect();
        assert!(exceptions::of(peer).iter().all(|exception| exception.why.len() > 10), "{peer:?}");
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count, "{peer:?} has a name twice");
    }
}
