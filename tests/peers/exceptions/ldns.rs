//! Where ldns 1.8.3 deviates.

use super::{Exception, stricter, ttl};

pub(super) const EXCEPTIONS: &[Exception] = &[
    ttl("signature-ttl", "RRSIG", "ldns gives a signature its original TTL", "x RRSIG A 8 3 300 20310320195459 20011026183059 1 . AQID\n"),
    ttl("sig-ttl", "SIG", "ldns gives a signature its original TTL", "x SIG A 8 3 300 20310320195459 20011026183059 1 . AQID\n"),
];
