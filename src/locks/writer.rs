//! The source `writer`: does a server write the zone file at this moment?
//!
//! Servers write to a temporary file in the zone file's directory and rename it over the zone file, so an edit made
//! meanwhile is lost. Such a file lies there after a crash too: it is a lock only with a live writer or while it is
//! young (locks.md, facts 2 and 10). Flows in: one listing a directory. Flows out: one state a temporary file.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::activity::{Activity, Directory, TempFile};
use super::pattern::quote;
use super::template::{Head, Software, Template, candidates, looks_drawn};
use super::{Document, Evidence, LockKind, LockSource, LockState, Query, Staleness};
use crate::snapshot::RepoPath;
use crate::source::{Octets, Side};

/// Temporary files of servers. Keeps what it listed: make a new one for each run.
#[derive(Debug, Default)]
pub struct Writer {
    directories: Mutex<BTreeMap<PathBuf, Arc<Directory>>>,
}

const NAME: &str = "writer";
const HARM: &str = "the writer renames this file over the zone file: an edit made now is lost without an error";

impl LockSource for Writer {
    fn name(&self) -> &'static str {
        NAME
    }

    fn examine(&self, query: &Query<'_>) -> Vec<LockState> {
        let states: Vec<LockState> = query.own_files.iter().flat_map(|file| self.states(query, file)).collect();
        if states.is_empty() { vec![LockState::Free] } else { states }
    }
}

impl Writer {
    fn states(&self, query: &Query<'_>, file: &RepoPath) -> Vec<LockState> {
        use std::os::unix::ffi::OsStrExt as _;
        let Some(root) = query.root else { return Vec::new() };
        let directory = self.directory(root.join(std::ffi::OsStr::from_bytes(file.parent())));
        let names = match &directory.names {
            Ok(names) => names,
            Err(why) => {
                let observed = format!("directory of {file} cannot be listed: {why}");
                let evidence = Evidence::new(NAME, LockKind::Unknown, observed);
                return vec![LockState::Unknown(evidence.remedy("make the directory readable for this user"))];
            }
        };
        let found = candidates(names, file.file_name(), query.zone);
        let at = |(template, name): (Template, Vec<u8>)| {
            let path = RepoPath::join(file.parent(), &name)?;
            // A file that is committed is nobody's temporary file, whatever its name looks like.
            let committed = query.base.is_some_and(|base| base.entry(&path).is_some());
            if committed { None } else { Candidate { template, name, path, directory: &directory, query }.state() }
        };
        found.into_iter().filter_map(at).collect()
    }

    fn directory(&self, path: PathBuf) -> Arc<Directory> {
        let mut directories = self.directories.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(directories.entry(path).or_insert_with_key(|path| Arc::new(Directory::new(path))))
    }
}

/// A file whose name has the shape of a temporary file.
struct Candidate<'a> {
    template: Template,
    name: Vec<u8>,
    path: RepoPath,
    directory: &'a Directory,
    query: &'a Query<'a>,
}

impl Candidate<'_> {
    fn state(&self) -> Option<LockState> {
        let file = self.directory.file(&self.name)?;
        let activity = self.directory.activity(&file, self.query.now, self.template == Template::OpenDnssec);
        match &file.head {
            Ok(head) if self.belongs(head, file.size == 0, &activity) => self.judge(&file, &activity),
            Ok(_) => None,
            Err(why) => self.unreadable(why, &file, &activity),
        }
    }

    /// Tells whether name, first lines and activity together speak of a temporary file that may be this zone's.
    fn belongs(&self, head: &Head, empty: bool, activity: &Activity) -> bool {
        let written = matches!(activity, Activity::Open(_));
        let named = head.zone.as_ref() == Some(self.query.zone);
        if head.zone.is_some() && !named {
            return false;
        }
        match self.template {
            Template::JournalCompaction | Template::NamedDump | Template::OpenDnssec => true,
            Template::NsdWrite => head.software == Some(Software::Nsd),
            Template::PowerDnsTransfer => head.software == Some(Software::PowerDns),
            Template::KnotFlush if empty => written || looks_drawn(&self.name),
            Template::KnotFlush => head.software == Some(Software::Knot) || (written && named),
        }
    }

    fn judge(&self, file: &TempFile, activity: &Activity) -> Option<LockState> {
        let mut evidence = Evidence::new(NAME, self.kind(file), format!("{} {}", self.path, activity.words()));
        if self.is_unattributed(file) {
            evidence.observed += "; it names no zone, so it may be any of this directory";
        }
        evidence.created = file.modified;
        evidence.document = Some(self.document());
        HARM.clone_into(&mut evidence.harm);
        let remove = format!("if no server and no signer runs, remove it: rm {}", quote(&self.path.to_string()));
        match activity {
            Activity::Open(who) => {
                evidence.holder.clone_from(who);
                evidence.host = Some(self.query.machine.host.clone());
                Some(LockState::Held(evidence.remedy("wait: such files live for seconds")))
            }
            Activity::Fresh(_) | Activity::Changing => {
                Some(LockState::Held(evidence.remedy("wait: such files live for seconds")))
            }
            // OpenDNSSEC's files count while they are written only: locks.md O1.
            _ if self.template == Template::OpenDnssec => None,
            Activity::Pending(_) => Some(LockState::Held(
                evidence
                    .remedy(remove)
                    .remedy("or wait: without a writer it counts for 15 minutes after its last change"),
            )),
            Activity::Abandoned(_) => {
                evidence.harm.clear();
                Some(LockState::Stale(evidence.remedy(remove), Staleness::Abandoned))
            }
        }
    }

    /// Judges a file that may not be read: servers make theirs for themselves only (mode 0600).
    fn unreadable(&self, why: &str, file: &TempFile, activity: &Activity) -> Option<LockState> {
        match self.template {
            Template::JournalCompaction | Template::NamedDump | Template::OpenDnssec => self.judge(file, activity),
            _ if matches!(activity, Activity::Abandoned(_)) => None,
            Template::KnotFlush | Template::PowerDnsTransfer if !looks_drawn(&self.name) => None,
            _ => {
                let observed = format!("{} {}, and cannot be read: {why}", self.path, activity.words());
                let evidence =
                    Evidence { document: Some(self.document()), ..Evidence::new(NAME, LockKind::Unknown, observed) };
                Some(LockState::Unknown(
                    evidence.remedy("look whether a server writes it, and run this as a user who may read it"),
                ))
            }
        }
    }

    fn is_unattributed(&self, file: &TempFile) -> bool {
        self.template == Template::NamedDump && !matches!(&file.head, Ok(Head { zone: Some(_), software: _ }))
    }

    fn kind(&self, file: &TempFile) -> LockKind {
        let signer = matches!(&file.head, Ok(Head { software: Some(Software::SignZone), zone: _ }));
        match self.template {
            _ if signer => LockKind::Signing,
            Template::OpenDnssec => LockKind::Unknown,
            _ => LockKind::Transfer,
        }
    }

    fn document(&self) -> Document {
        let path = self.path.as_bytes().to_vec();
        Document { path, side: Side::Disk, text: Octets::default(), fields: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locks::testing::{Bench, Memory};

    const OURS: &str = "$ORIGIN .\n$TTL 300\nexample.com\tIN SOA\tns1. h. (\n";
    const THEIRS: &str = "$ORIGIN .\n$TTL 300\nexample.net\tIN SOA\tns1. h. (\n";
    const KNOT: &str = ";; Zone dump (Knot DNS 3.2.6)\nexample.com.\t3600\tSOA\ta. b. 1 2 3 4 5\n";
    const NSD: &str = "; zone example.com written by NSD 4.6.1 on Mon\n";
    const POWERDNS: &str = "; Written by PowerDNS, don't edit!\n";

    #[track_caller]
    fn case(name: &str, text: &str, age: i64, expected: &str) {
        let bench = Bench::new();
        bench.write("zones/db", b"", 5);
        bench.write(&format!("zones/{name}"), text.as_bytes(), age);
        assert_eq!(bench.words(&Writer::default()), expected, "{name} {text:?} {age} s old");
    }

    #[test]
    fn age_decides_where_nobody_writes() {
        case("tmp-kxjj8sDUF1", OURS, 3, "held");
        case("tmp-kxjj8sDUF1", OURS, 60, "held");
        case("tmp-kxjj8sDUF1", OURS, 3600, "stale Abandoned");
        case("tmp-kxjj8sDUF1", OURS, -3600, "stale Abandoned");
        case("db.jnw", "", 3, "held");
        case("db.jnw", "", 3600, "stale Abandoned");
        case("db.tmp", "", 3, "held");
        case("db.tmp", "", 60, "free");
        case("example.com.xfrd.tmp", "", 3, "held");
    }

    #[test]
    fn a_dump_belongs_to_the_zone_it_names_or_to_all() {
        case("tmp-kxjj8sDUF1", THEIRS, 3, "free");
        case("tmp-kxjj8sDUF1", "", 3, "held");
        case("tmp-kxjj8sDUF1", "\u{0}\u{0}\u{0}\u{2}raw", 3, "held");
    }

    #[test]
    fn ordinary_files_are_left_alone() {
        case("db.backup", "example.com. IN SOA a. b. 1 2 3 4 5\n", 3, "free");
        case("db.signed", "example.com. IN SOA a. b. 1 2 3 4 5\n", 3, "free");
        case("db.orig12", "example.com. IN SOA a. b. 1 2 3 4 5\n", 3, "free");
        case("db.backup", "", 3, "free");
        case("db~", OURS, 3, "free");
        case("dbexampl", OURS, 3, "free");
        case("db.sample", ";; Zone dump (Knot DNS 3.2.6)\nsample.\t3600\tSOA\ta. b. 1 2 3 4 5\n", 3, "free");
        case("tmp-short", OURS, 3, "free");
    }

    #[test]
    fn servers_are_known_by_their_first_lines() {
        case("db.OXnHYq", KNOT, 3, "held");
        case("db.OXnHYq", "", 3, "held");
        case("db~", NSD, 3, "held");
        case("db~", &NSD.replace("example.com", "example.net"), 3, "free");
        case("dblWwnUA", POWERDNS, 3, "held");
        case("dblWwnUA", &format!("{POWERDNS}; Zone 'example.net' retrieved from primary\n"), 3, "free");
    }

    #[test]
    fn a_live_writer_counts_at_any_age() {
        let bench = Bench::new();
        let name = "zones/tmp-kxjj8sDUF1";
        bench.write(name, OURS.as_bytes(), 3600);
        let writer = std::fs::File::options().append(true).open(bench.path(name)).unwrap();
        let evidence = bench.evidence(&Writer::default());
        assert!(evidence.observed.contains("is open for writing by pid"), "{}", evidence.observed);
        assert_eq!(bench.words(&Writer::default()), "held");
        drop(writer);
        assert_eq!(bench.words(&Writer::default()), "stale Abandoned");
    }

    #[test]
    fn a_committed_file_is_nobodys_temporary_file() {
        let mut bench = Bench::new();
        bench.write("zones/tmp-migration1", OURS.as_bytes(), 3);
        assert_eq!(bench.words(&Writer::default()), "held");
        bench.base = Some(Memory::new(Side::Index).with("zones/tmp-migration1", OURS));
        assert_eq!(bench.words(&Writer::default()), "free");
    }

    #[test]
    fn links_pipes_and_missing_directories_are_no_writers() {
        let mut bench = Bench::new();
        std::os::unix::fs::symlink("/dev/zero", bench.path("zones/tmp-kxjj8sDUF1")).unwrap();
        rustix::fs::mkfifoat(rustix::fs::CWD, bench.path("zones/tmp-kxjj8sDUF2"), rustix::fs::Mode::RUSR).unwrap();
        assert_eq!(bench.words(&Writer::default()), "free");
        bench.files = vec![RepoPath::new(&b"absent/db"[..])];
        assert_eq!(bench.words(&Writer::default()), "free");
    }
}
