//! `zonegate explain`: the card of a rule, or what a Windows DNS error means and which rules speak of it. Offline.

use super::Failure;
use super::print::Printer;
use crate::report::windows;
use crate::rules::{Rule, registry};

/// Prints what is known about a topic.
pub(super) fn run(topic: &str, printer: &mut Printer) -> Result<u8, Failure> {
    if let Some(rule) = registry::find(topic) {
        printer.text(&card(rule));
        return Ok(0);
    }
    let Some(error) = windows::lookup(topic) else {
        let lower = topic.to_ascii_lowercase();
        let near = registry::nearest(lower.strip_prefix("dns_error_").unwrap_or(&lower));
        let fix = match near.as_slice() {
            [] => "zonegate rules lists all rules".to_owned(),
            near => format!("did you mean {}? zonegate rules lists all rules", near.join(", ")),
        };
        return Err(Failure::new(format!("there is no rule and no DNS error `{topic}`"), fix));
    };
    printer.line(&format!("{} {} (0x{:04X})", error.name, error.value, error.value));
    if !error.text.is_empty() {
        printer.line(&format!("  {}", error.text));
    }
    let rules: Vec<_> = registry::ALL.iter().filter(|rule| rule.windows_code == Some(error.value)).collect();
    if rules.is_empty() {
        printer.line("  no rule of zonegate reports this situation");
    }
    for rule in &rules {
        printer.line("");
        printer.text(&card(rule));
    }
    Ok(0)
}

/// Returns a card without the markers that its tests need.
fn card(rule: &Rule) -> String {
    let mut text = String::new();
    for line in rule.card.lines() {
        let line = line.split_once(";~").map_or(line, |(head, _)| head.trim_end());
        text.push_str(line);
        text.push('\n');
    }
    text
}
