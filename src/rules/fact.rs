//! What a problem of the text carries, for the messages of the rules about text.
//!
//! Flows in: a [`Problem`]. Flows out: its words, lists and RDATA faults, each with something readable where the reader
//! gave less.

use crate::finding::Finding;
use crate::rdata::{Dialect, Fault, mnemonic_in};
use crate::zone::Rtype;
use crate::zonefile::{Fact, Problem};

/// Returns the words of a problem, empty if it has none.
pub(crate) fn text(problem: &Problem) -> &str {
    match &problem.fact {
        Fact::Text(text) => text,
        _ => "",
    }
}

/// Returns the texts of a problem: the places tried, the chain of a loop.
pub(crate) fn list(problem: &Problem) -> &[String] {
    match &problem.fact {
        Fact::List(list) | Fact::Places { tried: list, .. } => list,
        _ => &[],
    }
}

/// Returns the count of a problem, 0 if it has none.
pub(crate) fn number(problem: &Problem) -> u64 {
    match problem.fact {
        Fact::Number(number) => number,
        _ => 0,
    }
}

/// Returns the name of the zone's own server, as far as the problem says it.
pub(crate) fn server(problem: &Problem) -> &'static str {
    problem.portability.map_or(Dialect::default(), |portability| portability.dialect).server()
}

/// Returns the record type and the fault of a problem in RDATA.
pub(crate) fn field(problem: &Problem) -> Option<(Rtype, &Fault)> {
    match &problem.fact {
        Fact::Field { rtype, fault, .. } => Some((*rtype, fault)),
        _ => None,
    }
}

/// Returns where servers with another idea of the base find an included file.
pub(crate) fn elsewhere(problem: &Problem) -> Option<&str> {
    match &problem.fact {
        Fact::Places { elsewhere, .. } => elsewhere.as_deref(),
        _ => None,
    }
}

/// Tells whether there is a directory where an included file was looked for.
pub(crate) fn is_directory(problem: &Problem) -> bool {
    matches!(problem.fact, Fact::Places { is_directory: true, .. })
}

/// Returns the mnemonic of the record type concerned, empty if there is none.
pub(crate) fn rtype(problem: &Problem) -> String {
    match problem.fact {
        Fact::Field { rtype, dialect, .. } if rtype.0 != 0 => mnemonic_in(rtype, dialect),
        _ => String::new(),
    }
}

/// Returns `MX record`, or `record` where the type is not known.
pub(crate) fn record(problem: &Problem) -> String {
    format!("{} record", rtype(problem)).trim_start().to_owned()
}

/// Returns `MX preference`: the type and the field; a field that is named for its type is enough, as `NSAP address` is.
pub(crate) fn subject(problem: &Problem) -> String {
    let name = field(problem).map_or("field", |(_, fault)| fault.field);
    match rtype(problem) {
        rtype if rtype.is_empty() || name.starts_with(&rtype) => name.to_owned(),
        rtype => format!("{rtype} {name}"),
    }
}

/// Returns what would have been right.
pub(crate) fn expected(problem: &Problem) -> Option<&str> {
    let (_, fault) = field(problem)?;
    (!fault.expected.is_empty()).then_some(&*fault.expected)
}

/// Returns the label that says what would have been right, empty if nobody knows.
pub(crate) fn expectation(problem: &Problem) -> String {
    expected(problem).map_or_else(String::new, |expected| format!("expected {expected}"))
}

/// Returns the label for a field, found as `text`, that may not stand in quotes where it does.
pub(crate) fn unquoted_expectation(problem: &Problem, text: &str) -> String {
    let label = expectation(problem);
    let quotes_at_fault = text.starts_with('"') && !label.is_empty() && !label.contains("quotes");
    if quotes_at_fault { format!("{label}, without quotes") } else { label }
}

/// Adds the second place of a problem, where it has one.
pub(crate) fn second(finding: Finding, problem: &Problem, label: &str) -> Finding {
    match problem.second {
        Some(at) => finding.also(at, label),
        None => finding,
    }
}
