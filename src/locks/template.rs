//! The names that servers give to their temporary files, and what the first lines of such a file tell.
//!
//! A name alone proves little: `example.com.backup` and `example.com.signed` have the shape of Knot's temporary files,
//! `example.community` that of the ones `PowerDNS` makes for `example.com`. So most templates also want the right first lines.

use crate::zone::Name;

/// A temporary file of a server, by the shape of its name (locks.md B4, B5, K5, N2, P1, O1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Template {
    /// `<zonefile>.jnw`: named compacts the journal.
    JournalCompaction,
    /// `tmp-XXXXXXXXXX`: named dumps some zone of the directory, or dnssec-signzone writes its result.
    NamedDump,
    /// `<zonefile>.XXXXXX`: Knot DNS flushes the zone.
    KnotFlush,
    /// `<zonefile>~`: NSD writes the zone.
    NsdWrite,
    /// `<zonefile>XXXXXX`: `PowerDNS` writes a transferred zone.
    PowerDnsTransfer,
    /// `<output>.tmp`, `<zone>.xfrd.tmp` and the like: `OpenDNSSEC`.
    OpenDnssec,
}

const OPENDNSSEC: [&str; 6] = ["xfrd", "xfrd.bak", "xfrd-state", "axfr", "ixfr", "backup2"];

/// Returns the files of a sorted directory listing that are shaped like a temporary file for this zone.
pub(crate) fn candidates(names: &[Vec<u8>], zone_file: &[u8], zone: &Name) -> Vec<(Template, Vec<u8>)> {
    let mut found = Vec::new();
    for name in with_prefix(names, b"tmp-") {
        if suffix_of(name, b"tmp-").is_some_and(|rest| is_random(rest, 10)) {
            found.push((Template::NamedDump, name.clone()));
        }
    }
    for name in with_prefix(names, zone_file) {
        let template = suffix_of(name, zone_file).and_then(for_zone_file);
        found.extend(template.map(|template| (template, name.clone())));
    }
    let zone = zone.to_string();
    let spelt = zone.strip_suffix('.').unwrap_or(&zone).as_bytes();
    for name in with_prefix(names, spelt).iter().filter(|_| !spelt.is_empty() && spelt != zone_file) {
        if suffix_of(name, spelt).is_some_and(is_opendnssec_state) {
            found.push((Template::OpenDnssec, name.clone()));
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Returns the template for what follows the zone file's name.
fn for_zone_file(rest: &[u8]) -> Option<Template> {
    match rest {
        b".jnw" => Some(Template::JournalCompaction),
        b"~" => Some(Template::NsdWrite),
        b".tmp" => Some(Template::OpenDnssec),
        _ if is_opendnssec_state(rest) => Some(Template::OpenDnssec),
        _ if rest.strip_prefix(b".").is_some_and(|rest| is_random(rest, 6)) => Some(Template::KnotFlush),
        _ if is_random(rest, 6) => Some(Template::PowerDnsTransfer),
        _ => None,
    }
}

fn is_opendnssec_state(rest: &[u8]) -> bool {
    let middle = rest.strip_prefix(b".").and_then(|rest| rest.strip_suffix(b".tmp"));
    middle.is_some_and(|middle| OPENDNSSEC.iter().any(|name| name.as_bytes() == middle))
}

fn is_random(octets: &[u8], length: usize) -> bool {
    octets.len() == length && octets.iter().all(u8::is_ascii_alphanumeric)
}

/// Tells whether the last six characters look drawn by lot (`mkstemp`) rather than chosen: not lower-case letters only.
/// Of 62 characters, six drawn ones are all lower-case letters in one of 184 cases.
pub(crate) fn looks_drawn(name: &[u8]) -> bool {
    name.iter().rev().take(6).any(|octet| !octet.is_ascii_lowercase())
}

fn with_prefix<'a>(names: &'a [Vec<u8>], prefix: &[u8]) -> &'a [Vec<u8>] {
    let start = names.partition_point(|name| name.as_slice() < prefix);
    let rest = names.get(start..).unwrap_or_default();
    let end = rest.partition_point(|name| name.starts_with(prefix));
    rest.get(..end).unwrap_or_default()
}

fn suffix_of<'a>(name: &'a [u8], prefix: &[u8]) -> Option<&'a [u8]> {
    name.strip_prefix(prefix).filter(|rest| !rest.is_empty())
}

/// What wrote a file, as its first lines say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Software {
    /// dnssec-signzone.
    SignZone,
    /// Knot DNS.
    Knot,
    /// NSD.
    Nsd,
    /// `PowerDNS`.
    PowerDns,
}

/// What the first octets of a file tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) software: Option<Software>,
    /// The zone, by a comment that names it or by the owner of the first record if that is an SOA or a DS.
    pub(crate) zone: Option<Name>,
}

/// Reads the first lines; one that is not complete tells nothing.
pub(crate) fn read_head(octets: &[u8]) -> Head {
    let mut head = Head::default();
    let mut origin: Option<Name> = None;
    let complete =
        octets.iter().rposition(|&octet| octet == b'\n').and_then(|end| octets.get(..end)).unwrap_or_default();
    for line in complete.split(|&octet| octet == b'\n').map(<[u8]>::trim_ascii_end) {
        if line.starts_with(b";") {
            comment(line, &mut head);
        } else if let Some(name) = line.strip_prefix(b"$ORIGIN") {
            origin = Name::parse(first_word(name.trim_ascii()), origin.as_ref()).ok();
        } else if !line.is_empty() && !line.starts_with(b"$") {
            head.zone = head.zone.or_else(|| first_owner(line, origin.as_ref()));
            break;
        }
    }
    head
}

fn comment(line: &[u8], head: &mut Head) {
    let words: Vec<&[u8]> = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).collect();
    let absolute = |text: &[u8]| Name::parse(text, Some(&Name::root())).ok();
    if line.starts_with(b"; Written by PowerDNS") {
        head.software = Some(Software::PowerDns);
    } else if line.starts_with(b";; Zone dump (Knot DNS") {
        head.software = Some(Software::Knot);
    } else if line.starts_with(b"; File written on") || line.starts_with(b"; dnssec_signzone") {
        head.software = Some(Software::SignZone);
    } else if let [b";", b"zone", name, b"written", b"by", b"NSD", ..] = words.as_slice() {
        head.software = Some(Software::Nsd);
        head.zone = absolute(name);
    } else if let [b";", b"Zone", name, b"retrieved", ..] = words.as_slice() {
        head.zone = absolute(name.strip_prefix(b"'").and_then(|name| name.strip_suffix(b"'")).unwrap_or(name));
    }
}

/// Returns the owner of a dump's first record: an SOA, or a DS in the `dsset-` file of dnssec-signzone.
fn first_owner(line: &[u8], origin: Option<&Name>) -> Option<Name> {
    let is_type = |word: &[u8]| word.eq_ignore_ascii_case(b"SOA") || word.eq_ignore_ascii_case(b"DS");
    let mut words = line.split(u8::is_ascii_whitespace);
    let owner = words.next().filter(|owner| !owner.is_empty())?;
    words.any(is_type).then(|| Name::parse(owner, origin).ok())?
}

fn first_word(text: &[u8]) -> &[u8] {
    text.split(u8::is_ascii_whitespace).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Name {
        Name::parse(text.as_bytes(), Some(&Name::root())).unwrap()
    }

    #[track_caller]
    fn case(zone_file: &str, file: &str, expected: Option<Template>) {
        let names = vec![file.as_bytes().to_vec()];
        let found = candidates(&names, zone_file.as_bytes(), &name("example.com"));
        assert_eq!(found.first().map(|(template, _)| *template), expected, "{zone_file} {file}");
    }

    #[test]
    fn shapes_of_names() {
        case("x.zone", "x.zone.jnw", Some(Template::JournalCompaction));
        case("x.zone", "tmp-kxjj8sDUF1", Some(Template::NamedDump));
        case("x.zone", "tmp-kxjj8sDUF", None);
        case("x.zone", "tmp-kxjj8sDUF12", None);
        case("x.zone", "x.zone.OXnHYq", Some(Template::KnotFlush));
        case("x.zone", "x.zone~", Some(Template::NsdWrite));
        case("x.zone", "x.zonelWwnUA", Some(Template::PowerDnsTransfer));
        case("x.zone", "x.zone.tmp", Some(Template::OpenDnssec));
        case("x.zone", "example.com.xfrd.tmp", Some(Template::OpenDnssec));
        case("x.zone", "example.com.xfrd", None);
        case("x.zone", "example.net.xfrd.tmp", None);
        for never in
            ["x.zone", "x.zone.jnl", "x.zone.jbk", "x.zone.signed.jnl", "db-12345678", "jn-12345678", "x.mkeys"]
        {
            case("x.zone", never, None);
        }
        case("db", "db.example", None);
    }

    #[test]
    fn the_first_lines_tell_zone_and_software() {
        let head = |text: &str| read_head(text.as_bytes());
        let named = head("$ORIGIN .\n$TTL 300\t; 5 minutes\nexample.com\t\tIN SOA\tns1. h. (\n");
        assert_eq!(named, Head { software: None, zone: Some(name("example.com")) });
        let knot = head(";; Zone dump (Knot DNS 3.2.6)\nexample.com.\t3600\tSOA\ta. b. 1 2 3 4 5\n");
        assert_eq!(knot, Head { software: Some(Software::Knot), zone: Some(name("example.com")) });
        let nsd = head("; zone Z.Example written by NSD 4.6.1 on Mon\n");
        assert_eq!(nsd, Head { software: Some(Software::Nsd), zone: Some(name("z.example")) });
        let pdns = head("; Written by PowerDNS, don't edit!\n; Zone 'b.test' retrieved from primary\n");
        assert_eq!(pdns, Head { software: Some(Software::PowerDns), zone: Some(name("b.test")) });
        let signed =
            head("; File written on Mon\n; dnssec_signzone version 9\nexample.com. 300 IN SOA a. b. 1 2 3 4 5\n");
        assert_eq!(signed, Head { software: Some(Software::SignZone), zone: Some(name("example.com")) });
        assert_eq!(head("example.com. IN DS 1 2 3 4\n").zone, Some(name("example.com")));
        assert_eq!(head("www.example.com. IN A 192.0.2.1\n").zone, None);
        assert_eq!(head("example.com. IN SOA cut off").zone, None);
        assert_eq!(read_head(&[0, 0, 0, 2, 0, 0, b'\n', 0]), Head::default());
        assert_eq!(read_head(b""), Head::default());
    }
}
