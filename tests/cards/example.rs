//! One example of a card: the files it puts into the two sides and on the disk, and the findings it is marked with.

use zonegate::finding::Severity;

use crate::card::{Fence, Kind};

/// Fences that belong together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Example {
    pub(crate) fences: Vec<Fence>,
}

/// Where a file of an example goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// The old side.
    Base,
    /// The new side.
    Head,
    /// The directory that stands for the working tree.
    Disk,
}

/// A file of an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct File {
    pub(crate) place: Place,
    pub(crate) path: String,
    pub(crate) octets: Vec<u8>,
}

/// A marker `;~ severity[: rule]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Marker {
    pub(crate) severity: Severity,
    /// Another rule than the card's.
    pub(crate) rule: Option<String>,
    place: Place,
    path: String,
    /// Line of the zone, from 1.
    line: u32,
    card_line: usize,
}

/// A finding as a marker sees it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Seen {
    pub(crate) place: Place,
    pub(crate) path: String,
    pub(crate) line: u32,
    pub(crate) severity: Severity,
    pub(crate) rule: String,
}

const ZONE: &str = "zones/example.com.zone";

impl Example {
    /// Returns the line of the card on which the example starts.
    pub(crate) fn line(&self) -> usize {
        self.fences.first().map_or(1, |fence| fence.line)
    }

    pub(crate) fn report(&self) -> Option<&Fence> {
        self.fences.iter().find(|fence| fence.kind == Kind::Report)
    }

    /// Returns every file, with markers taken out and octets decoded.
    pub(crate) fn files(&self) -> Vec<File> {
        self.fences.iter().filter(|fence| fence.kind != Kind::Report).flat_map(files).collect()
    }

    /// Tells whether there is an old side.
    pub(crate) fn has_base(&self) -> bool {
        self.fences.iter().any(|fence| fence.has("before") || fence.has("both"))
    }

    /// Returns the time of the example.
    pub(crate) fn now(&self) -> &str {
        self.fences.iter().find_map(|fence| fence.value("now")).unwrap_or("2026-11-22T10:13:00Z")
    }

    /// Returns the ids of the locks that are marked as ours.
    pub(crate) fn our_ids(&self) -> Vec<String> {
        let ours = self.fences.iter().filter(|fence| fence.has("ours"));
        let id = |line: &str| {
            Some(line.split_once('=').filter(|(key, _)| key.trim() == "id")?.1.trim().trim_matches('"').to_owned())
        };
        ours.filter_map(|fence| fence.text.lines().find_map(id)).collect()
    }

    pub(crate) fn markers(&self) -> Vec<Marker> {
        self.fences.iter().filter(|fence| fence.kind == Kind::Zone).flat_map(markers).collect()
    }

    /// Returns the findings that the markers ask for, sorted.
    pub(crate) fn expected(&self, own_rule: &str) -> Vec<Seen> {
        let seen = |marker: Marker| Seen {
            place: marker.place,
            path: marker.path,
            line: marker.line,
            severity: marker.severity,
            rule: marker.rule.unwrap_or_else(|| own_rule.to_owned()),
        };
        let mut all: Vec<Seen> = self.markers().into_iter().map(seen).collect();
        all.sort();
        all
    }

    /// Returns the line of the card that shows a finding's place.
    pub(crate) fn card_line(&self, seen: &Seen) -> Option<usize> {
        let shows = |fence: &&Fence| places(fence).contains(&seen.place) && path(fence) == seen.path;
        let fence = self.fences.iter().filter(|fence| fence.kind == Kind::Zone).find(shows)?;
        Some(fence.line + usize::try_from(seen.line).unwrap() - 1)
    }
}

impl Seen {
    pub(crate) fn words(&self) -> String {
        format!("{}: {} ({}:{}, {:?})", self.severity.word(), self.rule, self.path, self.line, self.place)
    }
}

fn path(fence: &Fence) -> &str {
    let default = if fence.kind == Kind::Config { "zonegate.toml" } else { ZONE };
    fence.value("path").unwrap_or(default)
}

/// Says where a fence goes. Lock files outside of `.zonegate/` are foreign ones, on the disk beside the zone.
fn places(fence: &Fence) -> Vec<Place> {
    if fence.kind == Kind::Lockfile && !path(fence).starts_with(".zonegate/") {
        return vec![Place::Disk];
    }
    match (fence.has("before"), fence.has("both")) {
        (true, _) => vec![Place::Base],
        (_, true) => vec![Place::Base, Place::Head],
        _ => vec![Place::Head],
    }
}

fn files(fence: &Fence) -> Vec<File> {
    let mut text = String::new();
    for line in fence.text.lines() {
        text.push_str(split(line).0);
        text.push('\n');
    }
    if fence.has("unterminated") {
        text.pop();
    }
    let octets = if fence.has("octets") { decode(&text) } else { text.into_bytes() };
    let file = |place| File { place, path: path(fence).to_owned(), octets: octets.clone() };
    places(fence).into_iter().map(file).collect()
}

fn markers(fence: &Fence) -> Vec<Marker> {
    let mut markers = Vec::new();
    for (at, line) in fence.text.lines().enumerate() {
        if let Some((word, rule)) = split(line).1 {
            let severity =
                [Severity::Advice, Severity::Warning, Severity::Error].into_iter().find(|s| s.word() == word);
            let severity = severity.unwrap_or_else(|| panic!("line {}: unknown severity `{word}`", fence.line + at));
            let place = places(fence).into_iter().next_back().unwrap();
            let (path, line) = (path(fence).to_owned(), u32::try_from(at + 1).unwrap());
            markers.push(Marker { severity, rule, place, path, line, card_line: fence.line + at });
        }
    }
    markers
}

/// Splits a line into its text, without the blanks before a marker, and the marker's words.
fn split(line: &str) -> (&str, Option<(String, Option<String>)>) {
    let Some((text, marker)) = line.rsplit_once(";~") else { return (line, None) };
    let (word, rule) = match marker.split_once(':') {
        Some((word, rule)) => (word, Some(rule.trim().to_owned())),
        None => (marker, None),
    };
    (text.trim_end_matches([' ', '\t']), Some((word.trim().to_owned(), rule)))
}

/// Decodes `<EF>` to an octet and `<41*300>` to 300 of it; anything else in angle brackets stays as it is.
fn decode(text: &str) -> Vec<u8> {
    let mut octets = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        octets.extend_from_slice(before.as_bytes());
        let run = after.split_once('>').and_then(|(inside, tail)| Some((octet_run(inside)?, tail)));
        let ((octet, count), tail) = run.unwrap_or(((b'<', 1), after));
        octets.extend(std::iter::repeat_n(octet, count));
        rest = tail;
    }
    octets.extend_from_slice(rest.as_bytes());
    octets
}

fn octet_run(inside: &str) -> Option<(u8, usize)> {
    let (hex, count) = inside.split_once('*').unwrap_or((inside, "1"));
    let octet = u8::from_str_radix(hex, 16).ok().filter(|_| hex.len() == 2)?;
    Some((octet, count.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::Card;

    #[track_caller]
    fn decoded(text: &str, expected: &[u8]) {
        assert_eq!(decode(text), expected, "{text:?}");
    }

    #[test]
    fn octets_are_decoded() {
        decoded("a<0D>b", b"a\rb");
        decoded("<41*3>", b"AAA");
        decoded("<b><>< <<FF>", b"<b><>< <\xff");
        decoded("<4>", b"<4>");
    }

    #[test]
    fn markers_are_taken_out_of_the_text() {
        assert_eq!(split("www A x ;~ error"), ("www A x", Some(("error".to_owned(), None))));
        let other = ("www A x", Some(("warning".to_owned(), Some("ttl-missing".to_owned()))));
        assert_eq!(split("www A x\t ;~ warning: ttl-missing"), other);
        assert_eq!(split("www A x ; ~ no"), ("www A x ; ~ no", None));
    }

    #[test]
    fn files_go_where_their_fences_say() {
        let card = Card::parse(
            "x",
            "## Bad\n\n```zone before\na\n```\n```zone after path=z\nb ;~ error\n```\n```lockfile both ours path=.zonegate/l\nid = \"7\"\n```\n```lockfile path=z.lock\nc\n```\n",
        );
        let example = card.examples("Bad").next().unwrap();
        let shown: Vec<String> = example
            .files()
            .iter()
            .map(|file| format!("{:?} {} {}", file.place, file.path, String::from_utf8_lossy(&file.octets).trim_end()))
            .collect();
        let locks = ["Base .zonegate/l id = \"7\"", "Head .zonegate/l id = \"7\"", "Disk z.lock c"];
        assert_eq!(shown, [&["Base zones/example.com.zone a", "Head z b"][..], &locks].concat());
        assert!(example.has_base());
        assert_eq!(example.our_ids(), ["7"]);
        let expected = example.expected("own");
        assert_eq!(expected.iter().map(Seen::words).collect::<Vec<_>>(), ["error: own (z:1, Head)"]);
        assert_eq!(expected.first().and_then(|seen| example.card_line(seen)), Some(7));
    }
}
