//! The name under which a finding is known from run to run: a baseline, a code host's alert.
//!
//! Flows in: findings in report order. Flows out: the first 32 hexadecimal digits of SHA-256 over zone, owner, type and
//! rule, with names in lower case as the DNS compares them. Lines are no part of it, so that an edit above a finding
//! does not make it new. Of findings with an equal key the second has the ordinal 1 in it, the third 2, and so on.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use crate::finding::Finding;

type Key = [String; 4];

/// Counts equal keys.
#[derive(Default)]
pub(super) struct Fingerprints {
    seen: BTreeMap<Key, u32>,
}

impl Fingerprints {
    /// Returns the fingerprint of the next finding.
    pub(super) fn next(&mut self, finding: &Finding) -> String {
        let part = |text: &Option<Arc<str>>| text.as_deref().unwrap_or_default().to_ascii_lowercase();
        let key = [part(&finding.zone), part(&finding.owner), part(&finding.rtype), finding.rule.to_owned()];
        let mut hash = Sha256::new();
        for part in &key {
            // The length first: no two keys give the same octets.
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        let ordinal = self.seen.entry(key).or_default();
        hash.update(ordinal.to_be_bytes());
        *ordinal += 1;
        hash.finalize().iter().take(16).fold(String::with_capacity(32), |mut text, octet| {
            let _infallible = write!(text, "{octet:02x}");
            text
        })
    }
}
