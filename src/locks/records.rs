//! Which files of the lock directory are records, by their names and kinds: the same for a snapshot and for the disk.
//!
//! Flows in: what lies in `.zonegate/locks`. Flows out: the file's name without `.toml` for a record; for what may hide
//! records the reason in words; nothing for other files. A lock must not get lost through the way it was put there.

/// What a file in the lock directory is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place<'a> {
    /// A record, its name without the extension.
    Record(&'a [u8]),
    /// No record: a README, say.
    Other,
    /// It lies in a directory that has a record's name.
    InsideRecord,
}

/// Sorts a path below the lock directory, given from there on.
pub(crate) fn place(below: &[u8]) -> Place<'_> {
    let mut parts = below.rsplit(|&octet| octet == b'/');
    let name = parts.next().unwrap_or_default();
    if parts.any(|directory| stem(directory).is_some()) {
        return Place::InsideRecord;
    }
    stem(name).map_or(Place::Other, Place::Record)
}

/// Returns a record's name without its extension, which counts in any case: some file systems keep none.
pub(crate) fn stem(name: &[u8]) -> Option<&[u8]> {
    let (stem, extension) = name.split_at_checked(name.len().checked_sub(5)?)?;
    extension.eq_ignore_ascii_case(b".toml").then_some(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_known_by_their_names() {
        for (path, expected) in [
            ("example.com.toml", Place::Record(b"example.com")),
            ("team/example.com.toml", Place::Record(b"example.com")),
            ("example.com.TOML", Place::Record(b"example.com")),
            (".toml", Place::Record(b"")),
            ("README.md", Place::Other),
            ("toml", Place::Other),
            ("", Place::Other),
            ("example.com.toml/x", Place::InsideRecord),
            ("example.com.toml/x.toml", Place::InsideRecord),
        ] {
            assert_eq!(place(path.as_bytes()), expected, "{path}");
        }
    }
}
