//! The promises about locks, end to end: never a false pass, never a false block, and every refusal explains itself.
//!
//! Flows in: real repositories with locks of every source. Flows out: the exit code of the real program and what it says.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test asks the world and stops at the first surprise"
)]

mod support;

use std::process::{Child, Output, Stdio};
use std::time::{Duration, Instant};

use support::{Repository, Sandbox};

const ZONEGATE: &str = env!("CARGO_BIN_EXE_zonegate");
const PATH: &str = "zones/example.com.zone";
const OTHER: &str = "zones/example.net.zone";
const RECORD: &str = ".zonegate/locks/example.com.toml";
const FOREVER: &str = "2099-01-01T00:00:00Z";
const LONG_AGO: &str = "2020-01-01T00:00:00Z";

/// What the gate is to say: the exit codes of `check`.
const PASS: i32 = 0;
const FINDINGS: i32 = 1;
const UNKNOWN: i32 = 2;
const LOCKED: i32 = 75;

fn zone(serial: u32, www: &str) -> String {
    format!(
        "$TTL 3600\n@     IN SOA ns1 hostmaster {serial} 7200 3600 1209600 3600\n      IN NS  ns1\n\
         ns1   IN A   192.0.2.53\nwww   IN A   {www}\n"
    )
}

/// The zone as committed first.
fn before() -> String {
    zone(1, "192.0.2.80")
}

/// The zone with other records.
fn after() -> String {
    zone(2, "192.0.2.81")
}

fn record(zone: &str, expires: &str) -> String {
    format!(
        "version = 1\nid = \"nonce\"\nzone = \"{zone}\"\nkind = \"freeze\"\nholder = \"alice@example.com\"\n\
         host = \"ns-primary-1\"\nreason = \"AXFR for CHG-4711\"\ncreated = 2019-01-01T00:00:00Z\nexpires = {expires}\n"
    )
}

/// Makes a repository with two zones; lock files of others are ignored, as they are where people use them.
fn estate(sandbox: &Sandbox) -> Repository<'_> {
    let repository = sandbox.repository("estate");
    repository.add(PATH, before());
    repository.add(OTHER, before());
    repository.add(".gitignore", "*.lock\n*.jnl\ntmp-*\n*~\n");
    repository.commit("The estate");
    repository
}

fn zonegate(repository: &Repository<'_>, arguments: &[&str]) -> Output {
    repository.command(ZONEGATE).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[track_caller]
fn ok(output: &Output) {
    assert!(output.status.success(), "{}", said(output));
}

#[track_caller]
fn refused(output: &Output, words: &[&str]) {
    let text = said(output);
    assert!(!output.status.success(), "let through: {text}");
    for word in words {
        assert!(text.contains(word), "`{word}` is missing in: {text}");
    }
}

#[track_caller]
fn lock(repository: &Repository<'_>, zones: &[&str]) {
    ok(&zonegate(repository, &[&["lock", "acquire", "--reason", "maintenance"], zones].concat()));
}

/// Judges what is staged: the exit code has to be this one, the report has to hold these words.
#[track_caller]
fn staged(repository: &Repository<'_>, what: &str, expected: i32, words: &[&str]) {
    let output = zonegate(repository, &["check", "--staged"]);
    let text = said(&output);
    assert_eq!(output.status.code(), Some(expected), "{what}: {text}");
    for word in words {
        // Long lines are wrapped: what counts is the words.
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words(&text).contains(&words(word)), "{what}: `{word}` is missing in: {text}");
    }
}

/// Takes back what is staged and in the working tree.
fn reset(repository: &Repository<'_>) {
    repository.git(&["reset", "--hard", "--quiet"]);
    repository.git(&["clean", "-fdxq"]);
}

/// One step of a test: what it is called, what the change does, the exit code, words of the report.
type Case<'a> = (&'a str, &'a dyn Fn(&Repository<'_>), i32, &'a [&'a str]);

/// Stages each change on top of HEAD and judges it.
#[track_caller]
fn cases(repository: &Repository<'_>, cases: &[Case<'_>]) {
    for (what, change, expected, words) in cases {
        change(repository);
        repository.git(&["add", "--all"]);
        staged(repository, what, *expected, words);
        reset(repository);
    }
}

#[test]
fn no_change_hides_a_locked_zone_from_the_gate() {
    let sandbox = Sandbox::new();
    let r = estate(&sandbox);
    lock(&r, &["example.com"]);
    let rename = |r: &Repository<'_>, to: &str| {
        let directory = r.path(to).parent().unwrap().to_owned();
        std::fs::create_dir_all(directory).unwrap();
        r.git(&["mv", PATH, to]);
    };
    cases(
        &r,
        &[
            ("edited", &|r| r.write(PATH, after()), LOCKED, &["example.com. is locked", "www A was 192.0.2.80"]),
            ("another zone", &|r| r.write(OTHER, after()), PASS, &[]),
            ("a comment", &|r| r.write(PATH, format!("; hello\n{}", before())), PASS, &["changes none of its records"]),
            (
                "renamed and edited",
                &|r| {
                    rename(r, "elsewhere/db.example.com");
                    r.write("elsewhere/db.example.com", after());
                },
                LOCKED,
                &["example.com. is locked"],
            ),
            (
                "deleted",
                &|r| std::fs::remove_file(r.path(PATH)).unwrap(),
                FINDINGS,
                &["is locked", "removes 4 records"],
            ),
            ("moved out of sight", &|r| rename(r, "zones/example.com.toml"), FINDINGS, &["example.com. is locked"]),
            ("turned to junk", &|r| r.write(PATH, b"\0\x01\x02"), FINDINGS, &["example.com. is locked"]),
            ("without its SOA", &|r| r.write(PATH, "www IN A 192.0.2.1\n"), FINDINGS, &["example.com. is locked"]),
            (
                "under another origin",
                &|r| r.write(PATH, format!("$ORIGIN example.org.\n{}", before())),
                LOCKED,
                &["example.com. is locked"],
            ),
            (
                "made an include of another zone",
                &|r| {
                    rename(r, "zones/part.inc");
                    r.write("zones/example.org.zone", "$INCLUDE part.inc\n");
                },
                FINDINGS,
                &["example.com. is locked"],
            ),
            (
                "excluded by a configuration that comes with the edit",
                &|r| {
                    r.write("zonegate.toml", "[zones]\nexclude = [\"zones/**\"]\n");
                    r.write(PATH, after());
                },
                LOCKED,
                &["example.com. is locked"],
            ),
            ("mistaken too", &|r| r.write(PATH, zone(2, "192.0.2.300")), FINDINGS, &["is locked", "address-invalid"]),
        ],
    );
}

#[test]
fn what_the_server_of_the_zone_reads_in_its_way_hides_no_record() {
    let sandbox = Sandbox::new();
    let r = estate(&sandbox);
    let odd = |more: &str| format!("{}t TXT \"caf\u{e9}{}\"\n$TTL 1h30m\n{more}", before(), "a".repeat(300));
    r.add("zonegate.toml", "[zones]\ndialect = \"knot\"\n[rules]\nstring-not-ascii = \"off\"\n");
    r.add(PATH, odd(""));
    r.commit("For Knot");
    lock(&r, &["example.com"]);
    cases(
        &r,
        &[
            ("a comment", &|r| r.write(PATH, odd("; hello\n")), PASS, &["changes none of its records"]),
            ("a record", &|r| r.write(PATH, odd("x A 192.0.2.1\n")), FINDINGS, &["is locked"]),
        ],
    );
}

#[test]
fn a_locked_record_in_an_included_file_shows_the_includes_that_lead_there() {
    let sandbox = Sandbox::new();
    let r = estate(&sandbox);
    r.add(PATH, format!("{}$INCLUDE outer\n", before()));
    r.add("zones/outer", "$INCLUDE inner\n");
    r.add("zones/inner", "mail IN A 192.0.2.25\n");
    r.commit("Includes");
    lock(&r, &["example.com"]);
    r.add("zones/inner", "mail IN A 192.0.2.26\n");
    let chains = |r: &Repository<'_>| {
        let text = said(&zonegate(r, &["check", "--staged", "--output-format", "json"]));
        let report: serde_json::Value = serde_json::from_str(&text).unwrap();
        let findings = report["findings"].as_array().unwrap();
        let locked = findings.iter().find(|finding| finding["rule"] == "zone-locked").unwrap();
        let labels = locked["related"].as_array().unwrap().iter();
        let led = labels.filter(|label| label["label"] == "included from here");
        led.map(|label| label["path"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(chains(&r), ["zones/outer", PATH]);
    // The serial in the zone's own file is the first of the records that the change alters.
    r.add(PATH, format!("{}$INCLUDE outer\n", zone(2, "192.0.2.80")));
    assert_eq!(chains(&r), ["zones/outer", PATH]);
}

#[test]
fn another_dialect_is_another_reading_of_a_locked_zone() {
    let sandbox = Sandbox::new();
    let r = estate(&sandbox);
    let loose = before().replacen("$TTL 3600\n", "", 1);
    r.add(PATH, loose.replace("3600 1209600 3600", "3600 1209600 60"));
    r.commit("Without $TTL");
    lock(&r, &["example.com"]);
    let dialect = |word: &str| format!("[zone.\"example.com\"]\ndialect = \"{word}\"\n");
    cases(
        &r,
        &[
            ("other TTLs", &|r| r.write("zonegate.toml", dialect("knot")), FINDINGS, &["is locked", "TTL was 60"]),
            ("the same records", &|r| r.write("zonegate.toml", dialect("msdns")), PASS, &["none of its records"]),
        ],
    );
}

#[test]
fn a_configuration_cannot_give_a_locked_zone_another_name() {
    let sandbox = Sandbox::new();
    let r = estate(&sandbox);
    let map = |zone: &str| format!("[zone.\"{zone}\"]\nfile = \"zones/main\"\n");
    r.git(&["mv", PATH, "zones/main"]);
    r.add("zonegate.toml", map("example.com"));
    r.commit("By configuration");
    lock(&r, &["example.com"]);
    r.add("zonegate.toml", map("example.org"));
    r.add("zones/main", after());
    staged(&r, "renamed by configuration", FINDINGS, &["example.com. is locked", "zone-deleted"]);
    // The first configuration of a new repository is in force at once.
    let fresh = sandbox.repository("fresh");
    fresh.add("zonegate.toml", "[zones]\nexclude = [\"old/**\"]\n");
    fresh.add("old/example.com.zone", "broken (");
    staged(&fresh, "the first commit", PASS, &[]);
}

#[test]
fn a_change_does_not_unlock_itself() {
    let sandbox = Sandbox::new();
    let r = estate(&sandbox);
    r.add(RECORD, record("example.com", FOREVER));
    r.commit("Lock");
    let edit = |r: &Repository<'_>, text: String| {
        r.write(PATH, after());
        r.write(RECORD, text);
    };
    let moved = |r: &Repository<'_>, to: &str| {
        r.write(PATH, after());
        r.git(&["mv", RECORD, to]);
    };
    let removed: &[&str] = &["lock-removed-in-change", "removes its lock, held by alice@example.com until 2099-01-01"];
    let weakened: &[&str] = &["lock-removed-in-change", "weakens its lock, held by alice@example.com until 2099-01-01"];
    let held: &[&str] = &["zone-locked", "alice@example.com", "2099-01-01", "AXFR for CHG-4711"];
    cases(
        &r,
        &[
            ("untouched record", &|r| r.write(PATH, after()), LOCKED, held),
            ("shortened", &|r| edit(r, record("example.com", "2098-01-01T00:00:00Z")), LOCKED, weakened),
            ("ended", &|r| edit(r, record("example.com", LONG_AGO)), LOCKED, weakened),
            ("another id", &|r| edit(r, record("example.com", FOREVER).replace("nonce", "mine")), LOCKED, weakened),
            ("prolonged", &|r| edit(r, record("example.com", "2099-02-01T00:00:00Z")), LOCKED, &["zone-locked"]),
            ("moved", &|r| moved(r, ".zonegate/locks/other.toml"), LOCKED, held),
            ("in other case", &|r| moved(r, ".zonegate/locks/EXAMPLE.com.TOML"), LOCKED, held),
            ("moved into a directory", &|r| moved(r, ".zonegate/example.com.toml"), LOCKED, removed),
            (
                "removed",
                &|r| {
                    r.write(PATH, after());
                    std::fs::remove_file(r.path(RECORD)).unwrap();
                },
                LOCKED,
                removed,
            ),
            ("removed by itself", &|r| std::fs::remove_file(r.path(RECORD)).unwrap(), PASS, &[]),
        ],
    );
    r.add(RECORD, record("*", FOREVER));
    r.commit("Lock all");
    cases(
        &r,
        &[
            (
                "from all zones to another one",
                &|r| {
                    r.git(&["mv", RECORD, ".zonegate/locks/example.net.toml"]);
                    r.write(".zonegate/locks/example.net.toml", record("example.net", FOREVER));
                    r.write(PATH, after());
                },
                LOCKED,
                &["lock-removed-in-change"],
            ),
            ("the glob holds any zone", &|r| r.write(OTHER, after()), LOCKED, &["example.net. is locked"]),
        ],
    );
}

#[test]
fn a_record_added_with_the_edit_holds_and_one_that_is_over_does_not() {
    let sandbox = Sandbox::new();
    let r = estate(&sandbox);
    let with = |text: String| {
        move |r: &Repository<'_>| {
            r.write(PATH, after());
            r.write(RECORD, &text);
        }
    };
    let big = format!("{}#{}", record("example.com", FOREVER), "x".repeat(64 * 1024));
    let junk = |r: &Repository<'_>| {
        r.write(PATH, after());
        r.write(RECORD, b"zone = \"example.com\"\nexpires = 2020-01-01T00:00:00Z\nreason = \"\xff\"\n");
    };
    let two = |r: &Repository<'_>| {
        r.write(PATH, after());
        r.write(RECORD, record("example.com", FOREVER));
        r.write(".zonegate/locks/second.toml", record("*.com", FOREVER).replace("alice", "bob"));
    };
    let unknown_keys = format!("{}colour = \"red\"\n[more]\nx = 1\n", record("example.com", FOREVER));
    cases(
        &r,
        &[
            ("added", &with(record("example.com", FOREVER)), LOCKED, &["is locked by alice@example.com"]),
            ("over", &with(record("example.com", LONG_AGO)), PASS, &["lock-expired"]),
            ("of another zone by both", &with(record("example.org", FOREVER)), LOCKED, &["example.com. is locked"]),
            ("with unknown keys", &with(unknown_keys), LOCKED, &["is locked by alice@example.com"]),
            ("empty", &with(String::new()), LOCKED, &["an unknown holder"]),
            ("too big", &with(big), UNKNOWN, &["lock-unreadable", "larger than 64 KiB"]),
            ("no UTF-8", &junk, LOCKED, &["an unknown holder", "no UTF-8"]),
            (
                "two",
                &two,
                LOCKED,
                &[
                    "alice@example.com",
                    "and 1 more",
                    "also ask  bob@example.com",
                    "zonegate lock release --scope tree '*.com'",
                ],
            ),
        ],
    );
    // An expired lock blocks nobody, whatever else is made to block.
    with(record("example.com", LONG_AGO))(&r);
    r.git(&["add", "--all"]);
    ok(&zonegate(&r, &["check", "--staged", "--fail-on", "warning"]));
}

#[test]
fn what_is_no_readable_record_in_the_tree_blocks() {
    let sandbox = Sandbox::new();
    let r = estate(&sandbox);
    let link = |target: &'static str, path: &'static str| {
        move |r: &Repository<'_>| {
            r.write(PATH, after());
            r.write("records/example.com.toml", record("example.com", FOREVER));
            let path = r.path(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::os::unix::fs::symlink(target, path).unwrap();
        }
    };
    let directory = |r: &Repository<'_>| {
        r.write(PATH, after());
        r.write(format!("{RECORD}/inside"), "x");
    };
    let nested = |r: &Repository<'_>| {
        r.write(PATH, after());
        r.write(".zonegate/locks/team/example.com.toml", record("example.com", FOREVER));
    };
    let readme = |r: &Repository<'_>| {
        r.write(PATH, after());
        r.write(".zonegate/locks/README.md", "zone = \"*\"\n");
    };
    cases(
        &r,
        &[
            ("a dangling link", &link("nowhere", RECORD), UNKNOWN, &["lock-unreadable", RECORD]),
            ("a link out of the repository", &link("/dev/zero", RECORD), UNKNOWN, &["lock-unreadable"]),
            ("a link to a record", &link("../../records/example.com.toml", RECORD), LOCKED, &["alice@example.com"]),
            ("a directory behind a link", &link("../../records", ".zonegate/locks/team"), UNKNOWN, &["symbolic link"]),
            ("the directory itself a link", &link("../records", ".zonegate/locks"), UNKNOWN, &["symbolic link"]),
            ("a directory in its place", &directory, UNKNOWN, &["lock-unreadable"]),
            ("a record in a directory", &nested, LOCKED, &["alice@example.com"]),
            ("a file that is no record", &readme, PASS, &[]),
        ],
    );
    nested(&r);
    let status = zonegate(&r, &["lock", "status", "example.com"]);
    assert!(said(&status).contains("alice@example.com"), "{}", said(&status));
}

#[test]
fn odd_files_beside_the_zone_and_in_the_lock_directory_block() {
    let sandbox = Sandbox::new();
    let r = estate(&sandbox);
    let local = ".git/zonegate/locks/example.com.toml";
    let (sidecar, journal) = (format!("{PATH}.lock"), format!("{PATH}.jnl"));
    r.add(PATH, after());
    for path in [local, &sidecar, &journal] {
        let at = r.path(path);
        std::fs::create_dir_all(at.parent().unwrap()).unwrap();
        let names = [path];
        std::os::unix::fs::symlink("nowhere", &at).unwrap();
        staged(&r, "a link", UNKNOWN, &names);
        std::fs::remove_file(&at).unwrap();
        std::fs::create_dir(&at).unwrap();
        staged(&r, "a directory", UNKNOWN, &names);
        std::fs::remove_dir(&at).unwrap();
        ok(&r.command("mkfifo").arg(&at).output().unwrap());
        staged(&r, "a pipe", UNKNOWN, &names);
        std::fs::remove_file(&at).unwrap();
    }
    for (path, text, expected) in [
        (sidecar.as_str(), "", PASS),
        (&sidecar, "held\x1b[31m by the night shift\n", LOCKED),
        (&sidecar, "holder = \"bob\"\nexpires = 2020-01-01T00:00:00Z\n", PASS),
        (&format!("{OTHER}.lock"), "held\n", PASS),
        (&format!("{PATH}.jbk"), "anything", PASS),
        (&format!("{PATH}.signed"), "anything", PASS),
        (&format!("{PATH}.signed.jnl"), "anything", PASS),
        (local, "", LOCKED),
        (local, "zone = \"example.net\"\n", LOCKED),
        (local, &"#".repeat(64 * 1024 + 1), UNKNOWN),
    ] {
        r.write(path, text);
        staged(&r, path, expected, &[]);
        let output = zonegate(&r, &["check", "--staged"]);
        assert!(!said(&output).contains('\x1b'), "{}", said(&output));
        std::fs::remove_file(r.path(path)).unwrap();
    }
}

/// Returns the header of a journal from serial 1 to `end`.
fn journal(end: u32) -> Vec<u8> {
    let mut octets = b";BIND LOG V9.2\n\0".to_vec();
    for value in [1, 0x200, end, 0x2c0, 56, 0] {
        octets.extend(u32::to_be_bytes(value));
    }
    octets.resize(704, 0);
    octets
}

#[test]
fn servers_are_seen_beside_the_old_name_of_a_zone_too() {
    let sandbox = Sandbox::new();
    let r = estate(&sandbox);
    let renamed = "new/db.example.com";
    std::fs::create_dir(r.path("new")).unwrap();
    r.git(&["mv", PATH, renamed]);
    r.add(renamed, after());
    staged(&r, "a rename with an edit", PASS, &[]);
    for (path, octets) in [
        (format!("{PATH}.jnl"), journal(5)),
        (format!("{PATH}.lock"), b"held\n".to_vec()),
        ("zones/tmp-abcdefghij".to_owned(), b"\0\0\0\x02raw".to_vec()),
        (format!("{renamed}.jnl"), journal(5)),
        (format!("{renamed}.lock"), b"held\n".to_vec()),
    ] {
        r.write(&path, octets);
        staged(&r, &path, LOCKED, &["example.com.", &path]);
        std::fs::remove_file(r.path(&path)).unwrap();
    }
    // In step with what the server has, the journal is no lock, for a new zone and on an unborn branch too.
    r.write(format!("{PATH}.jnl"), journal(1));
    staged(&r, "in step", PASS, &[]);
    let unborn = sandbox.repository("unborn");
    unborn.add(PATH, before());
    unborn.write(format!("{PATH}.jnl"), journal(1));
    staged(&unborn, "unborn, in step", PASS, &[]);
    unborn.write(format!("{PATH}.jnl"), journal(3));
    staged(&unborn, "unborn, ahead", LOCKED, &["journal ends at serial 3"]);
}

#[test]
fn temporary_files_count_by_zone_and_by_age() {
    let sandbox = Sandbox::new();
    let r = estate(&sandbox);
    r.add(PATH, after());
    let dump = |zone: &str| format!("$ORIGIN .\n$TTL 300\n{zone}\tIN SOA\tns1. h. (\n");
    for (name, text, age, expected) in [
        ("tmp-abcdefghij", String::from("\0\0\0\u{2}raw"), 0, LOCKED),
        ("tmp-abcdefghij", String::from("\0\0\0\u{2}raw"), 3600, PASS),
        ("tmp-abcdefghij", dump("example.com"), 0, LOCKED),
        ("tmp-abcdefghij", dump("example.net"), 0, PASS),
        ("example.com.zone~", before(), 0, PASS),
        ("example.com.zone~", "; zone example.com written by NSD 4.6.1 on Mon\n".to_owned(), 0, LOCKED),
    ] {
        let path = format!("zones/{name}");
        r.write(&path, text);
        let time = std::time::SystemTime::now() - Duration::from_secs(age);
        std::fs::File::options().write(true).open(r.path(&path)).unwrap().set_modified(time).unwrap();
        let words: &[&str] = if expected == LOCKED { &["example.com. is being written", &path] } else { &[] };
        staged(&r, &format!("{name}, {age} s old"), expected, words);
        std::fs::remove_file(r.path(&path)).unwrap();
    }
}

/// A process that holds a lock until it is dropped.
struct Holder(Child);

impl Drop for Holder {
    fn drop(&mut self) {
        let _gone = self.0.kill();
        let _reaped = self.0.wait();
    }
}

const HOLD: &str = "import fcntl,struct,sys,time\nhow,path,ready=sys.argv[1:]\nf=open(path,'w+')\n\
if how=='flock': fcntl.flock(f,fcntl.LOCK_EX)\n\
if how=='shared flock': fcntl.flock(f,fcntl.LOCK_SH)\n\
if how=='fcntl': fcntl.lockf(f,fcntl.LOCK_EX)\n\
if how=='shared fcntl': fcntl.lockf(f,fcntl.LOCK_SH)\n\
if how=='open file description': fcntl.fcntl(f,37,struct.pack('hhqqi4x',fcntl.F_WRLCK,0,0,0,0))\n\
open(ready,'w')\ntime.sleep(60)\n";

#[test]
fn every_kind_of_kernel_lock_is_seen_with_its_holder() {
    let sandbox = Sandbox::new();
    let r = estate(&sandbox);
    r.add(PATH, after());
    let ready = sandbox.path("ready");
    let sidecar = format!("{PATH}.lock");
    for how in ["flock", "shared flock", "fcntl", "shared fcntl", "open file description"] {
        let _none = std::fs::remove_file(&ready);
        let mut command = r.command("python3");
        command.args(["-c", HOLD, how, &sidecar]).arg(&ready).stdout(Stdio::null());
        let holder = Holder(command.spawn().unwrap());
        let end = Instant::now() + Duration::from_secs(20);
        while !ready.exists() {
            assert!(Instant::now() < end, "{how}: not taken");
            std::thread::sleep(Duration::from_millis(10));
        }
        let pid = format!("pid {}", holder.0.id());
        staged(&r, how, LOCKED, &["is locked: ", &pid, &sidecar, "this change changes 2 records"]);
        drop(holder);
        staged(&r, "the left over file", PASS, &[]);
    }
}

#[test]
fn zones_are_locked_by_any_name_and_by_globs() {
    let sandbox = Sandbox::new();
    let r = estate(&sandbox);
    let named = [
        ("zones/idn", "xn--mnchen-3ya.de"),
        ("zones/upper", "EXAMPLE.org"),
        ("zones/classless", "0/25.2.0.192.in-addr.arpa"),
        ("zones/dotted", "a\\.b.example"),
    ];
    for (path, origin) in named {
        r.add(path, format!("$ORIGIN {origin}.\n{}", before().replacen('@', &format!("{origin}."), 1)));
    }
    r.commit("Names");
    for (path, origin) in named {
        lock(&r, &[origin]);
        r.add(path, format!("$ORIGIN {origin}.\n{}", after().replacen('@', &format!("{origin}."), 1)));
        let text = said(&zonegate(&r, &["check", "--staged"]));
        // The command in the report is one that a shell understands.
        let release = text.lines().find_map(|line| Some(line.split_once("remedy")?.1.trim())).unwrap();
        let release = release.replacen("zonegate", &format!("'{ZONEGATE}'"), 1);
        staged(&r, origin, LOCKED, &["is locked by"]);
        ok(&r.command("sh").args(["-c", &release]).output().unwrap());
        staged(&r, origin, PASS, &[]);
        r.commit("Edited");
    }
    lock(&r, &["*.arpa", "example.net"]);
    r.add("zones/db.3.2.1.in-addr.arpa", before());
    staged(&r, "a new zone under a glob", LOCKED, &["3.2.1.in-addr.arpa. is locked", "adds 4 records"]);
    reset(&r);
    r.add(PATH, after());
    staged(&r, "a zone that no lock names", PASS, &[]);
    for (arguments, code) in [
        (["lock", "acquire", "--reason", "x", "3.2.1.in-addr.arpa", "example.org"], LOCKED),
        (["lock", "acquire", "--reason", "x", "*.in-addr.*", "example.org"], LOCKED),
        (["lock", "acquire", "--reason", "x", "example.org", "münchen.de"], 2),
    ] {
        assert_eq!(zonegate(&r, &arguments).status.code(), Some(code), "{arguments:?}");
        let none = zonegate(&r, &["lock", "status", "example.org"]);
        assert!(said(&none).contains("not locked: example.org"), "{}", said(&none));
    }
}

#[test]
fn our_own_lock_is_known_by_its_id_alone() {
    let sandbox = Sandbox::new();
    let r = estate(&sandbox);
    lock(&r, &["*.com"]);
    r.add(PATH, after());
    staged(&r, "a freeze stops its taker too", LOCKED, &["zone-locked"]);
    let text = std::fs::read_to_string(r.path(".git/zonegate/locks/%2A.com.toml")).unwrap();
    let id = text.lines().find_map(|line| line.strip_prefix("id = ")).unwrap().trim_matches('"').to_owned();
    for (variable, expected) in [(id.as_str(), PASS), ("another", LOCKED), ("", LOCKED)] {
        let output =
            r.command(ZONEGATE).env("ZONEGATE_LOCK_ID", variable).args(["check", "--staged"]).output().unwrap();
        assert_eq!(output.status.code(), Some(expected), "{variable}: {}", said(&output));
        let command = "zonegate lock release --scope local '*.com'";
        assert!(said(&output).contains(command), "{}", said(&output));
    }
}

#[test]
fn a_lock_of_scope_tree_is_committed_held_and_released() {
    let sandbox = Sandbox::new();
    let r = estate(&sandbox);
    ok(&zonegate(&r, &["hook", "install"]));
    lock(&r, &["example.com", "--scope", "tree", "--expires", "2h"]);
    r.git(&["add", RECORD]);
    ok(&r.try_git(&["commit", "-m", "Lock"]));
    r.add(PATH, after());
    refused(
        &r.try_git(&["commit", "-m", "x"]),
        &["commit refused", "maintenance", "zonegate lock release --scope tree"],
    );
    refused(&r.try_git(&["commit", "--amend", "-m", "x"]), &["zone-locked"]);
    r.git(&["stash", "--quiet"]);
    ok(&zonegate(&r, &["lock", "release", "example.com"]));
    ok(&r.try_git(&["commit", "-m", "Unlock", "--", RECORD]));
    r.git(&["stash", "pop", "--quiet"]);
    ok(&r.try_git(&["commit", "-am", "Move www"]));

    // A range is judged as a whole, in a bare repository too: the release has to be seen before the edit.
    let bare = sandbox.path("bare.git");
    r.git(&["clone", "--quiet", "--bare", ".", bare.to_str().unwrap()]);
    let bare = sandbox.open(bare);
    for (range, expected) in [(["main~2", "main"], LOCKED), (["main~1", "main"], PASS), (["main~2", "main~1"], PASS)] {
        let output = zonegate(&bare, &["check", "--base", range[0], "--head", range[1]]);
        assert_eq!(output.status.code(), Some(expected), "{range:?}: {}", said(&output));
    }
}

#[test]
fn merges_and_pushes_meet_the_locks_of_the_other_side() {
    let sandbox = Sandbox::new();
    let r = estate(&sandbox);
    ok(&zonegate(&r, &["hook", "install"]));
    let remote = sandbox.init("remote.git", &["--bare"]);
    r.git(&["remote", "add", "origin", remote.top.to_str().unwrap()]);
    ok(&r.try_git(&["push", "--quiet", "origin", "main"]));
    r.git(&["checkout", "--quiet", "-b", "side"]);
    r.add(PATH, after());
    r.commit("Edit");

    // Somebody else locks the zone on the remote.
    let other = sandbox.path("other");
    r.git(&["clone", "--quiet", remote.top.to_str().unwrap(), other.to_str().unwrap()]);
    let other = sandbox.open(other);
    other.add(RECORD, record("example.com", FOREVER));
    other.commit("Lock");
    other.git(&["push", "--quiet", "origin", "main"]);

    refused(&r.try_git(&["push", "--force", "origin", "side:main"]), &["cannot compare", "git fetch origin"]);
    r.git(&["fetch", "--quiet"]);
    refused(
        &r.try_git(&["push", "--force", "origin", "side:main"]),
        &["lock-removed-in-change", "this push edits example.com. and removes its lock"],
    );
    r.git(&["checkout", "--quiet", "main"]);
    r.git(&["merge", "--quiet", "--ff-only", "origin/main"]);
    refused(
        &r.try_git(&["merge", "--no-edit", "side"]),
        &["zone-locked", "this merge changes 2 records", "alice@example.com"],
    );
}

#[test]
fn the_report_in_json_names_every_lock() {
    let sandbox = Sandbox::new();
    let r = estate(&sandbox);
    r.add(RECORD, record("example.com", LONG_AGO));
    r.add(".zonegate/locks/all.toml", record("*", FOREVER));
    r.commit("Locks");
    r.add(PATH, after());
    r.write(format!("{PATH}.lock/below"), "");
    r.add(OTHER, format!("; hello\n{}", before()));
    let output = zonegate(&r, &["check", "--staged", "--output-format", "json"]);
    assert_eq!(output.status.code(), Some(UNKNOWN), "{}", said(&output));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((report["verdict"].as_str(), report["exit_code"].as_i64()), (Some("undetermined"), Some(2)));
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_owned();
    let mut locks: Vec<String> = report["locks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|lock| {
            let keys = ["zone", "state", "source", "path"].map(|key| text(&lock[key]));
            format!("{} {}", keys.join(" "), lock["blocking"])
        })
        .collect();
    locks.sort();
    assert_eq!(
        locks,
        [
            "example.com. held tree .zonegate/locks/all.toml true",
            "example.com. stale tree .zonegate/locks/example.com.toml false",
            "example.com. unknown sidecar zones/example.com.zone.lock true",
            "example.net. held tree .zonegate/locks/all.toml false",
        ]
    );
}

#[test]
fn a_committed_lock_file_is_not_removed_by_the_change_it_stops() {
    let sandbox = Sandbox::new();
    let r = estate(&sandbox);
    let sidecar = format!("{PATH}.lock");
    r.add(&sidecar, "holder = \"ci\"\nreason = \"rollout\"\nexpires = 2099-01-01T00:00:00Z\n");
    r.commit("Lock");
    let remove = |r: &Repository<'_>| std::fs::remove_file(r.path(format!("{PATH}.lock"))).unwrap();
    cases(
        &r,
        &[
            ("held", &|r| r.write(PATH, after()), LOCKED, &["is locked by ci until 2099-01-01"]),
            ("removed by itself", &remove, PASS, &[]),
            (
                "removed with the edit",
                &|r| {
                    remove(r);
                    r.write(PATH, after());
                },
                LOCKED,
                &["lock-removed-in-change", "held by ci until 2099-01-01", "rollout"],
            ),
        ],
    );
}
