//! Every deviation of a peer from zonegate, by name and with its reason.
//!
//! Most come from the tables of zonefile.md, which measure newer releases; where Debian 12's differ, the reason says so.

mod bind;
mod knot;
mod ldns;
mod nsd;
mod texts;

use zonegate::rdata;

use super::disagreement::Disagreement;
use super::peer::Peer;
use crate::language::row::HEAD;

/// A deviation that stays.
#[derive(Debug)]
pub(crate) struct Exception {
    /// What it is called.
    pub(crate) name: &'static str,
    /// What it covers.
    kind: Kind,
    /// Why it stays.
    pub(crate) why: &'static str,
    /// Texts that it is kept to.
    only: fn(&[u8]) -> bool,
    /// Text in which peer and zonegate disagree for this reason.
    example: &'static str,
    /// Whether the head of a row stands before the example.
    headed: bool,
}

/// What an exception covers.
#[derive(Debug)]
enum Kind {
    /// The peer loads what zonegate refuses by this rule, or by any, with a message that starts with these words.
    Stricter(&'static str, &'static str),
    /// The peer refuses, with these words, what has no error here.
    Milder(&'static str),
    /// The peer loads other records of this type, or of any.
    Otherwise(&'static str),
    /// The peer gives records of this type another TTL, or of any.
    Ttl(&'static str),
}

/// What zonegate refuses and the peer loads.
const fn stricter(
    name: &'static str,
    (rule, message): (&'static str, &'static str),
    why: &'static str,
    example: &'static str,
) -> Exception {
    Exception { name, kind: Kind::Stricter(rule, message), why, only: any, example, headed: true }
}

/// What the peer refuses and zonegate takes.
const fn milder(name: &'static str, said: &'static str, why: &'static str, example: &'static str) -> Exception {
    Exception { name, kind: Kind::Milder(said), why, only: any, example, headed: true }
}

/// What both load, as other records of the type `rtype`.
const fn otherwise(name: &'static str, rtype: &'static str, why: &'static str, example: &'static str) -> Exception {
    Exception { name, kind: Kind::Otherwise(rtype), why, only: any, example, headed: true }
}

/// What both load, records of the type `rtype` with another TTL.
const fn ttl(name: &'static str, rtype: &'static str, why: &'static str, example: &'static str) -> Exception {
    Exception { name, kind: Kind::Ttl(rtype), why, only: any, example, headed: true }
}

const fn any(_: &[u8]) -> bool {
    true
}

impl Exception {
    /// Returns the example.
    pub(crate) fn example(&self) -> Vec<u8> {
        let head = if self.headed { HEAD } else { "" };
        [head.as_bytes(), self.example.as_bytes()].concat()
    }

    /// Makes a whole file the example.
    const fn whole(mut self, text: &'static str) -> Self {
        (self.example, self.headed) = (text, false);
        self
    }

    /// Keeps the exception to some texts.
    const fn only(mut self, text: fn(&[u8]) -> bool) -> Self {
        self.only = text;
        self
    }
}

/// Returns the deviations of a peer.
pub(crate) fn of(peer: Peer) -> &'static [Exception] {
    match peer {
        Peer::Bind => bind::EXCEPTIONS,
        Peer::Knot => knot::EXCEPTIONS,
        Peer::Nsd => nsd::EXCEPTIONS,
        Peer::Ldns => ldns::EXCEPTIONS,
    }
}

/// Returns the exception that covers a disagreement about `text`.
pub(crate) fn of_disagreement(peer: Peer, found: &Disagreement, text: &[u8]) -> Option<&'static Exception> {
    of(peer).iter().find(|exception| (exception.only)(text) && exception.kind.covers(found))
}

impl Kind {
    fn covers(&self, found: &Disagreement) -> bool {
        match (self, found) {
            (Self::Stricter(rule, start), Disagreement::Stricter { rule: broken, message }) => {
                (rule.is_empty() || rule == broken) && message.starts_with(start)
            }
            (Self::Milder(words), Disagreement::Milder(said)) => said.contains(words),
            (Self::Otherwise(of), Disagreement::Otherwise(rtype, _)) | (Self::Ttl(of), Disagreement::Ttl(rtype, _)) => {
                of.is_empty() || *of == rdata::mnemonic(*rtype)
            }
            _ => false,
        }
    }
}
