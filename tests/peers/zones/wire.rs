//! One normaliser for the RDATA of all peers: to wire form by zonegate's own grammars, names in lower case.

use zonegate::rdata::{self, Context, Token};
use zonegate::source::Span;
use zonegate::zone::{Name, Rtype};

/// Reads RDATA in the text form that peers print: fields apart by blanks, absolute names, one line.
pub(crate) fn parse(rtype: Rtype, text: &[u8], origin: Option<&Name>) -> Result<Vec<u8>, String> {
    let context = Context { text, origin: origin.map(Name::wire), dialect: rdata::Dialect::Bind, marks: None };
    let mut out = Vec::new();
    match rdata::parse(rtype, &context, &tokens(text), u32::try_from(text.len()).unwrap(), &mut out) {
        Ok(_) => Ok(out),
        Err(fault) => {
            let text = String::from_utf8_lossy(text);
            Err(format!("zonegate refuses {} {text}: {fault:?}", rdata::mnemonic(rtype)))
        }
    }
}

/// Returns the tokens of printed text: quotes group, also behind `key=`, and a backslash takes the next octet with it.
fn tokens(text: &[u8]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let (mut at, mut spaced) = (0, true);
    while at < text.len() {
        if is_blank(text[at]) {
            (at, spaced) = (at + 1, true);
            continue;
        }
        let quoted = text[at] == b'"';
        let start = at + usize::from(quoted);
        let end = start + word_len(&text[start..], quoted);
        let escaped = text[start..end].contains(&b'\\');
        let odd = text[start..end].iter().any(|octet| !matches!(octet, b' '..=b'~' | b'\t'));
        tokens.push(Token { span: Span::new(start, end), quoted, escaped, spaced, odd });
        (at, spaced) = (end + usize::from(quoted), false);
    }
    tokens
}

/// Returns where a word ends: at its closing quote, or before a blank or a quote.
fn word_len(text: &[u8], quoted: bool) -> usize {
    let mut at = 0;
    while at < text.len() {
        match text[at] {
            b'\\' => at += 1,
            b'"' => return at,
            blank if !quoted && is_blank(blank) => return at,
            _ => {}
        }
        at += 1;
    }
    text.len()
}

fn is_blank(octet: u8) -> bool {
    matches!(octet, b' ' | b'\t')
}
