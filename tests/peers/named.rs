//! BIND's own reader, asked for the wire form of what it loads.

use std::fmt::Write as _;
use std::path::Path;

use zonegate::zone::Rtype;

use super::process;
use super::records::Record;
use super::room::{Answer, Loaded};
use super::zones::wire;

/// Checks of host names, of targets and of text that looks like SPF are off: read is what the text says.
const ARGUMENTS: &str = "-i none -k ignore -m ignore -M ignore -n ignore -r ignore -S ignore -T ignore -W ignore \
                         -F raw -o - example.com zone";

/// Returns the records that BIND loads from the file `zone`, or what it says against it.
pub(crate) fn load(directory: &Path) -> Answer {
    let arguments: Vec<&str> = ARGUMENTS.split(' ').collect();
    let output = process::run("named-compilezone", directory, &arguments);
    if output.status.success() {
        return Ok(Reader(&output.stdout).loaded());
    }
    // Beside these lines it warns of much that it loads.
    let is_error = |line: &String| line.starts_with("dns_") || line.starts_with("zone example.com/IN: ");
    Err(process::lines(&output).into_iter().filter(is_error).collect())
}

/// BIND's raw format: a header of six numbers, then one RRset after the other.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn loaded(mut self) -> Loaded {
        assert_eq!((self.u32(), self.u32()), (2, 1), "raw format, version 1");
        self.take(16);
        let mut loaded = Loaded::default();
        while !self.0.is_empty() {
            let (_length, _class, rtype, _covers) = (self.u32(), self.u16(), Rtype(self.u16()), self.u16());
            let (ttl, count, length) = (self.u32(), self.u32(), self.u16());
            let owner = self.take(length).to_ascii_lowercase();
            for _ in 0..count {
                let length = self.u16();
                match canonical(rtype, self.take(length)) {
                    Ok(rdata) => loaded.records.push(Record { owner: owner.clone(), rtype, ttl, rdata }),
                    Err(refused) => loaded.refused.push((rtype, refused)),
                }
            }
        }
        loaded
    }

    fn take(&mut self, length: u16) -> &'a [u8] {
        let (head, rest) = self.0.split_at(length.into());
        self.0 = rest;
        head
    }

    fn u16(&mut self) -> u16 {
        u16::from_be_bytes(self.take(2).try_into().unwrap())
    }

    fn u32(&mut self) -> u32 {
        u32::from_be_bytes(self.take(4).try_into().unwrap())
    }
}

/// Reads RDATA in wire form, which says whether zonegate takes these octets for this type.
fn canonical(rtype: Rtype, octets: &[u8]) -> Result<Vec<u8>, String> {
    let mut text = format!("\\# {} ", octets.len());
    for octet in octets {
        write!(text, "{octet:02x}").unwrap();
    }
    wire::parse(rtype, text.trim_end().as_bytes(), None)
}
