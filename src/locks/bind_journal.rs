//! The source `bind-journal`: does named hold changes that the zone file lacks?
//!
//! Flows in: the header of `<zonefile>.jnl` and the serial of the base side. Flows out: a lock if the two differ. That a
//! journal exists is no lock: inline signing and `ixfr-from-differences` leave one for ever (locks.md B1, facts 3 to 6).

use std::cmp::Ordering;

use super::disk;
use super::pattern::ZonePattern;
use super::{Document, Evidence, LockKind, LockSource, LockState, Query};
use crate::snapshot::RepoPath;
use crate::source::{Octets, Side};
use crate::zone::Serial;

/// Journals of BIND 9.
#[derive(Debug)]
pub struct BindJournal;

const NAME: &str = "bind-journal";
const HEADER: usize = 64;
const MAGICS: [&[u8]; 2] = [b";BIND LOG V9\n", b";BIND LOG V9.2\n"];
const HARM: &str = "editing now makes named fail at its next start (\"journal rollforward failed: journal out of sync \
                    with zone\") and answer SERVFAIL";

impl LockSource for BindJournal {
    fn name(&self) -> &'static str {
        NAME
    }

    fn examine(&self, query: &Query<'_>) -> Vec<LockState> {
        let states: Vec<LockState> = query.own_files.iter().filter_map(|file| examine(query, file)).collect();
        if states.is_empty() { vec![LockState::Free] } else { states }
    }
}

fn examine(query: &Query<'_>, file: &RepoPath) -> Option<LockState> {
    let (path, shown) = disk::beside(query, file, ".jnl")?;
    let header = match disk::open_regular(&path) {
        Ok(opened) => opened?.read_head(HEADER),
        Err(why) => Err(why),
    };
    let state = match header.and_then(|octets| Header::parse(&octets)) {
        Ok(header) => header.judge(query, &String::from_utf8_lossy(&shown)),
        Err(why) => unknown(&format!("{} {why}", String::from_utf8_lossy(&shown))),
    };
    Some(with_document(state, &shown))
}

/// The transactions that a journal holds: from where to where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Header {
    begin_offset: u32,
    end_serial: Serial,
    end_offset: u32,
}

impl Header {
    /// Reads the header, all numbers big-endian: begin serial at 16, begin offset at 20, end serial at 24, end offset at 28.
    fn parse(octets: &[u8]) -> Result<Self, String> {
        if octets.len() < HEADER {
            return Err(format!("has {} octets, a journal of BIND has at least {HEADER}", octets.len()));
        }
        if !MAGICS.iter().any(|magic| octets.starts_with(magic)) {
            return Err("does not begin as a journal of BIND (`;BIND LOG V9`)".to_owned());
        }
        let number = |at: usize| {
            let four = octets.get(at..at + 4).and_then(|octets| <[u8; 4]>::try_from(octets).ok());
            u32::from_be_bytes(four.unwrap_or_default())
        };
        Ok(Self { begin_offset: number(20), end_serial: Serial(number(24)), end_offset: number(28) })
    }

    fn judge(self, query: &Query<'_>, shown: &str) -> LockState {
        if self.begin_offset == self.end_offset {
            return LockState::Free;
        }
        let end = self.end_serial;
        let Some(file) = query.base_serial else {
            return unknown(&format!(
                "{shown} ends at serial {end}, but the serial of the zone file could not be read"
            ));
        };
        let seen = format!("journal ends at serial {end}, zone file is at serial {file}");
        let observed = match end.partial_cmp(&file) {
            Some(Ordering::Equal) => return LockState::Free,
            Some(Ordering::Greater) => {
                format!("{seen}: named is {} ahead of this file", count(end.0.wrapping_sub(file.0)))
            }
            Some(Ordering::Less) => {
                format!(
                    "{seen}: the file was edited over a journal that is {} behind",
                    count(file.0.wrapping_sub(end.0))
                )
            }
            None => format!("{seen}: exactly 2^31 apart, so neither is newer (RFC 1982)"),
        };
        LockState::Held(locked(observed, &ZonePattern::from_name(query.zone.clone()).shell()))
    }
}

/// Builds the evidence of a journal whose end is not the file's serial.
fn locked(observed: String, zone: &str) -> Evidence {
    let mut evidence = Evidence::new(NAME, LockKind::Journal, observed)
        .remedy("keep a copy of any edit first: freeze overwrites the file with the server's version")
        .remedy(format!("rndc freeze {zone}"))
        .remedy("wait until this check reports journal = file, and commit the file that named wrote")
        .remedy("re-apply the edit with a higher serial")
        .remedy(format!("rndc thaw {zone}"));
    HARM.clone_into(&mut evidence.harm);
    evidence.holder = Some("named".to_owned());
    evidence
}

fn unknown(observed: &str) -> LockState {
    LockState::Unknown(
        Evidence::new(NAME, LockKind::Journal, observed)
            .remedy("look at the journal with: named-journalprint -x")
            .remedy("if no server uses it any more, move it away"),
    )
}

fn with_document(state: LockState, path: &[u8]) -> LockState {
    let document =
        || Some(Document { path: path.to_vec(), side: Side::Disk, text: Octets::default(), fields: Vec::new() });
    match state {
        LockState::Held(evidence) => LockState::Held(Evidence { document: document(), ..evidence }),
        LockState::Unknown(evidence) => LockState::Unknown(Evidence { document: document(), ..evidence }),
        other => other,
    }
}

fn count(serials: u32) -> String {
    if serials == 1 { "1 serial".to_owned() } else { format!("{serials} serials") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locks::testing::Bench;

    fn header(magic: &[u8], numbers: [u32; 4]) -> Vec<u8> {
        let mut octets = magic.to_vec();
        octets.resize(16, 0);
        for number in numbers {
            octets.extend(number.to_be_bytes());
        }
        octets.resize(HEADER, 0);
        octets
    }

    #[test]
    fn the_header_kept_verbatim_is_read() {
        // locks.md §7: a dynamic zone after one update.
        let octets = header(b";BIND LOG V9.2\n", [1, 0x200, 2, 0x2c0]);
        let expected = Header { begin_offset: 0x200, end_serial: Serial(2), end_offset: 0x2c0 };
        assert_eq!(Header::parse(&octets), Ok(expected));
        assert_eq!(Header::parse(&header(b";BIND LOG V9\n", [1, 0x200, 2, 0x2c0])), Ok(expected));
    }

    #[test]
    fn what_is_no_journal_is_refused() {
        assert!(Header::parse(b"").unwrap_err().contains("has 0 octets"));
        assert!(Header::parse(&header(b";BIND LOG V9.2\n", [1, 2, 3, 4])[..63]).unwrap_err().contains("63"));
        assert!(Header::parse(&header(b";BIND LOG V8\n", [1, 2, 3, 4])).unwrap_err().contains("begin"));
        assert!(Header::parse(&[0; 64]).is_err());
    }

    #[track_caller]
    fn case(numbers: [u32; 4], base: Option<u32>, expected: &str) {
        let mut bench = Bench::new();
        bench.base_serial = base.map(Serial);
        bench.write("zones/db.jnl", &header(b";BIND LOG V9.2\n", numbers), 0);
        assert_eq!(bench.words(&BindJournal), expected, "{numbers:?} {base:?}");
    }

    #[test]
    fn serials_decide() {
        case([1, 512, 2, 704], Some(2), "free");
        case([1, 512, 3, 704], Some(2), "held");
        case([1, 512, 2, 704], Some(9), "held");
        case([1, 512, 0x8000_0002, 704], Some(2), "held");
        case([u32::MAX, 512, 1, 704], Some(u32::MAX), "held");
        case([1, 512, 9, 512], Some(2), "free");
        case([0, 0, 0, 0], None, "free");
        case([1, 512, 2, 704], None, "unknown");
    }

    #[test]
    fn the_words_are_honest_about_what_is_known() {
        let mut bench = Bench::new();
        bench.write("zones/db.jnl", &header(b";BIND LOG V9\n", [1, 512, 3, 704]), 0);
        let ahead = bench.evidence(&BindJournal);
        assert_eq!(
            ahead.observed,
            "journal ends at serial 3, zone file is at serial 2: named is 1 serial ahead of this file"
        );
        assert!(ahead.harm.contains("SERVFAIL") && ahead.remedy.iter().any(|line| line == "rndc freeze example.com"));
        bench.base_serial = Some(Serial(50));
        assert!(bench.evidence(&BindJournal).observed.ends_with("a journal that is 47 serials behind"));
        bench.base_serial = Some(Serial(0x8000_0003));
        assert!(bench.evidence(&BindJournal).observed.contains("2^31"));
    }

    #[test]
    fn only_a_journal_of_the_zone_file_counts() {
        let bench = Bench::new();
        assert_eq!(bench.words(&BindJournal), "free");
        for name in
            ["db.jbk", "db.signed", "db.signed.jnl", "view.mkeys", "view.mkeys.jnl", "db-12345678", "jn-12345678"]
        {
            bench.write(&format!("zones/{name}"), b"junk", 0);
        }
        for source in crate::locks::all() {
            assert_eq!(bench.words(source.as_ref()), "free", "{}", source.name());
        }
    }

    #[test]
    fn junk_in_the_place_of_a_journal_is_unknown() {
        for junk in [&b""[..], b"short", &[0xff; 4096]] {
            let bench = Bench::new();
            bench.write("zones/db.jnl", junk, 0);
            assert_eq!(bench.words(&BindJournal), "unknown");
        }
        let bench = Bench::new();
        std::os::unix::fs::symlink("elsewhere", bench.path("zones/db.jnl")).unwrap();
        assert_eq!(bench.words(&BindJournal), "unknown");
    }
}
