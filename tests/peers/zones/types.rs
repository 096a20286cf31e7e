//! The RR types: how their RDATA is made up, and which peers of Debian 12 read it.

use super::fields::Field::{self, *};

/// A type that zones are made of.
pub(crate) struct Type {
    pub(crate) mnemonic: &'static str,
    /// The letters of the peers that read its text form, or its `\#` where it has no other.
    pub(crate) known_by: &'static str,
    pub(crate) fields: &'static [Field],
}

const fn row(mnemonic: &'static str, known_by: &'static str, fields: &'static [Field]) -> Type {
    Type { mnemonic, known_by, fields }
}

const DNSSEC_KEY: &[Field] = &[U16, Three, Algorithm, Base64];
const KEY_IN_USE: &[Field] = &[Zone, Three, Number, Base64];
const DELEGATION: &[Field] = &[U16, Algorithm, Digest];
const CERTIFICATE: &[Field] = &[U8, U8, Match];
const SIGNATURE: &[Field] = &[TypeName, Algorithm, Labels, U31, Time, Time, U16, Signer, Base64];
const SERVICE: &[Field] = &[Service];

/// Every type of zonefile.md §8 that may stand below the apex.
pub(crate) const TYPES: &[Type] = &[
    row("A", "BKNL", &[Ip4]),
    row("NS", "BKNL", &[FarName]),
    row("MB", "BNL", &[Name]),
    row("MG", "BNL", &[Name]),
    row("MR", "BNL", &[Name]),
    row("NULL", "BNL", &[Generic]),
    row("WKS", "BNL", &[Ip4, Services]),
    row("PTR", "BKNL", &[Name]),
    row("HINFO", "BKNL", &[Text, Text]),
    row("MINFO", "BKNL", &[Name, Name]),
    row("MX", "BKNL", &[U16, Name]),
    row("TXT", "BKNL", &[Texts]),
    row("RP", "BKNL", &[Name, Name]),
    row("AFSDB", "BKNL", &[U16, Name]),
    row("X25", "BNL", &[Digits]),
    row("ISDN", "BNL", &[Text]),
    row("ISDN", "BNL", &[Text, Text]),
    row("RT", "BKNL", &[U16, Name]),
    row("NSAP", "BNL", &[Nsap]),
    row("NSAP-PTR", "B", &[Name]),
    row("SIG", "BNL", &[TypeName, Algorithm, Labels, U31, Date, Date, U16, Signer, Base64]),
    row("KEY", "BKNL", KEY_IN_USE),
    row("PX", "BNL", &[U16, Name, Name]),
    row("GPOS", "BL", &[Decimal, Decimal, Decimal]),
    row("AAAA", "BKNL", &[Ip6]),
    row("LOC", "BKNL", &[Location]),
    row("NXT", "BN", &[Name, Low]),
    row("EID", "BL", &[Hex]),
    row("NIMLOC", "BL", &[Hex]),
    row("SRV", "BKNL", &[U16, U16, U16, Name]),
    row("ATMA", "B", &[Atm]),
    row("NAPTR", "BKNL", &[U16, U16, Text, Text, Substitution, Name]),
    row("KX", "BKNL", &[U16, Name]),
    row("CERT", "BKNL", &[CertType, U16, Algorithm, Base64]),
    row("A6", "B", &[Prefix]),
    row("SINK", "B", &[U8, U8, U8, Base64]),
    row("APL", "BKNL", &[Prefixes]),
    row("DS", "BKNL", DELEGATION),
    row("SSHFP", "BKNL", &[U8, Fingerprint]),
    row("IPSECKEY", "BKNL", &[U8, Gateway, Key]),
    row("RRSIG", "BKNL", SIGNATURE),
    row("NSEC", "BKNL", &[Name, Bitmap]),
    row("DNSKEY", "BKNL", DNSSEC_KEY),
    row("DHCID", "BKNL", &[Base64]),
    row("NSEC3", "BKNL", &[U8, U8, U16, Salt, Hash, Bitmap]),
    row("NSEC3PARAM", "BKNL", &[U8, U8, U16, Salt]),
    row("TLSA", "BKNL", CERTIFICATE),
    row("SMIMEA", "BKNL", CERTIFICATE),
    row("HIP", "BL", &[U8, Word, Key]),
    row("HIP", "BL", &[U8, Word, Key, Name, Name]),
    row("NINFO", "B", &[Texts]),
    row("RKEY", "B", &[Zero, Three, Algorithm, Base64]),
    row("TALINK", "BL", &[Name, Name]),
    row("CDS", "BKNL", DELEGATION),
    row("CDNSKEY", "BKNL", DNSSEC_KEY),
    row("OPENPGPKEY", "BKNL", &[Base64]),
    row("CSYNC", "BKNL", &[U32, U16, Bitmap]),
    row("ZONEMD", "BKNL", &[U32, U8, ZoneDigest]),
    row("SVCB", "BKNL", SERVICE),
    row("HTTPS", "BKNL", SERVICE),
    row("DSYNC", "B", &[TypeName, Scheme, U16, Name]),
    row("HHIT", "B", &[Base64]),
    row("BRID", "B", &[Base64]),
    row("SPF", "BKL", &[Texts]),
    row("SPF", "BKNL", &[Text]),
    row("UINFO", "B", &[Generic]),
    row("UID", "B", &[Generic]),
    row("GID", "B", &[Generic]),
    row("UNSPEC", "B", &[Generic]),
    row("NID", "BKNL", &[U16, Hextets]),
    row("L32", "BKNL", &[U16, Ip4]),
    row("L64", "BKNL", &[U16, Hextets]),
    row("LP", "BKNL", &[U16, Name]),
    row("EUI48", "BKNL", &[Eui48]),
    row("EUI64", "BKNL", &[Eui64]),
    row("URI", "BKNL", &[U16, U16, Quoted]),
    row("CAA", "BKNL", &[U8, Authority]),
    row("AVC", "BN", &[Texts]),
    row("DOA", "B", &[U32, U32, U8, Text, DataOrHyphen]),
    row("AMTRELAY", "B", &[U8, Relay]),
    row("RESINFO", "B", &[Texts]),
    row("WALLET", "B", &[Texts]),
    row("TA", "B", DELEGATION),
    row("DLV", "BNL", DELEGATION),
    row("KEYDATA", "B", &[Generic]),
    row("TYPE65280", "BKNL", &[Generic]),
    row("type65534", "BKNL", &[Generic]),
];
