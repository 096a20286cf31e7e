//! The directory that peers read in, and their answers.

use std::cell::OnceCell;
use std::fs;
use std::path::Path;

use tempfile::TempDir;
use zonegate::zone::Rtype;

use super::language::directives::FILES;
use super::peer::Peer;
use super::records::Record;
use super::{knot, ldns, named, nsd, process};

/// What a peer makes of a text: its records, or what it says against it.
pub(crate) type Answer = Result<Loaded, Vec<String>>;

/// What a peer loads.
#[derive(Default)]
pub(crate) struct Loaded {
    pub(crate) records: Vec<Record>,
    /// RDATA that the peer gives back and zonegate refuses.
    pub(crate) refused: Vec<(Rtype, String)>,
}

/// A directory with the files that texts include, and the peers that are here.
pub(crate) struct Room {
    /// Ends before its directory does.
    knotd: OnceCell<knot::Server>,
    directory: TempDir,
    peers: Vec<Peer>,
}

impl Room {
    /// Says which peers are not here; all must be where everything is required.
    pub(crate) fn open() -> Self {
        let missing = |peer: &Peer| peer.programs().iter().find(|(program, _)| !process::is_here(program));
        let (here, absent): (Vec<Peer>, Vec<Peer>) = Peer::ALL.into_iter().partition(|peer| missing(peer).is_none());
        for (program, package) in absent.iter().filter_map(missing) {
            assert!(std::env::var_os("ZONEGATE_REQUIRE_ALL").is_none(), "{program} is missing: {package}");
            eprintln!("could not ask: {program} is missing; Debian package {package}");
        }
        let directory = tempfile::tempdir().unwrap();
        for (name, text) in FILES {
            fs::write(directory.path().join(name), text).unwrap();
        }
        Self { knotd: OnceCell::new(), directory, peers: here }
    }

    /// Returns those of the peers `letters` that are here.
    pub(crate) fn peers(&self, letters: &str) -> Vec<Peer> {
        Peer::of(letters).filter(|peer| self.peers.contains(peer)).collect()
    }

    /// Returns what `peer` makes of the text of a zone `example.com`.
    pub(crate) fn ask(&self, peer: Peer, text: &[u8]) -> Answer {
        let directory = self.directory.path();
        fs::write(directory.join("zone"), text).unwrap();
        let answer = match peer {
            Peer::Bind => named::load(directory),
            Peer::Knot => knot::load(directory, || self.knotd.get_or_init(|| knot::Server::start(directory))),
            Peer::Nsd => nsd::load(directory),
            Peer::Ldns => ldns::load(directory, text),
        };
        answer.map_err(|said| said.iter().map(|line| local(line, directory)).collect())
    }
}

/// Leaves out where the directory lies.
fn local(line: &str, directory: &Path) -> String {
    line.replace(&format!("{}/", directory.display()), "")
}
