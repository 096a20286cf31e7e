//! The RR types as data: one line a type.
//!
//! Flows in: nothing. Flows out: [`TYPES`], sorted by number, with the fields of every type in the words of its RFC, and
//! who knows it by name.
//!
//! Who knows a type is a letter a server ([`Servers::of`]): BIND, Knot DNS, NSD, ldns as L, `PowerDNS`, gdnsd as G,
//! Windows. It was measured with BIND 9.20.26, Knot 3.5.8, NSD 4.12.0, ldns 1.8.4 and `PowerDNS` 4.9.17; for gdnsd and
//! Windows it is what their documents list. A release behind the letter is the first one that is known to read the
//! mnemonic, by the change log or the measurement; without one, releases that are long out of use did.

use super::address::{EUI48, EUI64, HEXTETS, IPV4, IPV6};
use super::atma::ATMA;
use super::base32hex::BASE32HEX;
use super::base64::{BASE64, BASE64_OPTIONAL, BASE64_OR_HYPHEN};
use super::bitmap::{BITMAP, BITMAP_NOT_EMPTY, TYPE_CODE};
use super::digest::{ASSOCIATION, DS_DIGEST, FINGERPRINT, KEY_DATA, ZONE_DIGEST};
use super::hex::{HEX, SALT};
use super::input::Tokens;
use super::kind::Field;
use super::name::NAME;
use super::number::{IPN, SERIAL, TIMER, U8, U16, U32};
use super::servers::Servers;
use super::string::{QUOTED_URI, STRING, STRING_OPTIONAL, STRINGS, X121};
use super::symbol::{ALGORITHM, CERT_TYPE, DIGEST_TYPE, KEY_FLAGS, PROTOCOL, SCHEME};
use super::time::TIME;
use super::types::TypeClass;
use super::{a6, apl, caa, gateway, gpos, hip, loc, nsap, nxt, plugin, svcb, wins, wks};
use crate::zone::Rtype;

/// One type.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its number.
    pub(super) number: u16,
    /// Its mnemonic in upper case.
    pub(super) mnemonic: &'static str,
    /// Whether it may stand in a zone file.
    pub(super) class: TypeClass,
    /// Whether its RFC gave it up, or nobody asks for it.
    pub(super) obsolete: bool,
    /// Who knows it by name, and since when.
    pub(super) known: &'static str,
    /// The same as a set.
    pub(super) servers: Servers,
    /// How its RDATA is written.
    pub(super) grammar: Grammar,
}

/// How the RDATA of a type is written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Grammar {
    /// Field by field; and the reader of records in which all of them are usual, made of the same fields.
    Fields(&'static [Field], fn(&mut Tokens<'_>, &mut Vec<u8>) -> bool),
    /// In the generic form of RFC 3597 only.
    GenericOnly,
}

use Grammar::GenericOnly;

macro_rules! fields {
    ($($name:literal $kind:path),+ $(,)?) => {
        Grammar::Fields(&[$(Field { name: $name, kind: &$kind }),+], |tokens, out| $(($kind.take)(tokens, out))&&+)
    };
}

const fn row(number: u16, mnemonic: &'static str, known: &'static str, grammar: Grammar) -> Entry {
    let (class, servers) = (TypeClass::Ordinary, Servers::of(known));
    Entry { number, mnemonic, class, obsolete: false, known, servers, grammar }
}

const fn obsolete(number: u16, mnemonic: &'static str, known: &'static str, grammar: Grammar) -> Entry {
    Entry { obsolete: true, ..row(number, mnemonic, known, grammar) }
}

const fn meta(number: u16, mnemonic: &'static str, known: &'static str) -> Entry {
    Entry { class: TypeClass::Meta, ..row(number, mnemonic, known, GenericOnly) }
}

const fn withdrawn(number: u16, mnemonic: &'static str, known: &'static str, grammar: Grammar) -> Entry {
    Entry { class: TypeClass::Withdrawn, ..row(number, mnemonic, known, grammar) }
}

const fn foreign(number: u16, mnemonic: &'static str, known: &'static str, grammar: Grammar) -> Entry {
    Entry { class: TypeClass::ForeignDialect, ..row(number, mnemonic, known, grammar) }
}

// Sets of servers that many types share.
const EVERYONE: &str = "B K N L P G W";
const COMMON: &str = "B K N L P";
const COMMON_AND_WINDOWS: &str = "B K N L P W";

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
const SERVICE: Grammar = fields!("priority" U16, "target name" svcb::TARGET, "parameters" svcb::PARAMETERS);

/// Words of file formats that mean no type. Their numbers are from the range of questions and messages, which no record
/// can have (RFC 6895 §3.1), so they meet no other type.
const ANAME: Rtype = Rtype(240);

/// Every type that zone files name, sorted by number.
pub(super) static TYPES: &[Entry] = &[
    row(1, "A", EVERYONE, fields!("address" IPV4)),
    row(2, "NS", EVERYONE, fields!("server name" NAME)),
    withdrawn(3, "MD", "N L W", fields!("mail destination" NAME)),
    withdrawn(4, "MF", "N L W", fields!("mail forwarder" NAME)),
    row(5, "CNAME", EVERYONE, fields!("canonical name" NAME)),
    row(
        6,
        "SOA",
        EVERYONE,
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
    obsolete(7, "MB", "B N L P W", fields!("mailbox host" NAME)),
    obsolete(8, "MG", "B N L P W", fields!("mail group member" NAME)),
    obsolete(9, "MR", "B N L P W", fields!("new mailbox name" NAME)),
    obsolete(10, "NULL", "B N L W", GenericOnly),
    obsolete(11, "WKS", "B N L W", fields!("address" IPV4, "protocol" wks::PROTOCOL, "services" wks::SERVICES)),
    row(12, "PTR", EVERYONE, fields!("pointer target" NAME)),
    row(13, "HINFO", COMMON_AND_WINDOWS, fields!("cpu" STRING, "os" STRING)),
    obsolete(14, "MINFO", "B K N L P W", fields!("responsible mailbox" NAME, "error mailbox" NAME)),
    row(15, "MX", EVERYONE, fields!("preference" U16, "exchange" NAME)),
    row(16, "TXT", EVERYONE, TEXTS),
    row(17, "RP", COMMON_AND_WINDOWS, fields!("mailbox" NAME, "text name" NAME)),
    row(18, "AFSDB", COMMON_AND_WINDOWS, fields!("subtype" U16, "hostname" NAME)),
    row(19, "X25", "B N L W", fields!("PSDN address" X121)),
    row(20, "ISDN", "B N L W", fields!("ISDN address" STRING, "subaddress" STRING_OPTIONAL)),
    row(21, "RT", "B K N L W", fields!("preference" U16, "intermediate host" NAME)),
    obsolete(22, "NSAP", "B N L", fields!("NSAP address" nsap::NSAP)),
    obsolete(23, "NSAP-PTR", "B L", fields!("owner" NAME)),
    obsolete(24, "SIG", "B N L W", SIGNATURE),
    row(
        25,
        "KEY",
        "B K N L P W",
        fields!("flags" KEY_FLAGS, "protocol" PROTOCOL, "algorithm" ALGORITHM, "public key" KEY_DATA),
    ),
    row(26, "PX", "B N L", fields!("preference" U16, "RFC 822 domain" NAME, "X.400 domain" NAME)),
    obsolete(
        27,
        "GPOS",
        "B N4.12 L",
        fields!("longitude" gpos::LONGITUDE, "latitude" gpos::LATITUDE, "altitude" gpos::ALTITUDE),
    ),
    row(28, "AAAA", EVERYONE, fields!("address" IPV6)),
    row(29, "LOC", COMMON_AND_WINDOWS, fields!("location" loc::LOCATION)),
    obsolete(30, "NXT", "B N W", fields!("next domain name" NAME, "types" nxt::BITMAP)),
    row(31, "EID", "B N4.12 L", fields!("endpoint identifier" HEX)),
    row(32, "NIMLOC", "B N4.12 L", fields!("locator" HEX)),
    row(33, "SRV", EVERYONE, fields!("priority" U16, "weight" U16, "port" U16, "target" NAME)),
    row(34, "ATMA", "B N4.12 L W", fields!("ATM address" ATMA)),
    row(
        35,
        "NAPTR",
        EVERYONE,
        fields!(
            "order" U16,
            "preference" U16,
            "flags" STRING,
            "services" STRING,
            "regexp" STRING,
            "replacement" NAME,
        ),
    ),
    row(36, "KX", COMMON, fields!("preference" U16, "exchanger" NAME)),
    row(37, "CERT", "B K N L", fields!("type" CERT_TYPE, "key tag" U16, "algorithm" ALGORITHM, "certificate" BASE64)),
    obsolete(
        38,
        "A6",
        "B",
        fields!("prefix length" a6::PREFIX_LENGTH, "address suffix" a6::SUFFIX, "prefix name" a6::PREFIX_NAME),
    ),
    row(39, "DNAME", COMMON_AND_WINDOWS, fields!("target" NAME)),
    row(40, "SINK", "B", fields!("meaning" U8, "coding" U8, "subcoding" U8, "data" BASE64_OPTIONAL)),
    meta(41, "OPT", "L"),
    row(42, "APL", COMMON, fields!("address prefixes" apl::PREFIXES)),
    row(43, "DS", COMMON_AND_WINDOWS, DELEGATION),
    row(44, "SSHFP", COMMON, fields!("algorithm" U8, "fingerprint type" U8, "fingerprint" FINGERPRINT)),
    row(
        45,
        "IPSECKEY",
        COMMON,
        fields!(
            "precedence" U8,
            "gateway type" gateway::GATEWAY_TYPE,
            "algorithm" U8,
            "gateway" gateway::GATEWAY,
            "public key" BASE64_OPTIONAL,
        ),
    ),
    row(46, "RRSIG", COMMON_AND_WINDOWS, SIGNATURE),
    row(47, "NSEC", COMMON_AND_WINDOWS, fields!("next domain name" NAME, "types" BITMAP_NOT_EMPTY)),
    row(48, "DNSKEY", COMMON_AND_WINDOWS, KEY),
    row(49, "DHCID", COMMON_AND_WINDOWS, fields!("identity" BASE64)),
    row(
        50,
        "NSEC3",
        COMMON_AND_WINDOWS,
        fields!(
            "hash algorithm" U8,
            "flags" U8,
            "iterations" U16,
            "salt" SALT,
            "next hashed owner name" BASE32HEX,
            "types" BITMAP,
        ),
    ),
    row(51, "NSEC3PARAM", COMMON_AND_WINDOWS, fields!("hash algorithm" U8, "flags" U8, "iterations" U16, "salt" SALT)),
    row(52, "TLSA", "B K1.0.4 N3.2.11 L P W", CERTIFICATE),
    row(53, "SMIMEA", "B K2.8.0 N4.1.24 L1.7.0 P", CERTIFICATE),
    row(55, "HIP", "B N4.12 L1.6.17", fields!("host identity" hip::HOST_IDENTITY)),
    row(56, "NINFO", "B N4.12", TEXTS),
    row(57, "RKEY", "B N4.12 P", KEY),
    row(58, "TALINK", "B N4.12 L1.6.5", fields!("previous name" NAME, "next name" NAME)),
    row(59, "CDS", "B K1.6.3 N4.1.1 L1.7.0 P", DELEGATION),
    row(60, "CDNSKEY", "B K1.6.3 N4.1.1 L1.7.0 P", KEY),
    row(61, "OPENPGPKEY", "B K2.8.0 N4.1.13 L1.7.0 P", fields!("public key" BASE64)),
    row(62, "CSYNC", "B K2.8.0 N4.1.8 L1.7.0 P", fields!("SOA serial" U32, "flags" U16, "types" BITMAP)),
    row(
        63,
        "ZONEMD",
        "B K2.8.0 N4.3.4 L1.8.0 P",
        fields!("serial" U32, "scheme" U8, "hash algorithm" U8, "digest" ZONE_DIGEST),
    ),
    row(64, "SVCB", "B K3.0.3 N4.3.7 L1.8.2 P4.4.0", SERVICE),
    row(65, "HTTPS", "B K3.0.3 N4.3.7 L1.8.2 P4.4.0", SERVICE),
    row(66, "DSYNC", "B9.18.49 K3.5", fields!("type" TYPE_CODE, "scheme" SCHEME, "port" U16, "target" NAME)),
    row(67, "HHIT", "B9.18.49", fields!("data" BASE64)),
    row(68, "BRID", "B9.18.49", fields!("data" BASE64)),
    row(99, "SPF", COMMON, TEXTS),
    obsolete(100, "UINFO", "B L", GenericOnly),
    obsolete(101, "UID", "B L", GenericOnly),
    obsolete(102, "GID", "B L", GenericOnly),
    obsolete(103, "UNSPEC", "B L", GenericOnly),
    row(104, "NID", "B K1.3 N3.2.15 L1.6.14 P", fields!("preference" U16, "node identifier" HEXTETS)),
    row(105, "L32", "B K1.3 N3.2.15 L1.6.14 P", fields!("preference" U16, "locator" IPV4)),
    row(106, "L64", "B K1.3 N3.2.15 L1.6.14 P", fields!("preference" U16, "locator" HEXTETS)),
    row(107, "LP", "B K1.3 N3.2.15 L1.6.14 P", fields!("preference" U16, "locator name" NAME)),
    row(108, "EUI48", "B K1.3 N4.0.1 L1.6.17 P", fields!("address" EUI48)),
    row(109, "EUI64", "B K1.3 N4.0.1 L1.6.17 P", fields!("address" EUI64)),
    meta(128, "NXNAME", "L"),
    foreign(ANAME.0, "ANAME", "", fields!("target" NAME)),
    foreign(Rtype::DYNA.0, "DYNA", "G", fields!("plugin" plugin::PLUGIN)),
    foreign(Rtype::DYNC.0, "DYNC", "G", fields!("plugin" plugin::PLUGIN)),
    meta(249, "TKEY", "L P"),
    meta(250, "TSIG", ""),
    meta(251, "IXFR", "L P"),
    meta(252, "AXFR", "L P"),
    meta(253, "MAILB", "L P"),
    meta(254, "MAILA", "L P"),
    meta(255, "ANY", "L P"),
    row(256, "URI", "B K2.2.0 N4.1.4 L1.6.17 P", fields!("priority" U16, "weight" U16, "target" QUOTED_URI)),
    row(257, "CAA", "B K2.2.0 N4.0.1 L1.6.17 P4.0.0 G", fields!("flags" U8, "tag" caa::TAG, "value" caa::VALUE)),
    row(258, "AVC", "B N4.1.17", TEXTS),
    row(
        259,
        "DOA",
        "B N4.12",
        fields!(
            "enterprise" U32,
            "type" U32,
            "location" U8,
            "media type" STRING,
            "data" BASE64_OR_HYPHEN,
        ),
    ),
    row(
        260,
        "AMTRELAY",
        "B N4.12 L1.8.4",
        fields!("precedence" U8, "relay type" gateway::RELAY_TYPE, "relay" gateway::RELAY),
    ),
    row(261, "RESINFO", "B9.18.49 K3.5 N4.12 L1.8.4", TEXTS),
    row(262, "WALLET", "B9.18.49 K3.5 N4.12", TEXTS),
    row(263, "CLA", "N4.12", TEXTS),
    row(264, "IPN", "N4.12", fields!("node number" IPN)),
    row(32768, "TA", "B N4.12", DELEGATION),
    obsolete(32769, "DLV", "B N3.2.4 L P", DELEGATION),
    foreign(65281, "WINS", "W", fields!("WINS servers" wins::SERVERS)),
    foreign(65282, "WINSR", "W", fields!("WINS domain" wins::DOMAIN)),
    foreign(Rtype::ALIAS.0, "ALIAS", "K3.5 P4.0.0", fields!("target" NAME)),
    foreign(65402, "LUA", "P", fields!("type" TYPE_CODE, "code" STRINGS)),
    row(65533, "KEYDATA", COMMON, GenericOnly),
];
