//! What the servers that a zone is for make of a finding: its severity, and words for it.
//!
//! Flows in: a finding and the problem that it tells. Flows out: the finding, an error where the zone's own server refuses
//! the text, a warning where one refuses it that the zone has to be portable to.

use crate::finding::{Finding, Severity};
use crate::rdata::{Dialect, Servers};
use crate::zonefile::{Portability, Problem, Taken};

/// Gives a finding about a problem the severity that the servers make of it.
pub(super) fn settle(finding: Finding, problem: &Problem) -> Finding {
    match problem.portability {
        Some(portability) => apply(finding, portability),
        None => finding,
    }
}

/// Gives a finding the severity that the servers make of it, and tells which.
pub(super) fn apply(mut finding: Finding, portability: Portability) -> Finding {
    let harmless = finding.severity.min(Severity::Warning);
    finding.severity = match portability.own {
        Taken::Refused => Severity::Error,
        Taken::Otherwise => Severity::Warning,
        Taken::Read if portability.conflicts() => Severity::Warning,
        Taken::Read => harmless,
    };
    let words = words(portability);
    if !words.is_empty() {
        let all: Vec<&str> = finding.why.as_deref().into_iter().chain(words.iter().map(String::as_str)).collect();
        finding.why = Some(all.join("; ").into());
    }
    finding
}

/// Says what the zone's own server does, where it is not the standard, and those that the zone has to be portable to.
fn words(portability: Portability) -> Vec<String> {
    let server = portability.dialect.server();
    let own = match portability.own {
        _ if portability.dialect == Dialect::default() => None,
        Taken::Refused => Some(format!("this zone is for {server}, which refuses it")),
        Taken::Otherwise => Some(format!("this zone is for {server}, which loads other data than BIND")),
        Taken::Read => None,
    };
    let others = |servers: Servers, does: &str, do_: &str| {
        let names: Vec<&str> = servers.iter().map(crate::rdata::Server::name).collect();
        let verb = if names.len() == 1 { does } else { do_ };
        let list = super::words::list(&names)?;
        Some(format!("it has to be portable to {list}, which {verb}"))
    };
    let refused = others(portability.refused_by, "refuses it", "refuse it");
    let misread = others(portability.misread_by, "reads it otherwise", "read it otherwise");
    own.into_iter().chain(refused).chain(misread).collect()
}
