//! Contents that stand for a file but are not its text.
//!
//! Flows in: the octets of a file or blob. Flows out: a sentence that says what is wrong, or nothing. Git attributes are
//! not asked: they are absent in bare repositories, and both formats announce themselves in their first octets.

use super::ReadFailure;

/// What every pointer of Git LFS starts with.
const LFS_POINTER: &[u8] = b"version https://git-lfs.github.com/spec/";

/// A pointer is at most this long: the specification of Git LFS says so, and real text may quote one.
const LFS_POINTER_LENGTH: usize = 1024;

/// What every file encrypted by git-crypt starts with.
const GIT_CRYPT: &[u8] = b"\0GITCRYPT\0";

/// Returns why these octets are not the file's text, `None` if they may be.
pub(crate) fn refusal(octets: &[u8]) -> Option<ReadFailure> {
    if octets.starts_with(LFS_POINTER) && octets.len() < LFS_POINTER_LENGTH {
        return Some(ReadFailure::Unreadable(
            "it is a Git LFS pointer, not the text; `git lfs untrack` the path and add the file again".to_owned(),
        ));
    }
    octets.starts_with(GIT_CRYPT).then(|| {
        ReadFailure::Unreadable(
            "it is encrypted by git-crypt; keep zone files out of git-crypt, the gate judges what git stores"
                .to_owned(),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(octets: &[u8], word: Option<&str>) {
        match (refusal(octets), word) {
            (Some(ReadFailure::Unreadable(why)), Some(word)) => assert!(why.contains(word), "{why}"),
            (None, None) => {}
            (got, _) => panic!("{got:?} for {octets:?}"),
        }
    }

    #[test]
    fn pointers_and_encrypted_files_are_refused_text_is_not() {
        case(b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n", Some("Git LFS"));
        case(b"\0GITCRYPT\0\x01\x02", Some("git-crypt"));
        case(b"", None);
        case(b"; version https://git-lfs.github.com/spec/v1\n", None);
        case(&[LFS_POINTER, &[b' '; 2000]].concat(), None);
        case(b"\0\0\0", None);
    }
}
