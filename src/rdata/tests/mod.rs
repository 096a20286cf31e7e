//! Tests of the whole room: text in, octets or a fault out.

mod agreement;
mod dialects;
mod faults;
mod further_types;
mod names;
mod records;
mod round_trip;
mod several;
mod usual;

use super::{Context, Dialect, Fault, Token, lookup, may_stand, parse};
use crate::source::Span;
use crate::zone::{Name, Rtype};

/// Splits one line into tokens as the scanner of zone text does: white space, quotes and backslashes.
fn tokens(text: &[u8]) -> Vec<Token> {
    let mut all = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if text[at] == b' ' {
            at += 1;
            continue;
        }
        let spaced = at == 0 || text[at - 1] == b' ';
        let quoted = text[at] == b'"';
        let start = at + usize::from(quoted);
        let mut end = start;
        while end < text.len() && !(text[end] == b'"' || (!quoted && text[end] == b' ')) {
            end += if text[end] == b'\\' { 2 } else { 1 };
        }
        let end = end.min(text.len());
        let escaped = text[start..end].contains(&b'\\');
        all.push(Token { span: Span::new(start, end), quoted, escaped, spaced, odd: false });
        at = end + usize::from(quoted);
    }
    all
}

/// Reads RDATA as [`read_in`] does in the first dialect that may have the type, down to the first fault.
fn read(rtype: Rtype, text: &[u8]) -> Result<Vec<u8>, Fault> {
    let dialect = Dialect::ALL.into_iter().find(|&dialect| may_stand(rtype, dialect)).unwrap_or_default();
    read_in(dialect, rtype, text).map_err(|mut faults| faults.remove(0))
}

/// Reads RDATA relative to `example.com.`; the offset behind the text is where a missing token would stand.
fn read_in(dialect: Dialect, rtype: Rtype, text: &[u8]) -> Result<Vec<u8>, Vec<Fault>> {
    let origin = Name::parse(b"example.com.", None).unwrap();
    let mut out = b"before".to_vec();
    let context = Context { text, origin: Some(origin.wire()), dialect, marks: None };
    let result = parse(rtype, &context, &tokens(text), u32::try_from(text.len()).unwrap(), &mut out);
    assert!(out.starts_with(b"before"), "earlier output is left alone");
    let rdata = out.split_off(6);
    assert!(result.is_ok() || rdata.is_empty(), "nothing is appended on a fault");
    result.map(|_| rdata)
}

fn rtype(mnemonic: &str) -> Rtype {
    lookup(mnemonic.as_bytes()).unwrap().rtype
}

fn hex(octets: &[u8]) -> String {
    octets.iter().fold(String::new(), |text, octet| format!("{text}{octet:02x}"))
}
