//! BIND's own reader, asked for the wire form of what it loads.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use zonegate::rdata::{self, Context, Token};
use zonegate::source::Span;
use zonegate::zone::Rtype;

use super::records::Record;

const PROGRAM: &str = "named-compilezone";

/// Tells whether BIND's reader is here.
pub(crate) fn is_here() -> bool {
    Command::new(PROGRAM).arg("-v").output().is_ok()
}

/// What BIND loads.
#[derive(Default)]
pub(crate) struct Loaded {
    pub(crate) records: Vec<Record>,
    /// RDATA whose wire form zonegate refuses.
    pub(crate) refused: Vec<String>,
}

/// Returns the records that BIND loads from the text of a zone `example.com`, or what it says against it.
///
/// Checks of host names, of targets and of text that looks like SPF are off: read is what the text says.
pub(crate) fn load(directory: &Path, text: &[u8]) -> Result<Loaded, String> {
    let zone = directory.join("zone");
    fs::write(&zone, text).unwrap();
    let mut command = Command::new(PROGRAM);
    command.current_dir(directory).args(["-i", "none", "-k", "ignore", "-m", "ignore", "-M", "ignore"]);
    command.args(["-n", "ignore", "-r", "ignore", "-S", "ignore", "-T", "ignore", "-W", "ignore"]);
    let output = command.args(["-F", "raw", "-o", "-", "example.com"]).arg(&zone).output().unwrap();
    if output.status.success() {
        return Ok(Reader(&output.stdout).loaded());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(said.replace(&format!("{}/", directory.display()), ""))
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
                    Err(refused) => loaded.refused.push(refused),
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

/// Lower-cases the names in RDATA, which BIND keeps as they are written, and checks that zonegate takes the octets.
fn canonical(rtype: Rtype, wire: &[u8]) -> Result<Vec<u8>, String> {
    let mut text = format!("\\# {} ", wire.len());
    for octet in wire {
        write!(text, "{octet:02x}").unwrap();
    }
    let mut tokens = Vec::new();
    let mut at = 0;
    for word in text.split_whitespace() {
        let span = Span::new(at, at + word.len());
        tokens.push(Token { span, quoted: false, escaped: word.contains('\\'), spaced: true, odd: false });
        at += word.len() + 1;
    }
    let context = Context { text: text.as_bytes(), origin: None };
    let mut out = Vec::new();
    match rdata::parse(rtype, &context, &tokens, 0, &mut out) {
        Ok(()) => Ok(out),
        Err(fault) => Err(format!("zonegate refuses {} {text}: {fault:?}", rdata::mnemonic(rtype))),
    }
}
