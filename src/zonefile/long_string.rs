//! Character-strings above 255 octets: Knot, `PowerDNS` and gdnsd split them in TXT, the others refuse them.

use super::gdnsd;
use super::portability::{Construct, Taken};
use super::problem::ProblemKind;
use super::reader::{Reader, Text};
use crate::rdata::{self, Fault, FaultKind, Token};
use crate::source::Span;
use crate::zone::Rtype;

/// Octets of a character-string (RFC 1035 §3.3).
const MAX_STRING: usize = 255;

/// Reads RDATA once more with its long strings split, where the zone's own server does so and nothing else is wrong.
/// Returns the faults that are left.
#[cold]
pub(super) fn split(
    reader: &mut Reader<'_>,
    text: Text<'_>,
    rtype: Rtype,
    (tokens, end): (&[Token], u32),
    faults: Vec<Fault>,
) -> Result<(), Vec<Fault>> {
    let taken = reader.audience.takes(Construct::StringTooLong);
    let only_long = faults.iter().all(|fault| fault.kind == FaultKind::StringTooLong);
    if !only_long || taken.own == Taken::Refused {
        return Err(faults);
    }
    let pieces: Vec<Token> = tokens.iter().flat_map(|token| pieces(text.octets, *token)).collect();
    reader.scratch.clear();
    let context = rdata::Context {
        text: text.octets,
        origin: reader.state.origin.as_deref(),
        dialect: reader.audience.dialect,
        marks: gdnsd::marks(reader.audience, reader.zone_origin.as_ref(), &reader.state),
    };
    // Where the type takes a certain number of strings, the pieces are too many.
    if rdata::parse(rtype, &context, &pieces, end, &mut reader.scratch).is_err() {
        return Err(faults);
    }
    for fault in faults {
        let (kind, at) = (ProblemKind::Rdata(fault.kind), text.loc(fault.span));
        reader.construct(Construct::StringTooLong, kind, at, None, reader.field(rtype, fault));
    }
    Ok(())
}

/// Cuts a token into tokens of at most 255 decoded octets.
fn pieces(text: &[u8], token: Token) -> Vec<Token> {
    let octets = token.span.of(text);
    let start = token.span.start as usize;
    let (mut pieces, mut from, mut at, mut count) = (Vec::new(), 0, 0, 0);
    while at < octets.len() {
        if count == MAX_STRING {
            pieces.push(Token { span: Span::new(start + from, start + at), ..token });
            (from, count) = (at, 0);
        }
        at += match octets.get(at..) {
            Some([b'\\', b'0'..=b'9', ..]) => 4,
            Some([b'\\', ..]) => 2,
            _ => 1,
        };
        count += 1;
    }
    pieces.push(Token { span: Span::new(start + from, start + octets.len()), ..token });
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, expected: &[usize]) {
        let span = Span::new(0, text.len());
        let token = Token { span, quoted: true, escaped: true, spaced: true, odd: false };
        let lengths: Vec<usize> = pieces(text.as_bytes(), token).iter().map(|piece| piece.span.len()).collect();
        assert_eq!(lengths, expected);
    }

    #[test]
    fn strings_are_cut_at_255_octets_and_never_inside_an_escape() {
        case("", &[0]);
        case(&"a".repeat(255), &[255]);
        case(&"a".repeat(511), &[255, 255, 1]);
        case(&format!("{}\\065b", "a".repeat(254)), &[258, 1]);
        case(&format!("{}\\\"b", "a".repeat(255)), &[255, 3]);
    }
}
