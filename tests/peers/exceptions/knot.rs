//! Where Knot 3.2 deviates.

use super::{Exception, ttl};

pub(super) const EXCEPTIONS: &[Exception] = &[
    ttl("signature-ttl", "RRSIG", "Knot gives a signature its original TTL", "x RRSIG A 8 3 300 20310320195459 20011026183059 1 . AQID\n"),
];
