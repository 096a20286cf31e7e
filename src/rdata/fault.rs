//! What is wrong with RDATA, and where.

use std::borrow::Cow;

use crate::source::Span;

/// One wrong field of an RDATA.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which defect it is; each has its rule.
    pub kind: FaultKind,
    /// The smallest octets at fault in the entry's text; empty behind the last token where something is missing.
    pub span: Span,
    /// The field in the words of its RFC, lower case: `preference`, `exchange`, `digest`.
    pub field: &'static str,
    /// What would have been right, ready to stand behind "expected": `a decimal number from 0 to 65535`.
    pub expected: Cow<'static, str>,
}

/// The defects of RDATA. One rule each (`rules.md`, groups record and name).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultKind {
    /// Tokens are missing: `record-incomplete`.
    Incomplete,
    /// Tokens left over: `rdata-extra-token`. The span runs from the first to the last of them.
    ExtraToken,
    /// A field of the wrong form: `rdata-invalid`.
    Invalid,
    /// A malformed address: `address-invalid`. The span is the octet or hextet at fault where there is one.
    AddressInvalid,
    /// A well-formed number above the limit of its field: `number-out-of-range`.
    NumberOutOfRange,
    /// An SOA serial above 32 bits: `serial-out-of-range`.
    SerialOutOfRange,
    /// A character-string above 255 octets: `string-too-long`.
    StringTooLong,
    /// More than 65,535 octets in all: `rdata-too-long`.
    RdataTooLong,
    /// A wrong `\#` length, hex, or content of a known type: `rdata-generic-invalid`.
    GenericInvalid,
    /// A digest whose length does not fit its type number: `digest-length-invalid`.
    DigestLengthInvalid,
    /// An SVCB or HTTPS parameter: `svcparam-invalid`.
    SvcparamInvalid,
    /// A CAA tag or value: `caa-invalid`.
    CaaInvalid,
    /// A LOC field beyond RFC 1876: `loc-out-of-range`.
    LocOutOfRange,
    /// `\DDD` above 255 or short, `\` at the end, `\[`: `escape-invalid`.
    EscapeInvalid,
    /// A label without octets: `label-empty`.
    LabelEmpty,
    /// A label above 63 octets: `label-too-long`.
    LabelTooLong,
    /// A name above 255 octets: `name-too-long`.
    NameTooLong,
    /// A relative name where the origin is unknown; the cause has its own finding, this has none.
    OriginUnknown,
}
