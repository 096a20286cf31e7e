//! Records as NSD, Knot and ldns print them: `[owner] TTL [class] type RDATA` on a line, with `$ORIGIN` lines between.

use zonegate::rdata::{self, TypeName};
use zonegate::zone::{Name, Rtype};

use super::records::Record;
use super::room::Loaded;
use super::zones::wire;

/// Reads what a peer printed.
pub(crate) fn read(printed: &[u8]) -> Loaded {
    let mut reader = Reader { origin: Name::root(), owner: Name::root(), loaded: Loaded::default() };
    for line in joined(printed).split(|octet| *octet == b'\n').filter(|line| !line.is_empty()) {
        reader.line(line);
    }
    reader.loaded
}

/// Joins lines that parentheses hold together, which NSD writes for SOA, and drops comments.
fn joined(printed: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    let (mut quoted, mut depth, mut at) = (false, 0, 0);
    while let Some(&octet) = printed.get(at) {
        at += 1;
        match octet {
            b'\\' => {
                text.push(octet);
                text.extend(printed.get(at));
                at += 1;
            }
            b'"' => {
                quoted = !quoted;
                text.push(octet);
            }
            b'(' if !quoted => depth += 1,
            b')' if !quoted => depth -= 1,
            b';' if !quoted => at += printed[at..].iter().take_while(|octet| **octet != b'\n').count(),
            b'\n' if depth > 0 => text.push(b' '),
            _ => text.push(octet),
        }
    }
    text
}

struct Reader {
    origin: Name,
    owner: Name,
    loaded: Loaded,
}

impl Reader {
    fn line(&mut self, line: &[u8]) {
        let blank = line.starts_with(b"\t") || line.starts_with(b" ");
        let mut rest = line;
        let first = if blank { None } else { Some(field(&mut rest)) };
        if first == Some(b"$ORIGIN") {
            self.origin = name(field(&mut rest), &Name::root());
            return;
        }
        if let Some(owner) = first {
            self.owner = name(owner, &self.origin);
        }
        let word = String::from_utf8_lossy(field(&mut rest));
        let ttl = word.parse().unwrap_or_else(|_| panic!("a TTL in {:?}", String::from_utf8_lossy(line)));
        let mut word = field(&mut rest);
        if word.eq_ignore_ascii_case(b"IN") {
            word = field(&mut rest);
        }
        // ldns goes on with type 0 where it has lost its way.
        let rtype = rdata::lookup(word).map_or(Rtype(0), |TypeName { rtype, .. }| rtype);
        self.add(rtype, ttl, rest);
    }

    fn add(&mut self, rtype: Rtype, ttl: u32, text: &[u8]) {
        let owner = self.owner.wire().to_ascii_lowercase();
        match wire::parse(rtype, text, None) {
            Ok(rdata) => self.loaded.records.push(Record { owner, rtype, ttl, rdata }),
            Err(refused) => self.loaded.refused.push((rtype, refused)),
        }
    }
}

fn name(text: &[u8], origin: &Name) -> Name {
    Name::parse(text, Some(origin)).unwrap_or_else(|error| panic!("{error:?} in {}", String::from_utf8_lossy(text)))
}

/// Takes the next field; an escaped blank is part of it.
fn field<'a>(rest: &mut &'a [u8]) -> &'a [u8] {
    let text = *rest;
    let is_blank = |octet: &u8| matches!(octet, b' ' | b'\t');
    let start = text.iter().take_while(|octet| is_blank(octet)).count();
    let mut end = start;
    while end < text.len() && !is_blank(&text[end]) {
        end += if text[end] == b'\\' { 2 } else { 1 };
    }
    let end = end.min(text.len());
    *rest = &text[end..];
    &text[start..end]
}
