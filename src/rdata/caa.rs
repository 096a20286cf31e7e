//! CAA tags and values (RFC 8659 §4).

use super::input::Input;
use super::kind::{Field, Kind, keep, leave};
use super::string::{decode, measure_string, present_quoted};
use super::{Fault, FaultKind};

/// The property tag: a length octet on the wire, letters and digits.
pub(super) static TAG: Kind = Kind {
    expected: "a tag of 1 to 255 letters and digits, such as issue",
    take: leave,
    parse: parse_tag,
    measure: measure_tag,
    canonical: keep,
    present: present_tag,
};
/// The property value: all octets to the end, one token, no character-string.
pub(super) static VALUE: Kind = Kind {
    expected: "a value in quotes",
    take: leave,
    parse: parse_value,
    measure: measure_value,
    canonical: keep,
    present: present_quoted,
};

fn is_tag(octets: &[u8]) -> bool {
    (1..=255).contains(&octets.len()) && octets.iter().all(u8::is_ascii_alphanumeric)
}

fn parse_tag(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let word = input.bare(field)?;
    if !is_tag(word.octets) {
        return Err(field.fault(FaultKind::CaaInvalid, word.span));
    }
    out.push(u8::try_from(word.octets.len()).unwrap_or(u8::MAX));
    out.extend_from_slice(word.octets);
    Ok(())
}

fn measure_tag(prior: &[u8], rest: &[u8]) -> Option<usize> {
    measure_string(prior, rest).filter(|&length| rest.get(1..length).is_some_and(is_tag))
}

fn present_tag(_prior: &[u8], octets: &[u8], text: &mut String) -> Option<()> {
    text.push_str(std::str::from_utf8(octets.get(1..)?).ok()?);
    Some(())
}

fn parse_value(input: &mut Input<'_>, field: &Field, out: &mut Vec<u8>) -> Result<(), Fault> {
    let word = input.any(field)?;
    let begin = out.len();
    decode(&word, field, input, out)?;
    let (prior, value) = out.split_at_checked(begin).unwrap_or((out, &[]));
    // Where the tag could not be read, nobody knows what its value should be.
    let defect = if input.is_clean() { value_defect(input.prior(prior), value) } else { None };
    let Some(expected) = defect else { return Ok(()) };
    Err(field.fault_with(FaultKind::CaaInvalid, word.span, expected))
}

fn measure_value(prior: &[u8], rest: &[u8]) -> Option<usize> {
    value_defect(prior, rest).is_none().then_some(rest.len())
}

/// Returns what the value should be, `None` if it is well-formed; values of unknown tags always are.
fn value_defect(prior: &[u8], value: &[u8]) -> Option<&'static str> {
    let tag = prior.get(2..)?;
    // `issuemail` (RFC 9495 §3) has the grammar of `issue`.
    let issues = [b"issue".as_slice(), b"issuewild", b"issuemail"].iter().any(|name| name.eq_ignore_ascii_case(tag));
    if issues && !is_issue_value(value) {
        Some("an issuer name such as ca.example, with parameters as in \"ca.example; name=value\", or \";\" for none")
    } else if tag.eq_ignore_ascii_case(b"iodef") && !is_url(value) {
        Some("a URL such as mailto:security@example.com or https://example.com/report")
    } else {
        None
    }
}

/// RFC 8659 §4.2: `[issuer] [";" [parameter *(";" parameter)]]`, white space between all of them.
fn is_issue_value(value: &[u8]) -> bool {
    let mut sides = value.splitn(2, |&octet| octet == b';').map(trim);
    let (issuer, parameters) = (sides.next().unwrap_or_default(), sides.next().unwrap_or_default());
    let mut each = parameters.split(|&octet| octet == b';').map(trim);
    is_issuer(issuer) && (parameters.is_empty() || each.all(is_parameter))
}

fn is_issuer(issuer: &[u8]) -> bool {
    issuer.is_empty() || issuer.split(|&octet| octet == b'.').all(is_label)
}

/// Letters, digits and inner hyphens.
fn is_label(label: &[u8]) -> bool {
    let ends = [label.first(), label.last()];
    ends.iter().all(|end| end.is_some_and(u8::is_ascii_alphanumeric))
        && label.iter().all(|octet| octet.is_ascii_alphanumeric() || *octet == b'-')
}

fn is_parameter(parameter: &[u8]) -> bool {
    let mut sides = parameter.splitn(2, |&octet| octet == b'=').map(trim);
    let (Some(tag), Some(value)) = (sides.next(), sides.next()) else { return false };
    is_label(tag) && value.iter().all(u8::is_ascii_graphic)
}

/// A scheme, a colon and something behind it, all printable.
fn is_url(value: &[u8]) -> bool {
    let mut sides = value.splitn(2, |&octet| octet == b':');
    let (Some(scheme), Some(rest)) = (sides.next(), sides.next()) else { return false };
    scheme.first().is_some_and(u8::is_ascii_alphabetic)
        && scheme.iter().all(|octet| octet.is_ascii_alphanumeric() || b"+-.".contains(octet))
        && !rest.is_empty()
        && rest.iter().all(u8::is_ascii_graphic)
}

fn trim(octets: &[u8]) -> &[u8] {
    let blank = |octet: &&u8| matches!(octet, b' ' | b'\t');
    let start = octets.iter().take_while(blank).count();
    let end = octets.len() - octets.iter().rev().take_while(blank).count();
    octets.get(start..end).unwrap_or_default()
}
