#![allow(missing_docs)]
use super::*;
use crate::source::Span;
use crate::zone::{NameError, Rtype};
pub enum TypeKind {
    Ordinary,
    Meta,
    Withdrawn,
    ForeignDialect,
}
pub struct TypeName {
    pub rtype: Rtype,
    pub kind: TypeKind,
}
pub fn lookup(w: &[u8]) -> Option<TypeName> {
    let n = match w.to_ascii_uppercase().as_slice() {
        b"A" => 1,
        b"NS" => 2,
        b"SOA" => 6,
        b"MX" => 15,
        b"TXT" => 16,
        b"AAAA" => 28,
        _ => return None,
    };
    Some(TypeName { rtype: Rtype(n), kind: TypeKind::Ordinary })
}
pub fn mnemonic(r: Rtype) -> String {
    format!("TYPE{}", r.0)
}
pub struct Ttl {
    pub seconds: u32,
}
pub enum TtlErrorKind {
    Invalid,
    TooLarge(u64),
}
pub struct TtlError {
    pub kind: TtlErrorKind,
    pub start: usize,
    pub end: usize,
}
pub fn parse_ttl(_t: &[u8]) -> Result<Ttl, TtlError> {
    std::str::from_utf8(_t).ok().and_then(|t| t.parse().ok()).map(|seconds| Ttl { seconds }).ok_or(TtlError {
        kind: TtlErrorKind::Invalid,
        start: 0,
        end: _t.len(),
    })
}
pub fn parse_class(t: &[u8]) -> Option<u16> {
    t.eq_ignore_ascii_case(b"IN").then_some(1)
}
pub fn unescape(t: &[u8]) -> std::borrow::Cow<'_, [u8]> {
    t.into()
}
pub fn name_fault(_e: NameError, span: Span, field: &'static str) -> Fault {
    Fault { kind: FaultKind::LabelEmpty, span, field, expected: String::new() }
}
pub struct Context<'a> {
    pub text: &'a [u8],
    pub origin: Option<&'a [u8]>,
}
pub fn parse(_r: Rtype, _c: &Context<'_>, _t: &[Token], _end: u32, _o: &mut Vec<u8>) -> Result<(), Fault> {
    Ok(())
}
pub fn is_described(_r: Rtype) -> bool {
    true
}
pub fn present(_r: Rtype, _w: &[u8]) -> String {
    String::new()
}
