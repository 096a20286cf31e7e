//! The RR types as data: one line a type.
//!
//! Flows in: nothing. Flows out: [`TYPES`], sorted by number, with the fields of every type in the words of its RFC.

use super::address::{EUI48, EUI64, HEXTETS, IPV4, IPV6};
use super::binary::{BASE32HEX, BASE64, BASE64_OPTIONAL, BASE64_OR_HYPHEN, HEX, SALT};
use super::bitmap::{BITMAP, BITMAP_NOT_EMPTY, TYPE_CODE};
use super::digest::{ASSOCIATION, DS_DIGEST, FINGERPRINT, KEY_DATA, ZONE_DIGEST};
use super::kind::Field;
use super::name::NAME;
use super::number::{IPN, SERIAL, TIMER, U8, U16, U32};
use super::string::{DECIMAL, QUOTED_URI, STRING, STRING_OPTIONAL, STRINGS, X121};
use super::symbol::{ALGORITHM, CERT_TYPE, DIGEST_TYPE, KEY_FLAGS, PROTOCOL, SCHEME};
use super::time::TIME;
use super::types::TypeClass;
use super::{apl, caa, gateway, hip, loc, nsap, svcb};

/// One type.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its number.
    pub(super) number: u16,
    /// Its mnemonic in upper case.
    pub(super) mnemonic: &'static str,
    /// Whether it may stand in a zone file.
    pub(super) class: TypeClass,
    /// How its RDATA is written.
    pub(super) grammar: Grammar,
}

/// How the RDATA of a type is written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Grammar {
    /// Field by field.
    Fields(&'static [Field]),
    /// In the generic form of RFC 3597 only.
    GenericOnly,
    /// In a text form that is not implemented: kept as it stands.
    Opaque,
}

use Grammar::{GenericOnly, Opaque};

macro_rules! fields {
    ($($name:literal $kind:path),+ $(,)?) => {
        Grammar::Fields(&[$(Field { name: $name, kind: &$kind }),+])
    };
}

const fn row(number: u16, mnemonic: &'static str, grammar: Grammar) -> Entry {
    Entry { number, mnemonic, class: TypeClass::Ordinary, grammar }
}

const fn meta(number: u16, mnemonic: &'static str) -> Entry {
    Entry { number, mnemonic, class: TypeClass::Meta, grammar: GenericOnly }
}

const fn withdrawn(number: u16, mnemonic: &'static str, grammar: Grammar) -> Entry {
    Entry { number, mnemonic, class: TypeClass::Withdrawn, grammar }
}

const fn foreign(number: u16, mnemonic: &'static str, grammar: Grammar) -> Entry {
    Entry { number, mnemonic, class: TypeClass::ForeignDialect, grammar }
}

// Fields that several types share.
const TEXTS: Grammar = fields!("text" STRINGS);
const DELEGATION: Grammar =
    fields!("key tag" U16, "algorithm" ALGORITHM, "digest type" DIGEST_TYPE, "digest" DS_DIGEST);
const KEY: Grammar = fields!("flags" KEY_FLAGS, "protocol" PROTOCOL, "algorithm" ALGORITHM, "public key" BASE64);
const SIGNATURE: Grammar = fields!(
    "type covered" TYPE_CODE,
    "algorithm" ALGORITHM,
    "labels" U8,
    "original TTL" U32,
    "signature expiration" TIME,
    "signature inception" TIME,
    "key tag" U16,
    "signer's name" NAME,
    "signature" BASE64,
);
const CERTIFICATE: Grammar =
    fields!("certificate usage" U8, "selector" U8, "matching type" U8, "certificate association data" ASSOCIATION);
const SERVICE: Grammar = fields!("priority" U16, "target name" NAME, "parameters" svcb::PARAMETERS);

/// Every type that zone files name, sorted by number.
pub(super) static TYPES: &[Entry] = &[
    row(1, "A", fields!("address" IPV4)),
    row(2, "NS", fields!("server name" NAME)),
    withdrawn(3, "MD", fields!("mail destination" NAME)),
    withdrawn(4, "MF", fields!("mail forwarder" NAME)),
    row(5, "CNAME", fields!("canonical name" NAME)),
    row(
        6,
        "SOA",
        fields!(
            "primary server (mname)" NAME,
            "mailbox (rname)" NAME,
            "serial" SERIAL,
            "refresh" TIMER,
            "retry" TIMER,
            "expire" TIMER,
            "minimum" TIMER,
        ),
    ),
    row(7, "MB", fields!("mailbox host" NAME)),
    row(8, "MG", fields!("mail group member" NAME)),
    row(9, "MR", fields!("new mailbox name" NAME)),
    row(10, "NULL", GenericOnly),
    row(11, "WKS", Opaque),
    row(12, "PTR", fields!("pointer target" NAME)),
    row(13, "HINFO", fields!("cpu" STRING, "os" STRING)),
    row(14, "MINFO", fields!("responsible mailbox" NAME, "error mailbox" NAME)),
    row(15, "MX", fields!("preference" U16, "exchange" NAME)),
    row(16, "TXT", TEXTS),
    row(17, "RP", fields!("mailbox" NAME, "text name" NAME)),
    row(18, "AFSDB", fields!("subtype" U16, "hostname" NAME)),
    row(19, "X25", fields!("PSDN address" X121)),
    row(20, "ISDN", fields!("ISDN address" STRING, "subaddress" STRING_OPTIONAL)),
    row(21, "RT", fields!("preference" U16, "intermediate host" NAME)),
    row(22, "NSAP", fields!("NSAP address" nsap::NSAP)),
    row(23, "NSAP-PTR", fields!("owner" NAME)),
    row(24, "SIG", SIGNATURE),
    row(25, "KEY", fields!("flags" KEY_FLAGS, "protocol" PROTOCOL, "algorithm" ALGORITHM, "public key" KEY_DATA)),
    row(26, "PX", fields!("preference" U16, "RFC 822 domain" NAME, "X.400 domain" NAME)),
    row(27, "GPOS", fields!("longitude" DECIMAL, "latitude" DECIMAL, "altitude" DECIMAL)),
    row(28, "AAAA", fields!("address" IPV6)),
    row(29, "LOC", fields!("location" loc::LOCATION)),
    row(30, "NXT", Opaque),
    row(31, "EID", fields!("endpoint identifier" HEX)),
    row(32, "NIMLOC", fields!("locator" HEX)),
    row(33, "SRV", fields!("priority" U16, "weight" U16, "port" U16, "target" NAME)),
    row(34, "ATMA", Opaque),
    row(
        35,
        "NAPTR",
        fields!(
            "order" U16,
            "preference" U16,
            "flags" STRING,
            "services" STRING,
            "regexp" STRING,
            "replacement" NAME,
        ),
    ),
    row(36, "KX", fields!("preference" U16, "exchanger" NAME)),
    row(37, "CERT", fields!("type" CERT_TYPE, "key tag" U16, "algorithm" ALGORITHM, "certificate" BASE64)),
    row(38, "A6", Opaque),
    row(39, "DNAME", fields!("target" NAME)),
    row(40, "SINK", fields!("meaning" U8, "coding" U8, "subcoding" U8, "data" BASE64_OPTIONAL)),
    meta(41, "OPT"),
    row(42, "APL", fields!("address prefixes" apl::PREFIXES)),
    row(43, "DS", DELEGATION),
    row(44, "SSHFP", fields!("algorithm" U8, "fingerprint type" U8, "fingerprint" FINGERPRINT)),
    row(
        45,
        "IPSECKEY",
        fields!(
            "precedence" U8,
            "gateway type" gateway::GATEWAY_TYPE,
            "algorithm" U8,
            "gateway" gateway::GATEWAY,
            "public key" BASE64_OPTIONAL,
        ),
    ),
    row(46, "RRSIG", SIGNATURE),
    row(47, "NSEC", fields!("next domain name" NAME, "types" BITMAP_NOT_EMPTY)),
    row(48, "DNSKEY", KEY),
    row(49, "DHCID", fields!("identity" BASE64)),
    row(
        50,
        "NSEC3",
        fields!(
            "hash algorithm" U8,
            "flags" U8,
            "iterations" U16,
            "salt" SALT,
            "next hashed owner name" BASE32HEX,
            "types" BITMAP,
        ),
    ),
    row(51, "NSEC3PARAM", fields!("hash algorithm" U8, "flags" U8, "iterations" U16, "salt" SALT)),
    row(52, "TLSA", CERTIFICATE),
    row(53, "SMIMEA", CERTIFICATE),
    row(55, "HIP", fields!("host identity" hip::HOST_IDENTITY)),
    row(56, "NINFO", TEXTS),
    row(57, "RKEY", KEY),
    row(58, "TALINK", fields!("previous name" NAME, "next name" NAME)),
    row(59, "CDS", DELEGATION),
    row(60, "CDNSKEY", KEY),
    row(61, "OPENPGPKEY", fields!("public key" BASE64)),
    row(62, "CSYNC", fields!("SOA serial" U32, "flags" U16, "types" BITMAP)),
    row(63, "ZONEMD", fields!("serial" U32, "scheme" U8, "hash algorithm" U8, "digest" ZONE_DIGEST)),
    row(64, "SVCB", SERVICE),
    row(65, "HTTPS", SERVICE),
    row(66, "DSYNC", fields!("type" TYPE_CODE, "scheme" SCHEME, "port" U16, "target" NAME)),
    row(67, "HHIT", fields!("data" BASE64)),
    row(68, "BRID", fields!("data" BASE64)),
    row(99, "SPF", TEXTS),
    row(100, "UINFO", GenericOnly),
    row(101, "UID", GenericOnly),
    row(102, "GID", GenericOnly),
    row(103, "UNSPEC", GenericOnly),
    row(104, "NID", fields!("preference" U16, "node identifier" HEXTETS)),
    row(105, "L32", fields!("preference" U16, "locator" IPV4)),
    row(106, "L64", fields!("preference" U16, "locator" HEXTETS)),
    row(107, "LP", fields!("preference" U16, "locator name" NAME)),
    row(108, "EUI48", fields!("address" EUI48)),
    row(109, "EUI64", fields!("address" EUI64)),
    meta(128, "NXNAME"),
    meta(249, "TKEY"),
    meta(250, "TSIG"),
    meta(251, "IXFR"),
    meta(252, "AXFR"),
    meta(253, "MAILB"),
    meta(254, "MAILA"),
    meta(255, "ANY"),
    row(256, "URI", fields!("priority" U16, "weight" U16, "target" QUOTED_URI)),
    row(257, "CAA", fields!("flags" U8, "tag" caa::TAG, "value" caa::VALUE)),
    row(258, "AVC", TEXTS),
    row(
        259,
        "DOA",
        fields!(
            "enterprise" U32,
            "type" U32,
            "location" U8,
            "media type" STRING,
            "data" BASE64_OR_HYPHEN,
        ),
    ),
    row(260, "AMTRELAY", fields!("precedence" U8, "relay type" gateway::RELAY_TYPE, "relay" gateway::RELAY)),
    row(261, "RESINFO", TEXTS),
    row(262, "WALLET", TEXTS),
    row(263, "CLA", TEXTS),
    row(264, "IPN", fields!("node number" IPN)),
    row(32768, "TA", DELEGATION),
    row(32769, "DLV", DELEGATION),
    foreign(65281, "WINS", Opaque),
    foreign(65282, "WINSR", Opaque),
    foreign(65401, "ALIAS", fields!("target" NAME)),
    foreign(65402, "LUA", fields!("type" TYPE_CODE, "code" STRINGS)),
    row(65533, "KEYDATA", GenericOnly),
];
