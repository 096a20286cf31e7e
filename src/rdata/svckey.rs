//! Keys of service parameters (RFC 9460 §14.3.2, RFC 9461, RFC 9540) as data.
//!
//! Flows in: a key as it is written, and the dialect. Flows out: its number, and how its value is written.

use std::fmt::Write as _;

use super::Dialect;
use super::input::Input;
use super::number::decimal;
use super::spelling::Spelling;

/// The keys that a client has to understand.
pub(super) const MANDATORY: u16 = 0;
/// Protocols.
pub(super) const ALPN: u16 = 1;
/// The protocols are all there are; has no value.
pub(super) const NO_DEFAULT_ALPN: u16 = 2;

/// How the value of a key is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Keys in a comma list, ascending on the wire.
    Keys,
    /// Strings in a comma list, each with a length octet on the wire.
    Strings,
    /// No value.
    Empty,
    /// One number of 16 bits.
    Port,
    /// IPv4 addresses in a comma list.
    Ipv4,
    /// Base64.
    Base64,
    /// IPv6 addresses in a comma list.
    Ipv6,
    /// A relative URI template with the variable `dns` (RFC 9461 §5).
    Template,
    /// Numbers of 16 bits in a comma list, each at most once.
    Groups,
    /// Any octets.
    Opaque,
}

/// A key with a name.
pub(super) struct Key {
    number: u16,
    name: &'static str,
    pub(super) form: Form,
    /// What the name is to the servers; `None` where all that read SVCB know it.
    spelling: Option<Spelling>,
}

const fn named(number: u16, name: &'static str, form: Form) -> Key {
    Key { number, name, form, spelling: None }
}

/// Every key with a name, sorted by number.
static KEYS: [Key; 10] = [
    named(MANDATORY, "mandatory", Form::Keys),
    named(ALPN, "alpn", Form::Strings),
    named(NO_DEFAULT_ALPN, "no-default-alpn", Form::Empty),
    named(3, "port", Form::Port),
    named(4, "ipv4hint", Form::Ipv4),
    named(5, "ech", Form::Base64),
    named(6, "ipv6hint", Form::Ipv6),
    named(7, "dohpath", Form::Template),
    Key { spelling: Some(Spelling::Ohttp), ..named(8, "ohttp", Form::Empty) },
    Key { spelling: Some(Spelling::TlsGroups), ..named(9, "tls-supported-groups", Form::Groups) },
];

/// RFC 9460 §14.3.2: reserved as invalid.
const RESERVED: u16 = u16::MAX;

impl Form {
    /// Returns how the value of a key is written.
    pub(super) fn of(key: u16) -> Self {
        KEYS.iter().find(|known| known.number == key).map_or(Self::Opaque, |known| known.form)
    }

    /// Tells whether values of this form hold no escapes (RFC 9460 §7.2, §7.3 and §8, and likewise the drafts of the
    /// others): BIND and Knot read none in them.
    pub(super) fn is_plain(self) -> bool {
        match self {
            Self::Keys | Self::Port | Self::Ipv4 | Self::Base64 | Self::Ipv6 | Self::Groups => true,
            Self::Strings | Self::Empty | Self::Template | Self::Opaque => false,
        }
    }

    /// Says what would be right.
    pub(super) fn expected(self) -> &'static str {
        match self {
            Self::Keys => "a comma list of keys, each at most once and without mandatory itself",
            Self::Strings => "a comma list of protocols of 1 to 255 octets, such as h2,h3",
            Self::Empty => "no value behind this key",
            Self::Port => "a decimal number from 0 to 65535",
            Self::Ipv4 => "a comma list of IPv4 addresses",
            Self::Base64 => "base64 in groups of four characters",
            Self::Ipv6 => "a comma list of IPv6 addresses",
            Self::Template => "a URI template that begins with / and has the variable dns, such as /dns-query{?dns}",
            Self::Groups => "a comma list of decimal numbers from 0 to 65535, each at most once",
            Self::Opaque => "a value",
        }
    }
}

/// Reads a key; also tells whether it was written as a number, which makes its value plain octets.
pub(super) fn key(name: &[u8], input: &Input<'_>) -> Option<(u16, bool)> {
    // RFC 9460 §2.1: keys are in lower case; BIND, Knot, NSD and ldns refuse others.
    if let Some(key) = KEYS.iter().find(|key| key.name.as_bytes() == name) {
        let reads = key.spelling.is_none_or(|spelling| input.reads(spelling));
        return reads.then_some((key.number, false));
    }
    let (prefix, digits) = name.split_at_checked(3)?;
    // RFC 9460 §2.1: the number has no leading zeros.
    let plain = digits == b"0" || digits.first() != Some(&b'0');
    let number = decimal(digits, u16::MAX.into()).ok().filter(|_| plain && prefix == b"key")?;
    let key = u16::try_from(number).ok()?;
    (key != RESERVED || input.reads(Spelling::ReservedKey)).then_some((key, true))
}

/// Says what should stand in the place of a key that [`key`] does not read.
#[cold]
pub(super) fn expected_key(name: &[u8], dialect: Dialect) -> String {
    match KEYS.iter().find(|key| key.name.as_bytes().eq_ignore_ascii_case(name)) {
        Some(_) if name.iter().any(u8::is_ascii_uppercase) => "the key in lower case".to_owned(),
        Some(key) => format!("key{}, as {} does not know this name", key.number, dialect.server()),
        None => "a key such as alpn, port, ipv4hint or key65000".to_owned(),
    }
}

/// Returns the line of a key whose name every server reads.
pub(super) fn common(key: u16) -> Option<&'static Key> {
    KEYS.iter().find(|known| known.number == key && known.spelling.is_none())
}

/// Writes a key, those that some servers know no name of as `keyN`.
pub(super) fn write_key(key: u16, text: &mut String) -> Option<()> {
    match common(key) {
        Some(known) => text.write_str(known.name).ok(),
        None => write!(text, "key{key}").ok(),
    }
}
