//! The canonical text of a zone: one record a line, absolute, sorted, for comparing with other readers and other texts.
//!
//! Flows in: a loaded zone. Flows out: lines `owner TTL class type RDATA` with single blanks between, in the order of
//! RFC 4034 §6: owners by their labels from the right, types by number, RDATA by its octets. Zones with the same records
//! give the same octets, and a dump reads back to a zone with the same dump. What is no record of the zone, or cannot be
//! told, is left out and counted in the [`Tally`]. Nothing else in the program sorts names.

use std::fmt::Write as _;
use std::io;

use crate::rdata;
use crate::zone::{Name, NameId, Record, Rtype, Standing, Zone};

/// What became of the records of a zone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Written, one a line.
    pub written: usize,
    /// The same owner, type and RDATA as a record before it in the text, which servers merge (RFC 2181 §5).
    pub duplicate: usize,
    /// The owner is not at or below the origin.
    pub out_of_zone: usize,
    /// A field is wrong.
    pub broken: usize,
    /// The TTL is not known, after a `$TTL` that could not be read.
    pub ttl_unknown: usize,
    /// The type is a word of one server's files and has no number (DYNA, DYNC): there are no octets to compare.
    pub without_wire_form: usize,
}

/// Writes the records of a zone in canonical order. There is one write a line: hand in a buffered writer.
///
/// ```
/// use zonegate::source::{Side, SourceMap};
/// use zonegate::zone::Name;
/// use zonegate::zonefile::{NoIncludes, load};
///
/// let text: &[u8] = b"$TTL 1h\n@ NS b\n@ NS a\n@ SOA a h 1 2h 1h 2w 5m\n";
/// let mut sources = SourceMap::default();
/// let file = sources.add("example.zone", Side::Worktree, text);
/// let origin = Name::parse(b"example.", None).ok();
/// let loaded = load(file, origin.as_ref(), &mut sources, &mut NoIncludes);
/// let mut dump = Vec::new();
/// let tally = zonegate::canonical::write(&loaded.zone, &mut dump)?;
/// assert_eq!(
///     String::from_utf8_lossy(&dump),
///     "example. 3600 IN NS a.example.\n\
///      example. 3600 IN NS b.example.\n\
///      example. 3600 IN SOA a.example. h.example. 1 7200 3600 1209600 300\n",
/// );
/// assert_eq!(tally.written, 3);
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn write(zone: &Zone, out: &mut impl io::Write) -> io::Result<Tally> {
    let mut tally = Tally::default();
    let mut records: Vec<Entry<'_>> = zone.records().filter_map(|record| entry(zone, &record, &mut tally)).collect();
    let ranks = ranks(zone, &records);
    let rank = |entry: &Entry<'_>| ranks.get(entry.owner.index()).copied().unwrap_or_default();
    let key = |entry: &Entry<'_>| (rank(entry), entry.rtype);
    // Stable: of equal records the first in the text stays.
    records.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| a.rdata.cmp(b.rdata)));
    let whole = records.len();
    records.dedup_by(|later, first| (later.owner, later.rtype, later.rdata) == (first.owner, first.rtype, first.rdata));
    (tally.written, tally.duplicate) = (records.len(), whole - records.len());
    write_lines(zone, &records, out)?;
    Ok(tally)
}

/// What a line is made of.
struct Entry<'a> {
    owner: NameId,
    rtype: Rtype,
    ttl: u32,
    rdata: &'a [u8],
}

/// Takes a record that the zone has, or counts why it is left out.
fn entry<'a>(zone: &'a Zone, record: &Record, tally: &mut Tally) -> Option<Entry<'a>> {
    let left_out = match record.standing {
        Standing::Broken => &mut tally.broken,
        Standing::OutOfZone => &mut tally.out_of_zone,
        Standing::Loaded if !record.ttl_known => &mut tally.ttl_unknown,
        Standing::Loaded if !rdata::has_number(record.rtype) => &mut tally.without_wire_form,
        Standing::Loaded => {
            let (owner, rtype, ttl) = (record.owner, record.rtype, record.ttl);
            return Some(Entry { owner, rtype, ttl, rdata: zone.rdata(record) });
        }
    };
    *left_out += 1;
    None
}

fn write_lines(zone: &Zone, records: &[Entry<'_>], out: &mut impl io::Write) -> io::Result<()> {
    let mut line = String::new();
    for node in records.chunk_by(|a, b| a.owner == b.owner) {
        let Some(first) = node.first() else { continue };
        line.clear();
        let mut written = write!(line, "{} ", zone.name(first.owner));
        let owner = line.len();
        for entry in node {
            line.truncate(owner);
            written = written.and_then(|()| write!(line, "{} IN ", entry.ttl));
            rdata::present_typed(entry.rtype, entry.rdata, &mut line);
            line.push('\n');
            out.write_all(line.as_bytes())?;
        }
        debug_assert!(written.is_ok(), "writing to a String cannot fail");
    }
    Ok(())
}

/// Numbers the owners in canonical order; indexed by [`NameId::index`]. Each distinct owner is compared as few times as
/// sorting takes, however many records it has.
fn ranks(zone: &Zone, records: &[Entry<'_>]) -> Vec<u32> {
    let size = records.iter().map(|entry| entry.owner.index() + 1).max().unwrap_or_default();
    let mut seen = vec![false; size];
    let (mut keys, mut owners) = (Vec::new(), Vec::new());
    for entry in records {
        let first = seen.get_mut(entry.owner.index()).is_some_and(|seen| !std::mem::replace(seen, true));
        if first {
            let start = keys.len();
            push_key(zone.name_wire(entry.owner), zone.origin(), &mut keys);
            owners.push((prefix(keys.get(start..).unwrap_or_default()), start..keys.len(), entry.owner));
        }
    }
    let key = |range: &std::ops::Range<usize>| keys.get(range.clone()).unwrap_or_default();
    owners.sort_unstable_by(|(a, a_key, _), (b, b_key, _)| a.cmp(b).then_with(|| key(a_key).cmp(key(b_key))));
    let mut ranks = vec![0; size];
    for (rank, (_, _, owner)) in (0..).zip(owners) {
        if let Some(slot) = ranks.get_mut(owner.index()) {
            *slot = rank;
        }
    }
    ranks
}

/// Returns the first eight octets of a key as a number, which settles most comparisons.
fn prefix(key: &[u8]) -> u64 {
    let mut octets = [0; 8];
    for (slot, &octet) in octets.iter_mut().zip(key) {
        *slot = octet;
    }
    u64::from_be_bytes(octets)
}

/// Appends octets that compare as the name does in canonical order (RFC 4034 §6.1): the labels from the right, each
/// followed by a zero octet. Zero octets and ones within a label become two octets, so that the end of a label is less
/// than any octet of a longer one. The labels of the origin, which all names have, are left out.
fn push_key(wire: &[u8], origin: &Name, keys: &mut Vec<u8>) {
    let mut labels: Vec<&[u8]> = Vec::with_capacity(8);
    let mut rest = wire.get(..wire.len().saturating_sub(origin.wire().len())).unwrap_or_default();
    while let Some((&length, tail)) = rest.split_first() {
        let (label, after) = tail.split_at_checked(length.into()).unwrap_or((tail, &[]));
        labels.push(label);
        rest = after;
    }
    for label in labels.into_iter().rev() {
        for &octet in label {
            match octet {
                0 | 1 => keys.extend([1, octet + 1]),
                _ => keys.push(octet),
            }
        }
        keys.push(0);
    }
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::source::{Side, SourceMap};
    use crate::zonefile::{Audience, NoIncludes, load, load_for};

    fn dump(text: &str) -> (String, Tally) {
        let mut sources = SourceMap::default();
        let file = sources.add("example.zone", Side::Worktree, text.as_bytes());
        let origin = Name::parse(b"example.", None).unwrap();
        let loaded = load(file, Some(&origin), &mut sources, &mut NoIncludes);
        let mut out = Vec::new();
        let tally = write(&loaded.zone, &mut out).unwrap();
        (String::from_utf8(out).unwrap(), tally)
    }

    #[track_caller]
    fn case(text: &str, expected: &[&str]) {
        let (dump, tally) = dump(text);
        assert_eq!(dump.lines().collect::<Vec<_>>(), expected, "{text:?}");
        assert_eq!(tally.written, expected.len(), "{text:?}");
    }

    #[track_caller]
    fn counts(text: &str, expected: Tally) {
        assert_eq!(dump(text).1, expected, "{text:?}");
    }

    #[test]
    fn owners_stand_in_the_order_of_rfc_4034() {
        // The example of §6.1, with the octets 0, 1 and 2 around the end of a label.
        let text = "\
            z.a 1 A 192.0.2.1\n\\200.z 1 A 192.0.2.1\n*.z 1 A 192.0.2.1\n\\001.z 1 A 192.0.2.1\nzABC.a 1 A 192.0.2.1\n\
            Z 1 A 192.0.2.1\nyljkjljk.a 1 A 192.0.2.1\na 1 A 192.0.2.1\n@ 1 A 192.0.2.1\n\\000.z 1 A 192.0.2.1\n\
            z\\000 1 A 192.0.2.1\nx.z\\000 1 A 192.0.2.1\n\\002.z 1 A 192.0.2.1\nz\\001 1 A 192.0.2.1\nz- 1 A 192.0.2.1\n";
        let (dump, _) = dump(text);
        let owners: Vec<&str> = dump.lines().map(|line| line.split(' ').next().unwrap()).collect();
        let expected = [
            "example.",
            "a.example.",
            "yljkjljk.a.example.",
            "z.a.example.",
            "zabc.a.example.",
            "z.example.",
            "\\000.z.example.",
            "\\001.z.example.",
            "\\002.z.example.",
            "*.z.example.",
            "\\200.z.example.",
            "z\\000.example.",
            "x.z\\000.example.",
            "z\\001.example.",
            "z-.example.",
        ];
        assert_eq!(owners, expected);
    }

    #[test]
    fn names_with_a_long_common_beginning_are_told_apart() {
        case(
            "b.delegation-ten 1 A 192.0.2.1\ndelegation-two 1 A 192.0.2.1\ndelegation-ten 1 A 192.0.2.1\n",
            &[
                "delegation-ten.example. 1 IN A 192.0.2.1",
                "b.delegation-ten.example. 1 IN A 192.0.2.1",
                "delegation-two.example. 1 IN A 192.0.2.1",
            ],
        );
    }

    #[test]
    fn types_stand_by_number_and_data_by_octets() {
        case(
            "@ 60 TXT b\n@ 60 TYPE65280 \\# 1 00\n@ 60 MX 256 a\n@ 60 MX 10 b\n@ 60 MX 10 a\n@ 60 A 192.0.2.1\n@ 60 TXT aa\n",
            &[
                "example. 60 IN A 192.0.2.1",
                "example. 60 IN MX 10 a.example.",
                "example. 60 IN MX 10 b.example.",
                "example. 60 IN MX 256 a.example.",
                "example. 60 IN TXT \"b\"",
                "example. 60 IN TXT \"aa\"",
                "example. 60 IN TYPE65280 \\# 1 00",
            ],
        );
    }

    #[test]
    fn a_line_is_absolute_and_needs_no_context() {
        case(
            "$TTL 1h30m\n$ORIGIN Sub.Example.\na\\.b\tMX ( 010 ; first\n @ )\n\\@ APL\n",
            &[r"\@.sub.example. 5400 IN APL", r"a\.b.sub.example. 5400 IN MX 10 sub.example."],
        );
    }

    #[test]
    fn the_first_of_equal_records_stays() {
        let text = "x 300 A 192.0.2.1\nx 600 A 192.0.2.1\nX 300 A 192.0.2.2\n";
        case(text, &["x.example. 300 IN A 192.0.2.1", "x.example. 300 IN A 192.0.2.2"]);
        counts(text, Tally { written: 2, duplicate: 1, ..Tally::default() });
    }

    #[test]
    fn what_is_no_record_of_the_zone_is_counted() {
        counts("x.other. 60 A 192.0.2.1\nx 60 A 192.0.2.1\n", Tally { written: 1, out_of_zone: 1, ..Tally::default() });
        counts("x 60 A 192.0.2.300\nx 60 CH TXT a\n", Tally { broken: 2, ..Tally::default() });
        counts("$TTL x\nx A 192.0.2.1\n", Tally { ttl_unknown: 1, ..Tally::default() });
        counts("", Tally::default());
    }

    #[test]
    fn a_word_that_is_no_type_has_no_line() {
        let mut sources = SourceMap::default();
        let text = &b"x DYNA geoip!www\ny DYNC null\nz 60 A 192.0.2.1\n"[..];
        let file = sources.add("example.zone", Side::Worktree, text);
        let audience = Audience { dialect: rdata::Dialect::Gdnsd, ..Audience::default() };
        let origin = Name::parse(b"example.", None).unwrap();
        let zone = load_for(audience, file, Some(&origin), &mut sources, &mut NoIncludes).zone;
        let mut out = Vec::new();
        let tally = write(&zone, &mut out).unwrap();
        assert_eq!(tally, Tally { written: 1, without_wire_form: 2, ..Tally::default() });
        assert_eq!(String::from_utf8_lossy(&out), "z.example. 60 IN A 192.0.2.1\n");
    }

    #[test]
    fn a_writer_that_fails_is_told() {
        let mut sources = SourceMap::default();
        let file = sources.add("example.zone", Side::Worktree, b"x 60 A 192.0.2.1\n");
        let zone = load(file, Some(&Name::parse(b"example.", None).unwrap()), &mut sources, &mut NoIncludes).zone;
        let mut full: &mut [u8] = &mut [0; 4];
        assert_eq!(write(&zone, &mut full).unwrap_err().kind(), io::ErrorKind::WriteZero);
    }
}
