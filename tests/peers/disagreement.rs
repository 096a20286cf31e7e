//! Where zonegate and a peer make something else of one text.

use zonegate::finding::Finding;
use zonegate::rules::Group;
use zonegate::zone::Rtype;

use super::language::judge::Judged;
use super::records::{self, Difference};
use super::room::Answer;

/// One point in which they disagree.
#[derive(Debug)]
pub(crate) enum Disagreement {
    /// zonegate has an error that the peer loads.
    Stricter {
        /// The rule.
        rule: &'static str,
        /// Its message.
        message: String,
    },
    /// The peer refuses what has no error here; what it says.
    Milder(String),
    /// Both load it, as other records.
    Otherwise(Rtype, String),
    /// Both load the record, with another TTL.
    Ttl(Rtype, String),
}

impl std::fmt::Display for Disagreement {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Stricter { rule, message } => write!(out, "zonegate alone refuses: {rule}: {message}"),
            Self::Milder(said) => write!(out, "the peer alone refuses: {said}"),
            Self::Otherwise(_, line) | Self::Ttl(_, line) => out.write_str(line),
        }
    }
}

/// Compares the verdicts about one text, and the records where both load it.
///
/// A text is refused here by an error of any group. Where the peer loads it, only errors about what the text says are a
/// disagreement: what a whole zone has to hold is for rules and servers to see each in their way.
pub(crate) fn between(judged: &Judged, answer: &Answer) -> Vec<Disagreement> {
    match answer {
        Ok(loaded) => {
            let about_text = judged.errors().filter(|finding| is_about_text(finding));
            let stricter =
                |finding: &Finding| Disagreement::Stricter { rule: finding.rule, message: finding.message.to_string() };
            let mut all: Vec<Disagreement> = about_text.map(stricter).collect();
            if all.is_empty() {
                let differences = records::differences(&records::of(&judged.loaded.zone), &loaded.records);
                all.extend(differences.into_iter().map(|Difference { rtype, is_ttl, line }| {
                    if is_ttl { Disagreement::Ttl(rtype, line) } else { Disagreement::Otherwise(rtype, line) }
                }));
                let refused = loaded.refused.iter();
                all.extend(refused.map(|(rtype, line)| Disagreement::Otherwise(*rtype, line.clone())));
            }
            all
        }
        Err(_) if judged.errors().next().is_some() => Vec::new(),
        Err(said) => vec![Disagreement::Milder(said.join("\n"))],
    }
}

/// Tells whether a finding is about what the text says, and not about what the zone lacks.
fn is_about_text(finding: &Finding) -> bool {
    matches!(Judged::group(finding), Group::Text | Group::Directive | Group::Record | Group::Name | Group::Ttl)
}
