//! The text of a hook.
//!
//! Flows in: the program's path and the event. Flows out: the script, and for the text of any hook whether it is ours and
//! whether it calls the gate. The script falls back to the program on `PATH`, and stops git when there is none: a hook
//! that cannot judge must not let pass.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use bstr::ByteSlice as _;

use super::Event;

/// The start of the line that tells our hooks from those of others, whatever the version behind it.
const MARKER: &str = "# zonegate-hook v";

/// What every hook of this version starts with.
const START: &str = "#!/bin/sh\n# zonegate-hook v1 (zonegate hook uninstall removes it)\nZ=";

/// What follows the program's path.
const FALLBACK: &str = "; [ -x \"$Z\" ] || Z=$(command -v zonegate) || \
    { echo \"zonegate: not found; install it or remove $0\" >&2; exit 2; }\n";

/// A hook that carries our marker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OwnScript {
    /// The program it calls; `None` if the text is not what this version writes: of another version, or edited.
    pub(super) program: Option<PathBuf>,
}

/// Returns the script that calls `program` for `event`.
pub(super) fn text(program: &Path, event: Event) -> Vec<u8> {
    [START.as_bytes(), &quoted(program), end(event).as_bytes()].concat()
}

/// Reads a hook's text; `None` if it is not ours.
pub(super) fn own(text: &[u8], event: Event) -> Option<OwnScript> {
    // The marker stands in the second line; a foreign script that quotes it further down stays foreign.
    text.lines().nth(1).filter(|line| line.starts_with(MARKER.as_bytes()))?;
    let word = text.strip_prefix(START.as_bytes()).and_then(|rest| rest.strip_suffix(end(event).as_bytes()));
    Some(OwnScript { program: word.and_then(unquoted) })
}

/// Tells whether a line of a script calls the gate for `event`.
pub(super) fn calls(text: &[u8], event: Event) -> bool {
    let call = format!("hook run {}", event.name());
    let ends = |rest: &[u8]| rest.first().is_none_or(|&octet| !octet.is_ascii_alphanumeric() && octet != b'-');
    text.lines().map(<[u8]>::trim_ascii).filter(|line| !line.starts_with(b"#")).any(|line| {
        let after = line.find(&call).and_then(|at| line.get(at + call.len()..));
        after.is_some_and(ends) && line.contains_str("zonegate")
    })
}

/// Returns the line that makes somebody else's script call the gate; `program` is a word for the shell.
///
/// A push is described on standard input, which can be read once: what follows in the script gets it anew.
pub(super) fn line_to_add(program: &str, event: Event) -> String {
    match event {
        Event::PreCommit | Event::PreMergeCommit => {
            format!("{program} hook run {} \"$@\" || exit $?", event.name())
        }
        Event::PrePush => format!(
            "refs=$(mktemp) && cat >\"$refs\" && {program} hook run {} \"$@\" <\"$refs\" || \
             {{ s=$?; rm -f \"$refs\"; exit $s; }}; exec <\"$refs\"; rm -f \"$refs\"",
            event.name()
        ),
    }
}

/// Returns a path as one word of the shell.
pub(super) fn quoted(path: &Path) -> Vec<u8> {
    let inside = path.as_os_str().as_bytes().replace("'", r"'\''");
    [b"'", inside.as_slice(), b"'"].concat()
}

/// Reads what [`quoted`] wrote.
fn unquoted(word: &[u8]) -> Option<PathBuf> {
    let inside = word.strip_prefix(b"'")?.strip_suffix(b"'")?;
    let path = inside.replace(r"'\''", "'");
    let path = PathBuf::from(OsStr::from_bytes(&path));
    (quoted(&path) == word).then_some(path)
}

fn end(event: Event) -> String {
    format!("{FALLBACK}exec \"$Z\" hook run {} \"$@\"\n", event.name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(path: &[u8]) {
        let path = Path::new(OsStr::from_bytes(path));
        for event in Event::ALL {
            let script = text(path, event);
            assert_eq!(own(&script, event), Some(OwnScript { program: Some(path.to_owned()) }));
        }
    }

    #[test]
    fn any_path_survives() {
        case(b"/usr/bin/zonegate");
        case(b"/with space/z");
        case(b"/it's/'quoted'/z");
        case(b"/$HOME/`id`/\"x\"/\\z");
        case(b"/line\nend/\xff");
    }

    #[test]
    fn the_script_is_as_documented() {
        let script = String::from_utf8(text(Path::new("/opt/z"), Event::PreCommit)).unwrap();
        let expected = r#"#!/bin/sh
# zonegate-hook v1 (zonegate hook uninstall removes it)
Z='/opt/z'; [ -x "$Z" ] || Z=$(command -v zonegate) || { echo "zonegate: not found; install it or remove $0" >&2; exit 2; }
exec "$Z" hook run pre-commit "$@"
"#;
        assert_eq!(script, expected);
    }

    #[test]
    fn ours_is_told_by_the_marker() {
        let own = |text: &str| own(text.as_bytes(), Event::PreCommit);
        assert_eq!(own("#!/bin/sh\n# zonegate-hook v7\nanything\n"), Some(OwnScript { program: None }));
        assert_eq!(own("#!/bin/sh\necho\n# zonegate-hook v1\n"), None);
        assert_eq!(own(""), None);
        let edited = [text(Path::new("/z"), Event::PreCommit), b"echo more\n".to_vec()].concat();
        assert_eq!(super::own(&edited, Event::PreCommit), Some(OwnScript { program: None }));
    }

    #[test]
    fn calls_are_found_for_the_very_event() {
        let calls = |text: &str| calls(text.as_bytes(), Event::PreCommit);
        assert!(calls("set -e\n  /x/zonegate hook run pre-commit \"$@\" || exit $?\n"));
        assert!(calls("zonegate hook run pre-commit"));
        assert!(!calls("# zonegate hook run pre-commit"));
        assert!(!calls("zonegate hook run pre-commit-framework"));
        assert!(!calls("zonegate hook run pre-push"));
        assert!(!calls("other hook run pre-commit"));
        for event in Event::ALL {
            assert!(super::calls(line_to_add("zonegate", event).as_bytes(), event));
        }
    }
}
