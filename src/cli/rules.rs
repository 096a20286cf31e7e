//! `zonegate rules`: what there is to find.

use serde::Serialize;

use super::Failure;
use super::print::Printer;
use crate::rules::registry;

#[derive(Serialize)]
struct Listed {
    name: &'static str,
    group: &'static str,
    default: &'static str,
    needs: &'static str,
    since: &'static str,
    summary: &'static str,
    dns_error: Option<u16>,
}

/// Lists all rules, by name.
pub(super) fn run(json: bool, printer: &mut Printer) -> Result<u8, Failure> {
    let listed: Vec<Listed> = registry::ALL
        .iter()
        .map(|rule| Listed {
            name: rule.name,
            group: rule.group.word(),
            default: rule.default.map_or("off", crate::finding::Severity::word),
            needs: rule.check.needs(),
            since: rule.since,
            summary: rule.summary,
            dns_error: rule.windows_code,
        })
        .collect();
    if json {
        return printer.json(&listed);
    }
    let width = listed.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    for rule in &listed {
        printer.line(&format!("{:width$}  {:7}  {:9}  {}", rule.name, rule.default, rule.group, rule.summary));
    }
    Ok(0)
}
